"""What is made of the map: the page for the press, a print, a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPageLayout, QPainter, QPicture
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from tourplanner.ui.map.controls import OVER
from tourplanner.ui.map.own import OwnMap
from tourplanner.ui.map.picture import (
    WIDTH,
    Figure,
    cut_map,
    draw_below,
    legend_of,
    listed_rows,
    map_area,
    words_of,
    write_figure,
)
from tourplanner.ui.map.plain import PlainMap
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session
from tourplanner.ui.tokens import LIGHT
from tourplanner.ui.words import count_words, day_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace

_KINDS = "Picture that scales (*.svg);;Picture (*.png)"


class MapPapers:
    """Asks where to, and writes; what it draws is the plain map of the tour or the day shown."""

    def __init__(self, session: Session, parent: QWidget, plain: PlainMap, own: OwnMap) -> None:
        self._session = session
        self._parent = parent
        self._plain = plain
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
        if self._plain.shown is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        if QPrintDialog(printer, self._parent).exec():
            self.print_to(printer)

    def print_to(self, printer: QPrinter) -> None:
        """Draw the map on a printer's page."""
        if self._plain.shown is None:
            return
        painter = QPainter(printer)
        scale = printer.resolution() / 96
        painter.scale(scale, scale)
        area = printer.pageLayout().paintRectPixels(printer.resolution())
        page = QRectF(0, 0, area.width() / scale, area.height() / scale)
        self._plain.draw_page(painter, page, LIGHT, self._title())
        painter.end()

    def _title(self) -> str:
        screen, day = self._plain.shown, self._plain.day
        if screen is None:
            return ""
        if day is None:
            return screen.name
        return f"{screen.name}, {day_words(screen.days[day].date, year=True)}"

    # -- picture ---------------------------------------------------------------------------------

    def save_picture(self) -> None:
        """Ask for a file and write the map as a picture."""
        path = self._session.path
        if self._plain.shown is None or path is None:
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

        def done(_: object) -> None:
            words = f"{target.name} written, and the same in words: {target.stem}.txt."
            self._session.tell(Notice(Tone.GOOD, words))

        def write() -> None:
            figure = self.figure()
            self._session.read(
                lambda _, __: write_figure(figure, target), done, title="Writing the picture"
            )

        view = self._plain.page_view(map_area())
        if view is not None:
            self._own.prepare(*view, write)

    def figure(self) -> Figure:
        """Record what the map shows, its legend and its list."""
        plain = self._plain
        screen, choice = plain.shown, plain.choice
        assert screen is not None
        title = self._title()
        names = dict(OVER)
        over = [names[layer.name] for layer in plain.over if layer.name != "schools"]
        over += [f"Ring: {choice.title}"] if choice is not None else []
        legend = legend_of(screen, plain.day, plain.hidden, over)
        rows = listed_rows(screen, plain.day, choice)
        picture = QPicture()
        painter = QPainter(picture)
        plain.draw_page(painter, map_area(), LIGHT, "")
        cut_map(painter, plain.page_view(map_area()), title)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = draw_below(painter, legend, rows)
        painter.end()
        words = words_of(screen, title, rows, legend, self._own.credit)
        return Figure(picture, QSize(WIDTH, round(high)), title, words)
