"""A stop's program kept as a template, and used at another stop."""

from __future__ import annotations

import pytest

from tests.at_school import Stop
from tests.services.test_lists import cells
from tourplanner.core.changes import Action, Edit
from tourplanner.core.errors import InputError, NotFoundError

LINES = ("stop", "title", "offset_min", "speakers", "greets", "moves", "status", "coverage")


def program(at: Stop, *rows: str) -> None:
    """Type the program of the tour anew."""
    lists = at.office.lists
    lists.remove("program", [row.id for row in lists.read(at.tour, "program").rows])
    header = "stop,title,start,speakers,greets,moves,confirmed by,press"
    lists.paste(at.tour, "program", "\n".join((header, *rows)))


def test_lines_with_their_roles_come_to_another_stop_tentative(at: Stop) -> None:
    office = at.office
    host = {"host_name": "Ana Ruiz", "host_title": "Principal"}
    office.file.write(Action("Host", (Edit(at.site, "site", host),)))
    program(
        at,
        "1.1,Welcome,0,Ana Ruiz; Senator Liu,Ana Ruiz,B. Okafor,Ana Ruiz,open",
        "1.1,Walk with Ana Ruiz,20,Ana Ruizova,,B. Okafor,,closed",
        "2.1,WELCOME,5,Their mayor,,,,",
    )
    assert office.templates.keep(at.stop, " Morning  visit ") == 2
    assert office.templates.names() == ["Morning visit"]
    other = office.lists.stop(at.tour, "2.1")
    assert office.templates.use(other, "morning VISIT") == 1, "its own welcome stays"
    third = office.lists.stop(at.tour, "2.2")
    assert office.templates.use(third, "Morning visit") == 2
    page = office.lists.read(at.tour, "program")
    at_third = [row for row in cells(page, *LINES) if row[0] == "2.2"]
    assert at_third == [
        ("2.2", "Welcome", "0", "Principal; Senator Liu", "Principal", "B. Okafor", "", "open"),
        ("2.2", "Walk with Principal", "20", "Ana Ruizova", "", "B. Okafor", "", "closed"),
    ]
    office.undo.undo()
    office.undo.undo()
    titles = [row[:2] for row in cells(office.lists.read(at.tour, "program"), *LINES)]
    assert titles == [
        ("1.1", "Welcome"),
        ("1.1", "Walk with Ana Ruiz"),
        ("2.1", "WELCOME"),
    ]


def test_a_template_is_kept_again_under_its_name_and_typed_like_any_list(at: Stop) -> None:
    office = at.office
    program(at, "1.1,Welcome,0,,,,,", "1.1,Walk,20,,,,,")
    office.templates.keep(at.stop, "Short")
    program(at, "1.1,Speech,0,,,,,")
    office.templates.keep(at.stop, "SHORT")
    shown = cells(office.lists.read(at.tour, "templates"), "name", "title")
    assert shown == [("SHORT", "Speech")]
    office.undo.undo()
    table = "Template,Title,Start\nLong,Welcome,10\nLong,Arrive,0\nShort,Walk,15\n"
    assert office.lists.paste(at.tour, "templates", table).changed == 1
    shown = cells(office.lists.read(at.tour, "templates"), "name", "title", "offset_min")
    assert shown == [
        ("Long", "Arrive", "0"),
        ("Long", "Welcome", "10"),
        ("Short", "Welcome", "0"),
        ("Short", "Walk", "15"),
    ]


def test_what_is_missing_is_said(at: Stop) -> None:
    templates = at.office.templates
    with pytest.raises(InputError, match="needs a name"):
        templates.keep(at.stop, "  ")
    with pytest.raises(NotFoundError, match="no template “Tea”"):
        templates.use(at.stop, "Tea")
    with pytest.raises(InputError, match="no program"):
        templates.keep(at.office.lists.stop(at.tour, "2.2"), "Tea")
