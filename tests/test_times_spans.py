"""Which calendar intervals events can have: text, day of publication, expected spans in the order of the text."""
# ruff: noqa: E501  # a case is a line

from datetime import date

import pytest

from pipeline.schema import Article, Sentence
from pipeline.times import spans

TUESDAY = date(2025, 12, 16)
CASES = [
    # text, first, last, granularity, edtf, basis
    ("Am 16. Dezember war Ruhe.", "2025-12-16", "2025-12-16", "day", "2025-12-16", "explicit"),
    ("Am Montag war Ruhe.", "2025-12-15", "2025-12-15", "day", "2025-12-15", "relative"),
    ("Am Sonntag und Montag wurde verhandelt.", "2025-12-14", "2025-12-15", "range", "2025-12-14/2025-12-15", "relative"),
    ("In der Nacht zum Dienstag brannte es.", "2025-12-16", "2025-12-16", "day", "2025-12-16", "relative"),
    ("Am Montagabend fiel die Entscheidung.", "2025-12-15", "2025-12-15", "day", "2025-12-15", "relative"),
    ("Am Wochenende wurde gefeiert.", "2025-12-13", "2025-12-14", "range", "2025-12-13/2025-12-14", "relative"),
    ("In der vergangenen Woche wurde getagt.", "2025-12-08", "2025-12-14", "week", "2025-12-08/2025-12-14", "relative"),
    ("Im Sommer hatte er zugesagt.", "2025-06-01", "2025-08-31", "season", "2025-22", "relative"),
    ("Im Winter 2023/24 war es mild.", "2023-12-01", "2024-02-29", "season", "2023-24", "explicit"),
    ("Im Mai 2024 war die Wahl.", "2024-05-01", "2024-05-31", "month", "2024-05", "explicit"),
    ("Anfang Mai 2024 war die Wahl.", "2024-05-01", "2024-05-10", "range", "2024-05-01/2024-05-10", "explicit"),
    ("Mitte Mai 2024 war die Wahl.", "2024-05-11", "2024-05-20", "range", "2024-05-11/2024-05-20", "explicit"),
    ("Ende Februar 2024 war die Wahl.", "2024-02-21", "2024-02-29", "range", "2024-02-21/2024-02-29", "explicit"),
    ("Im dritten Quartal wuchs der Umsatz.", "2025-07-01", "2025-09-30", "quarter", "2025-35", "relative"),
    ("2021 wurde gebaut.", "2021-01-01", "2021-12-31", "year", "2021", "explicit"),
    ("Ende der 1980er-Jahre gingen viele.", "1987-01-01", "1989-12-31", "range", "1987-01-01/1989-12-31", "explicit"),
    ("Der Gipfel vom 11. bis 12. Juli 2023 endete.", "2023-07-11", "2023-07-12", "range", "2023-07-11/2023-07-12", "explicit"),
    ("In der Nacht vom 14. auf den 15. Juli 2021 kam die Flut.", "2021-07-14", "2021-07-15", "range", "2021-07-14/2021-07-15", "explicit"),
    ("An Ostern 2024 blieb es ruhig.", "2024-03-31", "2024-04-01", "range", "2024-03-31/2024-04-01", "relative"),
    ("An Weihnachten soll die Waffenruhe gelten.", "2025-12-24", "2025-12-26", "range", "2025-12-24/2025-12-26", "relative"),
    ("Seit Anfang März 2025 wurde gestreikt.", "2025-03-01", "2025-12-16", "range", "2025-03-01/2025-12-16", "explicit"),
    ("Bis Ende Februar 2026 sind Streiks ausgeschlossen.", "2025-12-16", "2026-02-28", "range", "2025-12-16/2026-02-28", "explicit"),
    ("Die Wahl soll bis spätestens Ende März erfolgen.", "2025-12-16", "2026-03-31", "range", "2025-12-16/2026-03-31", "explicit"),
    ("Die Straße bleibt bis voraussichtlich 20. Jänner gesperrt.", "2025-12-16", "2026-01-20", "range", "2025-12-16/2026-01-20", "explicit"),
    ("Seit drei Wochen wird gestreikt.", "2025-11-25", "2025-12-16", "range", "2025-11-25/2025-12-16", "relative"),
    ("In den vergangenen beiden Monaten fielen Bomben.", "2025-10-16", "2025-12-16", "range", "2025-10-16/2025-12-16", "relative"),
    ("Vor fast vier Jahren begann der Krieg.", "2022-01-01", "2022-12-31", "year", "2022~", "relative"),
    ("Vor drei Jahren begann der Bau.", "2022-01-01", "2022-12-31", "year", "2022", "relative"),
    ("Vor zwei Tagen begann der Bau.", "2025-12-14", "2025-12-14", "day", "2025-12-14", "relative"),
    ("Drei Tage vor Ostern 2024 war Sitzung.", "2024-03-28", "2024-03-28", "day", "2024-03-28", "relative"),
    ("Eine Woche nach dem 3. März 2024 war Sitzung.", "2024-03-10", "2024-03-10", "day", "2024-03-10", "relative"),
    ("Von Donnerstag bis Samstag wird getagt.", "2025-12-18", "2025-12-20", "range", "2025-12-18/2025-12-20", "relative"),
    ("Die Saison 2024/25 war lang.", "2024-07-01", "2025-06-30", "range", "2024-07-01/2025-06-30", "explicit"),
    ("Am Donnerstag, 18. Dezember, tagt der Rat.", "2025-12-18", "2025-12-18", "day", "2025-12-18", "explicit"),
    ("Zwischen März und Mai wurde gebaut.", "2025-03-01", "2025-05-31", "range", "2025-03-01/2025-05-31", "explicit"),
    ("2014/15 war er in Rom.", "2014-01-01", "2015-12-31", "range", "2014-01-01/2015-12-31", "explicit"),
    ("In KW 12 war Messe.", "2025-03-17", "2025-03-23", "week", "2025-03-17/2025-03-23", "explicit"),
    ("Zur Wochenmitte wird es kalt.", "2025-12-17", "2025-12-17", "day", "2025-12-17", "relative"),
    ("Am Montag in einer Woche tagt der Rat.", "2025-12-29", "2025-12-29", "day", "2025-12-29", "relative"),
    ("Im Winter 2024/25 war es mild.", "2024-12-01", "2025-02-28", "season", "2024-24", "explicit"),
    ("Mitte der Neunziger ging er.", "1993-01-01", "1996-12-31", "range", "1993-01-01/1996-12-31", "explicit"),
    ("Im 19. Jahrhundert wuchs die Stadt.", "1800-01-01", "1899-12-31", "range", "1800-01-01/1899-12-31", "explicit"),
    ("Seit dem Dez. '24 gilt das.", "2024-12-01", "2025-12-16", "range", "2024-12-01/2025-12-16", "explicit"),
    ("3., 4. und 7. Oktober 2025 sind frei.", "2025-10-03", "2025-10-07", "range", "2025-10-03/2025-10-07", "explicit"),
    ("Zwischen dem 3. und 5. Mai 2024 war Messe.", "2024-05-03", "2024-05-05", "range", "2024-05-03/2024-05-05", "explicit"),
]  # fmt: skip


def article(text, published=TUESDAY):
    return Article("a", text, published=published)


@pytest.mark.parametrize(("text", "first", "last", "granularity", "edtf", "basis"), CASES)
def test_one_span(text, first, last, granularity, edtf, basis):
    (span,) = spans(article(text), [])
    assert (str(span.first), str(span.last), span.granularity, span.edtf, span.basis) == (
        first,
        last,
        granularity,
        edtf,
        basis,
    )
    assert text[span.start : span.end] == span.text


def test_approximate_spans_are_not_certain():
    (span,) = spans(article("Der Krieg begann vor fast vier Jahren."), [])
    assert (span.certain, span.text) == (False, "vor fast vier Jahren")


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Seit Montag wird gestreikt.", "since"),
        ("Bis zum 20. Dezember wird gestreikt.", "until"),
        ("Vor dem 3. Dezember wird nicht gestreikt.", "before"),
        ("Nach dem 3. Dezember wird gestreikt.", "after"),
        ("Am 3. Dezember wird gestreikt.", "at"),
    ],
)
def test_relation(text, relation):
    (span,) = spans(article(text), [])
    assert span.relation == relation


@pytest.mark.parametrize(
    ("text", "onset_last"),
    [
        ("Seit 1976 wird gestreikt.", "1976-12-31"),
        ("Seit März 2004 wird gestreikt.", "2004-03-31"),
        ("Seit Anfang März 2004 wird gestreikt.", "2004-03-10"),
        ("Seit dem 19. Jahrhundert wird gestreikt.", "1899-12-31"),
        ("Seit Freitag wird gestreikt.", "2025-12-12"),
        ("Seit drei Wochen wird gestreikt.", "2025-11-25"),
        ("Seit zwei Monaten wird gestreikt.", "2025-10-31"),
        ("Seit zwanzig Jahren wird gestreikt.", "2005-12-31"),
        ("Am Freitag wurde gestreikt.", "None"),
        ("Bis Freitag wird gestreikt.", "None"),
        ("Vor zwanzig Jahren wurde gestreikt.", "None"),
    ],
)
def test_last_day_of_the_onset(text, onset_last):
    (span,) = spans(article(text), [])
    assert str(span.onset_last) == onset_last


@pytest.mark.parametrize(
    "text",
    [
        "Um 20.30 Uhr war Schluss.",
        "Er kam jeden Montag.",
        "Das Fest dauerte drei Tage.",
        "Kürzlich sprach er.",
        "Im Jahr 44 v. Chr. starb er.",
        "Rund ein Jahr nach dem Brand wurde gebaut.",
    ],
)
def test_no_span(text):
    assert spans(article(text), []) == []


def test_counted_from_the_day_told():
    text = "Am 9. Oktober 1989 zogen viele um den Ring. Einen Monat danach fiel die Mauer. Nach einer Woche war das vorbei."
    found = spans(article(text), [])
    assert [str(s.first) for s in found] == ["1989-10-09", "1989-11-09", "1989-11-16"]


MEASURED = [
    ("Am Montag wurde abgestimmt. Zwei Tage vor der Abstimmung hatte er zugesagt.", ["2025-12-15", "2025-12-13"]),
    ("Am Montag wurde die Präsidentin gewählt. Zwei Tage vor der Abstimmung hatte er zugesagt.", ["2025-12-15", "2025-12-13"]),
    ("Sie trat am 3. Mai 2024 zurück. Drei Wochen nach ihrem Rücktritt zog sie fort.", ["2024-05-03", "2024-05-24"]),
    ("Er wird am 28. Februar zurücktreten. Die Wahl könne 15 bis 20 Tage nach dem Rücktritt beginnen.", ["2026-02-28", "2026-03-15/2026-03-20"]),
    ("Am 3. Mai 2024 brannte der Stall. Am 9. Mai kam Hilfe. Zwei Tage nach dem Brand war Regen.", ["2024-05-03", "2024-05-09", "2024-05-05"]),
    ("Zwei Tage nach dem Unglück am 3. Mai 2024 kam Hilfe.", ["2024-05-05"]),
    ("Rund ein Jahr nach der Wahl 2021 ging sie.", ["2022~"]),
    ("Am 3. Mai 2022 brannte der Stall. Rund ein Jahr nach dem Brand stand er wieder.", ["2022-05-03", "2023~"]),
    ("Im Mai 2024 brannte der Stall. Drei Monate nach dem Brand stand er wieder.", ["2024-05", "2024-08"]),
    # not counted from just any day that was told, nor more exactly than it was told, nor up to the news itself
    ("Am Montag wurde gestritten. Zwei Tage vor der Abstimmung hatte er zugesagt.", ["2025-12-15"]),
    ("Am Montag lobte sie den Rücktritt. Zwei Tage nach dem Rücktritt war Ruhe.", ["2025-12-15"]),
    ("Im Mai 2024 brannte der Stall. Zwei Tage nach dem Brand war Regen.", ["2024-05"]),
    ("Am 5. Oktober siegte er. Drei Wochen nach ihm kam sie an.", ["2025-10-05"]),
    ("Am 3. Oktober 2025 brannte der Stall. Zwei Monate nach dem Brand steht er wieder.", ["2025-10-03"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), MEASURED)
def test_measured_from_what_was_told(text, found):
    assert [s.edtf for s in spans(article(text), [])] == found


def test_date_behind_a_count_says_it_again():
    text = "Am 3. Januar 2025 stieg sie aus. Zwei Tage später, am 5. Januar, kam sie wieder."
    assert [s.text for s in spans(article(text), [])] == ["3. Januar 2025", "5. Januar"]


def test_without_publication_relative_spans_stay_open():
    text = "Am Montag sprach er, seit drei Wochen schwieg sie. Am 7. Oktober 2023 war Krieg."
    found = spans(article(text, None), [])
    assert [(s.first, s.last, s.edtf, s.granularity) for s in found[:2]] == [(None, None, "", "unknown")] * 2
    assert found[2].edtf == "2023-10-07"


def test_only_sentences_count():
    text = "Am Montag kam er. Am Sonntag ging er."
    start = text.index("Am Sonntag")
    found = spans(article(text), [Sentence(start, len(text), text[start:], 0)])
    assert [s.text for s in found] == ["Sonntag"]


def test_chronology_takes_the_year_of_its_heading():
    text = "2016\n\n23. Juni: Die Wahl.\n\n13. Juli: Ein neues Kabinett.\n\n2019\n\n15. Januar: Der Vertrag scheitert."
    found = [s for s in spans(article(text), []) if s.granularity == "day"]
    assert [str(s.first) for s in found] == ["2016-06-23", "2016-07-13", "2019-01-15"]
