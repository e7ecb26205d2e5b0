"""People's corrections: an append-only file of edits, replayed over every new extraction."""

from pipeline.corrections.edits import Anchor, Edit, Target, edit
from pipeline.corrections.files import Log, append, joined, read, read_bytes
from pipeline.corrections.kept import Kept, kept, note
from pipeline.corrections.matching import REASONS, Corpus, Reason, anchors, anchors_of, corpus, target
from pipeline.corrections.replay import Lost, Replayed, changed_fields, put_right, replay, taken_back
from pipeline.corrections.values import EditError, values_of

__all__ = [
    "REASONS",
    "Anchor",
    "Corpus",
    "Edit",
    "EditError",
    "Kept",
    "Log",
    "Lost",
    "Reason",
    "Replayed",
    "Target",
    "anchors",
    "anchors_of",
    "append",
    "changed_fields",
    "corpus",
    "edit",
    "joined",
    "kept",
    "note",
    "put_right",
    "read",
    "read_bytes",
    "replay",
    "taken_back",
    "target",
    "values_of",
]
