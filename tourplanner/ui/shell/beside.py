"""The card of one record beside the place that is shown, read and closed without leaving it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from tourplanner.core.fields import FieldType
from tourplanner.ui.session import Session
from tourplanner.ui.shell.notices import announce
from tourplanner.ui.shell.search import HOMES
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.widgets.badges import LevelTile
from tourplanner.ui.widgets.basic import button, clear, column, icon_button, label, row, scroll_page
from tourplanner.ui.words import day_words, tod_words

if TYPE_CHECKING:
    from tourplanner.core.changes import Changes
    from tourplanner.core.ports import Progress
    from tourplanner.services.finding import Card, Fact
    from tourplanner.services.workspace import Workspace

WIDTH = 300
_MOST = 0.42


class Beside(QFrame):
    """Shows a record's card at the right of the place; Esc closes it."""

    def __init__(self, session: Session, go_to: Callable[[str, str], None]) -> None:
        super().__init__()
        self._session, self._go_to = session, go_to
        self._kind = self._record = ""
        self._before: QWidget | None = None  # what had the keyboard
        self._words: list[str] = []
        self.setProperty("ground", "surface")
        self.setProperty("edge", "left")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Card beside")
        outer = column(self)
        head = row(margins=(16, 10, 8, 6), gap=8)
        self.what = label("", "section")
        head.addWidget(self.what, 1)
        self.close_button = icon_button("x", "Close the card (Esc)", self.close_card)
        self.close_button.setProperty("kind", "quiet")
        head.addWidget(self.close_button)
        outer.addLayout(head)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = scroll_page("surface")
        area.setWidget(page)
        body = column(page, margins=(16, 0, 16, 16), gap=10)
        self.title = label("", "heading", wraps=True, selectable=True)
        body.addWidget(self.title)
        self.open = button("Go there", "small", "arrow-right", self._go)
        body.addWidget(self.open)
        self._facts = column(gap=8)
        body.addLayout(self._facts)
        body.addStretch(1)
        outer.addWidget(area, 1)
        self.hide()
        session.changed.connect(self._on_changes)
        session.file_changed.connect(self.close_card)
        THEME.changed.connect(self._resize)
        self._resize()

    def show_record(self, kind: str, record: str) -> None:
        """Read a record and show its card."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self._kind, self._record = kind, record
        self._read()

    def close_card(self) -> None:
        """Close the card; the keyboard goes back to where it was."""
        focus = QApplication.focusWidget()
        held = focus is None or focus is self or self.isAncestorOf(focus)
        before, self._before = self._before, None
        self.hide()
        self._kind = self._record = ""
        if held and before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Keep Esc for the card, where a place has a use for that key too."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        else:
            super().keyPressEvent(event)

    def words(self) -> list[str]:
        """Give the facts as they are shown: ``Label: value``."""
        return self._words

    def _read(self) -> None:
        kind, record = self._kind, self._record

        def work(workspace: Workspace, _: Progress) -> Card | None:
            from tourplanner.services.finding import card

            return card(workspace.file, workspace.sites, workspace.plan.rules, kind, record)

        self._session.read(work, self._show, topic="beside")

    def _show(self, card: Card | None) -> None:
        if card is None:
            self.close_card()
            return
        was_shown = self.isVisible()
        self._resize()
        self.what.setText(card.what)
        self.title.setText(card.title)
        self.open.setVisible(card.kind in HOMES)
        clear(self._facts)
        self._words = []
        for fact in card.facts:
            self._add(fact)
        if not card.facts:
            self._facts.addWidget(label("Nothing more is known yet.", "hint", wraps=True))
        self.show()
        if not was_shown:
            announce(self, f"{card.what} {card.title}, beside")
            target = self.open if card.kind in HOMES else self.close_button
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, fact: Fact) -> None:
        words = fact_words(fact)
        self._words.append(f"{fact.label}: {words}")
        head = row(gap=6)
        head.addWidget(label(fact.label, "hint"), 1)
        head.addWidget(LevelTile(str(fact.level)))
        self._facts.addLayout(head)
        self._facts.addWidget(label(words, wraps=True, selectable=True))

    def _go(self) -> None:
        kind, record = self._kind, self._record
        self._before = None
        self.close_card()
        self._go_to(HOMES[kind], record)

    def _on_changes(self, changes: Changes) -> None:
        if self._kind in changes.touched and self.isVisible():
            self._read()

    def _resize(self) -> None:
        # With large text the place beside it keeps the larger part of the window.
        self.setFixedWidth(min(look().px(WIDTH), round(self.window().width() * _MOST)))


def fact_words(fact: Fact) -> str:
    """Write a value as the window writes its kind: days, clock times, yes and no."""
    value = fact.value
    if fact.type is FieldType.DATE:
        return day_words(date.fromisoformat(str(value)), year=True)
    if fact.type is FieldType.TOD_MIN:
        return tod_words(*divmod(int(value), 60))
    if fact.type is FieldType.BOOL:
        return "Yes" if value else "No"
    return str(value)
