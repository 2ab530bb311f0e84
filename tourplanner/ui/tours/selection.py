"""What is chosen on the board: its numbers, and the fields that change them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from tourplanner.core.clock import VISITS_FROM_TOD_MIN
from tourplanner.core.model.figures import range_of
from tourplanner.core.units import hours_text
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.tours.blocks import Block, LegFacts
from tourplanner.ui.tours.fields import NAME_WIDTH, Facts, TimeField, is_being_typed
from tourplanner.ui.tours.host import HostPanel
from tourplanner.ui.widgets.badges import Chip, DayBadge
from tourplanner.ui.widgets.basic import ActionButton, button, column, label, row
from tourplanner.ui.widgets.fields import NumberBox
from tourplanner.ui.widgets.flow import FlowLayout

FIELD_WIDTH = 82
BUSES_FROM_TOD_MIN = 4 * 60  # without am or pm, a bus that leaves at 5:55 leaves in the morning


class StopPanel(QWidget):
    """A visit: when it starts, how long it takes, who agreed, and buttons to move it."""

    start_typed = Signal(str, int)  # stop, minutes since midnight
    stay_typed = Signal(str, int)  # stop, minutes
    boarding_typed = Signal(str, int)  # stop, minutes
    ended = Signal()  # Enter in a field

    def __init__(self, buttons: tuple[QAction, ...]) -> None:
        super().__init__()
        self._block: Block | None = None
        layout = column(self, gap=5)
        layout.addWidget(label("Selected stop", "section"))
        self._head = row(gap=7)
        self._badge: QWidget = DayBadge(0, "")
        self._title = label("", "heading", wraps=True)
        self._head.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        self._head.addWidget(self._title, 1)
        layout.addLayout(self._head)
        chips = row(gap=6)
        self._state = Chip("", "warn")
        self._lock = Chip("Locked", "plain", "lock")
        chips.addWidget(self._state)
        chips.addWidget(self._lock)
        chips.addStretch(1)
        layout.addLayout(chips)
        layout.addWidget(self._fields())
        self._facts = Facts()
        layout.addWidget(self._facts)
        self._buttons = QWidget()
        line = FlowLayout(self._buttons, gap=4)
        for action in buttons:
            line.addWidget(ActionButton(action, "small"))
        layout.addWidget(self._buttons)
        self.host = HostPanel()
        self.host.ended.connect(self.ended)
        layout.addWidget(self.host)

    def _fields(self) -> QWidget:
        self.inputs = QWidget()
        grid = QGridLayout(self.inputs)
        grid.setContentsMargins(0, 2, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        grid.setColumnMinimumWidth(0, NAME_WIDTH)
        grid.setColumnStretch(2, 1)
        self.start = TimeField("Start of the visit", VISITS_FROM_TOD_MIN)
        self.stay = NumberBox("Length of the visit", *range_of("visit_min"), 60, " min")
        self._how = label("", "hint", wraps=True)
        self.boarding = NumberBox("Boarding", *range_of("boarding_min"), 0, " min")
        for k, (name, field, remark) in enumerate(
            (
                ("Starts", self.start, self._how),
                ("Stay", self.stay, label()),
                ("Board", self.boarding, label("after it", "hint")),
            )
        ):
            grid.addWidget(label(name, "second"), k, 0)
            grid.addWidget(field, k, 1)
            grid.addWidget(remark, k, 2)
        self.start.typed.connect(self._on_start)
        self.stay.editingFinished.connect(self._on_stay)
        self.start.line.returnPressed.connect(self.ended)
        self.stay.lineEdit().returnPressed.connect(self.ended)
        self.boarding.editingFinished.connect(self._on_boarding)
        self.boarding.lineEdit().returnPressed.connect(self.ended)
        THEME.changed.connect(self._resize)
        self._resize()
        return self.inputs

    def _resize(self) -> None:
        """Leave room for the remarks beside the fields."""
        for field in (self.start, self.stay, self.boarding):
            field.setFixedWidth(look().px(FIELD_WIDTH))

    def show_block(self, block: Block, *, can_edit: bool) -> None:
        """Show another visit, or the same with other numbers; what is being typed stays."""
        is_other = self._block is None or self._block.stop != block.stop
        self._block = block
        badge = DayBadge(block.day, block.number)
        self._head.replaceWidget(self._badge, badge)
        self._badge.hide()
        self._badge.deleteLater()
        self._badge = badge
        self._title.setText(block.title)
        if block.is_tentative:
            self._state.set("Tentative", "warn", "circle-dashed")
        else:
            self._state.set("Confirmed", "good", "circle-check")
        held = {(True, True): "Day, time locked", (True, False): "Day locked"}
        self._lock.set(held.get((block.is_locked, block.is_pinned), "Time locked"), "plain", "lock")
        self._lock.setVisible(block.is_locked or block.is_pinned)
        self.inputs.setVisible(can_edit)
        self._buttons.setVisible(can_edit)
        self.start.show_time(block.start_tod_min, f"{block.title}: start of the visit")
        self.stay.setAccessibleName(f"{block.title}: length of the visit")
        if is_other or not is_being_typed(self.stay.lineEdit()):
            self.stay.setValue(block.minutes)
        self.boarding.setAccessibleName(f"{block.title}: boarding after the visit")
        if is_other or not is_being_typed(self.boarding.lineEdit()):
            self.boarding.setValue(block.boarding_min)
        how = {name: remark for name, _, remark in block.facts}
        self._how.setText(how["Starts"])
        self._facts.show_facts(block.facts[2:] if can_edit else block.facts)
        self.host.show_block(block, can_edit=can_edit)

    def _on_start(self, tod_min: int) -> None:
        if self._block is not None:
            self.start_typed.emit(self._block.stop, tod_min)

    def _on_stay(self) -> None:
        self.stay.lineEdit().setModified(False)
        if self._block is not None and self.stay.value() != self._block.minutes:
            self.stay_typed.emit(self._block.stop, self.stay.value())

    def _on_boarding(self) -> None:
        self.boarding.lineEdit().setModified(False)
        if self._block is not None and self.boarding.value() != self._block.boarding_min:
            self.boarding_typed.emit(self._block.stop, self.boarding.value())


class LegPanel(QWidget):
    """A drive: its minutes and how they are known. The first of a day also has the departure."""

    minutes_typed = Signal(object, object)  # LegFacts, minutes or None
    departure_typed = Signal(int, object)  # day, minutes since midnight or None
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._block: Block | None = None
        self._given: int | None = None  # minutes that are on their way to the file
        self._shown_min = 0
        layout = column(self, gap=5)
        layout.addWidget(label("Selected drive", "section"))
        self._title = label("", "heading", wraps=True)
        layout.addWidget(self._title)
        self._facts = Facts()
        layout.addWidget(self._facts)
        self._only = label("", wraps=True)
        layout.addWidget(self._only)
        self._how = label("", "hint", wraps=True)
        layout.addWidget(self._how)
        self._check = label(
            "Few roads or mountains: ask somebody who knows the road.", "warn", wraps=True
        )
        layout.addWidget(self._check)
        self.inputs = QWidget()
        layout.addWidget(self.inputs)
        inside = column(self.inputs, gap=5)
        line = row()
        self.minutes = NumberBox("Minutes by bus", *range_of("leg_min"), 0, " min")
        self.minutes.lineEdit().returnPressed.connect(self._use)
        self.minutes.editingFinished.connect(self._take_minutes)
        use = button("Use these", "small", click=self._use)
        use.setAccessibleName("Use these minutes for this drive")
        line.addWidget(self.minutes, 1)
        line.addWidget(use)
        inside.addLayout(line)
        self.back = button("Back to the estimate", "quiet", click=self._take_back)
        inside.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self._leaving = QWidget()
        leaving = column(self._leaving, margins=(0, 4, 0, 0), gap=3)
        leaving.addWidget(label("The bus leaves at", "second"))
        self.departure = TimeField("Departure of the day", BUSES_FROM_TOD_MIN)
        self.departure.typed.connect(self._leave)
        self.departure.line.returnPressed.connect(self.ended)
        leaving.addWidget(self.departure)
        self.work_out = button("Work it out again", "quiet", click=lambda: self._leave(None))
        leaving.addWidget(self.work_out, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self._leaving)

    def show_block(self, block: Block, leg: LegFacts, *, can_edit: bool) -> None:
        """Show another drive, or the same with other numbers; what is being typed stays."""
        before = self._block.leg if self._block is not None else None
        is_other = before is None or (before.left, before.right) != (leg.left, leg.right)
        self._block, self._given = block, None
        names = f"{leg.left_name} to {leg.right_name}"
        self._title.setText(names)
        mark = "≈ " if leg.is_estimate else ""
        remark = "in the peak hour" if leg.at_peak else ""
        left = "typed" if block.is_pinned else "worked out" if block.opens_day else ""
        if block.ready:
            left = f"ready at {block.ready}, as typed"
        self._facts.show_facts(
            (
                ("Leaves", block.time, left),
                ("Drive", f"{mark}{hours_text(leg.minutes)}", remark),
                ("Miles", str(leg.miles), ""),
            )
        )
        self._only.setText(f"Leaves only at {leg.leaves}")
        self._only.setVisible(bool(leg.leaves))
        self._how.setText(f"How known: {leg.how}")
        self._check.setVisible(leg.needs_check)
        self.inputs.setVisible(can_edit)
        self.minutes.setAccessibleName(f"Minutes by bus from {names}")
        if is_other or not is_being_typed(self.minutes.lineEdit()):
            self.minutes.setValue(leg.minutes)
            self._shown_min = self.minutes.value()  # at most a day, however long the leg is
        self.back.setVisible(leg.is_typed)
        self._leaving.setVisible(block.opens_day)
        self.departure.show_time(block.start_tod_min, f"Departure from {leg.left_name}")
        self.work_out.setVisible(block.is_pinned)

    def forget_given(self) -> None:
        """What was given could not be kept: it stays in its field and is given again."""
        self._given = None

    def _use(self) -> None:
        self._take_minutes(also_estimate=True)
        self.ended.emit()

    def _take_minutes(self, *, also_estimate: bool = False) -> None:
        """Take the minutes that were typed; what was only shown where that is asked for."""
        leg, minutes = self._block.leg if self._block is not None else None, self.minutes.value()
        self.minutes.lineEdit().setModified(False)
        if leg is None or minutes == self._given:
            return
        if minutes != self._shown_min or (also_estimate and not leg.is_typed):
            self._given = minutes
            self.minutes_typed.emit(leg, minutes)

    def _take_back(self) -> None:
        if self._block is not None:
            self.minutes_typed.emit(self._block.leg, None)
            self.ended.emit()

    def _leave(self, tod_min: int | None) -> None:
        if self._block is not None:
            self.departure_typed.emit(self._block.day, tod_min)
            if tod_min is None:
                self.ended.emit()


class PlainPanel(QWidget):
    """A meal, a buffer, the day's end with the hotel of the night; or that nothing is chosen."""

    hotel_typed = Signal(str, str)  # place, name
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._block: Block | None = None
        layout = column(self, gap=5)
        self._section = label("", "section")
        self._title = label("", "heading", wraps=True)
        self._facts = Facts()
        self._more = label("", "hint", wraps=True)
        for part in (self._section, self._title, self._facts, self._more):
            layout.addWidget(part)
        self._night = QWidget()
        night = column(self._night, margins=(0, 4, 0, 0), gap=4)
        night.addWidget(label("Hotel for the night", "section"))
        self.hotel = QLineEdit()
        self.hotel.setAccessibleName("Hotel for the night")
        self.hotel.editingFinished.connect(self._on_hotel)
        self.hotel.returnPressed.connect(self.ended)
        night.addWidget(self.hotel)
        night.addWidget(label("Never on a paper for the press.", "hint", wraps=True))
        layout.addWidget(self._night)

    def show_block(self, block: Block | None, *, can_edit: bool) -> None:
        """Show a block whose only field may be the hotel; what is being typed stays."""
        is_other = self._block is None or block is None or self._block.hotel != block.hotel
        self._block = block
        has_night = block is not None and bool(block.hotel) and can_edit
        self._night.setVisible(has_night)
        if block is not None and (is_other or not is_being_typed(self.hotel)):
            self.hotel.setText(block.title)
        self._section.setText("Selected" if block is not None else "Nothing chosen")
        self._title.setVisible(block is not None)
        self._facts.setVisible(block is not None)
        if block is None:
            self._more.setText("Choose a stop or a drive to see its numbers.")
            self._more.show()
            return
        self._title.setText(block.title)
        takes = () if block.closes_day else (("Takes", hours_text(block.minutes), ""),)
        self._facts.show_facts((("Starts", block.time, ""), *takes))
        self._more.setText(block.detail)
        self._more.setVisible(block.closes_day or bool(block.within))

    def has_hotel(self) -> bool:
        """Whether the hotel can be typed."""
        return not self._night.isHidden()

    def _on_hotel(self) -> None:
        block, name = self._block, self.hotel.text().strip()
        self.hotel.setModified(False)
        if block is not None and block.hotel and name and name != block.title:
            self.hotel_typed.emit(block.hotel, name)


class Selection(QWidget):
    """The panel of what is chosen, as high as it needs to be."""

    def __init__(self, buttons: tuple[QAction, ...]) -> None:
        super().__init__()
        layout = column(self)
        self.plain, self.stop, self.leg = PlainPanel(), StopPanel(buttons), LegPanel()
        self._panels: tuple[QWidget, ...] = (self.plain, self.stop, self.leg)
        for panel in self._panels:
            layout.addWidget(panel)
        self.can_edit = False
        self._shown: QWidget = self.plain
        self.show_block(None)

    def show_block(self, block: Block | None) -> None:
        """Show what is chosen; None = nothing is."""
        panel: QWidget = self.plain
        if block is not None and block.leg is not None:
            self.leg.show_block(block, block.leg, can_edit=self.can_edit)
            panel = self.leg
        elif block is not None and block.stop:
            self.stop.show_block(block, can_edit=self.can_edit)
            panel = self.stop
        else:
            self.plain.show_block(block, can_edit=self.can_edit)
        self._shown = panel
        for other in self._panels:
            other.setVisible(other is panel)

    def field(self) -> QWidget | None:
        """Give the field that Enter goes to, None where there is nothing to type."""
        if not self.can_edit:
            return None
        if self._shown is self.plain:
            return self.plain.hotel if self.plain.has_hotel() else None
        if self._shown is self.stop:
            return self.stop.start.line
        return self.leg.minutes

    def departure_field(self) -> QWidget:
        """Give the field for the departure of the day."""
        return self.leg.departure.line
