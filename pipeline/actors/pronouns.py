"""Resolves "er" and "sie" as subjects, "ihn" and "ihm" as objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.actors.context import add, is_preposition
from pipeline.actors.verbs import finite, speaks

if TYPE_CHECKING:
    from pipeline.actors.context import Context
    from pipeline.actors.reading import Mark, Reading


def resolve_pronoun(context: Context, at: int) -> Mark | None:
    """Resolve "er" and "sie" as the subject to the salient person of the paragraph."""
    reading = context.reading
    word = reading.words[at].lower()
    gender = "m" if word == "er" else "f"
    if word == "sie" and not _sie_is_she(reading, at):
        return None
    if context.thing == gender and not context.reading.words[at - 1]:
        return None  # "Die Initiative ist neu. Sie verlangt Geld."
    subject = context.subject or context.carried
    if context.here is not None and context.here.gender == gender:
        subject = context.here
    if subject is None:
        return None
    if reading.quoted[at]:
        # In somebody's own words "er" is somebody else: the one named last before.
        for figure in reversed(context.recent[-3:]):
            if figure.gender == gender and figure is not context.subject:
                return add(context, at, figure, "pronoun", "pronoun.quoted")
        return None
    inner = context.inner
    if (
        inner is not None
        and inner.gender == gender
        and subject is not context.here
        and not _says(reading, at)
    ):
        # "Der Sprecher sagte, dass Anna Berg kommt. Dort trifft sie ...": who does something is who was told of.
        return add(context, at, inner, "pronoun", "pronoun.inner")
    if subject.gender == gender:
        return add(context, at, subject, "pronoun", "pronoun.subject")
    if context.subject is None:
        return None
    for figure in filter(None, (context.subjects.get(gender), *reversed(context.recent[-3:]))):
        if figure.gender == gender:
            return add(context, at, figure, "pronoun", "pronoun.last")
    return None


def resolve_latter(context: Context, at: int) -> Mark | None:
    """Resolve "dieser" as a subject to the one named last: "Er traf Netanjahu. Dieser hatte ..."."""
    reading = context.reading
    if reading.quoted[at] or not finite(reading.words[at + 1]).singular:
        return None
    gender = "m" if reading.words[at].lower() == "dieser" else "f"
    last = context.recent[-1] if context.recent else None
    if last is None or last.gender != gender or context.thing or context.named_in < context.number - 1:
        return None
    return add(context, at, last, "pronoun", "pronoun.latter")


def thing_of(reading: Reading, begin: int, end: int) -> str:
    """Give the gender of the noun that opens a sentence as its subject and is no person; empty for none.

    "Die Initiative verlangt" is f, "Der Bericht lobt" m; a role or a name is a person, "Der Frau half er" no subject.
    """
    words = reading.words
    gender = _OPENERS.get(words[begin], "")
    at = begin + 1
    while gender and at < end and words[at].islower() and words[at].endswith("e"):
        at += 1
    what = reading.known[at]
    if at >= end or not words[at][:1].isupper() or reading.owner[at] is not None or (what and what.role):
        return ""
    verb = finite(words[at + 1])
    return gender if verb.singular and not verb.plural else ""


_OPENERS = {"Die": "f", "Eine": "f", "Diese": "f", "Ihre": "f", "Seine": "f", "Der": "m", "Dieser": "m"}


def _says(reading: Reading, at: int) -> bool:
    """Whether the verb beside a pronoun introduces speech ("sagte er", "er betonte")."""
    return speaks(reading.words, at - 1) or speaks(reading.words, at + 1)


def resolve_object(context: Context, at: int) -> Mark | None:
    """Resolve "ihn", "ihm", and "mit ihr", "gegen sie": to who was named last beside the subject."""
    reading = context.reading
    words = reading.words
    gender = "m" if words[at] in ("ihn", "ihm") else "f"
    if reading.quoted[at]:
        return None
    here = context.here
    if gender == "f":
        if not is_preposition(reading, at - 1) or words[at + 1][:1].isupper() or words[at + 1].islower():
            return None
        figure = context.subjects.get("f")
        return (
            add(context, at, figure, "pronoun", "pronoun.object") if figure and figure is not here else None
        )
    if here is None:
        return None
    if "," in words[context.here_at : at]:
        # "Er sagte, man habe ihm geholfen": another clause with another subject.
        return add(context, at, here, "pronoun", "pronoun.object") if here.gender == "m" else None
    others = [figure for figure in context.recent[-3:] if figure is not here]
    if not others or others[-1].gender != "m" or others[-1] not in (context.subject, context.carried):
        return None
    return add(context, at, others[-1], "pronoun", "pronoun.object")


def _sie_is_she(reading: Reading, at: int) -> bool:
    """Whether "sie" is the singular: its verb tells; the polite form and the plural have "-en"."""
    words = reading.words
    if words[at] == "Sie" and words[at - 1]:
        return False
    before, after = words[at - 1], words[at + 1]
    subject_at = at - 2
    if words[subject_at] == ")" and "(" in words[subject_at - 5 : subject_at]:
        subject_at -= words[subject_at - 5 : subject_at][::-1].index("(") + 2  # "Reiter (SPD) begrüßte sie"
    owner = reading.owner[subject_at]
    named = owner is not None and owner.figure is not None and not is_preposition(reading, owner.first - 1)
    if finite(before).singular and (named or words[at - 2].lower() in ("man", "er", "es", "ich", "wer")):
        return False  # "man werde sie nicht vergessen": the object
    if is_preposition(reading, at - 1):
        return False
    for verb in (before, after):
        number = finite(verb)
        if number.singular or number.plural:
            return number.singular
    return finite(_clause_end(reading, at)).singular


def _clause_end(reading: Reading, at: int) -> str:
    """Give the last word of the clause, where a subordinate clause has its verb ("weil sie ihr Amt niederlegt")."""
    words = reading.words
    while words[at + 1] and words[at + 1] not in (",", ".", ";", ":", "?", "!", "“", "”", "«", "»", "–"):
        at += 1
    return words[at]
