"""Measure extracted events against reference events: dates, actors, kinds, statuses, and proof.

    python -m benchmarks.quality [REFERENCE_FOLDER TEXT_FOLDER] [--misses]

A reference file is one JSON object an article: `id` (the text file's name without ending) and `events`, each with
`evidence` (a sentence of the text), `also` (further ones), `start`, `end`, `kind`, `status`, `persons`, `countries`
and `core` (False: an event that may be left out). Default: the reference cases shipped in tests/reference and the
articles in seeds.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.chain import find

if TYPE_CHECKING:
    from pipeline.schema import Event

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Score:
    """Counts of what was right, wrong and missed; `lines` name the misses."""

    counts: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def share(self, right: str, of: str) -> float:
        return self.counts[right] / self.counts[of] if self.counts[of] else 0.0

    @property
    def strict_f1(self) -> float:
        return harmonic(self.share("dated right", "judged"), self.share("dated right", "core"))

    def actors_f1(self, kind: str) -> float:
        both = self.counts[f"{kind} both"]
        return harmonic(
            both / max(1, self.counts[f"{kind} found"]), both / max(1, self.counts[f"{kind} wanted"])
        )

    def figures(self) -> dict[str, float]:
        return {
            "strict precision": self.share("dated right", "judged"),
            "strict recall": self.share("dated right", "core"),
            "strict F1": self.strict_f1,
            "persons F1": self.actors_f1("persons"),
            "countries F1": self.actors_f1("countries"),
            "kind": self.share("kind right", "matched"),
            "status": self.share("status right", "matched"),
            "misquoted": float(self.counts["misquoted"]),
        }


def harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def measure(reference: Path, texts: Path) -> Score:
    """Extract the events of `texts` and compare them with those of `reference`, article by article."""
    records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(reference.glob("*.json"))]
    found = find([texts / f"{record['id']}.txt" for record in records], texts=True)
    sources = {article.document: article.text for article in found.articles}
    score = Score()
    for record in records:
        name = record["id"]
        events = [event for event in found.events if event.start and _places(event, name)]
        for event in found.events:
            for proof in event.evidence:
                wrong = sources[proof.document][proof.start : proof.end] != proof.text
                score.counts["misquoted"] += wrong
        _compare(record, events, sources[name], score)
    return score


def _places(event: Event, name: str) -> list[tuple[int, int]]:
    return [(proof.start, proof.end) for proof in event.evidence if proof.document == name]


def _compare(record: dict[str, Any], events: list[Event], text: str, score: Score) -> None:
    wanted = record["events"]
    candidates = []
    for i, event in enumerate(events):
        for j, reference in enumerate(wanted):
            days = (event.start.isoformat(), event.end.isoformat()) if event.start and event.end else ("", "")
            if meets(_places(event, record["id"]), reference, text):
                same = days == (reference["start"], reference["end"])
                shared = len(set(event.persons) & set(reference["persons"]))
                shared += len(set(event.countries) & set(reference["countries"]))
                candidates.append((same, event.kind == reference["kind"], shared, reference["core"], -i, -j))
    pairs: dict[int, tuple[int, bool]] = {}
    taken: set[int] = set()
    for same, _, _, _, i, j in sorted(candidates, reverse=True):
        if -i not in pairs and -j not in taken and same:
            pairs[-i] = (-j, same)
            taken.add(-j)
    counts = score.counts
    counts["core"] += sum(reference["core"] for reference in wanted)
    counts["judged"] += len(events)
    for i, event in enumerate(events):
        if i not in pairs:
            score.lines.append(f"extra   {record['id']}  {event.start}..{event.end}  {event.title}")
            continue
        reference = wanted[pairs[i][0]]
        if reference["core"]:
            counts["dated right"] += 1
        else:
            counts["judged"] -= 1
        counts["matched"] += 1
        counts["kind right"] += event.kind == reference["kind"]
        counts["status right"] += event.status == reference["status"]
        for field_name, names in (("persons", event.persons), ("countries", event.countries)):
            counts[f"{field_name} both"] += len(set(names) & set(reference[field_name]))
            counts[f"{field_name} found"] += len(set(names))
            counts[f"{field_name} wanted"] += len(set(reference[field_name]))
    for j, reference in enumerate(wanted):
        if j not in taken and reference["core"]:
            score.lines.append(
                f"missed  {record['id']}  {reference['start']}..{reference['end']}  {reference['title']}"
            )


def meets(places: list[tuple[int, int]], reference: dict[str, Any], text: str) -> bool:
    """Whether an event's proof covers half of a sentence that proves a reference event."""
    for sentence in (reference["evidence"], *reference["also"]):
        at = text.find(sentence)
        for start, end in places:
            overlap = min(end, at + len(sentence)) - max(start, at)
            if at >= 0 and 2 * overlap >= min(end - start, len(sentence)):
                return True
    return False


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("reference", type=Path, nargs="?", default=ROOT / "tests" / "reference")
    parser.add_argument("texts", type=Path, nargs="?", default=ROOT / "seeds")
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was too much")
    arguments = parser.parse_args()
    score = measure(arguments.reference, arguments.texts)
    for line in score.lines if arguments.misses else ():
        print(line)
    for name, value in score.figures().items():
        print(f"{name:18} {value:.3f}")


if __name__ == "__main__":
    main()
