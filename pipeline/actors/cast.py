"""Joins the spellings of one name in an article: genitives, misspellings, names with and without a middle part."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.actors.reading import Figure, Mark, Reading


class _Names:
    """The figures of an article by the words of their names, and their marks: what joining them asks for."""

    def __init__(self, reading: Reading) -> None:
        self.words = frozenset(reading.words)
        self.by_word: dict[str, list[Figure]] = {}
        self.marks: dict[str, list[Mark]] = {}
        for figure in reading.figures.values():
            self.add(figure)
        for mark in reading.marks:
            if mark.figure is not None:
                self.marks.setdefault(mark.figure.name, []).append(mark)

    def add(self, figure: Figure) -> None:
        """Note a figure under the first and the last word of its name."""
        split = figure.name.split()
        for word in {split[0], split[-1]}:
            self.by_word.setdefault(word, []).append(figure)

    def like(self, name: str) -> list[Figure]:
        """Give the figures that share the first or the last word, in the order of the text."""
        split = name.split()
        near = {word for part in (split[0], split[-1]) for word in (part, part.removesuffix("s"))}
        found = {figure.name: figure for word in near for figure in self.by_word.get(word, ())}
        return sorted(found.values(), key=lambda figure: figure.first)


def gather(reading: Reading) -> None:
    """Join figures that are one person: genitives, misspellings, names with and without a middle part."""
    figures = reading.figures
    names = _Names(reading)
    for figure in sorted(figures.values(), key=lambda figure: figure.first):
        if figure.known or figure.name not in figures:
            continue
        if _surname_and_noun(reading, names, figure):
            continue
        target = _same(reading, names, figure)
        if target is None or target is figure:
            continue
        del figures[figure.name]
        target.roles += figure.roles
        target.past += figure.past
        target.levels += figure.levels
        target.organisations += figure.organisations
        target.stated += figure.stated
        target.countries += figure.countries
        target.parties += [party for party in figure.parties if party not in target.parties]
        target.gender = target.gender or figure.gender
        target.age = target.age or figure.age
        moved = names.marks.pop(figure.name, [])
        names.marks.setdefault(target.name, []).extend(moved)
        for mark in moved:
            mark.figure = target
            mark.name = target.name


def _surname_and_noun(reading: Reading, names: _Names, figure: Figure) -> bool:
    """Take back what looks like a name and is the surname of another person and a noun: "warf Luna Betrug vor"."""
    split = figure.name.split()
    if figure.source != "person.first_name" or len(split) != 2:
        return False
    others = names.by_word.get(split[0], ())
    if not any(other is not figure and other.name.split()[-1] == split[0] for other in others):
        return False
    what = reading.lexicon.dictionary[split[1]]
    if what is not None and (what.first_name or what.surnames):
        return False
    for mark in names.marks.pop(figure.name, []):
        reading.drop(mark)
    del reading.figures[figure.name]
    return True


def _same(reading: Reading, names: _Names, figure: Figure) -> Figure | None:
    """Find the figure that another spelling of its name belongs to."""
    name = figure.name
    if name.endswith("s") and (bare := reading.figures.get(name[:-1])):
        return bare
    if name.endswith("s") and name[:-1].split()[-1] in names.words:
        bare_name = name[:-1]
        reading.figures[bare_name] = reading.figures.pop(name)
        names.marks[bare_name] = names.marks.pop(name, [])
        for mark in names.marks[bare_name]:
            mark.name, mark.genitive = bare_name, True
        figure.name = name = bare_name
        names.add(figure)
    split = name.split()
    for other in names.like(name):
        if other is figure or reading.figures.get(other.name) is not other:
            continue
        theirs = other.name.split()
        if len(theirs) < 2 or (not other.known and other.first > figure.first and len(split) == len(theirs)):
            continue
        if len(split) == 1:
            if split[0] == theirs[-1] or split[0].removesuffix("s") == theirs[-1]:
                return other
            continue
        if split[-1] == theirs[-1] and split[0] == theirs[0]:
            return other
        if len(split) == len(theirs) == 2 and (
            (split[0] == theirs[0] and close(split[1], theirs[1]))
            or (split[1] == theirs[1] and close(split[0], theirs[0]))
        ):
            return other
    return None


def close(one: str, other: str) -> bool:
    """Whether two spellings differ by one letter more, less, other, or two exchanged; short words never."""
    if min(len(one), len(other)) < 5 or one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    front = 0
    while front < min(len(one), len(other)) and one[front] == other[front]:
        front += 1
    rest, rest_other = one[front:], other[front:]
    if rest[1:] == rest_other[1:] or rest[1:] == rest_other or rest == rest_other[1:]:
        return True
    return len(rest) > 1 and rest[:2] == rest_other[:2][::-1] and rest[2:] == rest_other[2:]
