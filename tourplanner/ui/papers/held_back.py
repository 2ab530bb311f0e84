"""What a paper holds back and why, what to look at before it goes, and what was written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout

from tourplanner.core.fields import LEVEL_WORDS
from tourplanner.ui.papers.choices import Look, Written
from tourplanner.ui.widgets.badges import Chip, LevelTile
from tourplanner.ui.widgets.basic import (
    button,
    clear,
    column,
    icon_label,
    label,
    row,
    rule,
    scroll_page,
)
from tourplanner.ui.widgets.tips import plain_tip
from tourplanner.ui.words import count_words, window_times

if TYPE_CHECKING:
    from tourplanner.core.withheld import Withheld


# A sentence that ends with where to mend it: the tab of the settings, and the field there.
_MENDED_AT = re.compile(r"(?P<what>.+): (?P<link>Settings, (?P<tab>\w+), (?P<field>[\w ]+))\.")
AT_FIRST = 6  # things held back that are shown before one asks for all


class HeldBack(QScrollArea):
    """Stands beside the paper, never in it.

    Signals
    -------
    setting_wished : a tab of the settings and a field there, where a sentence can be mended.
    board_wished : the board, where each stop has its host and its press rule.
    """

    setting_wished = Signal(str, str)
    board_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Held back from this paper")
        page = scroll_page()
        self.setWidget(page)
        outer = column(page, margins=(14, 12, 14, 14), gap=12)
        self._written = column(gap=4)
        self._held = column()
        self._cautions = column(gap=8)
        for part in (self._written, self._held, self._cautions):
            outer.addLayout(part)
        outer.addStretch(1)
        self._key = ""

    def show_look(self, look: Look, levels: str) -> None:
        """Show what a paper holds back; ``levels`` are the letters that it may hold."""
        if look.key != self._key:  # another paper's list is read from its top
            self.verticalScrollBar().setValue(0)
            self._key = look.key
        clear(self._held)
        clear(self._cautions)
        head = row(gap=8)
        head.addWidget(label("Held back from this paper", "heading", wraps=True), 1)
        count = Chip(str(len(look.withheld)), "plain", "eye-off")
        count.setAccessibleName(count_words(len(look.withheld), "thing") + " held back")
        head.addWidget(count)
        self._held.addLayout(head)
        names = ", ".join(LEVEL_WORDS[letter].lower() for letter in levels)
        words = f"It may hold what is for: {names}."
        if not look.withheld:
            words += " Nothing had to stay out."
        self._held.addWidget(label(words, "hint", wraps=True))
        self._held.addSpacing(4)
        few = look.withheld if len(look.withheld) == AT_FIRST + 1 else look.withheld[:AT_FIRST]
        for one in few:
            self._held.addWidget(_withheld_row(one))
        if left := look.withheld[len(few) :]:
            more = button(f"{len(left)} more", "quiet", click=lambda: self._show_more(more, left))
            more.setAccessibleName(f"Show {len(left)} more things held back")
            self._held.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        warned = (*((look.sentence,) if look.sentence else ()), *look.cautions)
        if warned or look.told:
            self._cautions.addWidget(label("Before it goes", "section"))
        for icon, tone, sentences in (
            ("triangle-alert", "warn", warned),
            ("info", "ink2", look.told),
        ):
            for words in sentences:
                line = row(gap=8)
                line.addWidget(icon_label(icon, tone), 0, Qt.AlignmentFlag.AlignTop)
                line.addLayout(self._sentence(words, of_stops=words == look.sentence), 1)
                self._cautions.addLayout(line)

    def _sentence(self, words: str, *, of_stops: bool) -> QVBoxLayout:
        """Give a sentence, and under it the link to where it is mended."""
        made, mended = column(gap=0), _MENDED_AT.fullmatch(words)
        made.addWidget(label(f"{mended['what']}." if mended else words, wraps=True))
        if mended:
            at = mended["tab"], mended["field"]
            link = button(mended["link"], "quiet", click=lambda: self.setting_wished.emit(*at))
            made.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        elif of_stops and ": " in words:  # with reasons, each of which is mended at its stop
            link = button("Open the board", "quiet", click=self.board_wished.emit)
            made.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def _show_more(self, more: QPushButton, left: Sequence[Withheld]) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # the button goes
        self._held.removeWidget(more)
        more.deleteLater()
        for one in left:
            self._held.addWidget(_withheld_row(one))

    def show_written(self, written: Written | None) -> None:
        """Show which files were written last."""
        clear(self._written)
        if written is None:
            return
        self._written.addWidget(label("Written just now", "section"))
        self._list_files(written.files)
        for note in written.notes:
            self._written.addWidget(label(window_times(note), "hint", wraps=True))
        self._written.addWidget(rule())

    def _list_files(self, files: Sequence[Path]) -> None:
        for path in files:
            line = row(gap=7)
            line.addWidget(icon_label("file", "ink3", 14), 0, Qt.AlignmentFlag.AlignTop)
            name = label(path.name, wraps=True, selectable=True)
            name.setToolTip(plain_tip(str(path)))
            line.addWidget(name, 1)
            self._written.addLayout(line)
        if not files:
            self._written.addWidget(label("No file was written.", "warn"))


def _withheld_row(one: Withheld) -> QFrame:
    made = QFrame()
    made.setProperty("edge", "bottom")
    layout = row(made, margins=(0, 7, 0, 7), gap=9)
    if one.level:
        layout.addWidget(LevelTile(one.level), 0, Qt.AlignmentFlag.AlignTop)
    else:
        layout.addWidget(icon_label("eye-off", "ink3", 18), 0, Qt.AlignmentFlag.AlignTop)
    words = column(gap=1)
    words.addWidget(label(one.what, wraps=True))
    words.addWidget(label(one.why, "hint", wraps=True))
    layout.addLayout(words, 1)
    made.setToolTip(plain_tip(one.release))
    made.setAccessibleName(f"{one.what}. {one.why}")
    return made
