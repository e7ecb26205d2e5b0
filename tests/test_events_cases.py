"""What a sentence tells and what its near miss does not: day, kind and status of every event, none too many."""

import pytest

from tests.test_events import told

# published on Wednesday, 15 May 2024; an article's first paragraph tells the news, further ones stand behind "|"
CASES = {
    "the news in the present tense": [
        ("Der Bundesrat lehnt die Initiative ab.", ["2024-05-15 rejection occurred"]),
        ("Es regnet. Es schneit.|Der Bundesrat lehnt die Initiative seit jeher ab.", []),
        ("Der Bundesrat besteht aus sieben Mitgliedern.", []),
    ],
    "what somebody wants": [
        ("Die SPD will hohe Einkommen stärker besteuern.", ["2024-05-15 proposal proposed"]),
        ("Die SPD wollte keine Angaben machen.", ["2024-05-15 rejection occurred"]),
        ("Wer das will, muss zahlen.", []),
        ("Das Wetter will nicht besser werden.", []),
    ],
    "a neuter subject speaks": [
        ("Das Innenministerium erklärte, nichts zu wissen.", ["2024-05-15 statement occurred"]),
        ("Das erklärte nichts.", []),
    ],
    "who reports what is done now": [
        (
            "Es regnet. Es schneit.|Berlin stockt die Hilfe auf, wie Annalena Baerbock mitteilte.",
            ["2024-05-15 aid occurred"],
        ),
        ("Es regnet. Es schneit.|Berlin stockt die Hilfe auf, wie es nötig ist.", []),
    ],
    "accusations and requests in the passive": [
        (
            "Es regnet. Es schneit.|Olaf Scholz wird vorgeworfen, gelogen zu haben.",
            ["2024-05-15 statement occurred"],
        ),
        (
            "Es regnet. Es schneit.|Die Anwohner wurden gebeten, im Haus zu bleiben.",
            ["2024-05-15 demand proposed"],
        ),
        ("Es regnet. Es schneit.|Es wird vermutet, dass es lange regnet.", []),
    ],
    "what had to be or could be done was done": [
        ("Es regnet. Es schneit.|Das Gebäude musste geräumt werden.", ["2024-05-15 decision occurred"]),
        ("Es regnet. Es schneit.|Das Gebäude muss geräumt werden.", []),
        ("Es regnet. Es schneit.|Das Gebäude musste nicht geräumt werden.", []),
    ],
    "hearsay is no plan": [
        ("Am Montag soll er zwei Männer getötet haben.", ["2024-05-13 attack occurred"]),
        ("Am Montag soll er einen Preis erhalten.", ["2024-05-20 other planned"]),
    ],
    "bodies without a name decide": [
        (
            "Es regnet. Es schneit.|Das Gericht verurteilte den Mann zu drei Jahren Haft.",
            ["2024-05-15 decision occurred"],
        ),
        ("Es regnet. Es schneit.|Der Lärm verurteilte den Mann zum Schweigen.", []),
    ],
    "a date before the verb belongs to the noun there": [
        (
            "Nach der Wahl des Präsidenten in der vergangenen Woche trat Olaf Scholz zurück.",
            ["2024-05-06 decision occurred", "2024-05-15 decision occurred"],
        ),
        ("In der vergangenen Woche trat Olaf Scholz nach der Wahl zurück.", ["2024-05-06 decision occurred"]),
    ],
    "what goes on a wide or distant date": [
        ("Der Umsatz sank im ersten Quartal. Die Bank senkte das Kursziel.", ["2024-01-01 other occurred"]),
        ("1973 zog sie nach Wien. Später wurde sie verurteilt.", ["1973-01-01 other occurred"]),
        (
            "1973 zog sie nach Wien. Jetzt wurde Olaf Scholz verurteilt.",
            ["1973-01-01 other occurred", "2024-05-15 decision occurred"],
        ),
        (
            "Am Montag brannte es in Wien. Die Polizei nahm einen Mann fest.",
            ["2024-05-13 accident occurred"],
        ),
    ],
    "a clause parted by what is reported": [
        (
            "Dmitri Peskow hat Vorwürfe, Russland habe den Damm gesprengt, zurückgewiesen.",
            ["2024-05-15 rejection occurred"],
        ),
        ("Dmitri Peskow hat gesagt, Russland habe den Damm gesprengt.", ["2024-05-15 statement occurred"]),
    ],
    "a state at an event": [
        ("1300 Polizisten waren am Montag bei der Demonstration im Einsatz.", []),
        ("1300 Polizisten nahmen am Montag an der Demonstration teil.", ["2024-05-13 protest occurred"]),
    ],
    "an entry that begins with since": [
        ("Seit April 2021: Gespräche in Wien.", ["2021-04-01 talks occurred"]),
        ("Seit April 2021 ist es ruhig.", []),
    ],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [case for cases in CASES.values() for case in cases],
    ids=[f"{name}: {text[:30]}" for name, cases in CASES.items() for text, _ in cases],
)
def test_each_act_once_and_nothing_else(text: str, expected: list[str]) -> None:
    found = [f"{event.start} {event.kind} {event.status}" for event in told(text.replace("|", "\n\n"))]
    assert sorted(found) == sorted(expected)
