"""What an article, a mention, an event and its evidence are: declared once, for every stage.

Offsets are character offsets into `Article.text`, half open; dates are `datetime.date`, spans of dates
inclusive at both ends. Vocabulary: TIMEX3 (ISO 24617-1) for time expressions, EDTF (ISO 8601-2) for
uncertain dates, ISO 3166-1 alpha-2 for countries, PLOVER for kinds of acts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, get_args

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Granularity = Literal["day", "week", "month", "season", "quarter", "year", "range", "unknown"]
Basis = Literal["explicit", "relative", "article"]
Status = Literal["occurred", "planned", "proposed", "denied"]
Kind = Literal[
    "talks",
    "statement",
    "demand",
    "proposal",
    "agreement",
    "rejection",
    "decision",
    "aid",
    "sanction",
    "attack",
    "protest",
    "accident",
    "other",
]
PublishedBasis = Literal["given", "inferred", "unknown"]
ActorKind = Literal["person", "country", "organisation"]
Role = Literal["acts", "addressed", "takes part", "signs"]
SentenceRole = Literal["heading", "body", "item"]

GRANULARITIES: tuple[str, ...] = get_args(Granularity)
BASES: tuple[str, ...] = get_args(Basis)
STATUSES: tuple[str, ...] = get_args(Status)
KINDS: tuple[str, ...] = get_args(Kind)
ROLES: tuple[str, ...] = get_args(Role)

PLOVER: dict[str, str] = {
    "talks": "CONSULT",
    "statement": "CONSULT (comment)",
    "demand": "REQUEST",
    "proposal": "COOPERATE (intent)",
    "agreement": "AGREE",
    "rejection": "REJECT",
    "decision": "(none: domestic politics)",
    "aid": "AID",
    "sanction": "SANCTION",
    "attack": "ASSAULT",
    "protest": "PROTEST",
    "accident": "(none: disaster or crime)",
    "other": "(none)",
}
"""The PLOVER event type nearest to each kind of `Kind`."""


class Span(NamedTuple):
    """A half-open range of character offsets into `Article.text`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read: its text is never changed after this, only pointed into.

    `body` are the spans of `text` that are content, in order (headline included; date stamps, captions,
    comment forms, teasers excluded). `published_reason` says where the date stands or what it was inferred
    from. `document` is unique in a batch: the file's name without its ending, or the record's own id.
    """

    document: str
    text: str
    title: str = ""
    published: date | None = None
    published_basis: PublishedBasis = "unknown"
    published_reason: str = ""
    path: str = ""
    language: str = "de"
    body: tuple[Span, ...] = ()
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, headline or list item; `text` is `Article.text[start:end]`, without outer white space."""

    start: int
    end: int
    text: str
    paragraph: int
    role: SentenceRole = "body"


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression as TIMEX3 has it; `value` is the TIMEX3 value, `rule` the rule that found it."""

    start: int
    end: int
    text: str
    type: TimexType
    value: str
    rule: str


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """One calendar interval that an event can have; one or several time mentions that belong together.

    "am Sonntag und Montag" is one span of two days, "vom 11. bis 12. Juli" one span. `first` and `last` are
    None where the expression needs an anchor that is not known. `certain` is False for approximations
    ("vor fast vier Jahren"). `relation` is the preposition's sense: the event is at, since, until, before or
    after it. Intervals of since and until are bounded by the publication date; of a span "since", `onset_last`
    is the last day of the unit that it began in: 1976-12-31 of "seit 1976", the day itself of "seit Freitag".
    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    granularity: Granularity
    edtf: str
    basis: Basis
    rule: str
    certain: bool = True
    relation: Literal["at", "since", "until", "before", "after"] = "at"
    onset_last: date | None = None


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A place in the text that stands for a person, a country or an organisation.

    `name` is canonical: the full German name of a person or an organisation, a country's ISO 3166-1 alpha-2
    code. `countries` are those that it acts for (a country acts for itself). `form` is how it is written:
    name, surname, role ("der SPD-Chef"), pronoun, metonym ("Moskau lehnt ab"), demonym ("Ukrainer"),
    adjective ("britisch"), prefix ("US-"), list ("Kollegen aus Polen und Italien"). `use` says whether it can
    take part in an event: actor, place ("in Berlin"), topic ("Ukraine-Gespräche"), modifier ("der russische
    Präsident": the country of another mention).
    """

    start: int
    end: int
    text: str
    kind: ActorKind
    name: str
    countries: tuple[str, ...]
    form: Literal["name", "surname", "role", "pronoun", "metonym", "demonym", "adjective", "prefix", "list"]
    use: Literal["actor", "place", "topic", "modifier"]
    rule: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that proves an event: `text == Article.text[start:end]` of `document`, always."""

    document: str
    start: int
    end: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Participant:
    """One actor's part in an event; `name` as in `ActorMention.name`."""

    kind: ActorKind
    name: str
    role: Role
    rule: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the article places in time. The meaning of each field stands in `EVENT_COLUMNS`.

    `members` is empty for an event of one telling; a merged event keeps there the events that it was made
    from, one for each telling, so that it can explain itself, be split again and take in new articles.
    """

    event_id: str
    title: str
    start: date | None
    end: date | None
    granularity: Granularity
    edtf: str
    time_text: str
    basis: Basis
    kind: Kind
    status: Status
    participants: tuple[Participant, ...]
    persons: tuple[str, ...]
    countries: tuple[str, ...]
    organisations: tuple[str, ...]
    place: str | None
    confidence: float
    evidence: tuple[Evidence, ...]
    sources: int = 1
    conflicts: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    members: tuple[Event, ...] = ()


class Column(NamedTuple):
    """A column of a table: its name, its pandas type, and what it means."""

    name: str
    dtype: str
    meaning: str


EVENT_COLUMNS: tuple[Column, ...] = (
    Column("event_id", "str", "stable: the same input gives the same id"),
    Column("title", "str", "a short headline: actor, act, object"),
    Column("start", "datetime64[us]", "first day, inclusive; NaT where the date is unknown"),
    Column("end", "datetime64[us]", "last day, inclusive; NaT where the date is unknown"),
    Column("granularity", "str", "how precise the date is: " + ", ".join(GRANULARITIES)),
    Column("edtf", "str", "the date in EDTF (ISO 8601-2), `2022~` for about 2022; empty where unknown"),
    Column("time_text", "str", "the words that gave the date; empty where the publication date did"),
    Column("basis", "str", "explicit date, relative expression, or the article's own date"),
    Column("kind", "str", "what kind of act: " + ", ".join(KINDS)),
    Column("status", "str", "; ".join(STATUSES)),
    Column("persons", "list[str]", "full names of those who act or are addressed"),
    Column("countries", "list[str]", "ISO 3166-1 alpha-2 codes of those who take part or are addressed"),
    Column("organisations", "list[str]", "canonical names of those who take part or are addressed"),
    Column("place", "str", "where it happens, as named; missing where the text does not say"),
    Column("confidence", "float64", "0 to 1: the share of events so marked that are right"),
    Column("sources", "int64", "in how many articles it stands"),
    Column("conflicts", "list[str]", "where the sources disagree, one line each"),
    Column("corrections", "list[str]", "what a person put right or confirmed, who and when, one line each"),
)
EVIDENCE_COLUMNS: tuple[Column, ...] = (
    Column("event_id", "str", "the event that it proves"),
    Column("document", "str", "the article"),
    Column("start", "int64", "first character in the article's text"),
    Column("end", "int64", "after the last character"),
    Column("text", "str", "the sentence, to the letter"),
    Column("rule", "str", "which rules fired: of the date, the act, the status"),
)
PARTICIPANT_COLUMNS: tuple[Column, ...] = (
    Column("event_id", "str", "the event"),
    Column("kind", "str", "person, country or organisation"),
    Column("name", "str", "canonical name, or country code"),
    Column("role", "str", ", ".join(ROLES)),
    Column("rule", "str", "how the text was resolved to it"),
)
ARTICLE_COLUMNS: tuple[Column, ...] = (
    Column("document", "str", "unique name of the article"),
    Column("title", "str", "headline; empty where there is none"),
    Column("published", "datetime64[us]", "publication day; NaT where unknown"),
    Column("published_basis", "str", "given, inferred, unknown"),
    Column("published_reason", "str", "where the date stands, or what it was inferred from"),
    Column("path", "str", "the file or address"),
    Column("text", "str", "the text that all offsets point into"),
    Column("sha256", "str", "of the text in UTF-8"),
)
