"""The command line: extract events, tag time expressions, list persons, explain an event."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pipeline.read import STANDARD_INPUT, Failure, shown
from pipeline.store import FORMATS, format_of, save

if TYPE_CHECKING:
    from pipeline.chain import Found
    from pipeline.schema import Article

FINE, SOME_FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130


class Refused(Exception):
    """What was got and what is allowed, in one line: wrong usage."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command; gives the exit status: 0 fine, 1 some inputs failed, 2 wrong usage, 130 interrupted."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    # a run that is ended from outside unwinds, so that no half-written file stays
    previous = signal.signal(signal.SIGTERM, _ended)
    try:
        return command(options)
    except Refused as error:
        _say(str(error))
        return USAGE
    except KeyboardInterrupt:
        _say("interrupted; nothing was written")
        return INTERRUPTED
    except BrokenPipeError:
        # whoever read our output has enough: say nothing, and let no later flush fail
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except OSError as error:
        _say(f"{shown(error.filename or 'output')}: {error.strerror or error}")
        return SOME_FAILED
    finally:
        signal.signal(signal.SIGTERM, previous)


def _extract(options: argparse.Namespace) -> int:
    form = _form(options.format, options.output)
    if options.output:
        _check_folder(options.output)
    from pipeline.chain import find

    found = find(
        options.inputs, options.actors, on_error=_failed, texts=form == "parquet", watch=_with_progress
    )
    save(found.events, found.articles, options.output or sys.stdout.buffer, form, options.undated)
    sys.stdout.flush()
    _say(_closing_line(found))
    return SOME_FAILED if found.failures else FINE


def _closing_line(found: Found) -> str:
    parts = [
        f"{len(found.articles)} articles read",
        f"{len(found.events)} events found",
        f"{found.undated} undated",
        f"{len(found.failures)} failed",
    ]
    if found.left:
        languages = ", ".join(f"{language} {count}" for language, count in sorted(found.left.items()))
        parts.append(f"{found.left.total()} left in other languages ({languages})")
    return ", ".join(parts)


def _timex(options: argparse.Namespace) -> int:
    import orjson

    from pipeline.read.published import parse_field
    from pipeline.times import tag

    status = FINE
    with _opened(options.file) as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                record = orjson.loads(line)
                doc, dct, text = record["doc"], parse_field(record.get("dct")), record["text"]
                mentions = tag(text, dct)
            except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
                _say(
                    f"{shown(options.file)}: line {number}: no record; JSON with doc, dct and text is allowed"
                )
                status = SOME_FAILED
                continue
            timex = [{"start": m.start, "end": m.end, "type": m.type, "value": m.value} for m in mentions]
            sys.stdout.buffer.write(orjson.dumps({"doc": doc, "timex": timex}) + b"\n")
    sys.stdout.flush()
    return status


def _form(name: str | None, output: str | None) -> str:
    """The output's format: as named, else by the file's ending, else JSON Lines."""
    if not output:
        if name == "parquet" and sys.stdout.isatty():
            raise Refused("parquet: not written to a terminal; give -o FILE")
        return name or "jsonl"
    form = name or format_of(output)
    if form is None:
        endings = ", ".join(ending for endings in FORMATS.values() for ending in endings)
        raise Refused(f"{shown(output)}: unknown ending; known: {endings}; or give --format")
    return form


def _check_folder(output: str) -> None:
    """Find out before the work, not after it, that the result cannot be written."""
    target = Path(os.path.realpath(output))
    if target.is_dir():
        raise Refused(f"{shown(output)}: a folder; a file is allowed")
    if not target.parent.is_dir():
        raise Refused(f"{shown(output)}: no such folder: {shown(target.parent)}")
    if not os.access(target.parent if not target.exists() or target.is_file() else target, os.W_OK):
        raise Refused(f"{shown(output)}: not writable")


def _opened(path: str) -> IO[bytes]:
    return os.fdopen(os.dup(sys.stdin.fileno()), "rb") if path == STANDARD_INPUT else Path(path).open("rb")


def _with_progress(articles: Iterator[Article]) -> Iterable[Article]:
    if not sys.stderr.isatty():
        return articles
    from tqdm import tqdm

    return tqdm(articles, unit=" articles", leave=False, file=sys.stderr)


def _failed(failure: Failure) -> None:
    _say(str(failure))


def _say(line: str) -> None:
    print(f"pipeline: {line}", file=sys.stderr)


def _ended(_number: int, _frame: Any) -> None:
    raise SystemExit(128 + signal.SIGTERM)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pipeline",
        description="Find the dated events of German news articles: who, what, when, and the sentence that proves it.",
        epilog="exit status: 0 fine; 1 some inputs failed (each named on standard error); 2 wrong usage",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    extract = commands.add_parser(
        "extract",
        help="find the events of articles",
        description="Find the events of articles and write them, by default as JSON Lines to standard output.",
        epilog="inputs: .txt and .md files, .jsonl files with one article a line (doc or id, title, date or "
        "published or dct, text), folders of these, - for standard input",
    )
    extract.add_argument(
        "inputs", nargs="+", metavar="INPUT", help="a file, a folder, or - for standard input"
    )
    extract.add_argument(
        "--format",
        choices=tuple(FORMATS),
        help="format of the output (default: by FILE's ending, else jsonl)",
    )
    extract.add_argument(
        "-o", "--output", metavar="FILE", help="write to FILE, all or nothing (default: standard output)"
    )
    extract.add_argument(
        "--undated",
        action="store_true",
        help="write events without a known date too (in parquet they always are)",
    )
    extract.add_argument(
        "--actors", metavar="FILE", help="a table of your own persons, countries, organisations (CSV or TSV)"
    )
    extract.set_defaults(command=_extract)

    timex = commands.add_parser(
        "timex",
        help="find time expressions",
        description='Tag time expressions (TIMEX3): JSON Lines {"doc", "dct", "text"} in, '
        '{"doc", "timex": [{"start", "end", "type", "value"}]} out.',
    )
    timex.add_argument(
        "file", nargs="?", default=STANDARD_INPUT, metavar="FILE", help="JSON Lines (default: standard input)"
    )
    timex.set_defaults(command=_timex)
    return parser
