"""The chain as a library: from articles to DataFrames."""

from datetime import date

import pandas as pd
import pytest

import pipeline
from pipeline.chain import find, find_in
from pipeline.read import read_articles
from pipeline.schema import EVENT_COLUMNS, Article, Span

TEXT = "{day}. Mai 2024, 17 Uhr\n\nKanzler Olaf Scholz hat am Montag Präsident Emmanuel Macron getroffen."


@pytest.fixture
def folder(tmp_path):
    for day in (7, 8):
        (tmp_path / f"a{day}.txt").write_text(TEXT.format(day=day))
    (tmp_path / "ohne.txt").write_text(
        "Rat tagt\n\nDer Rat hat gestern ein Gesetz beschlossen, sagte Eva Muster."
    )
    return tmp_path


def test_extract_gives_a_frame_and_run_what_belongs_to_it(folder):
    events = pipeline.extract(folder)
    found = pipeline.run([folder])
    assert list(events.columns) == [column.name for column in EVENT_COLUMNS]
    assert events["event_id"].tolist() == found.events["event_id"].tolist()
    assert set(found.evidence["event_id"]) == set(events["event_id"])
    assert found.articles["document"].tolist() == ["a7", "a8", "ohne"]
    assert found.articles["published_basis"].tolist() == ["given", "given", "unknown"]
    assert (found.read, found.failed, found.left) == (3, 0, ())
    assert found.undated == events["start"].isna().sum()


def test_one_event_of_two_articles_is_merged(folder):
    events = pipeline.extract(folder)
    assert events.loc[events["sources"] == 2, "start"].dt.date.astype(str).tolist() == ["2024-05-06"]


def test_failures_are_warnings_and_counted(folder):
    (folder / "leer.txt").write_text("")
    with pytest.warns(UserWarning, match=r"leer\.txt: empty"):
        found = pipeline.run(folder)
    assert (found.read, found.failed) == (3, 1)
    assert "leer.txt" in found.failures[0]


def test_a_frame_goes_through_parquet(folder, tmp_path):
    events = pipeline.extract(folder)
    events.to_parquet(tmp_path / "e.parquet")
    again = pd.read_parquet(tmp_path / "e.parquet")
    for column in EVENT_COLUMNS:
        if column.dtype == "list[str]":
            again[column.name] = again[column.name].map(list)
    pd.testing.assert_frame_equal(again, events)


def test_other_languages_are_counted_and_left(folder):
    (folder / "council.txt").write_text(
        "The council of the city has met on Monday and it was not the first time."
    )
    found = pipeline.run(folder)
    assert (found.read, found.left) == (3, (("en", 1),))
    assert "council" not in set(found.articles["document"])


def test_an_undated_article_is_dated_by_the_others_or_stays_undated(folder):
    (folder / "zitat.txt").write_text(
        "Scholz zufrieden\n\nAm Donnerstag äußerte sich Olaf Scholz. Er hatte am Montag den Präsidenten "
        "Emmanuel Macron getroffen. Olaf Scholz lobte den Präsidenten Emmanuel Macron."
    )
    articles = pipeline.run(folder).articles.set_index("document")
    for row in articles.to_dict("records"):
        assert (row["published_basis"] == "unknown") == pd.isna(row["published"])


def test_texts_of_dated_articles_are_not_kept(folder):
    found = find(folder)
    assert {article.text for article in found.articles} == {""}
    assert len(found.articles) <= found.read == 3
    assert all(article.text for article in find(folder, texts=True).articles)


def test_a_fault_in_one_article_is_named_and_the_others_go_on(folder):
    day = date(2024, 5, 6)
    broken = Article("broken", None, published=day, path="x.txt", body=(Span(0, 1),))
    failures = []
    found = find_in([broken, *read_articles(folder)], on_error=failures.append)
    assert found.read == 3
    assert found.failures == failures
    assert str(failures[0]).startswith("x.txt: broken: failed with TypeError")
