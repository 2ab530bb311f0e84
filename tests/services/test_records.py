"""Records: a hold keeps everything, retention is the office's own, an export is whole and apart."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.at_school import Stop
from tests.exports_search import Exports
from tests.support import SetClock
from tourplanner.core.changes import Action, Edit
from tourplanner.core.errors import InputError
from tourplanner.core.fields import KINDS, Field, FieldType, Level
from tourplanner.core.papers.specs import SPECS, PaperFormat, PaperKind
from tourplanner.core.records import NAMED_ONLY, NOT_ASKED
from tourplanner.core.records_fields import RECORDS_KINDS
from tourplanner.store.backup import listed

_PARTS = ("records.json", "records.html", "history.csv", "records.csv")


def exported(at: Stop, out: Path, **wish: Any) -> dict[str, Any]:
    """Export, and give what stands in the JSON."""
    at.office.records.export(at.tour, out, **wish)
    data: dict[str, Any] = json.loads((out / "records.json").read_text("utf-8"))
    return data


def fill(at: Stop) -> dict[str, tuple[str, Level]]:
    """Write a record of every kind that a tour or a stop has, each text a word of its own.

    Gives the words with the level of their field.
    """
    words: dict[str, tuple[str, Level]] = {}
    ids: dict[str, str] = {"tour": at.tour, "stop": at.stop, "site": at.site}
    for kind in KINDS.values():
        refs = {f.ref for f in kind.fields if f.type is FieldType.REF}
        if kind.name in ("variant", "stop", "custody") or not refs & {"tour", "stop", "paper"}:
            continue
        ids[kind.name] = hashlib.md5(kind.name.encode(), usedforsecurity=False).hexdigest()
    edits = []
    for name, record in ids.items():
        if name in ("tour", "stop", "site"):
            continue
        facts: dict[str, Any] = {}
        texts: dict[str, str] = {}
        for field in KINDS[name].fields:
            word = f"tok{len(words):04d}q zeta{len(words):04d}q"
            if field.type is FieldType.REF and field.ref in ids:
                facts[field.name] = ids[field.ref]
            elif field.type is FieldType.LONG_TEXT:
                texts[field.name] = word
                words[word] = (f"{name}.{field.name}", field.level)
            elif (value := _value(field, word)) is not None:
                facts.update(value)
                words[word] = (f"{name}.{field.name}", field.level)
        edits.append(Edit(record, name, facts, texts))
    at.office.file.write(Action("Fill", tuple(edits)))
    return words


def _value(field: Field, word: str) -> dict[str, Any] | None:
    if field.type is FieldType.TEXT and not field.name.endswith("shot"):
        return {field.name: word}
    if field.type is FieldType.OBJECT:
        return {field.name: {"words": word}}
    if field.type is FieldType.MEMBER:
        in_it = {part.name: 0.5 for part in field.parts if part.is_needed}
        return {f"{field.name}/m1": {**in_it, "words": word} if field.parts else word}
    return None


def test_private_facts_stay_out_in_every_file_and_the_rest_is_in(at: Stop, tmp_path: Path) -> None:
    words = fill(at)
    secret = {word for word, (_, level) in words.items() if level is Level.RESTRICTED}
    assert len(secret) > 15
    assert len(words) > 100
    first = sorted(secret)[0]
    at.office.visits.write_note(at.tour, at.stop, f"We met {first} at the door.")
    data = exported(at, tmp_path / "plain")
    files = {p.name: p.read_text("utf-8") for p in (tmp_path / "plain").iterdir()}
    for word in secret:
        assert [n for n, text in files.items() if word.split()[0] in text] == [], words[word]
    for word in words.keys() - secret:
        for name in _PARTS:
            assert word in files[name], (words[word], name)
    counted = {one["what"]: one["count"] for one in data["left_out"] if one["why"] == NAMED_ONLY}
    assert counted["Sent paper: Sent to"] == 2, "as it stands, and in the history"
    whole = exported(at, tmp_path / "whole", private_why="Court order of Oct 1")
    text = json.dumps(whole)
    assert all(word in text for word in words)
    assert whole["about"]["Private facts"] == "In it: Court order of Oct 1"
    made = at.office.file.tables.where("paper", tour=at.tour, paper_kind="records-export")
    assert [one["private_why"] for one in made if one["version"] == 2] == ["Court order of Oct 1"]


def test_a_name_that_is_left_out_stands_in_no_note(at: Stop, tmp_path: Path) -> None:
    quote = at.office.quotes.write(at.stop, "I am glad.", {"speaker": "Rosa Delgado"})
    at.office.visits.write_note(at.tour, at.stop, "Rosa Delgado showed us the pantry.")
    held = at.office.quotes.write(at.stop, "I came from Fresno in 2009.", {})
    at.office.visits.hold_back("quote", held, "from Fresno in 2009")
    at.office.retention.hold(at.tour, "Suit of Rosa Delgado")
    at.office.lists.set(at.tour, "todos", "", "what", f"{'Send the photos ' * 4}again Rosa Delgado")
    exported(at, tmp_path / "out")
    found = Exports([tmp_path / "out"])
    assert found.with_words("Rosa") == [], "nor the half of it, where words are cut"
    assert found.with_words("from Fresno in 2009") == []
    assert found.with_words("showed us the pantry")
    assert at.quote(quote)["speaker"] == "Rosa Delgado", "in the file nothing changed"


def test_every_change_of_the_tour_is_in_it_with_who_and_when(at: Stop, tmp_path: Path) -> None:
    note = at.office.visits.write_note(at.tour, at.stop, "First words.")
    at.office.visits.change_note(note, "Second words.")
    at.office.visits.remove("note", note)
    rider = at.office.lists.set(at.tour, "riders", "", "name", "Ana Ruiz")
    at.office.lists.set(at.tour, "riders", rider, "coach", "1")
    data = exported(at, tmp_path / "out")
    log = at.office.file.log
    mine = {at.tour, note} | {s.id for s in at.office.file.tables.where("stop", tour=at.tour)}
    mine |= {v.id for v in at.office.file.tables.where("variant", tour=at.tour)}
    wanted = {change.key for record in mine for change in log.of_record(record)}
    assert wanted <= {change["sha256"] for change in data["changes"]}
    of_note = [c for c in data["changes"] if c["record_id"] == note]
    assert [c["facts"].get("body") for c in of_note][:2] == ["First words.", "Second words."]
    assert of_note[-1]["facts"]["deleted"] is True
    assert all(change["by"] and change["at"] for change in data["changes"])
    assert next(r for r in data["records"] if r["id"] == note)["deleted"] is True
    with (tmp_path / "out" / "history.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == len(data["changes"]) + 1
    assert "Coach: Coach C-1" in {row[4] for row in rows}, "it is called by the tour's id"
    listed_hashes = (tmp_path / "out" / "sha256.txt").read_text("utf-8").splitlines()
    for line in listed_hashes:
        digest, name = line.split("  ")
        assert hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == digest


def test_days_take_the_stops_of_other_days_out_and_say_so(at: Stop, tmp_path: Path) -> None:
    days = at.office.plan.current(at.tour).plan.days
    other = days[1].stops[0]
    at.office.visits.write_note(at.tour, at.stop, "Seen on Monday.")
    at.office.visits.write_note(at.tour, other.id, "Seen on Tuesday.")
    data = exported(at, tmp_path / "out", days=[0])
    found = Exports([tmp_path / "out"])
    assert found.with_words("Seen on Monday.")
    page = (tmp_path / "out" / "records.html").read_text("utf-8")
    assert "Stop: Stop at Madison Elementary" in page, "records are named, not numbered"
    assert at.stop not in page
    assert found.with_words("Seen on Tuesday.") == []
    assert {"what": "Note", "count": 1, "why": NOT_ASKED} in data["left_out"]
    assert data["about"]["Days"] == f"1 of {len(days)}"
    with pytest.raises(InputError, match="no day 9"):
        at.office.records.export(at.tour, tmp_path / "more", days=[8])
    assert not (tmp_path / "more").exists()
    with pytest.raises(InputError, match="not empty"):
        at.office.records.export(at.tour, tmp_path / "out")


def test_papers_that_were_sent_are_told_and_an_export_tells_of_the_one_before(
    at: Stop, tmp_path: Path
) -> None:
    at.office.papers.make(at.tour, [PaperKind.DAY_SHEET], [PaperFormat.TEXT], tmp_path / "papers")
    at.office.papers.sent(at.tour, PaperKind.DAY_SHEET, ["Desk of the Bee"])
    first = exported(at, tmp_path / "one")
    assert [one["paper"] for one in first["papers_sent"]] == ["Day sheet"]
    assert "Desk of the Bee" not in json.dumps(first)
    second = exported(at, tmp_path / "two", private_why="A court asked")
    by_name = {one["paper"]: one for one in second["papers_sent"]}
    assert by_name.keys() == {"Day sheet", "Records export"}
    assert by_name["Day sheet"]["to"][0].startswith("Desk of the Bee, 2013-10-11")


def test_while_anything_is_held_no_restore_point_goes(at: Stop, clock: SetClock) -> None:
    def three_in_an_hour() -> int:
        before = len(listed(at.office.file.path))
        for _ in range(3):
            clock.forward(minutes=5)
            at.office.file.backup()
        return len(listed(at.office.file.path)) - before

    clock.forward(hours=2)
    assert three_in_an_hour() == 1, "of an hour the newest stays"
    at.office.retention.hold("", "Letter of the Attorney General, Oct 3")
    clock.forward(hours=2)
    assert three_in_an_hour() == 3
    at.office.retention.lift("", "Closed on Oct 9")
    clock.forward(hours=2)
    assert three_in_an_hour() < 1, "those that were kept for it go by their age"


def test_a_hold_has_a_reason_and_a_name_and_is_undone_like_anything(at: Stop) -> None:
    retention = at.office.retention
    with pytest.raises(InputError, match="Why is it held"):
        retention.hold(at.tour, " ")
    retention.hold(at.tour, "Records request 13-101")
    hold = retention.state(at.tour).hold
    assert hold is not None
    assert (hold.reason, hold.by) == ("Records request 13-101", at.office.file.author)
    assert hold.text.startswith("On hold since Oct. 11, 2013, by ")
    with pytest.raises(InputError, match="on hold already"):
        retention.hold(at.tour, "Another")
    at.office.undo.undo()
    assert retention.state(at.tour).hold is None
    with pytest.raises(InputError, match="no hold to lift"):
        retention.lift(at.tour, "Done")


def test_retention_is_by_the_offices_schedule_and_nothing_is_guessed(at: Stop) -> None:
    office, retention = at.office, at.office.retention
    assert retention.state(at.tour).keeping.text(date(2013, 10, 11)) == (
        "Kept without an end: nobody has said as which kind of record."
    )
    with pytest.raises(InputError, match="no “Trips”"):
        retention.keep(at.tour, "Trips")
    row = office.lists.set(at.tour, "retention", "", "what", "Trips")
    office.lists.set(at.tour, "retention", row, "years", "4 years")
    office.lists.set(at.tour, "retention", row, "since", "1/1/2012")
    with pytest.raises(InputError):
        retention.keep(at.tour, "Trips")  # a line without its source is none yet
    office.lists.set(at.tour, "retention", row, "source", "Office schedule 7")
    retention.keep(at.tour, "trips")
    found = retention.state(at.tour).keeping
    assert found.until == date(2017, 10, 16)
    assert "4 years after the tour as “Trips”, by Office schedule 7." in found.text(
        date(2017, 10, 16)
    )
    assert "has passed; nothing is deleted" in found.text(date(2017, 10, 17))
    with pytest.raises(InputError, match="ends after that day"):
        retention.keep(at.tour, "Trips", date(2013, 10, 1))
    retention.keep(at.tour, "Trips", date(2030, 1, 1))
    assert retention.state(at.tour).keeping.until == date(2030, 1, 1)
    with pytest.raises(InputError, match="number of years"):
        office.lists.set(at.tour, "retention", row, "years", "forever")


def test_no_paper_ever_prints_a_hold_or_a_mark(at: Stop, tmp_path: Path) -> None:
    for spec in SPECS.values():
        assert not {kind.name for kind in RECORDS_KINDS} & set(spec.fields), spec.key
    at.office.retention.hold(at.tour, "Zanzibar against the office")
    kinds = [PaperKind.LINE_BY_LINE, PaperKind.PRESS_ITINERARY]
    made = at.office.papers.make(at.tour, kinds, [PaperFormat.TEXT], tmp_path / "out")
    assert Exports(made.files).with_words("Zanzibar") == []
