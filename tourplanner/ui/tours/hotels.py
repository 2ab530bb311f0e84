"""The hotels of a tour: added, named, moved and taken away, each as one step of Undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QScrollArea, QWidget

from tourplanner.ui.messages import notice_for
from tourplanner.ui.session import Session
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.tours.place_field import PlaceField, several
from tourplanner.ui.widgets.basic import button, card, clear, column, label, row, scroll_page
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.tours import NewPlace
    from tourplanner.services.workspace import Workspace

WIDTH = 640
_HINT = "Town, ZIP or address"


@dataclass(frozen=True, slots=True)
class HotelRow:
    """One place where the bus may sleep; ``nights`` of the plan are spent there.

    ``is_town`` : only a town so far, its hotel is to choose.
    """

    id: str
    name: str
    where: str
    nights: int
    is_town: bool


def read_hotels(workspace: Workspace, tour_id: str) -> tuple[HotelRow, ...]:
    """Read the hotels of a tour; called on a helper's thread.

    Those where the bus sleeps come first, then hotels before towns, each by name.
    """
    tour = workspace.tours.load(tour_id)
    plan, towns = workspace.tours.plan_of(tour), workspace.tours.towns(tour)
    ends = [day.end.id for day in plan.days[:-1]] if plan is not None else []
    records = workspace.file.tables.get_many("place", [hotel.id for hotel in tour.hotels])
    rows = [
        HotelRow(
            record.id,
            str(record["name"] or ""),
            ", ".join(str(record[part]) for part in ("city", "state", "zip") if record[part]),
            ends.count(record.id),
            record.id in towns,
        )
        for record in records
    ]
    return tuple(sorted(rows, key=_rank))


def _rank(one: HotelRow) -> tuple[bool, bool, str, str]:
    return one.nights == 0, one.is_town, one.name.casefold(), one.id


def located(workspace: Workspace, name: str, where: str) -> NewPlace:
    """Give a hotel by its name at the place that the words mean."""
    from tourplanner.services.places import choose_place

    place = choose_place(workspace.sites, workspace.home_state(), where, "hotel")
    return replace(place, name=name or place.name)


class _HotelCard(QFrame):
    """One hotel: its name and town are fields, and it can be taken away."""

    named = Signal(object, str)
    moved = Signal(object, str, object)  # the row, the words, the field that takes choices
    gone = Signal(object)

    def __init__(self, shown: HotelRow, *, can_edit: bool) -> None:
        super().__init__()
        self.shown = shown
        self.setProperty("card", "true")
        line = row(self, margins=(14, 10, 10, 10), gap=10)
        fields = column(gap=4)
        self.name = QLineEdit(shown.name)
        self.name.setCursorPosition(0)  # the beginning of a long name is what tells
        self.name.setAccessibleName(f"Name of {shown.name}")
        self.where = PlaceField(f"Where {shown.name} is", _HINT)
        self.where.field.setText(shown.where)
        nights = f"{count_words(shown.nights, 'night') if shown.nights else 'No night'} of the plan"
        town = "A town; its hotel is to choose. " if shown.is_town else ""
        fields.addWidget(self.name)
        fields.addWidget(self.where)
        fields.addWidget(label(f"{town}{nights}.", "hint", wraps=True))
        line.addLayout(fields, 1)
        self.away = button("Take away", "quiet", click=lambda: self.gone.emit(shown))
        self.away.setAccessibleName(f"Take {shown.name} away")
        line.addWidget(self.away, 0, Qt.AlignmentFlag.AlignTop)
        for part in (self.name, self.where, self.away):
            part.setEnabled(can_edit)
        self.name.editingFinished.connect(self._on_name)
        self.where.field.editingFinished.connect(self._on_where)

    def _on_name(self) -> None:
        text = self.name.text().strip()
        if text and text != self.shown.name:
            self.named.emit(self.shown, text)

    def _on_where(self) -> None:
        if self.where.text() and self.where.text() != self.shown.where:
            self.moved.emit(self.shown, self.where.text(), self.where)


class HotelsPage(QScrollArea):
    """The hotels of the tour that is shown, and a line for one more."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._asked = ""  # what was last looked up, so that leaving a field asks once
        self.cards: list[_HotelCard] = []
        self.wanted = ""  # the hotel that gets the keyboard as soon as it is there
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = scroll_page("canvas")
        self.setWidget(page)
        outer = column(page, margins=(24, 18, 24, 18), gap=10)
        outer.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.back = button("Back to the days", "quiet", "arrow-left", self.left.emit)
        outer.addWidget(self.back)
        outer.addWidget(label("Hotels of this tour", "heading"))
        words = "The plan chooses among them for each night; with none, it sleeps in towns."
        outer.addWidget(label(words, "second", wraps=True))
        self._inside = QWidget()
        self._body = column(self._inside, gap=8)
        self._list = column(gap=8)
        self._body.addWidget(self._adding())
        self.problem = label("", "bad", wraps=True)
        self.problem.hide()
        self._body.addWidget(self.problem)
        self._body.addLayout(self._list)
        outer.addWidget(self._inside)
        outer.addStretch(1)
        THEME.changed.connect(self._resize)
        self._resize()

    def _resize(self) -> None:
        self._inside.setMaximumWidth(look().px(WIDTH))

    def _adding(self) -> QWidget:
        frame = card()
        inner = column(frame, margins=(14, 10, 14, 12), gap=6)
        inner.addWidget(label("Add a hotel", "section"))
        self.name = QLineEdit()
        self.name.setPlaceholderText("Name of the hotel")
        self.name.setAccessibleName("Name of a further hotel")
        self.where = PlaceField("Where the further hotel is", _HINT)
        self.add = button("Add the hotel", "small", "plus", self._on_add)
        for part in (self.name, self.where, self.add):
            inner.addWidget(part)
        self.name.returnPressed.connect(self._on_add)
        self.where.field.returnPressed.connect(self._on_add)
        return frame

    def first_widget(self) -> QWidget:
        """Give what gets the keyboard first."""
        wanted = [one.name for one in self.cards if one.shown.id == self.wanted]
        return (*wanted, *(one.name for one in self.cards), self.name)[0]

    def refresh(self) -> None:
        """Read the hotels anew."""
        tour_id = self._session.tour_id
        if tour_id:
            self._session.read(lambda ws, _: read_hotels(ws, tour_id), self._show, topic="hotels")

    # -- showing ---------------------------------------------------------------------------------

    def _show(self, hotels: tuple[HotelRow, ...]) -> None:
        focus = QApplication.focusWidget()
        held = focus is not None and any(one.isAncestorOf(focus) for one in self.cards)
        held = held or any(one.id == self.wanted for one in hotels)
        is_same = [one.shown for one in self.cards] == list(hotels)
        if not is_same:
            self._fill(hotels)
        if held and (self.wanted or not is_same):
            self.first_widget().setFocus(Qt.FocusReason.OtherFocusReason)
            self.wanted = ""

    def _fill(self, hotels: tuple[HotelRow, ...]) -> None:
        clear(self._list)
        can_edit = not self._session.is_read_only
        self.cards = [_HotelCard(one, can_edit=can_edit) for one in hotels]
        for one in self.cards:
            one.named.connect(self._name)
            one.moved.connect(self._move)
            one.gone.connect(self._take_away)
            self._list.addWidget(one)
            one.show()
        for part in (self.name, self.where, self.add):
            part.setEnabled(can_edit)

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _on_error(self, error: BaseException) -> None:
        self._asked = ""
        notice = notice_for(error)
        if notice is not None:
            self._say(notice.text)

    # -- doing -----------------------------------------------------------------------------------

    def _on_add(self) -> None:
        name, where = self.name.text().strip(), self.where.text()
        for words, text, field in (
            ("Type the name of the hotel.", name, self.name),
            ("Type where it is: a town, a ZIP or an address.", where, self.where.field),
        ):
            if not text:
                self._say(words)
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        tour_id = self._session.tour_id

        def add(workspace: Workspace, _: Progress) -> None:
            hotel = located(workspace, name, where)
            workspace.tours.change(tour_id, {}, f"Add {name}", hotels=[hotel])

        def added(_: object) -> None:
            self._asked = ""
            self.name.clear()
            self.where.field.clear()
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)

        def write() -> None:
            self._session.write(add, added, self._on_error, acted=f"{name} added to the hotels.")

        self._ask(where, self.where, write)

    def _name(self, hotel: HotelRow, name: str) -> None:
        self._session.write(
            lambda ws, _: ws.tours.name_hotel(hotel.id, name),
            failed=self._on_error,
            acted=f"The hotel is called {name}.",
        )

    def _move(self, hotel: HotelRow, where: str, field: PlaceField) -> None:
        def move(workspace: Workspace, _: Progress) -> None:
            workspace.tours.move_hotel(hotel.id, located(workspace, hotel.name, where))

        def write() -> None:
            self._session.write(
                move, failed=self._on_error, acted=f"{hotel.name} is in {where} now."
            )

        self._ask(where, field, write)

    def _take_away(self, hotel: HotelRow) -> None:
        tour_id, facts = self._session.tour_id, {f"hotel/{hotel.id}": False}
        self._say("")
        self._session.write(
            lambda ws, _: ws.tours.change(tour_id, facts, f"Take {hotel.name} away"),
            failed=self._on_error,
            acted=f"{hotel.name} taken away.",
        )

    def _ask(self, where: str, field: PlaceField, then: Callable[[], None]) -> None:
        """Ask which place is meant, where the words mean several; else go on."""
        if field.buttons or self._asked == where:
            return
        self._asked = where
        self._say("")

        def asked(choices: list[tuple[str, str]]) -> None:
            self._asked = ""
            field.offer(choices)
            if choices:
                self._say(f"“{where}” may be several places. Choose one.")
                field.focus_choice()
            else:
                then()

        self._session.read(lambda ws, _: several(ws, where), asked, self._on_error, topic="where")
