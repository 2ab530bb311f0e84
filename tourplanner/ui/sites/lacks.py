"""What a set of sites still lacks. Each line leads to schools that would fill it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from tourplanner.core.model.selection import COUNTY, GRADES, SETTING, Lack
from tourplanner.ui.session import Session
from tourplanner.ui.sites.filter_values import Filter
from tourplanner.ui.theme import look
from tourplanner.ui.widgets.badges import Chip
from tourplanner.ui.widgets.basic import button, clear, column, label
from tourplanner.ui.widgets.flow import FlowBox
from tourplanner.ui.widgets.menu import Menu, typed_words

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace


def filters_of(one: Lack) -> tuple[tuple[str, Filter], ...]:
    """Give filters that show schools of the directory which would fill a gap, each with its name.

    None where the directory cannot be asked for it.
    """
    made = {
        COUNTY: lambda name: Filter("county", name),
        GRADES: lambda name: Filter("grades", name),
        SETTING: lambda name: Filter("setting", name.capitalize()),
    }.get(one.measure)
    return tuple((name, made(name)) for name in one.names) if made else ()


def read_lacks(workspace: Workspace, tour_id: str, *, everybody: bool) -> tuple[Lack, ...]:
    """Say what the chosen sites lack, or all candidates; on a helper's thread."""
    from tourplanner.services.selection import read_selection

    return read_selection(workspace, tour_id).lacks(everybody=everybody)


class LackStrip(QFrame):
    """The strip under the list.

    Signals
    -------
    wished : filters that show schools which would fill a gap.
    """

    wished = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._wanted = self._everybody = False
        self.setProperty("edge", "top")
        layout = column(self, margins=(14, 8, 12, 10), gap=6)
        layout.addWidget(label("What this set still lacks", "section"))
        self._box = FlowBox()
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setAccessibleName("What this set still lacks")
        self._scroll.setWidget(self._box)
        for part in (self._scroll.viewport(), self._box):
            part.setAutoFillBackground(False)
        layout.addWidget(self._scroll)
        self._shown: tuple[Lack, ...] = ()
        self.hide()
        session.overviewed.connect(self.refresh)

    def want(self, *, wanted: bool, everybody: bool = False) -> None:
        """Say whether it is shown, and whether for all candidates in place of the chosen ones."""
        self._wanted, self._everybody = wanted, everybody
        self.setVisible(wanted and bool(self._shown))
        self.refresh()

    def refresh(self) -> None:
        """Look anew where it is shown."""
        if self._wanted and self._session.path is not None:
            tour, all_ = self._session.tour_id, self._everybody
            self._session.read(
                lambda ws, _: read_lacks(ws, tour, everybody=all_),
                self.show_lacks,
                topic=f"lacks {id(self)}",
            )

    def show_lacks(self, lacks: tuple[Lack, ...]) -> None:
        """Show what is lacking."""
        self.setVisible(self._wanted and bool(lacks))
        if lacks == self._shown:
            return
        self._shown = lacks
        clear(self._box.flow)
        for one in lacks:
            filters = filters_of(one)
            if not filters:
                chip = Chip(one.words, "plain", "info")
                chip.setToolTip(one.sentence)
                chip.setAccessibleDescription(one.sentence)
                self._box.flow.addWidget(chip)
                continue
            made = button(one.words, "small", "circle-alert")
            made.setToolTip(one.sentence)
            made.setAccessibleDescription(one.sentence)
            made.clicked.connect(partial(self._wish, one, made))
            self._box.flow.addWidget(made)
        QTimer.singleShot(0, self, self._fit)  # they have a size when they are shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the lines at another width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the lines, up to a few, or one: the list above needs the room."""
        room = self.window().height()
        most = room // 7 if room > look().px(600) else look().px(30)
        wide = self._scroll.viewport().width()
        self._scroll.setFixedHeight(self._box.flow.whole_lines(wide, most))

    def _wish(self, one: Lack, at: QWidget) -> None:
        filters = filters_of(one)
        if len(filters) == 1:
            self.wished.emit((filters[0][1],))
            return
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(one.words)
        for name, wanted in filters:
            menu.addAction(typed_words(name), partial(self.wished.emit, (wanted,)))
        menu.popup(at.mapToGlobal(QPoint(0, at.height())))
