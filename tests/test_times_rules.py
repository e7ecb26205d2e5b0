"""Every rule of times holds where its examples say, and not where its counter-examples say."""

import re
from datetime import date

import pytest

from pipeline.lang import table
from pipeline.times import tag
from pipeline.times.rules import expand, rule_set

RULES = table("time_rules")["rule"]
PUBLISHED = date(2025, 12, 16)  # a Tuesday; the examples count from it
EXAMPLES = [(rule["name"], *example) for rule in RULES for example in rule["examples"]]
COUNTER_EXAMPLES = [(rule["name"], text) for rule in RULES for text in rule["counter_examples"]]


@pytest.mark.parametrize(("name", "text", "values"), [(n, t, v) for n, t, *v in EXAMPLES])
def test_example(name, text, values):
    marked = re.findall(r"\[([^\]]*)\]", text)
    found = [m for m in tag(re.sub(r"[\[\]]", "", text), PUBLISHED) if m.rule == name]
    assert [(m.text, m.value) for m in found] == list(zip(marked, values, strict=True))


@pytest.mark.parametrize(("name", "text"), COUNTER_EXAMPLES)
def test_counter_example(name, text):
    assert name not in {m.rule for m in tag(text, PUBLISHED)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["name"])
def test_every_rule_has_both(rule):
    assert rule["examples"]
    assert rule["counter_examples"]


def test_names_are_unique():
    names = [rule["name"] for rule in RULES]
    assert len(names) == len(set(names))


def test_a_rule_that_finds_nothing_keeps_others_away():
    assert tag("Sie wohnt in der Straße des 17. Juni.", PUBLISHED) == []


def test_unknown_class_is_named():
    with pytest.raises(ValueError, match="unknown class 'moon'"):
        expand("{moon}", rule_set().vocabulary.codes, {}, {})


def test_unknown_language_is_named():
    with pytest.raises(ValueError, match="'xx'"):
        tag("Am Montag", PUBLISHED, "xx")


def test_a_word_has_one_class():
    seen: dict[str, str] = {}
    for name, words in table("times").items():
        for key in words:
            assert seen.setdefault(key, name) == name, key
