"""Writes `docs/licences.md`, the licences of all that the install brings: `python -m docs.licences`.

What counts is the installed package's own metadata: the SPDX expression, else the classifiers, else the free text.
"""

from __future__ import annotations

import ast
import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"
PERMISSIVE = (
    *("MIT", "MIT-CMU", "BSD", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "Zlib", "CC0-1.0", "Unlicense"),
    *("Apache-2.0", "Apache Software", "Apache 2.0", "PSF-2.0", "Python Software Foundation", "CNRI-Python"),
    *(
        "3-Clause BSD",
        "HPND",
        "UPL-1.0",
        "Apache",
        "Public Domain",
        "Apache Version 2.0",
        "Apache License 2.0",
    ),
)
"""Licences under which a package may be used and passed on in any work."""
OF_FILES = ("MPL-2.0", "Mozilla Public License 2.0 (MPL 2.0)", "MPL-1.1", "MPL 2.0")
"""Licences that ask only for changes to the package's own files to be published."""


def needed(name: str = "zeitstrahl") -> dict[str, str]:
    """Give each package that an install without extras brings here, with its licence as it names it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [Requirement(line) for line in project["dependencies"]]
    found: dict[str, str] = {}
    while waiting:
        requirement = waiting.pop()
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue
        meta = package.metadata
        classifiers = [
            line.split(" :: ")[-1] for line in meta.get_all("Classifier", []) if "License ::" in line
        ]
        stated = (
            meta.get("License-Expression") or " OR ".join(classifiers) or meta.get("License") or "unknown"
        )
        found[name] = stated.splitlines()[0].strip()
        waiting += [Requirement(line) for line in package.requires or ()]
    return dict(sorted(found.items()))


def compatible(licence: str) -> bool:
    """Say whether one of the alternatives that a licence gives asks nothing of works that use the package."""
    allowed = {name.lower() for name in (*PERMISSIVE, *OF_FILES)}
    if _plain(licence) in allowed:
        return True
    parts = re.split(r"(\(|\)|\s+OR\s+|\s+AND\s+)", licence)
    words = {"(": "(", ")": ")", "OR": " or ", "AND": " and ", "": ""}
    stated = "".join(words.get(part.strip(), str(_plain(part) in allowed)) for part in parts)
    return _holds(ast.parse(stated, mode="eval").body)


def _holds(node: ast.expr) -> bool:
    if isinstance(node, ast.BoolOp):
        return (any if isinstance(node.op, ast.Or) else all)(_holds(value) for value in node.values)
    return isinstance(node, ast.Constant) and bool(node.value)


def _plain(licence: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"(?i)[,\s]*licen[cs]e$", "", licence)).strip().lower()


def page() -> str:
    """Give the page."""
    rows = [f"| {name} | {licence} |" for name, licence in needed().items()]
    head = (
        "# Licences\n\nAll that `make` installs, with the licence that each package names. Each is free to use "
        "and to pass on in any\nwork; the MPL asks for changes to its own files to be published.\n"
    )
    return "\n".join([head, "| package | licence |", "|---|---|", *rows, ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
