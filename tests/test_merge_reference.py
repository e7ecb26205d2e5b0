"""Merging on the reference set: articles about the same days in other words, with near misses."""

from __future__ import annotations

import pytest
from merging_reference import FOLDER, events_of, groups, labels, pairwise

from pipeline.dating import infer_dates
from pipeline.merge import merge

GROUPS = groups()
# measured on the shipped set; only ever raised
PRECISION, RECALL_STAGE, RECALL_CHAIN, FOUND = 0.98, 0.98, 0.95, 0.95
RECALL_OTHERS = {"blind": 0.83, "reworded": 0.6, "unseen": 0.45}


def test_merging_reaches_its_floors_on_events_as_they_are_told():
    told = [(one.event, one.label) for group in GROUPS for one in group.told]
    articles = [article for group in GROUPS for article in group.articles]
    pairs = pairwise(told, merge([event for event, _ in told], articles))
    assert pairs.precision >= PRECISION, "\n".join(pairs.lines)
    assert pairs.recall >= RECALL_STAGE, "\n".join(pairs.lines)


@pytest.mark.parametrize(("folder", "recall"), RECALL_OTHERS.items())
def test_merging_keeps_what_it_reached_on_groups_in_other_words(folder, recall):
    blind = groups(FOLDER / folder)
    told = [(one.event, one.label) for group in blind for one in group.told]
    articles = [article for group in blind for article in group.articles]
    pairs = pairwise(told, merge([event for event, _ in told], articles))
    assert pairs.precision == 1, "\n".join(pairs.lines)
    assert pairs.recall >= recall, "\n".join(pairs.lines)


@pytest.fixture(scope="module")
def chained():
    """Found events with the labels of what they are, the articles, and how many were to be found."""
    found, articles, expected = [], [], 0
    for group in GROUPS:
        dated = [article for article in group.articles if article.published]
        events = [event for article in dated for event in events_of(article)]
        inferred = infer_dates([a for a in group.articles if not a.published], events, dated)
        events += [event for article in inferred for event in events_of(article)]
        label = labels(events, list(group.told))
        found += [(event, label.get(number, "")) for number, event in enumerate(events)]
        articles += dated + inferred
        expected += len(group.told)
    return found, articles, expected


def test_merging_reaches_its_floors_behind_the_other_stages(chained):
    found, articles, expected = chained
    pairs = pairwise(found, merge([event for event, _ in found], articles))
    assert sum(bool(label) for _, label in found) >= FOUND * expected
    assert pairs.precision >= PRECISION, "\n".join(pairs.lines)
    assert pairs.recall >= RECALL_CHAIN, "\n".join(pairs.lines)


def test_undated_articles_of_the_set_are_dated(chained):
    _, articles, _ = chained
    published = {article.document: article for article in articles}
    for group in GROUPS:
        for document, day in group.inferred.items():
            assert (published[document].published, published[document].published_basis) == (day, "inferred")
