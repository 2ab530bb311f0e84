"""The look of the window: palette, style sheet and fonts made from tokens, and its changes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget
from shiboken6 import isValid

from tourplanner.ui import assets
from tourplanner.ui.style import style_sheet
from tourplanner.ui.tokens import (
    CONTRAST,
    DARK,
    LIGHT,
    ROW_HEIGHTS,
    Density,
    Scheme,
    Tokens,
    contrast_in,
)

FAMILY = "Public Sans"
BASE_PX = 13
_DONE = object()


class Look(NamedTuple):
    """What the window looks like now. ``text_percent`` is 100 to 200."""

    tokens: Tokens = LIGHT
    density: Density = Density.NORMAL
    text_percent: int = 100

    def px(self, size: int) -> int:
        """Give a text size or a height that goes with the text, in pixels."""
        return round(size * self.text_percent / 100)

    @property
    def row_height(self) -> int:
        """The height of one row of a list."""
        return self.px(ROW_HEIGHTS[self.density])


class Theme(QObject):
    """Holds the look of the running program and applies a new one.

    Signals
    -------
    tinted : icons are due in other colors and sizes. changed : the look is another one.
    settled : and everything is drawn with it.
    """

    tinted = Signal()
    changed = Signal()
    settled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.look = Look()
        self.wished = Scheme.SYSTEM
        self._sheet = ""
        self._parts: list[QWidget] = []
        self._fonts_loaded = False
        self._next = Look()  # without colors: they follow from what is wished
        self._steps: Iterator[None] | None = None
        self._scrolled: dict[QScrollBar, int] = {}  # before the change that is on its way

    @property
    def is_changing(self) -> bool:
        """Whether a new look is on its way."""
        return self._steps is not None

    def apply(
        self,
        scheme: Scheme | None = None,
        density: Density | None = None,
        text_percent: int | None = None,
    ) -> None:
        """Draw the window with these at once, before it is shown; None keeps what is."""
        self._wish(scheme, density, text_percent)
        self._steps = None
        for _ in self._restyle():
            pass

    def change(
        self,
        scheme: Scheme | None = None,
        density: Density | None = None,
        text_percent: int | None = None,
    ) -> None:
        """Draw the window that is shown with these, in steps between which keys get their turn."""
        self._wish(scheme, density, text_percent)
        is_under_way = self.is_changing
        self._steps = self._restyle()  # what was begun for another wish is begun anew
        if not is_under_way:
            self._step()

    def follow_system(self) -> None:
        """Draw the window anew where it follows the system and the system changed."""
        if self.wished is Scheme.SYSTEM:
            self.change()

    def _wish(
        self, scheme: Scheme | None, density: Density | None, text_percent: int | None
    ) -> None:
        self.wished = scheme if scheme is not None else self.wished
        self._next = self._next._replace(
            density=density or self._next.density,
            text_percent=text_percent or self._next.text_percent,
        )

    def _step(self) -> None:
        if self._steps is not None:
            if next(self._steps, _DONE) is _DONE:
                self._steps = None
                self.settled.emit()
            else:
                QTimer.singleShot(0, self, self._step)

    def _restyle(self) -> Iterator[None]:
        """Change the look part by part: those that are seen, then the others.

        Nothing is painted until all that is seen has the new look, and what was scrolled is as far
        afterwards.
        """
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        if not self._fonts_loaded:
            self._fonts_loaded = True
            for path in assets.font_paths():
                QFontDatabase.addApplicationFont(str(path))
        self.look = look = self._next._replace(tokens=tokens_for(self.wished))
        self._sheet = style_sheet(look.tokens, look.text_percent)
        self._parts = [part for part in self._parts if isValid(part)]
        seen = [part for part in self._parts if part.isVisible()]
        shown = [w for w in app.topLevelWidgets() if w.isVisible() and w.updatesEnabled()]
        bars = [bar for part in seen for bar in part.findChildren(QScrollBar)]
        self._scrolled = self._scrolled or {bar: bar.value() for bar in bars if bar.value()}
        for window in shown:
            window.setUpdatesEnabled(False)
        try:
            app.setFont(font(BASE_PX))
            app.setPalette(palette(look.tokens))
            for part in seen:
                yield
                yield from self._dress(part)
            yield
            self.tinted.emit()  # in a turn of its own: it goes through all widgets there are
            yield
            self.changed.emit()
            yield
            for bar, value in self._scrolled.items():
                if isValid(bar):
                    bar.setValue(value)
            self._scrolled = {}
        finally:
            for window in shown:
                if isValid(window):
                    window.setUpdatesEnabled(True)
        for part in self._parts:
            if part not in seen:
                yield
                yield from self._dress(part)

    def dress(self, part: QWidget) -> None:
        """Draw a part of the window, and all that is put into it, with the look, now and later.

        A part is put where it belongs before it is dressed, and lies in no other: Qt styles all
        that is in a widget with a sheet each time when it is put somewhere, and a sheet of the
        whole program would make each of the thousand widgets such a one.
        """
        self._parts.append(part)
        part.setStyleSheet(self._sheet)

    def _dress(self, part: QWidget) -> Iterator[None]:
        if isValid(part):
            # Where one sheet takes the place of another, Qt styles a widget once for each of its
            # ancestors; where there was none, only once.
            part.setStyleSheet("")
            yield
        if isValid(part):
            part.setStyleSheet(self._sheet)


THEME = Theme()


def look() -> Look:
    """Give the look of the running program; painting code asks for it each time."""
    return THEME.look


def tokens() -> Tokens:
    """Give the colors of the running program."""
    return THEME.look.tokens


def tokens_for(scheme: Scheme) -> Tokens:
    """Give the colors of a wished scheme, asking the system where it should decide."""
    if scheme is Scheme.SYSTEM and wants_contrast():
        return contrast_in(*system_colors())
    if scheme is Scheme.SYSTEM:
        dark = QApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return {Scheme.LIGHT: LIGHT, Scheme.DARK: DARK, Scheme.CONTRAST: CONTRAST}[scheme]


def wants_contrast() -> bool:
    """Whether the system asks for high contrast."""
    hints = QApplication.styleHints()  # what it gives is gone when Python lets go of it
    asked = hints.accessibility().contrastPreference()
    return asked is Qt.ContrastPreference.HighContrast


def system_colors() -> tuple[str, str, str]:
    """Give the system's ground, text and links, each as #RRGGBB."""
    QApplication.setPalette(QPalette())  # ours hides them; it comes back with the new look
    its, roles = QApplication.palette(), QPalette.ColorRole
    ground, ink, link = (
        its.color(QPalette.ColorGroup.Active, role).name()
        for role in (roles.Window, roles.WindowText, roles.Link)
    )
    return ground, ink, link


def font(px: int, weight: QFont.Weight = QFont.Weight.Normal, *, figures: bool = False) -> QFont:
    """Give the program's font.

    Parameters
    ----------
    px : size at 100 % text; the wished text size is applied.
    figures : all digits are equally wide, for tables and times.
    """
    return QFont(_font(look().px(px), weight, figures))


@cache  # rows and blocks ask for a few fonts hundreds of times while a place is painted
def _font(px: int, weight: QFont.Weight, figures: bool) -> QFont:
    made = QFont(FAMILY)
    made.setPixelSize(px)
    made.setWeight(weight)
    if figures:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def palette(t: Tokens) -> QPalette:
    """Give Qt's palette for a set of colors."""
    made = QPalette()
    roles = QPalette.ColorRole
    wanted = {
        roles.Window: t.canvas,
        roles.Base: t.surface,
        roles.AlternateBase: t.sunken,
        roles.Button: t.surface,
        roles.Text: t.ink,
        roles.WindowText: t.ink,
        roles.ButtonText: t.ink,
        roles.PlaceholderText: t.ink3,
        roles.Highlight: t.select,
        roles.HighlightedText: t.ink,
        roles.Link: t.accent,
        roles.LinkVisited: t.accent,
        roles.Accent: t.accent,
        roles.Mid: t.line,
        roles.Midlight: t.line,
        roles.Dark: t.control,
        roles.Light: t.surface,
        roles.Shadow: t.control,
        roles.BrightText: t.ink,
        roles.ToolTipBase: t.surface,
        roles.ToolTipText: t.ink,
    }
    for role, color in wanted.items():
        made.setColor(role, QColor(color))
    for role in (roles.Text, roles.WindowText, roles.ButtonText, roles.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(t.off))
    return made
