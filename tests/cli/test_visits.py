"""What is written at a stop, from the terminal: quotes with consent, blanks, cards, search."""

from __future__ import annotations

from pathlib import Path

from tests.office import MADISON, Terminal
from tourplanner.core.papers.specs import PaperKind

TOUR = "Pathways"


def test_a_quote_goes_out_as_agreed_and_is_called_back(
    terminal: Terminal, sample_file: Path, tmp_path: Path
) -> None:
    words = "Here they told me that I could."
    quote = terminal.ok(
        *("quote", sample_file, TOUR, "--stop", MADISON, "--text", words, "--role", "parent"),
        *("--speaker", "Ana Ruiz", "--age", "adult", "--agree", "press", "--approve"),
    )["quote"]
    out = ("--kind", PaperKind.BEST_PRACTICES, "--format", "txt", "--out", tmp_path)
    (path,) = terminal.ok("papers", sample_file, TOUR, *out)["files"]
    text = Path(path).read_text("utf-8")
    assert words in text
    assert "Ana Ruiz" not in text
    back = terminal.ok("withdraw", sample_file, quote[:10])["call_back"]
    assert [(paper["paper"], paper["version"]) for paper in back] == [("best-practices", 1)]
    (path,) = terminal.ok("papers", sample_file, TOUR, *out)["files"]
    assert words not in Path(path).read_text("utf-8")
    assert terminal("withdraw", sample_file, "0000000").code == 1
    odd = terminal("quote", sample_file, TOUR, "--stop", MADISON, "--text", "x", "--agree", "radio")
    assert odd.code == 2
    assert "radio is no use" in odd.err


def test_blanks_are_a_check_that_finds_something(terminal: Terminal, sample_file: Path) -> None:
    found = terminal("blanks", sample_file, TOUR, "--stop", MADISON)
    assert found.code == 3
    assert "Madison Elementary: Which rule gets in the way?" in found.out


def test_cards_are_made_listed_and_found(terminal: Terminal, sample_file: Path) -> None:
    note = terminal.ok(
        "note", sample_file, TOUR, "--stop", MADISON, "--text", "Uniforms are passed on. No cost."
    )["note"]
    made = terminal.ok("cards", sample_file, "--from-note", note[:12])["cards"]
    assert "Uniforms are passed on" in [card["title"] for card in made]
    assert terminal.ok("cards", sample_file, "--no-new-money")["cards"] == []
    tagged = terminal.ok("cards", sample_file, "--tag", "LEG-NAV")["cards"]
    assert [card["site_name"] for card in tagged] == ["Madison Elementary"]
    hits = terminal.ok("notes", sample_file, TOUR, "--search", "uniforms pass")["hits"]
    assert {hit["kind"] for hit in hits} == {"note", "practice"}
    keep, other = (
        next(c["id"] for c in made if (c["title"] == "Uniforms are passed on") is wanted)
        for wanted in (False, True)
    )
    joined = terminal.ok("join-cards", sample_file, keep[:12], other[:12])
    assert joined["card"] == keep
    titles = [card["title"] for card in terminal.ok("cards", sample_file)["cards"]]
    assert "Uniforms are passed on" not in titles
    assert terminal("join-cards", sample_file, keep, other).code == 1, "it is one already"


def test_a_card_is_written_rated_permitted_and_let_out(
    terminal: Terminal, sample_file: Path
) -> None:
    (first,) = terminal.ok("cards", sample_file)["cards"]
    shown = terminal.ok("card", sample_file, first["id"][:8])
    assert shown["why_inside"] == "The card is not approved"
    sets = ("--set", "one_line=Homes are furnished", "--set", "new_money=none")
    made = terminal.ok(
        *("card", sample_file, first["id"], *sets, "--tag", "CLP", "--untag", "LEG-NAV"),
        *("--tier", "T4", "--by", "C. Alder"),
    )
    assert made["fields"]["one_line"] == "Homes are furnished"
    assert made["fields"]["new_money"] == "none"
    assert "CLP" in made["tags"]
    assert "LEG-NAV" not in made["tags"]
    assert (made["tier"]["tier"], made["tier"]["by"]) == ("T4", "C. Alder")
    early = terminal("card", sample_file, first["id"], "--state", "approved")
    assert (early.code, "The site has not checked this card." in early.err) == (1, True)
    nobody = terminal("card", sample_file, first["id"], "--permit", "named")
    assert (nobody.code, "Nobody is named who gave permission." in nobody.err) == (1, True)
    terminal.ok("card", sample_file, first["id"], "--permit", "unnamed", "--by", "M. Serrano")
    terminal.ok("card", sample_file, first["id"], "--state", "checked")
    out = terminal.ok("card", sample_file, first["id"], "--state", "approved")
    assert (out["state"], out["why_inside"]) == ("approved", "")
    assert "It may go out" in terminal("card", sample_file, first["id"]).out
    assert terminal("card", sample_file, first["id"], "--set", "tier=T1").code == 2
