"""The data on this laptop: school directories with edition and age, and what ships."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from tourplanner.core.model.edition import DirectoryHint, EditionInfo, Imported
from tourplanner.core.model.edition_news import EditionNews, Turn
from tourplanner.core.model.reference import Reference
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session
from tourplanner.ui.settings.page import SettingsPage
from tourplanner.ui.settings.words import age_words, date_words, shipped_words
from tourplanner.ui.widgets.badges import Chip
from tourplanner.ui.widgets.basic import button, clear, label, row, set_words
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace

_SHOWN_NEWS = 30
_TURNS = {
    Turn.GONE: ("bad", "circle-x"),
    Turn.MERGED: ("bad", "octagon-x"),
    Turn.CLOSED: ("bad", "octagon-x"),
    Turn.MOVED: ("warn", "move"),
    Turn.RENAMED: ("info", "refresh-cw"),
    Turn.OTHER: ("plain", "info"),
}
_KINDS = "Directories (*.csv *.txt *.xlsx *.xls *.gz);;All files (*)"


@dataclass(frozen=True, slots=True)
class Directories:
    """The directories at hand, which of them are searched, and what is missing."""

    editions: tuple[EditionInfo, ...] = ()
    current: frozenset[str] = frozenset()
    hint: DirectoryHint | None = None
    news: EditionNews = field(default_factory=EditionNews)


class DataPage(SettingsPage):
    """Editions of directories, and files that ship with the program."""

    title = "Data"
    kinds = frozenset({"site"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._reference: Reference | None = None
        self._directories: Directories | None = None
        self.load = button("Read a directory file…", icon="folder-open", click=self.ask)
        self.load.setToolTip("A file of schools, as the state, CDE or NCES publishes it")
        self.load.setParent(self)
        self.load.hide()
        self.update_sites = button("", icon="refresh-cw", click=self.use_current)
        self.update_sites.setParent(self)
        self.update_sites.hide()

    def refresh(self) -> None:
        """Read what is at hand."""
        if self._reference is None:
            read = self.session.doors.reference
            self.session.jobs.read(
                lambda _, __: read(), self._on_reference, topic="data-shipped", needs_file=False
            )
        if self.session.path is None:
            self._directories = None
            self._show()
        else:
            self.session.read(
                lambda ws, _: read_directories(ws), self._on_directories, topic="data-editions"
            )

    def ask(self) -> None:
        """Ask for a directory file and read it."""
        name, _ = QFileDialog.getOpenFileName(self, "Read a directory file", "", _KINDS)
        if name:
            self.read_file(Path(name))

    def read_file(self, path: Path) -> None:
        """Read a directory file as a new edition; everything else goes on meanwhile."""
        self.session.read(
            lambda ws, progress: ws.directory.import_edition(path, progress),
            self._on_imported,
            title=f"Reading {path.name}",
        )

    def _on_imported(self, imported: Imported) -> None:
        sentences = imported.report.sentences()

        def tell(news: EditionNews) -> None:
            self.session.tell(Notice(Tone.GOOD, sentences[0], "\n".join(sentences[1:])))
            if news.sites:
                told = "\n".join(one.told for one in news.sites)
                self.session.tell(Notice(Tone.WARN, news.summary(date_words(news.edition)), told))

        self.session.directory_changed.emit()
        self.refresh()
        self.session.read(lambda ws, _: _read_news(ws), tell, topic="edition-news")

    def use_current(self) -> None:
        """Let the candidates take the newer directory's facts, in one step of undo."""
        if self._directories is None or self.session.is_read_only:
            return
        sites = [one.site for one in self._directories.news.sites if one.turn is not Turn.GONE]
        if sites:
            words = f"{count_words(len(sites), 'site')} taken from the newer directory."
            self.session.write(lambda ws, _: ws.sites.use_current_edition(sites), acted=words)

    def _on_reference(self, reference: Reference) -> None:
        self._reference = reference
        self._show()

    def _on_directories(self, directories: Directories) -> None:
        self._directories = directories
        self._show()

    # -- showing ---------------------------------------------------------------------------------

    def _show(self) -> None:
        kept = (self.load, self.update_sites)
        had_focus = next((part for part in kept if part.hasFocus()), None)
        for part in kept:
            part.setParent(self)
            part.hide()
        clear(self.body)
        self._show_directories()
        self._show_news()
        self._show_shipped()
        self.body.addStretch(1)
        if had_focus is not None:
            target = had_focus if had_focus.isVisible() else self.load
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_directories(self) -> None:
        box = self.section(
            "School directories",
            "Sites keep the edition that they were taken from; a newer one replaces no fact.",
        )
        found = self._directories
        if found is None:
            box.addWidget(label("They are kept beside the office file. Ctrl+O opens one.", ""))
            return
        for info in found.editions:
            self._show_edition(box, info, info.id in found.current)
        if found.hint is not None:
            box.addWidget(label(f"{found.hint.text} {found.hint.hint}", "warn", wraps=True))
        line = row()
        line.addWidget(self.load)
        line.addStretch(1)
        box.addLayout(line)
        self.load.show()

    def _show_news(self) -> None:
        """Say what the newest directory changes for the candidates, on tours first."""
        news = self._directories.news if self._directories is not None else EditionNews()
        if not news.sites:
            return
        box = self.section(
            f"What the directory of {date_words(news.edition)} changes for your sites",
            "They keep what they were taken with until you say otherwise. What you typed stays.",
        )
        for one in news.sites[:_SHOWN_NEWS]:
            head = row()
            head.addWidget(label(one.name, "strong", wraps=True), 1)
            if one.is_warning:
                head.addWidget(Chip(f"On {', '.join(one.tours)}", "warn", "triangle-alert"))
            head.addWidget(Chip(str(one.turn).capitalize(), *_TURNS[one.turn]))
            box.addLayout(head)
            sentence = f"{one.sentence[:1].upper()}{one.sentence[1:]}"
            box.addWidget(label(f"{one.where}. {sentence}", "hint", wraps=True))
        if len(news.sites) > _SHOWN_NEWS:
            box.addWidget(label(f"{len(news.sites) - _SHOWN_NEWS:,} more.", "hint"))
        if news.opened:
            names = ", ".join(f"{one.name} ({one.city})" for one in news.opened[:_SHOWN_NEWS])
            box.addWidget(label(f"New in their districts: {names}.", "second", wraps=True))
        can_use = sum(one.turn is not Turn.GONE for one in news.sites)
        if can_use and not self.session.is_read_only:
            set_words(self.update_sites, f"Use it for {count_words(can_use, 'site')}")
            line = row()
            line.addWidget(self.update_sites)
            line.addStretch(1)
            box.addLayout(line)
            self.update_sites.show()

    def _show_edition(self, box: QVBoxLayout, info: EditionInfo, is_current: bool) -> None:
        today = self.session.doors.now().date()
        head = row()
        head.addWidget(label(f"{', '.join(info.states)}, {date_words(info.date)}", "strong"))
        used = ("In use", "good", "circle-check") if is_current else ("Older", "plain", "clock")
        head.addWidget(Chip(*used))
        head.addStretch(1)
        head.addWidget(label(age_words(info.date, today), "second"))
        box.addLayout(head)
        counts = f"{count_words(info.schools, 'school')}, {count_words(info.offices, 'office')}"
        box.addWidget(label(f"{counts}. {info.source}", "hint", wraps=True))

    def _show_shipped(self) -> None:
        if self._reference is None:
            return
        box = self.section("Comes with the program", "Works with the network off.")
        for data in self._reference.shipped:
            words = shipped_words(data)
            if words is None:
                continue
            head = row()
            head.addWidget(label(words[0], "strong"))
            head.addStretch(1)
            head.addWidget(label(words[1], "second"))
            box.addLayout(head)
            box.addWidget(label(data.licence, "hint", wraps=True))

    def first_widget(self) -> QWidget:
        """Give the button, where it is shown."""
        return self.load if self.load.isVisible() else self


def read_directories(workspace: Workspace) -> Directories:
    """Read the editions of directories; called on a helper's thread."""
    directory = workspace.directory
    return Directories(
        tuple(directory.editions()),
        frozenset(info.id for info in directory.current()),
        directory.hint(),
        _read_news(workspace),
    )


def _read_news(workspace: Workspace) -> EditionNews:
    from tourplanner.services.edition_news import read_news

    return read_news(workspace)
