"""How fast articles become events on one core, stage by stage, and how dateparser compares.

    python -m benchmarks.pipeline [PATH ...] [--articles N] [--chars N] [--profile N]

PATH is anything that articles are read from (default: seeds/). The chain runs as the command line runs it, but
with a clock around each stage; the tables of knowledge are loaded before and counted apart. The first N
characters (default 20,000) also go through `dateparser.search.search_dates`, which only finds dates.
`--profile` adds the N functions that take most time by themselves.

Seconds are of the processor, so that a busy machine changes little; a KB is 1,000 bytes of UTF-8.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, TypeVar

from dateparser.search import search_dates

from pipeline import actors, dating, events, merge, split, times
from pipeline.clauses import clauses
from pipeline.lang import LANGUAGES
from pipeline.read import read_articles
from pipeline.schema import Article, Event  # noqa: TC001  # beside the others: a measuring script has no import cost to save

ROOT = Path(__file__).resolve().parent.parent
T = TypeVar("T")
FIRST = "Kassel (dpa) - Olaf Scholz hat am 6. Mai 2024 in Kassel Emmanuel Macron getroffen."


@dataclass
class Clock:
    """Seconds of the processor by stage."""

    seconds: dict[str, float] = field(default_factory=dict)

    def time(self, stage: str, work: Callable[..., T], *arguments: Any) -> T:
        began = process_time()
        try:
            return work(*arguments)
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + process_time() - began


def chain(paths: list[str], count: int | None, clock: Clock) -> tuple[list[Article], list[Event], int]:
    """Run every stage; gives the articles, the events and how many tellings these were merged from."""
    source = islice(read_articles(paths), count)
    read: list[Article] = []
    told: list[Event] = []
    waiting: list[Article] = []

    def search(article: Article) -> None:
        read.append(article)
        sentences = clock.time("split", split.sentences, article)
        spans = clock.time("times", times.spans, article, sentences)
        mentions = clock.time("actors", actors.find, article, sentences, spans)
        told.extend(clock.time("events", events.find, article, sentences, spans, mentions))

    while (given := clock.time("read", next, source, None)) is not None:
        if given.language in LANGUAGES:
            article = clock.time("dating", dating.date_from_content, given)
            waiting.append(article) if article.published is None else search(article)
    for article in clock.time("dating", lambda: list(dating.infer_dates(waiting, told, read))):
        search(article)
    return read, clock.time("merge", merge.merge, told, read), len(told)


def clause_seconds(articles: list[Article]) -> float:
    """How much of the stage `events` goes to dividing sentences into clauses."""
    began = process_time()
    for article in articles:
        for sentence in split.sentences(article):
            if sentence.role != "heading":
                clauses(sentence.text)
    return process_time() - began


def first_event() -> float:
    """Seconds of the clock from starting Python to the first event on standard output."""
    began = perf_counter()
    command = [sys.executable, "-m", "pipeline", "extract", "-"]
    subprocess.run(command, input=FIRST.encode(), capture_output=True, check=True, cwd=ROOT)
    return perf_counter() - began


def hottest(profile: cProfile.Profile, count: int) -> Iterator[str]:
    """The functions that take most time by themselves, a line each."""
    entries = pstats.Stats(profile).stats.items()  # type: ignore[attr-defined]  # typeshed lacks it
    whole = sum(entry[2] for _, entry in entries)
    for (file, line, name), entry in sorted(entries, key=lambda item: -item[1][2])[:count]:
        where = f"{Path(file).relative_to(ROOT)}:{line} " if file.startswith(str(ROOT)) else ""
        yield f"{entry[2] / whole:6.1%} {entry[1]:>10,} calls  {where}{name}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", default=[str(ROOT / "seeds")], metavar="PATH")
    parser.add_argument("--articles", type=int, metavar="N", help="read no more than so many")
    parser.add_argument(
        "--chars", type=int, default=20_000, metavar="N", help="for dateparser; 0: without it"
    )
    parser.add_argument("--profile", type=int, default=0, metavar="N", help="show so many hot functions")
    options = parser.parse_args()

    gc.set_threshold(50_000)  # as the command line does
    warm = Clock()
    warm.time("tables", chain, [str(ROOT / "seeds")], 1, Clock())
    clock = Clock()
    read, found, told = chain(options.paths, options.articles, clock)
    size = sum(len(article.text.encode()) for article in read) / 1000
    whole = sum(clock.seconds.values())
    print(f"{len(read):,} articles, {size:,.0f} KB, {told:,} tellings, {len(found):,} events\n")
    print(f"{'stage':<14}{'seconds':>9}{'KB/s':>9}{'share':>8}")
    for stage, seconds in clock.seconds.items():
        print(f"{stage:<14}{seconds:>9.2f}{size / max(seconds, 1e-9):>9,.0f}{seconds / whole:>8.0%}")
        if stage == "events":
            inside = clause_seconds(read)
            print(f"{'  of it clauses':<14}{inside:>8.2f}{size / inside:>9,.0f}{inside / whole:>8.0%}")
    print(f"{'whole':<14}{whole:>9.2f}{size / whole:>9,.0f}{1:>8.0%}\n")
    print(f"loading the tables: {warm.seconds['tables']:.2f} s; start to first event: {first_event():.2f} s")

    if options.chars:
        text = "\n".join(article.text for article in read)[: options.chars]
        began = process_time()
        search_dates(text, languages=["de"])
        speed = len(text.encode()) / 1000 / (process_time() - began)
        print(
            f"dateparser's search_dates: {speed:,.0f} KB/s; the whole chain: {size / whole / speed:.1f} times"
        )
    if options.profile:
        profile = cProfile.Profile()
        profile.runcall(chain, options.paths, options.articles, Clock())
        print(*hottest(profile, options.profile), sep="\n")


if __name__ == "__main__":
    main()
