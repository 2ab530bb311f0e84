"""Files dropped on the window: an office file is opened, sites or district lines are imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import SUFFIX

if TYPE_CHECKING:
    from tourplanner.ui.papers.place import PapersPlace
    from tourplanner.ui.settings.place import SettingsPlace
    from tourplanner.ui.shell.window import MainWindow

#: What district lines come in: a zip from the Census Bureau, a shapefile, GeoJSON.
LINES = frozenset({".zip", ".shp", ".geojson", ".json"})
_EITHER = frozenset({".geojson", ".json"})  # places too
_CARDS, _CALENDAR = ".vcf", ".ics"  # of people


class FileDrops(QObject):
    """Takes files that are dropped anywhere on a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a drop of one file."""
        if isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.DragEnter:
            if file_in(event.mimeData()) is not None:
                event.acceptProposedAction()
                return True
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            path = file_in(event.mimeData())
            if path is not None:
                event.acceptProposedAction()
                QTimer.singleShot(0, self, lambda: self.take(path))  # the file manager waits
                return True
        return False

    def take(self, path: Path) -> None:
        """Do with a file what it is for."""
        from tourplanner.ui.sites.wizard_values import is_table_file

        session = self._window.session
        is_lines = path.suffix.lower() in LINES
        if path.suffix.lower() == SUFFIX:
            self._window.open_path(path)
        elif not is_lines and not is_table_file(path) and not _is_of_people(path):
            words = (
                f"“{path.name}” is no office file, no table, no map, no contact cards, no calendar "
                "and no district lines."
            )
            session.tell(Notice(Tone.INFO, words))
        elif session.path is None:
            session.tell(
                Notice(Tone.INFO, "Open or make an office file first, then drop it again.")
            )
        elif session.is_read_only:
            session.tell(Notice(Tone.INFO, "This file is open for reading only: nothing is added."))
        elif _is_of_people(path):
            self._take_people(path)
        elif path.suffix.lower() in _EITHER:
            session.read(
                lambda ws, _: ws.imports.holds_places(str(path)),
                lambda places: (self._window.import_list if places else self._load_lines)(path),
                owner=self,
            )
        elif is_lines:
            self._load_lines(path)
        else:
            self._window.import_list(path)

    def _take_people(self, path: Path) -> None:
        """Look through contact cards, or at a calendar, where people are listed."""
        is_cards = path.suffix.lower() == _CARDS

        def take(papers: PapersPlace) -> None:
            (papers.take_cards if is_cards else papers.take_calendar)(path)

        self._window.go("papers", take)

    def _load_lines(self, path: Path) -> None:
        """Load district lines where they are listed; a question about them is asked there."""
        from tourplanner.ui.settings.districts import DistrictsPage

        def load(settings: SettingsPlace) -> None:
            settings.show_tab(DistrictsPage.title)
            page = settings.shown()
            assert isinstance(page, DistrictsPage)
            page.loader.load_file(path)

        self._window.go("settings", load)


def _is_of_people(path: Path) -> bool:
    return path.suffix.lower() in (_CARDS, _CALENDAR)


def file_in(data: QMimeData) -> Path | None:
    """Give the one file of a drag; None where there is none, or several."""
    urls = data.urls()
    name = urls[0].toLocalFile() if len(urls) == 1 else ""
    return Path(name) if name and Path(name).is_file() else None
