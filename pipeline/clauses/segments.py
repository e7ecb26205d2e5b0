"""Divide the words of a sentence into clauses, by marks, brackets and the places of finite verbs."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.clauses.words import (
    AMBIGUOUS,
    BEFORE,
    CONTRACTED,
    COORDINATOR,
    DETERMINER,
    MARK,
    NUMBER,
    OPENER,
    PREPOSITION,
    PRONOUN,
    REFLEXIVE,
    RELATIVE,
    SUBORDINATOR,
    Words,
)
from pipeline.lang.verbs import AUXILIARIES, MODALS, attributive, verb

_DASHES = frozenset("–—-")
_BREAKS = frozenset(",;:") | _DASHES
_WITH_ZU = AUXILIARIES | MODALS | {"lassen"}
_LONGEST_ATTRIBUTE = 24
_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")


@dataclass(slots=True)
class Group:
    """Words at one level of quotation marks and parentheses; -1 stands where a quotation was taken out."""

    words: list[int]
    quoted: bool
    parent: int


@dataclass(slots=True)
class Attribute:
    """A participle with its noun: places of its determiner, of the participle and of the noun, and its lemma."""

    determiner: int
    participle: int
    noun: int
    lemma: str
    form: str


@dataclass(slots=True)
class Draft:
    """A clause in the making: the places of its words, chunk by chunk."""

    kind: str
    introducer: str
    words: list[int]
    quoted: bool
    parent: int
    finite: int = -1
    final: bool = False
    ends: set[int] = field(default_factory=set)
    frame: bool = False
    shares: int = -1
    front: int = -1


def groups(words: Words) -> list[Group]:
    """Part the words by quotation marks and parentheses; the first group is the sentence itself."""
    found = [Group([], False, -1)]
    stack = [0]
    marks: list[str] = [""]
    text = words.text
    for place in range(len(words)):
        mark = text[place]
        if not words.bits[place] & MARK:
            found[stack[-1]].words.append(place)
            continue
        if mark == marks[-1] or (marks[-1] == "“" and mark in '”"'):
            stack.pop()
            marks.pop()
            continue
        if mark == "“" and not any(open_mark == "“" for open_mark in marks) and "”" not in text[place:]:
            _close_unopened(found, stack, marks)
            continue
        if mark in "”" and len(stack) == 1:
            _close_unopened(found, stack, marks)
            continue
        closing = _closing(mark, text, place)
        if closing:
            if closing != ")" and closing != "]":
                found[stack[-1]].words.append(-1 - len(found))
            found.append(Group([], closing not in ")]" or found[stack[-1]].quoted, stack[-1]))
            stack.append(len(found) - 1)
            marks.append(closing)
            continue
        if mark in ")]" or mark in "«»":
            if mark in "«»" and len(stack) == 1:
                _close_unopened(found, stack, marks)
            continue
        found[stack[-1]].words.append(place)
    return _inlined(words, found)


def _closing(mark: str, text: list[str], place: int) -> str:
    if mark == "„":
        return "“"
    if mark == "“":
        return "”"
    if mark == '"':
        return '"' if '"' in text[place + 1 :] else ""
    if mark == "»":
        return "«" if "«" in text[place + 1 :] else ""
    if mark == "«":
        return "»" if "»" in text[place + 1 :] else ""
    if mark == "(":
        return ")"
    if mark == "[":
        return "]"
    return ""


def _close_unopened(found: list[Group], stack: list[int], marks: list[str]) -> None:
    """Take all words so far as the end of a quotation that an earlier sentence opened."""
    if len(stack) > 1 or not found[0].words:
        return
    said = found[0].words
    found[0] = Group([-1 - len(found)], False, -1)
    found.append(Group(said, True, 0))


def _inlined(words: Words, found: list[Group]) -> list[Group]:
    """Put quotations without a finite verb of their own back into the group around them."""
    for number in range(len(found) - 1, 0, -1):
        group = found[number]
        if any(place >= 0 and words.finite[place] for place in group.words) and len(group.words) > 2:
            continue
        outer = found[group.parent].words
        marker = -1 - number
        if marker in outer:
            place = outer.index(marker)
            outer[place : place + 1] = group.words
            group.words = []
    return found


def attributes(words: Words) -> list[Attribute]:
    """Find participles before their noun: "die am Montag verabschiedete Erklärung", "das geplante Treffen"."""
    found: list[Attribute] = []
    count = len(words)
    place = 0
    while place < count:
        if words.bits[place] & (DETERMINER | CONTRACTED):
            attribute = _attribute(words, place)
            if attribute is not None:
                found.append(attribute)
                place = attribute.participle
        place += 1
    return found


def _attribute(words: Words, determiner: int) -> Attribute | None:
    count = len(words)
    extended = False
    for place in range(determiner + 1, min(count, determiner + _LONGEST_ATTRIBUTE)):
        bits = words.bits[place]
        if bits & MARK:
            return None
        low = words.low[place]
        if words.noun[place]:
            if not extended:
                return None
            continue
        lemma, participle = attributive(low) if low.endswith(_ADJECTIVE_ENDINGS) else ("", "")
        if lemma:
            noun = _noun_after(words, place + 1)
            if noun >= 0:
                return Attribute(determiner, place, noun, lemma, participle)
        if bits & (PREPOSITION | REFLEXIVE):
            extended = True
        elif words.finite[place] and not lemma and not extended:
            return None
    return None


def _noun_after(words: Words, place: int) -> int:
    """Give the place of the noun that follows, over at most three adjectives; -1 for none."""
    for step in range(4):
        if place + step >= len(words) or words.bits[place + step] & MARK:
            return -1
        if words.noun[place + step]:
            return place + step
        if words.bits[place + step] & (PREPOSITION | DETERMINER | PRONOUN) or not words.low[
            place + step
        ].endswith(_ADJECTIVE_ENDINGS):
            return -1
    return -1


class Reader:
    """Tells, for the places of one sentence, which words are finite verbs and which zu-infinitives."""

    __slots__ = ("attributes", "blocked", "words")

    def __init__(self, words: Words, attributive_places: list[Attribute]) -> None:
        self.words = words
        self.attributes = {attribute.determiner: attribute for attribute in attributive_places}
        self.blocked: set[int] = set()
        for attribute in attributive_places:
            self.blocked.update(range(attribute.determiner, attribute.participle + 1))

    def zu_infinitive(self, place: int) -> bool:
        """Say whether the word is an infinitive with "zu", apart or inside."""
        words = self.words
        forms = words.forms[place]
        if not forms:
            return False
        if forms[0].tense == "zu-infinitive":
            return True
        return (
            place > 0
            and words.low[place - 1] == "zu"
            and not words.noun[place]
            and any(form.tense == "infinitive" for form in forms)
        )

    def finite(self, place: int) -> bool:
        """Say whether the word can be a finite verb where it stands."""
        words = self.words
        if not words.finite[place] or place in self.blocked or self.zu_infinitive(place):
            return False
        if place + 2 < len(words) and words.low[place + 1] == "zu" and words.text[place + 2] in _WITH_ZU:
            return False
        if place == 0 or words.bits[place - 1] & MARK:
            return True
        before = words.bits[place - 1]
        if (
            before & (DETERMINER | PREPOSITION)
            and place + 1 < len(words)
            and words.noun[place + 1]
            and words.low[place].endswith(_ADJECTIVE_ENDINGS)
        ):
            pronoun = before & PRONOUN or words.low[place - 1] in ("der", "die", "das")
            return bool(pronoun) and not attributive(words.low[place])[0]
        return True


def drafts(words: Words, reader: Reader) -> list[Draft]:
    """Divide the sentence into drafts of clauses, in the order of their first words."""
    found: list[Draft] = []
    for group in groups(words):
        if not group.words:
            continue
        for level in _dashed(words, group):
            _group_drafts(words, reader, level, group.quoted, found)
    return found


def _dashed(words: Words, group: Group) -> list[list[int]]:
    """Take what stands between two dashes out of its group."""
    dashes = [
        number for number, place in enumerate(group.words) if place >= 0 and words.text[place] in _DASHES
    ]
    if len(dashes) != 2 or dashes[0] == 0:
        return [group.words]
    first, second = dashes
    return [group.words[:first] + group.words[second + 1 :], group.words[first + 1 : second]]


def _chunks(words: Words, places: list[int]) -> list[tuple[str, list[int]]]:
    """Cut at commas, colons, semicolons, dashes and quotations: (mark before, places)."""
    found: list[tuple[str, list[int]]] = []
    mark = ""
    current: list[int] = []
    for place in places:
        cut = "Q" if place < 0 else (words.text[place] if words.bits[place] & MARK else "")
        if cut and (cut == "Q" or cut in _BREAKS):
            if current:
                found.append((mark, current))
                current = []
            if not (mark == "Q" and cut == ",") or found and found[-1][1] is not None and current:
                mark = cut
        elif not cut:
            current.append(place)
    if current:
        found.append((mark, current))
    return found


def _introduced(words: Words, reader: Reader, chunk: list[int], mark: str, first: bool) -> tuple[str, str]:
    """Tell what opens a chunk: (kind of clause or "", its introducer)."""
    bits = [words.bits[place] for place in chunk[:6]]
    low = [words.low[place] for place in chunk[:6]]
    for number, bit in enumerate(bits):
        if bit & SUBORDINATOR:
            return "subordinate", low[number]
        if not bit & (BEFORE | NUMBER):
            break
    start = 1 if bits[0] & COORDINATOR and len(bits) > 1 else 0
    final = reader.finite(chunk[-1]) and not words.noun[chunk[-1]]
    if len(bits) <= start:
        return "", ""
    if bits[start] & AMBIGUOUS and final and len(chunk) > start + 1:
        second = chunk[start + 1]
        if second == chunk[-1] or not reader.finite(second):
            return "subordinate", low[start]
    if mark in (",", "–", "-", "—") and not first:
        place = start + 1 if bits[start] & PREPOSITION and len(bits) > start + 1 else start
        if bits[place] & RELATIVE or low[place] == "wo":
            if len(chunk) == place + 1:
                return "relative", low[place]
            if final and _relative(words, reader, chunk, place):
                return "relative", low[place]
    if any(reader.zu_infinitive(place) for place in chunk) and not any(map(reader.finite, chunk)):
        return "infinitive", low[0] if bits[0] & OPENER else ""
    return "", ""


def _relative(words: Words, reader: Reader, chunk: list[int], place: int) -> bool:
    """Tell a relative clause from a main clause of which only the last word is its verb."""
    if place > 0:
        return True
    second = chunk[1] if len(chunk) > 1 else chunk[0]
    if second == chunk[-1]:
        return True
    for number, inner in enumerate(chunk[1:-1], 1):
        sure = words.finite[inner] and len(words.finite[inner]) == len(words.forms[inner])
        if sure and reader.finite(inner) and not words.bits[chunk[number + 1]] & COORDINATOR:
            return bool(words.finite[chunk[number + 1]]) and number + 2 == len(chunk)
    if words.noun[second] or words.low[second].endswith(_ADJECTIVE_ENDINGS) and not words.bits[second]:
        if words.finite[chunk[-1]][0].tense == "subj1":
            return False
        return not all(_within_noun_phrase(words, inner) for inner in chunk[1:-1])
    return True


def _within_noun_phrase(words: Words, place: int) -> bool:
    return words.noun[place] or words.low[place].endswith(_ADJECTIVE_ENDINGS) and not words.bits[place]


def _awaits(words: Words, reader: Reader, draft: Draft, place: int) -> bool:
    """Say whether a clause with auxiliary or modal verb still lacks the verb that stands at `place`."""
    lemma = words.finite[draft.finite][0].lemma
    if lemma in MODALS or lemma == "werden":
        fitting = "infinitive"
    elif lemma in AUXILIARIES:
        fitting = "participle"
    else:
        return False
    tenses = (fitting, "participle") if lemma == "werden" else (fitting,)
    if not any(form.tense in tenses for form in words.forms[place]):
        return False
    return not any(
        form.tense in ("infinitive", "participle")
        for other in draft.words[draft.words.index(draft.finite) :]
        for form in words.forms[other]
    )


def _group_drafts(words: Words, reader: Reader, places: list[int], quoted: bool, found: list[Draft]) -> None:
    main: Draft | None = None
    last: Draft | None = None
    waiting: list[Draft] = []
    chunks = _chunks(words, places)
    begin = len(found)
    opened: Draft | None = None

    def new(kind: str, introducer: str, chunk: list[int]) -> Draft:
        draft = Draft(kind, introducer, list(chunk), quoted, -1)
        draft.ends.add(chunk[-1])
        found.append(draft)
        return draft

    def extend(draft: Draft, chunk: list[int]) -> None:
        draft.words += chunk
        draft.ends.add(chunk[-1])

    for number, (mark, chunk) in enumerate(chunks):
        kind, introducer = _introduced(words, reader, chunk, mark, number == 0)
        finite = [place for place in chunk if words.finite[place] and reader.finite(place)]
        if kind == "relative" and waiting and _lacks_auxiliary(words, waiting[-1], chunk):
            kind = ""
        if kind in ("subordinate", "relative"):
            last = new(kind, introducer, chunk)
            last.final = True
            last.parent = found.index(main) if main is not None else -1
            if finite and (finite[-1] == chunk[-1] or kind == "subordinate" and len(chunk) > 3):
                last.finite = finite[-1]
            else:
                waiting.append(last)
            continue
        if not kind and not finite and _opens_infinitive(words, reader, chunk, chunks[number + 1 :]):
            last = new("infinitive", words.low[chunk[0]], chunk)
            last.final = True
            last.parent = found.index(main) if main is not None else -1
            opened = last
            continue
        if opened is not None and not finite:
            extend(opened, chunk)
            if kind == "infinitive":
                opened = None
            continue
        opened = None
        if kind == "infinitive":
            last = new(kind, introducer, chunk)
            last.final = True
            last.parent = found.index(main) if main is not None else -1
            continue
        if waiting and (not finite or finite[-1] == chunk[-1]) and mark not in (":", ";"):
            extend(waiting[-1], chunk)
            if finite:
                waiting[-1].finite = finite[-1]
                last = waiting.pop()
            continue
        if not finite:
            if _so_frame(words, chunk, mark):
                last = new("verbless", "so", chunk)
                last.frame = True
                continue
            if main is not None and mark not in (":", ";"):
                extend(main, chunk)
            else:
                main = last = new("main", "", chunk)
            continue
        if (
            main is not None
            and main.finite >= 0
            and finite[-1] == chunk[-1]
            and mark not in (":", ";")
            and _awaits(words, reader, main, chunk[-1])
        ):
            extend(main, chunk)
            continue
        head = _second(words, finite, finite[0] == chunk[0])
        first_place = chunk.index(head)
        follows = chunks[number + 1][1] if number + 1 < len(chunks) else []
        says = any(verb(form.lemma).speech for form in words.finite[head])
        if (
            first_place == 0
            and says
            and main is not None
            and main.finite < 0
            and follows
            and words.finite[follows[0]]
            and reader.finite(follows[0])
        ):
            last = new("main", "", chunk)
            last.finite = head
            last.frame = True
            continue
        if main is not None and main.finite < 0 and mark not in (":", ";", "Q"):
            extend(main, chunk)
            main.finite = head
            last = main
            continue
        previous = last
        main = last = new("main", "", chunk)
        main.finite = head
        if first_place == 0 and number > 0:
            if (
                previous is not None
                and previous.kind in ("subordinate", "infinitive")
                and _no_main(found[begin:-1])
            ):
                main.front = found.index(previous)
                previous.parent = len(found) - 1
            elif says or mark == "Q":
                main.frame = True
            elif previous is not None and mark == ",":
                main.shares = found.index(previous)
        elif first_place == 1 and words.bits[chunk[0]] & COORDINATOR and previous is not None and mark == ",":
            main.shares = found.index(previous)
        elif mark == "Q" and number == 0 and says:
            main.frame = True
        if waiting and mark not in (":", ";"):
            waiting.clear()


def _lacks_auxiliary(words: Words, draft: Draft, chunk: list[int]) -> bool:
    """Say whether a clause that ends in a participle finds its auxiliary at the end of the next chunk."""
    return (
        any(form.tense == "participle" for form in words.forms[draft.words[-1]])
        and words.finite[chunk[-1]][0].lemma in AUXILIARIES
    )


def _opens_infinitive(
    words: Words, reader: Reader, chunk: list[int], following: list[tuple[str, list[int]]]
) -> bool:
    """Recognise the first part of a list in an infinitive clause: "um A, B und C zu fordern"."""
    if not words.bits[chunk[0]] & OPENER:
        return False
    for _, later in following:
        if any(map(reader.finite, later)):
            return False
        if any(map(reader.zu_infinitive, later)):
            return True
    return False


def _second(words: Words, finite: list[int], first: bool) -> int:
    """Choose the finite verb of a main clause: the first, but for a participle in front ("Vereinbart wird")."""
    head = finite[0]
    if len(finite) > 1 and (first or finite[1] <= head + 2):
        both = any(form.tense == "participle" for form in words.forms[head])
        for other in finite[1:]:
            if both and words.finite[other][0].lemma in AUXILIARIES:
                return other
    return head


def _no_main(found: list[Draft]) -> bool:
    return not any(draft.kind == "main" for draft in found)


def _so_frame(words: Words, chunk: list[int], mark: str) -> bool:
    """Recognise the verbless frame of speech: "..., so die Ministerin"."""
    return (
        mark in (",", "Q", "–")
        and words.low[chunk[0]] == "so"
        and len(chunk) > 1
        and (bool(words.bits[chunk[1]] & DETERMINER) or words.noun[chunk[1]])
    )
