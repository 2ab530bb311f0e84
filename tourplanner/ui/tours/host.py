"""Who agreed to a visit, and what the press may see of it: the fields of a chosen stop."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QPushButton, QWidget

from tourplanner.ui.tours.blocks import Block
from tourplanner.ui.tours.fields import is_being_typed
from tourplanner.ui.widgets.basic import CutLabel, button, column, label, row
from tourplanner.ui.widgets.flow import FlowLayout

PRESS_WORDS = {"open": "Open", "pooled": "Pooled", "photo": "Photo", "closed": "Closed"}
PRESS_MEANS = {
    "": "none yet: not for the press",
    "open": "any reporter may come",
    "pooled": "a few reporters, who share",
    "photo": "pictures only, no questions",
    "closed": "not on papers for the press",
}


class HostPanel(QWidget):
    """The host's word and the press rule; both are needed before a paper for the press names it.

    Signals
    -------
    host_typed : stop, who agreed; empty takes the host's word back.
    press_chosen : stop, one of core.fields.COVERAGES; empty takes the rule back.
    ended : Enter in the field.
    """

    host_typed = Signal(str, str)
    press_chosen = Signal(str, str)
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._block: Block | None = None
        layout = column(self, margins=(0, 4, 0, 0), gap=4)
        self._said = CutLabel("", "hint")
        layout.addLayout(_titled("Host", self._said))
        self.host = QLineEdit()
        self.host.setPlaceholderText("Who agreed in writing")
        self.host.editingFinished.connect(self._on_host)
        self.host.returnPressed.connect(self.ended)
        layout.addWidget(self.host)
        self._means = CutLabel("", "hint")
        layout.addLayout(_titled("Press", self._means))
        rules = QWidget()
        line = FlowLayout(rules, gap=4)
        self.rules: dict[str, QPushButton] = {}
        for coverage, words in PRESS_WORDS.items():
            made = button(words, "small", click=partial(self._on_rule, coverage))
            made.setCheckable(True)
            made.setProperty("chip", "true")
            self.rules[coverage] = made
            line.addWidget(made)
        layout.addWidget(rules)

    def show_block(self, block: Block, *, can_edit: bool) -> None:
        """Show the host and the rule of another stop, or the same with what was changed."""
        is_other = self._block is None or self._block.stop != block.stop
        self._block = block
        if is_other or not is_being_typed(self.host):
            self.host.setText(block.confirmed_by)
        self.host.setReadOnly(not can_edit)
        self.host.setAccessibleName(f"{block.title}: who agreed in writing")
        self._said.setText(_host_words(block))
        for coverage, made in self.rules.items():
            made.setChecked(coverage == block.coverage)
            made.setEnabled(can_edit)
            made.setAccessibleName(f"{block.title}: press {PRESS_WORDS[coverage].lower()}")
        self._means.setText(PRESS_MEANS.get(block.coverage, ""))

    def rule_field(self) -> QPushButton:
        """Give the rule that is chosen, else the first one."""
        block = self._block
        return self.rules.get(block.coverage if block else "") or self.rules["open"]

    def _on_host(self) -> None:
        by = self.host.text().strip()
        if self._block is not None and by != self._block.confirmed_by:
            self.host.setModified(False)
            self.host_typed.emit(self._block.stop, by)

    def _on_rule(self, coverage: str) -> None:
        block = self._block
        if block is not None:
            self.press_chosen.emit(block.stop, "" if block.coverage == coverage else coverage)


def _host_words(block: Block) -> str:
    if block.is_tentative:
        return "tentative: not for the press"
    return f"written down {block.confirmed_on}" if block.confirmed_on else "confirmed"


def _titled(title: str, said: QWidget) -> QBoxLayout:
    """Give a title with what is said of it beside: the room under it is the checks'."""
    line = row(gap=8)
    line.addWidget(label(title, "section"))
    line.addWidget(said, 1)
    return line
