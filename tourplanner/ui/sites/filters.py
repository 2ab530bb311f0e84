"""The chips over the list of sites: filters that are on, one that adds another, kept views."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from tourplanner.ui.sites.filter_values import KINDS, Filter, View, choices, value_words
from tourplanner.ui.widgets.basic import clear, column
from tourplanner.ui.widgets.chips import ChipButton
from tourplanner.ui.widgets.flow import FlowBox
from tourplanner.ui.widgets.menu import Menu, typed_words

MOST_VIEWS = 12


class FilterBar(QWidget):
    """Chips in a flow.

    Signals
    -------
    changed : other filters are on. view_chosen : a kept View. views_changed : other ones are kept.
    """

    changed = Signal()
    view_chosen = Signal(object)
    views_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.filters: tuple[Filter, ...] = ()
        self.views: list[View] = []
        self.searched = ""  # what stands in the search field, for a view that is kept
        self._counties: tuple[str, ...] = ()
        self._box = FlowBox()
        column(self).addWidget(self._box)
        self.add = ChipButton("Filter", adds=True)
        self.add.setToolTip("Ctrl+Shift+F")
        self.add.clicked.connect(self.ask)
        self._show()

    def set_counties(self, counties: Sequence[str]) -> None:
        """Say which counties there are to choose from."""
        self._counties = tuple(counties)

    def set_filters(self, filters: Sequence[Filter]) -> None:
        """Put other filters on."""
        wished = tuple(dict.fromkeys(filters))
        if wished != self.filters:
            self.filters = wished
            self._show()
            self.changed.emit()

    def toggle(self, one: Filter) -> None:
        """Put a filter on, or take it off."""
        kept = tuple(other for other in self.filters if other != one)
        self.set_filters(kept if one in self.filters else (*self.filters, one))

    def _show(self) -> None:
        had_focus = any(chip.hasFocus() for chip in self._box.findChildren(ChipButton))
        self.add.setParent(self)
        clear(self._box.flow)
        for one in self.filters:
            chip = ChipButton(one.words)
            chip.clicked.connect(partial(self.toggle, one))
            self._box.flow.addWidget(chip)
        self._box.flow.addWidget(self.add)
        self.add.show()
        self._box.updateGeometry()
        if had_focus:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the menu --------------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask in a menu what to filter by, or for a view that was kept."""
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName("Filter")
        for kind, name in KINDS.items():
            part = menu.submenu(name)
            for one in choices(kind, self._counties):
                act = part.addAction(typed_words(value_words(one)), partial(self.toggle, one))
                act.setCheckable(True)
                act.setChecked(one in self.filters)
            part.menuAction().setEnabled(bool(part.actions()))
        menu.addSeparator()
        now = View(self.filters, self.searched)
        is_kept = now in self.views
        keep = menu.addAction("Forget this view" if is_kept else "Keep this view")
        keep.triggered.connect(lambda _=False: self._keep(now))
        keep.setEnabled(bool(now.words))
        for view in self.views:
            act = menu.addAction(typed_words(view.words), partial(self.view_chosen.emit, view))
            act.setCheckable(True)
            act.setChecked(view == now)
        if self.filters:
            menu.addSeparator()
            menu.addAction("Take all filters off", partial(self.set_filters, ()))
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height())))

    def _keep(self, view: View) -> None:
        """Keep a view, or forget one that is kept."""
        others = [other for other in self.views if other != view]
        self.views = others if view in self.views else [view, *others][:MOST_VIEWS]
        self.views_changed.emit()
