"""Filtering: an index over the events, the answer to a filter, and the link that names it."""

from pipeline.query.answer import Answer, answer, day_number
from pipeline.query.beside import is_store, open_store, path_of_index, signature
from pipeline.query.filter import ACTORS, FACETS, Choice, Filter, Subject, View
from pipeline.query.index import NEVER, Facet, Index, Row, build
from pipeline.query.url import Parameters, from_url, to_url
from pipeline.query.words import fold

__all__ = [
    "ACTORS",
    "FACETS",
    "NEVER",
    "Answer",
    "Choice",
    "Facet",
    "Filter",
    "Index",
    "Parameters",
    "Row",
    "Subject",
    "View",
    "answer",
    "build",
    "day_number",
    "fold",
    "from_url",
    "is_store",
    "open_store",
    "path_of_index",
    "signature",
    "to_url",
]
