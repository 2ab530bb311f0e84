"""Paste a list of schools, look through what each line means, add them all in one step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QStyleOptionViewItem,
    QWidget,
)
from shiboken6 import isValid

from tourplanner.core.model.list_match import Applied
from tourplanner.ui.messages import Notice, Tone, notice_for
from tourplanner.ui.session import Session
from tourplanner.ui.sites.points import added_words
from tourplanner.ui.sites.review import ReviewLine, look_up, school_words, tally
from tourplanner.ui.theme import look
from tourplanner.ui.widgets.badges import chip_width, draw_chip
from tourplanner.ui.widgets.basic import button, clear, column, label, pane, scroll_page
from tourplanner.ui.widgets.fields import CheckBox, RadioButton
from tourplanner.ui.widgets.rows import Index, TextDelegate, draw_focus, draw_ground
from tourplanner.ui.widgets.table import RowsModel, Table, TableColumn
from tourplanner.ui.widgets.wizard import Wizard
from tourplanner.ui.words import count_words

LIST, LOOK = range(2)
SHOWN_CHOICES = 20


class _LineDelegate(TextDelegate):
    """Draws the state of a line as a chip."""

    def __init__(self, model: RowsModel[ReviewLine]) -> None:
        super().__init__(strong_column=3)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        if index.column() != 2:
            super().paint(painter, option, index)
            return
        draw_ground(painter, option, first=False)
        word, tone, icon = self._model.rows[index.row()].chip
        rect = QRectF(option.rect)
        wide = min(float(chip_width(word, icon)), rect.width() - 6)
        high = look().px(20)
        at = QRectF(rect.left() + 6, rect.center().y() - high / 2, wide, high)
        draw_chip(painter, at, word, tone, icon)
        draw_focus(painter, option)


class ListReview(Wizard):
    """Two steps: the list, and what its lines mean. Nothing is stored before the last button."""

    ended = Signal(object)  # Applied, or None where nothing was added

    def __init__(self, session: Session) -> None:
        super().__init__(
            "Paste a list of schools",
            ("The list", "Look through"),
            "Nothing is saved until the last step. One Undo takes the whole list back.",
        )
        self._session = session
        self.begun_with = ""  # the list before anybody changed it here
        self.editor = QPlainTextEdit()
        self.editor.setAccessibleName("The list, one school a line")
        self.editor.setPlaceholderText(
            "Madison Elementary, Pasadena\nAlview Elementary, Chowchilla\n43693696046114"
        )
        self.editor.setTabChangesFocus(True)
        self.editor.textChanged.connect(self._show_next)
        self.add_page(self._list_page())
        self.model: RowsModel[ReviewLine] = RowsModel(
            [
                TableColumn("Line", lambda line: str(line.match.number), 46, right=True),
                TableColumn("In the list", lambda line: line.match.text),
                TableColumn("State", lambda line: line.chip[0], 118),
                TableColumn("Becomes", lambda line: line.becomes, 230),
            ],
            lambda line: line.spoken,
        )
        self.table = Table("Lines of the list", self.model, _LineDelegate(self.model))
        self.table.show_columns(("Line", "In the list", "State", "Becomes"), ("Becomes", "Line"))
        self.table.row_chosen.connect(lambda _row: self._show_line())
        self.answers = QScrollArea()
        self.add_page(self._look_page())
        self.marks = CheckBox("")
        self.foot.insertWidget(0, self.marks)
        self.missing = ""
        self.next_wished.connect(self._on_next_step)
        self.canceled.connect(lambda: self._end(None))
        for key, act in (("H", self._keep_by_key), ("X", self._skip_by_key)):
            made = QShortcut(QKeySequence(key), self.table, act)
            made.setContext(Qt.ShortcutContext.WidgetShortcut)
        for number in range(1, 10):
            made = QShortcut(QKeySequence(str(number)), self.table)
            made.setContext(Qt.ShortcutContext.WidgetShortcut)
            made.activated.connect(lambda at=number - 1: self._choose_at(at))
        self.show_step(LIST)

    # -- pages -----------------------------------------------------------------------------------

    def _list_page(self) -> QWidget:
        page = pane("canvas")
        layout = column(page, margins=(20, 16, 20, 16), gap=8)
        words = (
            "One school a line: its name with a town or district, an address, or a code. "
            "Lines from a mail, a web page or a spreadsheet can be pasted as they are."
        )
        layout.addWidget(label(words, "second", wraps=True))
        layout.addWidget(self.editor, 1)
        return page

    def _look_page(self) -> QWidget:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.table)
        self.answers.setWidgetResizable(True)
        self.answers.setFrameShape(QFrame.Shape.NoFrame)
        self.answers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.answers.setAccessibleName("What the line may mean")
        self.answers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side = scroll_page("canvas")
        self._side = column(side, margins=(16, 14, 14, 14), gap=8)
        self.answers.setWidget(side)
        self.answers.setMinimumWidth(look().px(230))
        split.addWidget(self.answers)
        split.setStretchFactor(0, 1)
        split.setSizes([10_000, 330])
        return split

    # -- the list --------------------------------------------------------------------------------

    def begin(self, text: str, about: str = "") -> None:
        """Begin with a list, which is looked up at once, or with an empty page."""
        self.begun_with = text
        self.about.setText(about)
        self.editor.setPlainText(text)
        tour = self._session.tour
        self.marks.setVisible(tour is not None)
        self.marks.setText(f"The tour may see them: {tour.name}" if tour else "")
        self.marks.setChecked(tour is not None)
        self.model.show([])
        self.show_step(LIST)
        self._show_next()
        if text.strip():
            self._look_up()
        else:
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_step(self, step: int) -> None:
        """Show a step and what Next does in it."""
        super().show_step(step)
        if hasattr(self, "marks"):
            self.marks.setVisible(step == LOOK and self._session.tour is not None)
            self._show_next()

    def _show_next(self) -> None:
        if self.step == LIST:
            lines = sum(1 for line in self.editor.toPlainText().splitlines() if line.strip())
            self.set_result(LIST, count_words(lines, "line") if lines else "")
            self.set_next("Next: look them up", "" if lines else "Paste or type a list first.",
                          can=bool(lines))  # fmt: skip
            return
        now = tally(self.model.rows)
        self.set_result(LOOK, f"{now.asks} to look at" if now.asks else "all decided")
        reason = f"{now.sentence()}."
        if now.asks:
            reason += " What still asks is left out."
        can_mark = self.marks.isVisibleTo(self) and bool(now.here)
        words = f"Add {count_words(now.new, 'site')}" if now.new or not can_mark else "Mark them"
        self.set_next(words, reason, can=bool(now.new) or can_mark)

    def _on_next_step(self, step: int) -> None:
        if step == LIST:
            self._look_up()
        else:
            self._add()

    def _look_up(self) -> None:
        text, tour_id = self.editor.toPlainText(), self._session.tour_id
        self.set_next("Looking them up", "", can=False)

        def failed(error: BaseException) -> None:
            self._show_next()
            notice = notice_for(error)
            if notice is not None:
                self.reason.setText(notice.text)

        self._session.read(
            lambda ws, progress: look_up(ws, text, tour_id, progress),
            self._show_lines,
            failed,
            topic="paste",
            title="Looking up the list",
            owner=self,
        )

    def _show_lines(self, found: tuple[list[ReviewLine], str]) -> None:
        lines, self.missing = found
        self.model.show(lines)
        self.show_step(LOOK)
        first = next((k for k, line in enumerate(lines) if line.asks), 0)
        self.table.choose(first)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- one line --------------------------------------------------------------------------------

    def _current(self) -> int:
        at = self.table.currentIndex().row()
        return at if 0 <= at < len(self.model.rows) else -1

    def _show_line(self) -> None:
        clear(self._side)
        at = self._current()
        if at < 0:
            return
        line = self.model.rows[at]
        self._side.addWidget(label(line.match.text, "heading", wraps=True, selectable=True))
        self._side.addWidget(label(line.match.reason, "hint", wraps=True))
        if self.missing and not line.match.candidates:
            self._side.addWidget(label(self.missing, "warn", wraps=True))
        for flag in line.match.flags:
            self._side.addWidget(label(f"{flag[:1].upper()}{flag[1:]}.", "warn", wraps=True))
        if line.match.repeats is None:
            self._show_choices(line)
        self._side.addStretch(1)

    def _show_choices(self, line: ReviewLine) -> None:
        shown = line.match.candidates[:SHOWN_CHOICES]
        group = QButtonGroup(self.answers)
        for number, one in enumerate(shown, 1):
            key = one.row.key
            name = f"{one.row.name}, {one.row.where}"
            words = f"{number}  {one.row.name}" if number < 10 else one.row.name
            pick = self._radio(words, name, key == line.match.choice, partial(self._choose, key))
            group.addButton(pick)
            self._side.addWidget(pick)
            about = f"{one.row.where}\n{school_words(one.row)}"
            if one.near:
                about += f"\n{one.near}"
            if one.site:
                about += "\nA candidate already"
            words_under = label(about, "hint", wraps=True)
            words_under.setIndent(24)
            self._side.addWidget(words_under)
        if line.match.total > len(shown):
            more = f"{line.match.total - len(shown):,} more. Add a town or district to the line."
            self._side.addWidget(label(more, "hint", wraps=True))
        by_hand = self._radio(
            "Keep it by hand (H; H again goes on)",
            "Keep it by hand",
            bool(line.match.by_hand),
            self._keep,
        )
        skip = self._radio("Leave it out (X)", "Leave it out", line.is_skipped, self._skip)
        for pick in (by_hand, skip):
            group.addButton(pick)
        self._side.addWidget(by_hand)
        if line.match.by_hand:
            self._show_facts(line)
        self._side.addWidget(skip)
        unknown = len(self._unknown())
        if unknown > 1 and not line.match.candidates:
            words = f"Keep all {unknown} not found by hand"
            self._side.addWidget(button(words, "small", "user", self._keep_unknown))

    def _radio(self, words: str, name: str, checked: bool, act: Callable[[], None]) -> RadioButton:
        made = RadioButton(words.replace("&", "&&"))
        made.setAccessibleName(name)
        made.setChecked(checked)
        made.clicked.connect(lambda _=False: act())
        return made

    def _show_facts(self, line: ReviewLine) -> None:
        for fact, words in (("name", "Name"), ("street", "Street"), ("city", "Town"),
                            ("zip", "ZIP")):  # fmt: skip
            field = QLineEdit(line.match.by_hand.get(fact, ""))
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
            field.editingFinished.connect(lambda f=field, n=fact: self._type_fact(n, f.text()))
            self._side.addWidget(field)

    def _type_fact(self, fact: str, text: str) -> None:
        at = self._current()
        if at >= 0 and self.model.rows[at].match.by_hand:
            line = self.model.rows[at]
            if fact != "name" or text.strip():
                facts = {**line.match.by_hand, fact: text.strip()}
                self.model.replace(at, line.keep_by_hand(facts))
                self._show_next()

    # -- answers ---------------------------------------------------------------------------------

    def _choose_at(self, number: int) -> None:
        at = self._current()
        if at >= 0 and number < len(self.model.rows[at].match.candidates[:SHOWN_CHOICES]):
            asked = self._asks(at)
            self._choose(self.model.rows[at].match.candidates[number].row.key)
            if asked:
                self._go_on(at)

    def _choose(self, key: str) -> None:
        self._answer(lambda line: line.choose(key))

    def _keep(self) -> None:
        self._answer(lambda line: line.keep_by_hand(line.match.by_hand))

    def _unknown(self) -> list[int]:
        """Give the rows of lines that ask, and have no school to choose."""
        rows = self.model.rows
        return [k for k, row in enumerate(rows) if row.asks and not row.match.candidates]

    def _keep_unknown(self) -> None:
        """Keep by hand what no directory has; each can still be looked through."""
        for at in self._unknown():
            line = self.model.rows[at]
            self.model.replace(at, line.keep_by_hand(line.match.by_hand))
        self._show_line()
        self._show_next()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _skip(self) -> None:
        self._answer(ReviewLine.skip)

    def _skip_by_key(self) -> None:
        at = self._current()
        asked = self._asks(at)
        self._skip()
        if asked:
            self._go_on(at)

    def _keep_by_key(self) -> None:
        """Keep the line; one that is kept already was looked through, so go on."""
        at = self._current()
        if at >= 0 and self.model.rows[at].match.by_hand:
            self._go_on(at)
        else:
            self._keep()

    def _go_on(self, at: int) -> None:
        """Go to the next line that asks, beginning anew after the last; stay where none does."""
        rows = self.model.rows
        order = (*range(at + 1, len(rows)), *range(at))
        to = next((k for k in order if rows[k].asks), -1)
        if to >= 0:
            self.table.choose(to)

    def _asks(self, at: int) -> bool:
        return at >= 0 and self.model.rows[at].asks

    def _answer(self, change: Callable[[ReviewLine], ReviewLine]) -> None:
        at = self._current()
        if at < 0 or self.model.rows[at].match.repeats is not None:
            return
        self.model.replace(at, change(self.model.rows[at]))
        self._show_line()
        self._show_next()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)  # what was pressed is made anew

    # -- the end ---------------------------------------------------------------------------------

    def _add(self) -> None:
        from tourplanner.services.pasted import add_list

        matches = [line.match for line in self.model.rows if not line.is_skipped]
        tour_id = self._session.tour_id if self.marks.isChecked() else ""
        self.set_next("Adding them", "", can=False)

        def failed(error: BaseException) -> None:
            if isValid(self):
                self._show_next()
            self._session.tell_error(error)

        self._session.write(
            lambda ws, _: add_list(ws, matches, tour_id), self._end, failed, title="Adding sites"
        )

    def _end(self, applied: Applied | None) -> None:
        if applied is not None:
            added = len(applied.added) + len(applied.by_hand)
            if applied.changes is None:
                now = tally(self.model.rows)
                out = f", {now.asks + now.out} left out" if now.asks + now.out else ""
                words = f"Nothing new in this list: {now.here} here already{out}."
                self._session.tell(Notice(Tone.INFO, words))
            elif added:
                self._session.acted.emit(added_words(applied))
            else:
                self._session.acted.emit("Marked for the tour.")
        if isValid(self):  # or it was left while they were being added
            self.ended.emit(applied)
