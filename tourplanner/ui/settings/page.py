"""What every page of the settings has: a column of sections that scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from tourplanner.ui.session import Session
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.widgets.basic import card, column, label, scroll_page

WIDTH = 720


class SettingsPage(QScrollArea):
    """One tab of the settings. Subclasses fill ``body`` and say which kinds make them stale."""

    title = ""
    kinds: frozenset[str] = frozenset()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(f"Settings: {self.title}")
        whole = scroll_page("canvas")
        outer = column(whole, margins=(24, 20, 24, 24))
        outer.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._inner = QWidget()
        self._inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.body: QVBoxLayout = column(self._inner, gap=8)
        outer.addWidget(self._inner)
        self.setWidget(whole)
        THEME.changed.connect(self._resize)
        self._resize()

    def refresh(self) -> None:
        """Read anew what is shown."""

    def flush(self) -> None:
        """Send what was typed and is not saved yet to the store."""

    def first_widget(self) -> QWidget:
        """Give what gets the keyboard first."""
        return self

    def show_field(self, name: str) -> None:
        """Go to the field of that name, where the page has it; pages with fields know them."""

    def section(self, title: str, words: str = "") -> QVBoxLayout:
        """Begin a section and give the inside of its card."""
        if self.body.count():
            self.body.addSpacing(12)
        self.body.addWidget(label(title, "heading"))
        if words:
            self.body.addWidget(label(words, "second", wraps=True))
        box = card()
        self.body.addWidget(box)
        return column(box, margins=(16, 12, 16, 12), gap=8)

    def _resize(self) -> None:
        self._inner.setMaximumWidth(look().px(WIDTH))
