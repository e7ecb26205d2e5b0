"""Zeitstrahl: dated events from news articles, with actors and proof."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.chain import extract, run
    from pipeline.read import read_articles
    from pipeline.store import load, save

__all__ = ["extract", "load", "read_articles", "run", "save"]
__version__ = "0.1.0"

_HOME = {"extract": "chain", "run": "chain", "read_articles": "read", "load": "store", "save": "store"}


def __getattr__(name: str) -> Any:
    # each stage is imported when it is asked for: reading alone needs neither pandas nor the tables of actors
    if name in _HOME:
        return getattr(import_module(f"pipeline.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
