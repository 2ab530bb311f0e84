"""Practice cards: made from notes, led back to them, permitted, filtered, counted by site."""

from __future__ import annotations

import pytest

from tests.at_school import Stop
from tests.support import SetClock
from tourplanner.core.errors import InputError
from tourplanner.core.model.practice import PracticeFilter


@pytest.fixture
def furniture(at: Stop) -> str:
    note = at.office.visits.write_note(
        at.tour,
        at.stop,
        "Staff give furniture to families.\nThe coordinator keeps the list.",
        {"evidence": "told"},
    )
    at.office.visits.tag("note", note, "BN-FUR")
    at.office.visits.tag("note", note, "ISS")
    return note


def test_a_card_is_made_from_a_note_and_keeps_the_way_back(
    at: Stop,
    furniture: str,
) -> None:
    practices = at.office.practices
    card = practices.make_from("note", furniture)
    record = practices.get(card)
    assert record is not None
    assert record["title"] == "Staff give furniture to families"
    assert record["story"].endswith("keeps the list.")
    assert record["evidence_kind"] == "testimony"
    assert set(record.member("tag")) == {"BN-FUR", "ISS"}
    (source,) = practices.sources(card)
    assert (source.kind, source.record, source.stop) == ("note", furniture, at.stop)
    at.office.undo.undo()
    assert practices.get(card) is None


def test_a_card_of_a_quote_holds_none_of_its_words(at: Stop) -> None:
    quote = at.office.quotes.write(at.stop, "My children found a home here, all four of them.")
    card = at.office.practices.make_from("quote", quote)
    record = at.office.practices.get(card)
    assert record is not None
    assert "found a home" not in str(record.values)
    (source,) = at.office.practices.sources(card)
    assert source.words == "My children found a home here, all four of them."
    at.office.quotes.withdraw(quote)
    (source,) = at.office.practices.sources(card)
    assert (source.words, source.is_withdrawn) == ("", True)


def test_the_ladder_of_a_card(at: Stop, furniture: str, clock: SetClock) -> None:
    practices = at.office.practices
    card = practices.make_from("note", furniture)

    def inside() -> str:
        return next(row.why_inside for row in practices.rows() if row.id == card)

    assert inside() == "The card is not approved"
    with pytest.raises(InputError, match="has not checked"):
        practices.set_state(card, "approved")
    practices.set_state(card, "checked")
    practices.set_state(card, "approved")
    assert inside() == "The site has not given permission"
    with pytest.raises(InputError, match="Nobody is named"):
        practices.permit(card, "named")
    practices.permit(card, "unnamed", by="M. Serrano", until="2013-10-31")
    assert inside() == ""
    clock.at = clock().replace(year=2013, month=11, day=1)
    assert inside() == "The site's permission has run out"
    practices.permit(card, "named", by="M. Serrano")
    assert inside() == ""
    practices.change(card, {"redirected": "Staff time"})
    assert inside() == "The card is not approved", "what was approved did not say this"


def test_a_tier_says_who_assigned_it(at: Stop, furniture: str) -> None:
    card = at.office.practices.make_from("note", furniture)
    at.office.practices.rate(card, "T4", date="2013-10-20")
    record = at.office.practices.get(card)
    assert record is not None
    assert record["tier"] == {"tier": "T4", "by": at.office.file.author, "date": "2013-10-20"}
    with pytest.raises(InputError, match="no tier"):
        at.office.practices.rate(card, "T9")


def test_two_cards_that_say_the_same_are_made_one(at: Stop, furniture: str) -> None:
    practices = at.office.practices
    keep, other = practices.make_from("note", furniture), practices.add(at.site, "Furnish homes")
    practices.change(keep, {"partners": "Staff", "new_money": "none"})
    practices.change(
        other,
        {"partners": "Rotary", "redirected": "Spare furniture", "new_money": "some"},
        {"problem": "Empty apartments", "story": "A list on the staff room's door."},
    )
    at.office.visits.tag("practice", other, "HOU-EVI")
    practices.permit(keep, "named", by="M. Serrano")
    for state in ("checked", "approved"):
        practices.set_state(keep, state)
    remarks = practices.join(keep, other)
    assert remarks == (
        "New money differed and stays as it was here",
        "The permission is that of the stricter card",
    )
    card = practices.get(keep)
    assert card is not None
    assert practices.get(other) is None
    assert card["title"] == "Staff give furniture to families"
    assert (card["problem"], card["redirected"]) == ("Empty apartments", "Spare furniture")
    assert (card["partners"], card["new_money"]) == ("Staff; Rotary", "none")
    for words in ("The coordinator keeps the list.", "A list on the staff room", "Furnish homes"):
        assert words in card["story"]
    assert set(card.member("tag")) == {"BN-FUR", "ISS", "HOU-EVI"}
    assert [source.record for source in practices.sources(keep)] == [furniture]
    assert card["state"] == "draft"
    (row,) = [row for row in practices.rows() if row.id == keep]
    assert row.permission == "none", "nobody permitted the words of the other card"
    at.office.undo.undo()
    before, back = practices.get(keep), practices.get(other)
    assert before is not None
    assert back is not None
    assert (before["state"], before["partners"], back["partners"]) == (
        "approved",
        "Staff",
        "Rotary",
    )
    elsewhere = practices.add(next(s.id for s in at.office.sites.all() if s.id != at.site), "Other")
    with pytest.raises(InputError, match="two schools"):
        practices.join(keep, elsewhere)
    with pytest.raises(InputError, match="same card"):
        practices.join(keep, keep)
    assert elsewhere not in [row.id for row in practices.alike(keep)]


def test_the_list_is_filtered(at: Stop, furniture: str) -> None:
    practices = at.office.practices
    card = practices.make_from("note", furniture)
    practices.change(card, {"new_money": "none", "setting": "urban"})
    (site,) = (s for s in at.office.sites.all() if s.name == "Bonny Doon Elementary")
    other = practices.add(site.id, "Meet parents at the gate")
    practices.change(other, {"new_money": "some"})

    def titles(**wanted: object) -> list[str]:
        return [row.title for row in practices.rows(PracticeFilter(**wanted))]  # type: ignore[arg-type]

    assert len(titles()) == 3
    assert titles(no_new_money=True) == ["Staff give furniture to families"]
    assert titles(tag="ISS") == [
        "Help families keep and furnish a home from the school's family center",
        "Staff give furniture to families",
    ]
    assert titles(region="South Bay") == ["Meet parents at the gate"]
    assert titles(setting="urban") == ["Staff give furniture to families"]
    assert titles(words="gate parents") == ["Meet parents at the gate"]


def test_the_matrix_shows_empty_cells_and_what_stands_in_the_others(
    at: Stop,
    furniture: str,
) -> None:
    practices, form = at.office.practices, at.office.form
    card = practices.make_from("note", furniture)
    absent = next(each for each in form.look_fors(at.stop) if each.code == "ELO")
    form.looked(at.stop, absent.record, "absent")
    made = practices.pivot(at.tour, "pillars")
    assert [e.code for e in made.columns] == ["ISS", "FCE", "CLP", "ELO"]
    assert len(made.rows) == 13, "sites without anything have their row"
    row = next(k for k, (_, name) in enumerate(made.rows) if name == "Madison Elementary")
    iss, fce, clp, elo = made.cells[row]
    assert {e.record for e in iss.entries} > {card, furniture}
    assert (iss.words, fce.words, clp.words, elo.words) == ("5", "1", "not asked", "—")
    assert (iss.strength, fce.strength, clp.strength) == (3, 1, 0), "seen, testimony, nothing"
    assert made.row_sum(row) == 6
    assert made.column_sum(0) == 5
    at.office.visits.remove("note", furniture)
    assert practices.pivot(at.tour, "pillars").column_sum(0) == 4
    services = practices.pivot(at.tour, "services")
    codes = [e.code for e in services.columns]
    assert codes == ["BN-FUR", "HOU-EVI", "LEG-NAV"], "services that nobody named have no column"


def test_the_matrix_of_another_framework_shows_what_says_nearly_the_same(at: Stop) -> None:
    note = at.office.visits.write_note(at.tour, at.stop, "A homework room until six.")
    at.office.visits.tag("note", note, "ELO")
    both = at.office.visits.write_note(at.tour, at.stop, "A club and a lab.")
    for code in ("ELO", "NE-LEARN"):
        at.office.visits.tag("note", both, code)

    def learning(framework: str, code: str) -> list[str]:
        made = at.office.practices.pivot(at.tour, framework)
        row = next(k for k, (_, name) in enumerate(made.rows) if name == "Madison Elementary")
        side = next(k for k, column in enumerate(made.columns) if column.code == code)
        return sorted(e.words for e in made.cells[row][side].entries if e.kind == "note")

    label = at.office.practices.frameworks.label("ELO")
    told = f"A homework room until six. (tagged {label})"
    assert learning("essentials", "NE-LEARN") == ["A club and a lab.", told]
    assert learning("pillars", "ELO") == ["A club and a lab.", "A homework room until six."]


def test_a_strength_that_somebody_gave_counts_in_the_matrix(at: Stop) -> None:
    visits = at.office.visits
    seen = visits.write_note(at.tour, at.stop, "Two rooms are full.", {"evidence": "seen"})
    visits.tag("note", seen, "CLP")
    said = at.office.quotes.write(at.stop, "The council decides.")
    visits.tag("quote", said, "CLP")

    def cell() -> tuple[int | None, str]:
        made = at.office.practices.pivot(at.tour, "pillars")
        row = next(k for k, (_, name) in enumerate(made.rows) if name == "Madison Elementary")
        side = next(k for k, column in enumerate(made.columns) if column.code == "CLP")
        return made.cells[row][side].strength, made.cells[row][side].said

    assert cell() == (3, "2 excerpts, seen")
    visits.change(seen, {"strength": "weak"})
    assert cell() == (1, "2 excerpts, weak"), "one told quote is no stronger"
    at.office.quotes.change(said, {"strength": "fair"})
    assert cell() == (2, "2 excerpts, fair")
    at.office.undo.undo()
    assert cell() == (1, "2 excerpts, weak")
    visits.change(seen, {"strength": ""})
    assert cell() == (3, "2 excerpts, seen")
    for change, record in ((visits.change, seen), (at.office.quotes.change, said)):
        with pytest.raises(InputError, match="no strength"):
            change(record, {"strength": "huge"})
