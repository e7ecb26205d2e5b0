"""What a clause, its predicate, its phrases and its nominal events are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.schema import Span  # named tuples ask for it

if TYPE_CHECKING:
    from collections.abc import Callable

ClauseKind = Literal["main", "subordinate", "relative", "infinitive", "participle", "verbless"]
PredicateTense = Literal["present", "past", "perfect", "pluperfect", "future", "infinitive"]
Mood = Literal["indicative", "subjunctive1", "subjunctive2"]
PhraseRole = Literal["subject", "object", "prepositional", "genitive", "predicative"]


class Predicate(NamedTuple):
    """A verb with its auxiliaries, particle and, where they decide the act, its nouns.

    `lemma` has the separable prefix joined ("zurückweisen"); `tokens` are the spans of all words that make it,
    in order, the first of them the finite one. `tense` "future" is also werden + infinitive. `mood` is that of
    the finite verb, "indicative" where a form is both. `passive` is werden-passive, `state` sein + participle
    of a verb that forms its perfect with haben ("ist geplant"). `modal` is the lemma of a modal verb ("sollen"),
    or "zu" where sein or haben with a zu-infinitive means must or can. `negated` holds for the predicate or its object
    ("kein"). `kind` is one of `schema.KINDS` or empty, decided by the phrase if there is one; `noun` is
    the event noun that decided it ("stattfinden" + "Gipfel"). `status` is the lexicon's, empty for occurred:
    tense, modality and negation are not yet in it. `speech` verbs can introduce what is said.
    """

    lemma: str
    tokens: tuple[Span, ...]
    tense: PredicateTense
    mood: Mood
    passive: bool
    state: bool
    modal: str
    negated: bool
    speech: bool
    kind: str
    status: str
    phrase: str
    noun: str
    number: str
    addressed: tuple[str, ...]


class Phrase(NamedTuple):
    """A noun phrase or, with `preposition`, a prepositional phrase; the span is without the preposition.

    `cases` are the letters n a d g that the phrase's form allows. `role` is a guess: prefer it to nothing.
    Conjuncts ("Merz und Macron") are phrases of their own with the same role.
    """

    start: int
    end: int
    preposition: str
    cases: str
    role: PhraseRole


class Nominal(NamedTuple):
    """A noun that names an event ("nach dem Treffen am Freitag"); the span is that of its noun phrase.

    `head` is the span of the noun itself. `lemma` is the lexicon's head noun ("Abkommen" of "Getreideabkommen").
    `preposition` is the lower-case preposition before the phrase, or empty; "am" and "zum" stand as "an", "zu".
    """

    start: int
    end: int
    head: Span
    lemma: str
    kind: str
    status: str
    preposition: str
    definite: bool


class Complements(NamedTuple):
    """What stands beside the predicate of a clause: its subject, and its phrases."""

    subject: Span | None
    shares_subject: bool
    phrases: tuple[Phrase, ...]


class Clause:
    """A clause: the spans of its words, outer punctuation and embedded clauses left out.

    `kind` "participle" is an attribute with a verb of its own ("die am Montag verabschiedete Erklärung"): it
    lies within another clause, its span runs from the determiner to the participle, and `head` is the span
    of the noun. `introducer` is the lower-case conjunction or relative pronoun. `parent` is the index, in the
    list of the sentence's clauses, of the clause that it depends on, -1 for none. `quoted` clauses lie within
    quotation marks. `frame` clauses tell who says what stands around them ("..., sagte Pistorius").
    `vorfeld` is the span before the finite verb of a main clause. `predicates` may be several where they share
    what stands around them ("bekräftigte ... und wies ... zurück" are two clauses, the second with the subject
    of the first: `shares_subject`; "hat gefordert und beschlossen" is one, but "wurde 1972 eingeführt und 1993
    abgeändert" two, since each has a time; the tokens of the second predicate begin with the verb of the first).
    `subject` is the span of the likely subject, its own or the shared one, or None.
    `antecedent` is the noun that a relative clause follows.

    `phrases` and `subject` are looked for when one asks for them, as for most clauses nobody does.
    """

    __slots__ = (
        "_found",
        "_look",
        "antecedent",
        "frame",
        "head",
        "introducer",
        "kind",
        "nominals",
        "parent",
        "predicates",
        "quoted",
        "spans",
        "vorfeld",
    )

    def __init__(
        self,
        kind: ClauseKind,
        spans: tuple[Span, ...],
        predicates: tuple[Predicate, ...],
        introducer: str,
        parent: int,
        quoted: bool,
        frame: bool,
        vorfeld: Span | None,
        nominals: tuple[Nominal, ...],
        head: Span | None,
        antecedent: Span | None,
        look: Callable[[], Complements],
    ) -> None:
        self.kind = kind
        self.spans = spans
        self.predicates = predicates
        self.introducer = introducer
        self.parent = parent
        self.quoted = quoted
        self.frame = frame
        self.vorfeld = vorfeld
        self.nominals = nominals
        self.head = head
        self.antecedent = antecedent
        self._look = look
        self._found: Complements | None = None

    def _complements(self) -> Complements:
        found = self._found
        if found is None:
            found = self._found = self._look()
        return found

    def apart(self, end: int, start: int) -> None:
        """Take what ends at `end` and what begins at `start` for two phrases, the second an object.

        Two names side by side look like one of two words: "traf Merz Macron".
        """
        known, look = self._found, self._look

        def looked() -> Complements:
            found = known or look()
            phrases: list[Phrase] = []
            for phrase in found.phrases:
                if not phrase.preposition and phrase.start < end and start < phrase.end:
                    role: PhraseRole = "object" if phrase.role == "subject" else phrase.role
                    phrases += [phrase._replace(end=end), phrase._replace(start=start, role=role)]
                else:
                    phrases.append(phrase)
            subject = found.subject
            if subject is not None and subject.start < end and start < subject.end:
                subject = Span(subject.start, end)
            return Complements(subject, found.shares_subject, tuple(phrases))

        self._look, self._found = looked, None

    @property
    def subject(self) -> Span | None:
        """The likely subject."""
        return self._complements().subject

    @property
    def shares_subject(self) -> bool:
        """Whether the subject is that of the clause before."""
        return self._complements().shares_subject

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """The noun phrases and prepositional phrases."""
        return self._complements().phrases

    @property
    def predicate(self) -> Predicate | None:
        """The first predicate, or None for a verbless clause."""
        return self.predicates[0] if self.predicates else None

    @property
    def start(self) -> int:
        """The first character of the first span."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """The end of the last span."""
        return self.spans[-1].end
