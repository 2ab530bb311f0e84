"""Under the name of a note or quote: draft or reviewed, comments, the change log, the lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from tourplanner.core.clock import local, parse_moment
from tourplanner.ui.theme import look
from tourplanner.ui.visits.rows import moment_words
from tourplanner.ui.widgets.badges import Chip
from tourplanner.ui.widgets.basic import button, column, label, set_words
from tourplanner.ui.widgets.flow import FlowLayout
from tourplanner.ui.widgets.saving import SavedLine
from tourplanner.ui.widgets.tips import plain_tip
from tourplanner.ui.words import count_words, day_words

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace

_COMMENTS, _CHANGES = "comments", "changes"


@dataclass(frozen=True, slots=True)
class Said:
    """A comment: its id, when, who and what in one line, and who did what it asks for."""

    id: str
    words: str
    done_by: str = ""


@dataclass(frozen=True, slots=True)
class ReviewValues:
    """The review of a note or quote. ``locked`` is a sentence, empty while it is open."""

    kind: str
    record: str
    is_reviewed: bool
    by: str
    locked: str
    comments: tuple[Said, ...]
    changes: tuple[str, ...]


def read_review(workspace: Workspace, kind: str, record: str, zone: str) -> ReviewValues | None:
    """Give the review of a note or quote, None where it is gone."""
    found = workspace.file.tables.there(kind, record)
    if found is None:
        return None
    review = workspace.review
    by = found["reviewed"]
    locked = ""
    if review.is_locked(kind, record):
        at = review.locked_at(kind, record)
        day = day_words(local(at, zone).date(), year=True) if at else ""
        locked = f"Locked since {day}, seven days after the visit."
    comments = tuple(
        Said(
            c.id,
            f"{moment_words(c['at'], zone)}, {c['author']}: {c['words']}",
            str(c["done"].get("by") or "") if isinstance(c["done"], dict) else "",
        )
        for c in review.comments(record)
    )
    changes = tuple(
        f"{moment_words(parse_moment(line.at).isoformat(), zone)}, {line.author}: "
        f"{line.what}{f' ({line.reason})' if line.reason else ''}"
        f"{', after the lock' if line.is_late and not line.reason else ''}"
        for line in review.log(kind, record)
    )
    return ReviewValues(
        kind,
        record,
        found["review"] == "reviewed",
        str(by.get("by") or "") if isinstance(by, dict) else "",
        locked,
        comments,
        changes,
    )


class ReviewBar(QWidget):
    """The bar and what folds out under it.

    Signals
    -------
    reviewed : whether it is now. commented : words. settled : id of a comment, whether what it
    asks for is done. unlocked : the reason. card_wished : a practice card is to be made of it.
    """

    reviewed = Signal(bool)
    commented = Signal(str)
    settled = Signal(str, bool)
    unlocked = Signal(str)
    card_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: ReviewValues | None = None
        self._open = ""
        layout = column(self, gap=4)
        line = FlowLayout()
        self.state = Chip("Draft", "plain")
        self.mark = button("Reviewed", "small", "check-check", self._on_mark)
        self.comments = button("Comments", "quiet", click=lambda: self._fold(_COMMENTS))
        self.changes = button("Changes", "quiet", click=lambda: self._fold(_CHANGES))
        self.card = button("Make a practice card", "quiet", click=self.card_wished.emit)
        self.card.setToolTip("Ctrl+Shift+K")
        for part in (self.state, self.mark, self.comments, self.changes, self.card):
            line.addWidget(part)
        layout.addLayout(line)
        self.locked = label("", "warn", wraps=True)
        self.why = SavedLine("Why it is changed", "Why is it changed? Enter opens it for 12 hours")
        self.why.returnPressed.connect(self._on_why)
        layout.addWidget(self.locked)
        layout.addWidget(self.why)
        self.lines = QPlainTextEdit()
        self.lines.setReadOnly(True)
        self.lines.setTabChangesFocus(True)
        self.lines.setAccessibleName("Change log, newest first")
        layout.addWidget(self.lines)
        self.said = QListWidget()
        self.said.setAccessibleName("Comments, ticked where what they ask for is done")
        self.said.setWordWrap(True)
        self.said.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.said.itemChanged.connect(self._on_ticked)
        layout.addWidget(self.said)
        self._is_filling = False
        self.comment = SavedLine("A comment for the others", "A comment for the others, then Enter")
        self.comment.returnPressed.connect(self._on_comment)
        layout.addWidget(self.comment)
        self.hide()

    def show_review(self, review: ReviewValues | None, *, read_only: bool) -> None:
        """Show the review of what is shown; None where nothing of it is stored yet."""
        self.setVisible(review is not None)
        if review is None:
            self._shown, self._open = None, ""
            return
        if self._shown is None or self._shown.record != review.record:
            self._open = ""
            self.comment.clear()
            self.why.clear()
        self._shown = review
        by = f"Reviewed, {review.by}" if review.by else "Reviewed"
        self.state.set(*((by, "good", "check-check") if review.is_reviewed else ("Draft", "plain")))
        set_words(self.mark, "Back to draft" if review.is_reviewed else "Reviewed")
        self.mark.setEnabled(not read_only)
        self.card.setEnabled(not read_only)
        count = len(review.comments)
        still = sum(not each.done_by for each in review.comments)
        words = count_words(count, "comment") if count else "Comment"
        self.comments.setText(f"{words}, {still} open" if 0 < still < count else words)
        self.locked.setText(review.locked)
        self.locked.setVisible(bool(review.locked))
        self.why.setVisible(bool(review.locked) and not read_only)
        self.comment.setEnabled(not read_only)
        self._show_lines()

    def _show_lines(self) -> None:
        review, is_comments = self._shown, self._open == _COMMENTS
        changes = review.changes if review is not None else ()
        self.lines.setPlainText("\n".join(changes))
        self.lines.setFixedHeight(_high(len(changes)))
        self.lines.setVisible(self._open == _CHANGES and bool(changes))
        comments = review.comments if review is not None else ()
        self._show_comments(comments)
        self.said.setVisible(is_comments and bool(comments))
        self.comment.setVisible(is_comments)

    def _show_comments(self, comments: tuple[Said, ...]) -> None:
        at = self.said.currentRow()
        self._is_filling = True
        self.said.clear()
        for each in comments:
            words = f"{each.words} (done, {each.done_by})" if each.done_by else each.words
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, each.id)
            item.setToolTip(plain_tip(words))
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            if self.comment.isEnabled():
                flags |= Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags)
            done = Qt.CheckState.Checked if each.done_by else Qt.CheckState.Unchecked
            item.setCheckState(done)
            self.said.addItem(item)
        self.said.setCurrentRow(min(max(at, 0), len(comments) - 1))
        self.said.setFixedHeight(_high(len(comments) + 1))
        self._is_filling = False

    def _on_ticked(self, item: QListWidgetItem) -> None:
        if not self._is_filling:
            done = item.checkState() == Qt.CheckState.Checked
            self.settled.emit(str(item.data(Qt.ItemDataRole.UserRole)), done)

    def _fold(self, what: str) -> None:
        self._open = "" if self._open == what else what
        self._show_lines()
        if self._open == _COMMENTS:
            self.comment.setFocus()
        elif self._open:
            self.lines.setFocus()

    def _on_mark(self) -> None:
        if self._shown is not None:
            self.reviewed.emit(not self._shown.is_reviewed)

    def _on_comment(self) -> None:
        words = self.comment.text().strip()
        if words:
            self.comment.clear()
            self.commented.emit(words)

    def _on_why(self) -> None:
        words = self.why.text().strip()
        if words:
            self.why.clear()
            self.unlocked.emit(words)


def _high(lines: int) -> int:
    """Give the height of a list of lines, in pixels of this text size."""
    return look().px(min(max(lines, 1), 5) * 20 + 14)
