"""What goes out of a tour: a day for a mail on the clipboard, the paper that was sent last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.papers.out import mail_data
from tourplanner.ui.words import count_words, day_words, tod_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.issues import LastSent
    from tourplanner.services.paper_values import MailText
    from tourplanner.services.workspace import Workspace
    from tourplanner.ui.session import Session
    from tourplanner.ui.tours.blocks import Board


def sent_words(last: LastSent) -> str:
    """Say which issue somebody got last: ``Line-by-line v3, sent Thu, Oct 10, 5:00 pm``."""
    at = last.at.astimezone()
    when = f"{day_words(at.date())}, {tod_words(at.hour, at.minute)}"
    return f"{last.name} v{last.version}, sent {when}"


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
