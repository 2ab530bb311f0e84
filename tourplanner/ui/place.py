"""What every place of the window has: a header, tabs, actions, a page, and when to look again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tourplanner.ui.icons import set_icon
from tourplanner.ui.session import Session
from tourplanner.ui.widgets.basic import column

if TYPE_CHECKING:
    from tourplanner.core.changes import Changes


# Record kinds whose changes move the times of a plan; who sits in which coach tells how long
# boarding takes.
OF_THE_TIMES = frozenset({"tour", "stop", "site", "variant", "leg", "place", "coach", "rider"})


@runtime_checkable
class Goes(Protocol):
    """The window, as far as a place asks it to show another one."""

    def go(self, name: str, then: Callable[[Any], None] | None = None) -> None:
        """Show a place; ``then`` is called with it as soon as it is there."""


def go_to(here: QWidget, name: str, then: Callable[[Any], None]) -> None:
    """Show another place of the window that ``here`` is in, and do something with it there."""
    window = here.window()
    if isinstance(window, Goes):
        window.go(name, then)


class Place(QWidget):
    """One place of the window. Subclasses build their page and say what stands in the header.

    Class attributes: ``name`` is the key of memory and menus, ``title`` and ``icon`` stand in the
    sidebar, ``kinds`` are the record kinds whose changes make the page stale. While ``is_alone``
    holds, nothing of the window is shown but the place.
    """

    name = ""
    title = ""
    icon = ""
    kinds: frozenset[str] = frozenset()
    is_alone = False

    header_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.page: QVBoxLayout = column(self)
        self.tabs: list[tuple[str, str]] = []  # name, count
        self.tab = 0
        self.primary: QAction | None = None
        self.others: list[QAction] = []
        self.header_note = ""
        self.header_widget: QWidget | None = None
        self.status_words: list[tuple[str, str]] = []  # icon, words
        self._is_stale = True
        session.changed.connect(self._on_changes)
        session.tour_chosen.connect(self.make_stale)
        session.file_changed.connect(self.make_stale)
        session.directory_changed.connect(self.make_stale)

    # -- for the window --------------------------------------------------------------------------

    def heading(self) -> str:
        """Give the title of the header."""
        return self.title

    def enter(self) -> None:
        """The place is shown: look at the file where something changed since."""
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    def choose_tab(self, index: int) -> None:
        """Show another tab."""
        if index != self.tab and 0 <= index < len(self.tabs):
            self.tab = index
            self.on_tab()
            self.header_changed.emit()

    def start_search(self) -> None:
        """Go to the search field of the place, where it has one."""

    def first_widget(self) -> QWidget:
        """Give what gets the keyboard when the place is entered by a key."""
        return self

    def panes(self) -> list[QWidget]:
        """Give what F6 goes through, in reading order."""
        return [self.first_widget()]

    def menu_actions(self) -> list[QAction]:
        """Give what stands in the Tour menu and the palette."""
        return [*([self.primary] if self.primary else []), *self.others]

    def show_record(self, record: str) -> None:
        """Show one record that was found elsewhere."""

    def flush(self) -> None:
        """Send what was typed and is not saved yet to the store."""

    # -- for subclasses --------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read anew what is shown."""

    def on_tab(self) -> None:
        """Another tab was chosen."""

    def make_stale(self) -> None:
        """Read anew at once if shown, else when shown next."""
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True

    def action(
        self, text: str, act: object, icon: str = "", key: str = "", tip: str = ""
    ) -> QAction:
        """Give an action of the place.

        Parameters
        ----------
        key : works while the place is shown, wherever the focus is; so one with Ctrl or Alt.
            Enter is the large key as well, which Qt calls Return.
        """
        made = QAction(text, self)
        made.triggered.connect(lambda: act())  # type: ignore[operator]
        if icon:
            set_icon(made, icon)
        if key:
            both = dict.fromkeys((key, key.replace("Enter", "Return")))
            made.setShortcuts([QKeySequence(each) for each in both])
            made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        if tip:
            made.setToolTip(tip)
        self.addAction(made)
        return made

    def _on_changes(self, changes: Changes) -> None:
        if self.kinds & changes.touched.keys():
            self.make_stale()
