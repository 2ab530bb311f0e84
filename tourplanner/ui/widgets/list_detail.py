"""A list and its detail side by side; in a narrow window one page after the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from tourplanner.ui.memory import Memory
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.widgets.basic import button, column, pane, row

NARROW = 880  # width of the place where the window is about 1,100 wide
_NARROW_TEXT = 700  # the same for larger text, at 100 %


class ListDetail(QSplitter):
    """A splitter that is kept; the list is left and grows, the detail right."""

    def __init__(
        self,
        name: str,
        memory: Memory,
        main: QWidget,
        detail: QWidget,
        *,
        width: int = 360,
        back: str = "Back to the list",
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._name, self._memory = name, memory
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self._main = main
        self._page = QWidget()
        page = column(self._page)
        self._back_line = pane("canvas")
        back_line = row(self._back_line, margins=(8, 8, 12, 0))
        self._back = button(back, "quiet", "arrow-left", self.show_list)
        back_line.addWidget(self._back)
        back_line.addStretch()
        self._back_line.hide()
        page.addWidget(self._back_line)
        page.addWidget(detail, 1)
        main.setMinimumWidth(420)
        self._page.setMinimumWidth(260)
        self.addWidget(main)
        self.addWidget(self._page)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        state = memory.splitter(name)
        if state is None or not self.restoreState(state):
            self.setSizes([10_000, width])
        self.splitterMoved.connect(lambda: memory.set_splitter(name, self.saveState()))
        self.is_narrow = False
        self._is_wished = True
        THEME.changed.connect(self._judge)

    @property
    def shows_detail(self) -> bool:
        """Whether the detail is in front, where there is no room for both."""
        return self.is_narrow and not self._page.isHidden()

    def show_detail(self) -> None:
        """Bring the detail to the front, where there is no room for both."""
        if self.is_narrow:
            self._main.hide()
            self._page.show()
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_list(self) -> None:
        """Bring the list back, where there is no room for both."""
        if self.is_narrow:
            self._page.hide()
            self._main.show()
            self._main.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_detail_shown(self, shown: bool) -> None:
        """Show or hide the detail in a wide window."""
        self._is_wished = shown
        if not self.is_narrow:
            self._page.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between one and two pages."""
        super().resizeEvent(event)
        self._judge()

    def _judge(self) -> None:
        narrow = self.width() < max(NARROW, look().px(_NARROW_TEXT))
        if narrow != self.is_narrow:
            self.is_narrow = narrow
            self._back_line.setVisible(narrow)
            self._main.show()
            self._page.setVisible(not narrow and self._is_wished)
