"""Under the candidates: what the set still lacks. Each line leads to schools that would fill it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from tourplanner.ui.session import Session
from tourplanner.ui.sites.filter_values import Filter
from tourplanner.ui.widgets.badges import Chip
from tourplanner.ui.widgets.basic import button, clear, column, label
from tourplanner.ui.widgets.flow import FlowBox
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace

_NAMED = 3  # names that stand in a line; all of them in its tooltip


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that no candidate covers.

    ``all`` are its names, ``filters`` show schools of the directory that would cover each of them;
    none where the directory cannot be asked for it.
    """

    words: str
    all: tuple[str, ...]
    filters: tuple[Filter, ...] = ()


def read_lacks(workspace: Workspace) -> tuple[Lack, ...]:
    """Say what the candidates lack: regions, counties, grades, settings; on a helper's thread."""
    found = workspace.sites.coverage()
    if not found.sites:
        return ()
    missing = found.missing()
    unknown = [name for name in ("settings", "grades")
               if getattr(found, name).get("", 0) == found.sites]  # fmt: skip
    counties = len([name for name in found.counties if name])
    return lacks_of(missing, counties, unknown)


def lacks_of(
    missing: Mapping[str, Sequence[str]], counties: int, unknown: Sequence[str] = ()
) -> tuple[Lack, ...]:
    """Put what is missing into words.

    Parameters
    ----------
    counties : how many there are. unknown : measures that no candidate's directory tells: these
        are not said to be lacking.
    """
    made = []
    if regions := tuple(missing.get("regions", ())):
        made.append(Lack(f"No site in {_names(regions, 'region')}", regions))
    if names := tuple(missing.get("counties", ())):
        words = f"No site in {len(names)} of {counties} counties"
        made.append(Lack(words, names, tuple(Filter("county", name) for name in names)))
    if "grades" not in unknown:
        for group in missing.get("grades", ()):
            made.append(Lack(f"No grades {group}", (group,), (Filter("grades", group),)))
    if "settings" in unknown:
        made.append(Lack("City or rural: the directory does not say", ()))
    else:
        for setting in missing.get("settings", ()):
            words = "No site in a city" if setting == "city" else f"No {setting} site"
            made.append(Lack(words, (setting,), (Filter("setting", setting.capitalize()),)))
    return tuple(made)


def _names(names: Sequence[str], one: str) -> str:
    if len(names) <= _NAMED:
        return ", ".join(names)
    return f"{', '.join(names[:_NAMED])} and {count_words(len(names) - _NAMED, f'more {one}')}"


class LackStrip(QFrame):
    """The strip under the list.

    Signals
    -------
    wished : filters that show schools which would fill a gap.
    """

    wished = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._wanted = False
        self.setProperty("edge", "top")
        layout = column(self, margins=(14, 8, 12, 10), gap=6)
        layout.addWidget(label("What this set still lacks", "section"))
        self._box = FlowBox()
        layout.addWidget(self._box)
        self._shown: tuple[Lack, ...] = ()
        self.hide()
        session.overviewed.connect(self.refresh)

    def want(self, *, wanted: bool) -> None:
        """Say whether the candidates are shown."""
        self._wanted = wanted
        self.setVisible(wanted and bool(self._shown))
        self.refresh()

    def refresh(self) -> None:
        """Look anew where it is shown."""
        if self._wanted and self._session.path is not None:
            self._session.read(lambda ws, _: read_lacks(ws), self._show, topic="lacks")

    def _show(self, lacks: tuple[Lack, ...]) -> None:
        self.setVisible(self._wanted and bool(lacks))
        if lacks == self._shown:
            return
        self._shown = lacks
        clear(self._box.flow)
        for one in lacks:
            names = ", ".join(one.all)
            if not one.filters:
                chip = Chip(one.words, "plain", "info")
                chip.setToolTip(names)
                chip.setAccessibleDescription(names)
                self._box.flow.addWidget(chip)
                continue
            made = button(one.words, "small", "circle-alert")
            made.setToolTip(names)
            made.setAccessibleDescription(names)
            made.clicked.connect(partial(self._wish, one, made))
            self._box.flow.addWidget(made)

    def _wish(self, one: Lack, at: QWidget) -> None:
        if len(one.filters) == 1:
            self.wished.emit(one.filters)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(one.words)
        for name, wanted in zip(one.all, one.filters, strict=True):
            menu.addAction(name, partial(self.wished.emit, (wanted,)))
        menu.popup(at.mapToGlobal(QPoint(0, at.height())))
