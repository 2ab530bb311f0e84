"""The user's own base map: shown on both maps with who made it, kept, and refused in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from tests.hostile import PAYLOADS
from tests.tile_files import COLOR, write_mbtiles, write_pmtiles
from tests.ui.conftest import Desk
from tests.ui.map.conftest import ask, open_map
from tourplanner.core.safe_text import one_line
from tourplanner.ui.map.ground import CREDIT
from tourplanner.ui.map.place import MapPlace
from tourplanner.ui.map.web import WebMap
from tourplanner.ui.tokens import LIGHT

OpenWeb = Callable[[Desk], WebMap]


def share(image: QImage, color: QColor | None = None) -> float:
    """Give how much of a picture has a color, that of the test's tiles where none is named."""
    wanted = color or QColor(*COLOR)
    places = [
        (x, y) for x in range(5, image.width() - 5, 12) for y in range(5, image.height() - 5, 12)
    ]
    return sum(image.pixelColor(x, y) == wanted for x, y in places) / len(places)


def printed(place: MapPlace, desk: Desk) -> QImage:
    """Give the map as paper has it."""
    page = QImage(600, 700, QImage.Format.Format_RGB32)
    page.fill(QColor("white"))
    drawing, ready = place.plain.drawing, []
    view = drawing.page_view(QRectF(page.rect()))
    assert view is not None
    place.own.prepare(*view, lambda: ready.append(True))
    desk.until(lambda: bool(ready))
    painter = QPainter(page)
    drawing.draw_page(painter, QRectF(page.rect()), LIGHT, "x")
    painter.end()
    return page


@pytest.mark.parametrize("write", [write_mbtiles, write_pmtiles])
def test_it_is_drawn_named_printed_and_kept(
    plain: MapPlace, sample: Desk, tmp_path: Path, write: Callable[..., Path]
) -> None:
    path = write(tmp_path / "valley.tiles", "© Valley Maps")
    assert share(plain.plain.grab().toImage()) == 0
    plain.own.choose(path)
    sample.until(lambda: share(plain.plain.grab().toImage()) > 0.5)
    assert plain.plain.drawing.credit == f"© Valley Maps · {CREDIT}"
    assert ("map", "Own map: valley.tiles, no network needed") in plain.status_words
    assert share(printed(plain, sample)) > 0.5
    assert sample.window.memory.map_file == str(path)
    plain.acts.built_in.trigger()
    assert share(plain.plain.grab().toImage()) == 0
    assert sample.window.memory.map_file == ""


def test_a_file_that_is_none_is_said_and_not_kept(
    plain: MapPlace, sample: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "notes.pmtiles"
    path.write_text("no map", "utf-8")
    plain.own.choose(path)
    sample.until(lambda: sample.window.notices.current is not None)
    assert "notes.pmtiles is no file of map tiles." in sample.window.notices.words.text()
    assert plain.own.tiles is None
    assert sample.window.memory.map_file == ""


@pytest.mark.web
def test_the_page_shows_it_without_any_network(
    sample: Desk, open_web: OpenWeb, tmp_path: Path
) -> None:
    web = open_web(sample)
    place = open_map(sample)
    loaded = "document.querySelectorAll('.leaflet-own-pane img.leaflet-tile-loaded').length"
    place.own.choose(write_pmtiles(tmp_path / "a.pmtiles", PAYLOADS["img"] + "x"))
    sample.until(lambda: ask(sample, web, loaded) > 0)
    place.own.choose(write_mbtiles(tmp_path / "b.mbtiles", "{{7*7}} © Me"))
    sample.until(lambda: place.own.tiles is not None and place.own.tiles.name == "b.mbtiles")
    sample.until(lambda: ask(sample, web, loaded) > 0)
    shown = ask(sample, web, "document.getElementById('credit').textContent")
    assert shown == f"{one_line('{{7*7}} © Me')} · {CREDIT}"
    assert ask(sample, web, "document.title") == "Map"
    assert web.blocker.refused == []
    assert web.web.said == []
    place.own.remove()
    assert ask(sample, web, loaded) == 0
    assert ask(sample, web, "document.getElementById('credit').textContent") == CREDIT
    # With no map of the user's a tile is not there, and nothing else is asked for it.
    ask(
        sample,
        web,
        "window.bad = 0; var i = new Image(); i.onerror = function () { bad = 1; };"
        " i.src = 'tp://app/tiles/5/5/12'; 1",
    )
    sample.until(lambda: ask(sample, web, "window.bad") == 1)
    assert web.blocker.refused == []
