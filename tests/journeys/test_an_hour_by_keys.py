"""At the school by keys alone: an hour's writing, a paper sheet, the news story line by line.

Every letter and key goes through the window as from a keyboard. What is asserted is what stands on
the disk and what is found again, and how many keys were needed beyond the words themselves.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from tests.journeys.hands import Hands, place_of
from tests.journeys.test_at_the_school import HOME, HOME_EN, ITEMS, PARENT, SIZE, Item
from tests.pictures import picture
from tests.services.test_forms import FORM
from tests.ui.conftest import OFFSCREEN_WORDS, _watchdog, desk, watchdog  # noqa: F401
from tourplanner.adapters.imports.xlsforms import XlsForms
from tourplanner.app import ProgramDoors
from tourplanner.ui.visits.place import VisitsPlace

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_WORDS, extend=True)
EVIDENCE_KEYS = {"seen": 1, "told": 2, "document": 3}
KEYS = 45  # beyond the words, in an hour of 40 lines, 3 quotes, 2 promises, 6 photos
PARTS = 2  # in which the story is entered: a test each
WALK = """
The center is behind the auditorium, door open.
Two rooms: one desk, one store of furniture.
Parents come in without an appointment.
A list of landlords hangs at the wall.
Coffee, and somebody who speaks Spanish.
""".strip()


@pytest.fixture(autouse=True)
def at_visits(hands: Hands, sample_open: None) -> None:
    """The person is at Visits; keys count from now on."""
    hands.key("Ctrl+5")
    hands.wait_for("Stop 1.1, Madison Elementary")
    hands.settle()
    hands.strokes = 0


# -- an hour ---------------------------------------------------------------------------------------


def test_an_hour_of_writing_needs_few_keys_beyond_its_words(
    hands: Hands,
    doors: ProgramDoors,
    sample_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    visits = place_of(hands, "visits", VisitsPlace)
    lines = [f"{n}. {line}" for n in range(8) for line in WALK.splitlines()]
    for start in range(0, len(lines), 5):  # 40 lines in eight notes
        hands.key("Ctrl+Return")
        hands.type("\n".join(lines[start : start + 5]))
    said = (("We stayed for the school", "parent"), ("Nobody sent us away", "mother"))
    for words, role in said:
        hands.key("Ctrl+'")
        hands.type(words)
        hands.tab_to(visits.middle.quote_page.role)
        hands.type(role)
    hands.key("Ctrl+'")
    page = visits.middle.quote_page
    hands.type(HOME)
    for field, text in (
        (page.translation, HOME_EN),
        (page.speaker, PARENT),
        (page.role, "parent"),
        (page.language, "Spanish"),
    ):
        hands.tab_to(field)
        hands.type(text)
    hands.tab_to(page.consent.uses["press"])
    hands.key("Space")
    hands.settle()
    for words, owner in (("Send the agreement", "B. Okafor"), ("Call the landlord", "L. Park")):
        hands.key("Ctrl+Shift+M")
        hands.type(words)
        hands.tab_to(visits.middle.promise_page.owner)
        hands.type(owner)
        hands.key("Tab")
        hands.type("Oct 25")
    shot = "2013:10:14 10:20:00"
    photos = [picture(tmp_path / f"{n}.jpg", shot, offset="-07:00", seed=n) for n in range(6)]
    chosen = [str(path) for path in photos]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
    hands.key("Ctrl+Shift+P")
    hands.wait(lambda: len(visits.middle.strip.photos.values) == 6, "for the photos")
    hands.settle()
    assert hands.clicks == 0
    assert hands.strokes <= KEYS, f"{hands.strokes} keys beyond the words"
    hands.rest(1.5)  # nothing was left: the last field is saved all the same
    hands.settle()
    with doors.open(sample_file, write=False) as office:
        tables, stop = office.file.tables, visits.stops.values[0].stop
        bodies = [str(note["body"]) for note in tables.where("note", stop=stop)]
        assert set(lines) <= {line for body in bodies for line in body.splitlines()}
        quotes = {str(quote["words"]): quote for quote in tables.where("quote", stop=stop)}
        assert quotes.keys() >= {HOME, *(words for words, _ in said)}
        home = quotes[HOME]
        assert (home["speaker"], home["speaker_role"], home["language"], home["translation"]) == (
            *(PARENT, "parent", "Spanish"),
            HOME_EN,
        )
        assert home["consent"]["uses"] == ["press"]
        owed = {(p["words"], p["owner"], p["due"]) for p in tables.where("promise", stop=stop)}
        assert owed >= {
            ("Send the agreement", "B. Okafor", "2013-10-25"),
            ("Call the landlord", "L. Park", "2013-10-25"),
        }
        assert tables.count("photo", stop=stop) == 6


def test_a_day_belongs_to_the_quote_it_was_typed_in(
    hands: Hands, doors: ProgramDoors, sample_file: Path
) -> None:
    page = place_of(hands, "visits", VisitsPlace).middle.quote_page
    hands.key("Ctrl+'")
    hands.type("The first words")
    hands.settle()
    hands.tab_to(page.checked)
    hands.type("Oct 13")
    hands.key("Ctrl+'")  # the field was not left by Tab or Enter
    hands.type("The second words")
    hands.settle()
    assert page.checked.text() == ""
    hands.key("Ctrl+Return")
    hands.settle()
    with doors.open(sample_file, write=False) as office:
        checked = {str(q["words"]): q["checked"] for q in office.file.tables.all("quote")}
        assert checked["The first words"] == "2013-10-13"
        assert checked["The second words"] is None


def test_days_of_a_consent_are_saved_while_they_are_typed(
    hands: Hands, doors: ProgramDoors, sample_file: Path
) -> None:
    page = place_of(hands, "visits", VisitsPlace).middle.quote_page
    hands.key("Ctrl+'")
    hands.type("We stayed for the school")
    hands.tab_to(page.consent.uses["press"])
    hands.key("Space")
    hands.settle()
    hands.tab_to(page.consent.day)
    hands.replace("Oct 13")
    hands.rest(1.5)
    hands.settle()
    assert page.consent.day.hasFocus()
    assert page.consent.day.text() == "Oct 13", "what is being typed stays as it is"
    with doors.open(sample_file, write=False) as office:
        said = {str(q["words"]): q["consent"] for q in office.file.tables.all("quote")}
    assert said["We stayed for the school"]["date"] == "2013-10-13"
    assert said["We stayed for the school"]["uses"] == ["press"]
    hands.key("Tab")
    hands.type("Oct 20")
    hands.key("Tab")
    hands.settle()
    assert page.consent.until.text() == "Sun, Oct 20, 2013"


def test_what_is_no_day_is_told_when_its_field_goes(hands: Hands) -> None:
    hands.key("Ctrl+Shift+M")
    hands.type("Send the agreement")
    hands.tab_to(place_of(hands, "visits", VisitsPlace).middle.promise_page.due)
    hands.type("Oct 45")
    hands.key("Ctrl+Return")
    hands.wait_for("Due day not saved.")


# -- a paper sheet ---------------------------------------------------------------------------------


def test_a_paper_sheet_is_entered_by_tab(
    hands: Hands, doors: ProgramDoors, sample_file: Path
) -> None:
    visits = place_of(hands, "visits", VisitsPlace)
    questions = [line.words for line in visits.side._beside.questions]
    answers = [f"Written on paper, {n}" for n in range(len(questions))]
    hands.key("Ctrl+Shift+Q")
    for number, answer in enumerate(answers):
        assert visits.editor.accessibleName() == f"Answer: {questions[number]}"
        hands.type(answer)
        hands.key("Tab")
    assert visits.side.list.hasFocus(), "after the last one Tab goes on to the lines"
    hands.key("Ctrl+Shift+Q")
    hands.wait_for("All questions have an answer here.")
    hands.key("Ctrl+Shift+L")
    for _ in range(3):
        hands.key("Space")
        hands.key("Down")
    hands.settle()
    assert hands.strokes <= 2 * (len(questions) + 3) + 3
    assert hands.clicks == 0
    with doors.open(sample_file, write=False) as office:
        stop = visits.stops.values[0].stop
        asked = {each.question.words: each.text for each in office.form.asked(stop)}
        assert [asked[words] for words in questions] == answers
        seen = [each.state for each in office.form.look_fors(stop)]
        assert seen[:3] == ["seen"] * 3
        papers = office.file.tables.where("answer", stop=stop)
        assert {answer["author"] for answer in papers} == {visits.session.author}


def test_an_own_form_is_walked_by_tab_with_its_rules_and_repeats(
    hands: Hands, doors: ProgramDoors, sample_file: Path, tmp_path: Path
) -> None:
    visits = place_of(hands, "visits", VisitsPlace)
    source = tmp_path / "own.xlsx"
    source.write_bytes(XlsForms().write(FORM))
    visits.researchers.take_form(source)
    form = visits.side
    hands.wait(lambda: any(q.code == "centers:hours" for q in form._beside.questions), "the form")
    hands.key("Ctrl+Shift+Q")
    for _ in range(sum(":" not in line.code for line in form._beside.questions)):
        hands.type("Told")
        hands.key("Tab")
    assert "¿Cuándo abre?" in visits.middle.note_page.question.text()
    for asked, answer in (
        ("When is it open?", "8 to 4"),
        ("Who runs it?", "City"),
        ("Partner 1: What does it give?", "Rooms"),
        ("Partner 2: What does it give?", "Furniture"),
        ("Partner 3: What does it give?", ""),
    ):
        assert visits.editor.accessibleName() == f"Answer: {asked}"
        hands.type(answer)
        hands.key("Tab")
    assert form.list.hasFocus()
    hands.settle()
    with doors.open(sample_file, write=False) as office:
        answers = office.form.answers(visits.stops.values[0].stop)
        blanks = office.form.blanks(visits.stops.values[0].stop)
    own = {code: text for code, text in answers.items() if code.startswith("centers:")}
    assert own == {
        "centers:hours": "8 to 4",
        "centers:runs": "City",
        "centers:gives": "Rooms",
        "centers:gives#2": "Furniture",
    }
    assert "answer" not in {blank.kind for blank in blanks}


# -- the news story --------------------------------------------------------------------------------


@pytest.mark.parametrize("part", range(PARTS))
def test_the_story_is_entered_and_found_again_in_the_window(hands: Hands, part: int) -> None:
    items = ITEMS[part::PARTS]
    visits = place_of(hands, "visits", VisitsPlace)
    for item in items:
        _enter(hands, visits, item)
    quotes = ((SIZE, "Carol Liu", "one size one"), (HOME, PARENT, "hijos encon"))
    for words, speaker, _ in quotes[part : part + 1]:
        hands.key("Ctrl+'")
        hands.type(words)
        hands.tab_to(visits.middle.quote_page.speaker)
        hands.type(speaker)
    hands.settle()
    searched = [(item.search, item.text) for item in items]
    searched += [(search, words) for words, _, search in quotes[part : part + 1]]
    hits = visits.left.hits
    for search, text in searched:
        hands.key("Ctrl+F")
        hands.replace(search)
        wanted = " ".join(text.split())[-30:]
        hands.wait(
            lambda wanted=wanted: bool(hits.values) and wanted in hits.values[0].text,
            f"for {search!r} first",
        )
        assert hits.values[0].marks
        assert hits.values[0].where == "Madison Elementary"
    hands.key("Return")
    hands.settle()
    shown = visits.middle
    assert (shown.quote_page.words if shown.kind == "quote" else shown.editor).toPlainText() == text
    for item in items:
        row = next(note for note in visits.notes.values if note.text == item.text)
        assert (row.evidence, set(row.tags)) == (item.evidence, set(item.tags))
        assert row.author == visits.session.author
    assert hands.clicks == 0


def _enter(hands: Hands, visits: VisitsPlace, item: Item) -> None:
    hands.key("Ctrl+Return")
    hands.type(item.text)
    for _ in range(EVIDENCE_KEYS[item.evidence]):
        hands.key("Ctrl+E")
    hands.settle()
    for tag in item.tags:
        hands.key("Ctrl+T")
        hands.type(tag)
        hands.key("Return")
        hands.settle()
