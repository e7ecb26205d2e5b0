"""Countries and organisations: a sentence where a rule holds, and one where it must not."""

from __future__ import annotations

import pytest
from recognised import found, of

# Countries: the text, the words, code, form, use.
COUNTRIES = [
    ("Moskau lehnt den Plan ab.", "Moskau", "RU", "metonym", "actor"),
    ("Der Gipfel findet in Moskau statt.", "Moskau", "RU", "metonym", "place"),
    ("Moskau (dpa) - Der Winter ist da.", "Moskau", "RU", "metonym", "place"),
    ("Er flog nach Paris.", "Paris", "FR", "metonym", "place"),
    ("Zwischen Moskau und Kiew gibt es kaum Kontakte.", "Kiew", "UA", "metonym", "actor"),
    ("Neue Hilfen für Kiew sind geplant.", "Kiew", "UA", "metonym", "actor"),
    ("Die Polizei Paris bestätigte das.", "Paris", "FR", "metonym", "place"),
    ("Das Kabinett in Jerusalem stimmte zu.", "Jerusalem", "IL", "metonym", "actor"),
    ("Die Delegation aus Kiew reiste ab.", "Kiew", "UA", "list", "actor"),
    ("Nun verhängt Washington Zölle.", "Washington", "US", "metonym", "actor"),
    ("Bund und Länder einigten sich.", "Bund", "DE", "metonym", "actor"),
    ("Der Kreml schweigt.", "Kreml", "RU", "metonym", "actor"),
    ("Russlands Präsident Wladimir Putin kam.", "Russlands", "RU", "name", "modifier"),
    ("Chinas Staats- und Parteichef Xi Jinping kam.", "Chinas", "CN", "name", "modifier"),
    ("Die Ukraine-Gespräche gehen weiter.", "Ukraine", "UA", "prefix", "topic"),
    ("Die US-Beamten zogen ab.", "US-Beamten", "US", "prefix", "actor"),
    ("Im Streit über die Ukraine gibt es Bewegung.", "Ukraine", "UA", "name", "topic"),
    ("In der Ukraine schneit es.", "Ukraine", "UA", "name", "place"),
    ("Die Ukraine bittet um Hilfe.", "Ukraine", "UA", "name", "actor"),
    ("Die russische Armee zog ab.", "russische Armee", "RU", "adjective", "actor"),
    ("Ein chinesisches Gericht entschied.", "chinesisches Gericht", "CN", "adjective", "actor"),
    ("Nach russischen Angaben schneit es.", "russischen Angaben", "RU", "adjective", "actor"),
    ("Nach russischen Rezepten kocht man gut.", "russischen", "RU", "adjective", "topic"),
    ("Die Teheraner Führung lehnt ab.", "Teheraner Führung", "IR", "adjective", "actor"),
    ("Die Moskauer Justiz ermittelt.", "Moskauer Justiz", "RU", "adjective", "actor"),
    ("Das Parlament in Ankara stimmte zu.", "Ankara", "TR", "metonym", "actor"),
    ("Die US-Amtsträger reisten ab.", "US-Amtsträger", "US", "prefix", "actor"),
    ("Sie verließ das Weiße Haus um acht.", "Weiße Haus", "US", "metonym", "place"),
    ("Wir wollten den Kreml besuchen.", "Kreml", "RU", "metonym", "place"),
    ("Wir wollten den Kreml besänftigen.", "Kreml", "RU", "metonym", "actor"),
    ("Das Weiße Haus begrüßte den Besuch.", "Weiße Haus", "US", "metonym", "actor"),
    ("Die Schweizer Behörden stimmten zu.", "Schweizer Behörden", "CH", "adjective", "actor"),
    ("Der Schweizer lachte.", "Schweizer", "CH", "demonym", "actor"),
    ("Das russische Wetter ist rau.", "russische", "RU", "adjective", "topic"),
    ("An der polnischen Grenze staute es sich.", "polnischen", "PL", "adjective", "place"),
    ("Der russische Präsident Wladimir Putin kam.", "russische", "RU", "adjective", "modifier"),
    ("Die Ukrainer hoffen.", "Ukrainer", "UA", "demonym", "actor"),
    ("Luftangriffe auf Israel folgten.", "Israel", "IL", "name", "actor"),
    ("Bei dem Treffen saßen die Minister Dänemarks und Islands am Tisch.", "Islands", "IS", "list", "actor"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words", "code", "form", "use"), COUNTRIES, ids=[f"{w}: {t[:30]}" for t, w, *_ in COUNTRIES]
)
def test_countries(text: str, words: str, code: str, form: str, use: str) -> None:
    mention = of(found(text), words)
    assert (mention.kind, mention.name, mention.form, mention.use) == ("country", code, form, use)


def test_a_list_of_countries_hangs_on_a_role() -> None:
    text = "Dazu kamen ihre Kolleginnen und Kollegen aus Frankreich, Polen, den Niederlanden und Italien."
    assert [(m.name, m.form, m.use) for m in found(text)] == [
        (code, "list", "actor") for code in ("FR", "PL", "NL", "IT")
    ]


def test_double_adjectives_name_both_countries() -> None:
    assert of(found("Die deutsch-französische Freundschaft lebt."), "deutsch-französische").countries == (
        "DE",
        "FR",
    )


ORGANISATIONS = [
    ("Die EU-Kommission prüft das.", "EU-Kommission", "Europäische Kommission"),
    ("Das Büro der Vereinten Nationen schweigt.", "Vereinten Nationen", "Vereinte Nationen"),
    ("Die SPD-Fraktion stimmte zu.", "SPD", "SPD"),
    ("Brüssel verlangt Auskunft.", "Brüssel", "Europäische Union"),
    ("Unterhändler aus London und Brüssel trafen sich.", "Brüssel", "Europäische Union"),
    ("Die Europäer lehnen ab.", "Europäer", "Europäische Union"),
    ("Die Staatsanwaltschaft Lüneburg ermittelt.", "Staatsanwaltschaft", "Staatsanwaltschaft Lüneburg"),
    ("Das Hessische Landesarbeitsgericht entschied.", "Hessische", "Hessisches Landesarbeitsgericht"),
    ("Der Verfassungsschutz warnt.", "Verfassungsschutz", "Bundesamt für Verfassungsschutz"),
    ("Der Berliner Verfassungsschutz warnt.", "Verfassungsschutz", "Verfassungsschutz (Berlin)"),
    ("Der hessische Verfassungsschutz warnt.", "Verfassungsschutz", "Verfassungsschutz (Hessen)"),
    ("Der Verfassungsschutz in Bayern warnt.", "Verfassungsschutz", "Verfassungsschutz (Bayern)"),
    ("Der Senat des US-Bundesstaates Ohio stimmte zu.", "Senat", "Senat (Ohio)"),
    ("Der Senat in Washington stimmte zu.", "Senat", "US-Senat"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "name"), ORGANISATIONS, ids=[w for _, w, _ in ORGANISATIONS])
def test_organisations(text: str, words: str, name: str) -> None:
    starting = [m for m in found(text) if m.kind == "organisation" and m.text.startswith(words)]
    assert [m.name for m in starting] == [name]


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("Der UN-Ausschuss tagte.", "actor"),
        ("Das UN-Kinderrechts-Komitee tagte.", "actor"),
        ("Die UN-Resolution gilt.", "topic"),
    ],
)
def test_a_body_of_the_united_nations_is_them(text: str, use: str) -> None:
    mention = of(found(text), "UN")
    assert (mention.name, mention.use, mention.countries) == ("Vereinte Nationen", use, ())


@pytest.mark.parametrize(
    "text",
    ["Der Europäer Udo Brandner lehnt ab.", "Die Berliner Justiz ermittelt.", "Die Prager Burg brennt."],
)
def test_no_union_and_no_government(text: str) -> None:
    assert not [mention for mention in found(text) if mention.kind != "person"]


@pytest.mark.parametrize(
    ("text", "words", "use"),
    [
        ("Wie die BBC berichtet, wurden zwei Männer verurteilt.", "BBC", "topic"),
        ("Zwei Männer wurden verurteilt, wie Reuters aus Genf meldete.", "Reuters", "topic"),
        ("Laut Reuters wurden zwei Männer verurteilt.", "Reuters", "topic"),
        ("Nach Informationen der BBC wurden zwei Männer verurteilt.", "BBC", "topic"),
        ("Die BBC entließ zwei Männer.", "BBC", "actor"),
        ("Wie die BBC entließ auch Reuters zwei Männer.", "BBC", "actor"),
        ("Wie die SPD berichtet, wurden zwei Männer verurteilt.", "SPD", "actor"),
        ("Wie Angela Merkel berichtet, wurden zwei Männer verurteilt.", "Angela Merkel", "actor"),
    ],
)
def test_a_medium_that_reports_takes_no_part(text: str, words: str, use: str) -> None:
    assert of(found(text), words).use == use


@pytest.mark.parametrize(
    "text",
    [
        "Der Maurer Udo Brandner klagte. Nun warf die Staatsanwaltschaft Brandner Betrug vor.",
        "Deshalb warf die Staatsanwaltschaft Merkel nichts vor.",
    ],
)
def test_a_body_is_not_named_after_a_person_behind_it(text: str) -> None:
    assert not [m for m in found(text) if m.kind == "organisation"]
    assert [m.text for m in found(text) if m.kind == "person"][-1] in ("Brandner", "Merkel")


def test_both_countries_are_the_two_of_the_sentence_before() -> None:
    text = "Polen verhandelt mit Litauen. Danach reisten Vertreter beider Länder ab. Beide Hunde bellten."
    assert [m.countries for m in found(text) if m.text.startswith("beide")] == [("PL", "LT")]
    assert not [m for m in found("Alle sprachen. Beide Länder schweigen.") if m.kind == "country"]


@pytest.mark.parametrize(("day", "code"), [("1989-11-09", "DD"), ("1995-11-09", "DE")])
def test_east_germany_is_a_country_until_1990(day: str, code: str) -> None:
    assert of(found("Die ostdeutsche Regierung tagt.", day), "ostdeutsche Regierung").name == code
    assert of(found("Man ließ die Ostdeutschen ziehen.", day), "Ostdeutschen").name == code


@pytest.mark.parametrize(
    ("name", "day", "countries"),
    [
        ("Günter Schabowski", "1989-11-09", ("DD",)),
        ("Egon Krenz", "1999-11-09", ()),
        ("Günther Krause", "1990-08-31", ("DD",)),
        ("Günther Krause", "1991-08-31", ("DE",)),
        ("Michail Gorbatschow", "1990-08-31", ("SU",)),
        ("Die Volkspolizei", "1990-08-31", ("DD",)),
    ],
)
def test_whom_somebody_served_then(name: str, day: str, countries: tuple[str, ...]) -> None:
    assert found(f"{name} sagte ab.", day)[0].countries == countries


def test_swiss_spelling_makes_the_federation_swiss() -> None:
    assert of(found("Der Bund stützt die grosse Bank."), "Bund").name == "CH"
    assert of(found("Der Bund stützt die große Bank."), "Bund").name == "DE"


@pytest.mark.parametrize("words", ["beide deutsche Staaten", "die beiden deutschen Staaten"])
def test_both_german_states(words: str) -> None:
    pair = [
        m.countries for m in found(f"Damals verhandelten {words} lange.", "1990-07-02") if m.form == "list"
    ]
    assert pair == [("DE", "DD")]
    assert not [m for m in found("Beide deutsche Staatsbürger kamen.") if m.form == "list"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Polen stimmte ab. Im Januar trat das Land aus.", "PL"),
        ("Polen stimmte ab. Der Chef verließ das Land.", None),
        ("Polen stimmte ab. Auf dem Land regnet es.", None),
        ("Polen stimmte ab. Das Land Hessen zahlt.", None),
        ("Polen und Litauen stimmten ab. Das Land zahlt.", None),
    ],
)
def test_the_land_is_the_country_named_before(text: str, code: str | None) -> None:
    assert [m.name for m in found(text) if m.text == "Land"] == ([code] if code else [])


def test_an_election_is_its_countrys() -> None:
    assert (
        of(found("Die polnischen Parlamentswahlen stehen an."), "polnischen Parlamentswahlen").use == "actor"
    )
    assert of(found("Die polnischen Parlamentsferien stehen an."), "polnischen").use == "topic"


def test_a_currency_is_no_country() -> None:
    assert found("Das kostet 300 US-Dollar.") == []


def test_a_league_is_not_the_federation() -> None:
    assert not [m for m in found("Der Bund der Imker tagte.") if m.kind == "country"]


def test_whose_adviser_somebody_is_takes_no_part() -> None:
    mentions = found("Putins Berater Emre Tolan reiste ab.")
    assert [(m.name, m.use, m.countries) for m in mentions] == [
        ("Wladimir Putin", "modifier", ("RU",)),
        ("Emre Tolan", "actor", ("RU",)),
    ]


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("Die SPD der Ministerin Anna Mayer stimmt zu.", "modifier"),
        ("Nun dankt die SPD der Ministerin. Anna Mayer geht.", "actor"),
        ("Die SPD und die Ministerin Anna Mayer stimmen zu.", "actor"),
    ],
)
def test_whose_party_it_is_takes_no_part(text: str, use: str) -> None:
    assert of(found(text), "Anna Mayer").use == use


def test_a_kind_stands_for_the_organisation_named_last() -> None:
    named = [
        m.name
        for m in found("Die GDL ruft auf. Die Gewerkschaft verlangt mehr. Die Partei der Mitte schweigt.")
    ]
    assert named[:2] == ["GDL", "GDL"]


def test_a_look_is_no_newspaper() -> None:
    assert not [m for m in found("Ein Blick in die Welt genügt.") if m.kind == "organisation"]
