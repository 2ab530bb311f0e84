"""What the blocks of a site's page have in common: what they read, and when it is stale."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtWidgets import QFrame

from tourplanner.core.changes import Changes
from tourplanner.ui.session import Session
from tourplanner.ui.sites.rows import SiteRow

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace

T = TypeVar("T")


class SiteBlock(QFrame, Generic[T]):
    """A part of the page of a candidate, hidden until what it shows was read.

    Subclasses say what they read in ``reading`` and show it in ``_show``; what was read for a site
    that is not shown any more is dropped.

    Attributes
    ----------
    kinds : changes of these kinds make it stale. topic : of its reading; the newest wins.
    """

    kinds: frozenset[str] = frozenset()
    topic = ""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._site = ""
        session.changed.connect(self._on_changes)
        session.file_changed.connect(lambda: self.show_site(None))
        self.hide()

    def show_site(self, site: SiteRow | None) -> None:
        """Show what belongs to a candidate; nothing where ``site`` is none."""
        wanted = site.site if site else ""
        if wanted != self._site:
            self._leave()
            self._site = wanted
            self.hide()
            self.refresh()

    def refresh(self) -> None:
        """Read anew what is shown."""
        site = self._site
        if not site or self._session.path is None:
            return
        read = self.reading(site)
        self._session.read(
            lambda workspace, progress: (site, read(workspace, progress)),
            self._take,
            topic=self.topic,
        )

    def reading(self, site: str) -> Callable[[Workspace, Progress], T]:
        """Give what reads it, to be called on a helper's thread."""
        raise NotImplementedError

    def _leave(self) -> None:
        """Send what was typed and forget what was shown: another site comes."""

    def _show(self, found: T) -> None:
        """Show what was read for the site that is shown."""
        raise NotImplementedError

    def _on_changes(self, changes: Changes) -> None:
        if self.kinds & changes.touched.keys():
            self.refresh()

    def _take(self, found: tuple[str, Any]) -> None:
        site, value = found
        if site == self._site:
            self._show(value)
