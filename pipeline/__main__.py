"""`python -m pipeline`: the command line."""

import sys

try:
    from pipeline.cli import main
except KeyboardInterrupt:  # before `main` can say so: loading takes a moment
    sys.exit(130)

if __name__ == "__main__":  # the processes of a pool import it too
    sys.exit(main())
