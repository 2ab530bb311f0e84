"""Typed reads: what views and services see."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.store.kit import delete, give, office, put, type_text
from tourplanner.core.changes import Action, Edit
from tourplanner.core.fields import KINDS
from tourplanner.store.schema import LOG_TABLES, plan_of
from tourplanner.store.search import match_words

A, B, C = "a" * 32, "b" * 32, "c" * 32


def test_every_type_of_field_comes_back_as_it_went_in(tmp_path: Path) -> None:
    facts = {
        "name": "San José", "score": -7, "bus_fits": False, "ladder": "asked",
        "point": {"lat": 37.3, "lon": -121.8, "precision": "site", "source": "cde"},
        "bells": {"start_tod_min": 480, "end_tod_min": 900},
    }  # fmt: skip
    with office(tmp_path / "a.tour") as file:
        put(file, A, **facts)
        record = file.tables.get("site", A)
        assert record is not None
        assert {name: record[name] for name in facts} == facts
        assert record["zip"] is None
        assert set(record.values) == {
            f.name for f in (*plan_of("site").facts, *plan_of("site").texts)
        }
        put(file, B, "visit", date="2013-10-14", site=A, stop=None)
        put(file, C, "note", at="2013-10-14T09:30:00-07:00", stop=B)
        visit, note = file.tables.get("visit", B), file.tables.get("note", C)
        assert visit is not None
        assert note is not None
        assert (visit["date"], visit["site"]) == ("2013-10-14", A)
        assert note["at"] == "2013-10-14T09:30:00-07:00"


def test_members_false_and_nothing_are_no_members(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as file:
        put(file, A, **{"tag/garden": True, "tag/clinic": True, "tag/odd": False})
        put(file, A, **{"tag/clinic": None})
        put(file, B, "variant", **{f"at/{A}": {"day": 0, "rank": "a", "pin": False}, "day/0": {}})
        site, variant = file.tables.get("site", A), file.tables.get("variant", B)
        assert site is not None
        assert variant is not None
        assert site.member("tag") == {"garden": True}
        assert site.member("nothing") == {}
        assert variant.members == {
            "at": {A: {"day": 0, "rank": "a", "pin": False}},
            "day": {"0": {}},
        }
        assert [r.id for r in file.tables.where("site", **{"tag/garden": True})] == [A]
        assert file.tables.where("site", **{"tag/clinic": True}) == []
        assert [r.id for r in file.tables.where("site", **{"tag/clinic": False})] == [A]


def test_where_count_and_ids(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as file:
        put(file, A, name="b", ladder="yes", bus_fits=True)
        put(file, B, name="A", ladder="yes")
        put(file, C, name=None)
        tables = file.tables
        assert [r.id for r in tables.where("site", ladder="yes")] == [A, B]
        assert [r.id for r in tables.where("site", ladder=None)] == [C]
        assert [r.id for r in tables.where("site", ladder="yes", bus_fits=True)] == [A]
        assert tables.where("site", ladder="no such") == []
        assert tables.count("site") == 3
        assert tables.count("site", ladder="yes") == 2
        assert tables.ids("site", "name") == [B, A, C], "case does not count, nothing comes last"
        assert tables.ids("site", "-name") == [A, B, C]
        assert tables.ids("site", "-id", ladder="yes") == [B, A]
        assert [r.id for r in tables.get_many("site", [C, "f" * 32, A])] == [C, A]


def test_lines_hold_what_a_list_shows(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as file:
        put(
            file,
            A,
            "note",
            stop=C,
            at="2013-10-14T09:00:00Z",
            author="Ana",
            **{"tag/X": True, "tag/Y": False},
        )
        put(file, B, "note", stop=C, at="2013-10-15T09:00:00Z", **{"tag/X": True, "tag/Z": True})
        type_text(file, B, "note", "body", "Words")
        put(file, "d" * 32, "note", stop=A)
        put(file, "e" * 32, "note", stop=C, at="2013-10-16T09:00:00Z")
        delete(file, "e" * 32, "note")
        lines = file.tables.lines("note", ["body", "author", "tag"], "-at", stop=C)
        assert lines == [(B, "Words", None, "X Z"), (A, None, "Ana", "X")]
        assert file.tables.lines("note", ["at"], "-at", 1, stop=C) == [(B, "2013-10-15T09:00:00Z")]
        for name in ("point", "bus_fits", "nothing"):
            with pytest.raises(ValueError, match="not for a line"):
                file.tables.lines("site", [name])


def test_references_are_indexed(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as file:
        for kind in KINDS:
            for ref in plan_of(kind).refs:
                plan = file._conn.execute(
                    f'EXPLAIN QUERY PLAN SELECT id FROM "{kind}" t '
                    f'WHERE t.deleted=0 AND t."{ref}"=?',
                    (A,),
                ).fetchall()
                assert "USING INDEX" in plan[0][3], (kind, ref)


def test_pages(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as file:
        ids = [f"{n:032x}" for n in range(300)]
        file.write(Action("x", tuple(Edit(i, "site", {"score": n % 7}) for n, i in enumerate(ids))))
        tables = file.tables
        first, second = tables.page("site", 0), tables.page("site", 256)
        assert [r.id for r in first + second] == ids
        by_score = [r.id for r in tables.page("site", 0, 256, "-score")]
        assert by_score == tables.ids("site", "-score")[:256]
        for bad in ((0, 257), (0, 0), (-1, 10)):
            with pytest.raises(ValueError, match="page"):
                tables.page("site", *bad)
        with pytest.raises(ValueError, match="undeclared"):
            tables.page("site", 0, 10, "name; DROP TABLE site")


def test_an_undeclared_kind_is_an_error_and_no_new_table(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as file:
        for read in (file.tables.all, file.tables.count, file.tables.deleted):
            with pytest.raises(ValueError, match="undeclared"):
                read("change")
        with pytest.raises(ValueError, match="undeclared"):
            file.tables.where("site", nonsense=1)
        with pytest.raises(ValueError, match="no point"):
            file.tables.in_box("tour", 0, 0, 1, 1)


def test_deleted_records_are_where_they_belong(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as file:
        put(file, A, name="Dorsa", point={"lat": 37.0, "lon": -121.0})
        delete(file, A)
        tables = file.tables
        record = tables.get("site", A)
        assert record is not None
        assert record.deleted
        assert record["name"] == "Dorsa"
        assert (
            tables.all("site") == tables.where("site", name="Dorsa") == tables.page("site", 0) == []
        )
        assert tables.count("site") == 0
        assert tables.search("dorsa") == []
        assert tables.in_box("site", 36, -122, 38, -120) == []
        assert [r.id for r in tables.deleted("site")] == [A]
        put(file, A, city="Fresno")
        record = tables.get("site", A)
        assert record is not None
        assert record.deleted, "an edit that knew of the delete leaves it deleted"
        delete(file, A, deleted=False)
        assert [r.id for r in tables.search("dorsa fresno")] == [A]
        assert [dot.id for dot in tables.in_box("site", 36, -122, 38, -120)] == [A]


class TestSearch:
    """Search as one types."""

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("dor", [A]), ("DORSA", [A]), ("san jose", [A]), ("elem dorsa", [A]),
            ("dorsa fresno", []), ("madi", [B]), ("pusd", [B]), ("o'brien", [C]),
            ("obrien", []), ("brien", [C]),
            ("", []), ("   ", []), ("***", []), ('"', []), ("dorsa ***", [A]), ("- dorsa", [A]),
            ('dorsa"', [A]), ("dorsa AND", []), ("name:dorsa", []), ("dorsa*", [A]),
            ("(dorsa)", [A]),
        ],
    )  # fmt: skip
    def test_words(self, tmp_path: Path, text: str, found: list[str]) -> None:
        with office(tmp_path / "a.tour") as file:
            put(file, A, name="Dorsa Elementary", city="San José")
            put(file, B, name="Madison", district="PUSD")
            put(file, C, name="O'Brien")
            assert [r.id for r in file.tables.search(text)] == found

    def test_what_was_seen_in_the_directory_is_found(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour") as file:
            seen = {"name": "Dorsa", "city": "San José", "point": {"lat": 37.0, "lon": -121.0}}
            put(file, A, seen=seen)
            put(file, B, seen={"name": "Alview", "point": "nowhere", "city": ["x"]})
            put(file, C, seen={"name": "Zed", "point": {"lat": 37.5, "lon": "x"}}, name="Typed")
            tables = file.tables
            assert [r.id for r in tables.search("dorsa jose")] == [A]
            assert [r.id for r in tables.search("typed")] == [C]
            assert tables.search("zed") == []
            assert tables.ids("site", "name") == [B, A, C]
            assert [dot.id for dot in tables.in_box("site", -90, -180, 90, 180)] == [A]
            put(file, A, point={"lat": 10.0, "lon": 10.0})
            assert tables.in_box("site", 9, 9, 11, 11)[0].id == A
            put(file, A, point=None)
            assert tables.in_box("site", 36, -122, 38, -120)[0].id == A

    def test_long_texts_are_found_as_they_stand(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour") as file:
            type_text(file, A, "note", "body", "the clinic opens at eight")
            type_text(file, A, "note", "body", "the library opens at eight")
            assert [r.id for r in file.tables.search("library")] == [A]
            assert file.tables.search("clinic") == []
            assert file.tables.search("library", kinds=["site"]) == []

    def test_kinds_and_limit(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour") as file:
            for n in range(20):
                put(file, f"{n:032x}", name=f"Oak {n}")
            put(file, A, "place", name="Oak Inn")
            assert len(file.tables.search("oak", limit=5)) == 5
            assert [r.kind for r in file.tables.search("oak", ["place"])] == ["place"]

    def test_of_equally_good_ones_the_last_goes_first(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour") as file:
            for each in (B, C, A):  # in no order of their ids
                type_text(file, each, "quote", "words", "One size fits all [sic]")
            assert [r.id for r in file.tables.search("size fits", ["quote"])] == [A, C, B]

    def test_any_text_is_a_valid_query(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour") as file:
            put(file, A, name="Dorsa")

            @settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
            @given(st.text(max_size=30) | st.text('"*()-:^{}+ANDORNEAR\0 ', max_size=20))
            @example('"')
            @example("a\0b")
            @example("NEAR(a b, 5)")
            @example("x" * 5_000)
            @example("a " * 500)
            @example("\ud800 dorsa")
            def check(text: str) -> None:
                file.tables.search(text)

            check()


def test_boxes(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as file:
        put(file, A, point={"lat": 37.123456789, "lon": -121.123456789})
        put(file, B, point={"lat": 51.9, "lon": 179.5})
        put(file, C, point={"lat": 51.9, "lon": -179.5})
        tables = file.tables
        lat, lon = 37.123456789, -121.123456789
        assert tables.in_box("site", lat, lon, lat, lon) == [(A, lat, lon)]
        assert tables.in_box("site", lat + 1e-9, lon, 38, -121) == []
        assert {dot.id for dot in tables.in_box("site", 50, 179, 53, -179)} == {B, C}
        put(file, A, point=None)
        assert tables.in_box("site", 37, -122, 38, -121) == []


def test_history_tells_who_when_and_what(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
        a.write(Action("Add Dorsa", (Edit(A, "site", {"name": "Dorsa"}, {"remarks": "x"}),)))
        give(a, b)
        b.write(Action("Rename", (Edit(A, "site", {"name": "Dorsa School"}),)))
        give(b, a)
        first, second = a.tables.history(A)
        assert (first.author, first.label, first.set, first.texts) == (
            "Ana", "Add Dorsa", {"name": "Dorsa"}, ("remarks",),
        )  # fmt: skip
        assert (second.author, second.label, second.set) == (
            "Bob",
            "Rename",
            {"name": "Dorsa School"},
        )
        assert second.at == "2013-10-11T15:00:00+00:00"
        assert [entry.label for entry in a.tables.actions()] == ["Rename", "Add Dorsa"]
        assert [entry.label for entry in a.tables.actions("Ana")] == ["Add Dorsa"]
        assert a.tables.history("f" * 32) == []


def test_no_kind_takes_the_name_of_another_table() -> None:
    taken = {*LOG_TABLES, "member", "conflict", "action"}
    for kind in KINDS:
        plan = plan_of(kind)
        for name in (plan.table, plan.search_table, plan.point_table):
            if name:
                assert name not in taken, name
                taken.add(name)
    lowered = [name.lower() for name in taken]
    assert len(set(lowered)) == len(lowered)


def test_match_words_quotes_every_word() -> None:
    assert match_words('Dorsa "el') == '"Dorsa"* AND "el"*'
    assert match_words("* - :") == ""
    assert match_words("a " * 100).count("AND") == 15
