"""What a corpus costs: `python -m benchmarks.corpus FILE.jsonl [--articles N ...] [--jobs N] [--folder FOLDER]`.

The articles of FILE (JSON Lines with doc, date, text) are repeated to N articles (default: 1000, 10000), each
repetition under other names and, with the years in it, a week later than the one before. Each is extracted into a
store by the command line; printed are processor time of all processes together, merging included, what that is for an
article and for a KB of text, and the memory of the largest process.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import orjson
import psutil

_ISO = re.compile(r"\b(?:19|20)\d\d\b")
WEEK = timedelta(days=7)


def corpus(source: Path, count: int, target: Path) -> int:
    """Write so many articles; gives the bytes of their texts."""
    records = [orjson.loads(line) for line in source.open("rb")]
    records = [record for record in records if record.get("date", "") > "1900"]
    size = 0
    with target.open("wb") as stream:
        for number in range(count):
            copy, place = divmod(number, len(records))
            record = records[place]
            day = date.fromisoformat(record["date"][:10])
            later = day + copy * WEEK
            years = later.year - day.year
            text = _ISO.sub(lambda year, by=years: str(int(year[0]) + by), record["text"])
            size += len(text.encode())
            shifted = {"doc": f"{record['doc']}-{copy}", "title": record.get("title", ""), "text": text}
            stream.write(
                orjson.dumps({**shifted, "date": later.isoformat()}, option=orjson.OPT_APPEND_NEWLINE)
            )
    return size


def run(source: Path, store: Path, jobs: int) -> tuple[float, float, float]:
    """Extract; gives seconds of processor time of all processes and of the clock, and MB of the largest process."""
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "extract",
        str(source),
        "-o",
        f"{store}/",
        "--jobs",
        str(jobs),
    ]
    began = time.perf_counter()
    with psutil.Popen(command, stderr=subprocess.DEVNULL) as process:
        used: dict[int, float] = {}
        most = 0
        while process.poll() is None:
            try:
                for one in (process, *process.children(recursive=True)):
                    times = one.cpu_times()
                    used[one.pid] = times.user + times.system
                    most = max(most, one.memory_info().rss)
                process.wait(0.1)
            except (psutil.NoSuchProcess, psutil.TimeoutExpired):
                continue
    return sum(used.values()), time.perf_counter() - began, most / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", type=Path, metavar="FILE")
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000, 10_000], metavar="N")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1], metavar="N")
    parser.add_argument(
        "--folder", metavar="FOLDER", help="where the corpora are made (default: a temporary one)"
    )
    options = parser.parse_args()
    print(
        f"{'articles':>10}{'MB':>8}{'jobs':>6}{'CPU s':>9}{'clock s':>9}{'ms each':>9}{'KB/CPU s':>10}{'MB most':>9}"
    )
    for count in options.articles:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            source = Path(folder) / "corpus.jsonl"
            size = corpus(options.source, count, source)
            for jobs in options.jobs:
                seconds, clock, most = run(source, Path(folder) / f"store{jobs}", jobs)
                print(
                    f"{count:>10,}{size / 1e6:>8.1f}{jobs:>6}{seconds:>9.1f}{clock:>9.1f}"
                    f"{seconds / count * 1000:>9.2f}{size / seconds / 1000:>10.0f}{most:>9.0f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
