"""Clauses of German sentences: where they begin and end, their predicates, subjects and complements."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clauses import Clause, clauses
from pipeline.clauses.gender import gender, number_of


def told(sentence: str) -> list[str]:
    """Write down each clause's kind and verbs, shortly: "main:zurückweisen"."""
    return [
        f"{clause.kind}:{'+'.join(predicate.lemma for predicate in clause.predicates)}"
        for clause in clauses(sentence)
    ]


def words(sentence: str, clause: Clause) -> str:
    return " … ".join(sentence[span.start : span.end] for span in clause.spans)


def subject(sentence: str, number: int = 0) -> str | None:
    span = clauses(sentence)[number].subject
    return None if span is None else sentence[span.start : span.end]


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
    assert relative.antecedent is None


def test_an_interrupted_clause_has_several_spans() -> None:
    sentence = "Die Frau, die am Montag zurücktrat, schweigt."
    assert [words(sentence, clause) for clause in clauses(sentence)] == [
        "Die Frau … schweigt",
        "die am Montag zurücktrat",
    ]


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
