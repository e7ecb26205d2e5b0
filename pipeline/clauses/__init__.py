"""Split a sentence into clauses, and find in each the predicate, its subject and its complements.

A stage between `split` and `events` that knows words, not meaning: token rules over closed classes
(`lang/de/clauses.toml`), the conjugated lexicon (`lang.verbs`) and the acts (`lang.acts`). No rule looks further
than its sentence, and all are linear in its length.

The German sentence is read by its brackets. A main clause has its finite verb second (or first), and the rest of
the verbal complex at its end: "Merz | hatte | Putin am Montag zu einer Waffenruhe | aufgefordert". A subordinate
clause has the whole complex at its end. Commas, dashes, parentheses and quotation marks bound what may be a
clause; what has no verb of its own belongs to the clause around it, so that the spans of a clause may be several.
"""

from __future__ import annotations

from pipeline.clauses.analysis import clauses
from pipeline.clauses.records import Clause, Nominal, Phrase, Predicate

__all__ = ["Clause", "Nominal", "Phrase", "Predicate", "clauses"]
