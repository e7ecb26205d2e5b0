"""The subject of a German clause, and the gender and number of nouns that tell it."""

from __future__ import annotations

import pytest

from pipeline.clauses import clauses
from pipeline.clauses.gender import gender, number_of


def subject(sentence: str, number: int = 0) -> str | None:
    span = clauses(sentence)[number].subject
    return None if span is None else sentence[span.start : span.end]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Der Minister lehnte den Plan ab.", "Der Minister"),
        ("Den Plan lehnte der Minister ab.", "der Minister"),
        ("Die Forderung wies die Regierung zurück.", "die Regierung"),
        ("Am Montag sagte der Minister ab.", "der Minister"),
        ("Merz sagte der Zeitung, er bleibe.", "Merz"),
        ("Die Amtszeit hatten die Verbündeten verlängert.", "die Verbündeten"),
        ("Merz und Macron trafen am Montag Starmer.", "Merz und Macron"),
        ("In Rom trafen sich Merz, Macron und Starmer.", "Merz, Macron und Starmer"),
        ("Nach dem Treffen sagte er nichts.", "er"),
        ("Vier Tage später kam Merz.", "Merz"),
        ("Frankreichs Präsident Macron reiste ab.", "Frankreichs Präsident Macron"),
        ("Die Staats- und Regierungschefs reisten ab.", "Die Staats- und Regierungschefs"),
        ("Die am Montag verabschiedete Erklärung liegt vor.", "Die am Montag verabschiedete Erklärung"),
        ("Einer der beiden Männer floh.", "Einer der beiden Männer"),
        ("Die EU wirft der Türkei Betrug vor.", "Die EU"),
        ("Ursula von der Leyen kam nach Rom.", "Ursula von der Leyen"),
        ("Schon am Abend kam Merz.", "Merz"),
        ("Möglich wurde das durch die Linke.", "das"),
        ("Am Montag wurde gestreikt.", None),
        ("Das bestätigte Merz am Montag.", "Merz"),
        ("Das bestätigte Ergebnis liegt vor.", "Das bestätigte Ergebnis"),
        ("Dies teilte die Polizei mit.", "die Polizei"),
        ("Dies ist ein Fehler.", "Dies"),
        ("Einer der 13 beteiligten Männer sagte nichts.", "Einer der 13 beteiligten Männer"),
        ("Kanzler Merz sagte der Zeitschrift nichts.", "Kanzler Merz"),
        ("Am Montag lobte der Redakteur das Buch.", "der Redakteur"),
        ("Ihre Zahlen nannte die Bank am Montag.", "die Bank"),
        ("Ihre Mutter nannte die Bank am Montag.", "Ihre Mutter"),
        ("Am Montag hat der Minister, Jan Maler, den Vertrag gelöst.", "der Minister, Jan Maler"),
    ],
)
def test_the_subject(sentence: str, expected: str | None) -> None:
    assert subject(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "number", "expected"),
    [
        ("Paris bekräftigte das Nein und wies den Plan zurück.", 1, "Paris"),
        ("Rom wies den Plan zurück und Paris stimmte zu.", 1, "Paris"),
        ("Die Grünen sagten, der Kanzler müsse gehen, und lobten Rom.", 2, "Die Grünen"),
        ("Der Vertrag, den Rom ablehnte, ruht.", 1, "Rom"),
        ("Die Opfer, die ein Amokläufer erschoss, waren jung.", 1, "ein Amokläufer"),
        ("Die Frau, die den Plan ablehnte, schweigt.", 1, "die"),
        ("„Wir gehen“, sagte die Ministerin.", 0, "die Ministerin"),
        ("Die Frist, die Olaf Scholz am Montag erklärte, endet.", 1, "Olaf Scholz"),
        ("Die Beobachter monieren Fehler, sprechen aber von Erfolgen.", 1, "Die Beobachter"),
        ("Russland lehne ab, so der Sprecher.", 1, "der Sprecher"),
        ("Am Montag kam Merz und am Dienstag Macron.", 1, "Macron"),
        ("Am Montag spielt Bremen gegen Bonn und am Dienstag Ulm gegen Mainz.", 1, "Ulm"),
        ("Am Montag traf er Merz und am Dienstag den König.", 1, "er"),
        ("Merz reiste am Montag nach Rom und am Dienstag nach Paris.", 1, "Merz"),
    ],
)
def test_the_subject_of_further_clauses(sentence: str, number: int, expected: str) -> None:
    assert subject(sentence, number) == expected


def test_a_shared_subject_is_marked() -> None:
    first, second = clauses("Paris bekräftigte das Nein und wies den Plan zurück.")
    assert not first.shares_subject
    assert second.shares_subject


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("Außenminister", "m"),
        ("SPD-Chef", "m"),
        ("Ursprung", "m"),
        ("Verein", "m"),
        ("Zeitung", "f"),
        ("Kanzlerin", "f"),
        ("Nato", "f"),
        ("Ministerium", "n"),
        ("Zaun", ""),
        ("Haus", ""),
    ],
)
def test_gender_by_the_end(noun: str, expected: str) -> None:
    assert gender(noun) == expected


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("Amtszeit", "sg"),
        ("Forderung", "sg"),
        ("Forderungen", "pl"),
        ("Minister", ""),
        ("USA", ""),
        ("Merz", "sg"),
    ],
)
def test_number_by_the_end(noun: str, expected: str) -> None:
    assert number_of(noun) == expected
