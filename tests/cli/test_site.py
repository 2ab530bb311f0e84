"""The record of one site at the terminal."""

from __future__ import annotations

from pathlib import Path

from tests.office import Terminal


def test_hosts_bells_and_access_are_typed_and_shown(terminal: Terminal, sample_file: Path) -> None:
    set_ = ("--set", "bells=8:05-2:45", "--set", "principal=R. Ito", "--set", "step_free=yes")
    fields = terminal.ok("site", sample_file, "Oak Ridge", *set_)["fields"]
    assert (fields["bells"], fields["step_free"]) == ("8:05 a.m.-2:45 p.m.", "yes")
    told = terminal("site", sample_file, "Oak Ridge")
    assert "principal: R. Ito  (Principal; Staff)" in told.out
    assert "name: Oak Ridge Elementary (directory)  (Name; Public)" in told.out
    assert "host_mobile: not said  (Host's cell phone; Named people only)" in told.out
    terminal.ok("undo", sample_file)
    assert terminal.ok("site", sample_file, "Oak Ridge")["fields"]["bells"] is None
    bad = terminal("site", sample_file, "Oak Ridge", "--set", "bells=soon")
    assert bad.code == 1
    assert "not two times" in bad.err


def test_a_column_of_the_office(terminal: Terminal, sample_file: Path) -> None:
    made = terminal.ok("columns", sample_file, "--add", "Bus captain", "--level", "R")["columns"]
    assert [(one["name"], one["level"]) for one in made] == [("Bus captain", "R")]
    fields = terminal.ok("site", sample_file, "Oak Ridge", "--set", "bus captain=Ana")["fields"]
    assert fields["Bus captain"] == "Ana"
    assert "Bus captain: Ana  (Bus captain; Named people only)" in (
        terminal("site", sample_file, "Oak Ridge").out
    )
    assert terminal("columns", sample_file, "--add", "Bus captain").code == 1
    assert terminal.ok("columns", sample_file, "--remove", "bus captain")["columns"] == []


def test_two_records_of_one_site_are_told_and_made_one(
    terminal: Terminal, sample_file: Path
) -> None:
    assert terminal.ok("candidates", sample_file, "doubles")["doubles"] == []
    address = ("--city", "Pasadena, CA", "--street", "515 E. Ashtabula St.")
    terminal.ok("candidates", sample_file, "add", "--by-hand", "Madison", *address)
    told = terminal("candidates", sample_file, "doubles")
    assert told.code == 3
    assert "Madison Elementary (19648816021687)" in told.out
    (other,) = terminal.ok("site", sample_file, "Madison Elementary")["doubles"]
    joined = terminal("site", sample_file, "Madison Elementary", "--same", other)
    assert "Madison is Madison Elementary: one site now." in joined.out
    assert terminal.ok("candidates", sample_file, "doubles")["doubles"] == []
    terminal.ok("undo", sample_file)
    assert terminal("candidates", sample_file, "doubles").code == 3
