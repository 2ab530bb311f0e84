"""The pages of a paper with what stands over them: its stop, its state, the errors of the plan."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from tourplanner.ui.papers.pages import PagesView
from tourplanner.ui.widgets.badges import Chip
from tourplanner.ui.widgets.basic import column, icon_label, label, row, rule
from tourplanner.ui.widgets.fields import ComboBox
from tourplanner.ui.words import count_words, window_times

_LEAST = 90  # px of the stop, where its name is longer than there is room


class PagesPane(QFrame):
    """The middle of the place of papers."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.pages_view = PagesView()
        self.stop = ComboBox()
        self.stop.setAccessibleName("Stop that this paper is of")
        self.stop.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self.stop.setMinimumWidth(_LEAST)
        self.stop.hide()
        self.words = label("", "hint", wraps=True)
        self.fits = Chip("", "good", "check")
        self.fits.hide()
        self.alarm = QFrame()
        self.alarm_words = label("", "bad", wraps=True)
        self.alarm.hide()
        layout = column(self)
        of_stop = row(margins=(14, 0, 14, 0))
        of_stop.addWidget(self.stop)
        of_stop.addStretch(1)
        layout.addSpacing(9)
        layout.addLayout(of_stop)
        top = row(margins=(14, 6, 14, 9))
        top.addWidget(self.words, 1)
        top.addWidget(self.fits)
        layout.addLayout(top)
        layout.addWidget(rule())
        self.alarm.setObjectName("notice")
        self.alarm.setProperty("tone", "bad")
        alarm = row(self.alarm, margins=(14, 8, 14, 8), gap=8)
        alarm.addWidget(icon_label("octagon-x", "bad"), 0, Qt.AlignmentFlag.AlignTop)
        alarm.addWidget(self.alarm_words, 1)
        layout.addWidget(self.alarm)
        layout.addWidget(self.pages_view, 1)

    def show_alarm(self, words: str) -> None:
        """Show the errors of the plan, nothing where there are none."""
        self.alarm_words.setText(window_times(words))
        self.alarm.setVisible(bool(words))

    def show_fit(self, pages: int, most: int) -> None:
        """Show whether a paper has the pages that it is meant for; ``most`` 0 = any."""
        self.fits.setVisible(most > 0)
        meant = count_words(most, "page")
        if pages <= most:
            self.fits.set(f"Fits {meant}", "good", "check")
        else:
            self.fits.set(f"Meant for {meant}", "warn", "triangle-alert")
