"""Lists the persons of a corpus: how often, for which country, in which office, and why they were recognised."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pipeline import split, times
from pipeline.actors.offices import offices, offices_on
from pipeline.actors.recognition import find
from pipeline.knowledge import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.knowledge import Knowledge
    from pipeline.schema import Article


class Listed(NamedTuple):
    """A person of a corpus.

    `mentions` counts names, surnames, roles and pronouns, `articles` the articles with at least one. `country`
    is the code that the person acts for most often, `office` the key of the office held on the day of most
    articles; both may be empty. `source` is the rule that recognised the name ("person.table").
    """

    person: str
    mentions: int
    articles: int
    country: str
    office: str
    source: str


def listing(articles: Iterable[Article], knowledge: Knowledge | None = None) -> list[Listed]:
    """Give all persons of the articles, those named most often first."""
    index = offices(knowledge or shipped())
    mentions: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    found: dict[str, tuple[Counter[str], Counter[str], Counter[str]]] = {}
    for article in articles:
        sentences = split.sentences(article)
        here = set()
        for mention in find(article, sentences, times.spans(article, sentences), knowledge):
            if mention.kind != "person":
                continue
            mentions[mention.name] += 1
            countries, held, rules = found.setdefault(mention.name, (Counter(), Counter(), Counter()))
            countries[mention.countries[0] if mention.countries else ""] += 1
            rules[mention.rule] += 1000 if mention.form == "name" else 1
            if mention.name not in here:
                here.add(mention.name)
                held.update(
                    office.office for office in offices_on(index, mention.name, article.published)[:1]
                )
        documents.update(here)
    return [
        Listed(name, count, documents[name], *(_most(counter) for counter in found[name]))
        for name, count in sorted(mentions.items(), key=lambda item: (-item[1], item[0]))
    ]


def _most(counter: Counter[str]) -> str:
    return min(counter, key=lambda value: (-counter[value], value)) if counter else ""
