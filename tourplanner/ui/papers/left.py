"""The left of the place of papers: the list, and below it as what and where papers are written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from tourplanner.ui.papers.choices import FORMAT_WORDS
from tourplanner.ui.papers.list import PaperList
from tourplanner.ui.papers.write_as import WriteAs
from tourplanner.ui.theme import THEME
from tourplanner.ui.widgets.basic import (
    ActionButton,
    button,
    column,
    label,
    pane,
    row,
    rule,
    set_words,
)
from tourplanner.ui.widgets.fields import CheckBox
from tourplanner.ui.widgets.tips import plain_tip
from tourplanner.ui.words import count_words, folder_words

_FEWEST = 4  # papers that the list shows at least, before what is below it folds
_NAMED = 2  # formats that are named on the folded line; more are counted


class LeftPane(QWidget):
    """The list of papers over the pane below it, which folds where the room is for few papers."""

    def __init__(self, papers: PaperList, below: WritePane) -> None:
        super().__init__()
        self._papers, self._below = papers, below
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(200)
        # The list gives way to what is below, not the other way round.
        papers.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        papers.setMinimumHeight(60)
        layout = column(self)
        layout.addWidget(papers, 1)
        layout.addWidget(rule())
        layout.addWidget(below)
        self._soon = QTimer(self)  # once the text has its new size
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._share)
        THEME.changed.connect(self._soon.start)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        rows = _FEWEST * self._papers.row_height()
        self._below.fold(self.height() - rows < self._below.whole_height(self.width()))


class WritePane(QWidget):
    """Formats, draft and folder; folded, one line says the most of it and opens it."""

    changed = Signal()
    binder_wished = Signal(str)  # group of readers
    web_wished = Signal()
    folder_wished = Signal()  # another one

    def __init__(self, copy: QAction, open_folder: QAction, others: Sequence[QAction]) -> None:
        super().__init__()
        self.write_as = WriteAs(copy, others)
        self.draft = CheckBox("Draft: also what is not confirmed")
        self.folder_words = label("", "hint", wraps=True)
        self.title = label("Write as", "section")
        self.opener = button("", "small", "chevron-down", self._open_or_close)
        self.opener.setCheckable(True)
        self.opener.hide()
        self._body = pane("canvas")
        body = column(self._body, gap=8)
        body.addWidget(self.write_as)
        body.addWidget(self.draft)
        line = row()
        line.addWidget(label("Into", "section"))
        line.addStretch(1)
        change = button("Change…", "quiet", click=self.folder_wished.emit)
        change.setAccessibleName("Change the folder for papers")
        line.addWidget(change)
        body.addLayout(line)
        body.addWidget(self.folder_words)
        body.addWidget(ActionButton(open_folder, "small"), 0, Qt.AlignmentFlag.AlignLeft)
        layout = column(self, margins=(12, 10, 12, 12), gap=8)
        layout.addWidget(self.title)
        layout.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._body)
        self.write_as.changed.connect(self.changed)
        self.write_as.binder_wished.connect(self.binder_wished)
        self.write_as.web_wished.connect(self.web_wished)
        self.draft.toggled.connect(lambda _: self._say())
        self.changed.connect(self._say)
        self._say()

    def whole_height(self, width: int) -> int:
        """Give its height with all that is in it, in pixels, at a width."""
        layout, body = self.layout(), self._body.layout()
        assert layout is not None
        assert body is not None
        margins = layout.contentsMargins()
        inside = width - margins.left() - margins.right()
        rows = self.title.sizeHint().height() + layout.spacing() + body.totalHeightForWidth(inside)
        return rows + margins.top() + margins.bottom()

    def fold(self, is_low: bool) -> None:
        """Show it folded, unless it was opened by hand, or whole."""
        self.title.setVisible(not is_low)
        self.opener.setVisible(is_low)
        self._body.setVisible(not is_low or self.opener.isChecked())

    def show_folder(self, folder: Path | None) -> None:
        """Show where papers are written."""
        self.folder_words.setText(folder_words(folder) if folder else "")
        self.folder_words.setToolTip(plain_tip(str(folder)) if folder else "")

    def _open_or_close(self) -> None:
        self.fold(True)

    def _say(self) -> None:
        chosen = [FORMAT_WORDS[one] for one in self.write_as.chosen()]
        forms = ", ".join(chosen) if len(chosen) <= _NAMED else count_words(len(chosen), "format")
        verb = "Draft" if self.draft.isChecked() else "Write"
        set_words(self.opener, f"{verb} as {forms or 'nothing'}")
        self.opener.setToolTip("Formats, draft and folder")
