"""The timeline as a picture: SVG that is drawn here, and PNG that an installed Chromium makes of it."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import tempfile
import zlib
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING

import numpy as np

from pipeline import chart
from pipeline.chart.look import Look, symbol
from pipeline.chart.svg import mark, text, xml
from pipeline.export import ExportError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.export.selection import Selection

WIDTH = 1400
LOOK = Look(width=WIDTH - 60)
HEAD, LEGEND, FOOT = 66, 26, 50
LETTER = 7.0
LONGEST = 170
FAMILY = "'Source Sans 3', 'Source Sans Pro', system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif"
BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
PATIENCE = 60
"""Seconds that a browser may take for a picture."""


def svg(selection: Selection, stream: IO[bytes]) -> list[str]:
    """The timeline with its filters above, the kinds of acts and where it comes from below."""
    content, _ = _drawing(selection)
    stream.write(content)
    undated = selection.about.undated
    return [f"{undated} events without a date left out: a timeline has no place for them"] if undated else []


def png(selection: Selection, stream: IO[bytes]) -> list[str]:
    """The same, twice as fine as a screen's points."""
    found = browser()
    if found is None:
        raise ExportError("png: no Chromium or Chrome on this machine; --to svg needs none")
    content, height = _drawing(selection)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source, target = Path(folder, "chart.svg"), Path(folder, "chart.png")
        source.write_bytes(content)
        command = [
            found,
            *("--headless", "--disable-gpu", "--no-first-run", "--hide-scrollbars", "--disable-sync"),
            *(
                "--disable-background-networking",
                "--disable-component-update",
                "--force-device-scale-factor=2",
            ),
            f"--user-data-dir={folder}/profile",
            f"--window-size={WIDTH},{height}",
            f"--screenshot={target}",
            # where containers run as root, Chromium refuses to start with its sandbox; the drawing is our own
            *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
            source.as_uri(),
        ]
        try:
            done = subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ExportError(f"png: {found}: {type(error).__name__}; --to svg needs no browser") from None
        if not target.is_file():
            raise ExportError(f"png: {found} ended with status {done.returncode}; --to svg needs no browser")
        about = "\n".join(f"{label}: {value}" for label, value in selection.about.lines(selection.words))
        stream.write(_described(target.read_bytes(), about))
    undated = selection.about.undated
    return [f"{undated} events without a date left out: a timeline has no place for them"] if undated else []


@cache
def browser() -> str | None:
    """The browser that can make a picture, where there is one; `CHROMIUM` may name it."""
    named = os.environ.get("CHROMIUM")
    return next((found for name in (named, *BROWSERS) if name and (found := shutil.which(name))), None)


def _drawing(selection: Selection) -> tuple[bytes, int]:
    words, about = selection.words, selection.about
    made = chart.timeline(
        selection.index,
        selection.result,
        selection.asked,
        selection.view,
        look=LOOK,
        words=words.wording(),
        today=about.made,
    )
    if made is None:
        raise ExportError("no event with a date, nothing to draw")
    chart_height = int(made.figure["layout"]["height"])
    legend = list(_legend(selection, made.corrected)) if not made.dense else []
    rows = 1 + max((row for row, *_ in legend), default=-1)
    height = HEAD + chart_height + rows * LEGEND + FOOT
    lines = about.lines(words)
    said = xml("\n".join(f"{label}: {value}" for label, value in lines))
    title = xml(", ".join([words("title"), *about.filters]))
    filters = "; ".join(about.filters)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="{FAMILY}" lang="{words.language}" role="img">',
        f"<title>{title}</title><desc>{said}</desc>",
        f'<rect width="{WIDTH}" height="{height}" fill="{LOOK.paper}"/>',
        text(24, 26, f"<b>{_short(words('title'))}", LOOK.ink, 20),
        text(24, 50, _short(f"{lines[0][1]}{'; ' if filters else ''}{filters}"), LOOK.soft, 13),
        f'<g transform="translate(16 {HEAD})">{chart.drawn(made.figure, WIDTH - 32)}</g>',
    ]
    for row, x, form, colour, label in legend:
        y = HEAD + chart_height + LEGEND * (row + 0.5)
        parts += [mark(x, y, form, colour), text(x + 13, y, xml(label), LOOK.soft)]
    foot = [(label, value) for label, value in lines[2:] if value]
    first = " · ".join(f"{label} {value}" for label, value in (foot[1], foot[2]))
    parts += [
        text(24, height - 34, _short(f"{first} · {foot[3][1]}"), LOOK.soft, 11.5),
        text(24, height - 16, _short(foot[0][1]), LOOK.soft, 11.5),
        "</svg>\n",
    ]
    return "\n".join(parts).encode("utf-8", "replace"), height


def _legend(selection: Selection, corrected: int) -> Iterator[tuple[int, float, str, str, str]]:
    """For each kind of act that is drawn its row and place in the legend, shape, colour and name; then the frame."""
    facet = selection.index.facets["kind"]
    kinds = [facet.values[code] for code in np.unique(facet.members[selection.result.rows]).tolist()]
    named = sorted((selection.words.label("kind", kind), symbol(kind), LOOK.colour(kind)) for kind in kinds)
    if corrected:
        named.append((selection.words("legend_corrected"), "square-open", LOOK.ink))
    row, x = 0, 32.0
    for label, form, colour in named:
        wide = 34 + LETTER * len(label)
        if x + wide > WIDTH:
            row, x = row + 1, 32.0
        yield row, x, form, colour, label
        x += wide


def _short(line: str) -> str:
    return xml(line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…")


def _described(image: bytes, about: str) -> bytes:
    """A PNG that says in its metadata where it comes from."""
    said = b"Description\0\0\0\0\0" + about.encode("utf-8", "replace")
    head = len(b"\x89PNG\r\n\x1a\n") + 25
    chunk = b"iTXt" + said
    return (
        image[:head]
        + struct.pack(">I", len(said))
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + image[head:]
    )


WRITERS: dict[str, Callable[[Selection, IO[bytes]], list[str]]] = {"svg": svg, "png": png}
