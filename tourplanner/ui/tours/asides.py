"""The two pages that stand in place of the days: tour and coach, hotels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from tourplanner.ui.tours.about import AboutPage
    from tourplanner.ui.tours.hotels import HotelsPage
    from tourplanner.ui.tours.place import ToursPlace


class Asides:
    """Makes each page when it is first asked for, and goes back from it."""

    def __init__(self, place: ToursPlace) -> None:
        self._place = place
        self.about: AboutPage | None = None
        self.hotels: HotelsPage | None = None

    def show_about(self, line: str = "") -> None:
        """Show name, dates, party, coach and driver of the tour; one line may be wanted."""
        place = self._place
        if place.session.tour is None:
            return
        if self.about is None:
            from tourplanner.ui.tours.about import AboutPage

            self.about = AboutPage(place.session)
            self.about.left.connect(self.leave)
            place.pages.addWidget(self.about)
        self.about.wanted = line
        self._show(self.about)

    def show_hotels(self, hotel: str = "") -> None:
        """Show the hotels of the tour, which may have no plan yet; one of them may be wanted."""
        place = self._place
        if place.session.tour is None:
            return
        if self.hotels is None:
            from tourplanner.ui.tours.hotels import HotelsPage

            self.hotels = HotelsPage(place.session)
            self.hotels.left.connect(self.leave)
            place.pages.addWidget(self.hotels)
        self.hotels.wanted = hotel
        self._show(self.hotels)

    def _show(self, page: AboutPage | HotelsPage) -> None:
        self._place.pages.setCurrentWidget(page)
        page.refresh()
        page.first_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def shown(self) -> AboutPage | HotelsPage | None:
        """Give the page that is shown in place of the days, if one is."""
        shown = self._place.pages.currentWidget()
        return next((p for p in (self.about, self.hotels) if p is not None and p is shown), None)

    def flush(self) -> None:
        """Save what was typed of the tour."""
        if self.about is not None:
            self.about.flush()

    def leave(self) -> None:
        """Go back to the days."""
        place = self._place
        place.pages.setCurrentWidget(place.empty if place.board is None else place.split)
        place.show_state()
        place.first_widget().setFocus(Qt.FocusReason.OtherFocusReason)
