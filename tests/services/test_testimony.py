"""Capture at a stop: notes, quotes with consent, promises, questions, look-fors, blanks, search."""

from __future__ import annotations

import pytest

from tests.at_school import Stop
from tests.support import SetClock
from tourplanner.core.changes import Action, Edit
from tourplanner.core.errors import InputError


def test_a_quote_is_a_draft_until_somebody_approves_it(at: Stop, clock: SetClock) -> None:
    quotes = at.office.quotes
    quote = quotes.write(at.stop, "It's not always one size one size fits all [sic].")
    assert at.quote(quote)["state"] == "draft"
    assert at.quote(quote)["minor"] is None, "unknown age stays unknown, which counts as a minor"
    with pytest.raises(InputError, match="Nobody is noted"):
        quotes.approve(quote)
    quotes.change(quote, {"speaker": "Carol Liu", "speaker_role": "senator", "minor": False})
    quotes.approve(quote)
    assert at.quote(quote)["state"] == "approved"
    quotes.change(quote, texts={"words": "It's one size fits all."})
    assert at.quote(quote)["state"] == "draft", "other words were not approved"
    at.office.undo.undo()
    assert at.quote(quote)["state"] == "approved"
    assert at.quote(quote)["words"] == "It's not always one size one size fits all [sic]."


def test_consent_is_asked_use_by_use(at: Stop, clock: SetClock) -> None:
    quotes = at.office.quotes
    quote = quotes.write(at.stop, "My children found a home here.", {"language": "Spanish"})
    quotes.agree(quote, "press", "yes", date="2013-10-14")
    quotes.agree(quote, "name", "no")
    consent = at.quote(quote)["consent"]
    assert consent["uses"] == ["press"]
    assert consent["refused"] == ["name"]
    assert (consent["date"], consent["language"]) == ("2013-10-14", "Spanish")
    quotes.agree(quote, "press", "")
    assert at.quote(quote)["consent"]["uses"] == []
    at.office.undo.undo()
    assert at.quote(quote)["consent"]["uses"] == ["press"]
    quotes.withdraw(quote)
    assert at.quote(quote)["withdrawn"]["date"] == clock().date().isoformat()
    with pytest.raises(InputError, match="withdrew consent"):
        quotes.agree(quote, "web", "yes")
    with pytest.raises(InputError, match="withdrew consent"):
        quotes.approve(quote)


def test_the_five_questions_are_first_and_their_answers_are_met_by_all(at: Stop) -> None:
    form = at.office.form
    asked = form.asked(at.stop)
    assert [a.question.code for a in asked if a.question.first] == [
        "needs",
        "redirected",
        "result",
        "rule",
        "no_grant",
    ]
    assert len(asked) == 28
    assert all(a.question.words_es for a in asked)
    first = form.answer(at.tour, at.stop, "needs", "Families move in mid-year.")
    again = form.answer(at.tour, at.stop, "needs", "Families move in mid-year, or have nothing.")
    assert first == again == asked[0].record
    assert form.asked(at.stop)[0].text == "Families move in mid-year, or have nothing."


def test_blanks_are_listed_until_they_are_filled(at: Stop) -> None:
    form, quotes = at.office.form, at.office.quotes
    for quote in quotes.quotes(at.stop):
        quotes.withdraw(quote.id)
    assert [b.kind for b in form.blanks(at.stop)] == ["answer"] * 5
    form.answer(at.tour, at.stop, "rule", "None that they know of.")
    quote = quotes.write(at.stop, "My children found a home here.")
    promise = form.promise(at.tour, at.stop, "Sample data-sharing agreement")
    words = [b.words for b in form.blanks(at.stop)]
    assert "Which rule gets in the way?" not in words
    assert "“My children found a home here.”: who said it" in words
    assert "“My children found a home here.”: consent not asked for report, press, name" in words
    assert "“Sample data-sharing agreement”: by when" in words
    form.change_promise(promise, {"owner": "B. Okafor", "due": "2013-10-25"})
    quotes.change(quote, {"speaker_role": "parent"})
    for use in ("report", "press", "name"):
        quotes.agree(quote, use, "no")
    assert [b.kind for b in form.blanks(at.stop)] == ["answer"] * 4


def test_a_look_for_is_seen_or_looked_for_and_not_there(at: Stop) -> None:
    form = at.office.form
    own = form.add_look_for(at.stop, "The furniture store room")
    found = form.look_fors(at.stop)
    assert [each.is_own for each in found] == [False] * 4 + [True]
    form.looked(at.stop, own, "seen")
    form.looked(at.stop, found[3].record, "absent")
    assert [each.state for each in form.look_fors(at.stop)] == ["", "", "", "absent", "seen"]
    at.office.undo.undo()
    assert form.look_fors(at.stop)[3].state == ""


def test_look_fors_come_from_the_needs_and_strengths_of_the_site(at: Stop) -> None:
    form, file = at.office.form, at.office.file
    before = {each.code for each in form.look_fors(at.stop)}
    facts = {"site": at.site, "words": "A quiet place to study", "as_of": "2013"}
    file.write(Action("Need", (Edit("a" * 32, "need", facts),)))
    strength = {"site": at.site, "words": "Grandparents who read"}
    file.write(Action("Strength", (Edit("b" * 32, "strength", strength),)))
    other = next(s.id for s in file.tables.all("stop") if s["site"] != at.site)
    new = [each for each in form.look_fors(at.stop) if each.code not in before]
    assert [each.words for each in new] == [
        "Need here: A quiet place to study (2013)",
        "Strength here: Grandparents who read",
    ]
    assert not {each.code for each in new} & {each.code for each in form.look_fors(other)}
    form.looked(at.stop, new[0].record, "absent")
    file.write(Action("Take away", (Edit("a" * 32, "need", deleted=True),)))
    after = {each.words: each.state for each in form.look_fors(at.stop)}
    assert after["Need here: A quiet place to study (2013)"] == "absent", "it was looked for"
    form.looked(at.stop, new[0].record, "")
    assert new[0].words not in {each.words for each in form.look_fors(at.stop)}


def test_promises_to_do_come_first_by_their_day(at: Stop) -> None:
    form = at.office.form
    late = form.promise(at.tour, at.stop, "Thank-you letter", {"due": "2013-10-25"})
    soon = form.promise(at.tour, at.stop, "Practice write-up", {"due": "2013-10-17"})
    assert [p.id for p in form.promises(at.stop)] == [soon, late]
    form.keep(soon)
    assert [p.id for p in form.promises(at.stop)] == [late, soon]
    assert form.promises(at.stop)[1]["done"]
    form.keep(soon, done=False)
    assert not form.promises(at.stop)[0]["done"]


def test_the_search_finds_all_kinds_as_one_types(at: Stop) -> None:
    office = at.office
    office.form.answer(at.tour, at.stop, "needs", "Empty apartments, no furniture.")
    office.form.promise(at.tour, at.stop, "Send the list of furniture")
    hits = office.visits.search("furnit")
    assert {hit.kind for hit in hits} == {"note", "answer", "promise", "practice"}
    for hit in hits:
        assert hit.snippet.marks
        for start, end in hit.snippet.marks:
            assert hit.snippet.text[start:end].casefold() == "furnit"
    (quote,) = office.visits.search("found a ho")
    assert (quote.kind, quote.stop) == ("quote", at.stop)
    assert office.visits.search("no such words at all") == []


def test_a_note_is_tagged_from_the_packs_alone(at: Stop) -> None:
    note = at.office.visits.write_note(at.tour, at.stop, "Help to stay in their homes")
    at.office.visits.tag("note", note, "HOU-EVI")
    record = at.office.file.tables.get("note", note)
    assert record is not None
    assert record.member("tag") == {"HOU-EVI": True}
    with pytest.raises(InputError, match="No framework has the tag"):
        at.office.visits.tag("note", note, "MADE-UP")
    at.office.visits.tag("note", note, "HOU-EVI", on=False)
    record = at.office.file.tables.get("note", note)
    assert record is not None
    assert record.member("tag") == {}
