"""Verbs of a German clause: lemma, tense, mood, voice, modal verb and negation."""

from __future__ import annotations

import pytest

from pipeline.clauses import clauses


@pytest.mark.parametrize(
    ("sentence", "lemma", "tense", "mood", "voice", "modal"),
    [
        ("Rom fordert Hilfe.", "fordern", "present", "indicative", "", ""),
        ("Rom forderte Hilfe.", "fordern", "past", "indicative", "", ""),
        ("Rom hat Hilfe gefordert.", "fordern", "perfect", "indicative", "", ""),
        ("Rom hatte Paris zu Hilfe aufgefordert.", "auffordern", "pluperfect", "indicative", "", ""),
        ("Rom habe Hilfe gefordert.", "fordern", "perfect", "subjunctive1", "", ""),
        ("Rom werde Hilfe fordern.", "fordern", "future", "subjunctive1", "", ""),
        ("Rom würde Hilfe fordern.", "fordern", "future", "subjunctive2", "", ""),
        ("Rom will Hilfe fordern.", "fordern", "present", "indicative", "", "wollen"),
        ("Rom soll Hilfe gefordert haben.", "fordern", "perfect", "indicative", "", "sollen"),
        ("Hilfe wurde gefordert.", "fordern", "past", "indicative", "passive", ""),
        ("Hilfe ist gefordert worden.", "fordern", "perfect", "indicative", "passive", ""),
        ("Hilfe soll gefordert werden.", "fordern", "present", "indicative", "passive", "sollen"),
        ("Hilfe hätte gefordert werden sollen.", "fordern", "perfect", "subjunctive2", "passive", "sollen"),
        ("Gefordert wird Hilfe.", "fordern", "present", "indicative", "passive", ""),
        ("Vorgestellt worden war der Plan.", "vorstellen", "pluperfect", "indicative", "passive", ""),
        ("Der Gipfel ist geplant.", "planen", "present", "indicative", "state", ""),
        ("Der Minister ist zurückgetreten.", "zurücktreten", "perfect", "indicative", "", ""),
        ("Das Schiff war nicht zu sehen.", "sehen", "past", "indicative", "passive", "zu"),
        ("Rom hat zu entscheiden.", "entscheiden", "present", "indicative", "", "zu"),
        ("Rom ließ Häftlinge frei.", "freilassen", "past", "indicative", "", ""),
        ("Rom ließ die Leute ziehen.", "ziehen", "past", "indicative", "", "lassen"),
        ("Am Montag wurde der Fall bekannt.", "bekanntwerden", "past", "indicative", "", ""),
        ("Das Ergebnis wurde bekannt gegeben.", "bekanntgeben", "past", "indicative", "passive", ""),
        ("Rom hat angekündigt die Preise zu senken.", "ankündigen", "perfect", "indicative", "", ""),
        ("Wie heute bekannt wurde, brannte es.", "bekanntwerden", "past", "indicative", "", ""),
        ("Wie teuer der Bau wurde, ist offen.", "werden", "past", "indicative", "", ""),
        ("Rom hatte das Ziel hinter sich gelassen.", "lassen", "pluperfect", "indicative", "", ""),
        ("Rom reagierte gelassen.", "reagieren", "past", "indicative", "", ""),
        ("Der Stern ist mit bloßem Auge zu sehen.", "sehen", "present", "indicative", "passive", "zu"),
        ("Sie ließ ihre Ämter ruhen.", "ruhen", "past", "indicative", "", "lassen"),
    ],
)
def test_the_verbal_complex(sentence: str, lemma: str, tense: str, mood: str, voice: str, modal: str) -> None:
    predicate = clauses(sentence)[0].predicate
    assert predicate is not None
    found = "passive" if predicate.passive else ("state" if predicate.state else "")
    assert (predicate.lemma, predicate.tense, predicate.mood, found, predicate.modal) == (
        lemma,
        tense,
        mood,
        voice,
        modal,
    )


@pytest.mark.parametrize(
    ("sentence", "tense", "passive", "modal", "spoken"),
    [
        ("Das Amt wurde 1972 eröffnet und 1993 verlegt.", "past", True, "", "wurde verlegt"),
        ("Das Amt ist 1972 eröffnet und 1993 verlegt worden.", "perfect", True, "", "ist verlegt worden"),
        ("Er hat am Montag Ana und am Freitag Eva getroffen.", "perfect", False, "", "hat getroffen"),
        ("Er soll am Montag zahlen und am Freitag gehen.", "present", False, "sollen", "soll gehen"),
    ],
)
def test_a_dated_conjunct_shares_verbs_and_subject(
    sentence: str, tense: str, passive: bool, modal: str, spoken: str
) -> None:
    first, second = clauses(sentence)
    assert second.shares_subject
    assert second.subject == first.subject
    for clause in (first, second):
        predicate = clause.predicate
        assert predicate is not None
        assert (predicate.tense, predicate.passive, predicate.modal) == (tense, passive, modal)
    assert second.predicate is not None
    assert " ".join(sentence[token.start : token.end] for token in second.predicate.tokens) == spoken


@pytest.mark.parametrize(
    ("sentence", "negated"),
    [
        ("Der Vertrag wurde nicht unterzeichnet.", True),
        ("Kein Land hat zugestimmt.", True),
        ("Rom hat keine Truppen geschickt.", True),
        ("Rom hat niemals zugestimmt.", True),
        ("Rom hat zugestimmt.", False),
        ("Nicht nur Rom hat zugestimmt.", False),
        ("Nicht Rom, sondern Paris hat zugestimmt.", False),
    ],
)
def test_negation(sentence: str, negated: bool) -> None:
    predicate = clauses(sentence)[0].predicate
    assert predicate is not None
    assert predicate.negated is negated


def test_negation_stays_in_its_clause() -> None:
    found = clauses("Er sagte, dass er nicht komme.")
    assert [clause.predicates[0].negated for clause in found] == [False, True]
