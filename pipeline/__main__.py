"""`python -m pipeline`: the command line."""

import sys

try:
    from pipeline.cli import main
except KeyboardInterrupt:  # before `main` can say so: loading takes a moment
    sys.exit(130)

sys.exit(main())
