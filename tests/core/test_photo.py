"""Where a picture was taken, and when one may go out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tourplanner.core.geo import LatLon
from tourplanner.core.model.photo import PhotoFacts, SeenStop, place_photo, unknown_cameras
from tourplanner.core.photo_release import why_photo_inside

WEST = "America/Los_Angeles"
MADISON = SeenStop(
    "madison",
    "Madison",
    WEST,
    datetime(2013, 10, 14, 16, 10, tzinfo=UTC),  # 9:10
    datetime(2013, 10, 14, 18, 10, tzinfo=UTC),
    LatLon(34.158758, -118.13981),
)
EMERSON = SeenStop(
    "emerson",
    "Emerson",
    WEST,
    datetime(2013, 10, 14, 21, 0, tzinfo=UTC),
    datetime(2013, 10, 14, 22, 35, tzinfo=UTC),
    LatLon(35.360684, -119.00955),
)
UNPLANNED = SeenStop("weed", "Weed", WEST, point=LatLon(41.42, -122.38))
STOPS = (EMERSON, MADISON, UNPLANNED)


def shot(text: str, offset: str = "", point: LatLon | None = None) -> PhotoFacts:
    return PhotoFacts("JPEG", 10, 10, text, offset, "Canon", point)


@pytest.mark.parametrize(
    ("text", "offset", "ahead_s", "stop"),
    [
        ("2013-10-14T09:41:07", "", 0, "madison"),
        ("2013-10-14T08:55:00", "", 0, "madison"),  # at the curb
        ("2013-10-14T08:40:00", "", 0, ""),  # in the hotel
        ("2013-10-14T12:41:07", "-04:00", 0, "madison"),  # a phone still on Eastern time
        ("2013-10-14T10:41:07", "", 3_600, "madison"),  # a camera an hour ahead
        ("2013-10-14T14:41:07", "", 3_600, "emerson"),
        ("2013-10-15T09:41:07", "", 0, ""),
        ("", "", 0, ""),
        ("no time", "", 0, ""),
    ],
)
def test_by_time(text: str, offset: str, ahead_s: int, stop: str) -> None:
    assert place_photo(shot(text, offset), STOPS, ahead_s).stop == stop


def test_the_clock_of_a_phone_is_not_corrected() -> None:
    placed = place_photo(shot("2013-10-14T09:41:07", "-07:00"), STOPS, 86_400)
    assert (placed.stop, placed.at) == ("madison", datetime(2013, 10, 14, 16, 41, 7, tzinfo=UTC))


def test_a_place_is_stronger_than_a_time() -> None:
    here = place_photo(shot("2013-10-14T14:30:00", point=LatLon(34.1590, -118.1400)), STOPS)
    assert (here.stop, here.by) == ("madison", "place")
    weed = place_photo(shot("", point=LatLon(41.42, -122.38)), STOPS)
    assert (weed.stop, weed.by, weed.at) == ("weed", "place", None)


def test_a_picture_from_far_away_is_of_no_visit() -> None:
    assert place_photo(shot("2013-10-14T09:41:07", point=LatLon(34.05, -118.25)), STOPS).stop == ""


def test_a_picture_from_near_by_still_goes_by_its_time() -> None:
    near = place_photo(shot("2013-10-14T09:41:07", point=LatLon(34.17, -118.14)), STOPS)
    assert (near.stop, near.by) == ("madison", "time")


def test_a_campus_seen_twice_takes_the_visit_in_time() -> None:
    again = SeenStop(
        "again",
        "Madison",
        WEST,
        datetime(2013, 10, 16, 16, 10, tzinfo=UTC),
        datetime(2013, 10, 16, 18, 10, tzinfo=UTC),
        MADISON.point,
    )
    facts = shot("2013-10-16T09:41:07", point=MADISON.point)
    assert place_photo(facts, (again, MADISON)).stop == "again"
    assert place_photo(facts, (MADISON, again)).stop == "again"


def test_only_cameras_that_do_not_know_their_offset_are_asked_about() -> None:
    facts = (shot("2013-10-14T09:41:07"), shot("2013-10-14T09:41:07", "-07:00"), shot(""))
    assert unknown_cameras(facts, {}) == ("Canon",)
    assert unknown_cameras(facts[1:], {}) == ()


def test_why_a_photo_stays_inside() -> None:
    day = date(2013, 10, 20)
    ticked = {"state": "approved", "no_child": {"by": "Lena"}}

    def why(values: dict[str, Any], rule: str = "", quote: dict[str, Any] | None = None) -> str:
        return why_photo_inside(values, rule, quote, day)

    assert why(ticked) == ""
    assert why({**ticked, "state": "draft"}) == "The photo is not approved"
    assert why({"state": "approved"}).startswith("Nobody noted")
    assert why(ticked, "none") == "The site's rule: no photos"
    assert why(ticked, "ask").startswith("The site's rule: ask first")
    agreed = {"state": "approved", "consent": {"uses": ["press"], "refused": []}}
    assert why(agreed) == why(agreed, "ask") == ""
    assert why({**agreed, "consent": {"uses": ["press"], "until": "2013-10-19"}}) != ""
    assert why({**ticked, "consent": {"uses": [], "refused": ["press"]}}).startswith("Somebody")
    assert why({**ticked, "state": "withdrawn"}).startswith("The consent")
    # It shows somebody whose words are quoted: that consent counts, and a tick does not do.
    speaker = {"state": "approved", "consent": {"uses": ["press", "photo"], "refused": []}}
    assert why(ticked, "", speaker) == ""
    assert why(ticked, "", {"state": "approved", "consent": {"uses": ["press"]}}) != ""
    assert why(ticked, "", {**speaker, "state": "withdrawn"}).startswith("The consent")
    refused = {"state": "approved", "consent": {"uses": ["press"], "refused": ["photo"]}}
    assert why(agreed, "", refused).startswith("Somebody")
