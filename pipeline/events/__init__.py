"""Finds the events of one article."""
