"""Ways out of the place of tours: what belongs to a plan and is shown or done in another place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tourplanner.ui.place import Goes

if TYPE_CHECKING:
    from tourplanner.ui.place import Place
    from tourplanner.ui.tours.place import ToursPlace


class Elsewhere:
    """Goes to another place of the window, to what is wanted there."""

    def __init__(self, place: ToursPlace) -> None:
        self._place = place

    def show_sheet(self, before: str, after: str) -> None:
        """Show the change sheet between two plans, under Day."""
        from tourplanner.ui.day.place import DayPlace

        if isinstance(day := self._go("day"), DayPlace):
            day.show_sheet(before, after)

    def show_pin(self, site: str) -> None:
        """Show in Sites where the point of a site is put by hand."""
        from tourplanner.ui.sites.place import SitesPlace

        if isinstance(sites := self._go("sites"), SitesPlace):
            sites.show_pin(site)

    def show_templates(self, stop: str) -> None:
        """Show the templates of programs in Papers, with a stop chosen."""
        from tourplanner.ui.papers.place import PapersPlace

        if isinstance(papers := self._go("papers"), PapersPlace):
            papers.show_templates(stop)

    def _go(self, name: str) -> Place | None:
        window = self._place.window()
        if not isinstance(window, Goes):
            return None
        window.go(name)
        return window.place(name)
