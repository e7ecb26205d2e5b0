"""The nouns and verb phrases that name acts: consistent tables, compounds, and phrases that decide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clauses import clauses
from pipeline.lang.acts import is_act, noun, verb_phrase
from pipeline.lang.conjugation import rows
from pipeline.lang.verbs import lexicon, lookup, verb
from pipeline.schema import KINDS, STATUSES

NOUNS = rows("nouns.tsv")
PHRASES = rows("phrases.tsv")
CLASSES = {name for row in NOUNS for name in row["class"].split("|") if name}


def test_nouns_are_legal() -> None:
    lemmas = [row["lemma"] for row in NOUNS]
    assert len(set(lemmas)) == len(lemmas)
    assert lemmas == sorted(lemmas)
    assert sum(row["kind"] in KINDS for row in NOUNS) >= 600
    for row in NOUNS:
        assert row["kind"] in ("", "-", *KINDS), row
        assert row["kind"] or row["class"], row
        assert row["status"] in ("", *STATUSES), row
        assert row["gender"] in ("m", "f", "n", "p"), row
        assert row["lemma"][0].isupper(), row


def test_phrases_are_legal() -> None:
    seen = set()
    for row in PHRASES:
        key = (row["verb"], row["words"])
        assert key not in seen, row
        seen.add(key)
        assert row["kind"] in ("", *KINDS), row
        assert row["status"] in ("", *STATUSES), row
        assert row["speech"] in ("", "yes"), row
        assert row["verb"] in lexicon().verbs, row
        assert row["words"], row
        for condition in row["words"].split(" "):
            for alternative in condition.split("|"):
                wanted = alternative.partition(">")[2] or alternative
                assert wanted.strip("+-*#"), row
                if wanted.startswith("#"):
                    assert wanted[1:] in CLASSES or wanted[1:] in KINDS, row


def test_a_phrase_names_its_verb() -> None:
    for row in PHRASES:
        entry = verb(row["verb"])
        words = row["phrase"].replace(",", " ").split()
        forms = {form.lemma for word in words for form in lookup(word)} | set(words)
        assert entry.lemma in forms or (entry.base in forms and entry.prefix in words), row


def test_there_are_enough_phrases() -> None:
    assert len(PHRASES) >= 500


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Treffen", "talks"),
        ("Friedensgesprächen", "talks"),
        ("Getreideabkommens", "agreement"),
        ("Drohnenangriffe", "attack"),
        ("Bundestagswahl", "decision"),
        ("EU-Sondergipfel", "talks"),
        ("Warnstreiks", "protest"),
        ("Flugzeugabsturz", "accident"),
        ("Hilfspakete", "aid"),
        ("Rücktrittsforderungen", "demand"),
        ("Ölembargo", "sanction"),
        ("Dementis", "statement"),
        ("Zehn-Punkte-Programm", "proposal"),
        ("Absage", "rejection"),
        ("Übernahme", "other"),
    ],
)
def test_event_nouns(word: str, kind: str) -> None:
    found = noun(word)
    assert found is not None
    assert found.kind == kind
    assert is_act(word)


@pytest.mark.parametrize(
    "word",
    [
        *("Auswahl", "Ratschlag", "Niederschläge", "Zeitplan", "Schauspiel", "Anrede", "Fraktion"),
        *("Kommission", "Tisch", "Merz", "Nacht", "Kritiker", ""),
    ],
)
def test_words_that_only_look_like_events(word: str) -> None:
    assert not is_act(word)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Das Gesetz tritt am Freitag in Kraft.", "decision"),
        ("Die Zahl tritt selten offen zutage.", ""),
        ("Die Opposition übte am Montag Kritik an dem Plan.", "statement"),
        ("Bei dem Unglück kamen am Dienstag drei Menschen ums Leben.", "accident"),
        ("Der Zug kam am Dienstag pünktlich.", ""),
        ("Die Lokführer legten am Mittwoch die Arbeit nieder.", "protest"),
        ("Der Minister legte am Mittwoch sein Amt nieder.", "decision"),
        ("Brüssel verhängte am Montag Sanktionen gegen Minsk.", "sanction"),
        ("Das Land verhängte am Montag den Ausnahmezustand.", "decision"),
        ("Das Gericht verurteilte den Mann zu drei Jahren Haft.", "decision"),
        ("Die Regierung verurteilte den Angriff scharf.", "statement"),
        ("Der Kanzler sprach am Abend mit dem Präsidenten.", "talks"),
        ("Der Kanzler sprach am Abend von einem Erfolg.", "statement"),
        ("Die Partei gewann am Sonntag die Wahl.", "decision"),
        ("Der Verein gewann am Sonntag das Finale.", "other"),
        ("Der Konzern übernahm am Freitag die Bank.", "other"),
        ("Die Ministerin übernahm am Freitag das Amt.", "decision"),
        ("Berlin sagte Kiew am Freitag Panzer zu.", "aid"),
        ("Der Präsident sagte das Treffen am Freitag ab.", "talks"),
        ("Am Samstag kam es zu Protesten in Tiflis.", "protest"),
        ("Am Samstag kam es zu Gesprächen in Tiflis.", "talks"),
        ("Der Gipfel findet am Montag in Rom statt.", "talks"),
        ("Die Wahl findet am Sonntag statt.", "decision"),
        ("Die Unterhändler unterzeichneten am Abend einen Vertrag.", "agreement"),
        ("Der Präsident unterzeichnete am Abend das Dekret.", "decision"),
        ("Raketen trafen in der Nacht den Hafen.", "attack"),
        ("Die Außenminister trafen in der Nacht ein Abkommen.", "agreement"),
        ("Er stellte am Freitag einen Rückzug in Aussicht.", "statement"),
        ("Eine Autobombe explodierte am Markt.", "attack"),
        ("Ein Kessel explodierte am Markt.", "accident"),
        ("Der Minister sprach sich am Montag für eine Reform aus.", "demand"),
        ("Der Minister sprach sich am Montag gegen eine Reform aus.", "rejection"),
    ],
)
def test_verb_and_nouns_decide_the_kind(sentence: str, kind: str) -> None:
    predicate = clauses(sentence)[0].predicate
    assert predicate is not None
    assert predicate.kind == kind, predicate


@pytest.mark.parametrize(
    ("sentence", "speech"),
    [
        ("Aus Hofkreisen verlautete, der König sei krank.", True),
        ("Der Koch fuhr fort, es reiche.", True),
        ("Der Koch fuhr mit der Arbeit fort.", False),
        ("Darin steht, dass es reiche.", True),
        ("Der Koch steht am Herd.", False),
        ("Rom ließ verbreiten, es gehe voran.", True),
        ("Der Koch deutete an, vieles zu ändern, bis hin zum Herd.", True),
        ("Laut der gleichen Quelle hält es der Koch für möglich, zu gehen.", True),
        ("Der Koch begründete die Wahl damit, dass es schmecke.", True),
        ("Der Koch charakterisierte das Essen als Wagnis.", True),
        ("Der Koch wies darauf hin, dass es heiß ist.", True),
        ("Der Koch wies den Weg.", False),
        ("Der Koch gab an, nichts zu wissen.", True),
        ("In dem Brief heißt es, alles sei gut.", True),
        ("Der Hund heißt Bello.", False),
        ("Der Koch hielt fest, dass es schmeckt.", True),
        ("Der Koch hielt an dem Rezept fest.", False),
        ("Der Koch hält den Plan für teuer.", True),
        ("Der Koch hält ein Messer.", False),
        ("Der Koch ist zuversichtlich, dass es gelingt.", True),
        ("Der Koch ist müde.", False),
        ("Der Koch ist überzeugt, dass es gelingt.", True),
        ("Der Koch überzeugt die Gäste.", False),
        ("Der Koch zeigte sich überzeugt.", True),
        ("Der Koch geht davon aus, dass es gelingt.", True),
        ("Der Koch geht am Abend aus.", False),
        ("Es war die Rede von einem Erfolg.", True),
        ("Dem Koch wurde vorgeworfen, er sei faul.", True),
        ("Der Koch wurde mit den Worten zitiert, es reiche.", True),
        ("Der Koch machte den Kellner verantwortlich.", True),
        ("Der Koch machte eine Pause.", False),
        ("Der Koch forderte den Kellner heraus.", False),
        ("Es wird angenommen, dass der Koch schläft.", True),
        ("Der Koch nahm das Geld an.", False),
        ("Der Koch rechnet mit vielen Gästen.", True),
        ("Der Koch rechnet gern.", False),
        ("Aus dem Brief geht hervor, dass er kocht.", True),
        ("Der Koch ging als Sieger aus der Runde hervor.", False),
        ("Der Koch ließ durchblicken, dass er gehe.", True),
        ("Studien zeigen, dass Kochen hilft.", True),
        ("Die Köche zeigen ein Gericht.", False),
        ("Es gab Kritik an dem Essen.", True),
        ("Es gab Fisch.", False),
    ],
)
def test_what_introduces_speech(sentence: str, speech: bool) -> None:
    predicate = clauses(sentence)[0].predicate
    assert predicate is not None
    assert predicate.speech is speech


def test_all_conditions_must_hold() -> None:
    assert verb_phrase("treten", ["das", "Gesetz", "in", "Kraft"], False) is not None
    assert verb_phrase("treten", ["das", "Gesetz", "mit", "Kraft"], False) is None
    assert verb_phrase("herumstehen", ["in", "Kraft"], False) is None


@given(st.text(max_size=60))
def test_any_word_can_be_looked_up(word: str) -> None:
    found = noun(word)
    assert found is None or found.kind in ("", *KINDS)
