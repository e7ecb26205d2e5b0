"""People's corrections: the file, how edits find their events again, what they make of them."""

import json
import os
import random
import signal
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import chain, corrections, store
from pipeline.cli import main
from pipeline.corrections import EditError, corpus, edit, evaluate, files, replay, target
from pipeline.corrections.dates import typed
from pipeline.corrections.edits import line, parse
from pipeline.corrections.values import values_of
from pipeline.schema import Article, Event, Evidence, Participant

RAT = """Rat tagt in Kassel

6. Mai 2024, 17:20 Uhr

Bundeskanzler Olaf Scholz hat am Montag in Kassel den französischen Präsidenten Emmanuel Macron getroffen. Beide
unterzeichneten am Sonntag ein Abkommen. Am Dienstag forderte Scholz mehr Hilfe für die Ukraine. Die SPD lehnte am
Freitag den Vorschlag der Union ab.
"""
SENTENCES = [f"Satz Nummer {n} steht hier." for n in range(6)]
TEXT = " ".join(SENTENCES)


def event(name, *numbers, document="a", day=15, **values):
    """An event proven by some of `SENTENCES`."""
    proofs = tuple(
        Evidence(
            document,
            TEXT.index(SENTENCES[n]),
            TEXT.index(SENTENCES[n]) + len(SENTENCES[n]),
            SENTENCES[n],
            "r",
        )
        for n in numbers
    )
    when = date(2025, 12, day)
    base = Event(
        event_id=name,
        title=f"Titel {name}",
        start=when,
        end=when,
        granularity="day",
        edtf=when.isoformat(),
        time_text="",
        basis="explicit",
        kind="talks",
        status="occurred",
        participants=(Participant("person", "Eva Muster", "acts", "r"),),
        persons=("Eva Muster",),
        countries=(),
        organisations=(),
        place=None,
        confidence=0.7,
        evidence=proofs,
    )
    return replace(base, **values)


def article(document="a", text=TEXT, sha="1"):
    return Article(document, text, document, date(2025, 12, 16), "given", path=f"{document}.txt", sha256=sha)


def known(*events, articles=()):
    return corpus(events, articles or [article()])


BASE = known(event("e0", 0), event("e1", 1), event("e2", 2), event("e3", 3, 4))


def about(name, base=BASE):
    return target(base.events[name], base.events[name], base)


def change(name, base=BASE, **changes):
    before = values_of(base.events[name])
    return edit(
        "change", "Eva", event=about(name, base), changes=changes, was={key: before[key] for key in changes}
    )


def shown(made, base=BASE):
    return {one.event_id: one for one in replay(made, base).applied(base.events.values())}


def day(number):
    when = f"2025-12-{number:02d}"
    return {"start": when, "end": when, "granularity": "day", "edtf": when}


# --- what edits do


def test_a_change_says_what_who_and_when_and_leaves_the_rest():
    actors = [
        {"kind": "country", "name": "DE", "role": "acts"},
        {"kind": "person", "name": "Max", "role": "addressed"},
    ]
    one = change(
        "e0", title="Neu", date=day(20), kind="demand", status="planned", place="Kassel", actors=actors
    )
    found = shown([one])["e0"]
    assert (found.title, found.start, found.kind, found.status) == (
        "Neu",
        date(2025, 12, 20),
        "demand",
        "planned",
    )
    assert (found.persons, found.countries, found.place) == (("Max",), ("DE",), "Kassel")
    assert [(p.name, p.role) for p in found.participants] == [("DE", "acts"), ("Max", "addressed")]
    assert found.corrections == (f"changed title, date, kind, status, actors, place: Eva, {one.at[:19]}Z",)
    assert found.evidence == BASE.events["e0"].evidence
    assert shown([one]).keys() == BASE.events.keys()


def test_confirmed_rejected_and_taken_back():
    yes, no = edit("confirm", "Eva", event=about("e0")), edit("reject", "Max", event=about("e1"))
    found = shown([yes, no])
    assert found["e0"].confidence == 1.0
    assert found["e0"].corrections == (f"confirmed: Eva, {yes.at[:19]}Z",)
    assert "e1" not in found
    back = edit("undo", "Eva", undoes=no.id)
    assert shown([yes, no, back])["e1"] == BASE.events["e1"]
    assert "e1" not in shown([yes, no, back, edit("undo", "Max", undoes=back.id)])


def test_two_events_become_one_and_two_again():
    one = edit("merge", "Eva", event=about("e0"), other=about("e1"))
    found = shown([one, change("e0", title="Beide")])
    assert "e1" not in found
    assert found["e0"].title == "Beide"
    assert {p.text for p in found["e0"].evidence} == set(SENTENCES[:2])
    assert shown([one, edit("undo", "Eva", undoes=one.id)]) == dict(BASE.events)


def test_a_merged_event_is_rejected_whole():
    one = edit("merge", "Eva", event=about("e0"), other=about("e1"))
    both = target(shown([one])["e0"], BASE.events["e0"], BASE)
    assert not shown([one, edit("reject", "Eva", event=both)]).keys() & {"e0", "e1"}


def test_an_event_is_split_by_its_sentences_and_each_part_can_be_edited():
    one = edit("split", "Eva", event=about("e3"), apart=(1,))
    part = target(shown([one])[one.made], BASE.events["e3"], BASE)
    part = replace(part, event_id=one.made)
    second = edit("change", "Max", event=part, changes={"title": "Zweites"}, was={"title": "Titel e3"})
    found = shown([one, second])
    assert [p.text for p in found["e3"].evidence] == [SENTENCES[3]]
    assert [p.text for p in found[one.made].evidence] == [SENTENCES[4]]
    assert (found["e3"].title, found[one.made].title) == ("Titel e3", "Zweites")
    lost = replay([one, second, edit("undo", "Eva", undoes=one.id)], BASE).lost
    assert [(one.edit, one.reason) for one in lost] == [(second, "undone")]


def test_one_sentence_can_prove_two_events():
    one = edit("split", "Eva", event=about("e0"))
    found = shown([one])
    assert found[one.made].evidence == found["e0"].evidence


def test_tellings_that_were_split_stay_apart_when_another_article_tells_it_too():
    a, b, c = (event(f"t{name}", 0, document=name) for name in "abc")
    articles = [article(name, sha=name) for name in "abc"]
    merged = replace(a, event_id="ta", evidence=(*a.evidence, *b.evidence), members=(a, b), sources=2)
    first = known(merged, articles=articles[:2])
    one = edit("split", "Eva", event=about("ta", first), apart=(1,))
    assert [len(e.evidence) for e in shown([one], first).values()] == [1, 1]
    more = replace(merged, evidence=(*merged.evidence, *c.evidence), members=(a, b, c), sources=3)
    found = shown([one], known(more, articles=articles))
    assert sorted(p.document for e in found.values() for p in e.evidence) == ["a", "b", "c"]
    assert not any({"a", "b"} <= {p.document for p in e.evidence} for e in found.values())


def test_what_others_tell_stays_when_one_telling_is_rejected():
    a, b = event("ta", 0), event("tb", 0, document="b")
    one = edit("reject", "Eva", event=about("ta", known(a)))
    merged = replace(b, evidence=(*b.evidence, *a.evidence), members=(b, a), sources=2)
    base = known(merged, articles=[article(), article("b", sha="2")])
    [left] = shown([replace(one)], base).values()
    assert [p.document for p in left.evidence] == ["b"]


def added(number=5, document="a", **changes):
    start = TEXT.index(SENTENCES[number])
    anchor = corrections.Anchor(document, "1", start, start + len(SENTENCES[number]), SENTENCES[number])
    values = values_of(event("x", 0)) | {"title": "Nachgetragen"} | changes
    return edit("add", "Eva", evidence=anchor, changes=values)


def test_an_event_is_added_from_a_sentence_and_gives_way_to_none():
    one = added()
    found = shown([one])[one.made]
    assert (found.title, found.evidence[0].text, found.confidence) == ("Nachgetragen", SENTENCES[5], 1.0)
    # a better rule finds it by itself: the person's stays, once
    better = known(*BASE.events.values(), event("e9", 5))
    assert shown([one], better).keys() == BASE.events.keys() | {one.made}


def test_whoever_edits_last_has_the_last_word_field_by_field():
    first, second, third = (
        change("e0", title="A", kind="demand"),
        change("e0", title="B"),
        change("e0", kind="aid"),
    )
    found = shown([third, first, second])["e0"]
    assert (found.title, found.kind) == ("B", "aid")


# --- dates as a person types them


@pytest.mark.parametrize(
    ("text", "start", "end", "granularity", "edtf"),
    [
        ("15.12.2025", "2025-12-15", "2025-12-15", "day", "2025-12-15"),
        ("2025-12-15", "2025-12-15", "2025-12-15", "day", "2025-12-15"),
        ("14.12.2025-16.12.2025", "2025-12-14", "2025-12-16", "range", "2025-12-14/2025-12-16"),
        ("14. bis 16. Dezember 2025", "2025-12-14", "2025-12-16", "range", "2025-12-14/2025-12-16"),
        ("1987/1989", "1987-01-01", "1989-12-31", "range", "1987/1989"),
        ("12/2025", "2025-12-01", "2025-12-31", "month", "2025-12"),
        ("Sommer 2025", "2025-06-01", "2025-08-31", "season", "2025-22"),
        ("2024-24", "2024-12-01", "2025-02-28", "season", "2024-24"),
        ("2025-33", "2025-01-01", "2025-03-31", "quarter", "2025-33"),
        ("~2022", "2022-01-01", "2022-12-31", "year", "2022~"),
        ("am Montag", "2025-12-15", "2025-12-15", "day", "2025-12-15"),
        ("", None, None, "unknown", ""),
    ],
)
def test_a_date_as_a_person_types_it(text, start, end, granularity, edtf):
    found = typed(text, date(2025, 12, 17))
    assert found == {"start": start, "end": end, "granularity": granularity, "edtf": edtf}


@pytest.mark.parametrize(
    "text",
    [
        "31.02.2025",
        "vielleicht",
        "2025-12-16/2025-12-14",
        "0000",
        "9999-12",
        "2025-40",
        "am Montag kam er",
        "x" * 81,
    ],
)
def test_what_is_no_date_is_not_guessed(text):
    with pytest.raises(EditError, match="date"):
        typed(text, date(2025, 12, 17))


# --- how edits find their events again


MOVED = "Vorspann. " + TEXT


@pytest.mark.parametrize(
    ("base", "reason"),
    [
        # the same article under another name, its event with another id
        (known(event("n0", 0, document="b"), articles=[article("b")]), None),
        # a better rule: another kind, another title; the sentence had but one event
        (known(event("n0", 0, kind="demand", title="Anders")), None),
        # the article has changed a little
        (
            known(
                replace(
                    event("n0", 0),
                    evidence=(Evidence("a", 10, 10 + len(SENTENCES[0]), SENTENCES[0], "r"),),
                ),
                articles=[article(text=MOVED, sha="2")],
            ),
            None,
        ),
        (known(event("n0", 0, document="b"), articles=[article("b", sha="2")]), "article"),
        (known(articles=[article(text="Ganz anders.", sha="2")]), "sentence"),
        (known(articles=[article(text=TEXT + TEXT, sha="2")]), "ambiguous"),
        (known(event("n1", 1)), "event"),
        (
            known(event("n0", 0, kind="aid", title="A", day=1), event("n1", 0, kind="aid", title="B", day=2)),
            "several",
        ),
    ],
)
def test_an_edit_finds_its_event_again_or_says_why_not(base, reason):
    one = change("e0", title="Berichtigt")
    done = replay([one], base)
    assert [lost.reason for lost in done.lost] == ([reason] if reason else [])
    assert ("Berichtigt" in {e.title for e in done.applied(base.events.values())}) is (reason is None)
    assert len(done.applied(base.events.values())) == len(base.events)


@pytest.mark.parametrize("act", ["reject", "confirm"])
def test_a_verdict_does_not_pass_to_what_a_better_rule_reads(act):
    one = edit(act, "Eva", event=about("e0"))
    other = known(event("n0", 0, kind="demand", title="Anders", day=1))
    done = replay([one], other)
    assert [lost.reason for lost in done.lost] == ["differs"]
    assert done.applied(other.events.values()) == list(other.events.values())


def test_of_two_events_of_a_sentence_the_one_that_was_meant():
    both = known(event("e0", 0), event("e1", 0, kind="demand"))
    one = edit("reject", "Eva", event=about("e1", both))
    again = known(
        event("n0", 0, document="b"), event("n1", 0, kind="demand", document="b"), articles=[article("b")]
    )
    assert shown([one], again).keys() == {"n0"}
    # the rejected one is found no more: the other is not rejected in its stead
    assert shown([one], known(event("n0", 0, day=3))).keys() == {"n0"}


# --- the file


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "title": st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(str.strip),
        "kind": st.sampled_from(["talks", "demand", "aid"]),
        "date": st.integers(1, 28).map(day),
    },
).filter(bool)
NAMES = st.sampled_from(sorted(BASE.events))


@st.composite
def sessions(draw):
    """Edits of one person, each made in sight of what the ones before made."""
    made = []
    for number in range(draw(st.integers(0, 6))):
        act = draw(st.sampled_from(["change", "confirm", "reject", "merge", "split", "add", "undo"]))
        events = {"event": about(draw(NAMES))}
        if act == "undo":
            if not made:
                continue
            events = {"undoes": draw(st.sampled_from(made)).id}
        elif act == "add":
            events = {"evidence": added().evidence, "changes": added().changes}
        elif act == "merge":
            events["other"] = about(draw(NAMES))
        elif act == "change":
            values = draw(VALUES)
            events |= {"changes": values, "was": values}
        one = edit(act, draw(st.sampled_from(["Eva", "Max"])), **events)
        # few moments, so that some edits fall on the same one
        raw = json.loads(line(one)) | {
            "at": f"2025-12-15T12:00:0{draw(st.integers(0, 3))}.00000{number % 2}Z"
        }
        del raw["id"]
        made.append(parse(json.dumps(raw).encode()))
    return made


@settings(max_examples=60, deadline=None)
@given(sessions(), sessions(), st.randoms(use_true_random=False))
def test_two_peoples_files_give_the_same_in_any_order(mine, yours, chance):
    lines = [*map(line, mine), *map(line, yours)]
    a, b = files.read_bytes(b"".join(lines)), files.read_bytes(b"".join(reversed(lines)))
    chance.shuffle(lines)
    c = files.read_bytes(b"".join([*lines, *lines]))
    assert a.edits == b.edits == c.edits
    assert not a.problems
    first, *others = (replay(found, BASE) for found in (a.edits, mine + yours, yours + mine))
    assert all(other == first for other in others)
    events = first.applied(BASE.events.values())
    assert len({one.event_id for one in events}) == len(events)
    # no sentence is lost but by a rejection
    told = {p.text for one in events for p in one.evidence}
    rejected = {p.text for one in a.edits if one.act == "reject" for p in one.event.evidence}
    assert {p.text for one in BASE.events.values() for p in one.evidence} - rejected <= told or first.rejected


@settings(max_examples=60, deadline=None)
@given(sessions())
def test_a_line_is_read_as_it_was_written(made):
    assert tuple(sorted(made, key=lambda one: one.order)) == files.read_bytes(
        b"".join(map(line, made))
    ).edits or len({one.id for one in made}) < len(made)
    for one in made:
        raw = line(one)
        assert raw == line(parse(raw))
        assert list(json.loads(raw)) == sorted(json.loads(raw))
        assert raw.count(b"\n") == 1


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 400))
def test_a_torn_last_line_costs_that_line_only(cut):
    whole, last = line(change("e0", title="A")), line(change("e1", title="B"))
    log = files.read_bytes(whole + last[: min(cut, len(last) - 2)])
    assert [one.changes["title"] for one in log.edits] == ["A"]
    assert log.torn
    assert log.problems == ("line 2: cut off while it was written",)


def test_what_is_written_after_a_torn_line_is_whole(tmp_path):
    path = tmp_path / "corrections.jsonl"
    files.append(path, [change("e0", title="A")])
    with path.open("ab") as stream:
        stream.write(b'{"act": "chan')
    files.append(path, [change("e1", title="B")])
    log = files.read(path)
    assert sorted(one.changes["title"] for one in log.edits) == ["A", "B"]
    assert not log.torn
    assert log.problems == ("line 2: no JSON",)


GOOD = json.loads(line(change("e0", title="A")))
del GOOD["id"]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"act": "delete"}, "act 'delete'; allowed: change, confirm"),
        ({"at": "gestern"}, "at 'gestern'; allowed: UTC as"),
        ({"by": " "}, "by is empty"),
        ({"by": "x" * 101}, "by of 101 characters; 100 are allowed"),
        ({"set": {"kind": "<script>"}}, "set: kind '<script>'; allowed: talks"),
        ({"set": {"colour": "red"}}, "set: field 'colour'; allowed: title"),
        ({"set": {"title": 7}}, "set: title '7'; allowed: a text"),
        ({"set": {}}, "set: empty"),
        ({"set": {"date": day(1) | {"end": "2025-11-01"}}}, "allowed: two days in order"),
        ({"set": {"date": day(1) | {"start": "2025-02-31"}}}, "allowed: a day as"),
        (
            {"set": {"actors": [{"kind": "country", "name": "Russland", "role": "acts"}]}},
            "a code of two letters",
        ),
        ({"set": {"actors": [{"kind": "person", "name": "A"}]}}, "allowed in each: kind, name, role"),
        ({"event": {}}, "event without"),
        ({"event": "e0"}, "event: no JSON object"),
        ({"more": 1}, "change with 'more'"),
        ({"id": "0" * 16}, "is not that of the content"),
    ],
)
def test_a_line_that_is_no_edit_is_named_and_left(changes, problem):
    log = files.read_bytes(json.dumps(GOOD | changes).encode() + b"\n" + line(change("e1", title="B")))
    assert [one.changes["title"] for one in log.edits] == ["B"]
    assert log.problems[0].startswith("line 1: ")
    assert problem in log.problems[0]
    assert len(log.problems[0]) < 300


def test_a_line_without_an_id_is_an_edit():
    assert files.read_bytes(json.dumps(GOOD).encode()).edits[0].id


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from([*GOOD, *GOOD["event"], "text", "start"]), inner, max_size=4)
        ),
        max_leaves=12,
    ),
    st.sampled_from(sorted(GOOD)),
)
def test_any_json_is_an_edit_or_a_problem(value, key):
    with suppress(EditError):
        parse(json.dumps(GOOD | {key: value}).encode())


# --- the command line


STORED = pytest.mark.parametrize("stored", ["events.parquet", "store/"])


@pytest.fixture
def corrected(tmp_path):
    """A folder with an article, and a file that confirms, rejects and changes one event each."""
    folder, file = tmp_path / "articles", tmp_path / "corrections.jsonl"
    folder.mkdir()
    (folder / "rat.txt").write_text(RAT, encoding="utf-8")
    found = chain.find(folder, texts=True)
    base = corpus(found.events, found.articles)
    first, second, third = found.events[:3]
    one = edit("confirm", "Eva", event=target(first, first, base))
    two = edit("reject", "Eva", event=target(second, second, base))
    old = {"title": third.title}
    three = edit("change", "Eva", event=target(third, third, base), changes={"title": "=Berichtigt"}, was=old)
    files.append(file, [one, two, three])
    return folder, file, found.events


def test_extract_replays_corrections_and_moved_articles_keep_them(corrected, tmp_path, capsys):
    folder, file, events = corrected
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    (folder / "rat.txt").rename(moved / "umbenannt.txt")
    assert main(["extract", str(moved), "-o", str(tmp_path / "e.jsonl"), "--corrections", str(file)]) == 0
    found = [json.loads(row) for row in (tmp_path / "e.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(found) == len(events) - 1
    assert {one["title"] for one in found} == {events[0].title, "=Berichtigt", *(e.title for e in events[3:])}
    assert sum("corrections" in one for one in found) == 2
    (moved / "umbenannt.txt").write_text(RAT.replace("hat am Montag", "hat gestern"), encoding="utf-8")
    assert main(["extract", str(moved), "--corrections", str(file)]) == 0
    assert capsys.readouterr().err.count("correction fits no more: edit ") == 3


@STORED
def test_what_is_stored_gives_back_what_was_corrected(corrected, tmp_path, capsys, stored):
    folder, file, events = corrected
    path = f"{tmp_path}/{stored}"
    assert main(["extract", str(folder), "-o", path, "--corrections", str(file)]) == 0
    assert len(store.load(path).events) == len(events) - 1
    files.append(file, [edit("undo", "Eva", undoes=one.id) for one in files.read(file).edits])
    assert main(["extract", str(folder), "-o", path, "--add", "--corrections", str(file)]) == 0
    assert sorted(store.read_events(path), key=lambda e: e.event_id) == sorted(
        events, key=lambda e: e.event_id
    )
    assert "failed" in capsys.readouterr().err


@STORED
def test_export_replays_corrections_over_stored_events(corrected, tmp_path, stored):
    folder, file, events = corrected
    path, out = f"{tmp_path}/{stored}", tmp_path / "out.parquet"
    assert main(["extract", str(folder), "-o", path]) == 0
    if stored == "events.parquet":  # beside others in a folder without a manifest
        (tmp_path / "files").mkdir()
        path = str((tmp_path / stored).rename(tmp_path / "files" / stored).parent)
        assert main(["evaluate", path, "--corrections", str(file)]) == 0
    assert main(["export", path, "-o", str(out), "--corrections", str(file)]) == 0
    found = store.load(out).events
    assert len(found) == len(events) - 1
    assert "=Berichtigt" in set(found["title"])


UNKNOWN = {"start": None, "end": None, "granularity": "unknown", "edtf": ""}
ZEITUNG = """Scholz trifft Macron

7. Mai 2024

Bundeskanzler Olaf Scholz hat am Montag in Kassel den französischen Präsidenten Emmanuel Macron getroffen. Die Grünen
kritisierten am Mittwoch die Pläne der Union.
"""


def every_act(folder):
    """An edit of each sort over the events of a folder, one of which two articles tell."""
    found = chain.find(folder, texts=True)
    base = corpus(found.events, found.articles)
    both = next(one for one in found.events if len({piece.document for piece in one.evidence}) > 1)
    first, second, third, fourth = [one for one in found.events if one is not both][:4]
    mine = {one: target(one, one, base) for one in (both, first, second, third, fourth)}
    piece = both.evidence[0]
    text = next(one.text for one in found.articles if one.document == "rat")
    title = corrections.Anchor("rat", "", 0, 18, text[:18])
    values = {**values_of(first), "title": "Hinzugefügt"}
    return [
        edit("split", "Eva", event=mine[both], apart=(0,)),
        edit(
            "change",
            "Eva",
            event=mine[first],
            changes={"date": UNKNOWN},
            was={"date": values_of(first)["date"]},
        ),
        edit("reject", "Eva", event=mine[second]),
        edit("merge", "Eva", event=mine[third], other=mine[fourth]),
        edit("add", "Eva", evidence=title, changes=values),
    ], piece


def test_a_folder_of_parts_is_corrected_as_a_file_is_and_stays_so(tmp_path):
    folder, file = tmp_path / "articles", tmp_path / "corrections.jsonl"
    folder.mkdir()
    (folder / "rat.txt").write_text(RAT, encoding="utf-8")
    (folder / "zeitung.txt").write_text(ZEITUNG, encoding="utf-8")
    edits, piece = every_act(folder)
    files.append(file, edits)

    def both(*more):
        """What is in a file and in a folder of parts, by id, after the same command."""
        kept = []
        for stored in ("events.parquet", "store/"):
            path = f"{tmp_path}/{stored}"
            assert main(["extract", str(folder), "-o", path, *more]) == 0
            kept.append({one.event_id: one for one in store.read_events(path)})
        return kept

    plain = {one.event_id: one for one in chain.find(folder, texts=True).events}
    one, other = both("--corrections", str(file))
    assert one == other
    titles = [event.title for event in other.values()]
    assert "Hinzugefügt" in titles
    assert len([e for e in other.values() if e.start is None]) == 1 + sum(
        e.start is None for e in plain.values()
    )
    assert sum(piece in event.evidence for event in other.values()) == 1
    # another article tells what was split: the parts stay apart, without the file being named again
    (folder / "dritte.txt").write_text(ZEITUNG.replace("7. Mai", "8. Mai"), encoding="utf-8")
    one, other = both("--add")
    assert one == other
    assert "Hinzugefügt" in [event.title for event in other.values()]
    places = [{p.document for p in event.evidence} for event in other.values()]
    assert {"rat"} in places
    assert not [
        event
        for event in other.values()
        if {"rat", "zeitung"} <= {p.document for p in event.evidence} and piece in event.evidence
    ]
    files.append(file, [edit("undo", "Eva", undoes=done.id) for done in edits])
    one, other = both("--add", "--corrections", str(file))
    assert one == other == {one.event_id: one for one in chain.find(folder, texts=True).events}


@STORED
@pytest.mark.parametrize("already", [False, True])
def test_evaluate_counts_verdicts_by_kind_rule_and_source(corrected, tmp_path, capsysbinary, already, stored):
    folder, file, events = corrected
    path = f"{tmp_path}/{stored}"
    with_them = ["--corrections", str(file)] if already else []
    assert main(["extract", str(folder), "-o", path, *with_them]) == 0
    assert main(["evaluate", path, "--corrections", str(file)]) == 0
    out, err = capsysbinary.readouterr()
    head, *rows = (row.split("\t") for row in out.decode().splitlines())
    assert head == ["group", "value", "right", "judged", "precision", "low", "high"]
    assert rows[0] == ["all", "", "1", "2", "0.500", "0.095", "0.905"]
    kinds = {row[1]: row[2:4] for row in rows if row[0] == "kind"}
    assert sum(int(judged) for _, judged in kinds.values()) == 2
    assert kinds[events[0].kind][0] == "1"
    assert ["source", "rat", "1", "2"] in [row[:4] for row in rows]
    assert any(row[0] == "rule: time" for row in rows)
    fields = {row[1]: row[2:4] for row in rows if row[0] == "field"}
    assert (fields["title"], fields["date"]) == (["1", "2"], ["2", "2"])
    assert b"1 change, 1 confirm, 1 reject; 0 fit no more" in err


@pytest.mark.parametrize(
    ("right", "judged", "low", "high"), [(0, 0, 0, 1), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1)]
)
def test_wilson_bounds(right, judged, low, high):
    assert evaluate.wilson(right, judged) == pytest.approx((low, high), abs=1e-4)


def test_a_broken_file_of_corrections_is_said(corrected, tmp_path, capsys):
    folder, file, _ = corrected
    assert main(["extract", str(folder), "--corrections", str(tmp_path / "none.jsonl")]) == 2
    assert (
        "none.jsonl: No such file or directory; a file of corrections is allowed" in capsys.readouterr().err
    )
    with file.open("ab") as stream:
        stream.write(b"\xff\xfe{}\n")
    assert main(["extract", str(folder), "--corrections", str(file)]) == 1
    assert f"{file}: line 4: no JSON" in capsys.readouterr().err


# --- killed while writing


def test_killing_writers_at_any_moment_loses_no_correction(tmp_path):
    path = tmp_path / "corrections.jsonl"
    said = b""

    def write(number):
        files.append(path, [change("e0", title=f"{number} {'x' * 400}")])

    for pause in moments(25, 0.02):
        said += killed([forked(write) for _ in range(2)], pause)
    log = files.read(path)
    kept = {one.changes["title"].split()[0] for one in log.edits}
    assert len(said.split()) >= 50
    assert set(said.decode().split()) <= kept
    assert len(log.problems) <= 50


def test_killing_extract_at_any_moment_loses_no_event(tmp_path):
    folder, path, file = tmp_path / "articles", tmp_path / "events.parquet", tmp_path / "corrections.jsonl"
    folder.mkdir()
    (folder / "rat.txt").write_text(RAT, encoding="utf-8")
    found = chain.find(folder, texts=True)
    base = corpus(found.events, found.articles)
    files.append(file, [edit("reject", "Eva", event=target(found.events[0], found.events[0], base))])
    command = ["extract", str(folder), "-o", str(path), "--corrections", str(file)]
    assert main(command) == 0
    before = store.load(path).events
    for pause in moments(25, 0.3):
        killed_soon(
            [forked(lambda number: main([*command, "--add"] if number.endswith("1") else command))], pause
        )
        assert store.load(path).events.equals(before)
        assert len(corrections.kept(path).raw) == 1


def moments(number, longest):
    chance = random.Random(number)
    return [chance.uniform(0, longest) for _ in range(number)]


def forked(work):
    """A process that does its work again and again, and says each time that it is done; with the end to listen at."""
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        return child, os.fdopen(reader, "rb")
    with suppress(BaseException), Path(os.devnull).open("w") as sys.stderr:
        for number in range(100_000):
            work(f"{os.getpid()}-{number}")
            os.write(writer, f"{os.getpid()}-{number}\n".encode())
    os._exit(1)


def killed(writers, pause):
    """What processes said before they were killed, which is a moment after each had done its work once."""
    said = b"".join(heard.readline() for _, heard in writers)
    return said + killed_soon(writers, pause)


def killed_soon(writers, pause):
    said = b""
    threading.Event().wait(pause)
    for child, heard in writers:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with heard:
            said += heard.read()
    return said
