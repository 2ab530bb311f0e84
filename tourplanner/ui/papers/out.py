"""A paper on the clipboard and on a printer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QRectF, Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
)
from PySide6.QtPrintSupport import QPrinter

from tourplanner.core.papers.specs import PaperFormat, PaperKind
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.papers.choices import PaperChoice
from tourplanner.ui.session import Session
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from pathlib import Path

    from tourplanner.core.ports import Progress
    from tourplanner.services.paper_values import MailText, PapersMade
    from tourplanner.services.workspace import Workspace

PRINT_INCH = 300  # pixels per inch of a printed page


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """The paper on the screen; ``stop``: of a paper of one stop, its stop."""

    choice: PaperChoice
    tour_id: str
    draft: bool
    stop: str

    @property
    def kind(self) -> PaperKind:
        """What it is."""
        return PaperKind(self.choice.key)


def copy_paper(session: Session, shown: ShownPaper) -> None:
    """Put a paper on the clipboard, as formatted and as plain text at once."""

    def done(mail: MailText) -> None:
        QGuiApplication.clipboard().setMimeData(mail_data(mail))
        _tell_copied(session, shown, mail, "Paste it into a mail.")

    _read_mail(session, shown, done)


def copy_message(session: Session, shown: ShownPaper) -> None:
    """Put a paper on the clipboard in few words, for a telephone."""

    def done(mail: MailText) -> None:
        QGuiApplication.clipboard().setText(mail.message)
        _tell_copied(session, shown, mail, "Paste it into a text message.")

    _read_mail(session, shown, done)


def _tell_copied(session: Session, shown: ShownPaper, mail: MailText, then: str) -> None:
    held = count_words(len(mail.withheld), "thing")
    words = f"{shown.choice.name} copied, {held} held back."
    session.tell(Notice(Tone.GOOD, f"{words} {then}"))


def draft_mail(
    session: Session, shown: ShownPaper, formats: Sequence[PaperFormat], folder: Path
) -> None:
    """Write a paper and a mail that holds it, and open the mail to be looked at and sent."""
    if not formats:
        session.tell(Notice(Tone.INFO, "Choose a format first: the mail holds the paper in it."))
        return

    def work(workspace: Workspace, _: Progress) -> PapersMade:
        return workspace.papers.mail_draft(
            shown.tour_id, shown.kind, formats, folder, draft=shown.draft, stop=shown.stop
        )

    def done(made: PapersMade) -> None:
        if not made.files:
            words = " ".join(note for paper in made.papers for note in paper.notes)
            session.tell(Notice(Tone.WARN, words or "No file was written."))
            return
        mail = made.files[-1]
        held = count_words(len(made.withheld), "thing")
        words = f"{mail.name} written, {held} held back."

        def open_mail() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(mail)))

        session.tell(Notice(Tone.GOOD, words, "", "Open the mail", open_mail))

    session.read(work, done, title="Writing the mail", topic="papers")


def _read_mail(session: Session, shown: ShownPaper, done: Callable[[MailText], None]) -> None:
    session.read(
        lambda ws, _: ws.papers.mail_text(
            shown.tour_id, shown.kind, draft=shown.draft, stop=shown.stop
        ),
        done,
        topic="mail",
    )


def print_paper(session: Session, shown: ShownPaper, printer: QPrinter) -> None:
    """Print a paper as it is shown."""
    name = shown.choice.name

    def work(workspace: Workspace, progress: Progress) -> int:
        progress(0, 0, f"Laying out {name}")
        seen = workspace.papers.preview(
            shown.tour_id,
            shown.kind,
            draft=shown.draft,
            pixels_per_inch=PRINT_INCH,
            stop=shown.stop,
        )
        return print_to(printer, seen.pictures, progress)

    def done(pages: int) -> None:
        if pages:
            words = f"{name} printed, {count_words(pages, 'page')}."
            session.tell(Notice(Tone.GOOD, words))
        else:
            session.tell(Notice(Tone.BAD, "The printer did not take the page."))

    session.read(work, done, title=f"Printing {name}")


def mail_data(mail: MailText) -> QMimeData:
    """Give a paper for the clipboard: mail programs take the formatted text, others the plain."""
    made = QMimeData()
    made.setHtml(mail.html)
    made.setText(mail.plain)
    return made


def new_printer(page: QImage) -> QPrinter:
    """Give a printer set to sheets like a page that is shown; no margin is added to its own."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    wide = page.width() > page.height()
    way = QPageLayout.Orientation
    made.setPageOrientation(way.Landscape if wide else way.Portrait)
    made.setFullPage(True)
    return made


def print_to(printer: QPrinter, pages: Sequence[bytes], progress: Progress) -> int:
    """Print pages, as large as the sheet takes them; called on a helper's thread.

    Parameters
    ----------
    pages : PNG pictures. Where the printer is set to some of the pages, those are printed.

    Returns
    -------
    How many pages were printed; none where the printer cannot begin.
    """
    first, last = printer.fromPage() or 1, printer.toPage() or len(pages)
    chosen = pages[first - 1 : last]
    painter = QPainter()
    if not chosen or not painter.begin(printer):
        return 0
    try:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number, data in enumerate(chosen):
            progress(number, len(chosen), f"Printing page {first + number}")
            if number:
                printer.newPage()
            page = picture(data)
            painter.drawImage(_fitted(page, printer), page)
    finally:
        painter.end()
    return len(chosen)


def picture(page: bytes) -> QImage:
    """Read a page, on any thread, in the form in which it is drawn without another look.

    Its format is named: to guess it asks the reader of SVG too, which connects objects of Qt and
    keeps Python's lock meanwhile. The window's thread, which may hold Qt's lock for connections and
    wait for Python's, would wait forever.
    """
    read = QImage.fromData(page, "PNG")  # type: ignore[arg-type]  # the stubs know bytes alone
    return read.convertToFormat(QImage.Format.Format_RGB32)


def _fitted(page: QImage, printer: QPrinter) -> QRectF:
    """Give where a page stands on the sheet: whole, in the middle, its shape kept."""
    sheet = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    size = page.size().scaled(sheet.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    made = QRectF(0, 0, size.width(), size.height())
    made.moveCenter(sheet.center())
    return made
