"""The notice bar: one sentence, one action, close; an older notice waits behind the newest."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QWidget

from tourplanner.ui.icons import set_icon
from tourplanner.ui.messages import TONE_ICONS, TONE_WORDS, Notice, Tone
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.tokens import NOTICE_HEIGHT
from tourplanner.ui.widgets.basic import button, icon_label, label, row
from tourplanner.ui.words import window_times

KEPT = 50


class NoticeBar(QFrame):
    """Shows the newest notice, then those before it; never takes the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = row(self, margins=(18, 3, 8, 3), gap=10)
        self._icon = icon_label("info", "info")
        self.words = label("", wraps=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._more = label("", "hint")
        self._act = button("", "quiet", click=self._on_act)
        self.close_button = QToolButton()
        self.close_button.setProperty("kind", "quiet")
        self.close_button.setAccessibleName("Close the notice")
        self.close_button.setToolTip("Close")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.close_button.clicked.connect(self.close_current)
        set_icon(self.close_button, "x")
        layout.addWidget(self._icon)
        layout.addWidget(self.words, 1)
        self.details = button("More", "quiet", click=self._toggle_details)
        self._is_long = False
        layout.addWidget(self._more)
        layout.addWidget(self.details)
        layout.addWidget(self._act)
        layout.addWidget(self.close_button)
        self.waiting: list[Notice] = []
        self.history: list[Notice] = []
        self.hide()
        THEME.changed.connect(self._resize)
        self._resize()

    @property
    def current(self) -> Notice | None:
        """The notice that is shown."""
        return self.waiting[0] if self.waiting else None

    def put(self, notice: Notice) -> None:
        """Show a notice before those that are not closed yet; the same one only once.

        It answers what was done last. What was said of something done gives way to it.
        """
        self.history = [*self.history[1 - KEPT :], notice]
        older = [
            known
            for known in self.waiting
            if known.tone is not Tone.GOOD and known.text != notice.text
        ]
        self.waiting = [notice, *older]
        self._show()
        announce(self, f"{TONE_WORDS[notice.tone]}: {notice.text}")

    def leave_place(self) -> None:
        """Another place or tab is shown: what was done there, and hints for it, end."""
        self.waiting = [known for known in self.waiting if not _ends_with_place(known)]
        self._show()

    def close_current(self) -> None:
        """Close the notice that is shown; the next one comes."""
        if self.waiting:
            del self.waiting[0]
        self._show()

    def clear(self) -> None:
        """Close all."""
        self.waiting = []
        self._show()

    def _show(self) -> None:
        notice = self.current
        self.setVisible(notice is not None)
        self._is_long = False
        if notice is None:
            return
        self.setProperty("tone", str(notice.tone))
        self.style().unpolish(self)
        self.style().polish(self)
        set_icon(self._icon, TONE_ICONS[notice.tone], str(notice.tone))
        self._icon.setAccessibleName(TONE_WORDS[notice.tone])
        self.words.setText(window_times(notice.text))
        self.details.setText("More")
        self.details.setVisible(bool(notice.details))
        more = len(self.waiting) - 1
        self._more.setText(f"{more} more")
        self._more.setVisible(more > 0)
        self._act.setText(notice.action)
        self._act.setVisible(bool(notice.action))

    def _toggle_details(self) -> None:
        notice = self.current
        if notice is not None:
            self._is_long = not self._is_long
            text = window_times(notice.text)
            self.words.setText(f"{text}\n{notice.details}" if self._is_long else text)
            self.details.setText("Less" if self._is_long else "More")

    def _on_act(self) -> None:
        notice = self.current
        self.close_current()
        if notice is not None and notice.act is not None:
            notice.act()

    def _resize(self) -> None:
        self.setMinimumHeight(look().px(NOTICE_HEIGHT))


def _ends_with_place(notice: Notice) -> bool:
    is_hint = notice.tone is Tone.INFO and not notice.action
    return is_hint or notice.tone is Tone.GOOD


def announce(widget: QWidget, words: str) -> None:
    """Let a screen reader say something."""
    # Not for the first paint: Python's classes of Qt's roles and events are made now.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
