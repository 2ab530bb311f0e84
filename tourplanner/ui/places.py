"""Makes the places of the window, each when it is first shown."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tourplanner.ui.place import Place
    from tourplanner.ui.session import Session

_WITHOUT_FILE = frozenset({"help", "settings"})
_loading = threading.Lock()
_loaded = threading.Event()


def make_place(name: str, session: Session) -> Place:
    """Make a place by its name; its modules are imported now."""
    from tourplanner.ui.coming import SENTENCES, Coming

    if name in SENTENCES:
        return Coming(session, name)
    return _makers()[name](session)


def needs_file(name: str) -> bool:
    """Whether a place has nothing to show without an open office file."""
    return name not in _WITHOUT_FILE


def is_loaded() -> bool:
    """Whether the modules of all places are there, so that to make one takes no import."""
    return _loaded.is_set()


def load() -> None:
    """Import the modules of all places now, so that none is waited for later.

    It takes up to two seconds on a slow laptop, so never on the window's thread.
    """
    with _loading:
        from tourplanner.ui.sites import paste, wizard  # noqa: F401  shown when a list comes

        _makers()
        _loaded.set()


def _makers() -> dict[str, type[Place]]:
    from tourplanner.ui.day.place import DayPlace
    from tourplanner.ui.help.place import HelpPlace
    from tourplanner.ui.map.place import MapPlace
    from tourplanner.ui.papers.place import PapersPlace
    from tourplanner.ui.practices.place import PracticesPlace
    from tourplanner.ui.settings.place import SettingsPlace
    from tourplanner.ui.sites.place import SitesPlace
    from tourplanner.ui.tours.place import ToursPlace
    from tourplanner.ui.visits.place import VisitsPlace

    return {
        "day": DayPlace,
        "help": HelpPlace,
        "map": MapPlace,
        "sites": SitesPlace,
        "tours": ToursPlace,
        "visits": VisitsPlace,
        "papers": PapersPlace,
        "practices": PracticesPlace,
        "settings": SettingsPlace,
    }
