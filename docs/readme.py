"""Writes the generated parts of the README and of requirements.txt anew: `python -m docs.readme`.

The tables of columns come from `pipeline.schema`, the kinds with their PLOVER equivalents too, the hosting's list of
packages from `pyproject.toml`. `tests/test_readme.py` holds the files to them.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from pipeline import schema

ROOT = Path(__file__).resolve().parent.parent
TABLES = {
    "events": schema.EVENT_COLUMNS,
    "evidence": schema.EVIDENCE_COLUMNS,
    "participants": schema.PARTICIPANT_COLUMNS,
    "articles": schema.ARTICLE_COLUMNS,
}


def columns(table: tuple[schema.Column, ...]) -> str:
    """Give a table of columns as Markdown."""
    rows = [f"| `{column.name}` | {column.dtype} | {column.meaning} |" for column in table]
    return "\n".join(["| column | type | meaning |", "|---|---|---|", *rows])


def kinds() -> str:
    """Give the kinds of acts with the PLOVER event type nearest to each, as Markdown."""
    rows = [f"| {kind} | {schema.PLOVER[kind]} |" for kind in schema.KINDS]
    return "\n".join(["| kind | PLOVER |", "|---|---|", *rows])


def generated(text: str) -> str:
    """Give a text with each block between `<!-- name -->` and `<!-- /name -->` written anew."""
    blocks = {name: columns(table) for name, table in TABLES.items()} | {"kinds": kinds()}
    for name, block in blocks.items():
        start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        before, _, rest = text.partition(start)
        if rest:
            text = f"{before}{start}\n{block}\n{end}{rest.partition(end)[2]}"
    return text


def requirements() -> str:
    """Give the packages that the page needs, as Streamlit's hosting reads them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    head = "# Written by docs/readme.py from pyproject.toml, for Streamlit's hosting.\n"
    return head + "".join(f"{package}\n" for package in project["dependencies"])


def main() -> None:
    """Write the files."""
    readme = ROOT / "README.md"
    readme.write_text(generated(readme.read_text(encoding="utf-8")), encoding="utf-8")
    (ROOT / "requirements.txt").write_text(requirements(), encoding="utf-8")


if __name__ == "__main__":
    main()
