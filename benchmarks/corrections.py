"""How long an edit takes to be seen: `python -m benchmarks.corrections [EVENTS]`, by default 100,000 of them."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmarks import made_up
from pipeline import corrections, query
from pipeline.query import Filter, answer
from pipeline.query.corrected import Source, corrected
from pipeline.query.told import records


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        index = query.open_store(made_up.store(Path(folder), size))
        source = Source(index, lambda ids: ())
        edits = []
        for row in range(0, size, size // 50):
            event = records(index, [row])[0]
            known = source.corpus(corrections.anchors(event))
            about = corrections.target(event, event, known)
            title = {"title": f"Titel {row}"}
            edits.append(
                corrections.edit("change", "E", event=about, changes=title, was={"title": event.title})
            )
        for number in (1, 10, len(edits)):
            start = time.perf_counter()
            found, _ = corrected(source, tuple(edits[:number]))
            replayed = time.perf_counter()
            total = answer(found, Filter()).total
            end = time.perf_counter()
            print(
                f"{total} events, {number} edits: in {replayed - start:.2f} s, answered in {end - replayed:.2f} s"
            )


if __name__ == "__main__":
    main()
