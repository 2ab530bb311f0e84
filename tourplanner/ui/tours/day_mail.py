"""A day for a mail: what the press may know of it, put on the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.papers.out import mail_data
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.paper_values import MailText
    from tourplanner.services.workspace import Workspace
    from tourplanner.ui.session import Session
    from tourplanner.ui.tours.blocks import Board


def copy_day(session: Session, board: Board, day: int) -> None:
    """Copy a day, from 0, of the plan that is shown; what is held back is counted."""
    title = board.columns[day].title

    def done(mail: MailText) -> None:
        QGuiApplication.clipboard().setMimeData(mail_data(mail))
        words = f"{title} copied, {count_words(len(mail.withheld), 'thing')} held back."
        session.tell(Notice(Tone.GOOD, f"{words} Paste it into a mail."))

    def work(workspace: Workspace, _: Progress) -> MailText:
        from tourplanner.core.papers.specs import PaperKind

        return workspace.papers.mail_text(board.tour_id, PaperKind.PRESS_ITINERARY, day=day)

    session.read(work, done, topic="mail")
