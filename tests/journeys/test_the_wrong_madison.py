"""Story 2: "Madison Elementary, PUSD" is two schools, and the scheduler is asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.school_office import SchoolOffice, Stub, open_school_office, shipped_edition
from tests.store.kit import put
from tourplanner.core.geo import LatLon, Located, Precision, great_circle_mi
from tourplanner.core.model.judging.verdict import MatchState
from tourplanner.core.model.places import PlaceAnswer
from tourplanner.services.addresses import AddressMatch, compare_addresses
from tourplanner.services.locating import LocatingState


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SchoolOffice]:
    opened = open_school_office(tmp_path, editions=[shipped_edition()])
    yield opened
    opened.close()


def north_of(point: LatLon, meters: float) -> LatLon:
    return LatLon(point.lat + meters / 111_195, point.lon)


def test_the_wrong_madison(office: SchoolOffice) -> None:
    # The bare name gives exactly the twelve schools of that name.
    alone = office.directory.find("Madison Elementary")
    assert [hit.row.name for hit in alone.hits] == ["Madison Elementary"] * 12
    (line,) = office.sites.match_list("Madison Elementary")
    assert (line.state, line.total) == (MatchState.SEVERAL, 12)

    # With the district's initials there are two, and nothing is chosen.
    found = office.directory.find("Madison Elementary, PUSD")
    pasadena, pomona = sorted((hit.row for hit in found.hits), key=lambda row: row.city)
    assert (pasadena.district, pasadena.county) == ("Pasadena Unified", "Los Angeles")
    assert (pomona.district, pomona.county) == ("Pomona Unified", "Los Angeles")
    assert pasadena.point is not None
    assert pomona.point is not None
    assert round(great_circle_mi(pasadena.point, pomona.point), 1) == 23.5
    (line,) = office.sites.match_list("Madison Elementary, PUSD")
    assert (line.state, line.choice, line.apart_mi) == (MatchState.SEVERAL, "", 23.5)
    assert office.sites.apply([line]).changes is None
    assert office.sites.all() == []

    # Pasadena is picked.
    office.sites.apply([line.choose(pasadena.key)])
    (site,) = office.sites.all()
    assert site.where == "Pasadena, Pasadena Unified, Los Angeles County"

    # Two spellings of its address are one.
    for street in ("515 E. Ashtabula St.", "515 Ashtabula St."):
        assert compare_addresses(site.street, street).match is AddressMatch.SAME
    put(office.file, site.id, street="515 E. Ashtabula St.")
    site = office.sites.view(site.id)
    assert site.street == "515 E. Ashtabula St."
    assert "street" not in site.directory

    # A geocoder's point 900 m off is kept beside the directory's and raises a warning.
    off = Located(north_of(pasadena.point, 900), Precision.ADDRESS, "a stubbed geocoder")
    stub = Stub(PlaceAnswer(off, "515 E Ashtabula St, Pasadena", "Pasadena", "CA"))
    told = office.sites.points.locate(site.id, stub)
    assert told.state is LocatingState.KEPT
    assert told.gap is not None
    assert told.gap.is_warning
    assert told.gap.gap_m == pytest.approx(900, abs=2)
    assert "900 m" in told.sentence
    assert told.gap.directory.point == pasadena.point
    after = office.sites.view(site.id)
    assert after.point is not None
    assert after.point.point == pasadena.point  # nothing was moved
    assert after.geocoder_point == off
    assert "a stubbed geocoder has it 900 m (2,953 ft) off" in after.flags
    assert stub.asked == ["515 E. Ashtabula St., Pasadena, CA 91104-4306"]
    # No request leaves: the tests refuse every socket (tests/offline).


def test_the_same_pasted_in_a_letter(office: SchoolOffice) -> None:
    matches = office.sites.match_list(
        "Hi,\n\nplease add:\n\n"
        "1. Madison Elementary, PUSD\n"
        "2. Alview Elementary, Chowchilla\n"
        "3. Dairyland Elementary (Chowchilla)\n"
        "4. A. J. Dorsa Elementary - San Jose\n"
        "5. Bonny Doon Elementary; Santa Cruz\n"
        "6. Acalanes Adult Education Center, Walnut Creek\n"
        "7. Oakland Technical High, 4351 Broadway\n"
        "8. Madison Healthy Start Family Center, Pasadena\n\n"
        "Thanks!\n"
    )
    listed = [match for match in matches if match.text[0].isdigit()]
    states = [match.state for match in listed]
    assert states.count(MatchState.SURE) == 6
    assert states[0] is MatchState.SEVERAL
    assert states[7] is MatchState.NONE
    rest = [match.state for match in matches if match not in listed]
    assert set(rest) == {MatchState.NONE}
    listed[7] = listed[7].keep_by_hand()
    applied = office.sites.apply(listed)
    assert (len(applied.added), len(applied.by_hand), applied.open_lines) == (6, 1, (5,))
    assert len(office.file.tables.actions()) == 1
    kept = office.sites.view(applied.by_hand[0])
    assert (kept.name, kept.city) == ("Madison Healthy Start Family Center", "Pasadena")
