"""Private words in public texts, and the hash of what stands in a paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.papers_fixture import Parts, rid, sample_view
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.blocks import texts
from tourplanner.core.papers.cautions import NearLeaks, unnamed
from tourplanner.core.papers.content import content_hash, draft_id, issue_id
from tourplanner.core.papers.layout import lay_out
from tourplanner.core.papers.specs import LINE_BY_LINE, PRESS_ITINERARY
from tourplanner.core.privacy import cut


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Meet at the Tower Inn lobby", "Tower Inn"),
        ("Meet at the tower inn lobby", "Tower Inn"),
        ("Call 626-555-0142 for the bus", "626-555-0142"),
        ("Call (661) 555-0121 for the bus", "(661) 555-0121"),
        ("Write to someone@example.org", "someone@example.org"),
        ("Alma Reyes will drive you", "Alma Reyes"),
        ("Parents wait in hotel room 412", "hotel room 412"),
        ("Speakers wait in the Library office", "Library office"),
        ("The driver is D. Marsh", "D. Marsh"),
    ],
)
def test_private_words_are_pointed_at(text: str, words: str) -> None:
    found = NearLeaks(sample_view()).cautions(["Harmless", text])
    assert any(f"“{words}”" in sentence and text in sentence for sentence in found)


@pytest.mark.parametrize(
    "text",
    [
        "Call the press desk, 916-555-0100",
        "Write to press@example.org",
        "Mirsa Serrano hosts the tour at Madison Elementary",
        "459 pupils in 2013-14, up from 2012-13",
        "Tower Innovation Center",
        "515 Ashtabula St., Pasadena, CA 91104",
        "Classroom visits and room for questions",
        "",
    ],
)
def test_public_words_are_not(text: str) -> None:
    assert not NearLeaks(sample_view()).cautions([text])


def test_the_sample_itinerary_raises_no_caution() -> None:
    view = sample_view()
    assert not NearLeaks(view).cautions(texts(lay_out(cut(view, PRESS_ITINERARY)[0])))


def test_a_start_that_is_only_a_town_is_in_every_address_there() -> None:
    town = RecordView("place", "t", {"name": "Pasadena, CA", "city": "Pasadena", "state": "CA"})
    inn = replace(town, id="i", values={**town.values, "name": "Pasadena, Rose Inn"})
    said = ["515 Ashtabula St., Pasadena, CA 91104"]
    assert not NearLeaks(sample_view(Parts(extra=(town,)))).cautions(said)
    asked = NearLeaks(sample_view(Parts(extra=(town, inn)))).cautions(["At the Pasadena, Rose Inn"])
    assert len(asked) == 1


def test_a_long_text_is_shortened_in_the_sentence() -> None:
    (found,) = NearLeaks(sample_view()).cautions(["Tower Inn " + "word " * 50])
    assert len(found) < 200


def test_the_hash_is_of_the_content_and_not_of_the_issue() -> None:
    view = sample_view()
    whole = content_hash(cut(view, PRESS_ITINERARY)[0])
    later = replace(view, version=9, made_at=datetime(2014, 1, 1, tzinfo=UTC))
    assert content_hash(cut(later, PRESS_ITINERARY)[0]) == whole
    assert content_hash(cut(view, LINE_BY_LINE)[0]) != whole
    assert content_hash(cut(view, PRESS_ITINERARY, draft=True)[0]) != whole
    title = {"title": "half \ud800 pair", "coverage": "open", "status": {"state": "confirmed"}}
    item = RecordView("item", "x", {"stop": rid("stop", "madison"), **title})
    odd = sample_view(Parts(extra=(item,)))
    assert content_hash(cut(odd, PRESS_ITINERARY)[0]) != whole


def test_ids_of_issues() -> None:
    assert issue_id("t", "k", "c", 1) == issue_id("t", "k", "c", 1)
    assert len({issue_id("t", "k", "c", 1), issue_id("t", "k", "c", 2), draft_id("t", "k")}) == 3


def test_a_paper_that_names_no_sender_says_so() -> None:
    view = sample_view()
    records = tuple(
        replace(record, values={}) if record.kind == "office" else record for record in view.records
    )
    found = unnamed(cut(replace(view, records=records), PRESS_ITINERARY)[0])
    assert found == (
        "It does not say whose tour this is: Settings, Office, Member.",
        "It names nobody whom a reader can call: Settings, Office, Press contact.",
    )
    assert unnamed(cut(view, PRESS_ITINERARY)[0]) == ()
