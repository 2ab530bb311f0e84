"""District lines and rosters on this laptop: what is at hand, of which days, and loading more."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from tourplanner.core.model.district import LayerInfo
from tourplanner.core.model.roster import RECORD_KIND
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.place import go_to
from tourplanner.ui.session import Session
from tourplanner.ui.settings.counties import CountyBlock
from tourplanner.ui.settings.page import SettingsPage
from tourplanner.ui.settings.words import date_words, force_words
from tourplanner.ui.widgets.badges import Chip
from tourplanner.ui.widgets.basic import button, clear, label, row
from tourplanner.ui.widgets.layer_loader import LayerLoader
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.services.rosters import RosterReport
    from tourplanner.services.workspace import Workspace

_TABLES = "Rosters (*.csv *.txt *.xlsx);;All files (*)"


@dataclass(frozen=True, slots=True)
class DistrictData:
    """The layers at hand; members of each roster by state, chamber and day."""

    layers: tuple[LayerInfo, ...] = ()
    rosters: tuple[tuple[tuple[str, str, str], int], ...] = ()


class DistrictsPage(SettingsPage):
    """Layers of district lines, and rosters of who represents them."""

    title = "Districts"
    kinds = frozenset({RECORD_KIND})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._found: DistrictData | None = None
        self.loader = LayerLoader(session)
        self.loader.loaded.connect(self.refresh)
        self.counties = CountyBlock(session)
        self.counties.school_wished.connect(self._show_school)
        self.loader.loaded.connect(self.counties.forget)
        session.file_changed.connect(self.counties.forget)
        session.directory_changed.connect(self.counties.forget)
        self.read_roster = button("Read a roster…", "small", click=self.ask)
        self.read_roster.setToolTip("A table with name, chamber, district, party, phone, as of")
        self._set_apart()

    def _set_apart(self) -> None:
        """Keep what has a life of its own out of what is drawn anew."""
        for part in (self.loader, self.counties, self.read_roster):
            part.setParent(self)
            part.hide()

    def refresh(self) -> None:
        """Read what is at hand."""
        if self.session.path is None:
            self._found = None
            self._show()
        else:
            self.session.read(
                lambda ws, _: read_data(ws), self._on_found, topic="settings-districts"
            )

    def ask(self) -> None:
        """Ask for a roster and read it."""
        name, _ = QFileDialog.getOpenFileName(self, "Read a roster", "", _TABLES)
        if name:
            self.read_file(Path(name))

    def read_file(self, path: Path) -> None:
        """Read a roster of members in one step of undo."""
        self.session.write(
            lambda ws, _: ws.rosters.load(path), self._on_read, title=f"Reading {path.name}"
        )

    def _on_read(self, report: RosterReport) -> None:
        words = f"{count_words(report.added, 'member')} added"
        already = f", {report.already:,} were here already" if report.already else ""
        refused = [f"Line {one.line} was not taken: {one.reason}." for one in report.refused]
        tone = Tone.WARN if refused else Tone.GOOD
        more = f" {count_words(len(refused), 'line')} not taken." if refused else ""
        self.session.tell(Notice(tone, f"{words}{already}.{more}", "\n".join(refused)))
        self.refresh()

    def _on_found(self, found: DistrictData) -> None:
        self._found = found
        self._show()

    def _show_school(self, code: str) -> None:
        go_to(self, "sites", lambda sites: sites.show_school(code))

    # -- showing ---------------------------------------------------------------------------------

    def _show(self) -> None:
        focus = self.focusWidget()
        self._set_apart()
        clear(self.body)
        found = self._found
        box = self.section(
            "District lines",
            "A site lies in the districts of the day of its visit; lines of other days are not"
            " used.",
        )
        if found is None:
            box.addWidget(label("They are kept beside the office file. Ctrl+O opens one.", ""))
            self.body.addStretch(1)
            return
        for info in found.layers:
            self._show_layer(box, info)
        box.addWidget(self.loader)
        self.loader.show()
        box = self.section(
            "Counties of the directory",
            "A directory goes by who runs a school; the lines say where it is.",
        )
        box.addWidget(self.counties)
        self.counties.show()
        box = self.section(
            "Who represents them",
            "A newer roster stands beside the older one, which keeps its day.",
        )
        for (state, chamber, day), count in found.rosters:
            line = row()
            line.addWidget(label(f"{state}, {chamber}: {count_words(count, 'member')}", "strong"))
            line.addStretch(1)
            line.addWidget(label(date_words(day), "second"))
            box.addLayout(line)
        if not found.rosters:
            box.addWidget(label("No roster is here yet.", "hint"))
        line = row()
        line.addWidget(self.read_roster)
        line.addStretch(1)
        box.addLayout(line)
        self.read_roster.setEnabled(not self.session.is_read_only)
        self.read_roster.show()
        self.body.addStretch(1)
        if focus in (
            self.loader.load,
            self.counties.compare,
            self.counties.table,
            self.read_roster,
        ):
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_layer(self, box: QVBoxLayout, info: LayerInfo) -> None:
        head = row()
        head.addWidget(label(info.words, "strong", wraps=True), 1)
        if info.is_shipped:
            head.addWidget(Chip("Comes with the program", "plain"))
        box.addLayout(head)
        edition = f"{info.edition_words[0].upper()}{info.edition_words[1:]}"
        about = f"{edition}, in force {force_words(info.starts, info.ends)}. {info.source}"
        box.addWidget(label(about, "hint", wraps=True))

    def first_widget(self) -> QWidget:
        """Give the first button, where it is shown."""
        return self.loader.load if self.loader.load.isVisible() else self


def read_data(workspace: Workspace) -> DistrictData:
    """Read what is at hand; called on a helper's thread."""
    counts = Counter((m.state, m.chamber, m.roster) for m in workspace.rosters.all())
    return DistrictData(workspace.districts.layers(), tuple(sorted(counts.items())))
