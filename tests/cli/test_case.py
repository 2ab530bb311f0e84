"""The case for a site, and the partners, at the terminal."""

from __future__ import annotations

from pathlib import Path

from tests.office import Terminal


def _set(*facts: str) -> tuple[str, ...]:
    return tuple(word for fact in facts for word in ("--set", fact))


def test_the_case_at_the_terminal(terminal: Terminal, sample_file: Path) -> None:
    words = _set("words=Dentist", "code=HLT-DEN", "as_of=2013", "source=Parent survey")
    added = terminal.ok("case", sample_file, "Oak Ridge", "--add", "need", *words)
    told = terminal("case", sample_file, "Oak Ridge")
    assert "Gap: Dentist (2013 · Parent survey), and no service here." in told.out
    data = terminal.ok("case", sample_file, "Oak Ridge")
    assert data["entries"][0]["record"] == added["record"]
    assert data["findings"]
    terminal.ok("case", sample_file, "Oak Ridge", "--change", added["record"], *_set("source="))
    data = terminal.ok("case", sample_file, "Oak Ridge")
    assert data["entries"][0]["lacks"] == ["no source"]
    terminal.ok("case", sample_file, "Oak Ridge", "--remove", added["record"])
    assert terminal.ok("case", sample_file, "Oak Ridge")["entries"] == []
    row = _set("partner=JPL", "words=Science", "since=2011")
    terminal.ok("case", sample_file, "Oak Ridge", "--add", "partnership", *row)
    listed = terminal.ok("partners", sample_file)["partners"]
    assert [(one["name"], one["sites"]) for one in listed] == [("JPL", ["Oak Ridge Elementary"])]
    terminal.ok("partners", sample_file, "set", "JPL", "alias=Jet Propulsion Laboratory")
    assert terminal.ok("partners", sample_file)["partners"][0]["aliases"] == [
        "Jet Propulsion Laboratory"
    ]
    bad = terminal("case", sample_file, "Oak Ridge", "--add", "service", *_set("places=many"))
    assert bad.code == 1


def test_the_file_of_a_survey(terminal: Terminal, sample_file: Path, tmp_path: Path) -> None:
    source = tmp_path / "EDI.csv"
    source.write_text("q,n\n", "utf-8")
    row = ("--add", "survey", *_set("words=Needs of parents"), "--attach", source)
    terminal.ok("case", sample_file, "Oak Ridge", *row)
    assert "file: EDI.csv" in terminal("case", sample_file, "Oak Ridge").out
    row = ("--add", "need", *_set("words=Dentist"), "--attach", source)
    assert "Only a survey" in terminal("case", sample_file, "Oak Ridge", *row).err
