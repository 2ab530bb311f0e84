"""The one choice of a new file: the office profile of the file opened last, named, never silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from tourplanner.core.errors import TourPlannerError
from tourplanner.ui.session import Session
from tourplanner.ui.widgets.basic import column, label
from tourplanner.ui.widgets.fields import CheckBox

if TYPE_CHECKING:
    from tourplanner.services.workspace import Doors

_LOOKED_AT = 3  # files, the one opened last first


@dataclass(frozen=True, slots=True)
class KnownOffice:
    """A profile that a new file may take over, by field, and the file it is from."""

    path: Path
    facts: Mapping[str, str]

    @property
    def words(self) -> str:
        """Say what would be taken over."""
        facts = self.facts
        member = f"{facts.get('member_title', '')} {facts.get('member_name', '')}".strip()
        press = ", ".join(
            facts[name] for name in ("press_contact", "press_phone") if facts.get(name)
        )
        parts = (
            member,
            "letterhead" if facts.get("letterhead") else "",
            f"press contact {press}" if press else "",
            f"bus company {facts['carrier']}" if facts.get("carrier") else "",
        )
        return "; ".join(part for part in parts if part)


def find_office(doors: Doors, paths: Sequence[Path]) -> KnownOffice | None:
    """Give the profile of the newest of these files that has one; the sample's is nobody's."""
    from tourplanner.services.office import lasting_profile
    from tourplanner.services.sample import is_sample

    for path in paths[:_LOOKED_AT]:
        try:
            workspace = doors.open(path, write=False)
        except TourPlannerError:  # it says so where somebody opens it
            continue
        try:
            facts = {} if is_sample(workspace.file) else lasting_profile(workspace.file)
        finally:
            workspace.close()
        known = KnownOffice(path, facts)
        if known.words:
            return known
    return None


class OfficeChoice(QWidget):
    """A box to tick, not ticked; under it what would come along.

    Signals
    -------
    found : there is a profile to offer.
    """

    found = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        layout = column(self, gap=4)
        self.box = CheckBox()
        self._about = label("", "hint", wraps=True)
        layout.addWidget(self.box)
        layout.addWidget(self._about)
        self.setFocusProxy(self.box)
        self.known: KnownOffice | None = None
        doors, paths = session.doors, session.memory.recent

        def show(known: KnownOffice | None) -> None:
            if isValid(self) and known is not None:
                self._show(known)

        session.jobs.read(
            lambda *_: find_office(doors, paths),
            show,
            lambda _error: None,
            topic="office",
            needs_file=False,
        )

    def facts(self) -> Mapping[str, str]:
        """Give what is to be taken over, by field; empty where the box is not ticked."""
        return self.known.facts if self.known is not None and self.box.isChecked() else {}

    def _show(self, known: KnownOffice) -> None:
        self.known = known
        self.box.setText(f"Take the office profile from {known.path.stem}")
        self.box.setAccessibleDescription(known.words)
        self._about.setText(f"{known.words}. Settings, Office has it all.")
        self.found.emit()
