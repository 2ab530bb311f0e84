"""What staff type of a site: hosts, bells, access; columns of their own; the plan obeys it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.at_school import Stop
from tourplanner.core.errors import InputError
from tourplanner.services.own_fields import add_own_field, own_fields, remove_own_field
from tourplanner.services.site_record import change_record, read_record


def test_what_is_typed_is_read_again_and_undone_in_one_step(at: Stop) -> None:
    office, site = at.office, at.site
    before = read_record(office, site)
    assert before.shown["name"] == "Madison Elementary", "the directory's, where nothing is typed"
    typed = {
        "principal": "R. Ito",
        "host_mobile": "626-555-0167",
        "bells": "8:05-2:45",
        "minimum_days": "Mondays until 12:40",
        "step_free": "no",
        "elevator": "East wing; Mr. Cole has the key",
        "remarks": "Ask twice",
    }
    change_record(office, site, typed)
    found = read_record(office, site)
    assert {name: found.texts[name] for name in typed} == typed | {
        "bells": "8:05 a.m.-2:45 p.m.",
        "minimum_days": "Mondays until 12:40 p.m.",
    }
    office.undo.undo()
    assert read_record(office, site) == before


def test_a_value_that_does_not_fit_writes_nothing(at: Stop) -> None:
    office, site = at.office, at.site
    before = read_record(office, site)
    for typed in ({"principal": "R. Ito", "bells": "soon"}, {"nothing": "1"}, {"state": "Narnia"}):
        with pytest.raises(InputError):
            change_record(office, site, typed)
    assert read_record(office, site) == before
    by_hand = office.sites.add_by_hand("Family Center", "325 S. Oak Knoll Ave.", "Pasadena")
    with pytest.raises(InputError, match="needs a name"):
        change_record(office, by_hand, {"name": " ", "principal": "R. Ito"})
    assert office.sites.view(by_hand).name == "Family Center"


def test_the_plan_obeys_a_minimum_day_that_is_typed(at: Stop) -> None:
    office = at.office
    change_record(office, at.site, {"bells": "8-3", "minimum_days": "Mondays until 11:30"})
    tour = office.tours.load(at.tour)
    (stop,) = (one for one in tour.stops if one.id == at.stop)
    monday = stop.windows[0][-1]
    assert "minimum day until 11:30 a.m." in monday.why
    assert (stop.windows[1][-1].close_at - monday.close_at).seconds == 27.5 * 3600 % 86400
    assert not replace(stop, school_days=stop.school_days).school_days.tests


def test_a_column_of_the_office_has_a_level_and_comes_back_with_undo(at: Stop) -> None:
    office, site = at.office, at.site
    captain = add_own_field(office.file, "Bus captain", "R")
    change_record(office, site, {f"own/{captain}": "Ana"})
    assert read_record(office, site).texts[f"own/{captain}"] == "Ana"
    assert [(one.name, one.level) for one in own_fields(office.file)] == [("Bus captain", "R")]
    for name in ("bus captain", "Principal", " "):
        with pytest.raises(InputError):
            add_own_field(office.file, name)
    remove_own_field(office.file, captain)
    assert own_fields(office.file) == ()
    with pytest.raises(InputError):
        change_record(office, site, {f"own/{captain}": "Bo"})
    office.undo.undo()
    assert read_record(office, site).texts[f"own/{captain}"] == "Ana"
