"""Made-up extractions in the shape of `pipeline.schema`: drawn ones, and large ones that look like news."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pipeline.schema import (
    ARTICLE_COLUMNS,
    BASES,
    EVENT_COLUMNS,
    EVIDENCE_COLUMNS,
    KINDS,
    PARTICIPANT_COLUMNS,
    ROLES,
    STATUSES,
    Article,
    Column,
    Event,
    Evidence,
    Participant,
)
from pipeline.store import save

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = [
    ("Friedrich Merz", "DE"),
    ("Wladimir Putin", "RU"),
    ("Wolodymyr Selenskyj", "UA"),
    ("Emmanuel Macron", "FR"),
    ("Donald Trump", "US"),
    ("Ursula von der Leyen", ""),
    ("Boris Pistorius", "DE"),
    ("Dmitri Peskow", "RU"),
    ("Keir Starmer", "GB"),
    ("Giorgia Meloni", "IT"),
    ("Donald Tusk", "PL"),
    ("Karin Keller-Sutter", "CH"),
    ("Recep Tayyip Erdoğan", "TR"),
    ("António Guterres", ""),
]
BODIES = ["Europäische Union", "NATO", "Vereinte Nationen", "Bundestag", "SPD", "Weltbank"]
ACTS = {
    "talks": "trifft sich zu Gesprächen",
    "statement": "äußert sich zurückhaltend",
    "demand": "fordert mehr Tempo",
    "proposal": "schlägt eine Konferenz vor",
    "agreement": "unterzeichnet eine Erklärung",
    "rejection": "lehnt den Vorschlag ab",
    "decision": "beschließt den Haushalt",
    "aid": "sagt Hilfe zu",
    "sanction": "verhängt Strafmaßnahmen",
    "attack": "meldet einen Angriff",
    "protest": "erlebt einen Warnstreik",
    "accident": "beklagt ein Zugunglück",
    "other": "feiert ein Jubiläum",
}


def frame(rows: list[dict[str, Any]], columns: tuple[Column, ...]) -> pd.DataFrame:
    """Rows as a frame with the types that the schema declares."""
    types = {c.name: "object" if c.dtype.startswith("list") else c.dtype for c in columns}
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def frames(
    events: list[dict[str, Any]], articles: list[dict[str, Any]] | None = None
) -> dict[str, pd.DataFrame]:
    """The four frames of an extraction from events that carry their `evidence` and `participants`."""
    evidence = [{"event_id": e["event_id"], **row} for e in events for row in e["evidence"]]
    participants = [{"event_id": e["event_id"], **row} for e in events for row in e["participants"]]
    return {
        "events": frame(events, EVENT_COLUMNS),
        "evidence": frame(evidence, EVIDENCE_COLUMNS),
        "participants": frame(participants, PARTICIPANT_COLUMNS),
        "articles": frame(articles or [], ARTICLE_COLUMNS),
    }


def news(size: int, seed: int = 0, documents: int = 0) -> dict[str, pd.DataFrame]:
    """An extraction of `size` events over four years, in articles of ten events each."""
    rng = np.random.default_rng(seed)
    documents = documents or max(size // 10, 1)
    texts: dict[str, str] = {}
    published = [date(2022, 1, 1) + timedelta(days=int(d)) for d in rng.integers(0, 1400, documents)]
    events = []
    for number in range(size):
        event = _event(rng, number, published[number % documents])
        document = f"artikel_{number % documents:03d}"
        sentence = event.pop("sentence")
        text = texts.get(document, "")
        start = len(text) + 2 if text else 0
        texts[document] = f"{text}\n\n{sentence}" if text else sentence
        rule = "weekday-past; act:verb; status:past"
        event["evidence"] = [
            {
                "document": document,
                "start": start,
                "end": start + len(sentence),
                "text": sentence,
                "rule": rule,
            }
        ]
        events.append(event)
    articles = [
        {
            "document": document,
            "title": f"Ein Tag in Nachrichten, Folge {place + 1}",
            "published": published[int(document[-3:])] if documents <= 1000 else published[place],
            "published_basis": "given",
            "published_reason": "Datumszeile",
            "path": f"seeds/{document}.txt",
            "text": text,
            "sha256": "",
        }
        for place, (document, text) in enumerate(texts.items())
    ]
    return frames(events, articles)


def _event(rng: np.random.Generator, number: int, published: date) -> dict[str, Any]:
    kind = KINDS[min(int(rng.zipf(1.3)) - 1, len(KINDS) - 1)]
    chosen = [
        PEOPLE[i] for i in dict.fromkeys(np.minimum(rng.zipf(1.4, int(rng.integers(1, 4))) - 1, 13).tolist())
    ]
    bodies = [BODIES[int(rng.integers(0, len(BODIES)))]] if rng.random() < 0.4 else []
    start = published - timedelta(days=int(min(rng.exponential(3), 40)))
    end, granularity, edtf, words = start, "day", start.isoformat(), "am " + WEEKDAYS[start.weekday()]
    dice = rng.random()
    if dice < 0.08:
        end = start + timedelta(days=int(rng.integers(1, 9)))
        granularity, edtf, words = "range", f"{start}/{end}", "in den vergangenen Tagen"
    elif dice < 0.14:
        start = start.replace(day=1)
        end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        granularity, edtf, words = "month", f"{start:%Y-%m}", "im selben Monat"
    elif dice < 0.17:
        start, end = date(start.year, 1, 1), date(start.year, 12, 31)
        granularity, edtf, words = "year", f"{start.year}~", "vor etwa einem Jahr"
    undated = rng.random() < 0.03
    actors = [name for name, _ in chosen]
    title = f"{' und '.join(name.split()[-1] for name in actors[:2])}: {ACTS[kind]}"
    countries = list(dict.fromkeys(code for _, code in chosen if code))
    role = ROLES[int(rng.integers(0, len(ROLES)))]
    return {
        "event_id": f"e{number:07d}",
        "title": title,
        "start": None if undated else start,
        "end": None if undated else end,
        "granularity": "unknown" if undated else granularity,
        "edtf": "" if undated else edtf,
        "time_text": words,
        "basis": BASES[int(rng.integers(0, len(BASES)))],
        "kind": kind,
        "status": STATUSES[0] if rng.random() < 0.7 else STATUSES[int(rng.integers(1, 4))],
        "persons": actors,
        "countries": countries,
        "organisations": bodies,
        "place": "Berlin" if rng.random() < 0.2 else None,
        "confidence": round(float(rng.uniform(0.4, 1)), 2),
        "sources": 1,
        "conflicts": [],
        "corrections": [],
        "participants": [
            {"kind": "person", "name": name, "role": "acts" if place == 0 else role, "rule": "known person"}
            for place, name in enumerate(actors)
        ]
        + [
            {"kind": "country", "name": code, "role": "takes part", "rule": "of a person"}
            for code in countries
        ],
        "sentence": f"{actors[0]} {ACTS[kind]}, hieß es {words} in der Meldung Nummer {number}.",
    }


WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


def saved(tables: dict[str, pd.DataFrame], path: Path) -> Path:
    """The tables as a Parquet file that the page can be started on."""
    evidence = {event: rows.to_dict("records") for event, rows in tables["evidence"].groupby("event_id")}
    parts = {event: rows.to_dict("records") for event, rows in tables["participants"].groupby("event_id")}
    events = []
    for row in tables["events"].to_dict("records"):
        event = row["event_id"]
        dated = not pd.isna(row["start"])
        proofs = [{k: v for k, v in proof.items() if k != "event_id"} for proof in evidence.get(event, [])]
        actors = [{k: v for k, v in part.items() if k != "event_id"} for part in parts.get(event, [])]
        fixed = {
            "start": row["start"].date() if dated else None,
            "end": row["end"].date() if dated else None,
            "place": row["place"] if isinstance(row["place"], str) else None,
            "evidence": tuple(Evidence(**proof) for proof in proofs),
            "participants": tuple(Participant(**actor) for actor in actors),
        }
        lists = {
            name: tuple(row[name])
            for name in ("persons", "countries", "organisations", "conflicts", "corrections")
        }
        events.append(Event(**(row | lists | fixed)))
    articles = [
        Article(**(row | {"published": None if pd.isna(row["published"]) else row["published"].date()}))
        for row in tables["articles"].to_dict("records")
    ]
    save(events, articles, path)
    return path
