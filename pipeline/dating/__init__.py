"""Dates articles that give no date: from their own words, or from others that tell the same events."""

from pipeline.dating.content import date_from_content
from pipeline.dating.neighbours import infer_dates, infer_dates_from

__all__ = ["date_from_content", "infer_dates", "infer_dates_from"]
