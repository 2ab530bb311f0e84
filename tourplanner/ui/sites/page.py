"""The page of one site: what is known of it, from when, and how it is marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QWidget

from tourplanner.ui.icons import set_icon
from tourplanner.ui.sites.facts import facts_of, remarks_of
from tourplanner.ui.sites.rows import (
    LADDER_ICONS,
    LADDER_WORDS,
    WISH_ICONS,
    WISH_KEYS,
    WISH_SHORT,
    WISH_WORDS,
    SiteRow,
)
from tourplanner.ui.widgets.badges import Chip
from tourplanner.ui.widgets.basic import button, clear, column, icon_label, label, row, scroll_page
from tourplanner.ui.words import count_words


class SitePage(QScrollArea):
    """Shows one site, or what several chosen ones have in common."""

    marked = Signal(str)  # must, may, not
    mapped = Signal()  # the site is to be shown on the map
    added = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("The chosen site")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = scroll_page()
        self.setWidget(page)
        outer = column(page, margins=(18, 14, 16, 16), gap=12)
        self._head = column(gap=6)
        outer.addLayout(self._head)
        self.marks = QFrame()
        marks = column(self.marks, gap=6)
        self._marks_head = label("For this tour", "section", wraps=True)
        marks.addWidget(self._marks_head)
        line = row(gap=6)
        self.buttons: dict[str, QPushButton] = {}
        for wish in ("must", "may", "not"):
            made = button(WISH_SHORT[wish], "", WISH_ICONS[wish])
            made.setAccessibleName(WISH_WORDS[wish])
            made.setToolTip(f"{WISH_WORDS[wish]} ({WISH_KEYS[wish]})")
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, wish=wish: self.marked.emit(wish))
            self.buttons[wish] = made
            line.addWidget(made)
        line.addStretch(1)
        marks.addLayout(line)
        self._why_not = label("", "hint", wraps=True)
        marks.addWidget(self._why_not)
        outer.addWidget(self.marks)
        self._facts = column(gap=8)
        outer.addLayout(self._facts)
        self._parts = column(gap=12)
        outer.addLayout(self._parts)
        outer.addStretch(1)
        self.show_rows([], "", can_write=False)

    def add_part(self, part: QWidget) -> None:
        """Put a part with a life of its own below the facts."""
        self._parts.addWidget(part)

    def show_rows(
        self, rows: Sequence[SiteRow], tour: str, *, can_write: bool, namesakes: int = 0
    ) -> None:
        """Show the chosen rows.

        Parameters
        ----------
        tour : the name of the tour that is shown.
        namesakes : how many schools of the directory have the name of the one that is chosen.
        """
        clear(self._head)
        clear(self._facts)
        self.marks.setVisible(bool(rows))
        if not rows:
            self._head.addWidget(label("No site chosen", "section"))
            self._head.addWidget(
                label(
                    "Choose a row to see the school and mark it for the tour.", "hint", wraps=True
                )
            )
            return
        wishes = {one.wish for one in rows}
        for wish, made in self.buttons.items():
            made.setChecked(wishes == {wish})
            made.setEnabled(bool(tour) and can_write)
            tone = "accent" if made.isChecked() else "ink2"
            set_icon(made, WISH_ICONS[wish], tone)
        self._marks_head.setText(f"For {tour}" if tour else "For a tour")
        reason = "" if can_write else "This file is open for reading only."
        if not tour:
            reason = "No tour in this file yet: Tour menu, New tour in this file."
        self._why_not.setText(reason)
        self._why_not.setVisible(bool(reason))
        if len(rows) > 1:
            self._head.addWidget(label(count_words(len(rows), "site"), "name"))
            self._head.addWidget(label("One step marks them all, and one Undo.", "hint"))
            return
        self._show_one(rows[0], namesakes)

    def _show_one(self, site: SiteRow, namesakes: int) -> None:
        self._head.addWidget(label(site.name, "name", wraps=True, selectable=True))
        code = f"CDS {site.key}" if len(site.key) == 14 else site.key
        sub = " · ".join(part for part in (site.district, code) if part)
        self._head.addWidget(label(sub, "hint", wraps=True, selectable=True))
        chips = row(gap=6)
        if site.site:
            icon, tone = LADDER_ICONS.get(site.ladder, LADDER_ICONS["idea"])
            chips.addWidget(Chip(LADDER_WORDS.get(site.ladder, "Idea"), tone, icon))
        else:
            chips.addWidget(Chip("Not a candidate yet", "plain"))
        if site.is_closed:
            chips.addWidget(Chip("Closed", "bad", "octagon-x"))
        chips.addStretch(1)
        if site.site and site.view is not None and site.view.point is not None:
            shown = button("Map", "small", "map", self.mapped.emit)
            shown.setAccessibleName("Show on the map")
            chips.addWidget(shown)
        self._head.addLayout(chips)
        if site.why_not:
            why = label(f"Not chosen. {site.why_not}", "second", wraps=True, selectable=True)
            self._facts.addWidget(why)
        if namesakes > 1 and site.where:
            line = QFrame()
            inner = row(line, gap=8)
            inner.addWidget(icon_label("info", "info"), 0, Qt.AlignmentFlag.AlignTop)
            told = f"{namesakes} schools are called {site.name}. This one: {site.where}."
            inner.addWidget(label(told, "second", wraps=True), 1)
            self._facts.addWidget(line)
        for remark in remarks_of(site):
            line = QFrame()
            inner = row(line, gap=8)
            inner.addWidget(icon_label("triangle-alert", "warn"), 0, Qt.AlignmentFlag.AlignTop)
            inner.addWidget(label(remark, "warn", wraps=True), 1)
            self._facts.addWidget(line)
        self._facts.addWidget(label("Facts", "section"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        for k, fact in enumerate(facts_of(site)):
            words = label(fact.value, wraps=True, selectable=True)
            grid.addWidget(label(fact.name, "second"), k, 0, top)
            grid.addWidget(words, k, 1, 1, 1 if fact.source else 2, top)
            if fact.source:
                grid.addWidget(label(fact.source, "hint"), k, 2, top | Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(1, 1)
        self._facts.addLayout(grid)
