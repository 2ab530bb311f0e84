"""The photos of a stop as a strip of small pictures, with the photo rule of its site."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tourplanner.core.photo_release import RULE_WORDS
from tourplanner.ui import icons
from tourplanner.ui.theme import THEME, look, tokens
from tourplanner.ui.visits.photo_rows import PhotoRow, StopPhotos
from tourplanner.ui.widgets.basic import column, label, row
from tourplanner.ui.widgets.fields import ComboBox
from tourplanner.ui.widgets.rows import Index, draw_focus, draw_text, is_selected
from tourplanner.ui.widgets.saving import SavedLine
from tourplanner.ui.widgets.values import ValuesList, ValuesModel
from tourplanner.ui.words import count_words

_WIDE, _HIGH = 116, 104
_NAME = 22  # px at 100 % text, below a picture
_LEAST = 36  # px for a picture, its edge and the scroll bar
_KNOWN = 40  # px a picture needs to be known again; with less it takes the line of its name
_BAR = 14  # px of the scroll bar below the photos
_ASKED = 24  # thumbnails fetched together
_RULES = ("", "ok", "ask", "none")


def _tile(size: int) -> int:
    """Give a size of a tile: with the text, but pictures leave room for the words above."""
    return min(look().px(size), round(size * 1.25))


def spoken(photo: PhotoRow) -> str:
    """Give a photo as a sentence."""
    state = photo.missing or photo.why_inside or "may go out"
    return ", ".join(part for part in (photo.name, photo.time, state) if part)


class PhotoStrip(QWidget):
    """The strip. Enter or a click opens a photo.

    Signals
    -------
    opened : a photo's id. wanted : ids whose thumbnails are to be fetched. deleted : a photo's id.
    ruled : the photo rule, and its words.
    """

    opened = Signal(str)
    wanted = Signal(list)
    deleted = Signal(str)
    ruled = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, gap=4)
        head = row(gap=8)
        self.count = label("Photos at this stop", "section")
        self.rule = ComboBox()
        self.rule.setAccessibleName("Photo rule of this school")
        self.rule.addItems([RULE_WORDS[rule] for rule in _RULES])
        self.rule.activated.connect(lambda _: self._on_rule())
        self.words = SavedLine(
            "Photo rule in words, for the press",
            "The rule in words, such as: no photography; ask the village",
        )
        self.words.left.connect(self._on_rule)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.rule)
        layout.addLayout(head)
        layout.addWidget(self.words)
        self.photos: ValuesModel[PhotoRow] = ValuesModel(spoken)
        self.thumbs: dict[str, QPixmap | None] = {}
        self._asked: set[str] = set()
        self._delegate = _Delegate(self)
        self.list = _StripList("Photos at this stop", self.photos, self._delegate)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.list.setFlow(QListView.Flow.LeftToRight)
        self.list.setWrapping(False)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.opened.connect(lambda at: self.opened.emit(self.photos.values[at].id))
        self.list.deleted.connect(lambda at: self.deleted.emit(self.photos.values[at].id))
        layout.addWidget(self.list)
        self._fetch = QTimer(self)  # thumbnails of one paint are fetched together
        self._fetch.setSingleShot(True)
        self._fetch.setInterval(0)
        self._fetch.timeout.connect(self._ask)
        self._missing: list[str] = []
        THEME.changed.connect(self._fit)
        self._fit()
        self.show_photos(StopPhotos(), read_only=True)

    def _fit(self) -> None:
        """Leave room for a picture at least, with its name below where there is more."""
        self.list.setMinimumHeight(look().px(_NAME) + _LEAST)
        self.list.setMaximumHeight(_tile(_HIGH) + _BAR)

    def show_photos(self, found: StopPhotos, *, read_only: bool) -> None:
        """Show the photos of a stop; the chosen one stays."""
        before = self.chosen()
        self.photos.show(list(found.photos))
        at = next((k for k, photo in enumerate(found.photos) if photo.id == before), -1)
        self.list.choose(at)
        self.list.setVisible(bool(found.photos))
        words = count_words(len(found.photos), "photo")
        self.count.setText(f"{words} at this stop" if found.photos else "No photos here yet")
        self.rule.setCurrentIndex(_RULES.index(found.rule) if found.rule in _RULES else 0)
        if not self.words.hasFocus():
            self.words.show_text(found.rule_words)
        for part in (self.rule, self.words):
            part.setEnabled(not read_only and bool(found.site))
        self.words.setVisible(found.rule in ("ask", "none"))

    def chosen(self) -> str:
        """Give the id of the photo that the keyboard is at; empty where at none."""
        at = self.list.currentIndex().row()
        return self.photos.values[at].id if 0 <= at < len(self.photos.values) else ""

    def choose(self, photo: str) -> None:
        """Mark a photo that is shown; empty marks none."""
        at = next((k for k, each in enumerate(self.photos.values) if each.id == photo), -1)
        self.list.choose(at)

    def forget(self) -> None:
        """Another file is open."""
        self.thumbs.clear()
        self._asked.clear()

    def take_thumbs(self, found: dict[str, bytes | None]) -> None:
        """Show thumbnails that were fetched."""
        for photo, data in found.items():
            pixmap = QPixmap()
            self.thumbs[photo] = pixmap if data and pixmap.loadFromData(data, "JPEG") else None
            self._asked.discard(photo)
        self.list.viewport().update()

    def thumb(self, photo: str) -> QPixmap | None:
        """Give a thumbnail; None while it is fetched, and where there is none."""
        if photo not in self.thumbs and photo not in self._asked:
            self._asked.add(photo)
            self._missing.append(photo)
            self._fetch.start()
        return self.thumbs.get(photo)

    def _ask(self) -> None:
        asked, self._missing = self._missing[:_ASKED], self._missing[_ASKED:]
        self.wanted.emit(asked)
        if self._missing:
            self._fetch.start()

    def _on_rule(self) -> None:
        words = self.words.text() if self.words.isVisible() else ""
        self.words.setModified(False)
        self.ruled.emit(_RULES[self.rule.currentIndex()], words)


class _StripList(ValuesList):
    opened = Signal(int)
    deleted = Signal(int)

    def __init__(
        self, name: str, model: ValuesModel[PhotoRow], delegate: QStyledItemDelegate
    ) -> None:
        super().__init__(name, model, delegate)
        self.clicked.connect(lambda index: self.opened.emit(index.row()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have smaller pictures where there is less room."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, take away with Delete."""
        at = self.currentIndex().row()
        if at >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(at)
        elif at >= 0 and event.key() == Qt.Key.Key_Delete:
            self.deleted.emit(at)
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """Draws a photo: the picture, its name, and a mark that says whether it may go out."""

    def __init__(self, strip: PhotoStrip) -> None:
        super().__init__(strip)
        self._strip = strip

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the size of a photo."""
        return QSize(_tile(_WIDE), min(_tile(_HIGH), self._strip.list.height() - _BAR))

    def frame(self, rect: QRectF) -> QRectF:
        """Give where the picture lies in a tile: above its name, or alone where room is short."""
        above = rect.adjusted(0, 0, 0, -look().px(_NAME))
        return above if above.height() >= _KNOWN else rect

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one photo."""
        t, photo = tokens(), self._strip.photos.values[index.row()]
        rect = QRectF(option.rect).adjusted(3, 2, -3, -2)
        frame = self.frame(rect)
        is_named = frame.height() < rect.height()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(frame, QColor(t.sunken))
        thumb = self._strip.thumb(photo.id)
        if thumb is not None:
            size = thumb.size().scaled(frame.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            at = QRectF(0, 0, size.width(), size.height())
            at.moveCenter(frame.center())
            painter.drawPixmap(at.toRect(), thumb)
        else:
            mark = QRectF(0, 0, 20, 20)
            mark.moveCenter(frame.center())
            icons.draw(painter, "eye-off" if photo.missing else "camera", mark, t.ink2)
        is_on = is_selected(option)
        painter.setPen(QPen(QColor(t.accent if is_on else t.line), 2 if is_on else 1))
        painter.drawRect(frame)
        below = look().px(_NAME)
        line = QRectF(rect.left() + 2, rect.bottom() - below + 2, rect.width() - 4, below - 2)
        icon, tone = ("eye-off", "warn") if photo.why_inside else ("circle-check", "good")
        if photo.missing:
            icon, tone = "circle-alert", "warn"
        wide = look().px(14)
        at = QRectF(line.right() - wide, line.center().y() - wide / 2, wide, wide)
        if is_named:
            draw_text(painter, line.adjusted(0, 0, -wide - 4, 0), photo.name, px=12)
        else:
            painter.fillRect(at.adjusted(-2, -2, 2, 2), QColor(t.surface))
        icons.draw(painter, icon, at, icons.tone_color(tone))
        painter.restore()
        draw_focus(painter, option)
