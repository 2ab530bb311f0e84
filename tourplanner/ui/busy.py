"""Busy times of the member and of riders, from a calendar file: whose it is, what it says, kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from tourplanner.core.busy import BusyCalendar, span_texts
from tourplanner.ui.messages import notice_for
from tourplanner.ui.session import Session
from tourplanner.ui.theme import look
from tourplanner.ui.widgets.basic import button, column, label, row
from tourplanner.ui.widgets.fields import ComboBox
from tourplanner.ui.words import count_words, day_words, window_times

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.busy import BusyLook
    from tourplanner.services.workspace import Workspace

_WIDE = 520
_SHOWN = 8  # busy times that are told one by one
_HINT = (
    "From a calendar file of Outlook, Google or Apple (.ics). Times alone are kept; titles, places "
    "and people of the events are not read. Where the tour needs somebody at a busy time, the "
    "board says so."
)


@dataclass(frozen=True, slots=True)
class _There:
    """Who may have a calendar, and those that were read."""

    member: str
    people: tuple[str, ...]
    calendars: tuple[BusyCalendar, ...]


def show_busy(parent: QWidget, session: Session, path: Path | None = None) -> None:
    """Show the busy times of a tour's people, with a calendar file to be looked at."""
    tour_id = session.tour_id

    def read(workspace: Workspace, _: Progress) -> _There:
        busy = workspace.busy
        return _There(busy.member(), busy.people(tour_id), tuple(busy.all(tour_id)))

    def shown(there: _There) -> None:
        dialog = BusyDialog(parent, session, there)
        dialog.open()
        if path is not None:
            dialog.look_at(path)

    session.read(read, shown, owner=parent)


class BusyDialog(QDialog):
    """Chooses whose calendar it is; nothing is saved before Keep."""

    def __init__(self, parent: QWidget, session: Session, there: _There) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Busy times")
        self._session, self._there = session, there
        self._found: BusyLook | None = None
        layout = column(self, margins=(18, 16, 18, 14), gap=8)
        layout.addWidget(label("Busy times by a calendar", "heading"))
        layout.addWidget(label(_HINT, "hint", wraps=True))
        line = row(gap=8)
        line.addWidget(label("Whose", "second"))
        self.who = ComboBox()
        self.who.setAccessibleName("Whose calendar")
        for name in there.people:
            self.who.addItem(name or f"{there.member}, the whole tour", name)
        self.who.currentIndexChanged.connect(lambda _: self._show())
        line.addWidget(self.who, 1)
        layout.addLayout(line)
        self.state = label("", "second", wraps=True)
        layout.addWidget(self.state)
        self.found = label("", wraps=True)
        layout.addWidget(self.found)
        layout.addStretch(1)
        foot = row(gap=8)
        self.choose = button("Read a file…", "", "folder-open", self.ask)
        self.out = button("Take out", "quiet", click=self._forget)
        foot.addWidget(self.choose)
        foot.addWidget(self.out)
        foot.addStretch(1)
        foot.addWidget(button("Close", click=self.reject))
        self.keep = button("Keep", "primary", click=self._keep)
        foot.addWidget(self.keep)
        layout.addLayout(foot)
        self.setMinimumWidth(min(look().px(_WIDE), parent.window().width() - 40))
        self._show()
        self.choose.setFocus(Qt.FocusReason.PopupFocusReason)

    def ask(self) -> None:
        """Ask for a calendar file and look at it."""
        name, _ = QFileDialog.getOpenFileName(self, "Calendar", "", "Calendars (*.ics *.ical)")
        if name:
            self.look_at(Path(name))

    def look_at(self, path: Path) -> None:
        """Say what a calendar file holds; nothing is saved."""
        tour_id = self._session.tour_id

        def failed(error: BaseException) -> None:
            notice = notice_for(error)
            self._found = None
            self.found.setText(notice.text if notice else "")
            self._show()

        def shown(found: BusyLook) -> None:
            self._found = found
            spans = span_texts(found.on_tour, found.zone)
            texts = [window_times(text, is_sentence=False) for text in spans]
            more = f"\n… and {len(texts) - _SHOWN:,} more" if len(texts) > _SHOWN else ""
            unread = (f"\n{count_words(n, 'event')} not read: {why}."
                      for why, n in found.file.left.items())  # fmt: skip
            busy = "".join(f"\n{text}" for text in texts[:_SHOWN])
            self.found.setText(f"{found.file.name}: {found.sentence}{busy}{more}{''.join(unread)}")
            self._show()
            self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

        self._session.read(
            lambda ws, progress: ws.busy.look(str(path), tour_id, progress),
            shown,
            failed,
            topic="busy",
            title=f"Reading {path.name}",
            owner=self,
        )

    def _chosen(self) -> BusyCalendar | None:
        who = str(self.who.currentData() or "").casefold()
        return next((one for one in self._there.calendars if one.who.casefold() == who), None)

    def _show(self) -> None:
        one = self._chosen()
        if one is None:
            self.state.setText("No calendar is kept yet.")
        else:
            span = f"{day_words(one.first)} to {day_words(one.last)}"
            many = count_words(len(one.spans), "busy time")
            self.state.setText(f"Kept: {one.source}, {span}, {many}.")
        self.found.setVisible(bool(self.found.text()))
        self.out.setVisible(one is not None)
        self.keep.setText("Keep" if one is None else "Replace")
        self.keep.setEnabled(self._found is not None)

    def _keep(self) -> None:
        found, tour_id = self._found, self._session.tour_id
        who = str(self.who.currentData() or "")
        if found is None:
            return
        self.accept()
        self._session.write(
            lambda ws, _: ws.busy.keep(tour_id, who, found.file),
            title="Keeping the busy times",
            acted=f"Busy times of {who or self._there.member} kept.",
        )

    def _forget(self) -> None:
        tour_id, who = self._session.tour_id, str(self.who.currentData() or "")
        self.accept()
        self._session.write(
            lambda ws, _: ws.busy.forget(tour_id, who),
            acted=f"Busy times of {who or self._there.member} taken out.",
        )
