"""Riders, media and coverage at the terminal, and the papers made of them."""

from __future__ import annotations

from pathlib import Path

import python_calamine

from tests.office import MADISON, Terminal

TOUR = "Pathways"


def test_riders_come_in_as_a_table_and_stand_on_the_manifest(
    terminal: Terminal, sample_file: Path, tmp_path: Path
) -> None:
    table = tmp_path / "people.csv"
    table.write_text("Name,Organization,Diet,Reply by\nAna Ruiz,Fund,no nuts,\nBo Lind,City,,x\n")
    here = {row["name"] for row in terminal.ok("list", sample_file, TOUR, "riders")["rows"]}
    found = terminal.ok("list", sample_file, TOUR, "riders", "--add", table)
    assert {row["name"] for row in found["rows"]} - here == {"Ana Ruiz", "Bo Lind"}
    assert found["told"][0] == "2 rows added. 1 cell not taken."
    terminal.ok(
        *("list", sample_file, TOUR, "riders", "--row", "Ana Ruiz"),
        *("--set", "joins=2", "--set", "room=12"),
    )
    rows = terminal.ok("list", sample_file, TOUR, "riders")["rows"]
    ana = next(row for row in rows if row["name"] == "Ana Ruiz")
    assert (ana["joins"], ana["room"]) == ("Day 2", "12")
    out = ("--format", "xlsx,csv", "--out", tmp_path / "out")
    made = terminal.ok("papers", sample_file, TOUR, "--kind", "manifest,manifest-names", *out)
    by_name = {Path(name).name.split(" v1")[0] + Path(name).suffix: name for name in made["files"]}
    book = python_calamine.CalamineWorkbook.from_path(by_name["2013-10-14 Manifest.xlsx"])
    assert "no nuts" in str(book.get_sheet_by_name("People").to_python())
    names = Path(by_name["2013-10-14 Manifest names only.csv"]).read_text("utf-8-sig")
    assert "Ana Ruiz" in names
    assert "no nuts" not in names
    terminal.ok("list", sample_file, TOUR, "riders", "--remove", "Bo Lind")
    left = {row["name"] for row in terminal.ok("list", sample_file, TOUR, "riders")["rows"]}
    assert left == {*here, "Ana Ruiz"}
    assert "No row is called" in terminal("list", sample_file, TOUR, "riders", "--remove", "X").err


def test_a_program_is_kept_as_a_template_and_used_at_another_stop(
    terminal: Terminal, sample_file: Path
) -> None:
    listed = ("list", sample_file, TOUR, "program")
    before = terminal.ok(*listed)["rows"]
    mine = [row["title"] for row in before if row["stop"] == "1.1"]
    found = terminal.ok(*listed, "--keep", "Morning", "--stop", "1.1")
    assert found["told"] == [f"{len(mine)} lines kept."]
    rows = terminal.ok(*listed, "--use", "Morning", "--stop", "2.2")["rows"]
    assert [row["title"] for row in rows if row["stop"] == "2.2"] == mine
    assert {row["status"] for row in rows if row["stop"] == "2.2"} == {""}
    lines = terminal.ok("list", sample_file, TOUR, "templates")["rows"]
    assert [(line["name"], line["title"]) for line in lines] == [("Morning", t) for t in mine]
    assert "--stop 1.1" in terminal(*listed, "--use", "Morning").err


def test_a_release_waits_for_its_quotes_and_points_are_written_by_ending(
    terminal: Terminal, sample_file: Path, tmp_path: Path
) -> None:
    words = ("--text", "They told me that I could.", "--role", "parent", "--age", "adult")
    where = ("quote", sample_file, TOUR, "--stop", MADISON)
    terminal.ok(*where, *words)
    release = ("papers", sample_file, TOUR, "--kind", "release", "--stop", MADISON)
    out = ("--format", "txt", "--out", tmp_path)
    refused = terminal(*release, *out)
    assert refused.code == 3
    assert "2 quotes of this stop are not approved" in refused.out
    assert not list(tmp_path.glob("*.txt"))
    for name in ("map.kml", "map.gpx", "map.geojson"):
        terminal.ok("map", sample_file, TOUR, "--audience", "press", "--out", tmp_path / name)
        assert "Madison" in (tmp_path / name).read_text("utf-8")
    odd = terminal("map", sample_file, TOUR, "--out", tmp_path / "map.doc")
    assert odd.code == 1
    assert "map.kml" in odd.err


def test_payments_and_their_forms_and_a_mail_draft(
    terminal: Terminal, sample_file: Path, tmp_path: Path
) -> None:
    fields = ("what=Lunch", "payer=City", "cents=480", "form=Payment report", "due=11/13/2013")
    sets = [part for field in fields for part in ("--set", field)]
    terminal.ok("list", sample_file, TOUR, "payments", *sets)
    told = terminal.ok("list", sample_file, TOUR, "todos", "--fill", "forms")
    assert told["told"] == ["1 reminder added."]
    assert told["rows"][0]["what"] == "File Payment report for Lunch, paid by City"
    made = terminal.ok(
        *("papers", sample_file, TOUR, "--kind", "press-itinerary", "--format", "pdf"),
        *("--mail", "--out", tmp_path / "mail"),
    )
    assert [Path(name).suffix for name in made["files"]] == [".pdf", ".eml"]
    wrong = terminal("papers", sample_file, TOUR, "--mail", "--out", tmp_path / "mail")
    assert (wrong.code, "--mail is of one paper" in wrong.err) == (2, True)


def test_contact_cards_are_looked_through_and_taken(
    terminal: Terminal, sample_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "people.vcf"
    path.write_text(
        "BEGIN:VCARD\nFN:Ana Ruiz\nTEL:555-0190\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:A. Ruiz\nTEL:555-0190\nEND:VCARD\n"
        "BEGIN:VCARD\nNOTE:x\nEND:VCARD\n",
        "utf-8",
    )
    words = ("list", sample_file, TOUR, "riders", "--cards", path)
    before = terminal.ok("list", sample_file, TOUR, "riders")["rows"]
    dry = terminal(*words, "--dry-run")
    assert dry.code == 3
    assert "Double? A. Ruiz. The same phone as card 1, Ana Ruiz." in dry.out
    assert "1 card not taken: without a name." in dry.out
    assert "Nothing was saved." in dry.out
    assert terminal.ok("list", sample_file, TOUR, "riders")["rows"] == before
    found = terminal.ok(*words, "--doubles")
    assert [card["result"] for card in found["cards"]] == ["New", "Double?"]
    assert len(found["rows"]) == len(before) + 2
    assert terminal("list", sample_file, TOUR, "riders", "--dry-run").code == 1


def test_a_calendar_is_read_shown_and_taken_out(
    terminal: Terminal, sample_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "cal.ics"
    path.write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:a\nSUMMARY:Secret\n"
        "DTSTART:20131014T170000Z\nDURATION:PT1H\nEND:VEVENT\nBEGIN:VEVENT\nUID:b\nEND:VEVENT\n"
        "END:VCALENDAR\n",
        "utf-8",
    )
    dry = terminal("busy", sample_file, TOUR, "--read", path, "--dry-run")
    assert "1 busy time around the tour, 1 on its days." in dry.out
    assert "Monday, Oct. 14: 10-11 a.m." in dry.out
    assert "1 event not read: without a time." in dry.out
    assert terminal.ok("busy", sample_file, TOUR)["calendars"] == []
    (one,) = terminal.ok("busy", sample_file, TOUR, "--read", path)["calendars"]
    assert (one["who"], one["source"], len(one["busy"])) == ("", "cal.ics", 1)
    told = terminal("check", sample_file, TOUR, "--json").data["findings"]
    assert "BUSY" in {finding["rule"] for finding in told}
    assert terminal.ok("busy", sample_file, TOUR, "--forget")["calendars"] == []
    assert terminal("busy", sample_file, TOUR, "--forget").code == 1
    assert terminal("busy", sample_file, TOUR, "--dry-run").code == 1
