"""Where one is in the window: the page that is shown, the way there, panes and tabs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from tourplanner.ui import places
from tourplanner.ui.place import Place
from tourplanner.ui.session import Session
from tourplanner.ui.shell.header import Header
from tourplanner.ui.shell.sidebar import PLACES, SETTINGS
from tourplanner.ui.start.page import StartPage
from tourplanner.ui.theme import THEME
from tourplanner.ui.widgets.basic import pane

START = ""  # the name of the start page in the trail
TITLES = {entry.name: entry.title for entry in (*PLACES, SETTINGS)}


class Navigation(QObject):
    """Shows places and pages in a stack, remembers the way, and goes back on it.

    Signals
    -------
    moved : another page is shown. made : a Place was made. tab_wished : somebody chose a tab.
    """

    moved = Signal()
    made = Signal(object)
    tab_wished = Signal()

    def __init__(self, session: Session, header: Header, stack: QStackedWidget, start: StartPage):
        super().__init__(stack)
        self._session = session
        self._header = header
        self._stack = stack
        self._start = start
        self._places: dict[str, Place] = {}
        self._undressed: set[str] = set()  # places that are built and not styled yet
        self._trail: list[str] = [START]
        self._at = 0
        self._is_new = False  # the page that is shown, and the keyboard was not given to it yet
        self._had_focus: QWidget | None = None  # what had it when the page was left
        self._owes_focus = False  # there was nothing yet on the page to give it to
        self._frame = pane("surface")  # stands where a place will be in the next turns
        self._filling = ""  # the place that is being made behind the frame
        self._awaited: list[Callable[[Any], None]] = []  # what is done with it once it is there
        stack.addWidget(start)
        stack.addWidget(self._frame)
        THEME.dress(self._frame)
        header.tab_chosen.connect(self.choose_tab)

    # -- places ----------------------------------------------------------------------------------

    def current(self) -> Place | None:
        """Give the place that is shown, None where it is no place."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Place) else None

    def shown_name(self) -> str:
        """Give the name of the place that is shown or about to be; empty where it is no place."""
        place = self.current()
        return place.name if place is not None else self._filling

    @property
    def is_filling(self) -> bool:
        """Whether a place is being made that is shown next."""
        return bool(self._filling)

    def current_name(self) -> str:
        """Give the name of the place where the way has come to; empty = the start page."""
        return self._trail[self._at]

    def place(self, name: str) -> Place:
        """Give a place, made when it is first asked for; one that is about to be shown is shown."""
        self._make(name)
        if name == self._filling:
            self._fill()
        return self._places[name]

    def prepare(self, name: str) -> None:
        """Make a place that will be shown soon, where that holds nobody up."""
        if places.is_loaded():
            self._make(name)

    def _make(self, name: str) -> None:
        while self._is_to_make(name):
            self._make_on(name)

    def _is_to_make(self, name: str) -> bool:
        return name not in self._places or name in self._undressed

    def _make_on(self, name: str) -> None:
        """Go one step on with a place: build it, then dress it, which takes Qt as long again."""
        if name not in self._places:
            made = places.make_place(name, self._session)
            made.header_changed.connect(lambda: self._on_header(made))
            self._places[name] = made
            self._stack.addWidget(made)
            self._undressed.add(name)
        else:
            self._undressed.remove(name)
            THEME.dress(self._places[name])
            self.made.emit(self._places[name])

    def all_made(self) -> list[Place]:
        """Give the places that were made so far."""
        return list(self._places.values())

    def go(self, name: str, then: Callable[[Any], None] | None = None) -> None:
        """Show a place and give it the keyboard; without a file only one that needs none.

        Parameters
        ----------
        then : is called with the place as soon as it is there; never, where somebody went on
            elsewhere before.
        """
        self.look_at(name)
        self.take_focus()
        if then is None or not self._can_show(name):
            return
        if self._filling == name:
            self._awaited.append(then)
        else:
            then(self._places[name])

    def look_at(self, name: str) -> None:
        """Show a place; the keyboard stays where it is, as for arrow keys in the list of places."""
        if not self._can_show(name):
            return
        if self.current_name() != name:
            self._trail = [*self._trail[: self._at + 1], name]
            self._at += 1
        self._show_current()

    def begin(self, name: str) -> None:
        """Forget the way and begin at a place, or at the start page."""
        self._trail, self._at = [name], 0
        self._show_current()
        self.take_focus()

    def step(self, by: int) -> None:
        """Go back or forward."""
        if self.can_step(by):
            self._at += by
            self._show_current()
            self.take_focus()

    def can_step(self, by: int) -> bool:
        """Whether there is a page in that direction."""
        return 0 <= self._at + by < len(self._trail)

    def show_page(self, page: QWidget) -> None:
        """Show a page, which need not be a place."""
        place = page if isinstance(page, Place) else None
        self._filling = ""
        self._header.setVisible(place is not None and not place.is_alone)
        if page is not self._stack.currentWidget():
            # The stack gives the keyboard to the first control of a page, wherever it was before.
            self._is_new, self._had_focus = True, page.focusWidget()
        self._stack.setCurrentWidget(page)
        if place is not None:
            self._header.show_place(place)
            place.enter()
        self.moved.emit()

    def take_focus(self) -> None:
        """Give the keyboard to the page that is shown, where it was in it last.

        What a place reads may come later than the place itself: then as soon as there is something
        to give it to, unless somebody has taken it elsewhere meanwhile.
        """
        if self._filling:
            self._owes_focus = True
            return
        page = self._stack.currentWidget()
        assert page is not None  # the start page is always there
        focus = QApplication.focusWidget()
        is_inside = focus is not None and focus is not page and page.isAncestorOf(focus)
        is_new, had_focus = self._is_new, self._had_focus
        self._is_new, self._had_focus, self._owes_focus = False, None, False
        if is_inside and not is_new:
            return
        target = page.first_widget() if isinstance(page, Place | StartPage) else page
        if had_focus is not None and had_focus is not page and had_focus.isVisible():
            target = had_focus
        if target.isVisible() and target.isEnabled():
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._owes_focus = True
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_current(self) -> None:
        name = self.current_name()
        if name and self._is_to_make(name):
            self._show_frame(name)
        else:
            self.show_page(self._places[name] if name else self._start)

    def _show_frame(self, name: str) -> None:
        """Show where the place will be; it is made in the next turns and shown in the one after."""
        if name != self._filling:
            self._awaited = []
        self._filling, self._owes_focus = name, False
        self._header.setVisible(True)
        self._header.show_title(TITLES.get(name, ""))
        self._stack.setCurrentWidget(self._frame)
        self.moved.emit()
        QTimer.singleShot(0, self, self._go_on)

    def _go_on(self) -> None:
        if not self._filling:
            return
        if not self._is_to_make(self._filling):
            self._fill()
        elif not places.is_loaded():
            # Right after the start: the window stays awake while the modules come.
            self._session.jobs.read(
                lambda *_: places.load(), lambda _: self._go_on(), topic="modules", needs_file=False
            )
        else:
            self._make_on(self._filling)
            QTimer.singleShot(0, self, self._go_on)

    def _fill(self) -> None:
        """Show the place that was made behind the frame."""
        owes, awaited, place = self._owes_focus, self._awaited, self._places[self._filling]
        self.show_page(place)
        if owes:
            self.take_focus()
        for act in awaited:
            act(place)

    def _can_show(self, name: str) -> bool:
        return self._session.path is not None or not places.needs_file(name)

    def _on_header(self, place: Place) -> None:
        if place is self.current():
            self._header.show_place(place)
            self._header.setVisible(not place.is_alone)
            self.moved.emit()
            focus = QApplication.focusWidget()
            # Qt gives it to the first button of the header when what had it goes.
            nobodys = focus is None or focus is place or self._header.isAncestorOf(focus)
            if self._owes_focus and nobodys:
                self.take_focus()

    # -- tabs and panes --------------------------------------------------------------------------

    def choose_tab(self, index: int) -> None:
        """Show a tab of the place."""
        place = self.current()
        if place is not None:
            self.tab_wished.emit()
            place.choose_tab(index)

    def next_tab(self, by: int) -> None:
        """Show the next tab of the place, or the one before; after the last comes the first."""
        place = self.current()
        if place is not None and place.tabs:
            self.choose_tab((place.tab + by) % len(place.tabs))

    def next_pane(self, by: int, first: QWidget, otherwise: QWidget, last: QWidget) -> None:
        """Give the keyboard to the next pane, or the one before.

        Parameters
        ----------
        first, last : panes of the window before and after those of the place.
        otherwise : what stands between them where no place is shown.
        """
        place = self.current()
        middle = [self._header.tabs, *place.panes()] if place is not None else [otherwise]
        panes = [p for p in (first, *middle, last) if p.isVisible() and p.isEnabled()]
        focus = QApplication.focusWidget()
        held = (
            k
            for k, pane in enumerate(panes)
            if focus is not None and (pane is focus or pane.isAncestorOf(focus))
        )
        at = next(held, -1 if by > 0 else 0)
        if panes:
            panes[(at + by) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def paste(self) -> None:
        """Paste into what has the keyboard, else into the place that is shown."""
        if hasattr(QApplication.focusWidget(), "paste"):
            send_to_focus("paste")
        else:
            act: Callable[[], None] | None = getattr(self.current(), "paste", None)
            if act is not None:
                act()

    def find(self) -> None:
        """Go to the search field of the place."""
        place = self.current()
        if place is not None:
            place.start_search()


def send_to_focus(name: str) -> None:
    """Send an editing command to what has the keyboard, where it understands it."""
    act: Callable[[], None] | None = getattr(QApplication.focusWidget(), name, None)
    if act is not None:
        act()
