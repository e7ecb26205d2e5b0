"""Which tellings become one event, and what that event then says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from merging_events import article, event

from pipeline.merge import merge, merge_into
from pipeline.merge.words import counts, stem, terms

ARTICLES = [article("a"), article("b"), article("c", "2025-12-17"), article("d", "2025-12-18")]

TRUCE_A = "Merz forderte Putin am Montag zu einer Waffenruhe über Weihnachten auf."
TRUCE_B = "Der Kanzler rief Putin auf, zu Weihnachten einer Feuerpause zuzustimmen."
TALKS = "Witkoff und Selenskyj berieten im Kanzleramt über einen Friedensplan."
WHO_TALKS = "Steve Witkoff, US, Wolodymyr Selenskyj, UA"

SAME = [
    (event("a", TRUCE_A), event("b", TRUCE_B)),
    # the report of the day, and one that only says when about
    (event("a", TRUCE_A), event("b", TRUCE_A, day="2025-12")),
    # two persons meet but once a day, whatever the words
    (
        event("a", TALKS, kind="talks", who=WHO_TALKS),
        event("b", "Selenskyj kam am Mittag mit Witkoff zusammen.", kind="talks", who=WHO_TALKS),
    ),
    # announced, then done
    (
        event("a", TALKS, kind="talks", who=WHO_TALKS, status="planned"),
        event("b", TALKS, kind="talks", who=WHO_TALKS),
    ),
    # the number of the dead differs from source to source
    (
        event("a", "Bei dem Erdbeben in Malatya starben 40 Menschen.", kind="accident", who="TR"),
        event("b", "Das Beben in Malatya tötete mindestens 52 Menschen.", kind="accident", who="TR"),
    ),
    # one names the person, the other only the government
    (
        event("a", "Peskow lehnte die Weihnachtswaffenruhe ab.", kind="rejection", who="Dmitri Peskow, RU"),
        event("b", "Der Kreml lehnte die Weihnachtswaffenruhe ab.", kind="rejection", who="RU"),
    ),
    # the article's own date may be a day late
    (event("a", TRUCE_A), event("b", TRUCE_A, day="2025-12-16", basis="article")),
]
OTHERS = [
    # the same act of another person
    (event("a", TRUCE_A), event("b", TRUCE_A.replace("Merz", "Macron"), who="Emmanuel Macron, FR, >RU")),
    # another act of the same person on that day
    (
        event("a", TRUCE_A),
        event(
            "b",
            "Merz forderte den Bundestag am Montag zur Zustimmung zum Haushalt auf.",
            who="Friedrich Merz, DE",
        ),
    ),
    # the same actors on the next day
    (
        event("a", "Russland griff die Ukraine mit 85 Drohnen an.", kind="attack", who="RU, >UA"),
        event(
            "b",
            "Russland griff die Ukraine mit 60 Drohnen an.",
            day="2025-12-16",
            kind="attack",
            who="RU, >UA",
        ),
    ),
    # two ballots of one day
    (
        event("a", "Merz bekam im ersten Wahlgang 310 Stimmen.", kind="decision", who="Friedrich Merz, DE"),
        event(
            "b", "Merz wurde mit 325 Stimmen zum Kanzler gewählt.", kind="decision", who="Friedrich Merz, DE"
        ),
    ),
    # other partners of talks
    (
        event("a", "Merz telefonierte mit Trump.", kind="talks", who="Friedrich Merz, DE, Donald Trump, US"),
        event(
            "b", "Merz telefonierte mit Macron.", kind="talks", who="Friedrich Merz, DE, Emmanuel Macron, FR"
        ),
    ),
    # a parliament adopts several laws a day
    (
        event(
            "a",
            "Der Bundestag beschloss das Rentenpaket.",
            kind="decision",
            who="org:Deutscher Bundestag, DE",
        ),
        event(
            "b", "Der Bundestag beschloss den Klimafonds.", kind="decision", who="org:Deutscher Bundestag, DE"
        ),
    ),
    # one says several things a day
    (
        event("a", "Pistorius lobte die Marine in Rostock.", kind="statement", who="Boris Pistorius, DE"),
        event("b", "Pistorius warnte vor Spionage aus China.", kind="statement", who="Boris Pistorius, DE"),
    ),
    # the words of the day are no words of the act
    (
        event(
            "a", "Am Ostersonntag wurde ein Rentner getötet.", kind="attack", who="", time_text="Ostersonntag"
        ),
        event(
            "b",
            "Ein Attentäter tötete am Ostersonntag 100 Menschen.",
            kind="attack",
            who="",
            time_text="Ostersonntag",
        ),
    ),
    # strikes on two towns
    (
        event("a", "Raketen trafen ein Kraftwerk in Odessa.", kind="attack", who="RU", place="Odessa"),
        event("b", "Raketen trafen ein Wohnhaus in Charkiw.", kind="attack", who="RU", place="Charkiw"),
    ),
    # a year is not a day when little else agrees
    (
        event("a", "Russland griff die Ukraine an.", day="2022", kind="attack", who="RU, >UA"),
        event("b", "Russland griff Kiew mit Raketen an.", day="2022-10-10", kind="attack", who="RU, >UA"),
    ),
    # neither has a date
    (event("a", TRUCE_A, day=""), event("b", TRUCE_B, day="")),
]


@pytest.mark.parametrize("pair", SAME)
def test_the_same_event_in_two_articles_is_one(pair):
    [merged] = merge(pair, ARTICLES)
    assert merged.sources == 2
    assert {piece.document for piece in merged.evidence} == {"a", "b"}
    assert {member.evidence for member in merged.members} == {e.evidence for e in pair}


@pytest.mark.parametrize("pair", OTHERS)
def test_different_events_stay_apart(pair):
    assert [e.sources for e in merge(pair, ARTICLES)] == [1, 1]


def test_events_of_one_article_are_not_merged():
    assert len(merge([event("a", TRUCE_A), event("a", TRUCE_B, at=500)], ARTICLES)) == 2


def test_a_lead_repeated_in_the_article_is_one_event():
    [merged] = merge([event("a", TRUCE_A), event("a", TRUCE_A, at=500)], ARTICLES)
    assert (merged.sources, len(merged.evidence)) == (1, 2)


def test_agency_copies_are_sources_of_one_event():
    [merged] = merge([event(name, TRUCE_A) for name in "abcd"], ARTICLES)
    assert merged.sources == 4


def test_an_undated_event_is_only_merged_with_its_copy():
    assert len(merge([event("a", TRUCE_A, day=""), event("b", TRUCE_A, day="")], ARTICLES)) == 1
    assert len(merge([event("a", TRUCE_A, day=""), event("b", TRUCE_A)], ARTICLES)) == 2


@pytest.mark.parametrize(
    ("days", "start", "end", "granularity", "conflicts"),
    [
        (("2025-12-15", "2025-12"), "2025-12-15", "2025-12-15", "day", ()),
        (
            ("2025-12-14/2025-12-15", "2025-12-15/2025-12-16"),
            "2025-12-15",
            "2025-12-15",
            "day",
            (
                "start: 2025-12-14 (a) against 2025-12-15 (b)",
                "end: 2025-12-15 (a) against 2025-12-16 (b)",
            ),
        ),
        (
            ("2025-12-14/2025-12-15", "2025-12-15/2025-12-16", "2025-12-14/2025-12-15"),
            "2025-12-14",
            "2025-12-15",
            "range",
            (
                "start: 2025-12-14 (a, c) against 2025-12-15 (b)",
                "end: 2025-12-15 (a, c) against 2025-12-16 (b)",
            ),
        ),
        (
            ("2025-12-14/2025-12-15", "2025-12-15"),
            "2025-12-15",
            "2025-12-15",
            "day",
            ("start: 2025-12-14 (a) against 2025-12-15 (b)",),
        ),
        (
            ("2025-12-15", "2025-12-16", "2025-12-16"),
            "2025-12-16",
            "2025-12-16",
            "day",
            (
                "start: 2025-12-16 (b, c) against 2025-12-15 (a)",
                "end: 2025-12-16 (b, c) against 2025-12-15 (a)",
            ),
        ),
    ],
)
def test_the_date_is_what_all_sources_allow(days, start, end, granularity, conflicts):
    told = [
        event(name, TALKS, day=day, kind="talks", who=WHO_TALKS)
        for name, day in zip("abc", days, strict=False)
    ]
    [merged] = merge(told, ARTICLES)
    assert (merged.start, merged.end) == (date.fromisoformat(start), date.fromisoformat(end))
    assert (merged.granularity, merged.conflicts) == (granularity, conflicts)


def test_an_articles_own_date_yields_to_a_stated_one():
    [merged] = merge([event("a", TRUCE_A, day="2025-12-16", basis="article"), event("b", TRUCE_A)], ARTICLES)
    assert (merged.start, merged.basis, merged.conflicts) == (date(2025, 12, 15), "explicit", ())


def test_a_vague_date_joins_nothing_where_two_days_fit():
    told = [
        event("a", TRUCE_A),
        event("b", TRUCE_A, day="2025-12-19"),
        event("c", TRUCE_A, day="2025-12"),
    ]
    assert len(merge(told, ARTICLES)) == 3


def test_actors_are_united_and_roles_kept():
    first = event("a", TRUCE_A)
    second = event("b", TRUCE_B, who="Friedrich Merz, DE, >Wladimir Putin, >RU, >UA")
    [merged] = merge([first, second], ARTICLES)
    assert merged.persons == ("Friedrich Merz", "Wladimir Putin")
    assert merged.countries == ("DE", "RU", "UA")
    assert {(part.name, part.role) for part in merged.participants} == {
        ("Friedrich Merz", "acts"),
        ("DE", "acts"),
        ("Wladimir Putin", "addressed"),
        ("RU", "addressed"),
        ("UA", "addressed"),
    }


def test_kinds_that_disagree_are_shown_and_most_sources_win():
    told = [
        event(name, TRUCE_A, kind=kind)
        for name, kind in zip("abc", ("proposal", "demand", "demand"), strict=True)
    ]
    [merged] = merge(told, ARTICLES)
    assert merged.kind == "demand"
    assert merged.conflicts == ("kind: demand (b, c) against proposal (a)",)


def test_what_was_announced_before_and_then_done_is_no_conflict():
    before = event("b", TALKS, kind="talks", who=WHO_TALKS, status="planned")
    articles = [article("a"), article("b", "2025-12-14")]
    [merged] = merge([event("a", TALKS, kind="talks", who=WHO_TALKS), before], articles)
    assert (merged.status, merged.conflicts) == ("occurred", ())


@pytest.mark.parametrize("text", [TRUCE_A, TRUCE_B])
def test_what_a_person_set_apart_stays_apart(text):
    told = [event("a", TRUCE_A), event("b", text), event("c", TRUCE_A)]
    [merged] = merge(told, ARTICLES)
    ids = {member.evidence[0].document: member.event_id for member in merged.members}
    split = merge(told, ARTICLES, apart=[{ids["a"], ids["b"]}])
    assert sorted(one.sources for one in split) == [1, 2]
    assert all({"a", "b"} - {piece.document for piece in one.evidence} for one in split)
    again = merge_into(split, [event("d", TRUCE_A)], ARTICLES, apart=[{ids["a"], ids["b"]}])
    assert sorted(one.sources for one in again) == [1, 3]


def test_an_id_stays_when_articles_are_added():
    told = [event("a", TRUCE_A), event("a", TALKS, kind="talks", who=WHO_TALKS, at=300)]
    before = {e.event_id for e in merge(told, ARTICLES)}
    more = [
        event("c", TRUCE_B),
        event("d", "Scholz sprach in Hamburg.", kind="statement", who="Olaf Scholz, DE"),
    ]
    assert before < {e.event_id for e in merge(told + more, ARTICLES)}


def test_events_of_one_sentence_have_ids_of_their_own():
    told = [
        event("a", TRUCE_A, title="Merz fordert Putin auf"),
        event("a", TRUCE_A, title="Merz bittet Trump", who="Friedrich Merz, DE, >Donald Trump, >US"),
    ]
    merged = merge(told, ARTICLES)
    assert len({e.event_id for e in merged}) == 2
    assert {e.event_id for e in merged} == {e.event_id for e in merge(told[::-1], ARTICLES)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("forderte", "gefordert"),
        ("auffordern", "aufgefordert"),
        ("Erklärung", "Erklärungen"),
        ("strasse", "Straße"),
        ("Raketen", "Rakete"),
    ],
)
def test_forms_of_a_word_have_one_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Abkommen", "Ankommen"), ("Minister", "Münster"), ("Rat", "Rad")]
)
def test_other_words_have_other_stems(one, other):
    assert stem(one) != stem(other)


def test_synonyms_are_one_term_and_rare_words_weigh_more():
    found = terms(["Die Feuerpause in Kramatorsk hält."])
    assert found["kramatorsk"] > found["=truce"] > 0.5
    assert terms(["Der Außenminister sagte am Montag"]) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mit 401 Stimmen", {"stimm": "401"}),
        ("ein Kredit über 2,26 Milliarden Pfund", {"pfund": "2,26 milliard"}),
        ("ein Beben der Stärke 7,7", {stem("Stärke"): "7,7"}),
        ("mit 53 der 69 Stimmen", {"stimm": "53"}),
        ("zwei Raketen", {stem("Raketen"): "2"}),
        ("am 16. Dezember 2025 um 12 Uhr", {}),
    ],
)
def test_figures_are_read_with_what_they_count(text, found):
    assert counts([text]) == found


TITLE = (
    "Signa, Benko, Stapf: Handelsgericht, Dachgesellschaft, Sanierungsverfahren, Kaufhaus, Beirat, Gläubiger"
)
ABOUT = {name: replace(article(name), title=TITLE) for name in "ab"}
ELSEWHERE = {**ABOUT, "b": replace(article("b"), title="Rekordernte im Weinbau an Mosel, Nahe und Saar")}
SAID = event("a", "Babler forderte eine Sondersitzung.", who="Andreas Babler, AT")
CALLED = event("b", "Babler rief nach einer raschen Debatte.", who="Andreas Babler, AT")
PRAISED = event("b", "Babler lobte das Rote Kreuz in Linz.", kind="statement", who="Andreas Babler, AT")
SPOKE = event("b", "Babler sprach über Pensionen.", kind="statement", who="Andreas Babler, AT", at=300)
BY_OFFICE = event("b", "Kein Cent, versicherte der Finanzminister.", kind="statement", who="")
BY_NAME = event("a", "Finanzminister Brunner schloss das aus.", kind="statement", who="Magnus Brunner, AT")


@pytest.mark.parametrize(
    ("told", "articles", "one"),
    [
        ((SAID, CALLED), ABOUT, True),
        # other articles
        ((SAID, CALLED), ELSEWHERE, False),
        # one speaks twice on the day in the second article
        ((SAID, PRAISED, SPOKE), ABOUT, False),
        # the day before
        ((SAID, replace(CALLED, start=date(2025, 12, 14), end=date(2025, 12, 14))), ABOUT, False),
        # an office for a name
        ((BY_NAME, BY_OFFICE), ABOUT, True),
        ((BY_NAME, BY_OFFICE), ELSEWHERE, False),
        ((replace(BY_NAME, evidence=SAID.evidence), BY_OFFICE), ABOUT, False),
    ],
)
def test_articles_about_one_happening_need_fewer_words(told, articles, one):
    assert (len(merge(told, articles.values())) < len(told)) == one
