"""Contact cards looked through before they come into a list: who is new, here, perhaps a double."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from tourplanner.core.contact_cards import CARD_LISTS, TAKEN, CardFile, CardRow
from tourplanner.ui.session import Session
from tourplanner.ui.theme import look
from tourplanner.ui.widgets.basic import button, column, label, row
from tourplanner.ui.widgets.rows import TextDelegate
from tourplanner.ui.widgets.table import RowsModel, Table, TableColumn
from tourplanner.ui.words import count_words

_WIDE, _HIGH = 820, 520
_EDGE = 40  # of the window that stays in view around the dialog


def show_cards(parent: QWidget, session: Session, tour_id: str, name: str, path: Path) -> None:
    """Read a file of contact cards for a list, and ask which of them come in."""

    def ask(found: tuple[CardFile, tuple[CardRow, ...]]) -> None:
        file, rows = found

        def add(chosen: Sequence[CardRow]) -> None:
            session.write(
                lambda ws, _: ws.contact_cards.add(chosen, tour_id, name, file.name),
                lambda added: session.acted.emit(added.sentence),
                title="Adding contacts",
            )

        CardsDialog(parent, CARD_LISTS[name].title, file, rows, add).open()

    session.read(
        lambda ws, _: ws.contact_cards.look(str(path), tour_id, name),
        ask,
        title=f"Reading {path.name}",
        owner=parent,
    )


class _CardTable(Table):
    """Space, Enter or a double click takes a card in or leaves it out."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the chosen card with the space bar as with Enter."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class CardsDialog(QDialog):
    """The cards of a file, and what each is to the list; the last button alone saves."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        file: CardFile,
        rows: Sequence[CardRow],
        add: Callable[[Sequence[CardRow]], None],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Contact cards")
        self._add = add
        layout = column(self, margins=(18, 16, 18, 14), gap=8)
        layout.addWidget(label(f"{file.name} into {title}", "heading", wraps=True))
        layout.addWidget(label(f"{TAKEN} Space takes one in or leaves it out.", "hint", wraps=True))
        self.model: RowsModel[CardRow] = RowsModel(
            [
                TableColumn("Comes in", lambda row: "Yes" if row.takes else "No", 76),
                TableColumn("Name", lambda row: row.card.name, 170),
                TableColumn("Organization", lambda row: row.card.organization, 150),
                TableColumn("Reached by", _reached, 150),
                TableColumn("Result", lambda row: str(row.state), 76),
                TableColumn("Remark", lambda row: row.remark),
            ],
            _spoken,
        )
        self.table = _CardTable("Contact cards", self.model, TextDelegate(strong_column=1))
        self.table.show_columns(
            [one.title for one in self.model.columns], ("Organization", "Reached by")
        )
        self.table.opened.connect(self._turn)
        self.model.show(rows)
        layout.addWidget(self.table, 1)
        left = "; ".join(f"{count_words(n, 'card')} {why}" for why, n in file.left.items())
        self.left = label(f"Not taken: {left}." if left else "", "warn", wraps=True)
        self.left.setVisible(bool(left))
        layout.addWidget(self.left)
        foot = row(gap=8)
        foot.addStretch(1)
        foot.addWidget(button("Cancel", click=self.reject))
        self.add_button = button("", "primary", click=self._on_add)
        foot.addWidget(self.add_button)
        layout.addLayout(foot)
        room = parent.window().size() - QSize(_EDGE, _EDGE)
        self.resize(QSize(look().px(_WIDE), look().px(_HIGH)).boundedTo(room))
        self._show_outcome()
        self.table.choose(0)
        self.table.setFocus(Qt.FocusReason.PopupFocusReason)

    def _turn(self, at: int) -> None:
        if 0 <= at < len(self.model.rows):
            self.model.replace(at, self.model.rows[at].turned())
            self._show_outcome()

    def _show_outcome(self) -> None:
        taken = sum(row.takes for row in self.model.rows)
        words = f"Add {count_words(taken, 'contact')}" if taken else "Nothing to add"
        self.add_button.setText(words)
        self.add_button.setEnabled(bool(taken))

    def _on_add(self) -> None:
        rows = tuple(self.model.rows)
        self.accept()
        self._add(rows)


def _reached(row: CardRow) -> str:
    return ", ".join(filter(None, (*row.card.phones[:1], *row.card.emails[:1])))


def _spoken(row: CardRow) -> str:
    comes = "comes in" if row.takes else "stays out"
    parts = (row.card.name, row.card.organization, _reached(row), str(row.state), row.remark)
    return f"{', '.join(filter(None, parts))} {comes}".strip()
