"""Riders, media contacts and coverage: cells that are typed, tables that are pasted, undo."""

from __future__ import annotations

import pytest

from tests.at_school import Stop
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.services.lists import ListPage


@pytest.fixture(autouse=True)
def no_riders(at: Stop) -> None:
    """Take out those that the sample came with."""
    lists = at.office.lists
    lists.remove("riders", [row.id for row in lists.read(at.tour, "riders").rows])


def cells(page: ListPage, *names: str) -> list[tuple[str, ...]]:
    known = [field.name for field in page.columns]
    at = [known.index(name) for name in names]
    return [tuple(row.cells[n] for n in at) for row in page.rows]


def test_a_table_with_a_header_goes_by_its_names_and_meets_who_is_there(at: Stop) -> None:
    lists = at.office.lists
    lists.paste(at.tour, "riders", "Full name,Org,Cell\nÉmile Ost,Fund,555-0100\nAl Roe,City,\n")
    report = lists.paste(
        at.tour, "riders", "Role\tName\tDiet\nStaff\tEMILE OST\tno nuts\nGuest\tZoe Lim\t\n"
    )
    assert (report.added, report.changed, report.refused) == (1, 1, ())
    page = lists.read(at.tour, "riders")
    assert cells(page, "name", "organization", "role", "diet", "phone") == [
        ("Al Roe", "City", "", "", ""),
        ("EMILE OST", "Fund", "Staff", "no nuts", "555-0100"),
        ("Zoe Lim", "", "Guest", "", ""),
    ]
    at.office.undo.undo()
    assert len(lists.read(at.tour, "riders").rows) == 2


def test_a_table_without_a_header_fills_from_the_chosen_cell(at: Stop) -> None:
    lists = at.office.lists
    lists.paste(at.tour, "riders", "Ann\nBob\n")
    rows = [row.id for row in lists.read(at.tour, "riders").rows]
    lists.paste(
        at.tour, "riders", "Fund\tDriver\nCity\tMayor\nCounty\tClerk\n", rows, "organization"
    )
    page = lists.read(at.tour, "riders")
    assert cells(page, "name", "organization", "role") == [
        ("", "County", "Clerk"),
        ("Ann", "Fund", "Driver"),
        ("Bob", "City", "Mayor"),
    ]


@pytest.mark.parametrize(
    ("field", "typed", "shown"),
    [
        ("status", "INV", "invited"),
        ("waiver", "x", "yes"),
        ("waiver", "No", "no"),
        ("reply_by", "Mon, Oct 7", "Oct. 7, 2013"),
        ("joins", "day 2", "Day 2"),
        ("joins", "1", "Day 1"),
        ("leaves", "", ""),
        ("diet", "=SUM(A1)", "=SUM(A1)"),
    ],
)
def test_cells_take_what_people_type(at: Stop, field: str, typed: str, shown: str) -> None:
    lists = at.office.lists
    row = lists.set(at.tour, "riders", "", "name", "Ann")
    lists.set(at.tour, "riders", row, field, typed)
    assert cells(lists.read(at.tour, "riders"), field) == [(shown,)]


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("status", "perhaps", "no status"),
        ("waiver", "soon", "neither yes nor no"),
        ("reply_by", "Tuesday, Oct. 7, 2013", "is a Monday"),
        ("joins", "99", "no day 99"),
        ("joins", "Nowhere School", "no stop of the plan"),
        ("note", "x" * 501, "501 characters"),
    ],
)
def test_a_cell_that_is_none_is_refused_with_a_reason(
    at: Stop, field: str, typed: str, words: str
) -> None:
    lists = at.office.lists
    row = lists.set(at.tour, "riders", "", "name", "Ann")
    with pytest.raises(InputError, match=words):
        lists.set(at.tour, "riders", row, field, typed)
    report = lists.paste(at.tour, "riders", f"Name\t{field}\nAnn\t{typed}\n")
    assert len(report.refused) == 1
    kept = cells(lists.read(at.tour, "riders"), "note")[0][0]
    assert typed[:500] in kept, "what a column does not take is kept in the note"


def test_stops_are_named_by_number_or_name_and_keep_to_the_stop(at: Stop) -> None:
    lists, stops = at.office.lists, at.office.papers.stops(at.tour)
    row = lists.set(at.tour, "media", "", "outlet", "Sun")
    first, second = stops[0], stops[1]
    lists.set(at.tour, "media", row, "pitched", f"{second.number}; {first.name}")
    record = at.office.file.tables.get("media", row)
    assert record is not None
    assert {s for s, on in record.member("pitched").items() if on} == {first.id, second.id}
    assert cells(lists.read(at.tour, "media"), "pitched") == [(f"{first.number}, {second.number}",)]
    lists.set(at.tour, "media", row, "pitched", first.number)
    assert cells(lists.read(at.tour, "media"), "pitched") == [(first.number,)]


def test_coverage_is_checked_against_the_calendar(at: Stop) -> None:
    lists = at.office.lists
    row = lists.set(at.tour, "coverage", "", "title", "A bus comes")
    with pytest.raises(InputError, match="is a Tuesday"):
        lists.set(at.tour, "coverage", row, "date", "Monday, Oct. 15, 2013")
    lists.set(at.tour, "coverage", row, "date", "Tue, Oct. 15")
    lists.set(at.tour, "coverage", row, "time_tod_min", "6 pm")
    assert cells(lists.read(at.tour, "coverage"), "date", "time_tod_min") == [
        ("Oct. 15, 2013", "6 p.m.")
    ]


def test_rows_are_taken_out_and_nothing_else_is_known(at: Stop) -> None:
    lists = at.office.lists
    row = lists.set(at.tour, "riders", "", "name", "Ann")
    assert lists.set(at.tour, "riders", "", "name", "  ") == "", "an empty row is none"
    lists.remove("riders", [row])
    assert lists.read(at.tour, "riders").rows == ()
    with pytest.raises(NotFoundError):
        lists.set(at.tour, "riders", row, "name", "Ann")
    with pytest.raises(NotFoundError, match="no list"):
        lists.read(at.tour, "pets")
    with pytest.raises(InputError, match="nothing to paste"):
        lists.paste(at.tour, "riders", " \n\t\n")


def test_the_program_goes_by_stop_and_minute_and_who_confirmed_it(at: Stop) -> None:
    lists = at.office.lists
    lists.remove("program", [row.id for row in lists.read(at.tour, "program").rows])
    report = lists.paste(
        at.tour,
        "program",
        "Stop\tTitle\tStart\tMinutes\tSpeakers\tConfirmed by\n"
        "1.2\tTour of the garden\t5\t20\t\t\n"
        "1.1\tWelcome\t10\t15 min\tAna Bell\tAna's office\n"
        "1.1\tMusic\t0\t10\tBo Cruz\t\n"
        "\tNowhere\t0\t10\t\t\n",
    )
    assert (report.added, report.changed) == (3, 0)
    assert report.refused == ("Row 4: it says no stop of the plan, such as 1.1",)
    page = lists.read(at.tour, "program")
    assert cells(page, "stop", "title", "offset_min", "minutes", "status") == [
        ("1.1", "Music", "0", "10", ""),
        ("1.1", "Welcome", "10", "15", "Ana's office"),
        ("1.2", "Tour of the garden", "5", "20", ""),
    ]
    music = page.rows[0].id
    lists.set(at.tour, "program", music, "status", "Bo himself")
    status = at.office.file.tables.get("item", music)["status"]  # type: ignore[index]
    assert (status["state"], status["by"]) == ("confirmed", "Bo himself")
    lists.set(at.tour, "program", music, "status", "")
    assert at.office.file.tables.get("item", music)["status"] is None  # type: ignore[index]
    for field, text in (("minutes", "soon"), ("minutes", "-5"), ("stop", "9.9"), ("stop", "")):
        with pytest.raises(InputError):
            lists.set(at.tour, "program", music, field, text)
    with pytest.raises(InputError, match="At which stop"):
        lists.set(at.tour, "program", "", "title", "Farewell")
    # Pasted again with a time of its own, a line is known by its stop and title.
    report = lists.paste(at.tour, "program", "Stop\tTitle\tStart\n1.1\tMusic\t30\n")
    assert (report.added, report.changed) == (0, 1)
