"""Reads web pages: what of a page is the article, what it is called, and when it was published."""

from __future__ import annotations

from pipeline.read.web.page import read_html, read_mhtml

__all__ = ["read_html", "read_mhtml"]
