"""What is made of the map: the page for the press, a print, a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from tourplanner.ui.map.drawing import TourDrawing
from tourplanner.ui.map.own import OwnMap
from tourplanner.ui.map.picture import make_figure, map_area, title_of, write_figure
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session
from tourplanner.ui.tokens import LIGHT
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace

_SCREEN_DPI = 96
_KINDS = "Picture that scales (*.svg);;Picture (*.png)"


class MapPapers:
    """Asks where to, and writes; what it draws is what the plain map shows, the tour or a day."""

    def __init__(
        self, session: Session, parent: QWidget, drawing: TourDrawing, own: OwnMap
    ) -> None:
        self._session = session
        self._parent = parent
        self._drawing = drawing
        self._own = own

    def write_press(self) -> None:
        """Ask for a file and write the map for the press: public stops alone."""
        path = self._session.path
        if not self._session.tour_id or path is None:
            return
        start = str(path.with_name("Map for the press.html"))
        name, _ = QFileDialog.getSaveFileName(
            self._parent, "Map for the press", start, "Page (*.html)"
        )
        if name:
            self.write_press_to(Path(name))

    def write_press_to(self, target: Path) -> None:
        """Write the map for the press."""
        tour_id = self._session.tour_id

        def done(withheld: int) -> None:
            words = f"{target.name} written, {count_words(withheld, 'thing')} held back."
            self._session.tell(Notice(Tone.GOOD, words))

        def work(workspace: Workspace, _: Progress) -> int:
            made = workspace.papers.make_map(tour_id, target, audience="press")
            return len(made.withheld)

        self._session.read(work, done, title="Writing the map")

    # -- print -----------------------------------------------------------------------------------

    def print(self) -> None:
        """Print the plain map of what is shown."""
        if self._drawing.shown is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        if QPrintDialog(printer, self._parent).exec():
            view = self._drawing.page_view(_page_of(printer))
            if view is not None:
                self._own.prepare(*view, lambda: self.print_to(printer))

    def print_to(self, printer: QPrinter) -> None:
        """Draw the map on a printer's page."""
        if self._drawing.shown is None:
            return
        painter = QPainter(printer)
        scale = printer.resolution() / _SCREEN_DPI
        painter.scale(scale, scale)
        self._drawing.draw_page(painter, _page_of(printer), LIGHT, title_of(self._drawing))
        painter.end()

    # -- picture ---------------------------------------------------------------------------------

    def save_picture(self) -> None:
        """Ask for a file and write the map as a picture."""
        path = self._session.path
        if self._drawing.shown is None or path is None:
            return
        start = str(path.with_name("Map.svg"))
        name, kind = QFileDialog.getSaveFileName(self._parent, "Save picture", start, _KINDS)
        if name:
            target = Path(name)
            if target.suffix.lower() not in (".svg", ".png"):
                target = target.with_name(target.name + (".png" if "png" in kind else ".svg"))
            self.save_picture_to(target)

    def save_picture_to(self, target: Path) -> None:
        """Write the map as SVG or PNG, with its words beside it."""

        def done(notes: tuple[str, ...]) -> None:
            words = f"{target.name} written, and the same in words: {target.stem}.txt."
            tone = Tone.WARN if notes else Tone.GOOD
            self._session.tell(Notice(tone, " ".join((words, *notes))))

        def write() -> None:
            figure = make_figure(self._drawing)
            self._session.read(
                lambda _, __: write_figure(figure, target), done, title="Writing the picture"
            )

        view = self._drawing.page_view(map_area())
        if view is not None:
            self._own.prepare(*view, write)


def _page_of(printer: QPrinter) -> QRectF:
    """Give what a printer draws on, in pixels of a screen."""
    scale = printer.resolution() / _SCREEN_DPI
    area = printer.pageLayout().paintRectPixels(printer.resolution())
    return QRectF(0, 0, area.width() / scale, area.height() / scale)
