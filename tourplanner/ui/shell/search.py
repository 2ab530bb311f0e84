"""Finds records for the command palette: tours, sites, notes, papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tourplanner.ui.papers.choices import choices
from tourplanner.ui.session import Session
from tourplanner.ui.shell.palette import Entry

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace

MOST = 8
GoTo = Callable[[str, str], None]
Found = list[tuple[str, str, str, str, str]]  # words, kind, icon, place, record


def find_records(
    session: Session, text: str, give: Callable[[Sequence[Entry]], None], go_to: GoTo
) -> None:
    """Look records up in the background and give them to the palette."""

    def show(found: Found) -> None:
        give(
            [
                Entry(
                    words,
                    kind,
                    icon,
                    lambda place=place, record=record: go_to(place, record),  # type: ignore[misc]
                )
                for words, kind, icon, place, record in found
            ]
        )

    session.read(lambda ws, _: _find(ws, text), show, topic="palette")


def _find(workspace: Workspace, text: str) -> Found:
    wanted = text.casefold()
    found: Found = [
        (str(tour["name"]), "Tour", "route", "tours", tour.id)
        for tour in workspace.tours.all()
        if wanted in str(tour["name"] or "").casefold()
    ]
    for record in workspace.file.tables.search(text, ["site"], MOST):
        view = workspace.sites.view(record.id)
        words = f"{view.name}, {view.city}" if view.city else view.name
        found.append((words, "Site", "school", "sites", record.id))
    for record in workspace.file.tables.search(text, ["note"], MOST):
        first = str(record["body"] or "").strip().splitlines()[:1]
        found.append((first[0] if first else "Note", "Note", "notebook-pen", "visits", record.id))
    found += [
        (paper.name, "Paper", paper.icon, "papers", paper.key)
        for paper in choices()
        if wanted in paper.name.casefold()
    ]
    return found[: 3 * MOST]
