"""Tours and plans at the terminal: what stands there, what is refused, and with which exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office import ALVIEW, DORSA, MADISON, Answer, Terminal
from tourplanner.app import ProgramDoors

TOUR = "Pathways to Partnership"
CENTER = "Sunrise Family Center"


@pytest.fixture
def short_tour(terminal: Terminal, office_file: Path) -> Path:
    """An office file with a tour of one day from Pasadena and one school that may be seen."""
    terminal.ok("candidates", office_file, "add", "--code", MADISON)
    terminal.ok(
        *("tour", office_file, "new", "Short", "--from", "2013-10-14", "--days", "1"),
        *("--start", "Pasadena"),
    )
    terminal.ok("stop", office_file, "Short", MADISON, "--wish", "may")
    return office_file


def plan(terminal: Terminal, file: Path, tour: str = "Short", *more: str) -> Answer:
    return terminal("plan", file, tour, "--effort", "quick", *more)


def test_the_only_tour_of_a_file_need_not_be_named(terminal: Terminal, short_tour: Path) -> None:
    assert terminal("check", short_tour).err == terminal("check", short_tour, "Short").err
    assert terminal("tour", short_tour, "show").out.startswith("Short: 1 day")
    terminal.ok(
        *("tour", short_tour, "new", "Long", "--from", "2013-10-21", "--days", "2"),
        *("--start", "Fresno", "--end", "91104"),
    )
    shown = terminal("tour", short_tour, "show", "Long").out
    assert "start: Fresno, CA (point" in shown, "as people say it: there is one Fresno in the state"
    assert "end: Pasadena, CA 91104 (point" in shown
    told = terminal("tour", short_tour, "show")
    assert told.code == 1
    assert "Which tour?" in told.err
    assert "Long" in told.err
    assert "Short" in told.err


def test_coaches_come_and_go_at_the_terminal(terminal: Terminal, short_tour: Path) -> None:
    def coaches(*words: str) -> Answer:
        return terminal("coach", short_tour, "Short", *words)

    assert coaches().out == "45-ft coach: 56 seats, 45 ft, no lift\n"
    told = coaches(
        *("--add", "Minibus", "--seats", "24", "--coach-ft", "30", "--lift"),
        *("--yard", "Fresno", "--driver", "Ana Ruiz", "--driver-phone", "559-555-0155"),
    )
    assert told.out.splitlines()[1] == (
        "Minibus: 24 seats, 30 ft, lift, yard Fresno, CA, driver Ana Ruiz, 559-555-0155"
    )
    assert "There is a coach “minibus” already." in coaches("--add", "minibus").err
    assert "Which coach is meant?" in coaches("--seats", "12").err
    assert "no coach “Ferry”" in coaches("--change", "Ferry", "--seats", "12").err
    coaches("--change", "mini", "--seats", "12", "--no-lift", "--yard", "", "--driver", "")
    terminal.ok("list", short_tour, "Short", "riders", "--set", "name=Bo", "--set", "coach=2")
    assert "Coach: Minibus" in terminal("list", short_tour, "Short", "riders").out
    coaches("--change", "45-ft", "--name", "Blue coach", "--seats", "40")
    first, second = coaches("--json").data["coaches"]
    assert (first["name"], first["seats"]) == ("Blue coach", 40)
    assert (second["seats"], second["has_lift"], second["yard"]) == (12, False, "")
    assert (second["driver_name"], second["driver_phone"]) == ("", "559-555-0155")
    assert coaches("--remove", "Blue").out == "Minibus: 12 seats, 30 ft, no lift, 559-555-0155\n"
    assert "at least one coach" in coaches("--remove", "Minibus").err
    terminal.ok("tour", short_tour, "change", "Short", "--seats", "14")
    assert coaches().out == "Minibus: 14 seats, 30 ft, no lift, 559-555-0155\n"
    terminal.ok("undo", short_tour)
    terminal.ok("undo", short_tour)
    assert len(coaches("--json").data["coaches"]) == 2


# -- sites without a place ------------------------------------------------------------------------


def test_a_must_without_a_place_is_left_out_aloud_and_is_a_finding(
    terminal: Terminal, short_tour: Path
) -> None:
    terminal.ok("candidates", short_tour, "add", "--by-hand", CENTER)
    terminal.ok("stop", short_tour, "Short", CENTER, "--wish", "must")
    told = plan(terminal, short_tour)
    assert told.code == 3
    assert f"{CENTER}: has no place yet: give it an address, a ZIP or a pin." in told.out
    assert f"Error MUST-OUT: {CENTER} must be seen, but has no place yet." in told.out
    checked = terminal("check", short_tour, "Short", "--json")
    assert checked.code == 3
    assert checked.data["errors"] == 1
    left = plan(terminal, short_tour, "Short", "--json").data["left_out"]
    assert [one["site"] for one in left] == [CENTER]


def test_a_may_without_a_place_is_left_out_and_no_error(
    terminal: Terminal, short_tour: Path
) -> None:
    terminal.ok("candidates", short_tour, "add", "--by-hand", CENTER)
    terminal.ok("stop", short_tour, "Short", CENTER, "--wish", "may")
    told = plan(terminal, short_tour)
    assert told.code == 0
    assert f"{CENTER}: has no place yet" in told.out
    assert f"may  {CENTER}: has no place yet" in terminal("tour", short_tour, "show", "Short").out
    terminal.ok("stop", short_tour, "Short", CENTER, "--wish", "not")
    assert CENTER not in plan(terminal, short_tour).out


def test_a_leg_to_a_site_without_a_place_says_what_is_missing(
    terminal: Terminal, short_tour: Path
) -> None:
    terminal.ok("candidates", short_tour, "add", "--by-hand", CENTER)
    terminal.ok("stop", short_tour, "Short", CENTER, "--wish", "may")
    told = terminal("leg", short_tour, "Short", "Madison", CENTER, "--minutes", "30")
    assert f"{CENTER} has no place yet, so nothing drives there." in told.err


def test_a_tour_whose_sites_have_no_place_says_so(terminal: Terminal, short_tour: Path) -> None:
    terminal.ok("candidates", short_tour, "add", "--by-hand", CENTER)
    terminal.ok("stop", short_tour, "Short", CENTER, "--wish", "must")
    terminal.ok("stop", short_tour, "Short", MADISON, "--wish", "not")
    told = plan(terminal, short_tour)
    assert told.code == 1
    assert told.err.startswith(f"No site of this tour has a place yet: {CENTER}.")
    assert "“Find town or ZIP”" in told.err


def test_a_site_that_became_a_must_after_the_plan_is_a_finding(
    terminal: Terminal, short_tour: Path
) -> None:
    assert plan(terminal, short_tour).code == 0
    terminal.ok("candidates", short_tour, "add", "--code", ALVIEW)
    terminal.ok("stop", short_tour, "Short", ALVIEW, "--wish", "must")
    told = terminal("check", short_tour, "Short")
    assert told.code == 3
    assert "Alview Elementary must be seen, but is in no day." in told.out


# -- accepted warnings ---------------------------------------------------------------------------


def test_a_warning_that_may_stand_comes_last_with_reason_name_and_day(
    terminal: Terminal, sample_file: Path, doors: ProgramDoors
) -> None:
    before = terminal("check", sample_file, TOUR, "--json").data
    assert before["accepted"] == []
    with doors.open(sample_file, write=True) as office:
        tour = office.tours.find(TOUR)
        open_ones = office.plan.current(tour).findings
        warning = next(one for one in open_ones if one.rule == "HOLIDAY")
        office.arranging.accept(tour, warning, "The district says school is on.", "Lena Park")
        day = office.plan.current(tour).accepted[0].acceptance.day_text("America/Los_Angeles")
    after = terminal("check", sample_file, TOUR, "--json").data
    (accepted,) = after["accepted"]
    assert accepted["rule"] == "HOLIDAY"
    assert accepted["accepted"]["why"] == "The district says school is on."
    assert accepted["accepted"]["by"] == "Lena Park"
    assert len(after["findings"]) == len(before["findings"]) - 1
    assert after["errors"] == before["errors"]
    out = terminal("check", sample_file, TOUR).out.rstrip().splitlines()
    assert out[-2] == f"Accepted HOLIDAY: {warning.text}"
    assert out[-1] == f"  by Lena Park, {day}: The district says school is on."
    assert day


# -- exit codes -----------------------------------------------------------------------------------


def test_a_plan_with_errors_exits_as_a_check_does(terminal: Terminal, short_tour: Path) -> None:
    terminal.ok("tour", short_tour, "change", "Short", "--party", "60")  # more than there are seats
    told = plan(terminal, short_tour)
    assert told.code == 3
    assert "Error CAPACITY" in told.out


def test_papers_of_a_plan_with_errors_are_for_the_office_alone(
    terminal: Terminal, sample_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    words = ("papers", sample_file, TOUR, "--out", out, "--format", "txt")
    assert terminal(*words).code == 0
    terminal.ok("tour", sample_file, "change", TOUR, "--party", "60")
    told = terminal(*words)
    assert told.code == 3
    assert told.out.startswith("THE PLAN HAS 1 ERROR: 60 people, but 50 usable seats")
    assert "Press itinerary was not written: the plan has 1 error." in told.out
    draft = terminal(*words, "--draft", "--json").data
    assert any(path.endswith("Press itinerary DRAFT.txt") for path in draft["files"])


def test_the_web_address_stands_on_the_press_itinerary(
    terminal: Terminal, sample_file: Path, tmp_path: Path
) -> None:
    changed = terminal.ok("tour", sample_file, "change", TOUR, "--web-address", "example.org/tour")
    assert changed["changed"] == ["web_address"]
    made = terminal.ok(
        *("papers", sample_file, TOUR, "--out", tmp_path / "out", "--format", "txt"),
        *("--kind", "press-itinerary"),
    )
    assert "The tour on the web: example.org/tour" in Path(made["files"][0]).read_text("utf-8")
    refused = terminal("tour", sample_file, "change", TOUR, "--web-address", "C:\\tour")
    assert refused.code == 1
    assert "no web address that everybody can open" in refused.err


def test_papers_without_a_plan_say_so(terminal: Terminal, short_tour: Path, tmp_path: Path) -> None:
    for command in (
        ("papers", short_tour, "Short", "--out", tmp_path / "out"),
        ("check", short_tour, "Short"),
    ):
        told = terminal(*command)
        assert told.code == 1
        assert told.err.startswith("Short has no plan yet.")
    assert not (tmp_path / "out").exists()


# -- figures that cannot be -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("stop", "{file}", "Short", MADISON, "--visit-min=-10"), "A visit of -10 minutes"),
        (("stop", "{file}", "Short", MADISON, "--visit-min=10000"), "A visit of 10000 minutes"),
        (("stop", "{file}", "Short", MADISON, "--boarding-min=-1"), "Boarding that takes -1"),
        (("stop", "{file}", "Short", MADISON, "--window=13:30-9:00"), "1:30 p.m. to 9 a.m. ends"),
        (("tour", "{file}", "change", "Short", "--seats=-1"), "A coach of -1 seats"),
        (("tour", "{file}", "change", "Short", "--coach-ft=0"), "A coach of 0 ft"),
        (("tour", "{file}", "change", "Short", "--days=0"), "A tour of 0 days"),
        (("tour", "{file}", "change", "Short", "--lift-users=-2"), "-2 people who use a lift"),
        (("tour", "{file}", "change", "Short", "--from=0001-01-01"), "Jan. 1, 1 is no day"),
        (("tour", "{file}", "change", "Short", "--name= "), "A tour needs a name."),
        (("tour", "{file}", "change", "Short", "--name=" + "x" * 301), "has 301 characters"),
        (
            ("tour", "{file}", "change", "Short", "--set", "round_to_min=0"),
            "round_to_min cannot be 0",
        ),
        (
            ("tour", "{file}", "change", "Short", "--set", "window_open_tod_min=900"),
            "window_open_tod_min would be 3 p.m., after window_close_tod_min at 2:30 p.m.",
        ),
        (("candidates", "{file}", "add", "--by-hand", "x" * 301), "is 301 characters long"),
        (
            ("tour", "{file}", "new", " short ", "--from=2013-10-14", "--days=1", "--start=Fresno"),
            "There is a tour “short” already.",
        ),
        (("import", "{file}", "--list", "schools.txt", "--by-hand"), "no file “schools.txt”"),
        (("leg", "{file}", "Short", "Madison", "madison", "--minutes=5"), "from one place to an"),
        (("leg", "{file}", "Short", "Madison", "Pasadena", "--minutes=-5"), "A leg of -5 minutes"),
        (
            (
                *("tour", "{file}", "new", "B", "--from=2013-10-14", "--days=1"),
                *("--start=Fresno", "--seats=-1"),
            ),
            "A coach of -1 seats",
        ),
    ],
)
def test_a_figure_that_cannot_be_is_one_sentence_and_is_not_kept(
    terminal: Terminal, short_tour: Path, words: tuple[str, ...], sentence: str
) -> None:
    before = terminal.ok("verify", short_tour)["changes"]
    told = terminal(*[word.format(file=short_tour) for word in words])
    assert told.code == 1
    assert sentence in told.err
    assert len(told.err.splitlines()) == 2  # one sentence and a hint
    assert terminal.ok("verify", short_tour)["changes"] == before


def test_a_refused_stop_changes_nothing_and_one_command_is_one_undo(
    terminal: Terminal, short_tour: Path
) -> None:
    stop = ("stop", short_tour, "Short", MADISON)
    for refused in (("--window", "bad"), ("--window", "9"), ("--pin", "2013-10-14 25:00")):
        told = terminal(*stop, *refused, "--wish", "not")
        assert told.code == 1
        assert "“bad”" in told.err or "“9”" in told.err or "25:00" in told.err
    assert "not  Madison" not in terminal("tour", short_tour, "show", "Short").out
    terminal.ok(*stop, "--visit-min", "80", "--confirmed-by", "Front office")
    undone = terminal("undo", short_tour)
    assert "Change Madison Elementary" in undone.out
    assert terminal(*stop).code == 1
    assert terminal(*stop, "--unpin", "--pin", "2013-10-14").code == 2


def test_a_leg_is_named_by_codes_and_a_start_keeps_its_street(
    terminal: Terminal, short_tour: Path
) -> None:
    leg = terminal.ok("leg", short_tour, "Short", MADISON, "Pasadena", "--minutes", "15")
    assert leg["minutes"] == 15
    ferry = terminal.ok(
        "leg", short_tour, "Short", MADISON, "Pasadena", "--leaves", "7:15 AM noon AND 1:30"
    )
    assert ferry["leaves_tod_min"] == [435, 720, 810]
    assert "minutes" not in ferry, "of them nothing was said"
    told = terminal("leg", short_tour, "Short", MADISON, "Pasadena", "--leaves", "7:15, 1:30").out
    assert "only at 7:15 a.m., 1:30 p.m. Plan or check again" in told
    refused = terminal("leg", short_tour, "Short", MADISON, "Pasadena", "--leaves", "soon")
    assert (refused.code, "“soon” is not a time." in refused.err) == (1, True)
    free = terminal("leg", short_tour, "Short", MADISON, "Pasadena", "--leaves", "")
    assert "at any time" in free.out
    changed = terminal("tour", short_tour, "change", "Short", "--start", "12 Oak St, Fresno, CA")
    assert "start: 12 Oak St, Fresno, CA (point known to town" in changed.out


@pytest.mark.parametrize("words", [("--seed", "-1"), ("--seed", "x")])
def test_a_seed_that_is_none_is_wrong_usage(
    terminal: Terminal, short_tour: Path, words: tuple[str, ...]
) -> None:
    assert terminal("plan", short_tour, "Short", *words).code == 2


# -- changing a tour ------------------------------------------------------------------------------


def test_everything_that_new_sets_can_be_changed(terminal: Terminal, sample_file: Path) -> None:
    done = terminal(
        *("tour", sample_file, "change", TOUR, "--name", "Autumn tour", "--from", "2014-10-13"),
        *("--days", "2", "--start", "Fresno", "--end", "Oakland", "--remove-hotel", "Guadalupe"),
        *("--party", "30"),
    )
    assert done.code == 0, done.err
    assert "end: Oakland" in done.out
    assert terminal("undo", sample_file).out.strip() == f"Change {TOUR}"
    terminal.ok("redo", sample_file)
    (tour,) = terminal.ok("tour", sample_file, "list")["tours"]
    assert (tour["name"], tour["from"], tour["days"]) == ("Autumn tour", "2014-10-13", 2)
    places = terminal.ok("tour", sample_file, "show", "Autumn")["places"]
    assert places["start"].startswith("Fresno")
    assert set(places) == {"start", "end", "hotel 1"}


def test_a_plan_stays_readable_when_days_go_and_come(terminal: Terminal, sample_file: Path) -> None:
    before = terminal("check", sample_file, TOUR, "--json").data
    assert not before["errors"]
    terminal.ok("stop", sample_file, TOUR, DORSA, "--pin", "2013-10-16")
    terminal.ok("tour", sample_file, "change", TOUR, "--days", "2")
    told = terminal("check", sample_file, TOUR)
    assert told.code in (0, 3)
    assert "Traceback" not in told.err
    out = terminal("papers", sample_file, TOUR, "--out", sample_file.parent / "out", "--format=txt")
    assert out.code in (0, 3)
    terminal.ok("tour", sample_file, "change", TOUR, "--days", "4")
    told = terminal("check", sample_file, TOUR)
    assert told.code == 3
    assert "NIGHT-HOTEL: Wednesday: the night after it has no hotel of the tour" in told.out
    terminal.ok("tour", sample_file, "change", TOUR, "--days", "3")
    assert terminal("check", sample_file, TOUR, "--json").data["errors"] == before["errors"]


def test_a_must_pinned_to_a_day_that_is_gone_says_so(terminal: Terminal, sample_file: Path) -> None:
    terminal.ok("stop", sample_file, TOUR, DORSA, "--wish", "must", "--pin", "2013-10-16")
    terminal.ok("tour", sample_file, "change", TOUR, "--days", "2")
    told = plan(terminal, sample_file, TOUR)
    assert told.code == 1
    assert "is locked to day 3, which this tour does not have." in told.err


def test_a_hotel_that_the_plan_slept_at_is_told_when_it_goes(
    terminal: Terminal, sample_file: Path
) -> None:
    nights = terminal("check", sample_file, TOUR)
    assert "NIGHT-HOTEL" not in nights.out
    for hotel in ("Tower Inn", "Guadalupe"):
        terminal.ok("tour", sample_file, "change", TOUR, "--remove-hotel", hotel)
    assert "NIGHT-HOTEL" in terminal("check", sample_file, TOUR).out
    unknown = terminal("tour", sample_file, "change", TOUR, "--remove-hotel", "Ritz")
    assert unknown.code == 1
    assert "No place of this tour fits “Ritz”." in unknown.err


def test_a_must_pinned_to_a_holiday_is_told_to_move_its_pin(
    terminal: Terminal, short_tour: Path
) -> None:
    """Nov. 9-11, 2013 is a weekend and Veterans Day, on which the law closes the schools."""
    terminal.ok(
        *("tour", short_tour, "change", "Short", "--from", "2013-11-08", "--days", "4"),
        *("--hotel", "Pasadena"),
    )
    terminal.ok("stop", short_tour, "Short", MADISON, "--wish", "must", "--pin", "2013-11-11")
    told = plan(terminal, short_tour)
    assert told.code == 1
    assert "is locked to Monday, but schools are closed for Veterans Day." in told.err
    assert "Lock Madison Elementary to another day, or unlock it." in told.err
    terminal.ok("stop", short_tour, "Short", MADISON, "--unpin", "--window", "5:00-5:30")
    told = plan(terminal, short_tour)
    assert told.code == 1
    assert "On Saturday and Sunday it cannot be seen: there is no school on a weekend." in told.err
    assert "On Monday it cannot be seen: schools are closed for Veterans Day." in told.err


def test_a_time_pinned_to_a_weekend_is_an_error(terminal: Terminal, short_tour: Path) -> None:
    terminal.ok("tour", short_tour, "change", "Short", "--from", "2013-10-12")
    terminal.ok("stop", short_tour, "Short", MADISON, "--wish", "must", "--pin", "2013-10-12 9:30")
    told = plan(terminal, short_tour)
    assert told.code == 3
    assert "Error DAY-CLOSED" in told.out


# -- words and files ------------------------------------------------------------------------------


def test_a_pin_is_shown_with_its_time(terminal: Terminal, short_tour: Path) -> None:
    terminal.ok("stop", short_tour, "Short", MADISON, "--pin", "2013-10-14 9:30")
    told = terminal("tour", short_tour, "show", "Short").out
    assert "Short: 1 day from Monday, Oct. 14, 2013" in told
    assert "locked to day 1 at 9:30 a.m. (" in told
    (stop,) = terminal.ok("tour", short_tour, "show", "Short")["stops"]
    assert (stop["pinned_day"], stop["pinned_at"]) == (1, "2013-10-14T16:30:00.000000+00:00")


def test_notes_are_listed_and_a_missing_file_is_told(terminal: Terminal, short_tour: Path) -> None:
    assert terminal("notes", short_tour, "Short").out == "No notes yet.\n"
    words = ("note", short_tour, "Short", "--stop", MADISON, "--text")
    assert "There is no file" not in terminal(*words, "Three calls a day.").out
    assert "There is no file “nosuch.txt”" in terminal(*words, "nosuch.txt").out
    notes = terminal.ok("notes", short_tour, "Short", "--stop", MADISON)["notes"]
    assert {note["text"] for note in notes} == {"Three calls a day.", "nosuch.txt"}
    assert {note["site"] for note in notes} == {"Madison Elementary"}


def test_a_map_is_a_web_page_and_never_an_office_file(
    terminal: Terminal, sample_file: Path
) -> None:
    kept = sample_file.read_bytes()
    for target in (sample_file, sample_file.parent):
        told = terminal("map", sample_file, TOUR, "--out", target)
        assert told.code == 1
        assert "is no name for a map" in told.err
    assert sample_file.read_bytes() == kept


def test_the_sample_says_how_to_plan_it_as_one_types_it(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "my sample.tour"
    told = terminal("demo", file)
    assert f'Plan it: tourplanner plan "{file}" "{TOUR}"' in told.out


def test_a_confirmed_visit_that_is_pinned_elsewhere_says_that_its_host_is_asked_again(
    terminal: Terminal, short_tour: Path
) -> None:
    stop = ("stop", short_tour, "Short", MADISON)
    told = terminal(*stop, "--pin", "2013-10-14 9:00", "--confirmed-by", "Front office")
    assert told.code == 0
    assert "tentative" not in told.out
    told = terminal(*stop, "--pin", "2013-10-14 10:00")
    assert "tentative again: ask its host once more" in told.out
