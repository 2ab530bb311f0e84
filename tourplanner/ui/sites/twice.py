"""Two records of one site: what may be a double of the shown one, and making two one by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session
from tourplanner.ui.sites.block import SiteBlock
from tourplanner.ui.sites.rows import SiteRow
from tourplanner.ui.widgets.basic import button, clear, column, icon_label, label, row

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.doubles import Double
    from tourplanner.services.latest import Latest
    from tourplanner.services.workspace import Workspace


class Twice(NamedTuple):
    """What may be a double of a site (record, name, reason), and all candidates by name."""

    doubles: tuple[tuple[str, str, str], ...]
    named: dict[str, str]


def read(workspace: Workspace, site: str, progress: Progress) -> Twice:
    """Read it; called on a helper's thread.

    All candidates are gone through once, and anew only where something changed.
    """
    from tourplanner.services.latest import state_of

    with workspace.file.tables.snapshot():
        doubles, named = _latest().get(
            state_of(workspace),
            lambda: _look(workspace),
            lambda: progress(0, 0, "Comparing the candidates"),
        )
    found = (d for d in doubles if site in (d.left.id, d.right.id))
    told = ((str(d.other(site).id), d.other(site).name, d.why) for d in found)
    return Twice(tuple(told), named)


_Looked = tuple[tuple["Double", ...], dict[str, str]]


@cache
def _latest() -> Latest[_Looked]:
    from tourplanner.services.latest import Latest

    return Latest()


def _look(workspace: Workspace) -> _Looked:
    from tourplanner.services.doubles import find_doubles

    views = workspace.sites.all()
    named: dict[str, str] = {}
    for view in views:
        name = f"{view.name}, {view.city}" if view.city else view.name
        named[name if name not in named else f"{name} ({view.key or view.id[:8]})"] = str(view.id)
    return find_doubles(views), named


class TwiceBlock(SiteBlock[Twice]):
    """A line for each double that is proposed, and a field for one that nobody proposes.

    Signals
    -------
    site_wished : the other site is to be shown.
    """

    site_wished = Signal(str)
    kinds = frozenset({"site"})
    topic = "site twice"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._name = ""
        self._named: dict[str, str] = {}
        layout = column(self, gap=6)
        layout.addWidget(label("Here twice?", "section"))
        self._lines = column(gap=6)
        layout.addLayout(self._lines)
        line = row(gap=6)
        self.other = QLineEdit()
        self.other.setAccessibleName("Another candidate that is this site, too")
        self.other.setPlaceholderText("Another candidate")
        self.other.returnPressed.connect(self._join_typed)
        line.addWidget(self.other, 1)
        self.join = button("Make them one", "small", click=self._join_typed)
        line.addWidget(self.join)
        layout.addLayout(line)
        words = (
            "This one stays. What was typed there comes here, with its stops, notes and case; "
            "where both say something, the other's words go to the remarks. Undo parts them."
        )
        layout.addWidget(label(words, "hint", wraps=True))

    def show_site(self, site: SiteRow | None) -> None:
        """Show what a candidate may be a double of; nothing where ``site`` is none."""
        if site is not None:
            self._name = site.name
        super().show_site(site)

    def refresh(self) -> None:
        """Look anew, where two may be made one."""
        if not self._session.is_read_only:
            super().refresh()

    def reading(self, site: str) -> Callable[[Workspace, Progress], Twice]:
        """Compare a site with all candidates."""
        return lambda workspace, progress: read(workspace, site, progress)

    def _leave(self) -> None:
        self.other.clear()

    def _show(self, found: Twice) -> None:
        clear(self._lines)
        for record, name, why in found.doubles:
            self._lines.addWidget(self._line(record, name, why))
        if found.named is not self._named:
            self._named = found.named
            completer = QCompleter(list(found.named), self.other)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.other.setCompleter(completer)
        self.show()

    def _line(self, record: str, name: str, why: str) -> QWidget:
        made = QWidget()
        layout = column(made, gap=4)
        line = row(gap=8)
        line.addWidget(icon_label("triangle-alert", "warn"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(f"Perhaps the same as {name}: {why}.", "warn", wraps=True), 1)
        layout.addLayout(line)
        ways = row(gap=6)
        shown = button("Show it", "small", click=partial(self.site_wished.emit, record))
        shown.setAccessibleName(f"Show {name}")
        join = button("Make them one", "small", click=partial(self._join, record, name))
        join.setAccessibleName(f"Make this site and {name} one")
        ways.addWidget(shown)
        ways.addWidget(join)
        ways.addStretch(1)
        layout.addLayout(ways)
        return made

    def _join_typed(self) -> None:
        wanted = self.other.text().strip().casefold()
        fits = [n for n in self._named if n.casefold() == wanted]
        fits = fits or [n for n in self._named if wanted and wanted in n.casefold()]
        if len(fits) != 1:
            self.other.setFocus(Qt.FocusReason.OtherFocusReason)
            count = f"{len(fits)} candidates fit" if fits else "No candidate fits"
            words = f"{count} that name. Choose one of the names offered."
            self._session.tell(Notice(Tone.WARN, words))
            return
        self._join(self._named[fits[0]], fits[0])

    def _join(self, other: str, name: str) -> None:
        keep, kept = self._site, self._name

        def work(workspace: Workspace, _: object) -> tuple[str, ...]:
            from tourplanner.services.doubles import join_sites, left_behind

            left = left_behind(workspace, keep, other)
            join_sites(workspace, keep, other)
            return left

        def done(left: tuple[str, ...]) -> None:
            self.other.clear()
            words = f"{name} is one with {kept} now."
            if left:  # private figures that the kept record has otherwise
                words += f" Left out: {', '.join(one.partition(':')[0] for one in left)}."
            self._session.acted.emit(words)

        self._session.write(work, done)
