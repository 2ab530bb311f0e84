"""What the checks say: what breaks, what is worth a look, what is not known yet.

Each finding goes to its place when it is pressed; a mend that was found by trying is a link that
makes it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from tourplanner.core.checks import bus, estimates, places
from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.ui.icons import set_icon
from tourplanner.ui.theme import tokens
from tourplanner.ui.widgets.basic import column, icon_label, label, row

BREAKS, LOOK, UNKNOWN = "Breaks", "Worth a look", "Not known yet"
GROUPS = (BREAKS, LOOK, UNKNOWN)
_UNKNOWN_RULES = {estimates.ESTIMATE, estimates.ASSUMED, bus.LENGTH, places.COARSE}
_SIGNS = {
    BREAKS: ("octagon-x", "bad", "Breaks"),
    LOOK: ("triangle-alert", "warn", "Worth a look"),
    UNKNOWN: ("circle-dashed", "info", "Not known yet"),
}


def group_of(finding: Finding) -> str:
    """Give the group that a finding stands in."""
    if finding.severity is Severity.ERROR:
        return BREAKS
    return UNKNOWN if finding.rule in _UNKNOWN_RULES else LOOK


class LinkButton(QAbstractButton):
    """Words that do something, as long as they need to be: they are wrapped."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        rule = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        rule.setHeightForWidth(True)
        self.setSizePolicy(rule)

    def say(self, words: str, spoken: str) -> None:
        """Say something else."""
        self.setText(words)
        self.setAccessibleName(spoken)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Give room for the words in a narrow column."""
        return QSize(200, self.heightForWidth(200))

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of the wrapped words."""
        room = self.fontMetrics().boundingRect(
            0, 0, max(width, 40), 2000, Qt.TextFlag.TextWordWrap, self.text()
        )
        return room.height() + 2

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, underlined under the pointer."""
        painter = QPainter(self)
        text_font = self.font()
        text_font.setUnderline(self.underMouse())
        painter.setFont(text_font)
        role = self.property("tone")
        painter.setPen(QColor(tokens().accent if role == "link" else tokens().ink))
        painter.drawText(QRectF(self.rect()), Qt.TextFlag.TextWordWrap, self.text())


class FindingRow(QWidget):
    """One finding: sign, sentence, mend, and where the rule is from in the tooltip."""

    def __init__(self, owner: FindingsList) -> None:
        super().__init__()
        self.finding: Finding | None = None
        layout = row(self, margins=(0, 7, 0, 7), gap=9)
        self._sign = icon_label("triangle-alert", "warn")
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=3)
        self.sentence = LinkButton()
        self.sentence.clicked.connect(lambda: owner.jumped.emit(self.finding))
        words.addWidget(self.sentence)
        self._hint = label("", "hint", wraps=True)
        words.addWidget(self._hint)
        self.mend = LinkButton()
        self.mend.setProperty("tone", "link")
        self.mend.clicked.connect(lambda: owner.mend_wished.emit(self.finding))
        words.addWidget(self.mend)
        layout.addLayout(words, 1)

    def say(self, finding: Finding, *, can_edit: bool) -> None:
        """Say another finding."""
        if finding is self.finding:
            return
        self.finding = finding
        icon, tone, word = _SIGNS[group_of(finding)]
        set_icon(self._sign, icon, tone)
        self._sign.setAccessibleName(word)
        self.sentence.say(finding.text, f"{word}: {finding.text} Go there.")
        can_try = finding.is_tried and can_edit
        self._hint.setText("" if can_try else finding.mend)
        self._hint.setVisible(bool(finding.mend) and not can_try)
        self.mend.say(finding.mend, f"Do it: {finding.mend}")
        self.mend.setVisible(can_try)
        source = f"{finding.rule}. {finding.source}"
        self.setToolTip(f"{source}, {finding.date}" if finding.date else source)


class FindingsList(QWidget):
    """All findings in three groups, each with its count.

    Signals
    -------
    jumped : a Finding whose place is wished. mend_wished : a Finding to be mended.
    """

    jumped = Signal(object)
    mend_wished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, gap=0)
        self.head = label("", "section")
        layout.addWidget(self.head)
        self._titles = {name: label("", "strong") for name in GROUPS}
        self._layouts = {name: column() for name in GROUPS}
        self._rows: dict[str, list[FindingRow]] = {name: [] for name in GROUPS}
        for name in GROUPS:
            layout.addWidget(self._titles[name])
            self._titles[name].setContentsMargins(0, 8, 0, 0)
            layout.addLayout(self._layouts[name])

    def rows(self) -> list[FindingRow]:
        """Give the rows that are shown, in order."""
        return [r for name in GROUPS for r in self._rows[name] if r.finding is not None]

    def show_findings(self, findings: Sequence[Finding], *, can_edit: bool) -> None:
        """Show other findings; rows that say the same are left as they are."""
        self.head.setText("Checks" if findings else "Checks: all pass")
        for name in GROUPS:
            own = [finding for finding in findings if group_of(finding) == name]
            self._titles[name].setText(f"{name} ({len(own)})")
            self._titles[name].setVisible(bool(own))
            rows = self._rows[name]
            while len(rows) < len(own):
                rows.append(FindingRow(self))
                self._layouts[name].addWidget(rows[-1])
            for k, line in enumerate(rows):
                if k < len(own):
                    line.say(own[k], can_edit=can_edit)
                else:
                    line.finding = None
                line.setVisible(k < len(own))
