"""Export for researchers: the visit form as an XLSForm, forms of others, files of cards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.services.practice_files import CardsRead
    from tourplanner.services.workspace import Workspace

_FORMS = "XLSForm (*.xlsx)"
_CARDS = "Practice cards (*.json *.csv)"


class Researchers(QObject):
    """What goes to researchers and comes from them."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._parent = parent

    def export_form(self) -> None:
        """Choose where the visit form goes."""
        self._save("Export the visit form", "visit.xlsx", _FORMS, self.write_form)

    def read_form(self) -> None:
        """Choose a form that is to be asked at every stop."""
        self._open("Read a form", _FORMS, self.take_form)

    def export_cards(self) -> None:
        """Choose where the practice cards go."""
        self._save("Export the practice cards", "cards.csv", _CARDS, self.write_cards)

    def read_cards(self) -> None:
        """Choose a file of practice cards."""
        self._open("Read practice cards", _CARDS, self.take_cards)

    def write_form(self, path: Path) -> None:
        """Write the visit form as an XLSForm."""
        self._session.read(
            lambda ws, _: ws.forms.export(path), self._wrote, title="Writing the form"
        )

    def take_form(self, path: Path) -> None:
        """Read an XLSForm; its questions are asked at every stop."""

        def work(ws: Workspace) -> tuple[str, str]:
            form = ws.forms.read(path)
            record = ws.file.tables.get("form", form)
            return str(record["name"]) if record else path.stem, ws.forms.remark(form)

        def told(read: tuple[str, str]) -> None:
            name, remark = read
            self._session.acted.emit(f"{name} is asked at every stop now.")
            if remark:
                self._session.tell(Notice(Tone.WARN, remark))

        self._session.write(lambda ws, _: work(ws), told)

    def write_cards(self, path: Path) -> None:
        """Write all practice cards, private ones too."""
        self._session.read(
            lambda ws, _: ws.practice_files.export(path),
            lambda made: self._wrote(made.path, f" {made.remark}"),
            title="Writing the cards",
        )

    def take_cards(self, path: Path) -> None:
        """Read practice cards; only what differs is written."""

        def told(read: CardsRead) -> None:
            words = f"{count_words(read.new, 'new card')}, {read.changed} changed, "
            words += f"{read.same} as they were."
            if read.new or read.changed:
                self._session.acted.emit(words)
            else:
                self._session.tell(Notice(Tone.INFO, words))

        self._session.write(lambda ws, _: ws.practice_files.read(path), told)

    def _wrote(self, path: Path, more: str = "") -> None:
        self._session.tell(Notice(Tone.GOOD, f"Wrote {path.name}.{more}", str(path)))

    def _save(self, title: str, name: str, kinds: str, act: Callable[[Path], None]) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self._parent, title, name, kinds)
        if chosen:
            act(Path(chosen))

    def _open(self, title: str, kinds: str, act: Callable[[Path], None]) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self._parent, title, "", kinds)
        if chosen:
            act(Path(chosen))
