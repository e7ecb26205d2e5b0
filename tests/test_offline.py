"""Nothing leaves the machine: what the commands ask of the network is watched. For the page's server see `conftest`."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from watched import at_home

ROOT = Path(__file__).resolve().parent.parent
WATCHED = [sys.executable, str(ROOT / "tests" / "watched.py")]


def asked(log: Path, *command: str) -> list[str]:
    subprocess.run([*WATCHED, str(log), *command], cwd=ROOT, check=True, capture_output=True, timeout=120)
    return log.read_text(encoding="utf-8").splitlines()


def test_extracting_asks_nothing_of_the_network(tmp_path: Path) -> None:
    output = tmp_path / "events.parquet"
    assert asked(tmp_path / "log", "pipeline", "extract", "seeds", "-o", str(output)) == ["watching"]
    assert output.exists()


def test_the_watch_hears_connections(tmp_path: Path) -> None:
    (tmp_path / "asks.py").write_text(
        "import socket\nsock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\nsock.settimeout(0.1)\n"
        "try:\n    sock.connect(('192.0.2.1', 9))\nexcept OSError:\n    pass\n",
        encoding="utf-8",
    )
    log = tmp_path / "log"
    subprocess.run([*WATCHED, str(log), "asks"], cwd=tmp_path, check=True, timeout=60)
    assert log.read_text(encoding="utf-8").splitlines() == ["watching", "socket.connect '192.0.2.1'"]


@pytest.mark.parametrize(
    ("host", "here"),
    [
        *[(host, True) for host in ("127.0.0.1", "::1", "localhost", "/run/socket")],
        *[(host, False) for host in ("example.org", "192.168.0.1", "2001:db8::1")],
    ],
)
def test_what_is_this_machine(host: str, here: bool) -> None:
    assert at_home(host) is here


def test_usage_statistics_are_off() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["browser"]["gatherUsageStats"] is False
