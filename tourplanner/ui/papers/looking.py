"""The middle of the place of papers: the true pages of the chosen one, or why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedWidget

from tourplanner.core.errors import PlanningError
from tourplanner.core.papers.specs import SPECS
from tourplanner.ui.messages import notice_for
from tourplanner.ui.papers.beside import Beside
from tourplanner.ui.papers.choices import Look, PaperChoice, look_at
from tourplanner.ui.papers.out import picture
from tourplanner.ui.papers.pages_pane import PagesPane
from tourplanner.ui.session import Session
from tourplanner.ui.widgets.empty import EmptyState
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace

EVERY_STOP = "Every stop"


class Looking(QStackedWidget):
    """Looks at a paper, of one stop where it has one each; ``beside`` follows."""

    def __init__(self, session: Session, beside: Beside) -> None:
        super().__init__()
        self._session = session
        self._beside = beside
        self._choice: PaperChoice | None = None
        self._looked_at = ""  # the stop of the paper on the screen
        self.pane = PagesPane()
        self.stop = self.pane.stop
        self.empty = EmptyState("")
        self.addWidget(self.empty)
        self.addWidget(self.pane)

    @property
    def images(self) -> Sequence[QImage]:
        """The pages that are shown; none where there are words instead."""
        return self.pane.pages_view.images if self.currentWidget() is self.pane else []

    def look(self, choice: PaperChoice | None, *, draft: bool) -> None:
        """Show the pages of a paper as soon as they are laid out."""
        if choice is None:
            return
        self._choice, tour_id = choice, self._session.tour_id
        if not tour_id or self._session.path is None:
            self._say("No tour in this file yet.", "Tour menu: New tour in this file.")
            return
        stop = self.stop_of(choice)
        self._beside.show_paper(choice, tour_id, stop)

        def work(workspace: Workspace, _: Progress) -> tuple[Look, list[QImage]]:
            seen = look_at(workspace, choice, tour_id, draft, stop)
            return seen, [picture(page) for page in seen.pages]

        self.pane.words.setText(f"Laying out {choice.name}")
        self._session.read(
            work, lambda found: self._show_look(*found), self._on_no_look, topic="paper"
        )

    def stop_of(self, choice: PaperChoice) -> str:
        """Give the stop that a paper is looked at of; empty for one of no stop, or none yet."""
        return str(self.stop.currentData() or self._looked_at) if choice.per_stop else ""

    def chosen_stop(self) -> str:
        """Give the stop that was chosen for the paper on the screen; empty for every stop."""
        return str(self.stop.currentData() or "") if self.stop.isVisible() else ""

    def forget(self) -> None:
        """Forget the stop: another file was opened."""
        self._looked_at = ""
        self.stop.clear()

    def _say(self, title: str, words: str) -> None:
        self.empty.say(title, words)
        self.setCurrentWidget(self.empty)

    def _show_look(self, look: Look, pages: list[QImage]) -> None:
        choice, pane = self._choice, self.pane
        if choice is None or choice.key != look.key:
            return
        self._show_stops(look)
        levels = SPECS[choice.key].levels
        self._beside.held_back.show_look(look, "".join(x for x in "PMTIR" if x in levels))
        pane.show_alarm(look.alarm)
        if pages:
            words = count_words(len(pages), "page")
            pane.words.setText(f"{words} · {look.state}" if look.state else words)
            pane.show_fit(len(pages), look.most)
            pane.pages_view.show_pages(pages)
            self.setCurrentWidget(pane)
        else:
            self._say(
                f"{choice.name}: {choice.formats_words}.",
                "It has no pages to look at here. Write it, then open it.",
            )

    def _show_stops(self, look: Look) -> None:
        """Offer the stops that a paper of one stop may be of, and every stop at once."""
        self.stop.setVisible(bool(look.stops))
        if not look.stops:
            return
        wanted = [(f"{one.number} {one.name}", one.id) for one in look.stops]
        wanted.append((EVERY_STOP, ""))
        now = [(self.stop.itemText(k), self.stop.itemData(k)) for k in range(self.stop.count())]
        if now != wanted:
            every = self.stop.currentText() == EVERY_STOP
            self.stop.clear()
            for words, data in wanted:
                self.stop.addItem(words, data)
            at = next(k for k, (_, data) in enumerate(wanted) if data == look.stop)
            self.stop.setCurrentIndex(len(wanted) - 1 if every else at)
        if look.stop != self._looked_at:
            self._looked_at = look.stop
            if self._choice is not None:
                self._beside.show_paper(self._choice, str(self._session.tour_id), look.stop)

    def _on_no_look(self, error: BaseException) -> None:
        if isinstance(error, PlanningError):
            self._say("No plan yet, so the papers are empty.", "Tours, Ctrl+2: plan the days.")
        else:
            notice = notice_for(error)
            self._say(notice.text if notice else "", "")
