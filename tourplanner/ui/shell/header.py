"""The bar over a place: title, tabs, at most three buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from tourplanner.ui.place import Place
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.tokens import HEADER_HEIGHT
from tourplanner.ui.widgets.basic import ActionButton, clear, label, row
from tourplanner.ui.widgets.segments import SegmentedTabs


class Header(QFrame):
    """Shows what the current place says about itself."""

    tab_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.setProperty("edge", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = row(self, margins=(18, 0, 14, 0), gap=12)
        self.title = label("", "title")
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.note = label("", "hint")
        self.tabs = SegmentedTabs("Tabs of this place")
        self.tabs.currentChanged.connect(self._on_tab)
        self._slot = row()
        self._buttons = row()
        layout.addWidget(self.title)
        layout.addLayout(self._slot)
        layout.addWidget(self.note)
        layout.addWidget(self.tabs)
        layout.addStretch(1)
        layout.addLayout(self._buttons)
        self._place: Place | None = None
        self._widget: QWidget | None = None
        self._shown: list[object] = []
        self._is_filling = False
        THEME.changed.connect(self._resize)
        self._resize()

    def show_place(self, place: Place) -> None:
        """Show the header of a place."""
        self._is_filling = True
        self._place = place
        self.title.setText(place.heading())
        self.note.setText(place.header_note)
        self.note.setVisible(bool(place.header_note))
        self.tabs.set_tabs([name for name, _ in place.tabs])
        self.tabs.setVisible(bool(place.tabs))
        for k, (_, count) in enumerate(place.tabs):
            self.tabs.set_count(k, count)
        if place.tabs:
            self.tabs.setCurrentIndex(place.tab)
        if self._widget is not place.header_widget:
            if self._widget is not None:
                self._widget.hide()
                self._slot.removeWidget(self._widget)
                self._widget.setParent(None)
            self._widget = place.header_widget
            if self._widget is not None:
                self._slot.addWidget(self._widget)
                self._widget.show()
        self._show_buttons(place)
        self._is_filling = False

    def _show_buttons(self, place: Place) -> None:
        wanted: list[object] = [*place.others, place.primary]
        if wanted == self._shown:
            return
        self._shown = wanted
        clear(self._buttons)
        for action in place.others:
            self._buttons.addWidget(ActionButton(action))
        if place.primary is not None:
            self._buttons.addWidget(ActionButton(place.primary, "primary"))

    def _on_tab(self, index: int) -> None:
        if not self._is_filling and index >= 0:
            self.tab_chosen.emit(index)

    def _resize(self) -> None:
        self.setFixedHeight(look().px(HEADER_HEIGHT))
