"""Loads the words and rules of a language: one folder a language, one TOML table a stage."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES: tuple[str, ...] = ("de",)
"""The languages that events are found in, as ISO 639-1 codes."""


@cache
def table(name: str, language: str = "de") -> dict[str, Any]:
    """Read `pipeline/lang/<language>/<name>.toml` once; callers share the result and must not change it."""
    if language not in LANGUAGES:
        raise ValueError(f"unknown language {language!r}; known: {', '.join(LANGUAGES)}")
    text = resources.files(__name__).joinpath(language, f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
