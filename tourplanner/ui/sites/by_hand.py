"""Putting a point by hand: the site's own or a named one, typed or pasted from a map."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from tourplanner.core.errors import InputError
from tourplanner.core.geo import Located, Precision
from tourplanner.core.model.spots import SPOTS, read_point, spot_words
from tourplanner.ui.shell.notices import announce
from tourplanner.ui.widgets.basic import button, column, label, row
from tourplanner.ui.widgets.fields import ComboBox

OWN = ""  # the code of the site's own point


class PlaceByHand(QWidget):
    """A choice of points, and a field for one.

    Signals
    -------
    placed : code of a spot, empty for the site's own point, and the Located.
    """

    placed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, gap=6)
        self.which = ComboBox()
        self.which.setAccessibleName("Which point")
        self.which.addItem("The site's own point", OWN)
        for code in SPOTS:
            self.which.addItem(spot_words(code), code)
        layout.addWidget(self.which)
        line = row(gap=6)
        self.field = QLineEdit()
        self.field.setAccessibleName("Latitude and longitude, or a link to a map")
        self.field.setPlaceholderText("34.1588, -118.1398 or a map link")
        self.field.returnPressed.connect(self._set)
        line.addWidget(self.field, 1)
        line.addWidget(button("Set", "small", click=self._set))
        layout.addLayout(line)
        self.problem = label("", "bad", wraps=True)
        self.problem.hide()
        layout.addWidget(self.problem)

    def begin(self) -> None:
        """Show it, empty, with the keyboard in the field."""
        self.field.clear()
        self.problem.hide()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set(self) -> None:
        try:
            point = read_point(self.field.text())
        except InputError as error:
            self.problem.setText(f"{error.text} {error.hint}")
            self.problem.show()
            announce(self, self.problem.text())
            return
        self.problem.hide()
        self.placed.emit(self.which.currentData(), Located(point, Precision.PIN, "by hand"))
