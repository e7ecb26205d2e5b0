"""Runs a module and writes each address off this machine that it asks for: `python watched.py LOG MODULE ...`.

A name that is looked up counts too: it tells a server which. The log's first line says that the watch was on.
"""

from __future__ import annotations

import runpy
import sys
from ipaddress import ip_address
from pathlib import Path

ASKED = {"socket.connect", "socket.sendto", "socket.sendmsg"}
NAMED = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
HERE = {"localhost", "", None}


def at_home(host: object) -> bool:
    """Say whether a host is this machine."""
    if host in HERE or not isinstance(host, str | bytes):
        return True
    name = host.decode() if isinstance(host, bytes) else host
    try:
        address = ip_address(name)
    except ValueError:
        return name.startswith("/")
    return address.is_loopback or address.is_unspecified


def watch(log: Path) -> None:
    """Write what this process asks for from now on."""
    with log.open("a", encoding="utf-8") as file:
        file.write("watching\n")

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        address = (
            arguments[1]
            if event in ASKED and len(arguments) > 1
            else arguments[0]
            if event in NAMED
            else None
        )
        if isinstance(address, tuple):
            address = address[0]
        if not at_home(address):
            with log.open("a", encoding="utf-8") as file:
                file.write(f"{event} {address!r}\n")

    sys.addaudithook(heard)


if __name__ == "__main__":
    watch(Path(sys.argv[1]))
    sys.argv = sys.argv[2:]
    sys.path[0] = str(Path.cwd())
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
