"""The structure: stages import upstream only, the records import nothing, nothing goes in a circle."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "pipeline").rglob("*.py"))
STAGES = [
    *(
        "schema",
        "lang",
        "knowledge",
        "read",
        "split",
        "times",
        "actors",
        "clauses",
        "events",
        "merge",
        "dating",
    ),
    *(
        "store",
        "corrections",
        "chain",
        "corpus",
        "explain",
        "query",
        "chart",
        "export",
        "watch",
        "arguments",
        "cli",
        "__main__",
    ),
]
"""Each may import those before it, and none after it."""


def module_of(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports_of(path, lazy=True):
    """The modules of the project that a file imports; `lazy`: inside its functions and for types, too."""
    known = {module_of(file) for file in FILES}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree) if lazy else tree.body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole module"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= names & known or {node.module}
    return found & known


def stage_of(module):
    return module.split(".")[1] if "." in module else ""


def test_every_stage_has_its_place():
    stages = {stage_of(module_of(path)) for path in FILES} - {""}
    assert stages - set(STAGES) == set()


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_imports_point_upstream(path):
    own = stage_of(module_of(path))
    if not own:
        return
    downstream = STAGES[STAGES.index(own) + 1 :]
    assert [name for name in imports_of(path) if stage_of(name) in downstream] == []


def test_the_records_import_nothing_of_the_project():
    assert imports_of(ROOT / "pipeline" / "schema.py") == set()


def test_no_import_goes_in_a_circle():
    TopologicalSorter({module_of(path): imports_of(path, lazy=False) for path in FILES}).prepare()


@pytest.mark.parametrize(
    "module", ["pipeline", "pipeline.read", "pipeline.split", "pipeline.chain", "pipeline.cli"]
)
def test_the_way_from_articles_to_json_needs_no_dataframes(module):
    heavy = {"pandas", "pyarrow", "plotly", "streamlit"}
    code = f"import sys, {module}; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_page_is_not_known_to_the_pipeline():
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert "import streamlit" not in text, path
        assert "dashboard" not in "".join(sorted(imports_of(path))), path
