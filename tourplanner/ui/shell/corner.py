"""The corner of the menu bar: the network, what is saved, who is typing."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from tourplanner.ui.icons import set_icon
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.widgets.basic import icon_label, label, row
from tourplanner.ui.words import tod_words

_SAVING = "Saving"


class Corner(QWidget):
    """Three quiet words."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = row(self, margins=(0, 0, 4, 0), gap=5)
        THEME.changed.connect(self._resize)
        self._resize()
        self._parts: dict[str, tuple[QLabel, QLabel]] = {}
        for name, icon in (("net", "wifi-off"), ("saved", "circle-check"), ("who", "user")):
            mark, words = icon_label(icon, "ink3", 14), label("", "hint")
            self._parts[name] = (mark, words)
            layout.addWidget(mark)
            layout.addWidget(words)
            layout.addSpacing(8)
        self.set_network(False)
        self.set_saved(None)
        self.set_author("")

    def set_network(self, on: bool) -> None:
        """Say whether the program may use the network."""
        mark, _ = self._parts["net"]
        set_icon(mark, "wifi" if on else "wifi-off", "ink3", 14)
        self._say("net", "Network on" if on else "Network off")

    def set_saved(self, at: datetime | None, *, saving: bool = False) -> None:
        """Say when the last edit was saved, or that one still is being."""
        mark, _ = self._parts["saved"]
        set_icon(mark, "circle-dashed" if saving else "circle-check", "ink3", 14)
        if saving:
            self._say("saved", _SAVING)
        else:
            self._say("saved", f"Saved {tod_words(at.hour, at.minute)}" if at else "")

    @property
    def is_saving(self) -> bool:
        """Whether it says that an edit still is being saved."""
        return self._parts["saved"][1].text() == _SAVING

    def set_unsaved(self) -> None:
        """Say that an edit could not be saved."""
        mark, _ = self._parts["saved"]
        set_icon(mark, "octagon-x", "bad", 14)
        self._say("saved", "Not saved")

    def set_read_only(self) -> None:
        """Say that nothing can be written."""
        mark, _ = self._parts["saved"]
        set_icon(mark, "lock", "ink3", 14)
        self._say("saved", "Read only")

    def set_author(self, name: str) -> None:
        """Say whose name edits carry."""
        self._say("who", name)

    def _resize(self) -> None:
        self.setMinimumHeight(look().px(16) + 10)  # as high as the menus beside it
        self.changed.emit()

    def words(self) -> str:
        """Give all that is said."""
        return ", ".join(w.text() for _, w in self._parts.values() if w.text())

    def _say(self, name: str, words: str) -> None:
        mark, text = self._parts[name]
        text.setText(words)
        for part in (mark, text):
            part.setVisible(bool(words))
        self.changed.emit()
