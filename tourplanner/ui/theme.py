"""The look of the window: palette, style sheet and fonts made from tokens, and its changes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

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
)

FAMILY = "Public Sans"
BASE_PX = 13


@dataclass(frozen=True, slots=True)
class Look:
    """What the window looks like now. ``text_percent`` is 100 to 175."""

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
    """Holds the look of the running program and applies a new one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.look = Look()
        self.wished = Scheme.SYSTEM
        self._fonts_loaded = False

    def apply(
        self,
        scheme: Scheme | None = None,
        density: Density | None = None,
        text_percent: int | None = None,
    ) -> None:
        """Draw the window with these; None keeps what is."""
        self.wished = scheme if scheme is not None else self.wished
        look = replace(
            self.look,
            tokens=tokens_for(self.wished),
            density=density or self.look.density,
            text_percent=text_percent or self.look.text_percent,
        )
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        if not self._fonts_loaded:
            self._fonts_loaded = True
            for path in assets.font_paths():
                QFontDatabase.addApplicationFont(str(path))
        self.look = look
        app.setFont(font(BASE_PX))
        app.setPalette(palette(look.tokens))
        app.setStyleSheet(style_sheet(look.tokens, look.text_percent))
        self.changed.emit()

    def follow_system(self) -> None:
        """Draw the window anew where it follows the system and the system changed."""
        if self.wished is Scheme.SYSTEM:
            self.apply()


THEME = Theme()


def look() -> Look:
    """Give the look of the running program; painting code asks for it each time."""
    return THEME.look


def tokens() -> Tokens:
    """Give the colors of the running program."""
    return THEME.look.tokens


def tokens_for(scheme: Scheme) -> Tokens:
    """Give the colors of a wished scheme, asking the system where it should decide."""
    if scheme is Scheme.SYSTEM:
        dark = QApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return {Scheme.LIGHT: LIGHT, Scheme.DARK: DARK, Scheme.CONTRAST: CONTRAST}[scheme]


def font(px: int, weight: QFont.Weight = QFont.Weight.Normal, *, figures: bool = False) -> QFont:
    """Give the program's font.

    Parameters
    ----------
    px : size at 100 % text; the wished text size is applied.
    figures : all digits are equally wide, for tables and times.
    """
    made = QFont(FAMILY)
    made.setPixelSize(look().px(px))
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
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(t.ink3))
    return made
