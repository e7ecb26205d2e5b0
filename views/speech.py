"""What the page says, in the reader's language: labels, numbers, and dates with their precision in words."""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pandas as pd

from pipeline.chart import Wording
from pipeline.knowledge import countries
from pipeline.query.filter import Language

if TYPE_CHECKING:
    from pipeline.query import Row

HERE = Path(__file__).parent
SEASONS = {"21": 0, "22": 1, "23": 2, "24": 3}
COARSE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?[~?%]?/(\d{4})(?:-(0[1-9]|1[0-2]))?[~?%]?")
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
SEASON = re.compile(r"(\d{4})-(2[1-4])[~?%]?")


_MARKS = re.compile(r"([!-/:-@\[-`{-~])")


def unmarked(text: str) -> str:
    """A text as a widget's label, in which Streamlit would else read Markdown, icons and formulas."""
    # a backslash does not stop names of icons and emoji, which are looked for in the text behind the Markdown
    return _MARKS.sub(r"\\\1", " ".join(text.split())).replace("\\:", "\\:\u2060")


@dataclass(frozen=True)
class Speech:
    """One language of the page: call it with a key of `texts.toml` and the values to fill in."""

    language: Language
    table: dict[str, Any]
    places: dict[str, str]

    def __call__(self, key: str, **values: Any) -> str:
        """A text, with its values filled in."""
        text: str = self.table[key]
        return text.format(**values) if values else text

    def label(self, facet: str, value: str) -> str:
        """A value of a facet as a reader sees it; canonical names stay as they are."""
        if facet == "countries":
            return self.places.get(value, value)
        if facet == "year" and (month := MONTH.fullmatch(value)):
            return self("month_year", month=self.table["months"][int(month[2]) - 1], year=month[1])
        return str(self.table.get(facet, {}).get(value, value))

    def number(self, value: float) -> str:
        """A number with the language's separators."""
        whole = f"{value:,}".replace(",", " ").replace(".", self("decimal"))
        return whole.replace(" ", self("thousands"))

    def count(self, things: str, number: int) -> str:
        """How many there are: `things` is `events` or `articles`."""
        return self(f"{things}_one") if number == 1 else self(things, n=self.number(number))

    def gap(self, days: int) -> str:
        """That nothing happens for so many days, in years, months or days."""
        lengths = (("gap_years", 365.25), ("gap_months", 30.44))
        for key, length in lengths:
            if (number := round(days / length)) >= 2:
                return self(key, n=self.number(number))
        return self("gap_days", n=days)

    def day(self, day: date, weekday: bool = False) -> str:
        """A day in words."""
        text = self("day", day=day.day, month=self.table["months"][day.month - 1], year=day.year)
        return f"{self.table['weekdays'][day.weekday()]}, {text}" if weekday else text

    def when(self, first: date | None, last: date | None, granularity: str, edtf: str) -> str:
        """An event's date, with its precision in words: a day, "Sommer 2025", "um 2022"."""
        if first is None or last is None:
            return self("undated")
        text = self._interval(first, last, granularity, edtf)
        return self("about", date=text) if "~" in edtf or "%" in edtf else text

    def _interval(self, first: date, last: date, granularity: str, edtf: str) -> str:
        months, year = self.table["months"], str(first.year)
        if season := SEASON.fullmatch(edtf):
            ends = f"{first.year}/{last.year % 100:02d}"
            name = self.table["seasons"][SEASONS[season[2]]]
            return f"{name} {year if first.year == last.year else ends}"
        if texts := self._ends(edtf):
            return self("span", first=texts[0], last=texts[1])
        named = {
            "week": self("week", day=self.day(first)),
            "month": self("month_year", month=months[first.month - 1], year=year),
            "quarter": self("quarter", quarter=(first.month + 2) // 3, year=year),
            "year": year,
        }
        if granularity in named:
            return named[granularity]
        return self.day(first, weekday=granularity == "day") if first == last else self.span(first, last)

    def _ends(self, edtf: str) -> tuple[str, str] | None:
        """The ends of a range that is as precise as years or months only."""
        found = COARSE.fullmatch(edtf)
        if not found:
            return None
        (year, month), (last_year, last_month) = found.group(1, 2), found.group(3, 4)
        if not month or not last_month:
            return (year, last_year) if not month and not last_month else None
        months = self.table["months"]
        ends = (months[int(month) - 1], year), (months[int(last_month) - 1], last_year)
        texts = [self("month_year", month=name, year=year) for name, year in ends]
        return (ends[0][0] if year == last_year else texts[0]), texts[1]

    def span(self, first: date, last: date) -> str:
        """From one day to another, saying month and year once where they are the same."""
        ends = self.day(first), self.day(last)
        if self.language == "de" and first.year == last.year:
            month = self.table["months"][first.month - 1]
            begin = f"{first.day}." if first.month == last.month else f"{first.day}. {month}"
            return self("span", first=begin, last=ends[1])
        if first.year == last.year:
            begin = f"{first.day}" if first.month == last.month else self.day(first)[: -len(f" {first.year}")]
            return self("span", first=begin, last=ends[1])
        return self("span", first=ends[0], last=ends[1])

    def event_when(self, event: Row) -> str:
        """An event's date in words."""
        first, last = (None if pd.isna(day) else day.date() for day in (event.start, event.end))
        return self.when(first, last, event.granularity, event.edtf)

    def wording(self) -> Wording:
        """The words on a chart."""
        return Wording(
            label=self.label,
            when=self.event_when,
            day=self.day,
            count=lambda number: self.count("events", number),
            number=self.number,
            gap=self.gap,
            months=tuple(self.table["months_short"]),
            day_month=self("day_month"),
            today=self("today"),
            published=self("published"),
            corrected=self("mark_corrected"),
            others=self("others_too"),
            zoom=self("zoom_in"),
        )


@cache
def speech(language: Language) -> Speech:
    """The page's speech in a language."""
    with (HERE / "texts.toml").open("rb") as file:
        table = tomllib.load(file)[language]
    if language == "de":
        return Speech(language, table, {country.code: country.name for country in countries()})
    with (HERE / "countries_en.tsv").open(encoding="utf-8", newline="") as lines:
        places = {row["code"]: row["name"] for row in csv.DictReader(lines, delimiter="\t")}
    return Speech(language, table, places)


@cache
def widget_words(language: Language) -> list[tuple[str, str]]:
    """What Streamlit's widgets say by themselves, and what is to be read instead."""
    with (HERE / "widgets.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(row["streamlit"], row[language]) for row in rows if row[language]]


def language_of(locale: str | None) -> Language:
    """The page's language for a browser's: German for German, else English."""
    return "de" if not locale or locale.lower().startswith("de") else "en"


LANGUAGES: tuple[Language, ...] = get_args(Language)
