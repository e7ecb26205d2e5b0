"""Finds the persons, countries and organisations of an article, and says who and what they are."""

from pipeline.actors.listing import Listed, listing
from pipeline.actors.recognition import find

__all__ = ["Listed", "find", "listing"]
