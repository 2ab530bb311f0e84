"""Rules of office: campaign apart, elections, what one outside source pays in a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.at_school import Stop
from tests.exports_search import Exports
from tourplanner.core.changes import Action, Edit
from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.elections import Blackout, Election, barred
from tourplanner.core.gifts import GiftLimit, Payment, gift_sources
from tourplanner.core.papers.specs import PaperFormat, PaperKind

LIMIT = GiftLimit(500_000, 30, "A rule", "2026-01-01", "Form 1")


def findings(at: Stop, rule: str) -> list[Finding]:
    return [f for f in at.office.plan.current(at.tour).findings if f.rule == rule]


def row(at: Stop, name: str, **cells: str) -> str:
    record = ""
    for field, text in cells.items():
        record = at.office.lists.set(at.tour, name, record, field, text)
    return record


def given(at: Stop, what: str, payer: str, dollars: str, on: str) -> str:
    return row(at, "payments", what=what, payer=payer, fund="outside", cents=dollars, date=on)


def test_a_source_that_reaches_the_limit_is_told_until_its_report_is_filed(at: Stop) -> None:
    coach = given(at, "Coach", "Health Fund", "4,000", "10/14/2013")
    assert findings(at, "GIFT-SOURCE") == []
    lunch = given(at, "Lunch", "health fund", "1,000", "10/16/2013")
    given(at, "Room", "Other Fund", "4,999.99", "10/16/2013")
    (found,) = findings(at, "GIFT-SOURCE")
    assert found.severity is Severity.WARNING
    assert found.text.startswith("Health Fund pays $5,000 in 2013, 2 payments: ")
    assert "by Nov. 15, 2013" in found.mend
    assert "84224" in found.source
    assert at.office.todos.add_forms(at.tour) == 1
    todos = at.office.lists.read(at.tour, "todos").rows
    assert todos[0].cells[0] == "File Form 803: Health Fund pays $5,000 in 2013"
    assert at.office.todos.add_forms(at.tour) == 0
    at.office.lists.set(at.tour, "payments", coach, "due", "11/13/2013")
    for payment in (coach, lunch):
        at.office.lists.set(at.tour, "payments", payment, "filed", "11/1/2013")
    assert findings(at, "GIFT-SOURCE") == []
    assert at.office.todos.add_forms(at.tour) == 0
    given(at, "Badges", "Health Fund", "50", "12/2/2013")
    (found,) = findings(at, "GIFT-SOURCE")
    assert "by Jan. 1, 2014" in found.mend, "a later payment has a report of its own"
    assert at.office.todos.add_forms(at.tour) == 1
    assert at.office.todos.add_forms(at.tour) == 0


def test_the_states_own_money_and_a_campaigns_are_no_gift(at: Stop) -> None:
    row(at, "payments", what="Coach", payer="The office", fund="state", cents="9,000")
    row(
        at, "payments", what="Hall", payer="Friends", fund="campaign", campaign="yes", cents="9,000"
    )
    assert findings(at, "GIFT-SOURCE") == []
    assert findings(at, "CAMPAIGN") == []


def test_a_payment_that_does_not_say_whose_money_it_is_counts_for_nobody_and_is_asked_for(
    at: Stop,
) -> None:
    coach = row(at, "payments", what="Coach", payer="Health Fund", cents="9,000", date="10/14/2013")
    row(at, "payments", what="Hall", payer="Friends", campaign="yes", cents="300")
    assert findings(at, "GIFT-SOURCE") == []
    (campaign,) = findings(at, "CAMPAIGN")
    assert "Hall, $300, is marked as campaign and does not say that the campaign" in campaign.text
    (asked,) = findings(at, "PAID-FROM")
    assert asked.severity is Severity.WARNING
    assert "for Coach ($9,000), so it counts for no report." in asked.text
    assert asked.mend.endswith("Payments: Paid from.")
    at.office.lists.set(at.tour, "payments", coach, "fund", "outside")
    assert findings(at, "PAID-FROM") == []
    assert len(findings(at, "GIFT-SOURCE")) == 1


def pay(cents: int, on: date | None, year: int = 2013, payer: str = "Fund") -> Payment:
    return Payment(f"{cents}{on}", "t", "Bus", payer, cents, on.year if on else year, on, "outside")


def test_a_source_is_counted_by_year_and_without_days_has_no_due_day() -> None:
    across = [pay(400_000, date(2013, 12, 30)), pay(400_000, date(2014, 1, 2))]
    assert gift_sources(across, LIMIT) == ()
    (found,) = gift_sources([pay(400_000, None), pay(100_000, date(2013, 5, 1))], LIMIT)
    assert (found.cents, found.due) == (500_000, None)
    dated = [pay(499_999, date(2013, 5, 1)), pay(1, date(2013, 6, 1)), pay(5, date(2013, 7, 1))]
    (found,) = gift_sources(dated, LIMIT)
    assert (found.reached, found.due) == (date(2013, 6, 1), date(2013, 7, 1))
    assert gift_sources(dated, None) == (), "without a rule nothing is held against anything"


def test_days_before_an_election_are_told_by_the_states_rule_or_the_typed_day(at: Stop) -> None:
    row(at, "elections", what="Special election", date="11/5/2013")
    assert findings(at, "ELECTION") == [], "without a source it is none yet"
    election = at.office.lists.read(at.tour, "elections").rows[0].id
    at.office.lists.set(at.tour, "elections", election, "source", "Secretary of State")
    (found,) = findings(at, "ELECTION")
    assert "in the 60 days before Special election (Nov. 5, 2013)" in found.text
    assert found.source == "Government Code 89003 (SB 45 of 2017)"
    assert found.numbers["days"] == 3
    at.office.lists.set(at.tour, "elections", election, "opens", "10/16/2013")
    (found,) = findings(at, "ELECTION")
    assert "in the 20 days before" in found.text
    assert (found.source, found.numbers["days"]) == ("Secretary of State", 1)
    at.office.lists.set(at.tour, "elections", election, "opens", "11/1/2013")
    assert findings(at, "ELECTION") == []


def test_where_nobody_says_how_long_only_the_week_counts() -> None:
    election = Election("Primary", date(2026, 6, 2), "Clerk")
    (week,) = barred([election], None)
    assert [week.holds(date(2026, 5, day)) for day in (30, 31)] == [False, True]
    assert [week.holds(date(2026, 6, day)) for day in (2, 6, 7)] == [True, True, False]
    (whole,) = barred([election], Blackout(60, "Code", "2026-01-01"))
    assert [whole.holds(d) for d in (date(2026, 4, 2), date(2026, 4, 3))] == [False, True]
    assert not whole.holds(date(2026, 6, 3))
    (slip,) = barred(
        [replace(election, opens=date(2027, 5, 30))], Blackout(60, "Code", "2026-01-01")
    )
    assert slip.first == whole.first, "a first day after the election bars nothing"
    (short,) = barred([replace(election, opens=date(2026, 6, 1))], None)
    assert short.text == "in the 1 day before Primary (June 2, 2026)"


def test_a_press_paper_of_such_a_day_has_a_caution(at: Stop, tmp_path: Path) -> None:
    kinds = [PaperKind.PRESS_ITINERARY]

    def cautions() -> str:
        made = at.office.papers.make(at.tour, kinds, [PaperFormat.TEXT], tmp_path, draft=True)
        return " ".join(text for paper in made.papers for text in paper.cautions)

    assert "election" not in cautions()
    row(at, "elections", what="Special election", date="11/5/2013", source="Secretary of State")
    assert "lies in the 60 days before Special election (Nov. 5, 2013)" in cautions()


def test_a_campaign_item_is_on_no_paper_and_is_told(at: Stop, tmp_path: Path) -> None:
    item = row(at, "program", stop="1.1", title="Rally of volunteers", status="L. Vega")
    at.office.lists.set(at.tour, "program", item, "coverage", "open")
    kinds = [PaperKind.LINE_BY_LINE, PaperKind.DAY_SHEET, PaperKind.PRESS_ITINERARY]

    def with_it(name: str) -> list[str]:
        formats = [PaperFormat.TEXT, PaperFormat.ICS]
        made = at.office.papers.make(at.tour, kinds, formats, tmp_path / name, draft=True)
        assert made.files
        return Exports(made.files).with_words("Rally of volunteers")

    assert with_it("before")
    at.office.lists.set(at.tour, "program", item, "campaign", "yes")
    assert with_it("after") == []
    (found,) = findings(at, "CAMPAIGN")
    assert found.severity is Severity.WARNING
    assert "Rally of volunteers at Madison Elementary" in found.text
    assert at.office.lists.read(at.tour, "program").rows, "inside it is there"


def test_with_a_campaign_stop_in_the_plan_no_paper_is_written(at: Stop, tmp_path: Path) -> None:
    at.office.tours.change_stop(at.tour, at.site, {"campaign": True})
    (found,) = findings(at, "CAMPAIGN")
    assert found.severity is Severity.ERROR
    for kind in (PaperKind.DRIVER_SHEET, PaperKind.PRESS_ITINERARY, PaperKind.DAY_SHEET):
        for draft in (False, True):
            made = at.office.papers.make(at.tour, [kind], [PaperFormat.TEXT], tmp_path, draft=draft)
            assert made.files == ()
            assert "marked as campaign" in " ".join(n for p in made.papers for n in p.notes)
    at.office.undo.undo()
    assert findings(at, "CAMPAIGN") == []


def test_a_campaign_cost_with_the_state_is_told(at: Stop) -> None:
    hall = row(at, "payments", what="Hall", payer="The office", fund="state", cents="300")
    assert findings(at, "CAMPAIGN") == []
    at.office.lists.set(at.tour, "payments", hall, "campaign", "yes")
    (found,) = findings(at, "CAMPAIGN")
    assert "Hall, $300, is marked as campaign and paid from the state's money" in found.text
    at.office.lists.set(at.tour, "payments", hall, "fund", "outside")
    (found,) = findings(at, "CAMPAIGN")
    assert "marked as campaign and paid from outside, not by the campaign." in found.text
    at.office.lists.set(at.tour, "payments", hall, "fund", "campaign")
    assert findings(at, "CAMPAIGN") == []


def test_a_campaign_payment_is_on_no_paper(at: Stop, tmp_path: Path) -> None:
    hall = row(at, "payments", what="Hall of volunteers", payer="Friends", cents="300")

    def with_it(name: str) -> list[str]:
        kinds = [PaperKind.FOLLOW_UP]
        made = at.office.papers.make(at.tour, kinds, [PaperFormat.TEXT], tmp_path / name)
        return Exports(made.files).with_words("Hall of volunteers")

    assert with_it("before")
    at.office.lists.set(at.tour, "payments", hall, "campaign", "yes")
    assert with_it("after") == []


@pytest.mark.parametrize("kind", ["stop", "item", "payment"])
def test_a_mark_is_a_fact_like_any_other(at: Stop, kind: str) -> None:
    record = at.stop if kind == "stop" else "ab" * 16
    at.office.file.write(Action("Mark", (Edit(record, kind, {"campaign": True}),)))
    found = at.office.file.tables.get(kind, record)
    assert found is not None
    assert found["campaign"] is True
