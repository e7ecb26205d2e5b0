"""The README and the hosting's list of packages say what the code says."""

import re

import pytest

from docs.readme import ROOT, TABLES, generated, requirements
from pipeline.cli import main

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_generated_parts_are_up_to_date() -> None:
    assert generated(README) == README, "run: python -m docs.readme"
    assert (ROOT / "requirements.txt").read_text(encoding="utf-8") == requirements(), (
        "run: python -m docs.readme"
    )


@pytest.mark.parametrize("name", TABLES)
def test_every_table_stands_in_the_readme(name: str) -> None:
    assert f"<!-- {name} -->" in README


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)\)", README))))
def test_every_link_of_the_readme_leads_somewhere(target: str) -> None:
    assert (ROOT / target).exists()


def test_every_command_of_the_readme_exists(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    known = set(re.findall(r"^    (\w+) {2,}", capsys.readouterr().out, re.MULTILINE))
    assert set(re.findall(r"python -m pipeline (\w+)", README)) <= known
