"""The map as a picture, SVG or PNG: with legend and list of stops, and the same in words.

What is drawn is recorded by the window and played into the file by a helper thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPicture,
    QTextLayout,
    QTransform,
)
from PySide6.QtSvg import QSvgGenerator

from tourplanner.core.errors import ExportError
from tourplanner.core.safe_text import one_line
from tourplanner.core.units import hours_text
from tourplanner.services.maps import MapMark, MarkKind, ScreenMap
from tourplanner.ui.map.choice import Choice
from tourplanner.ui.map.controls import OVER
from tourplanner.ui.map.drawing import TourDrawing
from tourplanner.ui.map.layer_paint import draw_sample
from tourplanner.ui.map.paint import Placed, draw_mark, draw_swatch
from tourplanner.ui.map.rows import MapRow, RowKind, rows_of
from tourplanner.ui.map.twins import LayerTwin
from tourplanner.ui.map.words import miles_words
from tourplanner.ui.theme import font
from tourplanner.ui.tokens import LIGHT
from tourplanner.ui.widgets.rows import draw_text
from tourplanner.ui.words import count_words, day_words

WIDTH, MAP_HIGH = 1200, 860
PNG_SCALE = 2  # pixels of a PNG for one of the drawing
_EDGE, _LINE, _COLUMNS = 24, 20, 2
_SWATCH = 34


#: What is drawn in a legend: a day's line, a mark, a layer by name, nothing; and its words.
Sample = tuple[int | MapMark | str | None, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that is recorded: its size in pixels, its title, and all of it in words."""

    picture: QPicture
    size: QSize
    title: str
    words: str


def title_of(drawing: TourDrawing) -> str:
    """Give what a drawing is called: the tour's name, and the day where one is shown."""
    screen, day = drawing.shown, drawing.day
    if screen is None:
        return ""
    if day is None:
        return screen.name
    return f"{screen.name}, {day_words(screen.days[day].date, year=True)}"


def make_figure(drawing: TourDrawing) -> Figure:
    """Record what a drawing shows, its legend and its list; it must show a map."""
    screen, choice = drawing.shown, drawing.choice
    assert screen is not None
    title = title_of(drawing)
    names = dict(OVER)
    over: list[tuple[str | None, str]] = [(one.name, names[one.name]) for one in drawing.over]
    over += [(None, f"Ring: {choice.title}")] if choice is not None else []
    legend = legend_of(screen, drawing.day, drawing.hidden, over)
    rows = listed_rows(screen, drawing.day, choice)
    picture = QPicture()
    painter = QPainter(picture)
    drawing.draw_page(painter, map_area(), LIGHT, "")
    cut_map(painter, drawing.page_view(map_area()), title)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    high = draw_below(painter, legend, rows)
    painter.end()
    words = words_of(title, rows, legend, drawing.twins, drawing.credit)
    return Figure(picture, QSize(WIDTH, round(high)), title, words)


def map_area() -> QRectF:
    """Give where the map stands in a figure, with its title."""
    return QRectF(_EDGE, _EDGE, WIDTH - 2 * _EDGE, MAP_HIGH - _EDGE)


def cut_map(painter: QPainter, view: tuple[QTransform, QRectF] | None, title: str) -> None:
    """Cover what was drawn beside the map, and write its title: an SVG of Qt's clips nothing."""
    if view is None:
        return
    area, far = view[1], 40 * WIDTH
    sheet = QRectF(area).adjusted(-far, -far, far, far)
    for part in (
        QRectF(sheet.topLeft(), QPointF(sheet.right(), area.top())),
        QRectF(QPointF(sheet.left(), area.bottom()), sheet.bottomRight()),
        QRectF(QPointF(sheet.left(), area.top()), area.bottomLeft()),
        QRectF(area.topRight(), QPointF(sheet.right(), area.bottom())),
    ):
        painter.fillRect(part, QColor("white"))
    head = QRectF(_EDGE, _EDGE, WIDTH - 2 * _EDGE, 30)
    draw_text(painter, head, title, px=15, color=LIGHT.ink)


def legend_of(
    screen: ScreenMap,
    day: int | None,
    hidden: frozenset[str],
    over: Sequence[tuple[str | None, str]],
) -> list[Sample]:
    """Give the legend: a day, a mark, a layer by name or nothing to draw, and its words."""
    found: list[Sample] = []
    for one in screen.days if "stops" not in hidden else ():
        if day in (None, one.index):
            about = "≈ " if one.is_estimate else ""
            far = (
                "the bus stands"
                if one.stands
                else (f"{miles_words(one.meters)}, {about}{hours_text(one.drive_min)}")
            )
            found.append((one.index, f"Day {one.index + 1}: {day_words(one.date)}, {far}"))
    kinds = {
        MarkKind.STOP: "",
        MarkKind.PLACE: "",
        MarkKind.CANDIDATE: "Other site of the office",
    }
    for kind, words in kinds.items():
        layer = "candidates" if kind is MarkKind.CANDIDATE else ""
        mark = next((m for m in screen.marks if m.kind is kind), None)
        if words and mark is not None and layer not in hidden:
            found.append((mark, words))
    labels = {mark.label for mark in screen.marks if mark.kind is MarkKind.PLACE}
    if "stops" not in hidden:
        found += [(None, words) for label, words in (("H", "H: hotel"), ("P", "P: other place"))
                  if label in labels]  # fmt: skip
        if any(m.is_approximate or not m.is_confirmed for m in screen.marks if m.label):
            found.append((None, "Dashed edge: not confirmed, or known to its ZIP or town only"))
    return [*found, *over]


def words_of(
    title: str,
    rows: Sequence[MapRow],
    legend: Sequence[Sample],
    twins: Sequence[LayerTwin],
    credit: str,
) -> str:
    """Give the picture in words: what it shows, its list, its legend, its layers, its sources."""
    stops = sum(row.kind is RowKind.STOP for row in rows)
    days = len({row.day for row in rows if row.day >= 0})
    head = f"Map: {one_line(title)}."
    if stops:
        head += f" {count_words(stops, 'stop')} on {count_words(days, 'day')}, in order:"
    listed = [one_line(row.spoken) for row in rows if row.kind is not RowKind.OTHERS]
    told = [f"{words}." for _, words in legend]
    for twin in twins:
        told += ["", *(one_line(row.spoken) for row in twin.listed())]
    return "\n".join((head, *listed, "", "On the map:", *told, "", f"Sources: {credit}."))


def listed_rows(screen: ScreenMap, day: int | None, choice: Choice | None) -> list[MapRow]:
    """Give the rows of a figure's list: the days, or what was picked out."""
    rows = rows_of(screen, day, choice)
    return rows if choice is not None else [row for row in rows if row.day >= 0]


def draw_below(
    painter: QPainter,
    legend: Sequence[Sample],
    rows: Sequence[MapRow],
) -> float:
    """Draw legend and list under the map; give where they end, in pixels."""
    wide = (WIDTH - 2 * _EDGE) / _COLUMNS
    top = float(MAP_HIGH + 12)
    per = -(-len(legend) // _COLUMNS)
    for k, (what, words) in enumerate(legend):
        box = QRectF(_EDGE + k // per * wide, top + k % per * _LINE, wide - 16, _LINE)
        sample = QRectF(box.left(), box.top(), _SWATCH, _LINE)
        if isinstance(what, int):
            draw_swatch(painter, sample, what, LIGHT)
        elif isinstance(what, str):
            draw_sample(painter, sample, what, LIGHT)
        elif what is not None:
            at = sample.center()
            draw_mark(painter, Placed(what, at, at), LIGHT, is_current=False, focus=False)
        draw_text(
            painter, box.adjusted(_SWATCH + 8 if what is not None else 0, 0, 0, 0), words,
            px=12, color=LIGHT.ink2,
        )  # fmt: skip
    top += per * _LINE + 12
    painter.setPen(QColor(LIGHT.line))
    painter.drawLine(QPointF(_EDGE, top - 6), QPointF(WIDTH - _EDGE, top - 6))
    per = -(-len(rows) // _COLUMNS)
    for k, row in enumerate(rows):
        box = QRectF(_EDGE + k // per * wide, top + k % per * _LINE, wide - 16, _LINE)
        _draw_row(painter, box, row)
    return top + per * _LINE + _EDGE


def _draw_row(painter: QPainter, box: QRectF, row: MapRow) -> None:
    bold = QFont.Weight.DemiBold
    if row.kind in (RowKind.DAY, RowKind.OTHERS):
        draw_text(painter, box, one_line(row.name), px=12, weight=bold, color=LIGHT.ink)
        return
    draw_text(painter, box, row.label, px=12, weight=bold, color=LIGHT.ink, figures=True)
    wide = max(34.0, QFontMetricsF(font(12, bold)).horizontalAdvance(row.label) + 8)
    words = ", ".join(one_line(part) for part in (row.name, row.city, row.when) if part)
    draw_text(painter, box.adjusted(wide, 0, 0, 0), words, px=12, color=LIGHT.ink)


def write_figure(figure: Figure, path: Path) -> tuple[str, ...]:
    """Write a figure as its file's ending says, and its words as text beside it.

    Returns
    -------
    What to know of it. An SVG leaves its words to the fonts of who looks at it.

    Raises
    ------
    ExportError : it cannot be written there.
    """
    is_svg = path.suffix.lower() == ".svg"
    data = _svg(figure) if is_svg else _png(figure)
    try:
        for target, content in (
            (path, data),
            (path.with_suffix(".txt"), f"{figure.words}\n".encode()),
        ):
            aside = target.with_name(f"{target.name}.part")
            aside.write_bytes(content)
            aside.replace(target)
    except OSError as error:
        raise ExportError(
            f"{path.name} could not be written.", "Choose another folder.", repr(error)
        ) from error
    letters = "" if is_svg else unshown(figure.words)
    if not letters:
        return ()
    return (
        f"The picture has boxes in place of “{letters}”: no font here has these letters. Write the "
        "name in Latin letters too, or save it as SVG.",
    )


def unshown(words: str) -> str:
    """Give the letters of a text that no font of this computer has, each once, in their order."""
    return "".join(one for one in dict.fromkeys(words) if not one.isascii() and not _is_drawn(one))


def _is_drawn(letter: str) -> bool:
    layout = QTextLayout(letter, font(12))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return not any(0 in run.glyphIndexes() for run in layout.glyphRuns())  # 0 draws the box


def _png(figure: Figure) -> bytes:
    image = QImage(figure.size * PNG_SCALE, QImage.Format.Format_RGB32)
    _set_dpi(image, figure)
    image.setText("Title", figure.title)
    image.setText("Description", figure.words)
    _play(figure, QPainter(image), PNG_SCALE)
    image.setDotsPerMeterX(image.dotsPerMeterX() * PNG_SCALE)
    image.setDotsPerMeterY(image.dotsPerMeterY() * PNG_SCALE)
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(out, "PNG")  # type: ignore[call-overload]  # Qt takes text here
    return bytes(out.data().data())


def _set_dpi(image: QImage, figure: Figure) -> None:
    """Give an image the picture's own resolution: Qt would play it larger or smaller."""
    image.setDotsPerMeterX(round(figure.picture.logicalDpiX() / 0.0254))
    image.setDotsPerMeterY(round(figure.picture.logicalDpiY() / 0.0254))


def _svg(figure: Figure) -> bytes:
    out = QBuffer()
    made = QSvgGenerator()
    made.setOutputDevice(out)
    made.setResolution(figure.picture.logicalDpiX())  # as _set_dpi
    made.setSize(figure.size)
    made.setViewBox(QRectF(QPointF(), QSizeF(figure.size)))
    made.setTitle(figure.title)
    made.setDescription(figure.words)
    _play(figure, QPainter(made), 1)
    # So that a screen reader takes it for one picture with a name.
    return bytes(out.data().data()).replace(b"<svg ", b'<svg role="img" ', 1)


def _play(figure: Figure, painter: QPainter, scale: int) -> None:
    painter.fillRect(QRectF(QPointF(), QSizeF(figure.size * scale)), Qt.GlobalColor.white)
    painter.scale(scale, scale)
    figure.picture.play(painter)
    painter.end()
