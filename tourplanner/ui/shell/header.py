"""The bar over a place: title, tabs, at most three buttons."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QWidget

from tourplanner.ui.place import Place
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.tokens import HEADER_HEIGHT
from tourplanner.ui.widgets.basic import ActionButton, CutLabel, clear, icon_button, label, row
from tourplanner.ui.widgets.menu import Menu
from tourplanner.ui.widgets.segments import SegmentedTabs

_TITLE = 60  # a title with less room, at 100 % text, is left out


class Header(QFrame):
    """Shows what the current place says about itself."""

    tab_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.setProperty("edge", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = row(self, margins=(18, 0, 14, 0), gap=12)
        self.title = CutLabel("", "title")
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
        self._row = layout
        self._others: list[ActionButton] = []
        self._primary: ActionButton | None = None
        self._place: Place | None = None
        self._widget: QWidget | None = None
        self._shown: list[object] = []
        self._is_filling = False
        THEME.changed.connect(self._resize)
        self._resize()

    @cached_property
    def more(self) -> QToolButton:
        """What there is no room for; made with the first place, since the start page has none."""
        made = icon_button("ellipsis", "More of this place")
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setMenu(Menu(made))
        made.hide()
        self._row.insertWidget(self._row.count() - 1, made)
        return made

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
        if self._widget is not None:
            self._widget.show()
        self._show_buttons(place)
        self._is_filling = False
        self._fit()

    def show_title(self, title: str) -> None:
        """Show the title of a place that is not there yet."""
        self._place, self._shown = None, []
        clear(self._buttons)
        self._others, self._primary = [], None
        self.title.setText(title)
        self.title.setMaximumWidth(self.title.sizeHint().width())
        self.title.show()
        for part in (self.note, self.tabs, self.more, self._widget):
            if part is not None:
                part.hide()

    def _show_buttons(self, place: Place) -> None:
        wanted: list[object] = [*place.others, place.primary]
        if wanted == self._shown:
            return
        self._shown = wanted
        clear(self._buttons)
        self._others = [ActionButton(action) for action in place.others]
        self._primary = ActionButton(place.primary, "primary") if place.primary else None
        for made in (*self._others, self._primary):
            if made is not None:
                made.leaves.connect(self._to_place)
                self._buttons.addWidget(made)

    def _to_place(self) -> None:
        """Give the keyboard to the place: what was pressed is at work there."""
        place = self._place
        if place is not None:
            first = place.first_widget()
            to = first if first.isEnabled() and first.isVisible() else place
            to.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Put buttons for which there is no room into a menu, the last one first."""
        place, layout = self._place, self.layout()
        if place is None or layout is None:
            return
        margins = layout.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        fixed = [self._widget, self.note, self.tabs]
        shown = [part for part in fixed if part is not None and not part.isHidden()]
        primary, act = self._primary, place.primary
        if primary is not None and act is not None and act.isVisible():
            shown.append(primary)
        room -= sum(part.sizeHint().width() + layout.spacing() for part in shown)
        title = self.title.sizeHint().width() + layout.spacing()
        room -= title
        pairs = [
            (action, made)
            for action, made in zip(place.others, self._others, strict=True)
            if action.isVisible()
        ]
        wide = [made.sizeHint().width() + self._buttons.spacing() for _, made in pairs]
        held = len(pairs)
        if sum(wide) > room:
            room -= self.more.sizeHint().width() + layout.spacing()
        while held and sum(wide[:held]) > room:
            held -= 1
        for k, (_, made) in enumerate(pairs):
            made.set_room(k < held)
        # Then the title gives way; what is left of a few letters says nothing.
        left = min(title, title + room - sum(wide[:held])) - layout.spacing()
        self.title.setVisible(left >= min(look().px(_TITLE), title - layout.spacing()))
        self.title.setMaximumWidth(max(left, 0))
        moved = [action for action, _ in pairs[held:]]
        if primary is not None and act is not None:
            has_room = left + layout.spacing() >= 0
            primary.set_room(has_room)
            moved += [] if has_room or not act.isVisible() else [act]
        self.more.setVisible(bool(moved))
        if moved != self.more.menu().actions():
            self.more.menu().clear()
            self.more.menu().addActions(moved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Follow what stands in it: in another look its parts get their sizes one by one."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _on_tab(self, index: int) -> None:
        if not self._is_filling and index >= 0:
            self.tab_chosen.emit(index)

    def _resize(self) -> None:
        self.setFixedHeight(look().px(HEADER_HEIGHT))
        self._fit()
