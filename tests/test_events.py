"""What a text tells becomes events with the right day, act, status and actors; what it does not tell does not."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import actors, events, split, times
from pipeline.schema import KINDS, STATUSES, Article, Event, Span

PUBLISHED = date(2024, 5, 15)  # a Wednesday


def told(text: str, published: date | None = PUBLISHED) -> list[Event]:
    basis = "given" if published else "unknown"
    article = Article("a", text, published=published, published_basis=basis, body=(Span(0, len(text)),))
    sentences = split.sentences(article)
    spans = times.spans(article, sentences)
    return events.find(article, sentences, spans, actors.find(article, sentences, spans))


# text; (start, end, kind, status, persons) of each event
CASES = [
    (
        "Bundeskanzler Olaf Scholz traf am Montag in Berlin den polnischen Ministerpräsidenten Donald Tusk.",
        [("2024-05-13", "2024-05-13", "talks", "occurred", {"Olaf Scholz", "Donald Tusk"})],
    ),
    (
        "Außenministerin Annalena Baerbock will am Freitag nach Kiew reisen.",
        [("2024-05-17", "2024-05-17", "talks", "planned", {"Annalena Baerbock"})],
    ),
    (
        "Verteidigungsminister Boris Pistorius forderte am Dienstag mehr Geld für die Bundeswehr.",
        [("2024-05-14", "2024-05-14", "demand", "proposed", {"Boris Pistorius"})],
    ),
    (
        "Der Bundestag hat am 26. April 2024 das Klimaschutzgesetz verabschiedet.",
        [("2024-04-26", "2024-04-26", "decision", "occurred", set())],
    ),
    (
        "Das Abkommen wurde am Sonntag nicht unterzeichnet.",
        [("2024-05-12", "2024-05-12", "agreement", "denied", set())],
    ),
    (
        "„Wir haben keine Zeit zu verlieren“, sagte Finanzminister Christian Lindner.",
        [("2024-05-15", "2024-05-15", "statement", "occurred", {"Christian Lindner"})],
    ),
    (
        "Im März 2022 verhängte die Europäische Union Sanktionen gegen Russland.",
        [("2022-03-01", "2022-03-31", "sanction", "occurred", set())],
    ),
    (
        "Russland griff in der Nacht zum Dienstag die ukrainische Stadt Charkiw mit Raketen an.",
        [("2024-05-14", "2024-05-14", "attack", "occurred", set())],
    ),
    (
        "Am Sonntag tagte der Parteivorstand in Berlin, und am Montag reiste Parteichef Lars Klingbeil nach Paris.",
        [
            ("2024-05-12", "2024-05-12", "talks", "occurred", set()),
            ("2024-05-13", "2024-05-13", "talks", "occurred", {"Lars Klingbeil"}),
        ],
    ),
    (
        "Der Premierminister tritt nach dem Anschlag vom 3. Mai zurück.",
        [("2024-05-03", "2024-05-03", "attack", "occurred", set())],
    ),
    (
        "12. April: Der Rat billigt den Haushalt. Die Opposition legt Klage ein.",
        [("2024-04-12", "2024-04-12", "decision", "occurred", set())],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:40] for case in CASES])
def test_tells_what_the_text_tells(text: str, expected: list[tuple[str, str, str, str, set[str]]]) -> None:
    found = [
        (str(event.start), str(event.end), event.kind, event.status, set(event.persons))
        for event in told(text)
    ]
    for event in expected:
        assert event in found


def test_a_person_attacks_with_words_and_an_army_does_not() -> None:
    kinds = [
        told(text)[0].kind
        for text in (
            "Herbert Kickl griff am Montag die Regierung scharf an.",
            "Die russische Armee griff am Montag die Stadt Charkiw an.",
        )
    ]
    assert kinds == ["statement", "attack"]


def test_a_report_with_a_day_dates_what_it_reports() -> None:
    (event,) = told("Wie die Polizei am Montag mitteilte, wurden bei dem Anschlag drei Menschen getötet.")
    assert str(event.start) == "2024-05-13"


def test_a_paragraph_in_the_past_goes_on_with_its_day() -> None:
    found = told("Am Freitag brannte in Köln eine Halle ab. Zwei Menschen wurden verletzt.")
    assert [str(event.start) for event in found] == ["2024-05-10"]
    assert len(found[0].evidence) == 2


def test_the_date_of_a_noun_is_not_that_of_its_clause() -> None:
    found = told("Am Montag brannte in Ulm eine Kirche aus dem 12. Jahrhundert.")
    assert [str(event.start) for event in found] == ["2024-05-13"]


NOTHING = [
    "22 Prozent der Befragten waren der Ansicht, dass sich wenig ändert.",
    "Seit 2010 wird die Anlage betrieben.",
    "Deutschland ist der größte Unterstützer der Ukraine in Europa.",
    "Wenn es Frieden gäbe, würden die Preise sinken.",
    "Die Partei lehnte solche Pläne in der Vergangenheit immer wieder ab.",
    "Im Jahr 2011 kostete ein Liter Benzin anderthalb Euro.",
    "Die Straße des 17. Juni führt durch den Tiergarten.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_tells_nothing_of_states_and_thoughts(text: str) -> None:
    assert told(text) == []


def test_one_occasion_of_speech_is_one_event() -> None:
    text = (
        "Kanzler Olaf Scholz lobte am Dienstag die Einigung. Sie sei ein Schritt nach vorn. "
        "„Darauf haben alle gewartet“, sagte Scholz."
    )
    (event,) = told(text)
    assert len(event.evidence) == 3
    assert (event.kind, event.start) == ("statement", date(2024, 5, 14))


def test_two_speakers_are_two_events() -> None:
    found = told("Olaf Scholz lobte am Dienstag die Einigung. Friedrich Merz kritisierte sie am Dienstag.")
    assert [event.persons for event in found] == [("Olaf Scholz",), ("Friedrich Merz",)]


def test_without_a_publication_day_a_weekday_stays_unknown() -> None:
    (event,) = told("Der Bundestag billigte am Mittwoch das Gesetz.", published=None)
    assert (event.start, event.end, event.granularity) == (None, None, "unknown")
    assert event.time_text == "Mittwoch"


def test_without_a_publication_day_a_full_date_is_known() -> None:
    (event,) = told("Der Bundestag billigte am 8. Mai 2024 das Gesetz.", published=None)
    assert event.start == date(2024, 5, 8)


def test_who_acts_in_one_main_clause_does_not_in_the_other() -> None:
    (event,) = told("Am Montag lobte die AfD den Plan, die Verbände lehnten ihn ab.")
    assert (event.kind, event.organisations) == ("rejection", ())
    (event,) = told("Am Montag war das Treffen mit Macron vom Tisch, Scholz sagte es ab.")
    assert set(event.persons) == {"Emmanuel Macron", "Olaf Scholz"}


def test_a_short_name_in_brackets_stands_for_what_is_before_it() -> None:
    (event,) = told("Die sieben großen Industriestaaten (G7) haben am Montag Russland kritisiert.")
    assert [(p.name, p.role) for p in event.participants] == [("G7", "acts"), ("RU", "addressed")]
    (event,) = told("Olaf Scholz (SPD) hat am Montag Russland kritisiert.")
    assert event.organisations == ()


def test_who_speaks_and_who_is_asked_are_told_apart() -> None:
    (event,) = told("Emmanuel Macron forderte Wladimir Putin am Montag zum Rückzug auf.")
    roles = {participant.name: participant.role for participant in event.participants}
    assert roles["Emmanuel Macron"] == "acts"
    assert roles["Wladimir Putin"] == "addressed"


def test_colleagues_from_countries_bring_their_countries() -> None:
    (event,) = told(
        "Am Montag unterzeichneten Olaf Scholz und seine Kollegen aus Frankreich, Polen und Italien das Abkommen."
    )
    assert set(event.countries) == {"DE", "FR", "PL", "IT"}


def test_the_person_who_only_names_a_relation_takes_no_part() -> None:
    (event,) = told("Am Montag reiste Trumps Schwiegersohn Jared Kushner nach Moskau.")
    assert event.persons == ("Jared Kushner",)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Am Montag hätte der Gipfel in Rom stattfinden sollen.", "denied"),
        ("Am Montag soll der Gipfel in Rom stattfinden.", "planned"),
        ("Die Hamas wird beschuldigt, am Montag einen Konvoi angegriffen zu haben.", "occurred"),
        ("Die Hamas droht, am Montag einen Konvoi anzugreifen.", "planned"),
    ],
)
def test_what_was_due_or_alleged_is_not_planned(text: str, status: str) -> None:
    assert told(text)[0].status == status


TITLES = [
    (
        "Am Montag rief Bundeskanzler Olaf Scholz den russischen Präsidenten Wladimir Putin zum Abzug auf.",
        "Scholz ruft Putin zum Abzug auf",
    ),
    ("Am Mittwoch traf Wolodymyr Selenskyj in Kiew Donald Tusk.", "Selenskyj trifft in Kiew Tusk"),
    ("Am 3. Mai 2024 trat der Minister zurück.", "Der Minister tritt zurück"),
    ("„Das ist ein guter Tag“, sagte Scholz am Dienstag.", "Scholz: Das ist ein guter Tag"),
    ("Seit dem 3. März 2024 streiken die Fahrer.", "Die Fahrer streiken"),
    ("Seit etwa 2019 blockieren Bauern die Brücke.", "Bauern blockieren die Brücke"),
    ("Die Fahrer streiken ab dem 20. Dezember 2030.", "Die Fahrer streiken"),
    ("Scholz reiste am 3. März 2024 in den Sudan.", "Scholz reist in den Sudan"),
    # a length of time that counts from another day says nothing without that day
    ("Drei Monate danach, am 3. März 2024, trat Nancy Faeser zurück.", "Faeser tritt zurück"),
    ("Drei Tage lang, vom 3. bis 5. März 2024, streikten Ärzte.", "Ärzte streiken drei Tage lang"),
    # what stands behind the end of the predicate is no part of its middle
    ("Am Montag gab Nancy Faeser (SPD) auf, müde und ohne Mehrheit.", "Faeser gibt auf"),
    ("Am Montag hat Scholz beraten mit den Ländern.", "Scholz berät mit den Ländern"),
    # who holds the office stands behind a comma: the name says enough; in a list it does not
    (
        "Am Montag unterzeichnete der Emir von Katar, Tamim bin Hamad Al Thani, eine Erklärung zur Schifffahrt.",
        "Al Thani unterzeichnet eine Erklärung zur Schifffahrt",
    ),
    ("Das bestätigte am Montag der Direktor der Behörde, Jan Weber.", "Weber bestätigt das"),
    (
        "„Das wird nie ausreichen“, erklärte am Montag die Geschäftsführerin der Stiftung Hafenbau, Manuela Roth.",
        "Roth: Das wird nie ausreichen",
    ),
    (
        "Am Montag trafen der Direktor, Jan Weber und Ida Brandt in Paris ein.",
        "Der Direktor, Weber und Brandt treffen in Paris ein",
    ),
    # an adjective that could be a verb belongs to its noun, a verb does not
    ("Am Montag wurden in Kassel erhöhte Werte festgestellt.", "Erhöhte Werte werden in Kassel festgestellt"),
    ("Am Montag erhöhte Jan Weber die Preise.", "Weber erhöht die Preise"),
    (
        "Als Zeichen der Trauer schwiegen am Montag die Glocken.",
        "Die Glocken schweigen als Zeichen der Trauer",
    ),
    # what there was keeps its denial and its mood
    ("Am Montag kam es in Kassel zu schweren Unruhen.", "Es kommt zu schweren Unruhen"),
    (
        "Am Montag kam es nicht zu Protesten in der Hauptstadt.",
        "Es kommt nicht zu Protesten in der Hauptstadt",
    ),
    # where there is no room, what somebody becomes stays, but not where
    (
        "Am Montag wurde Jan Weber vom Aufsichtsrat der Deutschen Hafenbahn im Rathaus der Hansestadt Lübeck zum "
        "neuen Vorstandschef ernannt.",
        "Weber wird vom Aufsichtsrat der Deutschen Hafenbahn zum neuen Vorstandschef ernannt",
    ),
    (
        "Der Hafendirektor hat am Montag in einem langen Brief den Abgeordneten mitgeteilt, dass keine Fähre fährt.",
        "Der Hafendirektor teilt mit, dass keine Fähre fährt",
    ),
    ("Im Laufe des Jahres 2023 wurden 67 Reporter festgenommen.", "67 Reporter werden festgenommen"),
    ("Am Montag gelang es der Polizei, den Dieb zu fassen.", "Der Polizei gelingt es, den Dieb zu fassen"),
    ("Am Montag hätte der Gipfel in Rom stattfinden sollen.", "Der Gipfel hätte in Rom stattfinden sollen"),
    (
        "Beim Angriff am Montag sind sieben Menschen getötet und elf weitere verletzt worden.",
        "Sieben Menschen werden beim Angriff getötet",
    ),
    (
        "Die Hamas wird beschuldigt, am Montag einen Konvoi angegriffen zu haben.",
        "Die Hamas wird beschuldigt, einen Konvoi angegriffen zu haben",
    ),
    (
        "Den Räten Jan Weber und Ida Brandt ist es am Montag gelungen, den Streit beizulegen.",
        "Weber und Brandt gelingt es, den Streit beizulegen",
    ),
    (
        "Scholz lobte die Beratungen, die am 4. Mai 2031 in Rom geführt werden sollen.",
        "Beratungen sollen in Rom geführt werden",
    ),
    (
        "Am 4. Mai 2031 ist in Rom ein Treffen zwischen Scholz und Macron geplant.",
        "Ein Treffen zwischen Scholz und Macron ist in Rom geplant",
    ),
    (
        "Nach Aussage von Jan Weber wurde am Montag der Vorstand der Stiftung gewählt.",
        "Der Vorstand der Stiftung wird nach Aussage von Weber gewählt",
    ),
    ("Am Montag flog ein Hubschrauber über Kiew.", "Ein Hubschrauber fliegt über Kiew"),
    (
        "Bei einem schweren Raketenangriff auf die südukrainische Hafenstadt Nikopol kamen am Montag acht Menschen "
        "ums Leben.",
        "Acht Menschen kommen bei einem schweren Raketenangriff ums Leben",
    ),
    ("Am Montag traf Scholz Macron in Kassel.", "Scholz trifft Macron in Kassel"),
    ("Scholz nannte den Plan am Montag „keinen guten Tag“.", "Scholz nennt den Plan keinen guten Tag"),
    (
        "Alles sei ruhig geblieben, hieß es aus dem Kanzleramt.",
        "Aus dem Kanzleramt: Alles sei ruhig geblieben",
    ),
    ("Am Montag starb ein 29 Jahre alter Polizist.", "Ein 29 Jahre alter Polizist stirbt"),
    (
        "Scholz rechnete am Montag damit, dass die Zahl steige.",
        "Scholz rechnet damit, dass die Zahl steige",
    ),
    ("Macron wies am Montag Scholz' Forderung zurück.", "Macron weist Scholz' Forderung zurück"),
    ("Der Prozess könnte im Juli beginnen.", "Der Prozess könnte beginnen"),
    ("Juntachef Min Aung Hlaing traf am Montag Olaf Scholz.", "Min Aung Hlaing trifft Scholz"),
    ("Am Montag hat Scholz Xi Jinping kritisiert.", "Scholz kritisiert Xi"),
    ("Am Montag traf Olaf Scholz in Kassel Macron.", "Scholz trifft in Kassel Macron"),
    # an apposition ends at its comma, a list of names does not
    (
        "Am Montag schloss Ida Brandt, Chefin der Werft und Vertreterin der Erben, einen Verkauf aus.",
        "Brandt schließt einen Verkauf aus",
    ),
    (
        "Am Montag trafen Scholz, Macron und Tusk in Paris ein.",
        "Scholz, Macron und Tusk treffen in Paris ein",
    ),
    (
        "Am Montag forderten Olaf Scholz, Emmanuel Macron, Donald Tusk, Keir Starmer und Giorgia Meloni mehr Geld "
        "für die Verteidigung der östlichen Grenze.",
        "Scholz, Macron und andere fordern mehr Geld für die Verteidigung der östlichen Grenze",
    ),
    # a negation is never cut off
    (
        "Ein Besuch des Verteidigungsministers Guido Crosetto in der libyschen Hafenstadt Bengasi "
        "steht am Montag nicht auf dem Programm.",
        "Ein Besuch des Verteidigungsministers Crosetto steht nicht auf dem Programm",
    ),
    # what stands before the object can go, but not who claims it
    (
        "Am Montag unterzeichneten die Finanzminister beider Nachbarländer mit Vertretern der Gewerkschaften im "
        "Rathaus von Salzburg den Vertrag.",
        "Die Finanzminister beider Nachbarländer unterzeichnen den Vertrag",
    ),
    (
        "Nach Angaben der Polizei beschädigten am Montag mehrere hundert Demonstranten im Zentrum der Stadt "
        "Rosenheim zwei Lieferwagen.",
        "Mehrere hundert Demonstranten beschädigen nach Angaben der Polizei zwei Lieferwagen",
    ),
    ("Knapp vor Schluss, denn am Montag verließ Scholz den Saal.", "Scholz verlässt den Saal"),
    (
        "Vorgestellt worden war das 90 Seiten lange Programm am Montag.",
        "Das 90 Seiten lange Programm wird vorgestellt",
    ),
    ("Die Felder liegen seit dem russischen Einmarsch vom 24. Februar 2022 brach.", "Russischer Einmarsch"),
    ("Die Felder liegen seit der russischen Invasion vom 24. Februar 2022 brach.", "Russische Invasion"),
    ("Er schwieg seit dem deutschen Angriff vom 1. September 1939.", "Deutscher Angriff"),
    ("Er schwieg seit dem deutschen Attentat vom 1. September 1939.", "Deutsches Attentat"),
    # what something is taken for stands behind it
    ("Als Grund gab Scholz am Montag Mängel an.", "Scholz gibt Mängel als Grund an"),
    ("Als Erster kam am Montag Macron.", "Macron kommt als Erster"),
    # no article is left of a date, but one is kept that has a noun of its own
    ("Die Abstimmung ist für den 24. April vorgesehen.", "Die Abstimmung ist vorgesehen"),
    ("Im Laufe des Jahres 2008 wurden 67 Händler festgenommen.", "67 Händler werden festgenommen"),
    ("Für den Montag dankte Scholz dem Rat am 3. Mai 2024.", "Scholz dankt für den Montag dem Rat"),
    # an object before the verb stays in a headline that is cut
    (
        "Zusagen für eine baldige Öffnung des Landes für ausländische Hilfskräfte und Lieferungen hat Scholz "
        "am Montag nicht erhalten.",
        "Zusagen für eine baldige Öffnung des Landes erhält Scholz nicht",
    ),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_headlines_say_who_does_what(text: str, title: str) -> None:
    assert told(text)[0].title == title


ONSETS = [
    ("Seit 2019 blockieren Bauern die Brücke in Bonn.", "year", "2019"),
    ("Seit März 2024 blockieren Bauern den Hafen.", "month", "2024-03"),
    ("Seit den 90er Jahren boykottieren Bauern die Wahl.", "range", "1990-01-01/1999-12-31"),
    ("Seit dem 3. März 2024 streiken die Fahrer.", "day", "2024-03-03"),
    ("Seit etwa 2019 blockieren Bauern die Brücke in Bonn.", "year", "2019~"),
]


@pytest.mark.parametrize(("text", "granularity", "edtf"), ONSETS)
def test_what_lasts_has_the_date_of_its_onset(text: str, granularity: str, edtf: str) -> None:
    (event,) = told(text)
    assert (event.granularity, event.edtf) == (granularity, edtf)


SOME = (
    "Am|Montag|sagte|Merz|,|dass|der|Kanzler|nicht|„|“|Putin|3.|Mai|2024|wurde|hat|abgelehnt|und|weil|die|EU|.|:"
    "|Angriff|in|Kiew|Treffen|mit|will|aufgefordert|seit|Sommer|(|)|–|•|!|?|Erklärung"
)
WORDS = st.sampled_from(SOME.split("|"))


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_words_keep_the_promises(text: str) -> None:
    for event in told(text):
        assert event.kind in KINDS
        assert event.status in STATUSES
        assert 0 <= event.confidence <= 1
        assert (event.start is None) == (event.end is None)
        assert event.start is None or event.end is None or event.start <= event.end
        assert event.evidence
        for proof in event.evidence:
            assert text[proof.start : proof.end] == proof.text
        assert len(event.title) <= 92
        assert len(set(event.persons)) == len(event.persons)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for event in told(text):
        assert all(text[proof.start : proof.end] == proof.text for proof in event.evidence)
