"""The plain map: keys, pointer, moving pins, drawing and printing."""

from __future__ import annotations

import math
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPageSize, QPainterPath, QTransform
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from tests.ui.conftest import Desk
from tests.ui.map.conftest import mark_id
from tests.ui.watchdog import Watchdog
from tourplanner.core.geo import LatLon, great_circle_m
from tourplanner.core.papers.map import Bounds
from tourplanner.core.ports import Ground
from tourplanner.services.maps import MapMark, MarkKind
from tourplanner.ui.map.ground import GroundPaths, kept_paths, to_earth, to_plane
from tourplanner.ui.map.paint import GAP, Placed, card_box, spread, there_and_back
from tourplanner.ui.map.place import MapPlace
from tourplanner.ui.map.plain import PlainMap
from tourplanner.ui.map.rows import rows_of
from tourplanner.ui.theme import tokens

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CARD = QSizeF(250, 80)


def focused(place: MapPlace) -> PlainMap:
    place.plain.setFocus(Qt.FocusReason.ShortcutFocusReason)
    return place.plain


def point_of(place: MapPlace, mark: str) -> LatLon:
    assert place.shown is not None
    found = place.shown.mark(mark)
    assert found is not None
    return found.point


def at_of(place: MapPlace, mark: str) -> QPoint:
    return next(p for p in place.plain.placed if p.mark.id == mark).at.toPoint()


def choose(place: MapPlace, label: str) -> str:
    mark = mark_id(place, label)
    place.plain.select(mark)
    return mark


def test_tab_goes_through_all_marks_and_then_on(plain: MapPlace, sample: Desk) -> None:
    view = focused(plain)
    first = view.current
    assert first
    seen = [first]
    for _ in range(len(view.placed) - 1):
        sample.qtbot.keyClick(view, Qt.Key.Key_Tab)
        seen.append(view.current)
    assert len(set(seen)) == len(view.placed)
    assert view.hasFocus()
    sample.qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert not view.hasFocus()


def test_the_ground_of_a_box_is_made_once_for_two_that_ask_at_once() -> None:
    bounds = Bounds(30.0, -120.0, 31.0, -119.0)
    reads: list[Bounds] = []
    others: list[Future[GroundPaths]] = []

    def read(box: Bounds) -> Ground:
        reads.append(box)
        if len(reads) == 1:
            others.append(pool.submit(kept_paths, bounds, read))
            wait(others, timeout=0.05)  # it cannot end before this one
        return Ground(box, {}, ())

    with ThreadPoolExecutor(1) as pool:
        made = kept_paths(bounds, read)
        assert others[0].result() is made
    assert reads == [bounds]


def test_arrows_choose_what_lies_that_way(plain: MapPlace, sample: Desk) -> None:
    view = focused(plain)
    start = choose(plain, "1.1")
    before = at_of(plain, start)
    sample.qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.current != start
    assert at_of(plain, view.current).y() < before.y()
    assert plain.list.current() == view.current


def test_home_and_end(plain: MapPlace, sample: Desk) -> None:
    view = focused(plain)
    sample.qtbot.keyClick(view, Qt.Key.Key_End)
    last = view.current
    sample.qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.current not in ("", last)


def test_plus_minus_and_zero_zoom(plain: MapPlace, sample: Desk) -> None:
    view = focused(plain)
    whole = view.transform().m11()
    sample.qtbot.keyClicks(view, "+")
    assert view.transform().m11() == pytest.approx(whole * 1.5)
    sample.qtbot.keyClicks(view, "--")
    assert view.transform().m11() < whole
    sample.qtbot.keyClicks(view, "0")
    assert view.transform().m11() == pytest.approx(whole)


def test_a_click_picks_and_the_list_follows(plain: MapPlace, sample: Desk) -> None:
    mark = mark_id(plain, "2.1")
    sample.qtbot.mouseClick(
        plain.plain.viewport(), Qt.MouseButton.LeftButton, pos=at_of(plain, mark)
    )
    assert plain.plain.current == mark
    assert plain.list.current() == mark
    assert plain.acts.open.isEnabled()
    sample.qtbot.mouseClick(plain.plain.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 300))
    assert plain.list.current() == ""


def test_pins_stay_where_they_are_unless_they_are_to_move(plain: MapPlace, sample: Desk) -> None:
    mark = choose(plain, "2.1")
    focused(plain)
    before = point_of(plain, mark)
    drag(plain, at_of(plain, mark), QPoint(40, 30))
    sample.qtbot.keyClick(plain.plain, Qt.Key.Key_A, ALT)
    sample.settle()
    assert point_of(plain, mark) == before


def drag(place: MapPlace, start: QPoint, by: QPoint) -> None:
    target = place.plain.viewport()
    button = Qt.MouseButton.LeftButton
    QTest.mousePress(target, button, Qt.KeyboardModifier.NoModifier, start)
    for part in (1, 2, 3):
        QTest.mouseMove(target, start + by * part / 3)
    QTest.mouseRelease(target, button, Qt.KeyboardModifier.NoModifier, start + by)


def test_a_dragged_pin_is_written_and_undone(plain: MapPlace, sample: Desk) -> None:
    mark = choose(plain, "2.3")
    before = point_of(plain, mark)
    plain.acts.move.trigger()
    plain.plain.zoom(4)
    drag(plain, at_of(plain, mark), QPoint(60, 40))
    sample.until(lambda: point_of(plain, mark) != before)
    after = point_of(plain, mark)
    assert after.lon > before.lon
    assert after.lat < before.lat
    sample.until(lambda: sample.window.session.undo_label.startswith("Locate"))
    assert " moved " in sample.window.toast.button.accessibleName()
    sample.window.commands.by_name["undo"].trigger()
    sample.until(lambda: point_of(plain, mark) == before)


def test_alt_and_arrows_nudge_in_one_step(plain: MapPlace, sample: Desk) -> None:
    mark = choose(plain, "2.1")
    before = point_of(plain, mark)
    plain.acts.move.trigger()
    view = focused(plain)
    for _ in range(3):
        sample.qtbot.keyClick(view, Qt.Key.Key_Up, ALT)
    sample.qtbot.keyClick(view, Qt.Key.Key_Right, ALT | SHIFT)
    assert sample.window.current_place() is plain  # not a step back
    sample.until(lambda: point_of(plain, mark) != before)
    after = point_of(plain, mark)
    assert great_circle_m(before, after) == pytest.approx(math.hypot(30, 100), rel=0.02)
    sample.settle()
    sample.window.session.undo()
    sample.until(lambda: point_of(plain, mark) == before)


def test_a_nudge_is_written_when_the_map_is_left(plain: MapPlace, sample: Desk) -> None:
    mark = choose(plain, "2.1")
    before = point_of(plain, mark)
    plain.acts.move.trigger()
    sample.qtbot.keyClick(focused(plain), Qt.Key.Key_Left, ALT)
    plain.list.table.setFocus()
    sample.until(lambda: point_of(plain, mark) != before)


def test_a_hotel_is_not_moved(plain: MapPlace, sample: Desk) -> None:
    assert plain.shown is not None
    hotel = next(m for m in plain.shown.marks if m.kind is MarkKind.PLACE)
    plain.plain.select(hotel.id)
    plain.acts.move.trigger()
    view = focused(plain)
    sample.qtbot.keyClick(view, Qt.Key.Key_Up, ALT | SHIFT)
    drag(plain, at_of(plain, hotel.id), QPoint(30, 30))
    sample.settle()
    assert point_of(plain, hotel.id) == hotel.point


def test_what_lies_over_each_other_steps_aside(plain: MapPlace) -> None:
    assert plain.shown is not None
    mark = plain.shown.marks[0]
    placed = [Placed(mark, QPointF(100, 100), QPointF(100, 100)) for _ in range(6)]
    spread(placed)
    gaps = [
        math.hypot((a.at - b.at).x(), (a.at - b.at).y())
        for k, a in enumerate(placed)
        for b in placed[k + 1 :]
    ]
    assert min(gaps) > GAP - 2
    assert all(one.home == QPointF(100, 100) for one in placed)


def test_a_card_stays_inside_and_off_its_mark(plain: MapPlace) -> None:
    target = QRectF(0, 0, 500, 400)
    assert plain.shown is not None
    for x, y in ((5, 5), (495, 5), (495, 395), (5, 395), (250, 200)):
        one = Placed(plain.shown.marks[0], QPointF(x, y), QPointF(x, y))
        box = card_box(one, CARD, target, [one])
        assert target.contains(box)
        assert not box.contains(one.at)


def test_a_card_leaves_the_miles_free(plain: MapPlace) -> None:
    target, miles = QRectF(0, 0, 800, 600), QRectF(12, 560, 130, 24)
    assert plain.shown is not None
    one = Placed(plain.shown.marks[0], QPointF(300, 470), QPointF(300, 470))

    def crosses(box: QRectF) -> bool:
        return box.left() > 200 or box.bottom() < 545  # all but the place over the miles

    assert miles.intersects(card_box(one, CARD, target, [one], crosses))
    assert not miles.intersects(card_box(one, CARD, target, [one], crosses, [miles]))


def test_a_card_keeps_off_the_way(plain: MapPlace) -> None:
    target = QRectF(0, 0, 800, 600)
    assert plain.shown is not None
    one = Placed(plain.shown.marks[0], QPointF(400, 300), QPointF(400, 300))
    for x, y in ((800, 0), (0, 0), (0, 600), (800, 600), (400, 0), (800, 300)):
        way = QPainterPath(QPointF(400, 300))
        way.lineTo(x, y)
        way = there_and_back(way)
        assert not way.intersects(card_box(one, CARD, target, [one], way.intersects))
    bow = QPainterPath(QPointF(0, 0))
    bow.quadTo(QPointF(400, 600), QPointF(800, 0))
    assert not there_and_back(bow).intersects(QRectF(390, 10, 20, 20))


@pytest.mark.parametrize("lat", [-60.0, 0.0, 34.1588, 71.2])
def test_the_plane_and_back(lat: float) -> None:
    back = to_earth(to_plane(lat, -118.25))
    assert back.lat == pytest.approx(lat)
    assert back.lon == pytest.approx(-118.25)


def test_land_water_and_days_are_on_the_picture(plain: MapPlace) -> None:
    image = plain.plain.grab().toImage()
    counts: dict[str, int] = {}
    for x in range(0, image.width(), 3):
        for y in range(0, image.height(), 3):
            name = image.pixelColor(x, y).name().upper()
            counts[name] = counts.get(name, 0) + 1
    t = tokens()
    assert counts[t.land] > 5000
    assert counts[t.water] > 3000
    for day in range(3):
        assert counts[t.day(day)] > 15


def test_it_prints(plain: MapPlace, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    printer.setOutputFileName(str(tmp_path / "map.pdf"))
    plain.papers.print_to(printer)
    made = (tmp_path / "map.pdf").read_bytes()
    assert made.startswith(b"%PDF")
    assert len(made) > 20_000


def test_layers_are_left_out(plain: MapPlace) -> None:
    whole = len(plain.plain.placed)
    plain.stack.boxes["candidates"].setChecked(False)
    assert len(plain.plain.placed) == whole - 6
    plain.stack.boxes["stops"].setChecked(False)
    assert plain.plain.placed == []
    assert plain.plain.focusNextPrevChild(True) in (True, False)
    plain.stack.boxes["stops"].setChecked(True)
    assert len(plain.plain.placed) == whole - 6


def test_drawing_again_is_cheap(plain: MapPlace) -> None:
    """The ground at hand has a rough form for the whole tour and a fine one to come closer."""
    ground = plain.plain.drawing.ground
    assert ground is not None
    rough = sum(path.elementCount() for _, path in ground.rough["roads"])
    fine = sum(path.elementCount() for _, path in ground.layers["roads"])
    assert rough * 2 < fine
    assert plain.plain.transform().m11() <= ground.rough_to
    assert QTransform().isIdentity()


def test_a_whole_state_of_sites_is_laid_out_at_once(plain: MapPlace, watchdog: Watchdog) -> None:
    shown = plain.shown
    assert shown is not None
    box = shown.bounds
    assert box is not None
    high, wide = box.north - box.south, box.east - box.west
    many = [
        MapMark(
            *(f"c{k}", MarkKind.CANDIDATE, "", f"School {k}", ""),
            LatLon(box.south + high * (k % 53) / 53, box.west + wide * (k % 47) / 47),
        )
        for k in range(9_991)
    ]
    drawing = plain.plain.drawing
    drawing.shown = replace(shown, marks=(*shown.marks, *many))
    with watchdog.away():
        rows_of(drawing.shown)  # as the helper does that reads the file
    drawing.fill()
    view = drawing.page_view(QRectF(0, 0, 780, 620))
    assert view is not None
    began = time.process_time()
    laid = drawing.lay_out(*view)
    assert time.process_time() - began < 0.5  # 0.03 on an idle machine
    assert len(laid.placed) == len(drawing.order)
    assert 1_000 < len(laid.dots) < len(many)  # of many on the same pixels, one
    assert laid.towns
