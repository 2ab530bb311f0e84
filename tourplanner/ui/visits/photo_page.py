"""A photo: the picture, what is said of it, who agreed, and whether it may go out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QScrollArea, QWidget

from tourplanner.core.photo_release import PHOTO_USES
from tourplanner.ui.session import Session
from tourplanner.ui.theme import THEME, font, look, tokens
from tourplanner.ui.visits.consent_block import STATES, ConsentBlock
from tourplanner.ui.visits.photo_rows import PhotoValues
from tourplanner.ui.visits.rows import StopRow
from tourplanner.ui.widgets.badges import Chip
from tourplanner.ui.widgets.basic import button, column, label, row, scroll_page, set_words
from tourplanner.ui.widgets.fields import CheckBox, ComboBox
from tourplanner.ui.widgets.form import FieldGrid
from tourplanner.ui.widgets.saving import FieldSaver, SavedLine

PICTURE_PX = 1_000
_PICTURE_HIGH = 190


class PhotoPage(QScrollArea):
    """The page. What is typed is saved as it is typed.

    Signals
    -------
    asked : photo, use, answer. looked : photo, whether no child can be recognized. moved : photo,
    stop. approve_wished : photo, on. withdraw_wished : photo.
    """

    asked = Signal(str, str, str)
    looked = Signal(str, bool)
    moved = Signal(str, str)
    approve_wished = Signal(str, bool)
    withdraw_wished = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.photo = ""
        self.saver: FieldSaver | None = None
        self._shown: PhotoValues | None = None
        self._stops: list[StopRow] = []
        self._is_filling = False
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Photo")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = scroll_page("surface")
        layout = column(whole, gap=6)
        line = row()
        self.state = Chip(*STATES["draft"])
        self.why = label("", "hint", wraps=True)
        self.approve = button("Approve", "small", "check", self._on_approve)
        line.addWidget(self.state)
        line.addWidget(self.why, 1)
        line.addWidget(self.approve)
        layout.addLayout(line)
        self.picture = _Picture()
        layout.addWidget(self.picture)
        self.about = label("", "hint", wraps=True)
        self.sketch = button("Walk-through…", "small", "signpost", self._show_sketch)
        self.sketch.setToolTip("Numbered points on this photo or site plan")
        line = row(gap=8)
        line.addWidget(self.about, 1)
        line.addWidget(self.sketch)
        layout.addLayout(line)
        self.caption = self._line("Caption", "Who and what, as it may be printed", "caption")
        self.credit = self._line("Credit", "Who took it", "credit")
        self.alt = self._line("Alt text", "What is to be seen, for who cannot see it", "alt")
        self.stop = ComboBox()
        self.stop.setAccessibleName("The stop where it was taken")
        self.stop.activated.connect(lambda _: self._on_stop())
        self.quote = ComboBox()
        self.quote.setAccessibleName("Whose picture it is")
        self.quote.activated.connect(lambda _: self._on_quote())
        parts = (
            ("Caption", self.caption),
            ("Alt text", self.alt),
            ("Credit", self.credit),
            ("Stop", self.stop),
            ("Shows", self.quote),
        )
        layout.addWidget(FieldGrid([(words, part, "") for words, part in parts], columns=1))
        self.no_child = CheckBox("No child can be recognized")
        self.no_child.clicked.connect(lambda on: self.looked.emit(self.photo, on))
        layout.addWidget(self.no_child)
        self.consent = ConsentBlock(
            session,
            "The people on it agreed to",
            PHOTO_USES,
            "the consent to this photo",
            is_anybodys=True,
        )
        self.consent.asked.connect(lambda use, yes: self.asked.emit(self.photo, use, yes))
        self.consent.withdraw_wished.connect(lambda: self.withdraw_wished.emit(self.photo))
        layout.addWidget(self.consent)
        layout.addStretch(1)
        self.setWidget(whole)

    def _line(self, name: str, hint: str, fact: str) -> SavedLine:
        made = SavedLine(name, hint)
        made.typed.connect(partial(self._on_typed, fact))
        made.left.connect(self._leave)
        return made

    # -- showing ---------------------------------------------------------------------------------

    def open(self, photo: str, saver: FieldSaver, stops: list[StopRow]) -> None:
        """Take another photo up; its values come with ``show_photo``."""
        self.photo, self.saver, self._shown, self._stops = photo, saver, None, stops
        self.verticalScrollBar().setValue(0)
        self.picture.show_picture(QPixmap(), "")
        for name, field in self._fields().items():
            if not saver.is_typed(name):
                field.show_text("")
        self.consent.open(saver)

    def commit(self) -> None:
        """Something else will be shown: take up days that were typed and not left."""
        self.consent.commit()

    def _fields(self) -> dict[str, SavedLine]:
        return {"caption": self.caption, "credit": self.credit, "alt": self.alt}

    def show_photo(self, photo: PhotoValues) -> None:
        """Show a photo as it is stored; what is being typed stays."""
        if photo.id != self.photo or self.saver is None:
            return
        self._shown = photo
        values, read_only = photo.values, self._session.is_read_only
        state = str(values.get("state") or "draft")
        self._is_filling = True
        for name, field in self._fields().items():
            if not self.saver.is_typed(name):
                field.show_text(str(values.get(name) or ""))
            field.setReadOnly(read_only)
        self.stop.clear()
        for stop in self._stops:
            self.stop.addItem(f"{stop.number} {stop.name}".strip(), stop.stop)
        self.stop.setCurrentIndex(self.stop.findData(values.get("stop")))
        self.quote.clear()
        self.quote.addItem("Nobody whose words are quoted", "")
        for quote, who in photo.quotes:
            self.quote.addItem(who, quote)
        self.quote.setCurrentIndex(max(0, self.quote.findData(values.get("quote") or "")))
        self.no_child.setChecked(isinstance(values.get("no_child"), dict))
        for part in (self.stop, self.quote, self.no_child):
            part.setEnabled(not read_only)
        self._is_filling = False
        self.state.set(*STATES[state])
        self.why.setText(_why_words(photo))
        self.about.setText(photo.about)
        set_words(self.approve, "Take approval back" if state == "approved" else "Approve")
        has_alt = bool(str(values.get("alt") or "").strip())
        self.approve.setEnabled(not read_only and (has_alt or state == "approved"))
        self.approve.setToolTip("" if has_alt else "Type the alt text first.")
        self.approve.setVisible(state != "withdrawn")
        self.sketch.setEnabled(photo.picture is not None)
        self.consent.show_consent(values, photo.form, read_only=read_only)
        pixmap = QPixmap()
        if photo.picture:
            pixmap.loadFromData(photo.picture, "JPEG")
        self.picture.show_picture(pixmap, photo.missing)
        self.picture.setAccessibleName(str(values.get("alt") or values.get("caption") or "Photo"))

    # -- what is done ----------------------------------------------------------------------------

    def _on_typed(self, name: str, text: str) -> None:
        if self.saver is not None and not self._is_filling:
            self.saver.edit(name, text.strip() or None)

    def _leave(self) -> None:
        if self.saver is not None:
            self.saver.leave()

    def _show_sketch(self) -> None:
        from tourplanner.ui.visits.sketch import show_sketch

        if self.saver is not None:
            show_sketch(self, self._session, self.photo, self.saver)

    def _on_approve(self) -> None:
        if self._shown is not None:
            self._leave()
            self.approve_wished.emit(self.photo, self._shown.values.get("state") != "approved")

    def _on_stop(self) -> None:
        stop = self.stop.currentData()
        if self._shown is not None and stop and stop != self._shown.values.get("stop"):
            self.moved.emit(self.photo, stop)

    def _on_quote(self) -> None:
        if self.saver is not None and not self._is_filling:
            self.saver.edit("quote", self.quote.currentData() or None)
            self.saver.leave()


class _Picture(QWidget):
    """The picture, as large as there is room; words where it is not here."""

    def __init__(self) -> None:
        super().__init__()
        self._pixmap, self._words = QPixmap(), ""
        THEME.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(min(look().px(_PICTURE_HIGH), round(_PICTURE_HIGH * 1.25)))

    def show_picture(self, pixmap: QPixmap, words: str) -> None:
        """Show another picture, or the words where there is none."""
        self._pixmap, self._words = pixmap, words
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the middle."""
        painter, room = QPainter(self), self.rect()
        if self._pixmap.isNull():
            painter.fillRect(room, QColor(tokens().sunken))
            painter.setFont(font(13))
            painter.setPen(QColor(tokens().ink2))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self._words)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._pixmap.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        at = QRect(0, 0, size.width(), size.height())
        at.moveCenter(room.center())
        painter.drawPixmap(at, self._pixmap)


def _why_words(photo: PhotoValues) -> str:
    if photo.missing:
        return photo.missing
    return f"Stays inside: {photo.why_inside}." if photo.why_inside else "May go to the press."
