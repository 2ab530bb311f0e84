"""The case for a site: every line with year and source; gaps, doubles, partners by any name."""

from __future__ import annotations

from datetime import date

import pytest

from tests.at_school import Stop
from tourplanner.core.changes import Action, Edit
from tourplanner.core.errors import InputError
from tourplanner.core.model.case_values import is_over, read_when, when_words
from tourplanner.services import case
from tourplanner.services.case import find_partner, partners, read_case
from tourplanner.services.partner_links import read_needs, read_partners

DAY = date(2013, 10, 14)
SOURCE = {"as_of": "2013", "source": "Parent survey"}


def story_ten(at: Stop) -> None:
    """What the story has at Madison: services, partners, the joint plan, a survey."""
    office, site = at.office, at.site

    def add(kind: str, **typed: str) -> str:
        return case.add(office, kind, site, typed)

    add("need", words="Families about to be evicted", code="HOU-EVI", **SOURCE)
    add("need", words="Dentist", code="HLT-DEN", **SOURCE)
    add("strength", words="Parents who lead", **SOURCE)
    add("partnership", partner="Jet Propulsion Laboratory", words="Explains science", since="2011")
    partner = find_partner(office.file, "Jet Propulsion Laboratory")
    assert partner is not None
    case.change(office, "partner", partner.id, {"alias": "JPL; Jet Propulsion Laboratories"})
    add("volunteer", words="Laboratory staff", partner="J.P.L.", what="Science", hours_month="12")
    add(
        "service",
        words="Furniture for empty apartments",
        code="BN-FUR",
        change="redirected",
        redirected_from="spare furniture of school staff",
        **SOURCE,
    )
    add("service", words="Keep your home", code="HOU-EVI", change="existing", **SOURCE)
    add("service", words="Tutoring", code="TUT", partner="City of Pasadena", change="existing")
    add("service", words="Homework club", code="TUT", partner="Innovate Pasadena", change="new")
    add("joint_plan", words="School/City/Community Work Plan", bodies="City Council; School Board")
    add("funding", words="Healthy Start", first_year="1997", last_year="2002", dollars="$400,000")
    add(
        "survey",
        words="What local parents need",
        instrument="Early Development Instrument",
        partner="UCLA",
        when="2013",
        answers="212",
        source="UCLA",
    )


def test_gaps_and_doubles_of_story_ten(at: Stop) -> None:
    story_ten(at)
    found = read_case(at.office, at.site, DAY)
    assert found.findings == (
        "Gap: Dentist (2013 · Parent survey), and no service here.",
        "Double: Tutoring, 2 services: Innovate Pasadena, City of Pasadena.",
    )
    told = {entry.words: entry for entry in found.entries}
    assert told["Families about to be evicted"].dated == "2013 · Parent survey"
    assert "redirected from spare furniture" in told["Furniture for empty apartments"].detail
    assert told["Tutoring"].lacks == ("no year", "no source")
    assert told["Healthy Start"].is_over
    assert "1997 to 2002" in told["Healthy Start"].detail
    survey = told["What local parents need"]
    assert "n = 212" in survey.detail
    assert survey.lacks == ()


def test_a_service_that_ended_is_none(at: Stop) -> None:
    case.add(at.office, "need", at.site, {"words": "Dentist", "code": "HLT-DEN"})
    service = case.add(
        at.office, "service", at.site, {"words": "Dentist on wheels", "code": "HLT-DEN"}
    )
    assert read_case(at.office, at.site, DAY).findings == ()
    case.change(at.office, "service", service, {"until": "2012"})
    (gap,) = read_case(at.office, at.site, DAY).findings
    assert gap == "Gap: Dentist, and no service here. A service ended."
    at.office.undo.undo()
    assert read_case(at.office, at.site, DAY).findings == ()


def test_a_need_in_own_words_is_told_as_unmatched(at: Stop) -> None:
    case.add(at.office, "need", at.site, {"words": "A quiet room"})
    (told,) = read_case(at.office, at.site, DAY).findings
    assert told == (
        "Need “A quiet room”: choose its kind under In the list of services, so that services are "
        "held against it."
    )


def test_a_partner_goes_by_any_of_its_names(at: Stop) -> None:
    story_ten(at)
    rows = {row.name: row for row in partners(at.office)}
    assert "JPL" not in rows
    jpl = rows["Jet Propulsion Laboratory"]
    assert jpl.aliases == ("JPL", "Jet Propulsion Laboratories")
    assert jpl.sites == ("Madison Elementary",)
    case.add(at.office, "partnership", at.site, {"partner": "NASA JPL"})
    rows = {row.name: row for row in partners(at.office)}
    case.join_partners(at.office, jpl.id, rows["NASA JPL"].id)
    joined = find_partner(at.office.file, "nasa jpl")
    assert joined is not None
    assert joined.id == jpl.id
    assert len(read_case(at.office, at.site, DAY).of("partnership")) == 2
    at.office.undo.undo()
    assert "NASA JPL" in {row.name for row in partners(at.office)}


def test_what_does_not_fit_is_refused_and_nothing_is_written(at: Stop) -> None:
    for kind, typed, words in (
        ("service", {"places": "many"}, "whole number"),
        ("service", {"change": "old"}, "Choose existing"),
        ("service", {"since": "soon"}, "Feb 2013"),
        ("service", {"code": "den"}, "HLT-DEN Dental"),
        ("service", {"color": "red"}, "It has words"),
        ("weather", {}, "It is one of need"),
    ):
        with pytest.raises(InputError) as refused:
            case.add(at.office, kind, at.site, typed)
        assert words in f"{refused.value.text} {refused.value.hint}"
    assert read_case(at.office, at.site, DAY).entries == ()


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("2013", "2013", "2013"),
        ("2013-14", "2013/14", "2013-14"),
        ("2013-2014", "2013/14", "2013-14"),
        ("Feb 2013", "2013-02", "Feb 2013"),
        ("Dec. 2011", "2011-12", "Dec 2011"),
        ("2/26/2013", "2013-02-26", "Feb. 26, 2013"),
    ],
)
def test_years_months_and_days(typed: str, stored: str, shown: str) -> None:
    assert read_when(typed) == stored
    assert when_words(stored) == shown
    assert read_when(shown) == stored


def test_when_something_is_over() -> None:
    assert is_over("2012", DAY)
    assert not is_over("2013", DAY), "a year counts to its end"
    assert not is_over("2012/13", DAY)
    assert is_over("2013-09", DAY)
    assert not is_over("", DAY)


def test_partners_are_told_with_their_years_at_every_site(at: Stop) -> None:
    other = next(str(v.id) for v in at.office.sites.all() if str(v.id) != at.site)
    gone = next(str(v.id) for v in at.office.sites.all() if str(v.id) not in (at.site, other))
    case.add(at.office, "partnership", at.site, {"partner": "Boys Club", "since": "2009"})
    case.add(at.office, "service", other, {"partner": "boys club", "until": "2012"})
    case.add(at.office, "volunteer", gone, {"partner": "Boys Club", "words": "Coaches"})
    at.office.file.write(Action("Take away", (Edit(gone, "site", deleted=True),)))
    (one,) = read_partners(at.office, DAY)
    told = {link.site_name: (link.entry.kind, link.entry.is_over) for link in one.links}
    names = {str(view.id): view.name for view in at.office.sites.all()}
    assert told == {
        names[at.site]: ("partnership", False),
        names[other]: ("service", True),
        "a site that was taken away": ("volunteer", False),
    }
    assert len(one.going) == 2
    assert one.links[-1].entry.is_over, "what is over comes last"


def test_needs_of_all_sites_are_held_against_services(at: Stop) -> None:
    sites = [str(view.id) for view in at.office.sites.all()]
    other = next(site for site in sites if site != at.site)
    assert read_needs(at.office, DAY).unasked == len(sites)
    case.add(at.office, "need", at.site, {"words": "Dentist", "code": "HLT-DEN"})
    case.add(at.office, "need", at.site, {"words": "A quiet room"})
    case.add(at.office, "service", other, {"words": "Van", "code": "HLT-DEN"})
    case.add(at.office, "service", other, {"words": "Clinic", "code": "HLT-DEN"})
    ended = {"words": "Old van", "code": "HLT-DEN", "until": "2010"}
    case.add(at.office, "service", at.site, ended)
    needs = read_needs(at.office, DAY)
    found = {
        (site, column.code): cell
        for (site, _), cells in zip(needs.pivot.rows, needs.pivot.cells, strict=True)
        for column, cell in zip(needs.pivot.columns, cells, strict=True)
    }
    gap = found[at.site, "HLT-DEN"]
    assert (gap.words, gap.said, gap.count) == ("gap", "a need and no service, a service ended", 1)
    assert found[at.site, ""].words == "not matched"
    assert found[at.site, ""].said.endswith("held against nothing")
    assert found[other, "HLT-DEN"].words == "2 services"
    assert found[other, ""].words == "none said"
    assert needs.unasked == len(sites) - 2
    assert any(site == at.site and told.startswith("Gap: ") for site, told in needs.findings)
    assert any(site == other and told.startswith("Double: ") for site, told in needs.findings)
