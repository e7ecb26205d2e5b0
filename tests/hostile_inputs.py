"""Writes hostile inputs into a folder, and as a program reads each and tells what came of it, and what it cost."""

import gzip
import io
import json
import resource
import struct
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

_DECLARED = "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12))
ENTITIES = f"<!DOCTYPE x [<!ENTITY a0 'aaaaaaaaaa'>{_DECLARED}]>"
ZEROS = gzip.compress(bytes(16 << 20)) * 64  # a gigabyte in 64 parts


def write(folder: Path, encrypted_pdf: bytes) -> dict[str, str]:
    """Write them; gives for each file name what must be said of it."""
    files = {
        "bomb.txt.gz": (ZEROS, "larger than an article"),
        "bomb.jsonl.gz": (ZEROS, "unpacks to more than 100 times its size"),
        "bomb.tar.gz": (_tar_of_zeros(), "MB"),
        "broken.csv.gz": (gzip.compress(b"text\n" + b"Der Rat tagt.\n" * 9)[:-20], "damaged archive"),
        "declared.zip": (
            _declaring("a.txt", 1 << 30),
            "declares 1073 MB",
        ),
        "nested.zip": (_nested(), "archives in each other"),
        "outside.zip": (
            _zip(lambda archive: archive.writestr("../../a.txt", "x")),
            "names a file outside itself",
        ),
        "outside.tar": (_tar("/etc/a.txt"), "names a file outside itself"),
        "entities.rss": (f"<?xml version='1.0'?>{ENTITIES}<rss><channel>&a11;".encode(), "declares entities"),
        "entities.docx": (_office("word/document.xml"), "declares entities"),
        "entities.xlsx": (_office("xl/workbook.xml"), "declares entities"),
        "bomb.xlsx": (
            _declaring("xl/a.xml", 300 << 20),
            "unpacks to 314 MB",
        ),
        "columns.csv": (b"text" + b",a" * 1_000_000 + b"\n" + b"x" + b",1" * 1_000_000, "1000001 columns"),
        "columns.json": (b"[{" + b",".join(b'"a%d":1' % i for i in range(1_000_000)) + b"}]", "no text"),
        "line.csv": (b"a" * 6_000_000, "a line longer than 5 MB"),
        "deep.json": (b"[" * 10_000_000, "no JSON"),
        "deep.jsonl": (b'{"a":' * 900_000, "no JSON"),
        "deep.html": (b"<div>" * 190_000, "no article text"),
        "parts.eml": (_parts(b"Content-Type: text/plain\n\n\n", 300_000), "more parts than a message has"),
        "parts.mhtml": (_parts(b"Content-Type: text/plain\n\n\n", 300_000), "more parts than a message has"),
        "headers.eml": (b"Subject: a\n" * 500_000 + b"\nDer Rat tagt.", "more headers than a message has"),
        "deep.eml": (b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 20_000, "parts"),
        "large.json": (b"[", "larger than 50 MB"),
        "encrypted.pdf": (encrypted_pdf, "encrypted"),
        "dictionary.parquet": (_parquet(), "unpacks to"),
    }
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    with (folder / "large.json").open("r+b") as file:
        file.truncate(1 << 30)
    return {name: complaint for name, (_, complaint) in files.items()}


def _zip(fill) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        fill(archive)
    return out.getvalue()


def _declaring(name: str, size: int) -> bytes:
    """A ZIP of a few bytes whose directory says that they are so many."""
    data = bytearray(_zip(lambda archive: archive.writestr(name, b"Der Rat tagt.")))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", size)
    return bytes(data)


def _nested() -> bytes:
    data = b"Der Rat tagt."
    for number in range(6):
        name = f"{number}.zip" if number else "a.txt"
        data = _zip(lambda archive, name=name, data=data: archive.writestr(name, data))
    return data


def _tar(name: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo(name))
    return out.getvalue()


def _parts(part: bytes, count: int) -> bytes:
    return (
        b"From: a@b.c\nContent-Type: multipart/mixed; boundary=x\n\n" + (b"--x\n" + part) * count + b"--x--\n"
    )


def _tar_of_zeros() -> bytes:
    member = tarfile.TarInfo("a.txt")
    member.size = 1 << 30
    return gzip.compress(member.tobuf()) + ZEROS


def _office(part: str) -> bytes:
    return _zip(lambda archive: archive.writestr(part, f"<?xml version='1.0'?>{ENTITIES}<x>&a11;</x>"))


def _parquet() -> bytes:
    out = io.BytesIO()
    table = pa.table({"text": pa.array(["a" * 1_000_000] * 100)})
    pq.write_table(table, out, compression="zstd", use_dictionary=False)
    return out.getvalue()


def _peak() -> int:
    """The most memory that this process ever had, in MB: since it began, not since the one it was forked from."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(folder: Path) -> None:
    """Read each file and print what it came to."""
    from pipeline.read import read_articles  # noqa: PLC0415 - what it costs is none of the first file's

    for path in sorted(folder.iterdir()):
        failures: list[object] = []
        began = time.process_time()
        articles = sum(1 for _ in read_articles(path, failures.append))
        told = {
            "name": path.name,
            "articles": articles,
            "failures": [str(line)[:300] for line in failures],
            "seconds": time.process_time() - began,
            "megabytes": _peak(),
        }
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
