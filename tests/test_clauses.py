"""Clauses of German sentences: where they begin and end, and their complements."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clauses import Clause, clauses


def told(sentence: str) -> list[str]:
    """Write down each clause's kind and verbs, shortly: "main:zurückweisen"."""
    return [
        f"{clause.kind}:{'+'.join(predicate.lemma for predicate in clause.predicates)}"
        for clause in clauses(sentence)
    ]


def words(sentence: str, clause: Clause) -> str:
    return " … ".join(sentence[span.start : span.end] for span in clause.spans)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Der Minister trat am Montag zurück.", ["main:zurücktreten"]),
        ("Der Minister trat am Montag vor die Presse.", ["main:treten"]),
        ("Paris bekräftigte das Nein und wies den Plan zurück.", ["main:bekräftigen", "main:zurückweisen"]),
        ("Paris und Rom wiesen den Plan zurück.", ["main:zurückweisen"]),
        ("Rom hat den Plan geprüft und verworfen.", ["main:prüfen+verwerfen"]),
        ("Rom will den Plan prüfen und dann entscheiden.", ["main:prüfen+entscheiden"]),
        ("Er sagte, dass er am Montag abreist.", ["main:sagen", "subordinate:abreisen"]),
        ("Er sagte, er reise am Montag ab.", ["main:sagen", "main:abreisen"]),
        ("Das Amt wurde 1972 eröffnet und 1993 verlegt.", ["main:eröffnen", "main:verlegen"]),
        (
            "Das Amt wurde 1972 eröffnet, 1993 verlegt und 2003 geschlossen.",
            ["main:eröffnen", "main:verlegen", "main:schließen"],
        ),
        ("Das Amt wurde eröffnet und verlegt.", ["main:eröffnen+verlegen"]),
        (
            "Das Amt, das 1972 eröffnet und 1993 verlegt wurde, ruht.",
            ["main:ruhen", "relative:eröffnen", "relative:verlegen"],
        ),
        ("Rom soll am Montag zahlen und am Freitag liefern.", ["main:zahlen", "main:liefern"]),
        ("Er flog am Montag nach Rom und am Freitag nach Wien.", ["main:fliegen", "main:fliegen"]),
        ("Er arbeitet am Montag und am Freitag in Wien.", ["main:arbeiten"]),
        ("Er hat 1990 und 1994 in Wien gearbeitet.", ["main:arbeiten"]),
        ("Er sagte am Montag die Probe und am Freitag den Auftritt ab.", ["main:absagen", "main:absagen"]),
        (
            "Rom hat am Montag getagt, am Abend beschlossen und am Freitag gezahlt.",
            ["main:tagen", "main:beschließen", "main:zahlen"],
        ),
        (
            "Er wurde am 3. Mai entlassen, am 5. Mai verhaftet und starb 2012.",
            ["main:entlassen", "main:verhaften", "main:sterben"],
        ),
        ("Rom hat getagt, am Abend beschlossen die Länder mehr.", ["main:tagen", "main:beschließen"]),
        ("Sollte er siegen, werde er gehen.", ["subordinate:siegen", "main:gehen"]),
        ("Kommt es zum Streit, zahlt Rom.", ["subordinate:kommen", "main:zahlen"]),
        ("Hat er recht, dann zahlt Rom.", ["subordinate:haben", "main:zahlen"]),
        ("Hat er recht?", ["main:haben"]),
        ("Wie der Chef des Amtes, Maler, mitteilte, brannte es.", ["subordinate:mitteilen", "main:brennen"]),
        ("Wie Wien, Graz, Linz sagte, ist offen.", ["subordinate:sagen", "main:sein"]),
        ("Die Frau, die der Richter, Maler, gelobt hatte, floh.", ["main:fliehen", "relative:loben"]),
        ("Die Frau weinte, die Richter schwiegen.", ["main:weinen", "main:schweigen"]),
        (
            "Rom hat, nachdem es Abend war, den Plan, den Bonn schrieb, verworfen.",
            ["main:verwerfen", "subordinate:sein", "relative:schreiben"],
        ),
        ("Am Freitag trat Maler, der Chef der Bank, in Rom zurück.", ["main:zurücktreten"]),
        ("In der Nacht verwandelte Regen den Weg in Schlamm.", ["main:verwandeln"]),
        ("Am 3.5.2020 verkündete Richter Maler das Urteil.", ["main:verkünden"]),
        ("Die gestern verkündete Wahl gilt.", ["main:gelten", "participle:verkünden"]),
        ("Die gestern verkündete Wahl der Richter", ["verbless:", "participle:verkünden"]),
        ("Auf dem Markt verkaufte Ware war alt.", ["main:sein"]),
        ("Im Hafen versenkte Schiffe behindern den Verkehr.", ["main:behindern"]),
        ("Am Abend verkaufte Rom Schiffe.", ["main:verkaufen"]),
        ("Ist das wahr, fragte Merz.", ["main:sein", "main:fragen"]),
        ("Rom zahlt, sollte die Union siegen.", ["main:zahlen", "subordinate:siegen"]),
        ("Rom wollte zahlen, sollte aber den Plan ändern.", ["main:zahlen", "main:ändern"]),
        ("Weil es regnete, fiel das Treffen aus.", ["subordinate:regnen", "main:ausfallen"]),
        ("Noch bevor er landete, brannte es.", ["subordinate:landen", "main:brennen"]),
        (
            "Die Frau, die am Montag zurücktrat, schweigt.",
            ["main:schweigen", "relative:zurücktreten"],
        ),
        ("Die Frau, die Polizei und der Mann schweigen.", ["main:schweigen"]),
        ("Er kam, um den Streit zu schlichten.", ["main:kommen", "infinitive:schlichten"]),
        ("Um Zölle, Steuern und Abgaben zu senken, tagte das Kabinett.", ["infinitive:senken", "main:tagen"]),
        ("Um 15 Uhr tagte das Kabinett.", ["main:tagen"]),
        ("Rom drohte, den Vertrag zu kündigen.", ["main:drohen", "infinitive:kündigen"]),
        ("Am Sonntag kam Macron und am Montag reiste Merz ab.", ["main:kommen", "main:abreisen"]),
        (
            "Bei dem Anschlag seien, so die Polizei, fünf Menschen getötet worden.",
            ["main:töten", "verbless:"],
        ),
        (
            "Da neun Länder, darunter Polen, noch nicht zugestimmt haben, ruht der Plan.",
            ["subordinate:zustimmen", "main:ruhen"],
        ),
        ("Eine Frau starb, der Pilot überlebte.", ["main:sterben", "main:überleben"]),
        ("Was er fordert, ist teuer.", ["subordinate:fordern", "main:sein"]),
        ("Was fordert er?", ["main:fordern"]),
        ("Rom und Paris einigen sich auf ein Abkommen.", ["main:einigen"]),
        ("Rom half einigen Ländern.", ["main:helfen"]),
        ("Er will, dass sie sich einigen.", ["main:wollen", "subordinate:einigen"]),
        ("„Das ist klar“, meinen die beiden.", ["main:meinen", "main:sein"]),
        ("Rom lobt meinen Plan.", ["main:loben"]),
        ("Wie die Polizei mitteilte, brannte es.", ["subordinate:mitteilen", "main:brennen"]),
        ("Trump sagt Treffen mit Putin ab", ["main:absagen"]),
        ("Merz in Paris eingetroffen", ["main:eintreffen"]),
        ("Streit in Paris", ["verbless:"]),
        ("16. Mai: In Rom tagt der Rat.", ["verbless:", "main:tagen"]),
        ("Die meisten Länder (etwa Polen) stimmten zu.", ["main:zustimmen", "verbless:"]),
        ("Die Verbündeten – etwa Polen – stimmten zu.", ["main:zustimmen", "verbless:"]),
        ("„Wir gehen morgen“, sagte er.", ["main:sagen", "main:gehen"]),
        ("Er sprach von einem „großen Tag“ für Rom.", ["main:sprechen"]),
        ("Er stellte klar, dass „Rom jetzt handeln muss“.", ["main:klarstellen", "subordinate:handeln"]),
        ("", []),
        ("…", []),
    ],
)
def test_a_sentence_is_divided(sentence: str, expected: list[str]) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Merz sprach mit Macron über Zölle.", [("mit", "Macron"), ("über", "Zölle")]),
        (
            "Merz sprach mit Starmer, Macron und Tusk.",
            [("mit", "Starmer"), ("mit", "Macron"), ("mit", "Tusk")],
        ),
        ("Er kam zum Gipfel nach Rom.", [("zu", "Gipfel"), ("nach", "Rom")]),
        ("Angaben der Polizei zufolge brannte es.", [("zufolge", "Angaben der Polizei")]),
        ("Er gilt als Favorit.", [("als", "Favorit")]),
        ("Laut Polizei brannte es.", [("laut", "Polizei")]),
        ("Merz fordert Hilfe.", []),
    ],
)
def test_prepositions(sentence: str, expected: list[tuple[str, str]]) -> None:
    found = [
        (phrase.preposition, sentence[phrase.start : phrase.end])
        for phrase in clauses(sentence)[0].phrases
        if phrase.preposition
    ]
    assert found == expected


def test_a_participle_is_a_clause_of_its_own() -> None:
    sentence = "In der am Montag verabschiedeten Erklärung fordert der Rat Hilfe."
    main, participle = clauses(sentence)
    assert participle.kind == "participle"
    assert participle.parent == 0
    assert words(sentence, participle) == "der am Montag verabschiedeten"
    assert participle.head is not None
    assert sentence[participle.head.start : participle.head.end] == "Erklärung"
    assert participle.predicates[0].lemma == "verabschieden"
    assert participle.predicates[0].passive
    assert main.predicates[0].lemma == "fordern"


@pytest.mark.parametrize(
    "sentence",
    ["Am vergangenen Montag tagte der Rat.", "Die neue Regierung tagte.", "Die am Montag tagten, schwiegen."],
)
def test_not_every_adjective_is_a_participle(sentence: str) -> None:
    assert all(clause.kind != "participle" for clause in clauses(sentence))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Nach dem Treffen am Freitag reiste er ab.", [("Treffen", "nach", True)]),
        ("Rom schlug ein Abkommen vor.", [("Abkommen", "", False)]),
        ("Beim EU-Gipfel kam es zu Streit.", [("Gipfel", "bei", True), ("Streit", "zu", False)]),
        ("Die Auswahl ist groß.", []),
        ("Am Freitag kam es zu einem schweren Unfall.", [("Unfall", "zu", False)]),
        ("Am Freitag gab es einen Streit.", [("Streit", "", False)]),
        ("Der Komet wurde mit Hilfe eines Rechners entdeckt.", []),
        ("Rom bat um Hilfe.", [("Hilfe", "um", False)]),
        ("Der Wagen wird in Zusammenarbeit mit Fiat gebaut.", []),
        ("Der Streit um Geld ruht.", [("Streit", "", True)]),
        ("Im Kampf um Platz drei verlor Genua.", []),
        ("Im Kampf starb ein Soldat.", [("Kampf", "in", True)]),
        ("Aus Protest gegen den Lärm zog er aus.", []),
        ("Er lebt in Regierungskreisen.", []),
    ],
)
def test_nominal_events(sentence: str, expected: list[tuple[str, str, bool]]) -> None:
    found = [(one.lemma, one.preposition, one.definite) for one in clauses(sentence)[0].nominals]
    assert found == expected


@pytest.mark.parametrize(
    ("sentence", "frames"),
    [
        ("„Wir gehen morgen“, sagte Merz.", ["sagte Merz"]),
        ("Rom werde zahlen, sagte Merz.", ["sagte Merz"]),
        ("Rom, sagte Merz, werde zahlen.", ["sagte Merz"]),
        ("Rom werde zahlen, teilte Merz mit.", ["teilte Merz mit"]),
        ("Rom werde zahlen, so Merz.", ["so Merz"]),
        ("Merz sagte, Rom werde zahlen.", []),
        ("Als es dunkel wurde, sagte Merz ab.", []),
    ],
)
def test_frames_of_speech(sentence: str, frames: list[str]) -> None:
    found = [words(sentence, clause) for clause in clauses(sentence) if clause.frame]
    assert found == frames


@pytest.mark.parametrize(
    ("sentence", "quoted"),
    [
        ("„Wir gehen“, sagte er.", ["gehen"]),
        ('Er sagte: "Wir gehen morgen."', ["gehen"]),
        ("«Wir gehen morgen», sagte er.", ["gehen"]),
        ("»Wir gehen morgen«, sagte er.", ["gehen"]),
        ("Wir gehen morgen“, sagte er.", ["gehen"]),
        ("Er sagte: „Wir gehen morgen.", ["gehen"]),
        ("Er ging morgen.", []),
    ],
)
def test_quotations(sentence: str, quoted: list[str]) -> None:
    found = [
        predicate.lemma for clause in clauses(sentence) if clause.quoted for predicate in clause.predicates
    ]
    assert found == quoted


def test_vorfeld_and_parents() -> None:
    sentence = "Weil es regnete, fiel das Treffen am Freitag aus."
    subordinate, main = clauses(sentence)
    assert subordinate.parent == 1
    assert subordinate.introducer == "weil"
    assert main.parent == -1
    assert main.vorfeld is not None
    assert sentence[main.vorfeld.start : main.vorfeld.end] == "Weil es regnete"


def test_the_antecedent_of_a_relative_clause() -> None:
    sentence = "Rom wies den Plan zurück, den die EU vorgelegt hatte."
    assert clauses("Er lobte den Plan, den Rom vorlegte.")[1].antecedent is not None
    relative = clauses(sentence)[1]
    assert relative.kind == "relative"
    assert relative.antecedent is not None
    assert sentence[relative.antecedent.start : relative.antecedent.end] == "Plan"
    assert clauses("Rom wies ihn heute zurück, den die EU vorgelegt hatte.")[1].antecedent is None


def test_an_interrupted_clause_has_several_spans() -> None:
    sentence = "Die Frau, die am Montag zurücktrat, schweigt."
    assert [words(sentence, clause) for clause in clauses(sentence)] == [
        "Die Frau … schweigt",
        "die am Montag zurücktrat",
    ]


PIECES = st.sampled_from(
    [
        *("Merz", "der Minister", "die Regierung", "am Montag", "Treffen", "16.", "verabschiedete", "nicht"),
        *("sagte", "fordert", "hat", "wurde", "sei", "gefordert", "zurück", "zu", "verhandeln", "um", "so"),
        *("und", "oder", "dass", "weil", "die", "der", ",", ":", ";", "–", "„", "“", '"', "«", "»", "(", ")"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join)))
def test_any_string_keeps_the_invariants(sentence: str) -> None:
    found = clauses(sentence)
    for number, clause in enumerate(found):
        assert clause.spans
        assert all(0 <= span.start < span.end <= len(sentence) for span in clause.spans)
        assert list(clause.spans) == sorted(clause.spans)
        assert -1 <= clause.parent < len(found)
        assert clause.parent != number
        for predicate in clause.predicates:
            assert predicate.lemma
            assert predicate.tokens
            for token in predicate.tokens:
                assert sentence[token.start : token.end].strip()
        for phrase in clause.phrases:
            assert 0 <= phrase.start < phrase.end <= len(sentence)
        for nominal in clause.nominals:
            assert nominal.start <= nominal.head.start < nominal.head.end == nominal.end
        for span in (clause.vorfeld, clause.subject, clause.head, clause.antecedent):
            assert span is None or 0 <= span.start < span.end <= len(sentence)


def test_no_word_stands_in_two_clauses() -> None:
    sentence = "Merz, der am Montag kam, sagte, dass Rom, das zögert, „bald handeln“ werde, und reiste ab."
    owners = [0] * len(sentence)
    for clause in clauses(sentence):
        if clause.kind != "participle":
            for span in clause.spans:
                for place in range(span.start, span.end):
                    owners[place] += 1
    assert max(owners) == 1


def test_cost_grows_linearly() -> None:
    def cost(sentence: str) -> float:
        begin = time.process_time()
        clauses(sentence)
        return time.process_time() - begin

    for piece in (
        "er kam und ",
        "hat 1972 getan und ",
        "(„",
        "die am Montag ",
        "dass er, ",
        "A, ",
        "„Wir gehen“ ",
    ):
        clauses(piece)
        short, long = cost(piece * 1000), cost(piece * 4000)
        assert long < 12 * short + 0.3, piece
