"""Recognises the actors of an article: from its words to the mentions that the other stages read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.actors.anaphora import resolve
from pipeline.actors.cast import gather
from pipeline.actors.countries import date_countries, mark_lands, mark_pairs, mark_words
from pipeline.actors.institutions import mark_institutions, mark_kinds
from pipeline.actors.offices import acts_for, offices
from pipeline.actors.people import introduce
from pipeline.actors.phrases import mark_names
from pipeline.actors.reading import mention, read
from pipeline.actors.scene import set_scene
from pipeline.actors.surnames import mark_surnames, mark_titled_surnames, relate
from pipeline.actors.tables import compiled
from pipeline.actors.uses import decide_uses

if TYPE_CHECKING:
    from pipeline.actors.reading import Reading
    from pipeline.knowledge import Knowledge
    from pipeline.schema import ActorMention, Article, Sentence, TimeSpan


def find(
    article: Article, sentences: list[Sentence], spans: list[TimeSpan], knowledge: Knowledge | None = None
) -> list[ActorMention]:
    """Give the actors named in an article, in the order of the text, without overlaps.

    Persons come first by the tables, then by role and name, then by first name; surnames, roles, demonyms and
    pronouns are resolved within the article, and offices by the day of the sentence (`spans`), else by the day
    of publication. `knowledge` are the tables to use, the shipped ones by default.
    """
    lexicon = compiled(knowledge)
    reading = read(article, sentences, lexicon)
    _place_in_time(reading, article, sentences, spans)
    index = offices(lexicon.knowledge)
    set_scene(reading)
    mark_names(reading)
    mark_institutions(reading)
    pending = introduce(reading)
    gather(reading)
    mark_surnames(reading, index)
    relate(reading)
    named = len(reading.figures)
    pending = mark_titled_surnames(reading, pending)
    if len(reading.figures) > named:
        mark_surnames(reading, index)
    resolve(
        reading,
        index,
        pending,
        [sentence.paragraph for sentence in sentences],
        [sentence.role == "heading" for sentence in sentences],
    )
    mark_kinds(reading)
    mark_words(reading)
    decide_uses(reading)
    date_countries(reading)
    _give_countries(reading)
    mark_pairs(reading)
    mark_lands(reading)
    return [mention(mark, reading) for mark in sorted(reading.marks, key=lambda mark: mark.first)]


def _place_in_time(
    reading: Reading, article: Article, sentences: list[Sentence], spans: list[TimeSpan]
) -> None:
    """Note the day of publication, and for each sentence the day that it tells of, where it gives one."""
    reading.day = article.published
    at = 0
    ordered = sorted(spans, key=lambda span: span.start)
    for sentence in sentences:
        while at < len(ordered) and ordered[at].end <= sentence.start:
            at += 1
        inside = at
        day = None
        while inside < len(ordered) and ordered[inside].start < sentence.end:
            span = ordered[inside]
            if span.first is not None and span.relation == "at":
                day = span.first
                break
            inside += 1
        reading.days.append(day)


def _give_countries(reading: Reading) -> None:
    """Give each mention of a person the countries that the person acts for."""
    index = offices(reading.lexicon.knowledge)
    scene = _scene_with_actors(reading)
    number = 0
    for mark in sorted(reading.marks, key=lambda mark: mark.first):
        if mark.figure is None:
            continue
        while number < len(reading.bounds) - 1 and reading.bounds[number][1] <= mark.first:
            number += 1
        day = reading.days[number] if number < len(reading.days) else None
        mark.countries = acts_for(reading, index, mark.figure, day or reading.day, scene)


def _scene_with_actors(reading: Reading) -> dict[str, int]:
    """Count the countries that the article speaks of, those of known persons and organisations included."""
    scene = dict(reading.scene)
    for mark in reading.marks:
        if mark.kind == "organisation":
            codes = mark.countries[:1]
        elif mark.figure is not None and (person := reading.lexicon.persons.get(mark.name)):
            codes = (person.country,) if person.country else ()
        else:
            codes = ()
        for code in codes:
            scene[code] = scene.get(code, 0) + 1
    return scene
