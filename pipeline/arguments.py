"""The arguments of the command line: what each command takes, and the help that explains it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import Any

from pipeline import actors
from pipeline.corrections import evaluate
from pipeline.export.options import add_options
from pipeline.read import KNOWN, STANDARD_INPUT
from pipeline.read.fields import SORTS
from pipeline.store import FORMATS

Command = Callable[[argparse.Namespace], int]

_INPUTS = (
    f"inputs: files ({KNOWN}), folders of them, addresses (https://...), and - for standard input. "
    "Tables and records have one article a row, with columns as text, title, date, doc, url or their like."
)
_STATUS = "exit status: 0 fine; 1 some inputs failed (each named on standard error); 2 wrong usage"
_EXPORT_STATUS = "exit status: 0 fine; 1 FILE cannot be read or OUTPUT not made; 2 wrong usage"


def _add_reading(add: Callable[..., Any]) -> None:
    """The options of how inputs are read."""
    add(
        "--columns",
        action="append",
        metavar="SORT=NAME",
        help=f"which column of a table has the {', '.join(SORTS[:-1])} where its name does not tell; repeatable",
    )
    add("--allow-private", action="store_true", help="fetch addresses of this machine and its network, too")
    add(
        "--ignore-robots",
        action="store_true",
        help="fetch addresses though their site's robots.txt forbids it",
    )


def _add_power(add: Callable[..., Any]) -> None:
    """The options of how many processes or machines do the work."""
    add(
        "--jobs",
        type=_count,
        metavar="N",
        help="processes (default: as many as cores where there is much to do)",
    )
    add(
        "--scheduler", metavar="ADDRESS", help="of a Dask cluster that does the work; needs the extra cluster"
    )
    add("--progress", action="store_true", help="show a bar though standard error is no terminal")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text}: a number from 1 on is allowed")
    return int(text)


def parser(commands: Mapping[str, Command]) -> argparse.ArgumentParser:
    """Make the parser of the command line; `commands` are the functions that run each, by name."""
    made = argparse.ArgumentParser(
        prog="python -m pipeline",
        description="Find the dated events of German news articles: who did what, when, and the sentence "
        "that proves it.",
        epilog=_STATUS,
    )
    added_commands = made.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, summary: str, epilog: str) -> Any:
        added = added_commands.add_parser(name, help=summary, description=f"{summary}.", epilog=epilog)
        added.set_defaults(command=commands[name])
        return added

    add = command("extract", "Find the events of articles", f"{_INPUTS} {_STATUS}").add_argument
    add("inputs", nargs="+", metavar="INPUT", help="a file, a folder, an address, or - for standard input")
    add(
        "--format",
        choices=tuple(FORMATS),
        help="of the output (default: by FILE's ending, else jsonl)",
    )
    add(
        "-o",
        "--output",
        metavar="FILE|FOLDER/",
        help="written all or not at all (default: standard output); a folder takes corpora of any size, and the "
        "same command goes on where it was stopped",
    )
    add(
        "--undated",
        action="store_true",
        help="write undated events too; parquet always has them",
    )
    add(
        "--add",
        action="store_true",
        help="add to the events that FILE.parquet or FOLDER/ has; articles that it has with the same text stay",
    )
    add("--forget", action="store_true", help="with --add: take out articles that are not among the inputs")
    add("--actors", metavar="FILE", help="CSV or TSV of your own persons, countries, organisations, offices")
    _add_reading(add)
    _add_power(add)
    add("--corrections", metavar="FILE", help="a corrections.jsonl that is replayed over what is found")

    epilog = f"What is new is added, what changed is replaced, until Ctrl-C. {_INPUTS} {_STATUS}"
    add = command("watch", "Find the events of a folder's articles as they arrive", epilog).add_argument
    add("folder", metavar="FOLDER", help="the folder to watch, with all below it")
    add(
        "-o",
        "--output",
        metavar="FILE",
        required=True,
        help="a .parquet file or a folder of parts; what it has stays",
    )
    add("--forget", action="store_true", help="take out the articles of files that are gone")
    add("--actors", metavar="FILE", help="CSV or TSV of your own persons, countries, organisations, offices")
    _add_reading(add)
    _add_power(add)
    add("--corrections", metavar="FILE", help="a corrections.jsonl that is replayed over what is found")

    epilog = (
        "Each export names its filters, the day on which the articles were searched, and the version. "
        f"{_EXPORT_STATUS}"
    )
    add_options(command("export", "Write events in a format for others, all or those of a view", epilog))

    epilog = "FILE is one that `extract -o FILE.parquet` wrote; the beginning of an id is enough"
    add = command("explain", "Say why an event is what it is", epilog).add_argument
    add("event_id", metavar="EVENT_ID", help="as in the column event_id")
    add("file", metavar="FILE", help="a .parquet file of events")

    fields = ", ".join(evaluate.Share._fields)
    epilog = f"output: tab-separated {fields}; low and high are Wilson's bounds, 95 %. {_STATUS}"
    summary = "Count how right events are, by the verdicts in a file of corrections"
    add = command("evaluate", summary, epilog).add_argument
    add("file", metavar="FILE", help="a .parquet file of events")
    add("--corrections", metavar="FILE", required=True, help="a corrections.jsonl")

    epilog = 'JSON Lines {"doc", "dct", "text"} in, {"doc", "timex": [{"start", "end", "type", "value"}]} out'
    add = command("timex", "Find time expressions (TIMEX3)", epilog).add_argument
    add("file", nargs="?", default=STANDARD_INPUT, metavar="FILE", help="default: standard input")

    epilog = f"output: tab-separated {', '.join(actors.Listed._fields)}. {_INPUTS}"
    add = command("persons", "List the persons of articles", epilog).add_argument
    add("inputs", nargs="+", metavar="INPUT", help="a file, a folder, an address, or - for standard input")
    _add_reading(add)
    add("--actors", metavar="FILE", help="CSV or TSV of your own persons, countries, organisations, offices")
    return made
