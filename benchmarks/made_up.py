"""Makes stores of made-up events in any number, for the benchmarks of the page.

1 to 6 persons of 20,000, 1 to 5 countries of 200, frequent ones far more often (Zipf); ten events an article. The
sentences are words drawn as often as in a text that is given (JSON Lines with `text`), else made-up ones.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.schema import BASES, KINDS, STATUSES
from pipeline.store import replacing
from pipeline.store.parquet import SCHEMA

PART = 20_000
WORDS = 16
TITLE = 6
ARTICLE = 10
SYLLABLES = tuple(a + b for a in ("b", "d", "f", "g", "k", "l", "m", "n", "r", "s") for b in ("a", "en"))
PERSONS = np.array([f"Person {n}" for n in range(20_000)], object)
COUNTRIES = np.array([f"C{n:03d}" for n in range(200)], object)
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def store(folder: Path, size: int, texts: Path | None = None) -> Path:
    """A store of so many events; made once for each size and vocabulary."""
    path = folder / f"made-up-{size}-{texts.stem if texts else 'syllables'}.parquet"
    if not path.exists():
        words, weights = vocabulary(texts)
        with replacing(path) as stream, pq.ParquetWriter(stream, SCHEMA, compression="zstd") as writer:
            for begin in range(0, size, PART):
                writer.write_table(_part(begin, min(PART, size - begin), words, weights))
    return path


def vocabulary(texts: Path | None) -> tuple[Any, Any]:
    """Words, and how far down the sum of their shares is at each."""
    if texts is None:
        words, counts = np.array([_word(n) for n in range(40_000)], object), 1 / np.arange(1, 40_001) ** 1.1
    else:
        found: Counter[str] = Counter()
        for line in texts.read_bytes().splitlines():
            found.update(WORD.findall(orjson.loads(line)["text"]))
        words, counts = np.array(list(found), object), np.array(list(found.values()), float)
    return words, np.cumsum(counts / counts.sum())


def _part(begin: int, size: int, words: Any, weights: Any) -> pa.Table:
    rng = np.random.default_rng([1, begin])
    start = np.datetime64("2000-01-01", "us") + rng.integers(0, 9000, size).astype("timedelta64[D]")
    end = start + rng.integers(0, 3, size).astype("timedelta64[D]")
    drawn = words[np.searchsorted(weights, rng.random((size, WORDS))).clip(0, len(words) - 1)]
    sentences = [" ".join(some) + "." for some in drawn.tolist()]
    persons, countries = _lists(rng, size, PERSONS, 1, 6), _lists(rng, size, COUNTRIES, 1, 5)
    articles = [sentences[at : at + ARTICLE] for at in range(0, size, ARTICLE)]
    names = [f"d{(begin + at) // ARTICLE:07d}" for at in range(0, size, ARTICLE)]
    rows = []
    for at in range(size):
        article, place = divmod(at, ARTICLE)
        before = sum(len(text) + 1 for text in articles[article][:place])
        rows.append(
            {
                "event_id": f"e{begin + at:08d}",
                "title": " ".join(drawn[at, :TITLE]),
                "start": start[at].item(),
                "end": end[at].item(),
                "granularity": "day",
                "edtf": str(start[at])[:10],
                "time_text": drawn[at, 3],
                "basis": BASES[0],
                "kind": "other",
                "status": "occurred",
                "persons": persons[at],
                "countries": countries[at],
                "organisations": [],
                "place": None,
                "confidence": float(rng.random()),
                "sources": 1,
                "conflicts": [],
                "corrections": [],
                "evidence": [
                    {
                        "document": names[article],
                        "start": before,
                        "end": before + len(sentences[at]),
                        "text": sentences[at],
                        "rule": "weekday-past; act:verb; status:past",
                    }
                ],
                "participants": [
                    {"kind": "person", "name": name, "role": "addressed" if place else "acts", "rule": "name"}
                    for place, name in enumerate(persons[at])
                ]
                + [
                    {"kind": "country", "name": name, "role": "takes part", "rule": "name"}
                    for name in countries[at]
                ],
                "members": [],
                "articles": [] if place else [_article(names[article], articles[article], start[at].item())],
            }
        )
    table = pa.Table.from_pylist(rows, SCHEMA)
    for name, values in (("kind", KINDS), ("status", STATUSES), ("basis", BASES)):
        column = pa.array(np.array(values, object)[_zipf(rng, size, len(values))])
        table = table.set_column(table.schema.get_field_index(name), SCHEMA.field(name), column)
    bodies = pa.array(_lists(rng, size, PERSONS[:300], 0, 2), SCHEMA.field("organisations").type)
    at = table.schema.get_field_index("organisations")
    return table.set_column(at, SCHEMA.field("organisations"), bodies)


def _article(name: str, sentences: list[str], day: Any) -> dict[str, Any]:
    return {
        "document": name,
        "title": sentences[0][:40],
        "published": day,
        "published_basis": "given",
        "published_reason": "field",
        "path": f"{name}.txt",
        "text": "\n".join(sentences),
        "sha256": "",
    }


def _word(number: int) -> str:
    letters = ""
    while number or not letters:
        number, rest = divmod(number, len(SYLLABLES))
        letters += SYLLABLES[rest]
    return letters


def _zipf(rng: np.random.Generator, count: int, size: int) -> Any:
    weights = 1 / np.arange(1, size + 1) ** 1.1
    return np.searchsorted(np.cumsum(weights / weights.sum()), rng.random(count)).clip(0, size - 1)


def _lists(rng: np.random.Generator, size: int, pool: Any, least: int, most: int) -> list[list[str]]:
    lengths = rng.integers(least, most + 1, size)
    flat = pool[_zipf(rng, int(lengths.sum()), len(pool))].tolist()
    ends = np.cumsum(lengths).tolist()
    return [list(dict.fromkeys(flat[end - n : end])) for end, n in zip(ends, lengths.tolist(), strict=True)]
