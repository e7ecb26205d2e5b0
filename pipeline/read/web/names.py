"""The words by which pages name their parts: what an element's class or id tells of its content."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def names() -> dict[str, frozenset[str]]:
    """The words in classes, ids and roles of elements, by what stands in such elements."""
    text = resources.files("pipeline.read.web").joinpath("names.toml").read_text(encoding="utf-8")
    return {sort: frozenset(listed.split()) for sort, listed in tomllib.loads(text).items()}
