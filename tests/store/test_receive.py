"""Bodies from other laptops: the union of sets, and hostile input."""

from __future__ import annotations

import base64
import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.store.kit import delete, give, office, put, shown, type_text
from tourplanner.core.bodies import body_key
from tourplanner.core.changes import Action, Edit, canonical
from tourplanner.store.file import OfficeFile

A, B = "a" * 32, "b" * 32


def _raw(file: OfficeFile) -> dict[str, Any]:
    """The last body, for a forger to change."""
    raw: dict[str, Any] = json.loads(list(file.log.bodies())[-1])
    return raw


def test_a_delivery_is_taken_once(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
        put(a, A, name="Dorsa")
        type_text(a, A, "site", "remarks", "hello")
        bodies = list(a.log.bodies())
        report = b.receive([bodies[1], bodies[0], bodies[1]])
        assert (report.taken, report.known, report.refused) == (2, 0, ())
        assert report.changes.touched == {"site": frozenset({A})}
        assert shown(a) == shown(b)
        again = b.receive(bodies)
        assert (again.taken, again.known) == (0, 2)
        assert again.changes.touched == {}
        assert b.log.keys() == {body_key(body) for body in bodies}


def test_one_bad_body_does_not_hold_up_the_others(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
        put(a, A, name="Dorsa")
        put(a, A, city="Fresno")
        good = list(a.log.bodies())
        report = b.receive([good[0], b"garbage", good[1][:-5], good[1]])
        assert report.taken == 2
        assert len(report.refused) == 2
        assert all(bad.reason for bad in report.refused)
        assert b.aside() == [], "what can never become good is not kept"
        record = b.tables.get("site", A)
        assert record is not None
        assert (record["name"], record["city"]) == ("Dorsa", "Fresno")


def test_unknown_kinds_fields_and_values_are_kept_and_passed_on(tmp_path: Path) -> None:
    with (
        office(tmp_path / "a.tour", "Ana") as a,
        office(tmp_path / "b.tour", "Bob") as b,
        office(tmp_path / "c.tour", "Cho") as c,
    ):
        put(a, A, name="Dorsa")
        raw = _raw(a)
        raw["set"] = {
            "warp_factor": {"v": 9}, "odd/member": {"v": True}, "name/x": {"v": 1},
            "score": {"v": "high"}, "ladder": {"v": "beamed up"}, "tag": {"v": True},
            "point": {"v": {"lat": 1e9, "lon": 0}}, "zip": {"v": 2**80}, "city": {"v": None},
            "remarks": {"v": "not a text"}, "bells": {"v": [1]},
        }  # fmt: skip
        raw["text"] = {"captains_log": {"u": "", "over": []}}
        ship = {**raw, "kind": "spaceship", "record": B, "set": {"name": {"v": "Enterprise"}}}
        report = b.receive([canonical(raw), canonical(ship), *a.log.bodies()])
        assert (report.taken, report.refused) == (3, ())
        record = b.tables.get("site", A)
        assert record is not None
        assert record["name"] == "Dorsa"
        assert all(record[name] is None for name in ("score", "ladder", "point", "zip", "remarks"))
        assert "warp_factor" not in record.values
        assert record.members == {}
        assert b.verify().is_good
        give(b, c)
        assert c.log.keys() == b.log.keys()
        put(b, A, score=5)
        record = b.tables.get("site", A)
        assert record is not None
        assert record["score"] == 5


def test_the_same_id_in_two_kinds_is_two_records(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour", "Ana") as a:
        put(a, A, name="Dorsa")
        raw = _raw(a)
        forged = {**raw, "kind": "place", "set": {"name": {"v": "Hotel", "over": []}}}
        forged["set"]["name"].pop("over")
        assert a.receive([canonical(forged)]).taken == 1
        site, place = a.tables.get("site", A), a.tables.get("place", A)
        assert site is not None
        assert place is not None
        assert (site["name"], place["name"]) == ("Dorsa", "Hotel")


def test_a_counter_that_runs_ahead_is_kept_aside_until_it_fits(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
        put(a, A, name="Dorsa")
        raw = _raw(a)
        far = canonical({**raw, "lam": 1_500_000, "set": {"name": {"v": "far"}}})
        farther = canonical({**raw, "lam": 2_400_000, "set": {"name": {"v": "farther"}}})
        near = canonical({**raw, "lam": 900_000, "set": {"name": {"v": "near"}}})
        report = b.receive([far, *a.log.bodies()])
        assert report.taken == 1
        (bad,) = report.refused
        assert bad.later
        assert [aside.key for aside in b.aside()] == [body_key(far)]
        assert b.receive([farther]).taken == 0
        assert len(b.aside()) == 2
        report = b.receive([near])
        assert report.taken == 3, "what became good goes in by itself"
        assert b.aside() == []
        record = b.tables.get("site", A)
        assert record is not None
        assert record["name"] == "farther"


def test_a_newer_body_is_kept_aside(tmp_path: Path) -> None:
    newer = canonical({"v": 2, "record": A})
    with office(tmp_path / "a.tour") as file:
        (bad,) = file.receive([newer]).refused
        assert bad.later
        (aside,) = file.aside()
        assert "newer version" in aside.reason
        file.receive([newer])
        assert len(file.aside()) == 1
    with office(tmp_path / "a.tour") as file:
        assert len(file.aside()) == 1


def test_nothing_goes_in_where_saving_fails(tmp_path: Path) -> None:
    from tourplanner.core.errors import StoreFull

    with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
        a.write(
            Action("x", tuple(Edit(f"{n:032x}", "site", {"name": "x" * 500}) for n in range(400)))
        )
        pages = b._conn.execute("PRAGMA page_count").fetchone()[0]
        b._conn.execute(f"PRAGMA max_page_count={pages + 5}")
        with pytest.raises(StoreFull):
            b.receive(list(a.log.bodies()))
        assert b.log.count() == 0
        assert b.tables.count("site") == 0
        b._conn.execute("PRAGMA max_page_count=1000000")
        assert b.receive(list(a.log.bodies())).taken == 400
        assert shown(a) == shown(b)


class TestTexts:
    """Updates of long texts by others."""

    def test_two_people_in_one_text(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
            type_text(a, A, "note", "body", "The garden. The clinic.")
            give(a, b)
            type_text(a, A, "note", "body", "The big garden. The clinic.")
            type_text(b, A, "note", "body", "The garden. The new clinic.")
            give(a, b)
            give(b, a)
            for file in (a, b):
                record = file.tables.get("note", A)
                assert record is not None
                assert record["body"] == "The big garden. The new clinic."
                assert record.conflicts == ("body",)
                (conflict,) = file.tables.conflicts()
                assert conflict.flavor == "text"
                assert {head.author for head in conflict.heads} == {"Ana", "Bob"}
            type_text(a, A, "note", "body", "The big garden. The new clinic.")  # it was read
            assert a.tables.conflicts() == []
            give(a, b)
            assert b.tables.conflicts() == []
            assert shown(a) == shown(b)

    def test_late_early_twice(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
            for n in range(12):
                type_text(a, A, "note", "body", " ".join(map(str, range(n + 1))))
            bodies = list(a.log.bodies())
            random.Random(5).shuffle(bodies)
            for body in bodies:
                assert b.receive([body, body]).refused == ()
            assert shown(a) == shown(b)

    @pytest.mark.parametrize("update", [b"", b"x", b"loro" + b"\0" * 60, b"\xff" * 300])
    def test_rubbish_in_a_text(self, tmp_path: Path, update: bytes) -> None:
        with office(tmp_path / "a.tour", "Ana") as a:
            type_text(a, A, "note", "body", "hello")
            raw = _raw(a)
            raw["text"]["body"] = {"u": base64.b64encode(update).decode(), "over": []}
            report = a.receive([canonical(raw)])
            record = a.tables.get("note", A)
            assert record is not None
            assert record["body"] == "hello"
            if update:
                assert report.taken == 0
                assert "text" in report.refused[0].reason
            else:
                assert report.taken == 1, "an empty update says that a text was read"

    def test_bits_flipped_in_a_text(self, tmp_path: Path) -> None:
        rng = random.Random(11)
        with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
            type_text(a, A, "note", "body", "The garden opens at eight.")
            give(a, b)
            type_text(a, A, "note", "body", "The garden opens at nine, says Mia.")
            raw = _raw(a)
            update = base64.b64decode(raw["text"]["body"]["u"])
            forged = []
            for _ in range(100):
                bytes_ = bytearray(update)
                bytes_[rng.randrange(len(bytes_))] ^= 1 << rng.randrange(8)
                raw["text"]["body"]["u"] = base64.b64encode(bytes_).decode()
                forged.append(canonical(raw))
            report = b.receive(forged)
            assert report.taken + len(report.refused) == len({body_key(f) for f in forged})
            assert report.taken <= 20, "only flips in bytes that Loro does not look at"
            assert b.verify().is_good
            give(a, b)
            record = b.tables.get("note", A)
            assert record is not None
            assert record["body"] == "The garden opens at nine, says Mia."
            assert b.verify().is_good

    def test_a_snapshot_is_no_update(self, tmp_path: Path) -> None:
        import loro

        doc = loro.LoroDoc()
        doc.get_text("t").update("hello")
        doc.commit()
        snapshot = doc.export(loro.ExportMode.Snapshot())
        with office(tmp_path / "a.tour", "Ana") as a:
            type_text(a, A, "note", "body", "x")
            raw = _raw(a)
            raw["text"]["body"]["u"] = base64.b64encode(snapshot).decode()
            assert a.receive([canonical(raw)]).taken == 0

    def test_one_bad_update_among_good_ones(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
            for n in range(5):
                type_text(a, A, "note", "body", "word " * (n + 1))
            raw = _raw(a)
            raw["text"]["body"]["u"] = base64.b64encode(b"rubbish").decode()
            report = b.receive([canonical(raw), *a.log.bodies()])
            assert (report.taken, len(report.refused)) == (5, 1)
            assert shown(a) == shown(b)

    def test_the_document_follows_what_arrives(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
            type_text(a, A, "note", "body", "one")
            give(a, b)
            type_text(b, A, "note", "body", "one two")
            give(b, a)
            type_text(a, A, "note", "body", "one two three")
            give(a, b)
            record = b.tables.get("note", A)
            assert record is not None
            assert record["body"] == "one two three"
            assert b.tables.conflicts() == []

    def test_many_documents_at_once(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour", "Ana") as a:
            edits = tuple(Edit(f"{n:032x}", "note", text={"body": f"note {n}"}) for n in range(250))
            a.write(Action("x", edits))
            assert len(a._texts._docs) == 200
            type_text(a, f"{0:032x}", "note", "body", "note 0, once more")
            assert a.verify().is_good

    def test_a_very_long_text(self, tmp_path: Path) -> None:
        from tourplanner.core.errors import InputError

        with office(tmp_path / "a.tour", "Ana") as a:
            lines = "\n".join(f"line {n} of the transcript" for n in range(8_000))
            type_text(a, A, "note", "body", lines)
            type_text(a, A, "note", "body", lines.replace("line 77 ", "Line 77 "))
            with pytest.raises(InputError, match="too long"):
                type_text(a, A, "note", "body", "x" * 500_001)
            record = a.tables.get("note", A)
            assert record is not None
            assert "Line 77 of" in record["body"]
            assert a.verify().is_good


def test_delete_against_edit(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
        put(a, A, name="Dorsa")
        give(a, b)
        delete(a, A)
        put(b, A, city="Fresno")
        give(a, b)
        give(b, a)
        for file in (a, b):
            record = file.tables.get("site", A)
            assert record is not None
            assert not record.deleted
            assert record.conflicts == ("deleted",)
            (conflict,) = file.tables.conflicts()
            assert [(h.author, h.fact, h.value) for h in conflict.heads] == [
                ("Ana", "deleted", True),
                ("Bob", "city", "Fresno"),
            ]
        delete(a, A, deleted=False)
        give(a, b)
        assert a.tables.conflicts() == b.tables.conflicts() == []
        assert shown(a) == shown(b)


def test_settling_a_conflict_of_values(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
        put(a, A, name="Dorsa")
        give(a, b)
        put(a, A, name="A")
        put(b, A, name="B")
        give(a, b)
        give(b, a)
        record = a.tables.get("site", A)
        assert record is not None
        assert record.conflicts == ("name",)
        assert shown(a) == shown(b)
        put(a, A, name=record["name"])  # choosing what is shown already is a choice too
        assert a.tables.conflicts() == []
        give(a, b)
        assert b.tables.conflicts() == []


def test_hostile_words_are_only_words(tmp_path: Path) -> None:
    words = "'; DROP TABLE change; -- {{7*7}} <script> \0 \u202e \ufeff"
    with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
        put(a, A, name=words, **{"tag/" + "x\"'": True})
        give(a, b)
        record = b.tables.get("site", A)
        assert record is not None
        assert record["name"] == words
        assert b.tables.where("site", name=words)[0].id == A
        assert b.verify().is_good


def test_of_two_timetables_of_a_ferry_one_holds_and_the_other_is_told(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
        put(a, A, "leg", left="pier", right="island", leaves="7 a.m., 9 a.m.")
        give(a, b)
        put(a, A, "leg", leaves="7 a.m., noon")
        put(b, A, "leg", leaves="8 a.m.")
        give(a, b)
        give(b, a)
        record = a.tables.get("leg", A)
        assert record is not None
        assert record["leaves"] in ("7 a.m., noon", "8 a.m."), "no times of both that nobody typed"
        assert record.conflicts == ("leaves",)
        assert shown(a) == shown(b)
