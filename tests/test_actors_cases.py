"""Persons, what stands for them, whom they act for: a sentence where a rule holds, and one where it must not."""

from __future__ import annotations

from datetime import date

import pytest
from recognised import found, of, persons

from pipeline.schema import TimeSpan

# Persons: the text, and everyone named in it, in order.
NAMED = [
    # known persons, in the nominative and the genitive, with an apostrophe
    ("Am Dienstag empfing Friedrich Merz in Rom Giorgia Meloni.", ["Friedrich Merz", "Giorgia Meloni"]),
    ("Putins Vorschlag und Merz' Antwort kamen am selben Tag.", ["Wladimir Putin", "Friedrich Merz"]),
    # with a middle name that no table has
    ("Es sprach Angela Dorothea Merkel.", ["Angela Merkel"]),
    ("Es sprach Angela Dorothea Brandner.", ["Angela Dorothea Brandner"]),
    # aliases and transliterations go under one name
    ("Wolodymyr Selenskij traf Recep Tayyip Erdogan.", ["Wolodymyr Selenskyj", "Recep Tayyip Erdoğan"]),
    # not the month, not the ship, not the country
    ("Im März fuhr die Costa Concordia nach Costa Rica.", []),
    # role, country or party, unknown name
    ("Der isländische Fischereiminister Gunnar Thorvik reiste ab.", ["Gunnar Thorvik"]),
    ("Die SPD-Abgeordnete Wiebke Holtkamp widersprach.", ["Wiebke Holtkamp"]),
    ("Der Bürgermeister Thomas Geisel tritt an.", ["Thomas Geisel"]),
    ("Sehr geehrte Frau Bürgermeisterin, danke.", []),
    ("Bürgermeister Holtkamp eröffnete das Fest.", ["Holtkamp"]),
    ("Bürgermeister Holtkamp kam. Dann ging Holtkamp.", ["Holtkamp", "Holtkamp"]),
    # a surname that needs the full name elsewhere is known beside the party or the country
    ("SPD-Fraktionsvize Wiese lehnt ab. Dann ging Wiese.", ["Dirk Wiese", "Dirk Wiese"]),
    ("FDP-Fraktionsvize Wiese lehnt ab.", ["Wiese"]),
    ("Die Kuh steht auf der Wiese.", []),
    # no name after a role: a noun, a day
    ("Die Opposition warf dem Minister Versagen vor.", []),
    ("Am Ende sprach der Präsident Montag und Dienstag vor Gästen.", []),
    # a surname that everybody knows begins no other name
    ("Am Mittwoch forderte Merz Putin auf, abzuziehen.", ["Friedrich Merz", "Wladimir Putin"]),
    ("Am Mittwoch warnte Bruno Jonas vor Regen.", ["Bruno Jonas"]),
    # name, then role
    ("Emre Tolanoğlu, der Leiter der Werft, trat zurück.", ["Emre Tolanoğlu"]),
    ("Der Direktor des Instituts für Meereskunde, Tjark Lüdersen, warnte.", ["Tjark Lüdersen"]),
    # a member of a party, courts' initials, a first name that is also a noun
    ("Der Antrag des Republikaners Tjark Brandner fiel durch.", ["Tjark Brandner"]),
    ("Der Angeklagte Nico G. schwieg.", ["Nico G."]),
    # a third name that commas hold together, and a noun behind a name
    ("Emre Tolan Brandis, ein Sprecher der Werft, kam.", ["Emre Tolan Brandis"]),
    ("Der Leiter der Werft, Emre Tolan Brandis, kam.", ["Emre Tolan Brandis"]),
    ("Nun warf Anna Tolan Lügen, Betrug und Verrat vor.", ["Anna Tolan"]),
    # verbs of saying
    ("Das Wetter sei schuld, sagte Tjark Lüdersen.", ["Tjark Lüdersen"]),
    ("Das seien, sagte Kritikern zufolge niemand, alte Zahlen.", []),
    ("Weitere Fragen gab Tjark Lüdersen an die Ämter weiter.", ["Tjark Lüdersen"]),
    ("Örtliche Quellen berichten davon, Interne Papiere geben das an.", []),
    ("Des Weiteren gibt es Regen.", []),
    ("Das stimmt laut Tjerk Lüdersen nicht, laut Plan schon.", ["Tjerk Lüdersen"]),
    ("Nach Angaben von Tjerk Lüdersen, einem Manager, stimmt das.", ["Tjerk Lüdersen"]),
    ("Tjerk Lüdersen von der Werft sagte nichts.", ["Tjerk Lüdersen"]),
    ("Wichtige Teile von der Werft fehlten, sagte er.", []),
    # particles, double names, initials, numerals
    ("Die Autorin Rosa von Hohenfels las vor.", ["Rosa von Hohenfels"]),
    ("Der Sänger Peter K. Brandner-Lohse kam zu spät.", ["Peter K. Brandner-Lohse"]),
    ("Der Minister Faisal bin Rashid al-Harthy blieb fern.", ["Faisal bin Rashid al-Harthy"]),
    ("König Charles III. hielt eine Rede.", ["Charles III."]),
    ("Unter Karl V. begann der Bau.", ["Karl V."]),
    # what is named after a person is none
    ("Im Konrad-Adenauer-Haus tagte der Vorstand.", []),
    ("Die Angela Merkel Straße wird gesperrt.", []),
    ("Auf der Straße des 17. Juni stand ein Auto.", []),
    # a surname introduced later in the text counts from the beginning
    ("Lüdersen gibt auf\n\nDer Ökonom Tjark Lüdersen verlässt das Amt.", ["Tjark Lüdersen", "Tjark Lüdersen"]),
    # of two with one surname, the one named last
    (
        "Der Trainer Udo Brandner ging. Später lobte Brandner das Team. Die Ärztin Ute Brandner kam. "
        "Danach sprach Brandner.",
        ["Udo Brandner", "Udo Brandner", "Ute Brandner", "Ute Brandner"],
    ),
    # a surname that is a noun here
    ("Der Ökonom Kai Schuster sprach. Der Schuster flickte die Schuhe.", ["Kai Schuster"]),
    # a misspelling beside the right spelling makes no second person
    (
        "Die Ministerin Wiebke Holtkamp sprach. Auch Wiebke Holtkampp war da.",
        ["Wiebke Holtkamp", "Wiebke Holtkamp"],
    ),
    # a surname and a noun, where the surname is also a first name
    ("Der Berater Vincio Luna kam. Man warf Luna Betrug vor.", ["Vincio Luna", "Vincio Luna"]),
    # but two people of similar names are two
    ("Die Ärztin Anna Mayer und der Arzt Arno Maurer kamen.", ["Anna Mayer", "Arno Maurer"]),
    # a name behind an office wins over who holds it in the country
    ("Berlins Innensenator Falk Brandner warnte.", ["Falk Brandner"]),
    ("Den Preis erhielt Frank Henkel, nicht die Firma Henkel.", ["Frank Henkel"]),
    # Merz is a person after a verb
    ("Nun muss Merz entscheiden.", ["Friedrich Merz"]),
    # "von der" is no name
    ("Er kam von der Arbeit nach Hause.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMED, ids=[text[:40] for text, _ in NAMED])
def test_persons_by_name(text: str, expected: list[str]) -> None:
    assert persons(text) == expected


# What stands for a person named elsewhere: the text, the words, the person (None: nobody).
RESOLVED = [
    ("SPD-Chef Lars Klingbeil kam. Der SPD-Chef sprach kurz.", "SPD-Chef", "Lars Klingbeil"),
    ("Der Minister Gunnar Thorvik kam. Danach sprach der Minister.", "Minister", "Gunnar Thorvik"),
    ("Die Ministerin Anna Mayer kam. Danach sprach der Minister.", "Minister", None),
    ("Die Grüne Annalena Baerbock kam. Dann ging die Grünen-Politikerin.", "Grünen-Politikerin", "Annalena Baerbock"),
    ("Friedrich Merz kam. Dann ging der Christdemokrat.", "Christdemokrat", "Friedrich Merz"),
    ("Lars Klingbeil kam. Dann ging der Christdemokrat.", "Christdemokrat", None),
    ("Angela Merkel kam. Die Grünen stimmten gegen sie.", "sie", "Angela Merkel"),
    ("Angela Merkel kam. Auf die Frage nach Friedrich Merz sagte sie wenig.", "sie", "Angela Merkel"),
    ("Angela Merkel kam. Die Altkanzlerin sprach.", "Altkanzlerin", "Angela Merkel"),
    ("Friedrich Merz kam. Der Altkanzler sprach.", "Altkanzler", None),
    ("Die Zahlen sind da. Die Grünen stimmten gegen sie.", "sie", None),
    ("Angela Merkel kam. Mit ihr Haus zu tauschen, fiel schwer.", "ihr", None),
    ("Herbert Kickl kam. Dann sprach der Freiheitliche.", "Freiheitliche", "Herbert Kickl"),
    ("Wolodymyr Selenskyj kam. „Ja“, sagte der Ukrainer.", "Ukrainer", "Wolodymyr Selenskyj"),
    ("Wolodymyr Selenskyj sprach mit den Ukrainern.", "Ukrainern", "UA"),
    ("Wolodymyr Selenskyj kam. Da lachte der 47-jährige Ukrainer.", "Ukrainer", "Wolodymyr Selenskyj"),
    ("Wolodymyr Selenskyj kam. Da war die Zeit der jungen Ukrainer.", "Ukrainer", "UA"),
    ("Der Schauspieler Udo Brandner (47) kam. Der 47-Jährige lachte.", "47-Jährige", "Udo Brandner"),
    ("Donald Trump kam an. Er sprach lange.", "Er", "Donald Trump"),
    ("Angela Merkel kam an. Er sprach lange.", "Er", None),
    ("Angela Merkel kam an. Dann sprach sie lange.", "sie", "Angela Merkel"),
    ("Angela Merkel kam an. Dann kamen sie alle.", "sie", None),
    ("Donald Trump kam. Nach einem Treffen mit Olaf Scholz und Friedrich Merz ging er.", "er", "Donald Trump"),
    ("Donald Trump kam. Nach einem Treffen sagten Olaf Scholz und Friedrich Merz, er komme.", "er", "Olaf Scholz"),
    ("Donald Trump sagte, er wolle warten. Wladimir Putin schwieg.", "er", "Donald Trump"),
    ("Der Sprecher Udo Brandner sagte, dass Friedrich Merz kommt. Dort trifft er Gäste.", "er", "Friedrich Merz"),
    ("Der Sprecher Udo Brandner sagte, dass Friedrich Merz kommt. Das sei gut, sagte er.", "er", "Udo Brandner"),
    ("Der Hausherr im Weißen Haus lächelte.", "Hausherr", "Donald Trump"),
    ("Der Hausherr lächelte.", "Hausherr", None),
    ("Es geht um Donald Trump. Der frühere Präsident Frankreichs schwieg. Wo war Joe Biden?", "Präsident", None),
    ("Boris Pistorius traf den polnischen Amtskollegen.", "Amtskollegen", "Władysław Kosiniak-Kamysz"),
    ("Die Abgeordnete Anna Mayer und Udo Brandner kamen. Man half der Abgeordneten.", "Abgeordneten", "Anna Mayer"),
    ("Der Gouverneur Udo Brandner kam. Auch der Gouverneur von Tabasco half.", "Gouverneur", None),
    ("Ein Minister kam. Boris Pistorius schwieg.", "Minister", None),
    ("Friedrich Merz kam nach Paris. Emmanuel Macron zeigte dem Gast das Haus.", "Gast", "Friedrich Merz"),
    ("Friedrich Merz kam nach Paris. Emmanuel Macron zeigte einem Gast das Haus.", "Gast", None),
    ("Friedrich Merz kam nach Bonn. Lars Klingbeil zeigte dem Gast das Haus.", "Gast", None),
    ("Donald Trump kam. Der Präsident des Senats schwieg.", "Präsident", None),
    ("Mark Rutte kam. Der Generalsekretär der Nato sprach.", "Generalsekretär", "Mark Rutte"),
    ("Die Abgeordnete Anna Mayer kam. Nun klagen einige Abgeordnete.", "Abgeordnete", None),
    ("Der Maler Udo Brandner kam. Die Namen der beteiligten Maler fehlen.", "Maler", None),
    ("Der Minister Udo Brandner kam. Ein Treffen der Minister folgt.", "Minister", None),
    ("Der Minister Udo Brandner kam. Am Montag der Minister, am Dienstag der Rest.", "Minister", "Udo Brandner"),
    ("Willy Brandt kam. Der frühere Chef der Werft sprach.", "Chef", None),
    ("Der Chef der Werft, Udo Brandner, kam. Der Chef der Werft sprach.", "Chef", "Udo Brandner"),
    ("Der Vorsitzende des Vereins, Udo Brandner, kam. Der Vorsitzende der Fed sprach.", "Vorsitzende", "Jerome Powell"),
    ("Bayerns Sportminister Udo Brandner kam. Der bayerische Sportminister sprach.", "Sportminister", "Udo Brandner"),
    ("Bayerns Sportminister Udo Brandner kam. Der hessische Sportminister sprach.", "Sportminister", None),
    ("Der Landesminister Udo Brandner kam. Der Landesminister sprach.", "Landesminister", "Udo Brandner"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "name"), RESOLVED, ids=[f"{w}: {t[:30]}" for t, w, _ in RESOLVED])
def test_what_stands_for_a_person(text: str, words: str, name: str | None) -> None:
    names = [mention.name for mention in found(text) if mention.text == words]
    assert names[-1:] == ([name] if name else [])


OFFICES = [
    ("Der US-Präsident kündigte Zölle an.", "2024-05-06", "US-Präsident", "Joe Biden"),
    ("Der US-Präsident kündigte Zölle an.", "2025-05-06", "US-Präsident", "Donald Trump"),
    ("Der US-Präsident kündigte Zölle an.", None, "US-Präsident", None),
    ("Die Kanzlerin reist heute ab.", "2015-03-02", "Kanzlerin", "Angela Merkel"),
    ("Die Kanzlerin reist heute ab.", "2023-03-02", "Kanzlerin", None),
    ("Der russische Präsident lehnt ab.", "2023-03-02", "Präsident", "Wladimir Putin"),
    ("Der frühere US-Präsident schweigt.", "2023-03-02", "US-Präsident", None),
    ("Ein US-Präsident muss das wissen.", "2023-03-02", "US-Präsident", None),
    ("Wien (APA) - Der Bundespräsident hielt eine Rede.", "2023-03-02", "Bundespräsident", "Alexander Van der Bellen"),
    ("Der Bundespräsident hielt eine Rede.", "2023-03-02", "Bundespräsident", "Frank-Walter Steinmeier"),
    # offices of a part of a country are not the country's
    ("Bayerns Innenminister lehnt ab.", "2025-05-12", "Innenminister", None),
    ("Der hessische Innenminister lehnt ab.", "2025-05-12", "Innenminister", None),
    ("Der Innenminister von Hessen lehnt ab.", "2025-05-12", "Innenminister", None),
    ("Der Innenminister des Landes Hessen lehnt ab.", "2025-05-12", "Innenminister", None),
    ("Der Landesinnenminister lehnt ab.", "2025-05-12", "Landesinnenminister", None),
    ("Der deutsche Innenminister lehnt ab.", "2025-05-12", "Innenminister", "Alexander Dobrindt"),
    # nor are those of a court or a firm
    ("Der Präsident des Landgerichts Essen lehnt ab.", "2025-05-12", "Präsident", None),
    ("Der Präsident des Bundesverfassungsgerichts lehnt ab.", "2025-05-12", "Präsident", "Stephan Harbarth"),
    ("Die Präsidentin der EU-Kommission lehnt ab.", "2025-05-12", "Präsidentin", "Ursula von der Leyen"),
    ("Der Vorsitzende der FPÖ lehnt ab.", "2025-05-12", "Vorsitzende", "Herbert Kickl"),
    ("Der CDU-Innenminister lehnt ab.", "2025-05-12", "CDU-Innenminister", None),
    ("Der CSU-Innenminister lehnt ab.", "2025-05-12", "CSU-Innenminister", "Alexander Dobrindt"),
    ("Der Generalsekretär der Nato lehnt ab.", "2025-05-12", "Generalsekretär", "Mark Rutte"),
    ("Bayerns Ministerpräsident lehnt ab.", "2025-05-12", "Ministerpräsident", "Markus Söder"),
    ("Der Ministerpräsident Bayerns lehnt ab.", "2025-05-12", "Ministerpräsident", "Markus Söder"),
    ("Der Moskauer Außenminister lehnt ab.", "2025-05-12", "Außenminister", "Sergej Lawrow"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "day", "words", "name"), OFFICES, ids=[f"{w} {d}" for _, d, w, _ in OFFICES]
)
def test_an_office_is_its_holder_on_the_day(text: str, day: str | None, words: str, name: str | None) -> None:
    names = [mention.name for mention in found(text, day) if mention.kind == "person"]
    assert names == ([name] if name else [])


def test_the_day_of_the_sentence_decides_before_that_of_publication() -> None:
    text = "Im Mai 2009 besuchte der US-Präsident Dresden."
    span = TimeSpan(
        3, 11, "Mai 2009", date(2009, 5, 1), date(2009, 5, 31), "month", "2009-05", "explicit", "x"
    )
    assert [m.name for m in found(text, "2025-05-06", [span]) if m.kind == "person"] == ["Barack Obama"]


# The countries that a person acts for.
ACTING = [
    ("Verteidigungsminister Boris Pistorius traf den britischen Kollegen John Healey.", "John Healey", ("GB",)),
    ("EU-Ratspräsident António Costa gratulierte.", "António Costa", ()),
    ("Ungarns Ministerpräsident Viktor Orbán dankte.", "Viktor Orbán", ("HU",)),
    ("Der isländische Fischereiminister Gunnar Thorvik reiste ab.", "Gunnar Thorvik", ("IS",)),
    ("Der isländische Sänger Gunnar Thorvik reiste ab.", "Gunnar Thorvik", ()),
    ("Die Gouverneurin von Katar, Amal Nasser, kam.", "Amal Nasser", ("QA",)),
    ("Der Vorsitzende des Betriebsrats, Tjark Lüdersen, klagte.", "Tjark Lüdersen", ()),
    ("Der Präsident der Universität, Tjark Lüdersen, klagte.", "Tjark Lüdersen", ()),
    ("Der Gouverneur von Tabasco, Tjark Lüdersen, klagte.", "Tjark Lüdersen", ()),
    ("Der frühere Nato-Generalsekretär Jens Stoltenberg kam.", "Jens Stoltenberg", ("NO",)),
    ("Der Trainer Sigmar Gabriel verlor.", "Sigmar Gabriel", ()),
    ("Der SPD-Politiker Sigmar Gabriel verlor.", "Sigmar Gabriel", ("DE",)),
    ("Der Anwalt Tjark Lüdersen klagte.", "Tjark Lüdersen", ()),
    ("Trumps Schwiegersohn Jared Kushner kam.", "Jared Kushner", ("US",)),
    ("Der guatemaltekische Minister Luis Barrios Perdomo kam.", "Luis Barrios Perdomo", ("GT",)),
    ("Die Landrätin Wiebke Holtkamp kam.", "Wiebke Holtkamp", ("DE",)),
    ("GDL-Chef Claus Weselsky kündigte Streiks an.", "Claus Weselsky", ()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "countries"), ACTING, ids=[text[:40] for text, *_ in ACTING])
def test_the_countries_that_a_person_acts_for(text: str, name: str, countries: tuple[str, ...]) -> None:
    assert of(found(text), name).countries == countries
