"""The first ten minutes of a new user, step by step, in any state; only what is seen is pressed.

The steps are the same for the test that asserts what comes of them and for the pictures of the
README (tools/screenshots.py): each ends with the screen as its picture shows it.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QGuiApplication

from tests.journeys.hands import Hands


@dataclass(frozen=True)
class Story:
    """Where the tour goes: what is typed, pasted and pressed.

    Attributes
    ----------
    mail : the lines of an e-mail. asks : the line that may mean two schools, the first is meant.
    by_hand : the line that no directory has.
    slow_leg : two visits of a day; the road between them takes 130 minutes.
    mend : what the checks offer for the stop that turned red.
    kickoff, second : visits whose hosts agree. shut : one that the press does not see, if any.
    """

    start: str
    end: str
    mail: str
    asks: str
    by_hand: str
    slow_leg: tuple[str, str]
    mend: str
    kickoff: str
    second: str
    shut: str
    name: str = "Fall tour"
    first_day: str = "10/14/2013"
    state: str = "California"


CALIFORNIA = Story(
    start="Pasadena, CA",
    end="Sacramento",
    mail="""\
Hi Lena, here is the list:
Madison Elementary, PUSD
Alview Elementary, Chowchilla
A. J. Dorsa Elementary, San Jose
Miramonte High, Orinda
Yosemite Middle, Fresno
Foothill High, Bakersfield
West Campus Community Hub
Glenview Elementary, Oakland
""",
    asks="Madison Elementary, PUSD",
    by_hand="West Campus Community Hub",
    slow_leg=("A. J. Dorsa Elementary", "Glenview Elementary"),
    mend="Shorten the visit at Glenview Elementary by 15 min.",
    kickoff="Madison Elementary",
    second="Yosemite Middle",
    shut="Foothill High",
)


# The tour sees two schools of this name: its town is told with it.
MADISON = "Madison Elementary (fictitious) (Testville)"
NEVADA = Story(
    start="Las Vegas",
    end="Reno",
    mail="""\
Sagebrush Elementary, Testville
Madison Elementary
Madison Elementary, Otherburg
Silver Hills Family Center
""",
    asks="Madison Elementary",
    by_hand="Silver Hills Family Center",
    slow_leg=(MADISON, "Sagebrush Elementary (fictitious)"),
    mend="",
    kickoff=MADISON,
    second="Sagebrush Elementary (fictitious)",
    shut="",
    name="Silver tour",
)


class TenMinutes:
    """The steps, in the order of the clock."""

    def play(self) -> None:
        """Do them all, up to a note at the kick-off and Monday in a mail."""
        for step in (
            self.begin, self.make_tour, self.paste, self.answer, self.plan, self.read_result,
            self.see_map, self.back_to_board, self.type_leg, self.mend, self.pin_kickoff,
            self.confirm, self.name_office, self.look_at_papers, self.write_papers,
            self.open_note,
        ):  # fmt: skip
            step()
        self.type_note("The family center opens at seven.")
        self.copy_monday()

    def __init__(self, hands: Hands, story: Story) -> None:
        self.hands = hands
        self.story = story

    def begin(self) -> None:
        """0:00 The start page: three choices, no dialog."""
        self.hands.wait_for("New tour", "Open a file", "Try the sample tour")
        self.hands.shot("start")

    def make_tour(self) -> None:
        """0:30 Name, dates, start and end town; all else has a default."""
        self.hands.click("New tour")
        self._fill_form(self.story.state)

    def make_tour_in_file(self) -> None:
        """The same in an office file that is open."""
        self.hands.menu("Tour", "New tour in this file")
        self._fill_form()

    def _fill_form(self, state: str = "") -> None:
        hands, story = self.hands, self.story
        hands.wait_for("People aboard")
        hands.type(story.name)
        hands.key("Tab")
        hands.type(story.first_day)
        for _ in ("days", "people", "start"):
            hands.key("Tab")
        hands.type(story.start)
        hands.key("Tab")
        hands.type(story.end)
        if state:
            hands.key("Tab")
            hands.type(state)
        hands.shot("new-tour")
        hands.click("Make the tour")
        hands.wait_for("Paste a list")
        hands.settle()

    def paste(self) -> None:
        """1:30 Lines of an e-mail: what is not sure is asked."""
        hands, story = self.hands, self.story
        QGuiApplication.clipboard().setText(story.mail)  # copied in the mail program
        hands.key("Ctrl+V")
        hands.wait_for("to look at")
        hands.settle()
        hands.shot("paste")

    def answer(self) -> None:
        """Choose between the two, keep one by hand, add them all."""
        hands, story = self.hands, self.story
        hands.click(story.asks, at="Lines of the list")
        hands.key("1")
        hands.click(story.by_hand, at="Lines of the list")
        hands.key("H")
        count = sum(1 for line in story.mail.splitlines() if not line.startswith("Hi "))
        hands.click(f"Add {count} sites")
        hands.wait_for(f"{count} sites added")
        hands.settle()

    def plan(self) -> None:
        """3:00 Three days on the board."""
        hands = self.hands
        hands.click("Tours")
        hands.click("Plan the days")
        hands.wait_for("Line by line", "left out; Result says why")
        hands.settle()
        hands.shot("board")

    def read_result(self) -> None:
        """Why one site was left out."""
        self.hands.click("Result")
        self.hands.settle()
        self.hands.shot("result")

    def see_map(self) -> None:
        """The days on the map."""
        self.hands.click("Map", at="Places")
        self.hands.wait_for("Whole tour")
        self.hands.settle()
        self.hands.shot("map")

    def back_to_board(self) -> None:
        """Back to the days."""
        self.hands.click("Tours", at="Places")
        self.hands.click("Board")
        self.hands.settle()

    def type_leg(self) -> None:
        """4:00 130 minutes over one leg: the day reflows, a stop turns red."""
        hands, (one, other) = self.hands, self.story.slow_leg
        ways = [f"{one} to {other}", f"{other} to {one}"]
        way = next(way for way in ways if hands.on_board(way))
        hands.click(self._drive(way))
        hands.field(f"Minutes by bus from {way}")
        hands.replace("130")
        hands.key("Return")
        hands.wait(lambda: "2 h 10 min" in self._drive(way), "for the day to flow")
        hands.settle()
        hands.shot("late")

    def mend(self) -> None:
        """Press the mend of what breaks: it turns green."""
        self.hands.click(self.story.mend)
        self.hands.settle()
        self.hands.shot("mended")

    def pin_kickoff(self) -> None:
        """6:00 The kick-off at 9:30."""
        hands, story = self.hands, self.story
        hands.click(story.kickoff)
        hands.field(f"{story.kickoff}: start of the visit")
        hands.replace("9:30")
        hands.key("Return")
        hands.wait_for("locked")
        hands.settle()

    def confirm(self) -> None:
        """7:00 Two hosts agreed, and reporters may come; one visit is closed to them."""
        hands, story = self.hands, self.story
        for school, by in ((story.kickoff, "Rosa Diaz, principal"), (story.second, "Ann Wu")):
            hands.click(school)
            hands.field(f"{school}: who agreed in writing")
            hands.type(by)
            hands.click(f"{school}: press open")
            hands.settle()
        hands.shot("host")
        if story.shut:
            hands.click(story.shut)
            hands.click(f"{story.shut}: press closed")
            hands.settle()

    def name_office(self) -> None:
        """Whose paper it is: the office's letterhead."""
        hands = self.hands
        hands.click("Settings", at="Settings")
        hands.wait_for("Member")
        hands.field("Member")
        hands.type("Lena Park")
        hands.key("Tab")
        hands.type("Senator")
        hands.settle()

    def look_at_papers(self) -> None:
        """8:00 The press itinerary, with what was withheld at its side."""
        hands = self.hands
        hands.click("Papers", at="Places")
        hands.wait_for("1 page")
        hands.settle()
        hands.shot("papers")

    def write_papers(self) -> None:
        """Save it as Word and PDF."""
        hands = self.hands
        hands.click("Write 1 paper")
        hands.wait_for("files written")
        hands.settle()

    def open_note(self) -> None:
        """9:00 A note at the kick-off."""
        hands, story = self.hands, self.story
        hands.click("Visits", at="Places")
        hands.wait_for(story.kickoff)
        hands.settle()
        hands.click(f"Stop 1.1, {story.kickoff}", at="Stops of the tour")
        hands.field("Note")

    def type_note(self, words: str) -> None:
        """Type a line; no key saves it."""
        self.hands.type(words)
        self.hands.shot("note")

    def copy_monday(self) -> None:
        """10:00 Monday, into an e-mail."""
        hands = self.hands
        hands.click("Tours", at="Places")
        hands.wait_for("Copy Mon")
        hands.click("Copy Mon")
        hands.wait_for("Paste it into a mail.")
        hands.settle()

    def _drive(self, names: str) -> str:
        """Give what is spoken of the drive between two places."""
        return next(w for w in self.hands.on_board(names) if w.startswith("Leave "))
