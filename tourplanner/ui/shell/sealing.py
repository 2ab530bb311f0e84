"""The forms of sealing: the passphrase that opens a file, and the page that seals one.

A passphrase is held by its field alone, and only until it was used.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QFrame, QLineEdit, QScrollArea, QWidget

from tourplanner.core.errors import TourPlannerError
from tourplanner.ui.messages import notice_for
from tourplanner.ui.session import Session
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.widgets.basic import button, card, column, label, row, scroll_page, set_words
from tourplanner.ui.widgets.fields import CheckBox
from tourplanner.ui.widgets.flow import FlowLayout

WIDTH = 620
_KEEP = "Keep the key in this computer's keyring: whoever is logged in here opens it without asking"


class _Form(QScrollArea):
    """A page with a title, a card of fields, a line for what went wrong, and buttons."""

    ended = Signal(str)

    def __init__(self, session: Session, title: str, words: str) -> None:
        super().__init__()
        self.session = session
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = scroll_page("canvas")
        self.setWidget(page)
        outer = column(page, margins=(32, 28, 32, 28), gap=10)
        outer.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.title = label(title, "display", wraps=True)
        outer.addWidget(self.title)
        self.words = label(words, "second", wraps=True)
        outer.addWidget(self.words)
        outer.addSpacing(4)
        self.fields = card()
        self.form = QFormLayout(self.fields)
        self.form.setContentsMargins(20, 18, 20, 18)
        self.form.setHorizontalSpacing(18)
        self.form.setVerticalSpacing(12)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        outer.addWidget(self.fields)
        self.problem = label("", "bad", wraps=True)
        self.problem.hide()
        outer.addWidget(self.problem)
        self.buttons = FlowLayout(gap=10)
        outer.addLayout(self.buttons)
        self.below = column(gap=10)
        outer.addLayout(self.below)
        outer.addStretch(1)
        THEME.changed.connect(self._resize)
        self._resize()

    def passphrase_field(self, words: str, name: str, enter: Callable[[], None]) -> QLineEdit:
        """Add a field whose signs are not shown."""
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(name)
        field.textEdited.connect(self.problem.hide)
        field.returnPressed.connect(enter)
        self.form.addRow(words, field)
        return field

    def let_type(self, *, is_on: bool) -> None:
        """Let the form be typed in, or not while something is being done."""
        self.fields.setEnabled(is_on)
        for k in range(self.buttons.count()):
            item = self.buttons.itemAt(k)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setEnabled(is_on)

    def say(self, error: BaseException) -> None:
        """Tell what went wrong, and let the form be typed in again."""
        self.let_type(is_on=True)
        notice = notice_for(error)
        if notice is not None:
            self.problem.setText(notice.text)
            self.problem.show()

    def _resize(self) -> None:
        for part in (self.fields, self.words, self.problem):
            part.setMaximumWidth(look().px(WIDTH))


class PassphraseForm(_Form):
    """Asks for the passphrase of a file that is to be opened."""

    def __init__(self, session: Session, path: Path, *, write: bool) -> None:
        super().__init__(
            session,
            f"{path.stem} is sealed",
            "Its passphrase opens it, or its recovery code. Neither is sent or written anywhere.",
        )
        self._path, self._is_to_write = path, write
        self.passphrase = self.passphrase_field("&Passphrase", "Passphrase", self._open)
        self.keep = CheckBox(_KEEP)
        self.form.addRow(self.keep)
        self.open_button = button("Open the file", "primary", "lock-open", self._open)
        self.buttons.addWidget(self.open_button)
        self.buttons.addWidget(button("Go back", click=lambda: self.ended.emit("")))

    def first_widget(self) -> QWidget:
        """Give what gets the keyboard first."""
        return self.passphrase

    def _open(self) -> None:
        words, keep = self.passphrase.text(), self.keep.isChecked()
        if not words.strip():
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.let_type(is_on=False)
        sealing, path = self.session.doors.sealing(), self._path
        self.session.jobs.read(
            lambda _, __: sealing.open(path, words, keep=keep),
            lambda _: self._opened(),
            self._refused,
            topic="passphrase",
            title="Opening the seal",
            needs_file=False,
        )

    def _opened(self) -> None:
        self.ended.emit("")
        self.session.open(self._path, write=self._is_to_write)

    def _refused(self, error: BaseException) -> None:
        if self.session.doors.sealing().is_shut(self._path):
            self.say(error)
            self.passphrase.selectAll()
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        else:  # the keyring keeps nothing, and the file opens all the same
            self.session.tell_error(error)
            self._opened()


class SealForm(_Form):
    """Seals the file that is open, gives it another passphrase, or makes it plain again."""

    def __init__(self, session: Session) -> None:
        from tourplanner.services.sealing import SEALED_WORDS

        super().__init__(session, "", "\n".join(SEALED_WORDS))
        self.passphrase = self.passphrase_field("&Passphrase", "Passphrase", self._seal)
        self.again = self.passphrase_field("&Again", "Passphrase, once more", self._seal)
        self.keep = CheckBox(_KEEP)
        self.form.addRow(self.keep)
        self.seal = button("", "primary", "lock", self._seal)
        self.plain = button("Take the seal off", "", "lock-open", self._unseal)
        self.show_code = button("Show the recovery code", "", "eye", self._show_code)
        self.back = button("Go back", click=lambda: self.ended.emit(""))
        for part in (self.seal, self.plain, self.show_code, self.back):
            self.buttons.addWidget(part)
        self.code = label("", "name", wraps=True, selectable=True)
        self.code.setAccessibleName("Recovery code")
        self._code_words = label("", "second", wraps=True)
        self._copy = button("Copy the code", click=self._copy_code)
        self.below.addWidget(self._code_words)
        self.below.addWidget(self.code)
        line = row()
        line.addWidget(self._copy)
        line.addStretch(1)
        self.below.addLayout(line)
        self._hide_code()
        self._show()

    def first_widget(self) -> QWidget:
        """Give what gets the keyboard first."""
        return self.passphrase

    def _show(self) -> None:
        path = self.session.path
        sealed = path is not None and self.session.doors.sealing().is_sealed(path)
        name = path.stem if path is not None else "The file"
        self.title.setText(f"{name} is sealed" if sealed else f"Seal {name}")
        set_words(self.seal, "Seal it with this passphrase" if sealed else "Seal the file")
        self.plain.setVisible(sealed)
        self.show_code.setVisible(sealed)
        self.let_type(is_on=True)

    def _seal(self) -> None:
        typed, again = self.passphrase.text(), self.again.text()
        if not typed.strip():
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if typed != again:
            self.problem.setText("The two passphrases are not the same. Type both again.")
            self.problem.show()
            self.again.selectAll()
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._begin(typed)

    def _unseal(self) -> None:
        self._begin(None)

    def _begin(self, passphrase: str | None) -> None:
        self.problem.hide()
        self._hide_code()
        self.let_type(is_on=False)
        self.session.reseal(passphrase, self._done, keep=self.keep.isChecked(), failed=self._failed)

    def _done(self, code: str) -> None:
        self.passphrase.clear()
        self.again.clear()
        self._show()
        if code:
            self._tell_code(code)

    def _failed(self, error: BaseException) -> None:
        self._show()
        self.say(error)

    # -- the recovery code -----------------------------------------------------------------------

    def _show_code(self) -> None:
        path = self.session.path
        if path is None:
            return
        try:
            code = self.session.doors.sealing().code(path)
        except TourPlannerError as error:
            self.say(error)
            return
        self._tell_code(code)

    def _tell_code(self, code: str) -> None:
        self._code_words.setText(
            "The recovery code opens the file like the passphrase. Write it on paper and keep it "
            "where the laptop is not:"
        )
        self.code.setText(code.replace("-", " "))  # lines break between groups
        for part in (self._code_words, self.code, self._copy):
            part.show()
        self._copy.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self._copy))

    def _hide_code(self) -> None:
        self.code.clear()
        for part in (self._code_words, self.code, self._copy):
            part.hide()

    def _copy_code(self) -> None:
        QGuiApplication.clipboard().setText(self.code.text())
