"""What the project rests on: declared, bounded, complete in the install, and free to use."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from lowest import BOUNDS, PROJECT, declared, lowest
from packaging.version import Version

from docs.licences import compatible, needed

ROOT = PROJECT.parent
OWN = {"pipeline", "views"}
CODE = [*(path for name in sorted(OWN) for path in (ROOT / name).rglob("*.py")), ROOT / "dashboard.py"]
HELPERS = {"defusedxml"}  # openpyxl reads workbooks with it where it is installed
EXTRAS = ("cluster",)
TESTS = [line for line in declared("test") if not line.startswith("zeitstrahl")]


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            found |= {arg.value.split(".")[0] for arg in node.args if isinstance(arg, ast.Constant)}
    return found - set(sys.stdlib_module_names) - OWN


def optional() -> list[str]:
    return [line for name in EXTRAS for line in declared(name)]


def test_every_import_is_declared() -> None:
    names = {match["name"].lower() for line in declared() + optional() if (match := BOUNDS.fullmatch(line))}
    packages = packages_distributions()
    missing = {
        f"{path.relative_to(ROOT)}: {module}"
        for path in CODE
        for module in imported(path)
        if not names & {name.lower() for name in packages.get(module, [module])}
    }
    assert missing == set()


def test_everything_declared_is_imported() -> None:
    packages = packages_distributions()
    used = {
        name.lower() for path in CODE for module in imported(path) for name in packages.get(module, [module])
    }
    named = {match["name"].lower() for line in declared() if (match := BOUNDS.fullmatch(line))}
    assert named - used - HELPERS == set()


@pytest.mark.parametrize("line", [*declared(), *optional(), *TESTS])
def test_every_dependency_has_tested_bounds(line: str) -> None:
    found = BOUNDS.fullmatch(line)
    assert found, f"{line}: no lower and upper bound"
    assert Version(found["lower"]) < Version(found["upper"])
    assert f"{found['name']}=={found['lower']}" in lowest()


def test_the_install_contains_what_it_imports_and_reads(tmp_path: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", *sorted(OWN), "pyproject.toml", "README.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    for name in tracked:
        (tmp_path / "project" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "project" / name).write_bytes((ROOT / name).read_bytes())
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", "."]
    subprocess.run([*build, "./project"], cwd=tmp_path, check=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert {name for name in tracked if name.split("/")[0] in OWN} - set(archive.namelist()) == set()
        archive.extractall(tmp_path / "installed")
    start = (
        "import sys; sys.path.insert(0, 'installed'); import pipeline.cli as cli; "
        "print(cli.__file__); sys.exit(cli.main(['extract', '-']))"
    )
    run = subprocess.run(
        [sys.executable, "-c", start],
        check=True,
        input="Am 3. Mai 2024 traf Olaf Scholz in Berlin Emmanuel Macron.",
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=120,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
    )
    assert run.stdout.startswith(str(tmp_path / "installed"))
    assert "Emmanuel Macron" in run.stdout


@pytest.mark.parametrize(("name", "licence"), needed().items())
def test_licences_are_compatible(name: str, licence: str) -> None:
    assert compatible(licence), f"{name}: {licence}"


@pytest.mark.parametrize(
    ("licence", "free"),
    [
        ("MIT", True),
        ("BSD License OR Apache Software License", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("GPL-3.0-or-later", False),
        ("MIT AND GPL-2.0-only", False),
        ("GPL-2.0-only AND (MIT OR ISC)", False),
        ("AGPL-3.0", False),
        ("unknown", False),
    ],
)
def test_which_licences_are_compatible(licence: str, free: bool) -> None:
    assert compatible(licence) is free
