"""The cut: what a paper gets, what it does not, and what is said of the rest."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.papers_fixture import SITES, Parts, rid, sample_view
from tourplanner.core.fields import KINDS, FieldType, Level
from tourplanner.core.model.paper import DERIVED, RecordView, TourView, field_of
from tourplanner.core.papers.specs import (
    BEST_PRACTICES,
    DAY_SHEET,
    HOST_SHEET,
    LINE_BY_LINE,
    PRESS_ITINERARY,
    PRESS_MAP,
    READER_LEVELS,
    SPECS,
    STAFF_MAP,
    THANK_YOU,
    PaperSpec,
    Reader,
)
from tourplanner.core.privacy import BY_CONSENT, Cutter, CutView, cut, may_quote, readiness
from tourplanner.core.small_groups import points_to_few

LEAVING = [spec for spec in SPECS.values() if spec.leaves]
OF_STOPS = [spec for spec in LEAVING if "visit_block" in spec.fields and not spec.per_stop]
QUOTES = PaperSpec(
    "quotes",
    "Quotes",
    Reader.PRESS,
    frozenset({Level.PUBLIC, Level.MEDIA}),
    True,
    {"quote": frozenset({"words", "speaker", "speaker_role", "minor", "consent"})},
    (),
)


def changed(view: TourView, kind: str, record_id: str, **values: Any) -> TourView:
    """The view with facts of one record replaced."""
    return replace(
        view,
        records=tuple(
            replace(r, values={**r.values, **values}) if (r.kind, r.id) == (kind, record_id) else r
            for r in view.records
        ),
    )


def shown(cut_view: CutView, kind: str) -> set[str]:
    """The names or titles of the records of a kind that went through."""
    return {r.text("name") or r.text("title") or r.text("press_title") for r in cut_view.all(kind)}


# -- declarations ------------------------------------------------------------------------------


def test_no_derived_kind_has_the_name_of_a_record_kind() -> None:
    assert not set(DERIVED) & set(KINDS)


@pytest.mark.parametrize("spec", SPECS.values(), ids=lambda s: s.key)
def test_a_paper_names_only_fields_that_it_may_carry(spec: PaperSpec) -> None:
    for kind, names in spec.fields.items():
        for name in names:
            declared = field_of(kind, name) or field_of(kind, f"{name}/member")
            assert declared is not None, f"{kind}.{name} is not declared"
            link = declared.type is FieldType.REF and name in ("stop", "site")
            consented = name in BY_CONSENT.get(kind, ())
            is_named = link or consented or declared.level in spec.levels
            assert is_named, f"{kind}.{name} is {declared.level}"


@pytest.mark.parametrize("spec", LEAVING, ids=lambda s: s.key)
def test_papers_that_leave_carry_public_and_press_levels_alone(spec: PaperSpec) -> None:
    assert spec.levels <= {Level.PUBLIC, Level.MEDIA}


# -- the two locks -----------------------------------------------------------------------------


@pytest.mark.parametrize("spec", SPECS.values(), ids=lambda s: s.key)
@pytest.mark.parametrize("reader", list(Reader))
def test_nothing_goes_through_that_level_or_paper_forbids(spec: PaperSpec, reader: Reader) -> None:
    cut_view, _ = cut(sample_view(), spec, reader)
    assert cut_view.records
    for record in cut_view.records:
        for name in [*record.values, *record.members]:
            declared = field_of(record.kind, name) or field_of(record.kind, f"{name}/x")
            assert declared is not None
            assert name in spec.fields[record.kind]
            if declared.type is not FieldType.REF:
                level = declared.level
                if name in BY_CONSENT.get(record.kind, ()):  # a quote that its speaker let out
                    level = Level.PUBLIC
                assert level in spec.levels & READER_LEVELS[reader]


def test_a_reader_narrows_and_never_widens() -> None:
    view = sample_view()
    public, _ = cut(view, PRESS_ITINERARY, Reader.PUBLIC)
    assert public.one("office")["press_phone"] is None
    assert public.one("office")["member_name"] == "Carol Liu"
    staff, _ = cut(view, PRESS_ITINERARY, Reader.STAFF)
    press, _ = cut(view, PRESS_ITINERARY)
    assert staff.records == press.records


def test_an_undeclared_fact_is_private() -> None:
    odd = RecordView("stop", rid("stop", "madison"), {"new_field": "secret"})
    view = changed(sample_view(), "stop", rid("stop", "madison"), new_field="secret")
    assert odd["new_field"] == "secret"
    for spec in SPECS.values():
        cut_view, _ = cut(view, spec)
        assert all("secret" not in str(r.values) for r in cut_view.records)


def test_a_kind_that_nobody_declared_is_private() -> None:
    stray = RecordView("diary", "d1", {"text": "secret"})
    for spec in SPECS.values():
        cut_view, _ = cut(replace(sample_view(), records=(stray,)), spec)
        assert not list(cut_view.all("diary"))


# -- the gate of papers that leave ----------------------------------------------------------------


@pytest.mark.parametrize("spec", OF_STOPS, ids=lambda s: s.key)
def test_only_confirmed_and_not_closed_stops_go_out(spec: PaperSpec) -> None:
    view = changed(sample_view(), "stop", rid("stop", "oakland"), coverage="closed")
    view = changed(view, "stop", rid("stop", "ucla"), coverage=None)
    cut_view, withheld = cut(view, spec)
    assert shown(cut_view, "site") == {
        "Madison Elementary",
        "Alview Elementary",
        "Oak Ridge Elementary",
    }
    assert len(list(cut_view.all("visit_block"))) == 3
    why = {w.what: w.why for w in withheld if w.kind == "stop" and w.record}
    assert why["A. J. Dorsa Elementary"] == "The host is not confirmed."
    assert why["Oakland Technical High"] == "Closed to the press."
    assert why["UCLA Community K-12"] == "No press rule is chosen."
    assert not cut_view.tentative


def test_a_stop_that_is_not_planned_stays_inside() -> None:
    stop = {
        "site": rid("site", "madison"),
        "status": {"state": "confirmed"},
        "coverage": "open",
        "press_title": "Never planned",
    }
    view = sample_view(Parts(extra=(RecordView("stop", "unplanned", stop),)))
    cut_view, withheld = cut(view, PRESS_ITINERARY)
    assert "Never planned" not in shown(cut_view, "stop")
    assert any(w.what == "1 candidate site" for w in withheld)


@pytest.mark.parametrize("spec", [s for s in SPECS.values() if s.per_stop], ids=lambda s: s.key)
def test_a_paper_of_one_stop_holds_nothing_of_another(spec: PaperSpec) -> None:
    view = sample_view()
    cut_view, withheld = cut(view, spec, stop=rid("stop", "madison"))
    assert shown(cut_view, "site") == {"Madison Elementary"}
    assert len(list(cut_view.all("visit_block"))) == len(list(cut_view.all("stop"))) == 1
    others = [site["name"] for site in SITES if site["key"] != "madison"]
    told = " ".join(w.what for w in withheld)
    assert not [name for name in others if name in told]
    none, _ = cut(view, spec)
    assert not list(none.all("stop")), "no stop chosen, nothing of any"


def test_papers_cut_in_one_go_are_each_as_if_cut_alone() -> None:
    stops = [rid("stop", site["key"]) for site in SITES]
    view = changed(sample_view(), "stop", stops[1], campaign=True)
    asked = [
        (spec, draft, stop)
        for spec in SPECS.values()
        for draft in (False, True)
        for stop in (stops if spec.per_stop else [""])
    ]
    random.Random(8).shuffle(asked)
    cutter = Cutter(view)
    for spec, draft, stop in asked:
        alone = cut(view, spec, draft=draft, stop=stop)
        assert cutter.cut(spec, draft=draft, stop=stop) == alone, f"{spec.key} of {stop}"


def test_riders_and_people_thanked_read_only_what_is_agreed() -> None:
    view = sample_view()
    for spec in (DAY_SHEET, THANK_YOU):
        cut_view, withheld = cut(view, spec, stop=rid("stop", "madison"))
        assert "Walk to the family center" not in shown(cut_view, "item")
        assert "Walk to the family center" in {w.what for w in withheld}
    assert "Parents meet the senator" in shown(cut(view, DAY_SHEET)[0], "item")
    host, _ = cut(view, HOST_SHEET, stop=rid("stop", "madison"))
    assert "Walk to the family center" in shown(host, "item")
    assert rid("item", "madison-3") in host.tentative


def test_only_confirmed_and_not_closed_items_go_out() -> None:
    cut_view, withheld = cut(sample_view(), PRESS_ITINERARY)
    assert shown(cut_view, "item") == {
        "Welcome and remarks",
        "Panel: one plan for city, school and community",
    }
    why = {w.what: (w.why, w.release) for w in withheld if w.kind == "item" and w.record}
    assert why["Parents meet the senator"][0] == "Closed to the press."
    assert why["Walk to the family center"] == ("Not confirmed.", "Confirm it, with who said so.")


def test_a_draft_shows_what_is_not_confirmed_and_marks_it() -> None:
    view = sample_view()
    press, _ = cut(view, PRESS_ITINERARY)
    draft, withheld = cut(view, PRESS_ITINERARY, draft=True)
    assert shown(draft, "site") == shown(press, "site") | {"A. J. Dorsa Elementary"}
    assert "Parents meet the senator" not in shown(draft, "item")
    marked = {draft.get("stop", id_)["press_title"] for id_ in draft.tentative}
    marked |= {draft.get("item", id_)["title"] for id_ in draft.tentative}
    assert {"Campus visit", "Walk to the family center"} == marked - {None}
    names = {name for r in draft.records for name in r.values}
    assert names == {name for r in press.records for name in r.values}
    assert any(w.what == "Parents meet the senator" for w in withheld)


def test_the_cut_of_a_leaving_paper_has_numbers_of_its_own() -> None:
    view = sample_view()
    cut_view, _ = cut(view, PRESS_ITINERARY)
    real = {r.id for r in view.records}
    text = str(cut_view.records)
    assert not any(id_ in text for id_ in real)
    assert [v.id for v in sorted(cut_view.all("visit_block"), key=lambda v: v["start_at"])] == [
        f"s{n}" for n in range(1, 6)
    ]
    for visit in cut_view.all("visit_block"):
        assert cut_view.get("stop", visit["stop"]).id
        assert cut_view.get("site", visit["site"]).text("name")
    for item in cut_view.all("item"):
        assert cut_view.get("stop", item["stop"]).text("press_title")
    # A calendar keeps one id for a stop, whatever its number on this paper.
    later, _ = cut(
        changed(view, "stop", rid("stop", "madison"), coverage="closed"), PRESS_ITINERARY
    )
    assert set(later.uids.values()) < set(cut_view.uids.values())


def test_nothing_of_the_days_goes_out() -> None:
    cut_view, _ = cut(sample_view(), PRESS_ITINERARY)
    kinds = {r.kind for r in cut_view.records}
    assert kinds == {"office", "tour", "site", "stop", "item", "visit_block"}
    for visit in cut_view.all("visit_block"):
        assert set(visit.values) == {"stop", "site", "date", "start_at", "end_at", "zone"}


def test_free_blocks_of_another_paper_stay_with_it() -> None:
    blocks = tuple(
        RecordView("blocks", kind, {"paper_kind": kind, "lead": f"lead of {kind}"})
        for kind in ("press-itinerary", "line-by-line")
    )
    cut_view, _ = cut(sample_view(Parts(extra=blocks)), PRESS_ITINERARY)
    assert [b["lead"] for b in cut_view.all("blocks")] == ["lead of press-itinerary"]


# -- quotes ---------------------------------------------------------------------------------------


def quote_view(**values: Any) -> TourView:
    quote = {
        "words": "We did this together.",
        "speaker": "Dana Example",
        "speaker_role": "parent",
        "minor": False,
        "state": "approved",
        "consent": {"uses": ["press", "name"], "by": "Lee", "until": None},
        **values,
    }
    return TourView(
        (RecordView("quote", "q", quote),), made_at=datetime(2013, 10, 20, 12, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("values", "words", "name"),
    [
        ({}, True, True),
        ({"state": "draft"}, False, False),
        ({"state": "withdrawn"}, False, False),
        ({"state": None}, False, False),
        ({"consent": None}, False, False),
        ({"consent": {}}, False, False),
        ({"consent": "press"}, False, False),
        ({"consent": {"uses": "press"}}, False, False),
        ({"consent": {"uses": ["report", "web", "name"]}}, False, False),
        ({"consent": {"uses": ["press"]}}, True, False),
        ({"consent": {"uses": ["press", "name"], "until": "2013-10-19"}}, False, False),
        ({"consent": {"uses": ["press", "name"], "until": "2013-10-20"}}, True, True),
        ({"minor": True}, True, False),
        ({"minor": None}, True, False),
    ],
)
def test_a_quote_goes_out_by_consent_and_a_name_by_its_own(
    values: dict[str, Any], words: bool, name: bool
) -> None:
    cut_view, withheld = cut(quote_view(**values), QUOTES)
    quote = cut_view.one("quote")
    assert (quote["words"] is not None) == words
    assert (quote["speaker"] is not None) == name
    assert quote["minor"] is None
    assert quote["consent"] is None
    assert words or any(w.kind == "quote" and w.release for w in withheld)


def test_a_consent_that_ends_needs_a_day_to_be_held_against() -> None:
    quote = RecordView("quote", "q", {"state": "approved", "consent": {"uses": ["press"]}})
    assert may_quote(quote, "press", None)
    ends = {"uses": ["press"], "until": "2014-01-01"}
    assert not may_quote(replace(quote, values={**quote.values, "consent": ends}), "press", None)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        *(("stop", name) for name in ("press_title", "room", "press_door", "pool_note")),
        *(("site", "press_entry"), ("site", "photo_words")),
        *(("tour", "purpose"), ("office", "boilerplate")),
    ],
)
def test_words_that_were_withdrawn_are_in_no_text_that_somebody_typed(kind: str, name: str) -> None:
    view = sample_view()
    ids = {"stop": rid("stop", "madison"), "site": rid("site", "madison")}
    record = ids.get(kind) or next(view.all(kind)).id
    view = changed(view, "quote", rid("quote", "vega"), state="withdrawn")
    quote = view.get("quote", rid("quote", "vega"))
    view = changed(view, kind, record, **{name: f"As they say: {quote.text('words')}"})
    cut_view, withheld = cut(view, PRESS_ITINERARY)
    assert cut_view.get(kind, record)[name] is None
    assert [w.why for w in withheld if w.field == name] == [
        "It holds words whose speaker withdrew consent."
    ]


def test_quotes_are_on_no_other_paper() -> None:
    for spec in SPECS.values():
        cut_view, _ = cut(sample_view(), spec)
        assert bool(list(cut_view.all("quote"))) == (spec is BEST_PRACTICES)


# -- points and small groups --------------------------------------------------------------------


@pytest.mark.parametrize("precision", ["zip", "town", "county", "", None, "moon"])
def test_a_point_that_is_not_known_closely_is_no_pin_outside(precision: str | None) -> None:
    point = {"lat": 1.0, "lon": 2.0, "precision": precision, "source": "typed"}
    view = changed(sample_view(), "site", rid("site", "madison"), point=point)
    press, withheld = cut(view, PRESS_MAP)
    by_name = {s.text("name"): s for s in press.all("site")}
    assert by_name["Madison Elementary"]["point"] is None
    assert by_name["Alview Elementary"]["point"] is not None
    assert any("printed as text, not as a pin" in w.why for w in withheld)
    staff, _ = cut(view, STAFF_MAP)
    assert staff.get("site", rid("site", "madison"))["point"] == point


def test_a_point_goes_out_without_its_source() -> None:
    press, _ = cut(sample_view(), PRESS_MAP)
    for site in press.all("site"):
        assert set(site["point"]) == {"lat", "lon", "precision"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Meet 7 students of the computer club", "7 students"),
        ("three newcomer students speak", "three newcomer students"),
        ("A sixth-grader tells her story", "A sixth-grader"),
        ("our only 3rd grader", "our only 3rd grader"),
        ("Ten children sing", "Ten children"),
        ("11 students", ""),
        ("459 students", ""),
        ("2,304 students", ""),
        ("Grade 5 students show their garden", ""),
        ("grades K-5 students", ""),
        ("K-8 pupils", ""),
        ("Students and parents", ""),
        ("One plan for city, school and community", ""),
    ],
)
def test_words_that_point_to_few(text: str, words: str) -> None:
    assert points_to_few(text) == words


def test_a_small_group_is_kept_from_the_press_and_not_from_the_staff() -> None:
    view = changed(sample_view(), "stop", rid("stop", "alview"), press_title="Lunch with 4 pupils")
    press, withheld = cut(view, PRESS_ITINERARY)
    assert "Lunch with 4 pupils" not in shown(press, "stop")
    assert any("fewer than 11 students" in w.why and w.release for w in withheld)
    staff, _ = cut(view, LINE_BY_LINE)
    assert "Lunch with 4 pupils" in shown(staff, "stop")


# -- what is said ---------------------------------------------------------------------------------


def test_the_list_says_what_why_and_how_to_release_it() -> None:
    _, withheld = cut(sample_view(), PRESS_ITINERARY)
    whats = {w.what for w in withheld}
    assert {
        "Arroyo House Hotel",
        "Tower Inn",
        "Driver's cell phone",
        "Host's cell phone, Madison Elementary",
        "Hold room, Madison Elementary",
        "Talking points, Madison Elementary",
        "1 person",
        "1 note",
        "2 quotes",
        "Bus times of 5 visits",
    } <= whats
    assert len(whats) == len(withheld) <= 40
    assert all(w.why.endswith(".") for w in withheld)
    levels = {w.what: w.level for w in withheld}
    assert levels["Arroyo House Hotel"] == "T"
    assert levels["Driver's cell phone"] == "R"


def test_staff_papers_hold_back_what_is_for_named_people() -> None:
    _, withheld = cut(sample_view(), LINE_BY_LINE)
    by_what = {w.what: w.why for w in withheld}
    assert by_what["Driver's cell phone"] == "For named people only."
    assert by_what["Talking points, Madison Elementary"] == "Not on this paper."
    assert "Tower Inn" not in by_what


def confirmed(*flags: bool) -> TourView:
    sites = tuple({**s, "confirmed": f} for s, f in zip(SITES, flags, strict=False))
    return sample_view(Parts(sites=sites))


def test_readiness_in_one_sentence() -> None:
    assert (
        readiness(confirmed(False, False, False, False, False)).sentence
        == "0 of 5 stops can go to press: 5 hosts not confirmed."
    )
    assert readiness(confirmed(True, True)).sentence == "All 2 stops can go to press."
    assert readiness(confirmed(True)).sentence == "The one stop can go to press."
    assert (
        readiness(confirmed(False)).sentence == "0 of 1 stop can go to press: 1 host not confirmed."
    )
    assert readiness(TourView(())).sentence.startswith("Nothing is planned yet")
    view = changed(confirmed(True, False, True), "stop", rid("stop", "madison"), coverage="closed")
    view = changed(view, "stop", rid("stop", "alview"), coverage=None)
    assert readiness(view).sentence == (
        "0 of 3 stops can go to press: 1 host not confirmed, 1 closed to the press, "
        "1 without a press rule."
    )


def test_a_stored_record_cannot_pose_as_a_moment_of_the_plan() -> None:
    forged = RecordView("visit_block", "x", {"stop": rid("stop", "madison"), "zone": "secret"})
    cut_view, _ = cut(sample_view(Parts(extra=(forged,))), PRESS_ITINERARY)
    assert all(v["zone"] != "secret" for v in cut_view.all("visit_block"))
