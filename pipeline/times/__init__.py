"""Finds time expressions and resolves them: as TIMEX3 mentions, and as calendar intervals of events."""

from pipeline.times.spans import spans
from pipeline.times.tagger import tag

__all__ = ["spans", "tag"]
