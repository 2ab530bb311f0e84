"""Sensitive facts of people are held back one by one; who disagrees stands beside what was said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.at_school import Stop
from tests.exports_search import Exports
from tourplanner.core.errors import InputError
from tourplanner.core.papers.specs import PaperFormat, PaperKind
from tourplanner.core.publishing import unspoken

WORDS = "I am a Single mother of four, and my children found a home here at last."
SPANISH = "Mis hijos encontraron un hogar aquí"
FACT, CITY = "single mother of four", "came from Fresno in 2009"


def public_quote(at: Stop) -> str:
    """Write a quote that may go out."""
    facts = {"speaker_role": "parent", "minor": False, "translation": "They found a home here"}
    quote = at.office.quotes.write(at.stop, WORDS, facts)
    for use in ("report", "press", "web"):
        at.office.quotes.agree(quote, use, "yes", by="Lena Park")
    at.office.quotes.approve(quote)
    return quote


def public_card(at: Stop, **texts: str) -> str:
    """Write a card that may go out."""
    card = at.office.practices.add(at.site, "Give children a home")
    at.office.practices.change(card, {}, texts)
    at.office.practices.permit(card, "named", by="M. Serrano")
    for state in ("checked", "approved"):
        at.office.practices.set_state(card, state)
    return card


def printed(at: Stop, out: Path) -> tuple[Exports, list[str]]:
    """Print Best practices; give the files, and why something stayed inside."""
    formats = [PaperFormat.HTML, PaperFormat.TEXT]
    made = at.office.papers.make(at.tour, [PaperKind.BEST_PRACTICES], formats, out)
    return Exports(made.files), [each.why for each in made.withheld]


def test_what_was_said_at_a_campaign_stop_stays_inside_though_it_is_in_no_day(
    at: Stop, tmp_path: Path
) -> None:
    public_quote(at)
    public_card(at, story="A list on the door.")
    at.office.tours.change_stop(at.tour, at.site, {"wish": "not"})
    before, _ = printed(at, tmp_path / "before")
    assert before.with_words("my children found a home")
    at.office.tours.change_stop(at.tour, at.site, {"campaign": True})
    after, why = printed(at, tmp_path / "after")
    assert after.with_words("my children found a home") == []
    assert any(words.startswith("Marked as campaign") for words in why)


def test_one_fact_stays_inside_and_the_rest_goes_out(at: Stop, tmp_path: Path) -> None:
    quote = public_quote(at)
    public_card(at, story="A list on the door.", problem=f"Rosa is a {FACT.upper()}!")
    before, _ = printed(at, tmp_path / "before")
    assert len(before.with_words(FACT)) == 2
    held = at.office.visits.hold_back("quote", quote, f" {FACT}, ")
    after, why = printed(at, tmp_path / "after")
    assert after.with_words(FACT) == []
    assert len(after.with_words("I am a [...], and my children found a home")) == 2
    assert len(after.with_words("A list on the door")) == 2, "the card goes out without that text"
    assert "Words of it are held back one by one." in why
    assert "It holds words that are held back one by one." in why
    assert at.quote(quote)["words"] == WORDS, "inside the words stand as they were said"
    at.office.visits.release("quote", quote, held)
    again, _ = printed(at, tmp_path / "again")
    assert len(again.with_words(FACT)) == 2


def test_a_fact_of_a_note_stays_out_of_cards_and_of_their_files(at: Stop, tmp_path: Path) -> None:
    note = at.office.visits.write_note(at.tour, at.stop, f"The mother {CITY}. She helps here.")
    card = at.office.practices.make_from("note", note)
    public_card(at, story="Others help.")
    at.office.visits.hold_back("note", note, CITY)
    made = at.office.practice_files.export(tmp_path / "cards.json")
    assert made.left_out == 1
    assert "held back" in made.remark
    assert Exports([made.path]).with_words("Fresno") == []
    at.office.practices.permit(card, "named", by="M. Serrano")
    for state in ("checked", "approved"):
        at.office.practices.set_state(card, state)
    found, why = printed(at, tmp_path / "out")
    assert found.with_words("Fresno") == []
    assert "It holds words that are held back one by one." in why


def test_all_of_a_quote_held_back_is_no_quote(at: Stop, tmp_path: Path) -> None:
    quote = public_quote(at)
    at.office.visits.hold_back("quote", quote, WORDS)
    found, why = printed(at, tmp_path)
    assert found.with_words("found a home here at last") == []
    assert "All of it is held back word by word." in why


@pytest.mark.parametrize(
    ("typed", "text", "shown"),
    [
        ("working on her GED", "She is working on\nher “GED”, too.", "She is [...]”, too."),
        ("don't", "I don’t and Don't", "I [...] and [...]"),
        ("four", "fourteen four", "fourteen [...]"),
        ("años", "Tengo AÑOS y anos", "Tengo [...] y anos"),
        ("a size", "one size [sic] a [sic] size", "one size [sic] [...]"),
    ],
)
def test_words_are_found_as_they_are_typed(typed: str, text: str, shown: str) -> None:
    assert unspoken([], held=[typed]).without_held(text) == shown


def test_what_is_no_fact_is_not_held_back(at: Stop) -> None:
    quote = public_quote(at)
    for words in ("", " ... ", "word " * 90):
        with pytest.raises(InputError):
            at.office.visits.hold_back("quote", quote, words)
    with pytest.raises(InputError):
        at.office.visits.hold_back("photo", quote, "word")


def test_who_disagrees_is_written_down_and_found(at: Stop) -> None:
    note = at.office.visits.write_note(at.tour, at.stop, "Nobody else helped her children.")
    at.office.visits.change(note, {"disagrees": "The former principal: there was a counselor"})
    assert note in [hit.record for hit in at.office.visits.search("former principal")]
    quote = at.office.quotes.write(at.stop, SPANISH)
    at.office.quotes.change(quote, {"disagrees": "The district's figures"})
    assert at.quote(quote)["disagrees"] == "The district's figures"
    at.office.visits.change(note, {"disagrees": ""})
    found = at.office.file.tables.get("note", note)
    assert found is not None
    assert found["disagrees"] is None
