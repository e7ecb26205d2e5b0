"""How long merging takes, and how the time grows: `python -m benchmarks.merge [EVENTS]`.

Makes events of a news corpus that grows in time (some hundred events a day) and one that grows in depth (ten
times as many on the same days), merges them on one core, and prints seconds of processor time and ratios.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import date, timedelta

from pipeline.merge import merge, merge_into
from pipeline.schema import Article, Event, Evidence, Participant

SYLLABLES = [a + b for a in "bdfgklmnprstvwz" for b in ("a", "e", "i", "o", "u", "ei", "au")]
KINDS = ("talks", "statement", "demand", "proposal", "agreement", "rejection", "decision", "attack")
PER_ARTICLE = 12
PER_DAY = 240


def corpus(count: int, days: int, seed: int = 7) -> tuple[list[Event], list[Article]]:
    """So many tellings of about half as many events over so many days, in articles of a dozen events."""
    rng = random.Random(seed)
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(20_000)]
    common = words[:300]
    people = [f"{rng.choice(words).title()} {rng.choice(words).title()}" for _ in range(600)]
    codes = ["DE", "FR", "GB", "US", "RU", "UA", "PL", "IT", "CN", "TR", "IL", "AT"]
    home = {name: rng.choice(codes) for name in people}
    first = date(2010, 1, 1)
    events: list[Event] = []
    documents: dict[str, date] = {}
    per_day = max(1, count // days)
    for day_number in range(days):
        day = first + timedelta(days=day_number)
        told = 0
        while told < per_day:
            who = [people[int(600 * rng.random() ** 3)] for _ in range(rng.choice((1, 1, 2)))]
            who = list(dict.fromkeys(who))
            kind = rng.choice(KINDS)
            facts = rng.choices(words, k=6) + rng.choices(common, k=5)
            for _ in range(min(rng.choice((1, 1, 2, 4)), per_day - told)):
                document = f"{day}-{rng.randrange(1 + per_day // PER_ARTICLE)}"
                documents[document] = day
                start = len(events)
                text = " ".join(
                    [who[0], *(word.title() for word in rng.sample(facts, 9)), *rng.choices(common, k=3)]
                )
                countries = tuple(dict.fromkeys(home[name] for name in who))
                month = rng.random() < 0.03
                begin = day.replace(day=1) if month else day
                events.append(
                    Event(
                        event_id="",
                        title=f"{who[0]} {facts[0].title()}",
                        start=begin,
                        end=begin + timedelta(days=27) if month else day,
                        granularity="month" if month else "day",
                        edtf=f"{day:%Y-%m}" if month else day.isoformat(),
                        time_text="",
                        basis="explicit",
                        kind=kind,  # type: ignore[arg-type]  # drawn from KINDS
                        status="occurred",
                        participants=tuple(Participant("person", name, "acts", "") for name in who),
                        persons=tuple(who),
                        countries=countries,
                        organisations=(),
                        place=None,
                        confidence=0.5,
                        evidence=(
                            Evidence(document, start, start + len(text), text, "time=day; act=wort->talks"),
                        ),
                    )
                )
                told += 1
    return events, [Article(document=name, text="", published=day) for name, day in documents.items()]


def seconds(count: int, days: int) -> float:
    events, articles = corpus(count, days)
    began = time.process_time()
    merged = merge(events, articles)
    took = time.process_time() - began
    print(f"{len(events):>9,} events on {days:>5,} days -> {len(merged):>9,} in {took:6.1f} s")
    return took


def added(count: int, days: int) -> None:
    events, articles = corpus(count, days)
    name = articles[len(articles) // 2].document
    old = [event for event in events if event.evidence[0].document != name]
    existing = merge(old, articles)
    began = time.process_time()
    merged = merge_into(existing, [e for e in events if e.evidence[0].document == name], articles)
    took = time.process_time() - began
    print(
        f"one article more to {len(old):,} events: {took:.2f} s; same as at once: {merged == merge(events, articles)}"
    )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    days = max(1, count // PER_DAY)
    small = seconds(count // 10, days // 10)
    large = seconds(count, days)
    deep = seconds(count // 10, days)
    print(f"10 times the days:         {large / small:5.1f} times the time")
    print(f"10 times the events a day: {large / deep:5.1f} times the time")
    added(count, days)


if __name__ == "__main__":
    main()
