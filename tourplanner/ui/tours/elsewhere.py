"""Ways out of the place of tours: what belongs to a plan and is shown or done in another place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tourplanner.ui.place import go_to

if TYPE_CHECKING:
    from tourplanner.ui.tours.place import ToursPlace


class Elsewhere:
    """Goes to another place of the window, to what is wanted there."""

    def __init__(self, place: ToursPlace) -> None:
        self._place = place

    def show_sheet(self, before: str, after: str) -> None:
        """Show the change sheet between two plans, under Day."""
        go_to(self._place, "day", lambda day: day.show_sheet(before, after))

    def show_pin(self, site: str) -> None:
        """Show in Sites where the point of a site is put by hand."""
        go_to(self._place, "sites", lambda sites: sites.show_pin(site))

    def show_templates(self, stop: str) -> None:
        """Show the templates of programs in Papers, with a stop chosen."""
        go_to(self._place, "papers", lambda papers: papers.show_templates(stop))
