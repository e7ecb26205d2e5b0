"""What German times mean: text, day of publication, expected TIMEX3 values in the order of the text."""
# ruff: noqa: E501  # a case is a line

from datetime import date

import pytest

from pipeline.times import tag

TUESDAY = "2025-12-16"

NEWS = [
    # weekdays, by tense and by what stands around them
    (TUESDAY, "Am Sonntag wurde gewählt.", ["2025-12-14"]),
    (TUESDAY, "Am Sonntag wird gewählt.", ["2025-12-21"]),
    (TUESDAY, "Am Dienstag hat der Rat getagt.", ["2025-12-16"]),
    (TUESDAY, "Er soll am Freitag gestohlen haben.", ["2025-12-12"]),
    (TUESDAY, "Die Regierung hat am Freitag Hilfe angekündigt.", ["2025-12-12"]),
    (TUESDAY, "Die Regierung hat ab Freitag Hilfe angekündigt.", ["2025-12-19"]),
    (TUESDAY, "Am Freitag ist ein Streik angekündigt.", ["2025-12-19"]),
    (TUESDAY, "Sie kündigte an, am Freitag zu reisen.", ["2025-12-19"]),
    (TUESDAY, "Die für Donnerstag geplante Sitzung fällt aus.", ["2025-12-18"]),
    (TUESDAY, "An diesem Donnerstag tagt der Rat.", ["2025-12-18"]),
    (TUESDAY, "Der Rat wurde auf Donnerstag vertagt.", ["2025-12-18"]),
    # years of days and months
    ("2009-12-17", "Am 14. Jänner lädt der Verein ein.", ["2010-01-14"]),
    ("2026-01-02", "Am 31. Dezember brannte das Haus.", ["2025-12-31"]),
    ("2025-05-06", "Der 9. Mai ist Feiertag.", ["2025-05-09"]),
    ("2014-07-19", "Im Dezember hatten die Fachleute mehr erwartet.", ["2013-12"]),
    ("2025-12-16", "Ab Februar gilt der Tarif.", ["2026-02"]),
    ("2025-03-03", "Bei der Wahl am 29. September siegte die Partei.", ["2024-09-29"]),
    ("2025-12-16", "Wahlen am 30. Dezember und am 2. Januar stehen an.", ["2025-12-30", "2026-01-02"]),
    # what is planned is not over
    ("2013-02-11", "Die Wahl soll bis spätestens Ende März und noch vor Ostern sein.", ["2013-03", "2013-03-31"]),
    ("2013-02-11", "Die Brücke wird im Januar gesperrt.", ["2014-01"]),
    ("2013-02-11", "Das Gesetz soll am 1. Februar in Kraft treten.", ["2014-02-01"]),
    ("2013-08-11", "Die Prüfung wird im ersten Quartal beginnen.", ["2014-Q1"]),
    ("2013-02-11", "Nach Angaben der Stadt soll die Brücke bis Ende März fertig sein.", ["2013-03"]),
    ("2013-02-11", "Die Brücke wurde im Januar gesperrt.", ["2013-01"]),
    ("2013-02-11", "Das Grab wird immer am 2. Februar besucht.", ["2013-02-02"]),
    ("2013-02-11", "Er soll am 1. Februar gestohlen haben.", ["2013-02-01"]),
    ("2013-02-11", "Das Rad soll am 1. Februar gestohlen worden sein.", ["2013-02-01"]),
    ("2013-02-11", "Der Brand vom 1. Februar wird untersucht.", ["2013-02-01"]),
    ("2013-02-11", "Der Einbruch am 1. Februar wird untersucht.", ["2013-02-01"]),
    ("2013-02-11", "Der Betrieb wird seit dem 2. Januar bestreikt.", ["2013-01-02"]),
    # the last weeks are of this year, unless the story goes on
    ("2011-09-23", "Die Reise war im Dezember 2005 beendet, und am 9. September kam der Frachter doch.", ["2005-12", "2011-09-09"]),
    ("2011-09-23", "Im Mai 2005 wurde der Hof gekauft.\n\nAm 9. September brannte er.", ["2005-05", "2011-09-09"]),
    ("2011-09-23", "Im Mai 2005 wurde der Hof gekauft. Am 9. September brannte er.", ["2005-05", "2005-09-09"]),
    ("2011-09-23", "Im Mai 2005 wurde der Hof gekauft.\n\nAm 9. Juli brannte er.", ["2005-05", "2005-07-09"]),
    ("2011-09-23", "Von der Ernte im Dezember 2005 und am 9. September sprach er.", ["2005-12", "2005-09-09"]),
    # a weekday decides
    ("2012-07-23", "Im Mai 2005 wurde der Hof gekauft. Am Freitag, 6. Juli, brannte er.", ["2005-05", "2012-07-06"]),
    ("2012-07-23", "Im Mai 2005 wurde der Hof gekauft. Am Mittwoch, 6. Juli, brannte er.", ["2005-05", "2005-07-06"]),
    ("2012-07-23", "Im Mai 2005 wurde der Hof gekauft. Am Montag, 6. Juli, brannte er.", ["2005-05", "2005-07-06"]),
    # a date frames the sentences after it
    (
        "2025-10-03",
        "Am 2. Mai 1989 fiel der Zaun. Am 9. Oktober zogen viele durch die Stadt. Einen Monat danach fiel die Mauer.",
        ["1989-05-02", "1989-10-09", "1989-11"],
    ),
    ("2025-10-03", "Im Mai 2021 kam die Flut. Heute sagte sie, im September werde gebaut.", ["2021-05", "2025-10-03", "2026-09"]),
    ("2025-06-10", "Er kam am 30. Mai an. Noch am selben Tag ging er, tags darauf kam er wieder.", ["2025-05-30", "2025-05-30", "2025-05-31"]),
    # times of day fall on the day that is told of
    ("2014-08-21", "Es geschah am Dienstag. Am Nachmittag half man ihm, um 20.30 Uhr war er tot.", ["2014-08-19", "2014-08-19TAF", "2014-08-19T20:30"]),
    ("2012-08-24", "Termine: 25. und 26. August von 10 bis 18 Uhr.", ["2012-08-25", "2012-08-26", "T10:00", "T18:00"]),
    # nowadays
    (TUESDAY, "Bis heute fehlt jede Spur.", ["PRESENT_REF"]),
    (TUESDAY, "Sie gilt heute als Klassikerin.", ["PRESENT_REF"]),
    (TUESDAY, "Die heute 46-Jährige soll geschlagen worden sein.", ["PRESENT_REF"]),
    (TUESDAY, "Die Polizei gab heute die Namen bekannt.", ["2025-12-16"]),
    # units from now
    (TUESDAY, "Vergangene Woche, im vorletzten Monat und im übernächsten Jahr.", ["2025-W50", "2025-10", "2027"]),
    (TUESDAY, "Im Sommer dieses Jahres und im letzten Winter.", ["2025-SU", "2024-WI"]),
    ("2015-03-20", "Im Frühjahr beginnen die Arbeiten.", ["2015-SP"]),
    (TUESDAY, "Er kam in den Nullerjahren und blieb bis in die Zehnerjahre.", ["200", "201"]),
    (TUESDAY, "Im Mai 2014 trat er bei, 2014 Mitglieder folgten.", ["2014-05"]),
    # written otherwise
    (TUESDAY, "Dez. ’25, XII/2025, 2025-12-16, 16.12., dem 3. Oktober 1990", ["2025-12", "2025-12", "2025-12-16", "2025-12-16", "1990-10-03"]),
    (TUESDAY, "im Mai/Juni 2024 und am 3./4. Mai 2024", ["2024-05", "2024-06", "2024-05-03", "2024-05-04"]),
    (TUESDAY, "3., 4. und 7. Oktober 2025, 16. und 17. Dezember", ["2025-10-03", "2025-10-04", "2025-10-07", "2025-12-16", "2025-12-17"]),
    (TUESDAY, "MONTAG, 15. DEZEMBER", ["2025-12-15"]),
    (TUESDAY, "Am 3. Maerz und im Fruehjahr 2020", ["2026-03-03", "2020-SP"]),
    (TUESDAY, "seit über dreissig Jahren, zweiundzwanzig Tage lang", ["P30Y", "P22D"]),
    (TUESDAY, "am  16.  Dezember\n2025", ["2025-12-16"]),
    (TUESDAY, "vor\nkurzem", ["PAST_REF"]),
    # not in the calendar, or beyond it
    (TUESDAY, "am 31. Februar, am 30.2.2024, am 0. Mai", []),
    (TUESDAY, "im Jahr 99999 und im Jahr 0", []),
    ("9999-12-31", "Übermorgen, nächstes Jahr und in der kommenden Woche", []),
    ("0001-01-01", "Gestern und vorletztes Jahr", []),
]  # fmt: skip

HISTORY = (
    "Der Krieg begann am 30. November 1939. Am 6. Dezember wich die Front. Am folgenden Tag fiel Schnee. "
    "Anfang Januar siegten die Verteidiger. Im Februar 1940 kam der Durchbruch, zehn Tage später die Wende. "
    "Am 12. März 1940 wurde Frieden geschlossen; am nächsten Tag um 11 Uhr schwiegen die Waffen. "
    "1941 begann alles von vorn. Im Herbst desselben Jahres fiel die Stadt, im folgenden Jahr blieb es ruhig. "
    "Am 4. September 1944 endete der Krieg. Zwei Jahre später tagte man in Paris. Heute ist das Geschichte."
)
HISTORY_VALUES = [
    "1939-11-30", "1939-12-06", "1939-12-07", "1940-01", "1940-02", "1940-02", "1940-03-12", "1940-03-13",
    "1940-03-13T11:00", "1941", "1941-FA", "1942", "1944-09-04", "1946", "PRESENT_REF",
]  # fmt: skip

NO_TIMES = [
    "Friedrich Merz sprach mit Jan van Aken, Jerzy Montag und Theresa May.",
    "Das Spiel endete 3:1, der Satz 20:18, das Rennen nach 2:46:13.",
    "Es kamen 2000 Soldaten, 1500 Menschen und 1848 Zuschauer für 1999 Euro.",
    "Telefon 0664/2014 015, Postfach 1990, PLZ 1010, Nr. 2024.",
    "Version 2.0.1, Kapitel 3.4, Paragraf 2012 und die Adresse 192.168.1.1.",
    "Platz des 18. März, Straße des 17. Juni.",
    "Sie ist 20 Jahre alt, ihr Bruder ist drei Jahre jünger.",
    "Der Prager Frühling, die Mai-Kundgebung und der Winter-Biathlon.",
    "Artikel 2010, § 1914 und die Boeing 1955.",
    "Die §§ 2010 bis 2012 gelten, das Modelljahr 2014 kostet mehr.",
    "Jan Mai siegte, Mai Linh kam danach.",
    "Telefon 030 2014 1998, der A4 2014, Ringstraße 1990.",
    "Der Verein sitzt in 2020 Hollabrunn.",
    "Mehr auf www.example.org/2017/08, https://example.org/2016/05/03/artikel und (example.org/2016-05-03.html).",
    "Schreiben Sie an post2015@example.org oder an leser.1.5.2014@example.org!",
]


@pytest.mark.parametrize(("published", "text", "values"), NEWS)
def test_news(published, text, values):
    assert [m.value for m in tag(text, date.fromisoformat(published))] == values


@pytest.mark.parametrize("published", [None, date(2010, 5, 5)])
def test_history_takes_its_years_from_the_story(published):
    assert [m.value for m in tag(HISTORY, published)] == HISTORY_VALUES


@pytest.mark.parametrize("text", NO_TIMES)
def test_no_times(text):
    assert tag(text, date(2025, 12, 16)) == []


def test_without_publication_relative_times_stay_open():
    text = "Am Montag, gestern und am 3. Mai sprach er."
    assert [m.value for m in tag(text, None)] == ["XXXX-WXX-1", "XXXX-XX-XX", "XXXX-05-03"]
