"""Story 7: at the school, offline. What the news story tells is entered as notes and found again.

Items 5 to 29 of the story, line by line (journeys.md, section 1). Private persons have invented
names. The window is used by keys alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.at_school import Stop, at_madison
from tests.journeys.conftest import DURING
from tests.journeys.hands import Hands, place_of
from tests.papers_leaks import parts_of, text_of
from tests.support import SetClock
from tests.ui.conftest import OFFSCREEN_WORDS, _watchdog, desk, watchdog  # noqa: F401
from tourplanner.app import ProgramDoors
from tourplanner.core.clock import parse_moment
from tourplanner.core.papers.specs import PaperFormat, PaperKind
from tourplanner.ui.practices.place import PracticesPlace
from tourplanner.ui.visits.place import VisitsPlace

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_WORDS, extend=True)
PARENT = "Rosa Mendez"
HOME = "Mis hijos encontraron un hogar aquí"
HOME_EN = "My children found a home here"
SIZE = "It's not always one size one size fits all [sic]"


@dataclass(frozen=True)
class Item:
    """One line of the story: what is written, how it is known, its tags, how it is looked for."""

    line: int
    text: str
    evidence: str
    tags: tuple[str, ...]
    search: str


STORY = """
5 | told |  | revenues lim
Revenues may be limited, and the schools say they don't need new funding.
6 | told | CLP | redirect
See what services they already have and redirect them.
7 | told | CLP | local governm
Partnering with local governments or other groups.
8 | told | FCE | strengthen
Support students and strengthen their families.
9 | told |  | agenda vary
The agenda will vary depending on needs and strengths in each community.
11 | told |  | socio-econ
For students of any socio-economic position.
12 | told | ISS | holistic
Goes outside the classroom to health and social issues: it is holistic.
13 | document | CLP | teamed city
District officials teamed with city leaders and members of the public.
14 | document | CLP | work plan
A 3-year City/School/Community work plan.
15 | document |  | achievement
Close the achievement gap, linked to economic and social problems.
16 | told | EC-PRE COL | mcdonald pathway
Brian McDonald: the pathway to college begins in elementary school, with early childhood.
17 | told |  | ucla data
Mercy Santoro: with UCLA they gather data on what local parents need.
18 | told | STM | jet propul
Staff of the Jet Propulsion Laboratory explain the science curriculum.
19 | told | CTE | innovate
Innovate Pasadena and start-ups at Pasadena High's computer science academy.
20 | told | YEM | summer youth
Business owners expand the district's summer youth employment.
21 | seen | HS-CENTER | healthy start exist
Healthy Start is another existing service.
22 | told | HOU-EVI | evicted
Families about to be evicted find resources to keep their homes.
23 | told | BN-FUR | furniture empty
Extra furniture from school staff for families with empty apartments.
24 | told | LEG-NAV | immigrant
They help immigrant parents learn how to use the school system.
25 | seen |  | serrano coord
Mirsa Serrano, program coordinator, Madison Healthy Start Family Center.
26 | told |  | pta pres
PTA president: mother of four, left school early, moved from Los Angeles.
27 | told |  | no one los ang
Help for her children that no one in the Los Angeles schools ever did.
28 | told | ADU-GED | stability
Began volunteering, works on her GED, refused to move back: stability.
"""


def _items() -> Iterator[Item]:
    lines = STORY.strip().splitlines()
    for head, text in zip(lines[::2], lines[1::2], strict=True):
        line, evidence, tags, search = (part.strip() for part in head.split("|"))
        yield Item(int(line), text, evidence, tuple(tags.split()), search)


ITEMS = tuple(_items())


@pytest.fixture
def at(sample_file: Path, doors: ProgramDoors, clock: SetClock) -> Iterator[Stop]:
    clock.at = DURING
    with at_madison(sample_file, doors) as stop:
        yield stop


def enter(at: Stop) -> dict[int, str]:
    """Write every item; give the record of each line."""
    office = at.office
    written = {}
    for item in ITEMS:
        note = office.visits.write_note(at.tour, at.stop, item.text, {"evidence": item.evidence})
        for tag in item.tags:
            office.visits.tag("note", note, tag)
        written[item.line] = note
    facts = {"speaker": "Carol Liu", "speaker_role": "senator", "language": "English"}
    written[10] = office.quotes.write(at.stop, SIZE, {**facts, "minor": False})
    facts = {"speaker": PARENT, "speaker_role": "parent", "language": "Spanish", "minor": False}
    written[29] = office.quotes.write(at.stop, HOME, {**facts, "translation": HOME_EN})
    return written


def agree(at: Stop, quote: str, *uses: str) -> None:
    for use in uses:
        at.office.quotes.agree(quote, use, "yes", by="Lena Park", date="2013-10-14")
    at.office.quotes.approve(quote)


class Files:
    """Finished files, and an independent search in all that is in them."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.texts = []
        for path in paths:
            data = path.read_bytes()
            packed = b"\0".join(parts_of(data)).decode("latin-1")
            utf16 = packed.replace("\0", "")  # letters of two bytes become letters
            self.texts.append(_plain(f"{text_of(data)}\n{packed}\n{utf16}"))

    def with_(self, words: str) -> list[str]:
        """Give the texts of the files that hold words."""
        wanted = {_plain(words), _plain(words.encode().decode("latin-1"))}
        return [text for text in self.texts if any(each in text for each in wanted)]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def practices_paper(at: Stop, folder: Path, *formats: PaperFormat) -> Files:
    """Issue the paper of best practices."""
    kinds = [PaperKind.BEST_PRACTICES]
    made = at.office.papers.make(at.tour, kinds, formats or [PaperFormat.TEXT], folder)
    return Files(made.files)


def all_papers(at: Stop, folder: Path) -> Files:
    """Write everything that can be exported now, also what is not confirmed."""
    formats = [PaperFormat.TEXT, PaperFormat.ICS]
    make, practices = at.office.papers.make, [PaperKind.BEST_PRACTICES]
    made = make(at.tour, list(PaperKind), formats, folder / "draft", draft=True)
    formats = [PaperFormat.PDF, PaperFormat.DOCX, PaperFormat.HTML]
    issued = make(at.tour, practices, formats, folder / "issued")
    assert len(made.files) > 30
    assert len(issued.files) == 3
    return Files([*made.files, *issued.files])


def test_the_story_is_entered_and_found_again(at: Stop) -> None:
    written = enter(at)
    tables = at.office.file.tables
    for item in ITEMS:
        (found, *_) = at.office.visits.search(item.search, ["note"])
        assert found.record == written[item.line], f"item {item.line}: {found.title}"
        assert found.snippet.marks
        note = tables.get("note", found.record)
        assert note is not None
        assert (parse_moment(note["at"]), note["stop"]) == (DURING, at.stop)
        assert note["author"] == at.office.file.author
        assert note["evidence"] == item.evidence
        assert set(note.member("tag")) == set(item.tags)
    assert not written.keys() ^ {*range(5, 30)}, "every line of the section"
    found = {hit.record: hit for hit in at.office.visits.search("one size one size")}
    size = found[written[10]]
    assert "one size one size fits all [sic]" in size.snippet.text, "verbatim, with [sic]"
    (home,) = at.office.visits.search("hijos encontraron")
    quote = at.quote(home.record)
    assert (quote["language"], quote["translation"]) == ("Spanish", HOME_EN)


def test_what_people_said_goes_out_as_they_agreed_and_comes_back(at: Stop, tmp_path: Path) -> None:
    written = enter(at)
    home, size = written[29], written[10]
    assert practices_paper(at, tmp_path).with_(HOME) == []
    agree(at, home, "press")
    agree(at, size, "press", "name")
    out = practices_paper(at, tmp_path)
    assert out.with_(HOME)
    assert out.with_(HOME_EN)
    assert out.with_("Carol Liu, senator")
    assert not out.with_(PARENT), "she did not agree to her name"

    # Somebody copies her words and her name into a card, and the card is let out.
    practices = at.office.practices
    card = practices.make_from("quote", home)
    story = f"{PARENT} said: “{HOME_EN}”."
    practices.change(card, {"title": "Give children a home"}, {"story": story})
    practices.permit(card, "named", by="M. Serrano")
    practices.set_state(card, "checked")
    practices.set_state(card, "approved")
    out = practices_paper(at, tmp_path)
    assert out.with_("Give children a home")
    assert not out.with_(PARENT), "not in a card either"

    at.office.quotes.withdraw(home)
    out = all_papers(at, tmp_path)
    assert len(out.with_("Give children a home")) > 1, "the card itself stays"
    assert out.with_("Carol Liu, senator"), "and so do the words of others"
    for words in (HOME, HOME_EN, PARENT, "found a home here"):
        assert out.with_(words) == [], words
    (latest, *_) = at.office.quotes.out_already(home)
    assert (latest.paper, latest.version) == ("best-practices", 3), "to be called back"


def test_a_card_without_permission_is_on_no_public_paper(at: Stop, tmp_path: Path) -> None:
    practices = at.office.practices
    card = practices.make_from("note", enter(at)[23])
    title = "Extra furniture from school staff"
    practices.set_state(card, "checked")
    practices.set_state(card, "approved")
    assert all_papers(at, tmp_path).with_(title) == []
    practices.permit(card, "internal", by="M. Serrano")
    assert practices_paper(at, tmp_path).with_(title) == []
    practices.permit(card, "unnamed", by="M. Serrano")
    assert "madison" not in card_text(practices_paper(at, tmp_path), title)
    practices.permit(card, "named", by="M. Serrano")
    assert "madison elementary" in card_text(practices_paper(at, tmp_path), title)


def card_text(files: Files, title: str) -> str:
    """What the one file says of a card, without the quotes that come after it."""
    (text,) = files.with_(title)
    return text.split(_plain(title), 1)[1].split("in their words", 1)[0]


# -- in the window, by keys ----------------------------------------------------------------------


@pytest.mark.usefixtures("sample_open")
def test_an_hour_at_the_school_without_the_mouse(hands: Hands) -> None:
    hands.key("Ctrl+5")
    hands.wait_for("Stop 1.1, Madison Elementary")
    hands.settle()
    visits = place_of(hands, "visits", VisitsPlace)

    # A note with a time stamp, told by somebody, tagged; then the next one.
    hands.key("Ctrl+Return")
    hands.key("Ctrl+Shift+.")
    hands.type("Extra furniture from staff")
    hands.key("Ctrl+E")
    hands.key("Ctrl+E")
    hands.settle()
    hands.key("Ctrl+T")
    hands.type("furn")
    hands.key("Return")
    hands.settle()
    (note,) = (n for n in visits.notes.values if n.text.endswith("Extra furniture from staff"))
    assert note.text.startswith("10:34:12 am Extra")
    assert (note.evidence, note.tags, note.author) == ("told", ("BN-FUR",), visits.session.author)

    # Selected words become a quote, with speaker, role, language and consent by use.
    hands.key("Ctrl+Return")
    hands.type("A parent: found a home")
    for _ in "found a home":
        hands.key("Shift+Left")
    hands.key("Ctrl+'")
    hands.type(PARENT)
    hands.key("Tab")
    hands.type("parent")
    hands.key("Tab")
    hands.settle()
    page = visits.middle.quote_page
    assert page.words.toPlainText() == "found a home"
    assert page.outside.text() == "Shown outside as “a parent”."
    for _ in range(12):
        if QApplication.focusWidget() is page.consent.uses["press"]:
            break
        hands.key("Tab")
    hands.key("Space")
    hands.settle()
    assert page.consent.uses["press"].accessibleName() == "Press: agreed"

    # A promise with owner and day, the first blank question, a look-for.
    hands.key("Ctrl+Shift+M")
    hands.type("Send the agreement")
    hands.key("Tab")
    hands.key("Tab")
    hands.type("B. Okafor")
    hands.key("Tab")
    hands.type("Oct 25")
    hands.key("Return")
    hands.settle()
    hands.key("Ctrl+Shift+Q")
    hands.type("Families move in mid-year")
    hands.key("Ctrl+Shift+L")
    hands.key("Space")
    hands.settle()
    said = [
        str(visits.side.list.lines.index(k).data())
        for k in range(visits.side.list.lines.rowCount())
    ]
    assert "What was the problem? Answered" in said
    assert "Promise: Send the agreement, B. Okafor, due Fri, Oct 25" in said
    assert any(words.endswith(", seen") for words in said)
    assert "Bus leaves in 35 min, 2 blanks" in said, "what is blank comes before the bus leaves"
    assert any("consent not asked for report, name" in words for words in said)

    # All of it is found as one types, and nothing needed the mouse.
    for words, kind in (
        ("furni", "note"),
        ("found a ho", "quote"),
        ("mid-y", "answer"),
        ("okaf", "promise"),
    ):
        hands.key("Ctrl+F")
        hands.replace(words)
        hands.wait(
            lambda kind=kind: kind in [h.kind for h in visits.left.hits.values], f"for {words}"
        )
    hands.key("Escape")
    assert hands.clicks == 0


@pytest.mark.usefixtures("sample_open")
def test_the_housing_card_is_made_from_its_notes(
    hands: Hands, doors: ProgramDoors, sample_file: Path
) -> None:
    hands.key("Ctrl+5")
    hands.settle()
    visits = place_of(hands, "visits", VisitsPlace)
    hands.key("F6")
    hands.key("Home")
    while "eviction" not in visits.editor.toPlainText():
        hands.key("Down")
    hands.key("Ctrl+Shift+K")
    hands.wait(lambda: hands.window.session.overview.practices == 2, "for the card")
    hands.settle()
    place = hands.window.place("practices")
    assert isinstance(place, PracticesPlace)
    card = place.page_of_card
    hands.replace("Help families keep and furnish a home")
    told = {
        "problem": "Threatened eviction and empty apartments disrupt attendance.",
        "who": "Families of one elementary school",
        "redirected": "Furniture given by staff; the coordinator's time",
        "conditions": "A trusted person on site, a storage room",
    }
    fields = {id(card.fields[name]): text for name, text in told.items()}
    for _ in range(60):
        focus = QApplication.focusWidget()
        if focus is card.fields["new_money"]:
            hands.key("Down")
        text = fields.pop(id(focus), "")
        if text:
            begin, _, rest = text.partition(" ")
            hands.replace(f"{begin} ")
            if focus in (card.fields["problem"], card.fields["who"]):
                hands.rest(1.0)  # a thought between two words: it is saved, and read back
                hands.settle()
            hands.type(rest)
        if not fields and focus is not card.fields["conditions"]:
            break
        hands.key("Tab")
    for tag in ("furniture", "use the school"):  # the others came with the note
        hands.key("Ctrl+T")
        hands.type(tag)
        hands.key("Return")
        hands.settle()
    with doors.open(sample_file, write=False) as office:
        record = office.practices.get(card.card)
        assert record is not None
        assert {name: record[name] for name in told} == told
        assert record["title"] == "Help families keep and furnish a home"
        assert record["new_money"] == "none"
        assert set(record.member("tag")) == {"HOU-EVI", "BN-FUR", "LEG-NAV", "ISS"}
        (source,) = office.practices.sources(card.card)
        assert "eviction" in source.words
    assert hands.clicks == 0
    hands.key("Ctrl+J")
    hands.wait(lambda: hands.window.current_place() is visits, "for the way back")
    hands.wait(lambda: "eviction" in visits.editor.toPlainText(), "for the note")
