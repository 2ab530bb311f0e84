"""House style of typed words: each trap as it is typed, and what a person is told to write."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.core.papers.test_more_traps import TYPED
from tests.papers_fixture import Parts, rid, sample_view
from tourplanner.adapters.resources import resource_path
from tourplanner.core.errors import InputError
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.press_style import against_style, parse_style, written
from tourplanner.core.papers.specs import ADVISORY, PRESS_ITINERARY, SPECS
from tourplanner.core.privacy import cut

PACK = json.loads(resource_path("packs", "press_style.json").read_text("utf-8"))
RULES = parse_style(PACK)

TRAPS = (  # typed, what house style says of it; empty = nothing, it is right
    ("Doors open at 9:00 a.m.", "“9:00 a.m.”: write “9 a.m.”"),
    ("Doors open at 9 AM sharp", "“9 AM”: write “9 a.m.”"),
    ("From 9:30 to 1pm", "“1pm”: write “1 p.m.”"),
    ("Lunch at 12 noon", "“12 noon”: write “noon”"),
    ("Lunch at 12:00 p.m.", "“12:00 p.m.”: write “noon”"),
    ("Until 12 midnight", "“12 midnight”: write “midnight”"),
    ("At 9:30-11 a.m., then noon", ""),
    ("On October 14 in Pasadena", "“October 14”: write “Oct. 14”"),
    ("On Oct. 14th", "“Oct. 14th”: write “Oct. 14”"),
    ("On Sept 30", "“Sept 30”: write “Sept. 30”"),
    ("Begun in Oct. 2012", "“Oct.”; a month without a day is spelled out."),
    ("Begun in October 2012, on March 4 and May 1", ""),
    ("Come Thurs. morning", "“Thurs.”; a weekday is spelled out."),
    ("We return tomorrow", "“tomorrow”; the weekday is named"),
    ("The tour began today", ""),
    ("Mr. Lee speaks", "“Mr.”; no courtesy titles"),
    ("Dr. Ana Peña Núñez speaks", ""),
    ("John Lee, Jr., speaks", "write “Jr.”; no comma"),
    ("Senator Carol Liu speaks", "“Senator”: write “Sen.”"),
    ("The senator speaks; so does Sen. Carol Liu", ""),
    ("Assembly Member Ana Ruiz", "write “Assemblymember”"),
    ("Ana Ruiz, Principal", "“Principal”; a title after a name is small."),
    ("Principal Ana Ruiz; Bo Lee, principal", ""),
    ("For 96.7 percent of pupils", "“96.7 percent”: write “96.7%”"),
    ("A six-year-old reads", "“six-year-old”; ages are figures."),
    ("A 6 year old boy", "“6 year old”: write “6-year-old”"),
    ("A 6-year-old boy, age 6", ""),
    ("We see 3 schools", "“3”; numbers below 10 are spelled out."),
    ("We see three schools, 12 partners and District 3 schools", ""),
    ("Pupils 5\N{EN DASH}11", "“5\N{EN DASH}11”: write “5-11”"),
    ("A 1st grade class", "“1st grade”; first to ninth grade are spelled out."),
    ("From K thru 8", "“K thru 8”: write “K-8”"),
    ("Grades K-8, Senate District 25 and the 25th Senate District", ""),
    (
        "In the 25th senate district",
        "“25th senate district”; a district with a figure has capitals",
    ),
    ("Since last Fall", "“Fall”; seasons are small."),
    ("In Fall River", ""),
    ("US schools", "“US”: write “U.S.”"),
    ("The U.S. schools on US 101", ""),
    ("In Ceres, CA we stop", "write “California”"),
    ("At 1 A St., Ceres, CA 95307", ""),
    ("Write to Ceres 95307-1234", "“95307-1234”: write “95307”"),
    ("Call (916) 555-0100", "“(916) 555-0100”: write “916-555-0100”"),
    ("Send an e-mail", "“e-mail”: write “email”"),
    ("See our web site", "“web site”: write “website”"),
    ("In the 1990's", "“1990's”: write “1990s”"),
    ("O'Neill's students’ work, “like home”", ""),
    ("María de la O and José Núñez-Ibáñez", ""),
)


@pytest.mark.parametrize(("typed", "told"), TRAPS)
def test_each_trap(typed: str, told: str) -> None:
    found = against_style([typed], RULES)
    if told:
        assert len(found) == 1, found
        assert told in found[0]
    else:
        assert found == ()


def test_each_rule_of_the_pack_finds_something() -> None:
    date.fromisoformat(PACK["date"])
    assert PACK["source"]
    months = " ".join(
        f"{m} 4" for m in ("January", "February", "August", "September", "November", "December")
    )
    typed = [*(text for text, _ in TRAPS), *TYPED, months]
    assert [rule.why for rule in RULES if not any(rule.find.search(text) for text in typed)] == []


def test_the_program_writes_nothing_that_it_would_tell_of() -> None:
    for spec in SPECS.values():
        if spec.leaves:
            cut_view = cut(sample_view(), spec, stop=rid("stop", "madison"))[0]
            assert against_style(written(cut_view), RULES) == ()


def test_what_is_typed_for_a_paper_is_looked_at_and_its_letterhead_is_not() -> None:
    blocks = {"paper_kind": "press-itinerary", "lead": "At 9 AM"}
    view = sample_view(Parts(extra=(RecordView("blocks", "b", blocks),)))
    assert "At 9 AM" in list(written(cut(view, PRESS_ITINERARY)[0]))
    texts = list(written(cut(view, ADVISORY, stop=rid("stop", "madison"))[0]))
    assert "At 9 AM" not in texts
    assert "Community schools kick-off" in texts
    assert not any("State Senate" in text for text in texts)


@pytest.mark.parametrize("rules", [[{"find": "("}], [{"find": "(", "write": "", "why": ""}], None])
def test_a_pack_that_is_broken_is_told(rules: object) -> None:
    with pytest.raises(InputError, match="style rules"):
        parse_style({"rules": rules})
