"""Looks for texts that break the chain: mutated articles, read, searched, merged and written, until time is up.

    python -m benchmarks.fuzz [PATH ...] [--seconds N] [--articles N] [--seed N] [--keep FOLDER]

PATH is a text file or a folder of them (default: seeds/). Each case is a batch of one to three mutated articles.
A fault is an exception, more than a second of the processor for every begun 100 KB (the least of three runs),
evidence that does not stand in its article to the letter (also in what a merged event was made from), an event that
changes with the order of the articles, or a file that cannot be written. Each fault is shrunk to a small batch,
printed, and with `--keep` written there. The same seed gives the same cases. Exit status 1 where there was a fault.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, process_time
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.chain import find_in
from pipeline.read import read_streams
from pipeline.store import save

if TYPE_CHECKING:
    from pipeline.schema import Article

ROOT = Path(__file__).resolve().parent.parent

Mutator = Callable[[random.Random, str], str]
Batch = tuple[tuple[str, bytes], ...]

PER_BYTES = 100_000
GIVE_UP = 30  # seconds of the processor, after which a case counts as hanging
LARGEST = 400_000  # bytes of a batch

WORDS = """und|oder|dass|weil|der|die|das|den|er|sie|sich|nicht|sagte|hat|habe|wurde|ist|zu|um|von|von der|bis|seit
vor|nach|am Montag|am am am|gestern|heute|im Mai|3. Mai|31. Februar|30. Februar 2023|16.12.2025
2025-12-16|99999|im Jahr 0|im Jahr 99999|vor 99999999999 Jahren|in 500 Jahrhunderten|seit 0 Tagen
am 0. Mai|am 99. Mai|25:61 Uhr|12.30 Uhr|zwischen dem 3. und|jeden Montag|in der Nacht zum Freitag
Ostern 9999|Ende 1|Mitte der 0er Jahre|Angela Merkel|Merkel|Berlin|US-|EU-|deutsche|französischen
Ukrainer|SPD|(SPD)|(CDU)|Kanzler|Präsident|der Präsident|Minister aus Polen, Italien und
seine Kolleginnen und Kollegen aus|Brüssel|Kreml|Dr.|z. B.|u. a.|Nr.|bzw.|(dpa) -|Stand: 31.12.9999
date 2025-12-16|Von Eva Muster|Kommentieren Sie|Mehr zum Thema|laut|so|zufolge|traf|trafen sich mit
lehnte ab|forderte auf|unterzeichnet|einigten sich|griff an|kündigte an|wirft vor|will|solle|werde
abgelehnt|an|<b>|</b>|<script>alert(1)</script>|&amp;|&#0;|[a](javascript:b)|![a](b)|**|__|#|# |- |• |>
+++|---|```|:red[a]|$a$|http://a.de/b|a@b.de"""
SIGNS = list(" \n\t\r\v\f.,;:!?…„“”‚‘’'\"«»‹›()[]{}<>|/\\#*_~^`´-–—•+=%&$€§@0123456789äÖß")
HIDDEN = list(
    "\u200b\u200d\u200e\u200f\u202a\u202e\u2066\u2069\u00ad\ufeff\u2028\u2029\u0085\u0000\u001b\ufffd\ufffe"
)
MARKS = list("\u0301\u0308\u0327\u20dd\u0489\ufe0f")
OTHERS = [
    "😀",
    "👨‍👩‍👧",
    "Киев",
    "مرحبا",
    "שלום",
    "北京",
    "ﬁ",
    "İ",
    "ı",
    "ẞ",
    "ǆ",
    "𝕬",
    "²",
    "٣",
    "½",
    "\ud800",
    "\udfff",
]
PAIRS = ["„“", '""', "()", "[]", "«»", "»«", "‚‘", "<>", "{}", "''", "––", ",,"]


def _spot(rng: random.Random, text: str) -> int:
    return rng.randrange(len(text) + 1)


def _range(rng: random.Random, text: str, longest: int = 300) -> tuple[int, int]:
    start = _spot(rng, text)
    return start, min(len(text), start + rng.randint(1, longest))


def _bit(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.5:
        return f" {rng.choice(rng.choice(WORDS.splitlines()).split('|'))} "
    return rng.choice(SIGNS if kind < 0.75 else HIDDEN + MARKS + OTHERS)


def insert(rng: random.Random, text: str) -> str:
    at = _spot(rng, text)
    return text[:at] + _bit(rng) + text[at:]


def insert_run(rng: random.Random, text: str) -> str:
    at = _spot(rng, text)
    return text[:at] + _bit(rng) * int(10 ** rng.uniform(0, 3.5)) + text[at:]


def remove(rng: random.Random, text: str) -> str:
    start, end = _range(rng, text)
    return text[:start] + text[end:]


def cut(rng: random.Random, text: str) -> str:
    at = _spot(rng, text)
    return text[at:] if rng.random() < 0.3 else text[:at]


def repeat(rng: random.Random, text: str) -> str:
    start, end = _range(rng, text)
    return text[:end] + text[start:end] * int(10 ** rng.uniform(0, 2.5)) + text[end:]


def move(rng: random.Random, text: str) -> str:
    start, end = _range(rng, text)
    piece, rest = text[start:end], text[:start] + text[end:]
    at = _spot(rng, rest)
    return rest[:at] + piece + rest[at:]


def flip(rng: random.Random, text: str) -> str:
    if not text:
        return text
    at = rng.randrange(len(text))
    top = rng.choice((128, 256, 0x3000, 0x110000))
    code = ord(text[at]) ^ 1 << rng.randrange(7) if rng.random() < 0.5 else rng.randrange(top)
    return text[:at] + chr(code) + text[at + 1 :]


def nest(rng: random.Random, text: str) -> str:
    start, end = _range(rng, text)
    pair, depth = rng.choice(PAIRS), int(10 ** rng.uniform(0, 3))
    closing = pair[1] * (depth if rng.random() < 0.6 else rng.randrange(depth + 1))
    return text[:start] + pair[0] * depth + text[start:end] + closing + text[end:]


def quote_sentences(rng: random.Random, text: str) -> str:
    pair = rng.choice(PAIRS)
    return text.replace(". ", f".{pair[1]} {pair[0]}")


def join(rng: random.Random, text: str) -> str:
    """No paragraphs, or no sentences, or no words: one long line, sentence or token."""
    sign = rng.choice(("\n", ".", " ", ". "))
    return text.replace(sign, rng.choice((" ", ", ", " und ", "-", "")))


def break_up(rng: random.Random, text: str) -> str:
    sign = rng.choice((" ", ", ", ". ", "e", "er "))
    return text.replace(sign, rng.choice((sign + "\n", sign + "\n\n", sign + "\n- ", f"\n{sign}")))


def replace_words(rng: random.Random, text: str) -> str:
    words = text.split(" ")
    for _ in range(rng.randint(1, 30)):
        words[rng.randrange(len(words))] = _bit(rng).strip()
    return " ".join(words)


def shuffle(rng: random.Random, text: str) -> str:
    start, end = _range(rng, text, 2000)
    words = text[start:end].split(" ")
    rng.shuffle(words)
    return text[:start] + " ".join(words) + text[end:]


def case(rng: random.Random, text: str) -> str:
    return rng.choice((str.upper, str.lower, str.title, str.swapcase))(text)


def mark(rng: random.Random, text: str) -> str:
    """Put a hidden or combining mark behind every so many characters."""
    sign, step = rng.choice(HIDDEN + MARKS), rng.choice((1, 2, 7, 50))
    return sign.join(text[i : i + step] for i in range(0, len(text), step))


def reverse(rng: random.Random, text: str) -> str:
    start, end = _range(rng, text)
    return text[:start] + text[start:end][::-1] + text[end:]


def blow_up(rng: random.Random, text: str) -> str:
    return text * int(10 ** rng.uniform(0, 2))


MUTATORS: tuple[Mutator, ...] = (
    *(insert, insert_run, remove, cut, repeat, move, flip, nest, quote_sentences, join, break_up),
    *(replace_words, shuffle, case, mark, reverse),
)
SMALL = (insert, remove, flip, move, replace_words)


def mutated(rng: random.Random, text: str) -> str:
    """The text after some mutations: few large ones, or up to sixty small ones."""
    chosen = MUTATORS if rng.random() < 0.6 else SMALL
    for _ in range(rng.randint(1, 4 if chosen is MUTATORS else 60)):
        text = rng.choice(chosen)(rng, text)[:LARGEST]
    return blow_up(rng, text)[:LARGEST] if rng.random() < 0.02 else text


def encoded(rng: random.Random, text: str) -> bytes:
    """The text in some encoding, or in two, with some bits flipped in one case of five."""
    codec = rng.choice(("utf-8",) * 6 + ("cp1252", "utf-8-sig", "utf-16"))
    data = text.encode(codec, "surrogatepass" if codec != "cp1252" else "replace")
    kind = rng.random()
    if kind < 0.05:
        at = _spot(rng, text)
        data = text[:at].encode("utf-8", "replace") + text[at:].encode("cp1252", "replace")
    elif kind < 0.2 and data:
        flipped = bytearray(data)
        for _ in range(rng.randint(1, 20)):
            flipped[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        data = bytes(flipped)
    elif kind < 0.25:
        data = data[: rng.randrange(len(data) + 1)]
    return data


def batch_of(rng: random.Random, texts: list[str]) -> Batch:
    """One to three mutated articles, often of the same text, as files or records."""
    base = rng.choice(texts)
    files = []
    for number in range(rng.choice((1, 1, 2, 3))):
        text = mutated(rng, base if rng.random() < 0.7 else rng.choice(texts))
        if rng.random() < 0.2:
            record: dict[str, Any] = {"doc": _bit(rng), "title": _bit(rng), "date": _bit(rng), "text": text}
            for field in rng.sample(sorted(record), rng.choice((0, 0, 1))):
                record[field] = rng.choice((None, 7, -1.5, [], {"a": 1}, "", True))
            files.append((f"{number}.jsonl", json.dumps(record).encode()))
        else:
            files.append((f"{number}-{_bit(rng)}.txt".replace("/", ""), encoded(rng, text)))
    return tuple(files)


class Hanging(BaseException):
    """Raised when a case takes too long; no stage catches it."""


def fault_of(batch: Batch) -> str:
    """What is wrong with how the chain takes a batch; empty where all is well."""
    size = sum(len(data) for _, data in batch)
    signal.setitimer(signal.ITIMER_VIRTUAL, GIVE_UP)
    try:
        return _wrong(batch, size)
    except Hanging:
        return f"hanging: {size:,} bytes"
    except Exception:
        return _place(traceback.format_exc())
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _wrong(batch: Batch, size: int) -> str:
    began = process_time()
    articles = _read(batch)
    found = find_in(articles, texts=True, on_error=lambda _: None)
    seconds = process_time() - began
    if found.failures:
        return _reason(found.failures[0].what)
    texts = {article.document: article.text for article in found.articles}
    for event in found.events:
        for part in (event, *event.members):
            for piece in part.evidence:
                if texts[piece.document][piece.start : piece.end] != piece.text or not piece.text:
                    return "misquoted"
            if part.start and part.end and part.start > part.end:
                return "ends before it starts"
    if len(articles) > 1 and find_in(articles[::-1], texts=True).events != found.events:
        return "changes with the order of the articles"
    for form in ("jsonl", "csv"):
        save(found.events, found.articles, io.BytesIO(), form, undated=True)
    if size % 16 == 0:
        save(found.events, found.articles, io.BytesIO(), "parquet")
    allowed = 1 + size // PER_BYTES
    for _ in range(2 if seconds > allowed else 0):
        # a busy machine makes the processor slower too
        began = process_time()
        find_in(_read(batch), texts=True, on_error=lambda _: None)
        seconds = min(seconds, process_time() - began)
    return "slow" if seconds > allowed else ""


def _read(batch: Batch) -> list[Article]:
    return list(read_streams(((name, io.BytesIO(data)) for name, data in batch), lambda _: None))


def size_of(batch: Batch) -> int:
    return sum(len(data) for _, data in batch)


def _reason(what: str) -> str:
    """A failure without the article's name, so that the same fault reads the same."""
    return "failed with" + what.partition("failed with")[2][:120]


def _place(trace: str) -> str:
    lines = trace.strip().splitlines()
    places = [line.strip().partition(", in ")[0] for line in lines if line.strip().startswith("File")]
    return f"{lines[-1][:100]} ({places[-1] if places else ''})"


def shrunk(batch: Batch, fault: str, seconds: float = 20) -> Batch:
    """A smaller batch with the same fault: articles left out, then ever smaller pieces of each."""
    end = monotonic() + seconds

    def still(smaller: Batch) -> bool:
        return monotonic() < end and fault_of(smaller) == fault

    for one in batch:
        smaller = tuple(other for other in batch if other is not one)
        if smaller and still(smaller):
            batch = smaller
    for number, (name, whole) in enumerate(batch):
        data, step = whole, len(whole) // 2
        while step and monotonic() < end:
            at = 0
            while at < len(data):
                tried = data[:at] + data[at + step :]
                smaller = (*batch[:number], (name, tried), *batch[number + 1 :])
                if still(smaller):
                    batch, data = smaller, tried
                else:
                    at += step
            step //= 2
    return batch


class Result(NamedTuple):
    """How many cases, articles and bytes were tried, and the faults found, each with its smallest batch."""

    cases: int
    articles: int
    size: int
    faults: Counter[str]
    smallest: dict[str, Batch]


def fuzz(
    texts: list[str],
    seed: int,
    seconds: float,
    most: int = sys.maxsize,
    progress: Callable[[str], Any] = print,
) -> Result:
    """Try mutated articles for so many seconds, or until so many; the same seed gives the same cases in order."""
    faults: Counter[str] = Counter()
    smallest: dict[str, Batch] = {}
    size = number = articles = 0
    end = monotonic() + seconds
    previous = signal.signal(signal.SIGVTALRM, _hang)
    try:
        while monotonic() < end and articles < most:
            batch = batch_of(random.Random(f"{seed}-{number}"), texts)
            number += 1
            size += size_of(batch)
            articles += len(batch)
            fault = fault_of(batch)
            if number % 1_000 == 0:
                progress(f"{number:,} batches, {articles:,} articles, {size / 1e6:,.1f} MB")
            if not fault:
                continue
            faults[fault] += 1
            if fault not in smallest:
                smallest[fault] = shrunk(batch, fault)
                progress(f"case {seed}-{number - 1}: {fault}: {smallest[fault]!r:.600}")
    finally:
        signal.signal(signal.SIGVTALRM, previous)
    return Result(number, articles, size, faults, smallest)


def _hang(_number: int, _frame: Any) -> None:
    raise Hanging


def _texts(paths: list[str]) -> Iterator[str]:
    for path in map(Path, paths):
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            yield file.read_text(encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", default=[str(ROOT / "seeds")], metavar="PATH")
    parser.add_argument("--seconds", type=float, default=60, metavar="N", help="default: 60")
    parser.add_argument("--articles", type=int, default=sys.maxsize, metavar="N", help="stop after so many")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="default: 1")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="write the smallest batch of each fault here"
    )
    options = parser.parse_args()
    result = fuzz(list(_texts(options.paths)), options.seed, options.seconds, options.articles)
    tried = f"{result.cases:,} batches of {result.articles:,} articles, {result.size / 1e6:,.1f} MB"
    print(f"{tried}, {result.faults.total()} faults")
    for number, (fault, count) in enumerate(result.faults.most_common()):
        print(f"{count:>6}  {fault}")
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            for place, (name, data) in enumerate(result.smallest[fault]):
                ending = Path(name).suffix
                (options.keep / f"{number}-{place}{ending}").write_bytes(data)
    return 1 if result.faults else 0


if __name__ == "__main__":
    sys.exit(main())
