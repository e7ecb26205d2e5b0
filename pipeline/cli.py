"""The command line: extract events, export them, explain one, tag time expressions, list persons."""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import orjson
from tqdm import tqdm

from pipeline import actors, chain, corrections, export, store, times
from pipeline.arguments import parser
from pipeline.corrections import evaluate
from pipeline.knowledge import KnowledgeError, extended
from pipeline.lang import LANGUAGES
from pipeline.read import STANDARD_INPUT, Failure, Options, files_of, read_articles, shown
from pipeline.read.fields import SORTS
from pipeline.read.published import parse_field
from pipeline.store import FORMATS, StoreError, address, format_of, replacing, save
from pipeline.store.folder import MANIFEST

if TYPE_CHECKING:
    from pipeline.schema import Article

LARGE = 4_000_000
"""Bytes of input from which on all cores are used."""

FINE, SOME_FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130


class UsageError(Exception):
    """What was got and what is allowed, in one line."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command; gives the exit status: 0 fine, 1 some inputs failed, 2 wrong usage, 130 interrupted."""
    _replace_closed_streams()
    # records refer to no one that refers to them: looking for circles among all that is kept finds nothing
    gc.set_threshold(50_000)
    options = parser(_COMMANDS).parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    # a run that is ended from outside unwinds, so that no half-written file stays
    previous = signal.signal(signal.SIGTERM, _ended)
    try:
        return command(options)
    except (UsageError, KnowledgeError) as error:
        _say(str(error))
        return USAGE
    except (StoreError, export.ExportError) as error:
        _say(str(error))
        return SOME_FAILED
    except KeyboardInterrupt:
        _say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # whoever read our output has enough: say nothing, and let no later flush fail
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except OSError as error:
        _say(f"{shown(error.filename or 'standard output')}: {error.strerror or error}")
        return SOME_FAILED
    finally:
        signal.signal(signal.SIGTERM, previous)


def _replace_closed_streams() -> None:
    """Give what has been closed by the caller (`<&-`, a daemon) an end that takes and gives nothing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))


def _extract(options: argparse.Namespace) -> int:
    if _is_folder(options.output):
        return _extract_into_folder(options)
    if options.scheduler:
        raise UsageError("--scheduler goes with -o FOLDER/")
    if options.output:
        _check_writable(options.output)
    form = _form(options.format, options.output)
    if options.add and (form != "parquet" or not options.output):
        raise UsageError("--add goes with -o FILE.parquet or -o FOLDER/")
    if options.forget and not options.add:
        raise UsageError("--forget goes with --add")
    jobs = options.jobs or _cores()
    log = _corrections(options.corrections)
    if jobs > 1 and not options.add and _are_large(options.inputs):
        command = import_module("pipeline.corpus.command")
        built = command.into_file(options, _reading(options), form, _say, log.edits)
        return max(_said(built), SOME_FAILED if log.problems else FINE)
    before = corrections.kept(options.output) if options.add and Path(options.output).exists() else None
    edits = corrections.joined([log, corrections.Log(before.edits if before else ())])
    found = chain.find(
        options.inputs,
        options.actors,
        on_error=_failed,
        # corrections are matched with the words of the articles
        texts=form == "parquet" or bool(edits),
        watch=_with_progress,
        stored=options.output if options.add else None,
        options=_reading(options),
        forget=options.forget,
    )
    notes = _correct(found, edits)
    save(found.events, found.articles, options.output or sys.stdout.buffer, form, options.undated, notes)
    sys.stdout.flush()
    undated = sum(event.start is None for event in found.events)
    _say(
        f"{found.read} articles read, {len(found.events)} events found, {undated} undated, "
        f"{len(found.failures)} failed{_passed(found.passed)}{_left(found.left)}"
    )
    nothing = found.passed and not (found.read or found.left or options.add)
    return SOME_FAILED if found.failures or log.problems or nothing else FINE


def _reading(options: argparse.Namespace) -> Options:
    """How inputs are to be read, as the command line says."""
    columns = {}
    for pair in options.columns or ():
        sort, _, name = pair.partition("=")
        if sort not in SORTS or not name:
            raise UsageError(
                f"--columns {shown(pair)}: SORT=NAME is allowed, with SORT one of {', '.join(SORTS)}"
            )
        columns[sort] = name
    output = getattr(options, "output", None)
    return Options(
        columns=columns,
        allow_private=options.allow_private,
        ask_robots=not options.ignore_robots,
        passed_over=os.path.realpath(output) if output else "",
    )


def _watch(options: argparse.Namespace) -> int:
    if not Path(options.folder).is_dir():
        raise UsageError(f"{shown(options.folder)}: no folder; a folder to watch is allowed")
    # the library that hears of changes is needed here only
    watching = import_module("pipeline.watch")
    _say(f"watching {shown(options.folder)}; Ctrl-C ends it")
    # an update is an extraction with the options that watching has none of
    options = argparse.Namespace(**vars(parser(_COMMANDS).parse_args(["extract", "-"])) | vars(options))
    options.add = True
    forget = options.forget
    for number, change in enumerate(watching.changes(options.folder, options.output)):
        # what is gone is known by what is left: all of it
        options.forget = forget and (number == 0 or bool(change.gone))
        options.inputs = [options.folder] if options.forget else change.files
        if options.inputs:
            _extract(options)
    return FINE


def _extract_into_folder(options: argparse.Namespace) -> int:
    if options.format:
        raise UsageError(f"--format goes with -o FILE; {shown(options.output)}: a folder")
    if STANDARD_INPUT in options.inputs:
        raise UsageError("standard input goes with -o FILE; files and folders go into a folder")
    # Arrow and a pool of processes are needed here only, and a second to start them
    command = import_module("pipeline.corpus.command")
    log = _corrections(options.corrections)
    built = command.into_folder(options, _reading(options), _say, log.edits)
    return max(_said(built), SOME_FAILED if log.problems else FINE)


def _said(built: Any) -> int:
    _say_lost(built.edits, built.lost)
    _say(
        f"{built.read} articles read, {built.events} events found, {built.undated} undated, "
        f"{len(built.failures)} failed{_passed(built.passed)}{_left(Counter(built.left))}"
    )
    nothing = built.passed and not (built.read or built.left)
    return SOME_FAILED if built.failures or nothing else FINE


def _is_folder(output: str | None) -> bool:
    """Whether the result goes into a folder: a stroke ends its name, it is one, or it is remote."""
    return bool(output) and (str(output).endswith("/") or "://" in str(output) or Path(str(output)).is_dir())


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _are_large(inputs: Iterable[str]) -> bool:
    """Whether there is so much to read that several processes are worth their start."""
    size = 0
    for path in files_of([path for path in inputs if path != STANDARD_INPUT], lambda failure: None):
        size += Path(path).stat().st_size if Path(path).is_file() else 0
        if size > LARGE and STANDARD_INPUT not in inputs:
            return True
    return False


def _corrections(path: str | None) -> corrections.Log:
    """The edits of a file, each line that is none said; nothing where no file is named."""
    if not path:
        return corrections.Log()
    try:
        log = corrections.read(path)
    except OSError as error:
        raise UsageError(
            f"{shown(path)}: {error.strerror or error}; a file of corrections is allowed"
        ) from None
    for problem in log.problems:
        _say(f"{shown(path)}: {problem}")
    return log


def _correct(found: chain.Found, edits: Sequence[corrections.Edit]) -> dict[str, str]:
    """Replay edits over what was found, and say which fit nothing any more; gives what a file has to keep."""
    if not edits:
        return {}
    replayed = corrections.replay(edits, corrections.corpus(found.events, found.articles))
    found.events = replayed.applied(found.events)
    _say_lost(len(edits), replayed.lost)
    return corrections.note(edits, replayed)


def _say_lost(edits: int, lost: Sequence[corrections.Lost]) -> None:
    for one in lost:
        _say(f"correction fits no more: {one}")
    if edits:
        _say(f"{edits} edits, {len(lost)} of them fit no more")


def _evaluate(options: argparse.Namespace) -> int:
    log = _corrections(options.corrections)
    stored = corrections.kept(options.file)
    edits = corrections.joined([log, corrections.Log(stored.edits)])
    if _is_folder(options.file) and address.exists(address.joined(options.file, MANIFEST)):
        # a folder may hold millions of events: of them those are read that were judged
        known, number = import_module("pipeline.corpus.correct").told(options.file, edits)
    else:
        events = stored.restored(store.read_events(options.file))
        known, number = corrections.corpus(events, store.stored_articles(options.file)), len(events)
    replayed = corrections.replay(edits, known)
    rows: list[Iterable[object]] = [evaluate.Share._fields]
    rows += [(*share[:4], *(f"{value:.3f}" for value in share[4:])) for share in evaluate.shares(replayed)]
    for row in rows:
        sys.stdout.buffer.write(("\t".join(" ".join(str(cell).split()) for cell in row) + "\n").encode())
    sys.stdout.flush()
    for lost in replayed.lost:
        _say(f"correction fits no more, not counted: {lost}")
    made = ", ".join(f"{count} {act}" for act, count in sorted(evaluate.acts(edits).items()))
    _say(f"{number} events; edits that count: {made or 'none'}; {len(replayed.lost)} fit no more")
    return SOME_FAILED if log.problems else FINE


def _export(options: argparse.Namespace) -> int:
    if options.output:
        _check_writable(options.output)
    form = options.to or export.format_of(options.output or "")
    if form is None:
        raise UsageError(f"--to FORMAT is missing; known: {', '.join(export.FORMATS)}")
    if not options.output and not export.FORMATS[form].is_text and sys.stdout.isatty():
        raise UsageError(f"{form}: not written to a terminal; give -o FILE")
    # this command and `explain` alone need DataFrames, and half a second to import them
    command = import_module("pipeline.export.command")
    try:
        selection, unknown = command.selection(options)
    except command.WrongOption as error:
        raise UsageError(str(error)) from None
    with replacing(options.output) if options.output else nullcontext(sys.stdout.buffer) as stream:
        notes = export.write(selection, form, stream)
    sys.stdout.flush()
    for line in (*unknown, *notes):
        _say(line)
    _say(f"{selection.about.events} of {selection.about.of} events exported")
    return FINE


def _timex(options: argparse.Namespace) -> int:
    status = FINE
    with _opened(options.file) as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                record = orjson.loads(line)
                doc, text, dct = record["doc"], record["text"], parse_field(record.get("dct"))
                if not isinstance(text, str):
                    raise TypeError
            except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
                _say(f"{shown(options.file)}: line {number}: no JSON object with doc, dct and text")
                status = SOME_FAILED
                continue
            found = [
                {"start": mention.start, "end": mention.end, "type": mention.type, "value": mention.value}
                for mention in times.tag(text, dct)
            ]
            sys.stdout.buffer.write(
                orjson.dumps({"doc": doc, "timex": found}, option=orjson.OPT_APPEND_NEWLINE)
            )
    sys.stdout.flush()
    return status


def _persons(options: argparse.Namespace) -> int:
    knowledge = extended(options.actors) if options.actors else None
    failures: list[Failure] = []
    passed: list[Failure] = []
    left: Counter[str] = Counter()

    def failed(failure: Failure) -> None:
        (passed if failure.left else failures).append(failure)
        _failed(failure)

    def searched() -> Iterator[Article]:
        for article in _with_progress(read_articles(options.inputs, failed, _reading(options))):
            if article.language in LANGUAGES:
                yield article
            else:
                left[article.language] += 1

    rows: list[Iterable[object]] = [actors.Listed._fields, *actors.listing(searched(), knowledge)]
    for row in rows:
        sys.stdout.buffer.write(("\t".join(map(str, row)) + "\n").encode())
    sys.stdout.flush()
    _say(f"{len(rows) - 1} persons found, {len(failures)} failed{_passed(passed)}{_left(left)}")
    return SOME_FAILED if failures else FINE


def _explain(options: argparse.Namespace) -> int:
    explaining = import_module("pipeline.explain")
    try:
        text: str = explaining.explain(options.event_id, options.file)
    except explaining.UnknownEvent as error:
        raise UsageError(str(error)) from None
    sys.stdout.buffer.write(text.encode())
    sys.stdout.flush()
    return FINE


def _form(name: str | None, output: str | None) -> str:
    """The output's format: as named, else by the file's ending, else JSON Lines."""
    if not output:
        if name == "parquet" and sys.stdout.isatty():
            raise UsageError("parquet: not written to a terminal; give -o FILE")
        return name or "jsonl"
    form = name or format_of(output)
    if form is None:
        known = ", ".join(ending for endings in FORMATS.values() for ending in endings)
        raise UsageError(f"{shown(output)}: unknown ending; known: {known}; or give --format")
    return form


def _check_writable(output: str) -> None:
    """Find out before the work, not after it, that the result cannot be written."""
    target = Path(os.path.realpath(output))
    if target.is_dir():
        raise UsageError(f"{shown(output)}: a folder; a file is allowed")
    if not target.parent.is_dir():
        raise UsageError(f"{shown(output)}: no such folder: {shown(target.parent)}")
    replaced = target.is_file() or not target.exists()
    if not os.access(target.parent if replaced else target, os.W_OK):
        raise UsageError(f"{shown(output)}: no permission to write")


def _opened(path: str) -> IO[bytes]:
    if path == STANDARD_INPUT:
        return os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    return Path(path).open("rb")


def _with_progress(articles: Iterator[Article]) -> Iterable[Article]:
    return tqdm(articles, unit=" articles", leave=False, disable=not sys.stderr.isatty())


def _passed(files: Sequence[object]) -> str:
    return f", {len(files)} left without articles" if files else ""


def _left(languages: Counter[str]) -> str:
    if not languages:
        return ""
    named = ", ".join(f"{language} {count}" for language, count in sorted(languages.items()))
    return f", {languages.total()} left in other languages ({named})"


def _failed(failure: Failure) -> None:
    _say(str(failure))


def _say(line: str) -> None:
    with tqdm.external_write_mode(sys.stderr):
        print(f"pipeline: {line}", file=sys.stderr)


def _ended(_number: int, _frame: Any) -> None:
    raise SystemExit(128 + signal.SIGTERM)


_COMMANDS = {
    "extract": _extract,
    "watch": _watch,
    "export": _export,
    "explain": _explain,
    "evaluate": _evaluate,
    "timex": _timex,
    "persons": _persons,
}
