"""Beside and under a note, from the terminal: answers, look-fors, promises, facts held back."""

from __future__ import annotations

from pathlib import Path

from tests.office import MADISON, Terminal
from tourplanner.app import ProgramDoors
from tourplanner.core.papers.specs import PaperKind

TOUR = "Pathways"
AT = (TOUR, "--stop", MADISON)


def test_an_answer_is_no_blank_any_more(terminal: Terminal, sample_file: Path) -> None:
    answers = terminal.ok("answer", sample_file, *AT)["answers"]
    rule = next(one for one in answers if one["question"] == "Which rule gets in the way?")
    assert rule["answer"] == ""
    (found,) = terminal.ok(
        "answer", sample_file, *AT, "--question", rule["code"], "--text", "Hours of nurses."
    )["answers"]
    assert found["answer"] == "Hours of nurses."
    blank = terminal("blanks", sample_file, TOUR, "--stop", MADISON)
    assert "Which rule gets in the way?" not in blank.out
    hits = terminal.ok("notes", sample_file, TOUR, "--search", "nurses")["hits"]
    assert [hit["kind"] for hit in hits] == ["answer"]
    wrong = terminal("answer", sample_file, *AT, "--question", "no-such", "--text", "x")
    assert (wrong.code, "There is no question “no-such”." in wrong.err) == (1, True)
    assert terminal("answer", sample_file, *AT, "--text", "x").code == 2


def test_what_was_looked_for(terminal: Terminal, sample_file: Path) -> None:
    known = terminal.ok("look", sample_file, *AT)["look_fors"]
    code = next(one["code"] for one in known if one["code"])

    def state(what: str) -> str:
        found = terminal.ok("look", sample_file, *AT)["look_fors"]
        return next(str(one["state"]) for one in found if what in (one["code"], one["words"]))

    terminal.ok("look", sample_file, *AT, "--what", code, "--seen")
    assert state(code) == "seen"
    terminal.ok("look", sample_file, *AT, "--what", code, "--clear")
    assert state(code) == ""
    terminal.ok("look", sample_file, *AT, "--add", "Sofas in the hall", "--absent")
    assert state("Sofas in the hall") == "absent"
    assert terminal("look", sample_file, *AT, "--seen").code == 2


def test_a_promise_is_made_changed_and_kept(terminal: Terminal, sample_file: Path) -> None:
    before = len(terminal.ok("promise", sample_file, *AT)["promises"])
    words = "Send the sample agreement."
    promises = terminal.ok("promise", sample_file, *AT, "--text", words, "--due", "10/25/2013")
    made = next(one for one in promises["promises"] if one["words"] == words)
    assert len(promises["promises"]) == before + 1
    assert (made["due"], made["owner"], made["done"]) == ("2013-10-25", None, None)
    change = ("--change", made["promise"][:8], "--owner", "Okafor", "--due", "")
    terminal.ok("promise", sample_file, *AT, *change)
    done = terminal("promise", sample_file, *AT, "--done", made["promise"][:8])
    assert f"{words} ({made['promise'][:8]}): Okafor, done " in done.out
    again = terminal.ok("promise", sample_file, *AT, "--open", made["promise"])["promises"]
    assert next(p["done"] for p in again if p["promise"] == made["promise"]) is None
    assert terminal("promise", sample_file, *AT, "--owner", "Okafor").code == 2
    wrong = terminal("promise", sample_file, *AT, "--text", "x", "--due", "soon")
    assert wrong.code == 1


def test_a_fact_held_back_is_in_no_paper_for_outside(
    terminal: Terminal, sample_file: Path, tmp_path: Path
) -> None:
    words = "Here they told me that I could. My landlord had the police in."
    quote = terminal.ok(
        *("quote", sample_file, *AT, "--text", words, "--role", "parent"),
        *("--age", "adult", "--agree", "press", "--approve"),
    )["quote"]
    wrong = terminal("mark-note", sample_file, quote, "--hold-back", "my landlady")
    assert (wrong.code, "does not stand in it" in wrong.err) == (1, True)
    fact = "my landlord had the police in"
    held = terminal.ok("mark-note", sample_file, quote[:10], "--hold-back", fact)["held_back"]
    assert [one["words"] for one in held] == [fact]
    out = ("--kind", PaperKind.BEST_PRACTICES, "--format", "txt", "--out", tmp_path)

    def paper() -> str:
        (path,) = terminal.ok("papers", sample_file, TOUR, *out)["files"]
        return Path(path).read_text("utf-8")

    assert "Here they told me that I could." in paper()
    assert "landlord" not in paper()
    terminal.ok("mark-note", sample_file, quote, "--release", held[0]["held"][:8])
    assert "landlord" in paper()


def test_how_a_note_is_known_and_who_says_otherwise(terminal: Terminal, sample_file: Path) -> None:
    note = terminal.ok("note", sample_file, *AT, "--text", "Nobody was evicted.")["note"]
    told = terminal.ok(
        *("mark-note", sample_file, note[:8], "--evidence", "told", "--tag", "HOU-EVI"),
        *("--disagrees", "The city counts two", "--strength", "weak"),
    )
    assert (told["evidence"], told["tags"]) == ("told", ["HOU-EVI"])
    assert told["strength"] == "weak"
    assert "told, weak" in terminal("mark-note", sample_file, note).out
    assert told["disagrees"] == "The city counts two"
    back = terminal.ok(
        "mark-note",
        sample_file,
        note,
        "--untag",
        "HOU-EVI",
        "--disagrees",
        "",
        "--evidence",
        "seen",
        "--strength",
        "none",
    )
    assert (back["evidence"], back["tags"], back["disagrees"]) == ("seen", [], None)
    assert back["strength"] is None
    assert terminal("mark-note", sample_file, note, "--tag", "NO-SUCH").code == 1
    said = terminal.ok("quote", sample_file, *AT, "--text", "Yes.")["quote"]
    wrong = terminal("mark-note", sample_file, said, "--evidence", "seen")
    assert (wrong.code, "A quote is always told." in wrong.err) == (1, True)
    otherwise = terminal.ok(
        "mark-note", sample_file, said, "--disagrees", "Her sister", "--strength", "fair"
    )
    assert (otherwise["disagrees"], otherwise["strength"]) == ("Her sister", "fair")


def test_a_quote_has_its_clean_version_translation_and_who_heard_it(
    terminal: Terminal, sample_file: Path, doors: ProgramDoors
) -> None:
    quote = terminal.ok(
        *("quote", sample_file, *AT, "--text", "Mis hijos hijos encontraron un hogar [sic]."),
        *("--clean", "Mis hijos encontraron un hogar.", "--language", "Spanish"),
        *("--translation", "My children found a home.", "--heard-by", "L. Park"),
        *("--checked", "10/15/2013"),
    )["quote"]
    with doors.open(sample_file, write=False) as office:
        record = office.file.tables.get("quote", quote)
    assert record is not None
    names = ("words", "clean", "translation", "heard_by", "checked", "language")
    assert [record[name] for name in names] == [
        "Mis hijos hijos encontraron un hogar [sic].",
        "Mis hijos encontraron un hogar.",
        "My children found a home.",
        "L. Park",
        "2013-10-15",
        "Spanish",
    ]
    wrong = terminal("quote", sample_file, *AT, "--text", "x", "--checked", "sometime")
    assert wrong.code == 1


def test_sites_by_practices_lead_to_their_excerpts(terminal: Terminal, sample_file: Path) -> None:
    note = terminal.ok("note", sample_file, *AT, "--text", "A council decides here.")["note"]
    terminal.ok("mark-note", sample_file, note, "--tag", "CLP", "--evidence", "seen")
    found = terminal.ok("practices", sample_file, TOUR)
    madison = next(row for row in found["rows"] if row["name"] == "Madison Elementary")
    (cell,) = (cell for cell in madison["cells"] if cell["code"] == "CLP")
    assert [one["record"] for one in cell["excerpts"]] == [note]
    other = next(row for row in found["rows"] if row["name"] != "Madison Elementary")
    assert [cell["count"] for cell in other["cells"]].count(0) > 0, "empty cells are there too"
    assert "CLP Collaborative leadership" in terminal("practices", sample_file, TOUR).out
    wrong = terminal("practices", sample_file, TOUR, "--framework", "none")
    assert (wrong.code, "Choose one of " in wrong.err) == (1, True)
