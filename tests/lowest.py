"""Prints each declared dependency at its lower bound, as constraints for pip: `python tests/lowest.py`."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
BOUNDS = re.compile(
    r"(?P<name>[\w.-]+)(?:\[[\w,-]+\])?>=(?P<lower>[\d.]+(?:post\d+)?),<(?P<upper>[\d.]+)(?:; .*)?"
)


def declared(group: str = "") -> list[str]:
    """Give the requirements of the project, or of one of its extras, as written."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    found: list[str] = project["optional-dependencies"][group] if group else project["dependencies"]
    return found


def lowest() -> list[str]:
    """Give the lower bounds of what the project needs to run and to be tested."""
    every = declared() + declared("cluster") + declared("test")
    own = [line for line in every if not line.startswith("zeitstrahl")]
    found = [BOUNDS.fullmatch(line) for line in own]
    return [f"{match['name']}=={match['lower']}" for match in found if match]


if __name__ == "__main__":
    print("\n".join(lowest()))
