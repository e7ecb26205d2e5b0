"""How well web pages are read: text, day and title of pages built as outlets' content systems build them.

    python -m benchmarks.web

The pages are our own (`tests/web_pages.py`): each template around each of our sample articles. Word F1
counts every word as often as it stands there; trafilatura alone is given beside.
"""

from __future__ import annotations

import trafilatura

from pipeline.read.web.page import page_of
from tests.web_pages import TEMPLATES, bytes_of, expected, f1, items, tables


def main() -> None:
    """Print a line a template, and the mean."""
    articles = items()
    ours: list[float] = []
    theirs: list[float] = []
    days = [0, 0]
    print(f"{'template':16} {'F1':>5} {'trafilatura':>11} {'days':>8} {'trafilatura':>11}")
    for template in TEMPLATES:
        right = [0, 0]
        for article in articles:
            data = bytes_of(template, article)
            found = page_of(data)
            source = data.decode("cp1252" if template is tables else "utf-8")
            alone = trafilatura.bare_extraction(source, include_comments=False, with_metadata=True)
            wanted = expected(template, article)
            ours.append(f1(found.text, wanted))
            theirs.append(f1(alone.text or "", wanted))
            right[0] += found.published == article.day
            right[1] += alone.date == str(article.day)
        days = [a + b for a, b in zip(days, right, strict=True)]
        last = slice(-len(articles), None)
        print(
            f"{template.__name__:16} {_mean(ours[last]):5.3f} {_mean(theirs[last]):11.3f} {right[0]:8} {right[1]:11}"
        )
    print(f"{'all':16} {_mean(ours):5.3f} {_mean(theirs):11.3f} {days[0]:8} {days[1]:11} of {len(ours)}")


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


if __name__ == "__main__":
    main()
