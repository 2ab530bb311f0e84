"""Under the name of a note or quote: draft or reviewed, comments, the change log, the lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from tourplanner.core.clock import local, parse_moment
from tourplanner.ui.theme import look
from tourplanner.ui.visits.rows import moment_words
from tourplanner.ui.widgets.badges import Chip
from tourplanner.ui.widgets.basic import button, column, label, row, set_words
from tourplanner.ui.widgets.saving import SavedLine
from tourplanner.ui.words import count_words, day_words

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace

_COMMENTS, _CHANGES = "comments", "changes"


@dataclass(frozen=True, slots=True)
class ReviewValues:
    """The review of a note or quote. ``locked`` is a sentence, empty while it is open."""

    kind: str
    record: str
    is_reviewed: bool
    by: str
    locked: str
    comments: tuple[str, ...]
    changes: tuple[str, ...]


def read_review(workspace: Workspace, kind: str, record: str, zone: str) -> ReviewValues | None:
    """Give the review of a note or quote, None where it is gone."""
    found = workspace.file.tables.get(kind, record)
    if found is None or found.deleted:
        return None
    review = workspace.review
    by = found["reviewed"]
    locked = ""
    if review.is_locked(kind, record):
        at = review.locked_at(kind, record)
        day = day_words(local(at, zone).date(), year=True) if at else ""
        locked = f"Locked since {day}, seven days after the visit."
    comments = tuple(
        f"{moment_words(c['at'], zone)}, {c['author']}: {c['words']}"
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
    reviewed : whether it is now. commented : words. unlocked : the reason.
    """

    reviewed = Signal(bool)
    commented = Signal(str)
    unlocked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: ReviewValues | None = None
        self._open = ""
        layout = column(self, gap=4)
        line = row(gap=6)
        self.state = Chip("Draft", "plain")
        self.mark = button("Reviewed", "small", "check-check", self._on_mark)
        self.comments = button("Comments", "quiet", click=lambda: self._fold(_COMMENTS))
        self.changes = button("Changes", "quiet", click=lambda: self._fold(_CHANGES))
        for part in (self.state, self.mark, self.comments, self.changes):
            line.addWidget(part)
        line.addStretch(1)
        layout.addLayout(line)
        self.locked = label("", "warn", wraps=True)
        self.why = SavedLine("Why it is changed", "Why is it changed? Enter opens it for 12 hours")
        self.why.returnPressed.connect(self._on_why)
        layout.addWidget(self.locked)
        layout.addWidget(self.why)
        self.lines = QPlainTextEdit()
        self.lines.setReadOnly(True)
        self.lines.setTabChangesFocus(True)
        layout.addWidget(self.lines)
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
        count = len(review.comments)
        self.comments.setText(count_words(count, "comment") if count else "Comment")
        self.locked.setText(review.locked)
        self.locked.setVisible(bool(review.locked))
        self.why.setVisible(bool(review.locked) and not read_only)
        self.comment.setEnabled(not read_only)
        self._show_lines()

    def _show_lines(self) -> None:
        review, is_comments = self._shown, self._open == _COMMENTS
        lines = () if review is None else review.comments if is_comments else review.changes
        self.lines.setAccessibleName("Comments" if is_comments else "Change log, newest first")
        self.lines.setPlainText("\n".join(lines))
        self.lines.setFixedHeight(look().px(min(max(len(lines), 1), 5) * 20 + 14))
        self.lines.setVisible(bool(self._open) and bool(lines))
        self.comment.setVisible(is_comments)

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
