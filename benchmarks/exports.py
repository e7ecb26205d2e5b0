"""How long exports take and how much memory: `python -m benchmarks.exports [SIZE...] [FORMAT...]`.

Each format is written by the command line in a process of its own, over a made-up store; time is wall and
processor time, memory the most that the process held. Where the package `followthemoney` is installed, its
model checks the entities.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.made_up import store
from pipeline.export import FORMATS, can_write

SIZES = (10_000, 100_000)


def measure(path: Path, form: str, folder: Path) -> tuple[float, float, float, float]:
    """Seconds by the clock and of the processor, megabytes of memory, megabytes of the file."""
    target = folder / f"out{FORMATS[form].ending}"
    command = [sys.executable, "-m", "pipeline", "export", str(path), "--to", form, "-o", str(target)]
    begin = time.perf_counter()
    process = os.posix_spawn(
        command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]
    )
    _, status, used = os.wait4(process, 0)
    took = time.perf_counter() - begin
    if status:
        raise RuntimeError(f"{form}: status {os.waitstatus_to_exitcode(status)}")
    if form == "ftm" and importlib.util.find_spec("followthemoney"):
        check(target)
    scale = 1024 if sys.platform == "darwin" else 1
    return took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024 / scale, target.stat().st_size / 1e6


def check(path: Path) -> None:
    """Hold entities to FollowTheMoney's own model: each is valid, and no value is other than it would make it."""
    model = importlib.import_module("followthemoney").model
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            entity = json.loads(line)
            model.get(entity["schema"]).validate(entity)
            cleaned = model.get_proxy(entity, cleaned=False).to_dict()["properties"]
            if {k: sorted(v) for k, v in cleaned.items()} != {
                k: sorted(v) for k, v in entity["properties"].items()
            }:
                raise ValueError(f"{entity['id']}: {cleaned}")


def main() -> None:
    sizes = [int(argument) for argument in sys.argv[1:] if argument.isdigit()] or SIZES
    forms = [argument for argument in sys.argv[1:] if argument in FORMATS] or list(filter(can_write, FORMATS))
    print("| events | format | s | processor s | memory MB | file MB |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = store(Path(folder), size)
            measure(path, "jsonl", Path(folder))  # the first one makes the index
            for form in forms:
                took, used, memory, length = measure(path, form, Path(folder))
                print(
                    f"| {size:,} | {form} | {took:.1f} | {used:.1f} | {memory:.0f} | {length:.1f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
