"""Looks for inputs that break a part of the pipeline, guided by the code that they reach (atheris on libFuzzer).

    python -m benchmarks.fuzz_guided TARGET [--seconds N] [--seed N] [--keep FOLDER]

TARGET is one of
    read       a file of any format: gives articles or one-line errors, nothing else
    times      the tagger: TIMEX3 with offsets that fit, whatever the text
    chain      one article through all stages: no failure, evidence to the letter
    url        the parameters of a link: a filter and a view that give the same link again
    edits      a file of corrections, replayed over an extraction: edits or one-line problems, evidence to the letter
    all        each of these in turn, so many seconds each

The corpus starts from the sample articles and from `tests/hostile`, and grows in FOLDER/TARGET, where the input that
broke something is kept too (libFuzzer's names: `crash-...`, `timeout-...`, `oom-...`). Exit status 1 where there was a
fault. Needs the extra `fuzz`: `pip install -e '.[fuzz]'`.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import atheris

with atheris.instrument_imports(include=["pipeline"]):
    # the formats' own modules are otherwise imported when a file needs them, and not seen
    for name in ("archives", "documents", "feeds", "tables", "web"):
        import_module(f"pipeline.read.{name}")
    from pipeline import corrections, query, times
    from pipeline.chain import find_in
    from pipeline.corrections.edits import line
    from pipeline.query.url import from_url, to_url
    from pipeline.read import article_of, read_articles, read_streams
    from pipeline.read.formats import READERS, Record

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 8_192  # bytes of an input
SLOWEST = 20  # seconds after which libFuzzer takes an input for hanging
MEMORY = 2_000  # MB
ENDINGS = sorted(READERS)


def read(data: bytes) -> None:
    if not data:
        return
    name = f"file{ENDINGS[data[0] % len(ENDINGS)]}"
    failures = []
    for article in read_streams([(name, io.BytesIO(data[1:]))], failures.append):
        assert article.text.strip()
        assert article.published is None or isinstance(article.published, date)
    assert all("\n" not in str(failure) for failure in failures)


def tag(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    end = 0
    for mention in times.tag(text, date(2024, 5, 15)):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.value
        end = mention.start


def chain(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    if not text.strip():
        return
    article = article_of(Record(text, "case", published="2024-05-15"))
    found = find_in([article], texts=True, on_error=lambda failure: None)
    assert not found.failures, found.failures[0]
    for event in found.events:
        assert event.evidence
        for piece in event.evidence:
            assert article.text[piece.start : piece.end] == piece.text != ""
        assert event.start is None or event.end is None or event.start <= event.end


def url(data: bytes) -> None:
    given = parse_qs(data.decode("utf-8", "replace"), max_num_fields=1_000)
    asked, view, _ = from_url(given, query.View())
    link = to_url(asked, view)
    again, seen, bad = from_url(parse_qs(urlencode(link, doseq=True)), query.View())
    assert not bad
    assert again == asked
    assert to_url(again, seen) == link


@cache
def extracted() -> corrections.Corpus:
    """What the corrections are replayed over."""
    found = find_in(read_articles([ROOT / "seeds"]), texts=True)
    return corrections.corpus(found.events, found.articles)


def edits(data: bytes) -> None:
    log = corrections.read_bytes(data)
    assert all("\n" not in problem for problem in log.problems)
    assert corrections.read_bytes(b"".join(map(line, log.edits))).edits == log.edits
    known = extracted()
    replayed = corrections.replay(log.edits, known)
    assert len(replayed.lost) <= len(log.edits)
    for event in replayed.made:
        assert event.start is None or event.end is None or event.start <= event.end
        for piece in event.evidence:
            assert known.articles[piece.document].text[piece.start : piece.end] == piece.text


TARGETS: dict[str, Callable[[bytes], None]] = {
    "read": read,
    "times": tag,
    "chain": chain,
    "url": url,
    "edits": edits,
}


def seeds(target: str) -> Iterator[bytes]:
    """Inputs to begin with."""
    if target == "url":
        yield b"country=DE&not-person=A&all=person&from=2024-01-01&to=2024-02-01&range=within&text=a&event=b"
        yield b"about=person:A&about=country:DE&with=person&share=all&lanes=kind&order=count&undated=no&confidence=0.5"
        return
    if target == "edits":
        yield from written_edits()
        return
    cases = tomllib.loads((ROOT / "tests" / "hostile" / "cases.toml").read_text(encoding="utf-8"))["case"]
    texts = [path.read_bytes()[: LONGEST - 1] for path in sorted((ROOT / "seeds").iterdir())]
    texts += [(case.get("before", "") + case["unit"] * 20 + case.get("after", "")).encode() for case in cases]
    texts.append(b'{"doc": "a", "title": "b", "date": "2024-05-15", "text": "Am Montag traf Merz Macron."}\n')
    for text in texts:
        yield bytes([ENDINGS.index(".txt")]) + text if target == "read" else text
    if target == "read":
        for ending, content in files():
            yield bytes([ENDINGS.index(ending)]) + content


def files() -> Iterator[tuple[str, bytes]]:
    """A small file of each format, by its ending."""
    text = "Am 3. Mai 2024 traf Olaf Scholz in Berlin Emmanuel Macron."
    row = {"titel": "Treffen", "datum": "2024-05-04", "text": text}
    yield ".csv", f"titel;datum;text\nTreffen;2024-05-04;{text}\n".encode()
    yield ".tsv", f"titel\tdatum\ttext\nTreffen\t2024-05-04\t{text}\n".encode()
    yield ".json", json.dumps([row, {"items": [row]}]).encode()
    yield ".jsonl", json.dumps(row).encode()
    head = '<meta property="article:published_time" content="2024-05-04T08:00:00+02:00">'
    data = json.dumps(
        {"@graph": [{"@type": "NewsArticle", "datePublished": "2024-05-04", "headline": "Treffen"}]}
    )
    head += f'<script type="application/ld+json">{data}</script>'
    page = f"<html><head>{head}</head><body><article><h1>Treffen</h1><p>{text}</p></article></body></html>"
    yield ".html", page.encode()
    mail = "Subject: Treffen\nDate: Sat, 4 May 2024 08:00:00 +0200\nContent-Type: {}\n\n{}\n"
    yield ".eml", mail.format("text/plain; charset=utf-8", text).encode()
    yield ".mhtml", mail.format("text/html; charset=utf-8", page).encode()
    item = f"<title>Treffen</title><pubDate>Sat, 04 May 2024 08:00:00 +0200</pubDate><description>{text}</description>"
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><item>{item}</item></channel></rss>'
    yield ".rss", feed.encode()
    yield ".gz", gzip.compress(text.encode())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a/treffen.txt", text)
        archive.writestr("b.jsonl", json.dumps(row))
    yield ".zip", packed.getvalue()
    taped = io.BytesIO()
    with tarfile.open(fileobj=taped, mode="w:gz") as archive:
        entry = tarfile.TarInfo("treffen.txt")
        entry.size = len(text.encode())
        archive.addfile(entry, io.BytesIO(text.encode()))
    yield ".tar.gz", taped.getvalue()


def written_edits() -> Iterator[bytes]:
    """Corrections of each sort, of events that there are."""
    known = extracted()
    events = list(known.events.values())[:4]
    targets = [corrections.target(event, event, known) for event in events]
    was = [corrections.values_of(event) for event in events]
    named = {"title": "B", "kind": "talks", "status": "denied", "place": "C"}
    made = [
        corrections.edit(
            "change", "A", event=targets[0], changes=named, was={name: was[0][name] for name in named}
        ),
        corrections.edit("change", "A", event=targets[1], changes=was[2], was=was[1]),
        corrections.edit("confirm", "A", event=targets[2]),
        corrections.edit("reject", "A", event=targets[3]),
        corrections.edit("merge", "A", event=targets[0], other=targets[1]),
        corrections.edit("split", "A", event=targets[1], apart=(0,)),
        corrections.edit("add", "A", changes=was[0], evidence=targets[3].evidence[0]),
    ]
    made.append(corrections.edit("undo", "A", undoes=made[0].id))
    yield b"".join(map(line, made))
    for one in made:
        # without its id a line may be changed
        yield re.sub(rb'"id":"\w*",?', b"", line(one))


def explore(target: str, corpus: Path, seconds: int, seed: int) -> None:
    """Try inputs in this process until time is up; libFuzzer ends the process at the first fault."""
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(target)):
        (corpus / f"seed-{number}").write_bytes(data)
    settings = {"max_total_time": seconds, "seed": seed, "max_len": LONGEST, "timeout": SLOWEST}
    settings |= {"rss_limit_mb": MEMORY, "print_final_stats": 1}
    flags = [f"-{name}={value}" for name, value in settings.items()]
    atheris.Setup([sys.argv[0], *flags, f"-artifact_prefix={corpus}/", str(corpus)], TARGETS[target])
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", choices=[*TARGETS, "all"])
    parser.add_argument("--seconds", type=int, default=60, metavar="N", help="for each target; default: 60")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="default: 1")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the corpus is; default: forgotten")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        if options.target != "all":
            explore(options.target, folder / options.target, options.seconds, options.seed)
            return 0
        status = 0
        for target in TARGETS:
            command = [sys.executable, "-m", "benchmarks.fuzz_guided", target, "--keep", str(folder)]
            command += ["--seconds", str(options.seconds), "--seed", str(options.seed)]
            run = subprocess.run(command, capture_output=True, text=True, check=False)
            lines = run.stderr.splitlines()
            units = [line.split()[-1] for line in lines if line.startswith("stat::number_of_executed_units")]
            covered = [line.split()[line.split().index("cov:") + 1] for line in lines if " cov: " in line]
            told = f"{units[-1] if units else '?'} inputs, {covered[-1] if covered else '?'} places reached"
            print(f"{target:<8} {'fine' if not run.returncode else 'FAULT'}  {told}", flush=True)
            if run.returncode:
                status = 1
                print("\n".join(lines[-40:]))
        return status


if __name__ == "__main__":
    sys.exit(main())
