"""The phone page: what a tap calls, what the map is asked, and that a long day is split."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.core.test_privacy import changed
from tests.papers_fixture import rid, sample_view
from tourplanner.core.papers.blocks import Bullets, Paper, Paragraph, Span, plain, texts
from tourplanner.core.papers.layout import lay_out
from tourplanner.core.papers.phone_page import call, ways
from tourplanner.core.papers.specs import PHONE_PAGE
from tourplanner.core.privacy import cut


def links(paper: Paper) -> list[Span]:
    lines = [b.line for b in paper.blocks if isinstance(b, Paragraph)]
    lines += [item for b in paper.blocks if isinstance(b, Bullets) for item in b.items]
    return [span for line in lines for span in line if span.link]


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("626-555-0180", "tel:6265550180"),
        ("(626) 555-0180 ext. 12", "tel:6265550180,12"),
        ("626.555.0180 x7", "tel:6265550180,7"),
        ("+1 626 555 0180", "tel:+16265550180"),
        ("ask at the gate", ""),
        ("Room 204", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_tap_calls_the_number_that_is_typed(typed: str, link: str) -> None:
    assert (call(typed).text, call(typed).link) == (typed, link)


@pytest.mark.parametrize("stops", range(9))
def test_a_way_goes_by_every_place_and_no_link_has_more_than_a_phone_takes(stops: int) -> None:
    names = [f"Place {n}" for n in range(stops + 2)]
    gone: list[str] = []
    for way in ways(names, names):
        asked = parse_qs(urlsplit(way.link).query)
        between = asked["waypoints"][0].split("|") if "waypoints" in asked else []
        assert len(between) <= 3
        leg = [asked["origin"][0], *between, asked["destination"][0]]
        assert not gone or gone[-1] == leg[0]
        gone += leg[1:] if gone else leg
    assert gone == names


def test_a_stop_that_no_map_finds_is_left_out_of_the_way() -> None:
    (way,) = ways(["Inn", "Nowhere", "School"], ["1 A St.", "", "2 B St."])
    assert (way.text, "waypoints" in way.link) == ("Inn to School", False)


def test_it_calls_the_front_office_and_the_hotel_and_holds_no_cell_phone() -> None:
    paper = lay_out(cut(sample_view(), PHONE_PAGE)[0])
    called = {span.text for span in links(paper) if span.link.startswith("tel:")}
    assert {"626-555-0180", "661-555-0121"} <= called
    said = "\n".join(texts(paper))
    assert "626-555-0167" not in said, "the host's cell phone is for named people"
    assert "559-555-0133" not in said, "the driver's too"
    assert "Day 3: Wednesday, Oct. 16" in said


def test_a_point_that_is_not_known_closely_is_asked_by_its_address() -> None:
    point = {"lat": 1.0, "lon": 2.0, "precision": "zip"}
    view = changed(sample_view(), "site", rid("site", "madison"), point=point)
    paper = lay_out(cut(view, PHONE_PAGE)[0])
    first = next(span for span in links(paper) if span.text.startswith("515"))
    assert "Ashtabula" in first.link
    assert "1.00000" not in "".join(span.link for span in links(paper))


def test_a_tour_without_a_plan_says_so() -> None:
    view = sample_view()
    paper = lay_out(cut(type(view)(view.records), PHONE_PAGE)[0])
    assert any(
        "Nothing is planned yet" in plain(b.line) for b in paper.blocks if hasattr(b, "line")
    )
