"""The picture of the map without a window, for the command line: what "Save picture" writes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from tourplanner.core.errors import InputError
from tourplanner.core.model.map_picture import PictureWish
from tourplanner.ui.map.drawing import TourDrawing
from tourplanner.ui.map.ground import make_paths
from tourplanner.ui.map.layer_paint import PlainLines
from tourplanner.ui.map.over import read_layer, with_near_schools
from tourplanner.ui.map.picture import make_figure, write_figure
from tourplanner.ui.run import clear_clipboard, make_app
from tourplanner.ui.theme import THEME
from tourplanner.ui.tokens import Density, Scheme
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace


def write_picture(
    office: Workspace, tour_id: str, path: Path, wish: PictureWish
) -> tuple[str, ...]:
    """Write the map of a tour as its file's ending says, and its words as text beside it.

    Returns
    -------
    What to know of it.

    Raises
    ------
    InputError : nothing of the tour has a point, no such day, or a layer is not loaded.
    ExportError : it cannot be written there.
    """
    drawing = _drawing(office, tour_id, wish)
    _prepare()
    notes = write_figure(make_figure(drawing), path)
    clear_clipboard()
    return notes


def _drawing(office: Workspace, tour_id: str, wish: PictureWish) -> TourDrawing:
    screen = office.maps.screen(tour_id)
    if screen.bounds is None:
        raise InputError(
            "No place of this tour is known yet.", "Give its sites an address or a point."
        )
    if wish.day > len(screen.days):
        days = count_words(len(screen.days), "day") if screen.days else "no planned day"
        raise InputError(f"There is no day {wish.day}: the tour has {days}.", "Choose another.")
    drawing = TourDrawing()
    drawing.day = wish.day - 1 if wish.day else None
    drawing.hidden = wish.hidden
    drawing.ground = make_paths(office.maps.ground(screen.bounds), screen.bounds)
    read = [read_layer(office, name, screen) for name in wish.layers]
    drawing.over = sorted(
        (one.drawn for one in read), key=lambda drawn: not isinstance(drawn, PlainLines)
    )
    drawing.twins = [twin for one in read if (twin := one.twin(screen)) is not None]
    drawing.shown = screen
    for one in read:
        drawing.shown = with_near_schools(drawing.shown, one.layer)
    drawing.fill()
    return drawing


def _prepare() -> None:
    """Make Qt ready to draw, where no window did: without a screen, in the program's own fonts."""
    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        make_app()
        THEME.apply(Scheme.LIGHT, Density.NORMAL, 100)
