"""The lists behind papers: riders, media, coverage; typed in cells, pasted from a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from tourplanner.core.contact_cards import CARD_LISTS
from tourplanner.core.errors import InputError
from tourplanner.core.lists import RIDERS
from tourplanner.ui.list_cells import CellsTable
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session
from tourplanner.ui.widgets.basic import button, column, label, row
from tourplanner.ui.widgets.flow import FlowBox
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.services.lists import ListPage, ListReport


class ListEditor(QWidget):
    """One list of the tour as a table, with what can be done with it."""

    def __init__(self, session: Session, name: str, title: str, hint: str) -> None:
        super().__init__()
        self.session = session
        self.name = name
        self.table = CellsTable(title)
        self.table.cells.typed.connect(self._on_typed)
        self.table.pasted.connect(self.paste)
        self.paste_button = button("Paste a table", "small", click=self.paste)
        self.paste_button.setToolTip("Rows copied in a spreadsheet, with their header or without")
        self.out = button("Take rows out", "small", click=self.remove)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_buttons())
        layout = column(self)
        top = row(margins=(14, 10, 14, 8), gap=8)
        top.addWidget(label(hint, "hint", wraps=True), 1)
        top.addWidget(self.paste_button)
        top.addWidget(self.out)
        layout.addLayout(top)
        self._more = self._ways_in()
        if self._more:
            box = FlowBox()
            for made in self._more:
                box.flow.addWidget(made)
            line = row(margins=(14, 0, 14, 8))
            line.addWidget(box)
            layout.addLayout(line)
        layout.addWidget(self.table, 1)
        self._show_buttons()

    def _ways_in(self) -> list[QWidget]:
        """Make the buttons for what comes from files, where the list takes any."""
        made: list[QWidget] = []
        if self.name in CARD_LISTS:
            cards = button("Contact cards…", "small", "user", self.ask_cards)
            cards.setToolTip("People from a vCard file (.vcf) of a phone or of Outlook")
            made.append(cards)
        if self.name == RIDERS.name:
            busy = button("Busy times…", "small", "clock", lambda: self.show_busy())
            busy.setToolTip("When the member and riders are busy, by their calendars (.ics)")
            made.append(busy)
        return made

    def refresh(self) -> None:
        """Read the list."""
        tour_id = self.session.tour_id
        self.table.cells.is_read_only = self.session.is_read_only
        if not tour_id or self.session.path is None:
            self.table.cells.forget()
            self._show_buttons()
            return
        self.session.read(
            lambda ws, _: ws.lists.read(tour_id, self.name), self._show, topic=f"list-{self.name}"
        )

    def _show(self, page: ListPage) -> None:
        self.table.show_page(page)
        self._show_buttons()

    def _show_buttons(self) -> None:
        can = bool(self.session.tour_id) and not self.session.is_read_only
        self.paste_button.setEnabled(can)
        for way in self._more:
            way.setEnabled(can)
        self.out.setEnabled(can and bool(self.table.chosen_rows()))

    def _on_typed(self, at: str, field: str, text: str, is_new: bool) -> None:
        tour_id = self.session.tour_id

        def failed(error: BaseException) -> None:
            if isinstance(error, InputError):
                self.table.cells.refuse(at, field, text, f"{error.text} {error.hint}")
            else:
                self.session.unsaved.emit()
            self.session.tell_error(error)

        self.session.write(
            lambda ws, _: ws.lists.set(tour_id, self.name, at, field, text, is_new=is_new),
            None,
            failed,
        )

    def paste(self) -> None:
        """Take in the table on the clipboard."""
        text, tour_id = QGuiApplication.clipboard().text(), self.session.tour_id
        if not tour_id or self.session.is_read_only:
            return
        rows: Sequence[str] = self.table.rows_from_here()
        at = self.table.currentIndex()
        field = self.table.cells.columns[at.column()].name if at.isValid() else ""

        def done(report: ListReport) -> None:
            tone = Tone.WARN if report.refused else Tone.GOOD
            self.session.tell(Notice(tone, report.sentence, " ".join(report.refused[:3])))

        self.session.write(
            lambda ws, _: ws.lists.paste(tour_id, self.name, text, rows, field),
            done,
            title="Pasting a table",
        )

    def ask_cards(self) -> None:
        """Ask for a file of contact cards and show what of it would come in."""
        name, _ = QFileDialog.getOpenFileName(self, "Contact cards", "", "Contact cards (*.vcf)")
        if name:
            self.take_cards(Path(name))

    def take_cards(self, path: Path) -> None:
        """Show what of a file of contact cards would come in."""
        from tourplanner.ui.contact_cards import show_cards

        tour_id = self.session.tour_id
        if not tour_id or self.session.is_read_only:
            self.session.tell(Notice(Tone.INFO, "Contact cards need a tour that can be changed."))
            return
        show_cards(self, self.session, tour_id, self.name, path)

    def show_busy(self, path: Path | None = None) -> None:
        """Show when the member and the riders are busy, with a calendar file to be looked at."""
        from tourplanner.ui.busy import show_busy

        if not self.session.tour_id or self.session.is_read_only:
            self.session.tell(Notice(Tone.INFO, "Busy times need a tour that can be changed."))
            return
        show_busy(self, self.session, path)

    def remove(self) -> None:
        """Take the chosen rows out; Undo brings them back."""
        rows = self.table.chosen_rows()
        if rows:
            many = count_words(len(rows), "row")
            self.session.write(
                lambda ws, _: ws.lists.remove(self.name, rows), acted=f"{many} taken out."
            )
