"""Zeitstrahl: dated events from news articles, with actors and proof."""
