"""The index beside a store: the same answers and tables as from the frames, made once, never half or stale."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import synthetic
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from pipeline import query
from pipeline.query import Choice, Filter, beside
from pipeline.query.words import SEPARATORS, WORD, fold
from pipeline.store import StoreError, load

if TYPE_CHECKING:
    from collections.abc import Callable

FILTERS = [
    Filter(),
    Filter(countries=Choice(frozenset({"DE", "FR"}))),
    Filter(kind=Choice(exclude=frozenset({"talks"})), role="acts", undated=False),
    Filter(text="meldung -gespräche"),
    Filter(text='"in der meldung"', status=Choice(frozenset({"occurred"}))),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthetic.saved(synthetic.news(400), tmp_path_factory.mktemp("store") / "events.parquet")


@pytest.fixture
def copy(store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy2(store, tmp_path / "events.parquet"))


def same_answers(one: query.Index, other: query.Index) -> None:
    for asked in FILTERS:
        first, second = query.answer(one, asked), query.answer(other, asked)
        assert first.total == second.total > 0, asked
        assert [e.event_id for e in one.read(first.rows)] == [e.event_id for e in other.read(second.rows)]
        for facet, counts in first.counts.items():
            named = (
                dict(zip(i.facets[facet].values, c, strict=True))
                for i, c in ((one, counts), (other, second.counts[facet]))
            )
            assert next(named) == next(named)


def test_a_store_gives_what_its_frames_give(copy: Path) -> None:
    found = load(copy)
    same_answers(
        query.open_store(copy), query.build(found.events, found.evidence, found.participants, found.articles)
    )


def test_the_tables_come_back_whole(copy: Path) -> None:
    found, index = load(copy), query.open_store(copy)
    assert_frame_equal(index.events, found.events)
    assert_frame_equal(index.evidence, found.evidence)
    assert_frame_equal(index.participants, found.participants)
    articles = index.articles.sort_values("document", ignore_index=True)
    assert_frame_equal(articles, found.articles)


def test_one_event_has_its_own_proof_participants_and_article(copy: Path) -> None:
    index = query.open_store(copy)
    for event, row in list(index.row_of.items())[::37]:
        assert index.read([row])[0].event_id == event
        mine = index.evidence[index.evidence["event_id"] == event]
        assert [proof.text for proof in index.evidence_of(row)] == mine["text"].tolist()
        parts = index.participants[index.participants["event_id"] == event]
        assert [(p.name, p.role) for p in index.participants_of(row)] == list(
            zip(parts["name"], parts["role"], strict=True)
        )
        for proof in index.evidence_of(row):
            article = index.article(proof.document)
            assert article and article.text[proof.start : proof.end] == proof.text
    assert index.article("nobody") is None
    assert "nothing" not in index.row_of


def test_the_index_is_made_once_and_again_when_the_store_changes(copy: Path) -> None:
    before = query.open_store(copy)
    kept = query.path_of_index(copy)
    made = kept.stat().st_ino
    query.open_store(copy)
    assert kept.stat().st_ino == made
    synthetic.saved(synthetic.news(30), copy)
    assert len(query.open_store(copy)) == 30
    assert kept.stat().st_ino != made
    assert len(before.read(range(len(before)))) == 400, "who has the old one open goes on reading it"


def test_a_copied_store_keeps_its_index(copy: Path) -> None:
    query.open_store(copy)
    kept = query.path_of_index(copy)
    made = kept.stat().st_ino
    os.utime(copy, (1, 1))
    query.open_store(copy)
    assert kept.stat().st_ino == made


def halved(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.parametrize(
    "harm",
    [
        halved,
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: halved(data) + bytes(len(data) - len(data) // 2),
        lambda data: data + data,
    ],
)
def test_a_broken_index_is_never_used(copy: Path, harm: Callable[[bytes], bytes]) -> None:
    expected = query.open_store(copy)
    kept = query.path_of_index(copy)
    whole = kept.read_bytes()
    kept.unlink()
    kept.write_bytes(harm(whole))
    same_answers(query.open_store(copy), expected)
    assert kept.read_bytes() == whole


def test_an_index_of_another_version_is_made_anew(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    query.open_store(copy)
    made = query.path_of_index(copy).stat().st_ino
    monkeypatch.setattr(beside, "VERSION", "next")
    query.open_store(copy)
    assert query.path_of_index(copy).stat().st_ino != made


def test_a_place_that_cannot_be_written_does_no_harm(copy: Path) -> None:
    expected = query.open_store(copy)
    kept = query.path_of_index(copy)
    kept.unlink()
    kept.mkdir()  # no file can take this name, whoever one is
    same_answers(query.open_store(copy), expected)


def test_a_folder_of_parts_is_one_store(tmp_path: Path) -> None:
    tables = synthetic.news(60)
    for part in range(3):
        some = tables["events"].iloc[part * 20 : part * 20 + 20]
        synthetic.saved(
            {
                **tables,
                "events": some,
                "articles": tables["articles"] if part == 0 else tables["articles"][:0],
            },
            tmp_path / f"part-{part}.parquet",
        )
    assert query.is_store(tmp_path)
    index = query.open_store(tmp_path)
    assert query.is_store(tmp_path), "its own index is no part"
    same_answers(index, query.build(**tables))
    (tmp_path / "article.txt").write_text("Am Montag.")
    assert not query.is_store(tmp_path)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + bytes(40) + b"PAR1", b"x" * 4000])
def test_what_is_no_store_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "events.parquet"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"events\.parquet: ") as refused:
        query.open_store(path)
    assert "\n" not in str(refused.value)
    assert not query.path_of_index(path).exists()


@pytest.mark.parametrize("character", SEPARATORS)
def test_a_separator_is_no_part_of_a_word_however_it_is_folded(character: str) -> None:
    assert not WORD.search(fold(character))


letters = st.text("aäbßAÄ é.", max_size=3)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(letters, max_size=4), min_size=1, max_size=4), letters)
def test_values_of_a_facet_are_found_by_a_part(lists: list[list[str]], part: str) -> None:
    events: list[dict[str, Any]] = [
        EVENT | {"event_id": str(n), "persons": names} for n, names in enumerate(lists)
    ]
    facet = query.build(**synthetic.frames(events)).facets["persons"]
    expected = [code for code, value in enumerate(facet.values) if fold(part) and fold(part) in fold(value)]
    assert facet.find(part) == expected


EVENT: dict[str, Any] = synthetic.news(1)["events"].iloc[0].to_dict() | {"evidence": [], "participants": []}
