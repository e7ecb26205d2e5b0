"""Check what the confidence of events means: of those given 0.9, how many are right?

    python -m benchmarks.confidence [REFERENCE_FOLDER TEXT_FOLDER ...] [--read ARTICLES.jsonl] [--fit]

Events are right where a reference event has the same sentence and the same dates. With `--read`, the verdicts of
`reading.tsv` on the articles of ARTICLES.jsonl count too. `--fit` prints the weights that fit best, as they stand
in `pipeline/lang/de/confidence.toml`; each is kept small, since a few hundred events cannot teach more.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.quality import ROOT, meets
from pipeline import actors, dating, events, split, times
from pipeline.events.confidence import features
from pipeline.read import read_articles

if TYPE_CHECKING:
    from pipeline.schema import Article, Event

BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
Judged = tuple[list[str], float, bool]


def tellings(article: Article) -> Iterator[tuple[list[str], Event]]:
    """Give the dated events of an article with the features that their confidence is made of."""
    sentences = split.sentences(article)
    spans = times.spans(article, sentences)
    for telling in events.tell(article, sentences, spans, actors.find(article, sentences, spans)):
        event = events.event_of(article, telling)
        if event.start is not None:
            yield features(telling, event.status), event


def by_reference(reference: Path, texts: Path) -> Iterator[Judged]:
    """Judge events by reference files, as `benchmarks.quality` does."""
    for path in sorted(reference.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        for given in read_articles([texts / f"{record['id']}.txt"]):
            article = dating.date_from_content(given)
            for names, event in tellings(article):
                places = [(proof.start, proof.end) for proof in event.evidence]
                right = any(
                    meets(places, wanted, article.text)
                    and (str(event.start), str(event.end)) == (wanted["start"], wanted["end"])
                    for wanted in record["events"]
                )
                yield names, event.confidence, right


def by_reading(articles: Path, table: Path) -> Iterator[Judged]:
    """Judge events by a reader's verdicts on events of the same article, day and kind."""
    verdicts: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["verdict"] in ("right", "wrong"):
                key = row["document"], row["day"][:10]
                verdicts.setdefault(key, []).append((row["kind"], row["verdict"] == "right"))
    documents = {document for document, _ in verdicts}
    for article in read_articles([articles]):
        if article.document not in documents:
            continue
        for names, event in tellings(article):
            for kind, right in verdicts.get((article.document, str(event.start)), []):
                if kind == event.kind:
                    yield names, event.confidence, right
                    break


def table_of(judged: list[Judged]) -> str:
    """Print how many events of each span of confidence are right."""
    lines = ["| confidence | events | mean | right |", "|---|---|---|---|"]
    for low, high in itertools.pairwise(BINS):
        inside = [(given, right) for _, given, right in judged if low <= given < high]
        if inside:
            mean = sum(given for given, _ in inside) / len(inside)
            share = sum(right for _, right in inside) / len(inside)
            lines.append(f"| {low:.1f} to {min(high, 1.0):.1f} | {len(inside)} | {mean:.2f} | {share:.2f} |")
    return "\n".join(lines)


def fit(judged: list[Judged], ridge: float = 1.0, steps: int = 4000) -> dict[str, float]:
    """Fit the log-odds of being right to the features, by ridge regression on the logistic scale."""
    names = sorted({name for row, _, _ in judged for name in row})
    column = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(judged), len(names)))
    for number, (row, _, _) in enumerate(judged):
        matrix[number, [column[name] for name in row]] = 1.0
    right = np.array([float(right) for _, _, right in judged])
    weights = np.zeros(len(names))
    for _ in range(steps):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (chance - right) + ridge * weights
        weights -= 0.5 * gradient / len(judged)
    return dict(zip(names, weights.round(2).tolist(), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="*", help="pairs of a reference folder and a text folder")
    parser.add_argument("--read", type=Path, help="the articles that reading.tsv judges, as JSON Lines")
    parser.add_argument("--fit", action="store_true", help="print weights fitted to what was judged")
    arguments = parser.parse_args()
    folders = arguments.folders or [ROOT / "tests" / "reference", ROOT / "seeds"]
    judged: list[Judged] = []
    for reference, texts in zip(folders[::2], folders[1::2], strict=True):
        judged += by_reference(reference, texts)
    if arguments.read:
        judged += by_reading(arguments.read, ROOT / "benchmarks" / "reading.tsv")
    print(table_of(judged))
    if arguments.fit:
        print("\n[weights]")
        for name, weight in fit(judged).items():
            print(f'"{name}" = {weight}')


if __name__ == "__main__":
    main()
