"""Looks for inputs that break a part of the pipeline, guided by the code that they reach (atheris on libFuzzer).

    python -m benchmarks.fuzz_guided TARGET [--seconds N] [--seed N] [--keep FOLDER]

TARGET is one of
    read       a file of any format: gives articles or one-line errors, nothing else
    times      the tagger: TIMEX3 with offsets that fit, whatever the text
    chain      one article through all stages: no failure, evidence to the letter
    url        the parameters of a link: a filter and a view that give the same link again
    all        each of these in turn, so many seconds each

The corpus starts from the sample articles and from `tests/hostile`, and grows in FOLDER/TARGET, where the input that
broke something is kept too (libFuzzer's names: `crash-...`, `timeout-...`, `oom-...`). Exit status 1 where there was a
fault. Needs the extra `fuzz`: `pip install -e '.[fuzz]'`.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import atheris

with atheris.instrument_imports(include=["pipeline"]):
    from pipeline import query, times
    from pipeline.chain import find_in
    from pipeline.query.url import from_url, to_url
    from pipeline.read import article_of, read_streams
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


TARGETS: dict[str, Callable[[bytes], None]] = {"read": read, "times": tag, "chain": chain, "url": url}


def seeds(target: str) -> Iterator[bytes]:
    """Inputs to begin with."""
    if target == "url":
        yield b"country=DE&not-person=A&all=person&from=2024-01-01&to=2024-02-01&range=within&text=a&event=b"
        yield b"about=person:A&about=country:DE&with=person&share=all&lanes=kind&order=count&undated=no&confidence=0.5"
        return
    cases = tomllib.loads((ROOT / "tests" / "hostile" / "cases.toml").read_text(encoding="utf-8"))["case"]
    texts = [path.read_bytes()[: LONGEST - 1] for path in sorted((ROOT / "seeds").iterdir())]
    texts += [(case.get("before", "") + case["unit"] * 20 + case.get("after", "")).encode() for case in cases]
    texts.append(b'{"doc": "a", "title": "b", "date": "2024-05-15", "text": "Am Montag traf Merz Macron."}\n')
    for number, text in enumerate(texts):
        if target != "read":
            yield text
        else:
            for kind in range(len(ENDINGS)) if number % 8 == 0 else [number % len(ENDINGS)]:
                yield bytes([kind]) + text


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
