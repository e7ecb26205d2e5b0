"""The lexicon of verbs: its tables are consistent, and its verbs are conjugated as German does."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lang.conjugation import inflect, principal_parts, rows, strong
from pipeline.lang.verbs import attributive, lexicon, lookup, verb
from pipeline.schema import KINDS, STATUSES

VERBS = rows("verbs.tsv")
ADDRESSED = {
    *(
        "acc",
        "dat",
        "gen",
        "als",
        "an",
        "auf",
        "aus",
        "bei",
        "für",
        "gegen",
        "gegenüber",
        "in",
        "mit",
        "nach",
    ),
    *("um", "von", "vor", "zu", "zwischen", "über"),
}


def test_the_lexicon_is_large_enough() -> None:
    assert len(VERBS) >= 1500
    for kind in KINDS:
        assert sum(row["kind"] == kind for row in VERBS) >= 15, kind


def test_every_row_is_legal() -> None:
    lemmas = [row["lemma"].replace("|", "") for row in VERBS]
    assert len(set(lemmas)) == len(lemmas), {lemma for lemma in lemmas if lemmas.count(lemma) > 1}
    for row in VERBS:
        assert row["kind"] in ("", *KINDS), row
        assert row["status"] in ("", *STATUSES), row
        assert row["aux"] in ("", "haben", "sein"), row
        assert row["speech"] in ("", "yes"), row
        assert row["object"] in ("", "event"), row
        assert set(filter(None, row["addressed"].split("|"))) <= ADDRESSED, row
        assert row["lemma"].replace("|", "").isalpha(), row
        assert row["lemma"].count("|") <= 1, row
        assert row["lemma"].endswith(("en", "ern", "eln", "tun", "sein")), row


def test_rows_are_in_order() -> None:
    lemmas = [row["lemma"].replace("|", "") for row in VERBS]
    assert lemmas == sorted(lemmas)


@pytest.mark.parametrize(
    ("word", "lemma", "tense", "number"),
    [
        ("fordert", "fordern", "present", "sg"),
        ("forderte", "fordern", "past", "sg"),
        ("fordere", "fordern", "subj1", "sg"),
        ("gefordert", "fordern", "participle", ""),
        ("aufgefordert", "auffordern", "participle", ""),
        ("aufzufordern", "auffordern", "zu-infinitive", ""),
        ("wies", "weisen", "past", "sg"),
        ("zurückwies", "zurückweisen", "past", "sg"),
        ("zurückgewiesen", "zurückweisen", "participle", ""),
        ("arbeiteten", "arbeiten", "past", "pl"),
        ("rechnete", "rechnen", "past", "sg"),
        ("unterzeichnet", "unterzeichnen", "participle", ""),
        ("unterschrieben", "unterschreiben", "participle", ""),
        ("verabschiedet", "verabschieden", "present", "sg"),
        ("begleitete", "begleiten", "past", "sg"),
        ("beantragt", "beantragen", "participle", ""),
        ("anerkannt", "anerkennen", "participle", ""),
        ("wiederholt", "wiederholen", "participle", ""),
        ("protestiert", "protestieren", "participle", ""),
        ("gäbe", "geben", "subj2", "sg"),
        ("stünden", "stehen", "subj2", "pl"),
        ("ließe", "lassen", "subj2", "sg"),
        ("sei", "sein", "subj1", "sg"),
        ("würde", "werden", "subj2", "sg"),
        ("möchten", "mögen", "subj2", "pl"),
        ("sammle", "sammeln", "subj1", "sg"),
        ("begrüsste", "begrüßen", "past", "sg"),
        ("mußte", "müssen", "past", "sg"),
        ("abgelehnt", "ablehnen", "participle", ""),
        ("trat", "treten", "past", "sg"),
        ("ausgewertet", "auswerten", "participle", ""),
        ("zurückzuholen", "zurückholen", "zu-infinitive", ""),
        ("inspizierten", "inspizieren", "past", "pl"),
    ],
)
def test_forms_are_found(word: str, lemma: str, tense: str, number: str) -> None:
    assert (lemma, tense, number) in {(form.lemma, form.tense, form.number) for form in lookup(word)}


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("gebeantragt", "beantragen"),
        ("begliet", "begleiten"),
        ("zurückweiste", "zurückweisen"),
        ("geunterzeichnet", "unterzeichnen"),
        ("nehmte", "nehmen"),
        ("aufforderte", "fordern"),
        ("bereitt", "bereiten"),
    ],
)
def test_wrong_forms_are_not_made(word: str, lemma: str) -> None:
    assert lemma not in {form.lemma for form in lookup(word)}


@pytest.mark.parametrize("word", ["Minister", "und", "anderen", "gesamt", "", "x", "über", "Treffen"])
def test_what_is_no_verb_has_no_reading(word: str) -> None:
    assert lookup(word) == ()


@pytest.mark.parametrize(
    ("infinitive", "present", "past", "participle"),
    [
        ("sagen", "sagt", "sagte", "gesagt"),
        ("warten", "wartet", "wartete", "gewartet"),
        ("öffnen", "öffnet", "öffnete", "geöffnet"),
        ("ändern", "ändert", "änderte", "geändert"),
        ("regieren", "regiert", "regierte", "regiert"),
        ("verlangen", "verlangt", "verlangte", "verlangt"),
        ("verschreiben", "verschreibt", "verschrieb", "verschrieben"),
        ("entziehen", "entzieht", "entzog", "entzogen"),
        ("enden", "endet", "endete", "geendet"),
        ("beugen", "beugt", "beugte", "gebeugt"),
    ],
)
def test_principal_parts(infinitive: str, present: str, past: str, participle: str) -> None:
    parts = principal_parts(infinitive)
    assert (parts.present, parts.past, parts.participle) == ((present,), (past,), (participle,))


@pytest.mark.parametrize(
    ("word", "lemma", "participle"),
    [
        ("verabschiedeten", "verabschieden", "verabschiedet"),
        ("angegriffene", "angreifen", "angegriffen"),
        ("regierenden", "regieren", "regierend"),
        ("Montags", "", ""),
        ("große", "", ""),
        ("geplant", "", ""),
    ],
)
def test_participles_as_adjectives(word: str, lemma: str, participle: str) -> None:
    assert attributive(word) == (lemma, participle)


def test_every_verb_has_all_its_forms() -> None:
    known = lexicon()
    tenses: dict[str, set[str]] = {}
    for forms in known.forms.values():
        for form in forms:
            tenses.setdefault(form.lemma, set()).add(form.tense)
    for entry in known.verbs.values():
        assert {"infinitive", "participle", "present", "past"} <= tenses[entry.lemma], entry
        assert ("zu-infinitive" in tenses[entry.lemma]) == bool(entry.prefix), entry


def test_a_separable_verb_knows_its_prefix() -> None:
    known = lexicon()
    for entry in known.verbs.values():
        assert entry.lemma == entry.prefix + entry.base
        if entry.prefix and entry.base in known.prefixes:
            assert entry.prefix in known.prefixes[entry.base]


def test_perfect_with_sein() -> None:
    assert verb("zurücktreten").perfect == "sein"
    assert verb("reisen").perfect == "sein"
    assert verb("fordern").perfect == "haben"
    assert verb("betreten").perfect == "haben"


def test_strong_verbs_do_not_follow_the_weak_rules() -> None:
    for infinitive, parts in strong().items():
        forms = inflect(infinitive, parts)
        assert (infinitive, "infinitive", "", 0) in forms
        assert {number for _, tense, number, _ in forms if tense == "past"} == {"sg", "pl"}


def test_an_unknown_verb_has_no_kind() -> None:
    assert verb("herumblödeln").kind == ""
    assert verb("weiterfordern").base == "fordern"


def test_the_lexicon_builds_fast() -> None:
    lexicon.cache_clear()
    begin = time.process_time()
    lexicon()
    assert time.process_time() - begin < 0.5


@given(st.text(max_size=40))
def test_any_string_can_be_looked_up(word: str) -> None:
    for form in lookup(word):
        assert form.lemma
    assert len(attributive(word)) == 2
