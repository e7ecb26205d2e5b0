"""Measures the recognition of actors against reference data.

    python -m benchmarks.actors germeval FOLDER           persons and organisations by span (GermEval 2014)
    python -m benchmarks.actors events GOLD TEXTS         actors of reference events among the mentions
    python -m benchmarks.actors quotes FILE               named speakers among the mentions of their frame
    python -m benchmarks.actors speed FILE                KB of text a second, JSON Lines of articles
    python -m benchmarks.actors sample FILE [NUMBER]      persons drawn from the listing of a corpus

Add --misses to print what is missed or found too much.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline import actors, split
from pipeline.knowledge import countries, first_names, organisations, persons, roles
from pipeline.lang.acts import nouns
from pipeline.schema import ActorMention, Article, Sentence, Span, TimeSpan

try:
    from pipeline import times
except ImportError:
    times = None

NAME = re.compile(
    r"\b[A-ZÄÖÜ][a-zäöüßéèáíóúçñ]+(?:-[A-ZÄÖÜ][a-zäöüß]+)?\s(?:(?:von|van|de|der|al-|bin)\s)*([A-ZÄÖÜ][\w’'-]+)$"
)

NO_FIRST_NAMES = frozenset(
    [
        "Der",
        "Die",
        "Das",
        "Den",
        "Dem",
        "Des",
        "Ein",
        "Eine",
        "Einer",
        "Einem",
        "Nach",
        "Laut",
        "Angaben",
        "Aussage",
        "Ansicht",
        "Politische",
        "Lokale",
        "Chinesische",
        "Offiziellen",
        "Einige",
        "Viele",
        "Mehrere",
        "Beide",
        "Diese",
        "Dieser",
        "Aus",
        "Ihre",
        "Seine",
        "Nachrichtenagentur",
        "Zeitung",
        "Vereinten",
    ]
)
"""What the pattern of `score_quotes.py` takes for a first name."""


def paragraphs(text: str) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in re.finditer(r"[^\n]+", text))


def article_of(name: str, text: str, day: str | None, title: str = "") -> Article:
    published = date.fromisoformat(day) if day else None
    return Article(name, text, title, published, "given" if day else "unknown", body=paragraphs(text))


def read(article: Article) -> tuple[list[Sentence], list[TimeSpan]]:
    sentences = split.sentences(article)
    spans = times.spans(article, sentences) if times is not None and hasattr(times, "spans") else []
    return sentences, spans


def f1(right: int, found: int, wanted: int) -> str:
    precision, recall = right / max(1, found), right / max(1, wanted)
    both = 2 * precision * recall / max(1e-9, precision + recall)
    return f"precision {precision:.3f}  recall {recall:.3f}  F1 {both:.3f}  ({right} of {found} found, {wanted} wanted)"


def germeval(folder: Path, misses: bool) -> None:
    """Each sentence is an article of its own: there is no context to resolve surnames in."""
    counts = {kind: Counter[str]() for kind in ("person", "organisation")}
    full: Counter[str] = Counter()
    for file in sorted(folder.glob("*.tsv")):
        for block in file.read_text(encoding="utf-8").split("\n\n"):
            rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
            if not rows:
                continue
            text, starts = "", []
            for row in rows:
                starts.append(len(text))
                text += row[1] + " "
            text = text.rstrip()
            wanted: dict[str, set[tuple[int, int]]] = {"person": set(), "organisation": set()}
            for number, row in enumerate(rows):
                kind = {"B-PER": "person", "B-ORG": "organisation"}.get(row[2])
                if kind:
                    last = number
                    while last + 1 < len(rows) and rows[last + 1][2] == "I-" + row[2][2:]:
                        last += 1
                    wanted[kind].add((starts[number], starts[last] + len(rows[last][1])))
            sentence = Sentence(0, len(text), text, 0)
            article = article_of("g", text, None)
            found = actors.find(article, [sentence], [])
            for kind, spans in wanted.items():
                got = {
                    (m.start, m.end)
                    for m in found
                    if m.kind == kind and m.form in ("name", "surname") and m.rule != "blocked"
                }
                counts[kind] += Counter(right=len(got & spans), found=len(got), wanted=len(spans))
                if kind == "person":
                    names = {span for span in spans if " " in text[slice(*span)]}
                    got_names = {span for span in got if " " in text[slice(*span)]}
                    full += Counter(right=len(got_names & names), found=len(got_names), wanted=len(names))
                if misses:
                    for span in sorted(got - spans):
                        print(
                            "+",
                            kind,
                            repr(text[slice(*span)]),
                            "in",
                            text[max(0, span[0] - 40) : span[1] + 30],
                        )
                    for span in sorted(spans - got):
                        print(
                            "-",
                            kind,
                            repr(text[slice(*span)]),
                            "in",
                            text[max(0, span[0] - 40) : span[1] + 30],
                        )
    for kind, count in counts.items():
        print(f"{kind:13}", f1(count["right"], count["found"], count["wanted"]))
    print("full names   ", f1(full["right"], full["found"], full["wanted"]))


def events(gold: Path, texts: Path, misses: bool) -> None:
    """Recall of the actors of events in their evidence; what else is marked as an actor there."""
    count: Counter[str] = Counter()
    for file in sorted(gold.glob("*.json")):
        record = json.loads(file.read_text(encoding="utf-8"))
        text = (texts / f"{record['id']}.txt").read_text(encoding="utf-8")
        article = article_of(record["id"], text, record["published"] or record.get("published_inferred"))
        sentences, spans = read(article)
        found = actors.find(article, sentences, spans)
        for event in record["events"]:
            inside: list[ActorMention] = []
            for number, quote in enumerate([event["evidence"], *event["also"]]):
                at = text.find(quote)
                here = [m for m in found if at <= m.start < at + len(quote)]
                inside += here
                if number == 0:
                    persons = {m.name for m in here if m.kind == "person" and m.use == "actor"}
                    countries = {c for m in here if m.use == "actor" for c in m.countries}
                    count["person +"] += len(persons - set(event["persons"]))
                    count["persons there"] += len(persons)
                    count["country +"] += len(countries - set(event["countries"]))
                    count["countries there"] += len(countries)
                    if misses:
                        for name in sorted(persons - set(event["persons"])):
                            print("+", record["id"], name, "|", quote)
                        for name in sorted(countries - set(event["countries"])):
                            print("+", record["id"], name, "|", quote)
            persons = {m.name for m in inside if m.kind == "person"}
            countries = {c for m in inside for c in m.countries if m.use != "place"}
            organisations = {m.name for m in inside if m.kind == "organisation"}
            for kind, got in (
                ("persons", persons),
                ("countries", countries),
                ("organisations", organisations),
            ):
                wanted = set(event[kind])
                count[kind] += len(wanted)
                count[kind + " right"] += len(wanted & got)
                if misses:
                    for name in sorted(wanted - got):
                        print("-", record["id"], name, "|", event["evidence"])
    for kind in ("persons", "countries", "organisations"):
        share = count[kind + " right"] / max(1, count[kind])
        print(f"{kind} of the events among the mentions: {share:.3f} of {count[kind]}")
    for kind in ("person", "country"):
        there = count[{"person": "persons there", "country": "countries there"}[kind]]
        print(f"{kind}: {count[kind + ' +']} of {there} that act in the evidence are not the event's")


WORD = re.compile(r"[A-ZÄÖÜŞČŠŽÁÉ][\w’'-]*[a-zäöüßéèáíóúçñğışć]\b")
PARTICLES = r"(?:von der|van der|von|van|de|del|al|bin|Van|De|Al)"
SEQUENCE = re.compile(rf"{WORD.pattern}(?:\s(?:{PARTICLES}\s|[A-Z]\.\s)*{WORD.pattern})+")


def person_of(speaker: str) -> tuple[str, bool]:
    """Give the surname of the first name and surname in a speaker's words, and whether the first name is known.

    Two words with capitals are none where the last one is a common noun or a word of an organisation's name.
    """
    for match in SEQUENCE.finditer(speaker):
        words = match[0].split()
        while len(words) > 1 and words[0] not in FIRST_NAMES and (words[0] in COMMON or not_a_name(words[0])):
            words = words[1:]
        surname = words[-1].removesuffix("’").removesuffix("'")
        if len(words) > 1 and not not_a_name(surname) and words[0] not in NO_FIRST_NAMES:
            return surname, words[0].partition("-")[0] in FIRST_NAMES
    return "", False


def not_a_name(word: str) -> bool:
    """Whether a word is a common noun, in the genitive or the plural too, or stands in the name of an organisation."""
    forms = (
        word,
        word.removesuffix("s"),
        word.removesuffix("es"),
        word.removesuffix("en"),
        word.removesuffix("n"),
    )
    tail = word.rpartition("-")[2]
    listed = any(form.lower() in nouns() for form in (*forms, tail))
    return (
        listed
        or bool(COMMON & {*forms, tail})
        or tail.endswith(("rat", "rats", "rates", "verband", "verbandes", "ministerium"))
    )


FIRST_NAMES = frozenset(first.name for first in first_names() if not first.blocked)
COMMON = frozenset(
    [word for role in roles() for word in (role.masculine, role.feminine)]
    + [word for known in organisations() for name in (known.name, *known.aliases) for word in name.split()]
    + [word for country in countries() for name in (country.name, *country.aliases) for word in name.split()]
) - frozenset(person.name.split()[-1] for person in persons())


def quotes(file: Path, misses: bool) -> None:
    """Speakers with a first name and a surname: is the person among the mentions of the frame or the quotation?

    With `misses` those who are not recognised by name anywhere in the article are listed.
    """
    count: Counter[str] = Counter()
    for line in file.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        article = article_of(record["doc"], record["text"], record["date"], record["title"])
        found = None
        for quote in record["quotes"]:
            speaker = (quote["speaker"] or "").strip(" ,.:;()")
            plain = NAME.search(speaker)
            surname, known = person_of(speaker)
            if quote["nested"] or not (plain or surname):
                continue
            if found is None:
                found = actors.find(article, *read(article))
            frame = quote["frame"] or (quote["start"], quote["end"])
            begin, end = min(frame[0], quote["start"]) - 1, max(frame[1], quote["end"]) + 1
            people = [m for m in found if m.kind == "person"]
            inside = [f"{m.name} {m.text}" for m in people if begin <= m.start < end]
            for kind, called, where in (
                ("pattern", plain[1] if plain else "", inside),
                ("person", surname, inside),
                ("known first name", surname if known else "", inside),
                ("article", surname, [f"{m.name} {m.text}" for m in people if m.form == "name"]),
            ):
                if called:
                    count[kind] += 1
                    count[kind + " right"] += any(called in name for name in where)
            right = any(surname in f"{m.name} {m.text}" for m in people if m.form == "name")
            if misses and surname and not right:
                print(record["doc"], speaker, "|", surname, known)
    for kind, meaning in (
        ("pattern", "speakers that end in two words with capitals"),
        (
            "person",
            "of these and others, a first name and a surname by the tables of nouns and organisations",
        ),
        ("known first name", "of these, with a first name that the table has"),
        ("article", "as in the second line, anywhere in the article by their name"),
    ):
        share = count[kind + " right"] / max(1, count[kind])
        print(f"{share:.3f} of {count[kind]:4} {meaning}")


def corpus(file: Path) -> list[Article]:
    records = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [article_of(r["doc"], r["text"], r["date"], r["title"]) for r in records]


def speed(file: Path) -> None:
    prepared = [(article, *read(article)) for article in corpus(file)]
    size = sum(len(article.text.encode()) for article, *_ in prepared)
    for _ in range(2):
        begin = time.process_time()
        for article, sentences, spans in prepared:
            actors.find(article, sentences, spans)
        print(f"{size / 1000 / (time.process_time() - begin):.0f} KB of text a second")


def sample(file: Path, number: int) -> None:
    rows = actors.listing(corpus(file))
    for row in random.Random(2).sample(rows, min(number, len(rows))):
        print("\t".join(map(str, row)))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("germeval", "events", "quotes", "speed", "sample"))
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--number", type=int, default=200)
    args = parser.parse_args()
    if args.what == "germeval":
        germeval(args.paths[0], args.misses)
    elif args.what == "events":
        events(args.paths[0], args.paths[1], args.misses)
    elif args.what == "quotes":
        quotes(args.paths[0], args.misses)
    elif args.what == "speed":
        speed(args.paths[0])
    else:
        sample(args.paths[0], args.number)


if __name__ == "__main__":
    main()
