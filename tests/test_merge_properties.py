"""What holds of merging whatever the events: no telling is lost, and neither order nor steps matter."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from merging_events import article, event

from pipeline.merge import merge, merge_into, tellings_of

if TYPE_CHECKING:
    from pipeline.schema import Event

DOCUMENTS = "abcdef"
TOPIC = "Sondierung Bürgenstock Delegationen Vermittlung Schlussdokument Hochgebirge Kaskade Hubschrauber Zaunkönig"
# three of them are about one happening
ARTICLES = [
    replace(article(name, f"2025-12-{12 + number}"), title=TOPIC if name in "bde" else "")
    for number, name in enumerate(DOCUMENTS)
]
WORDS = [
    "Kramatorsk",
    "Waffenruhe",
    "Feuerpause",
    "Getreideabkommen",
    "Abkommen",
    "Schutztruppe",
    "Luftalarm",
    "Odessa",
]
DAYS = ["2025-12-14", "2025-12-15", "2025-12-16", "2025-12-14/2025-12-15", "2025-12", "2025", ""]
ACTORS = [
    "Friedrich Merz, DE",
    "Wladimir Putin, RU",
    "Friedrich Merz, DE, >Wladimir Putin, >RU",
    "DE",
    "org:NATO",
    "",
]


@st.composite
def tellings(draw: st.DrawFn) -> list[Event]:
    found = []
    for number in range(draw(st.integers(0, 12))):
        words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
        one = event(
            draw(st.sampled_from(DOCUMENTS)),
            " ".join(words),
            day=draw(st.sampled_from(DAYS)),
            kind=draw(st.sampled_from(["talks", "demand", "statement", "attack"])),
            who=draw(st.sampled_from(ACTORS)),
            at=100 * number,
        )
        basis = draw(st.sampled_from(["explicit", "article"]))
        found.append(replace(one, basis=basis if one.start else "explicit"))
    return found


@settings(deadline=None)
@given(tellings())
def test_every_telling_is_in_one_event(told):
    merged = merge(told, ARTICLES)
    kept = Counter(replace(member, event_id="", sources=1) for one in merged for member in tellings_of(one))
    assert kept == Counter(told)


@settings(deadline=None)
@given(tellings())
def test_evidence_and_actors_are_those_of_the_tellings(told):
    for one in merge(told, ARTICLES):
        members = tellings_of(one)
        assert set(one.evidence) == {piece for member in members for piece in member.evidence}
        assert set(one.persons) == {name for member in members for name in member.persons}
        assert one.sources == len({piece.document for piece in one.evidence})


@settings(deadline=None)
@given(tellings())
def test_ids_differ(told):
    ids = [one.event_id for one in merge(told, ARTICLES)]
    assert len(ids) == len(set(ids))


@settings(deadline=None)
@given(tellings(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(told, rng):
    shuffled = list(told)
    rng.shuffle(shuffled)
    assert merge(shuffled, ARTICLES[::-1]) == merge(told, ARTICLES)


@settings(deadline=None)
@given(tellings(), st.sets(st.sampled_from(DOCUMENTS)))
def test_adding_articles_gives_what_a_full_run_gives(told, late):
    old = [one for one in told if one.evidence[0].document not in late]
    new = [one for one in told if one.evidence[0].document in late]
    assert merge_into(merge(old, ARTICLES), new, ARTICLES) == merge(told, ARTICLES)


@settings(deadline=None)
@given(tellings(), st.sets(st.sampled_from(DOCUMENTS)))
def test_removing_articles_gives_what_a_run_without_them_gives(told, gone):
    left = [one for one in told if one.evidence[0].document not in gone]
    assert merge_into(merge(told, ARTICLES), [], ARTICLES, removed=gone) == merge(left, ARTICLES)


@settings(deadline=None)
@given(tellings())
def test_merging_again_changes_nothing(told):
    merged = merge(told, ARTICLES)
    assert merge(merged, ARTICLES) == merged


@settings(deadline=None)
@given(tellings())
def test_dates_only_become_more_precise(told):
    for one in merge(told, ARTICLES):
        dated = [member for member in tellings_of(one) if member.start]
        if dated:
            assert min(m.start for m in dated) <= one.start <= one.end <= max(m.end for m in dated)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000))
def test_a_crowd_that_shares_everything_is_merged_alike_in_steps(seed):
    rng = random.Random(seed)
    articles = [article(f"doc{number:02}") for number in range(60)]
    told = [
        event(one.document, " ".join(rng.sample(WORDS, 3)), day=rng.choice(DAYS[:2]), who=ACTORS[0])
        for one in articles
    ]
    first = rng.sample(told, 45)
    rest = [one for one in told if one not in first]
    whole = merge(told, articles)
    assert merge_into(merge(first, articles), rest, articles) == whole
    gone = {one.evidence[0].document for one in rest}
    assert merge_into(whole, [], articles, removed=gone) == merge(first, articles)
