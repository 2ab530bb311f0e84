"""Lists that come into Sites: pasted lines are looked through, tables go through the wizard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tourplanner.core.model.list_match import Applied
from tourplanner.ui.sites.search import clipboard_text, is_list
from tourplanner.ui.sites.wizard_values import is_table

if TYPE_CHECKING:
    from tourplanner.ui.sites.paste import ListReview
    from tourplanner.ui.sites.place import SitesPlace
    from tourplanner.ui.sites.wizard import ImportWizard


class TakingIn:
    """Shows review or wizard in the place until the list is taken in or given up.

    Either is there only as long: a list that was left for another tab is found as it was by the
    same way again, one that ended is let go.
    """

    def __init__(self, place: SitesPlace) -> None:
        self._place = place
        self.review: ListReview | None = None
        self.wizard: ImportWizard | None = None
        place.session.file_changed.connect(self._let_go)

    @property
    def shown_wizard(self) -> ImportWizard | None:
        """The wizard, where it is what the place shows."""
        return self.wizard if self._place.pages.currentWidget() is self.wizard else None

    def paste(self) -> None:
        """Begin a list with what is on the clipboard, where that is a list, else an empty one."""
        self.take(clipboard_text() if is_list(clipboard_text()) else "")

    def take(self, text: str) -> None:
        """Take cells of a spreadsheet as a table with columns, anything else line by line."""
        if not is_table(text):
            self.review_list(text)
        elif (wizard := self._show_wizard()) is not None and text != wizard.begun_with:
            wizard.begin_text(text)

    def start_import(self) -> None:
        """Begin to import a list, whose file is asked for there; or go on with the one begun."""
        is_new = self.wizard is None
        if (wizard := self._show_wizard()) is not None and is_new:
            wizard.begin()

    def import_file(self, path: Path) -> None:
        """Begin to import a list from a file."""
        if (wizard := self._show_wizard()) is not None:
            wizard.begin_file(path)

    def review_list(self, text: str, about: str = "") -> None:
        """Show what the lines of a list mean; ``about`` says where it is from."""
        if self._is_closed():
            return
        is_new = self.review is None
        if self.review is None:
            from tourplanner.ui.sites.paste import ListReview

            self.review = ListReview(self._place.session)
            self.review.ended.connect(self._end_review)
            self._place.pages.addWidget(self.review)
        self._place.pages.setCurrentWidget(self.review)
        if is_new or text not in ("", self.review.begun_with):
            self.review.begin(text, about)

    def _show_wizard(self) -> ImportWizard | None:
        if self._is_closed():
            return None
        if self.wizard is None:
            from tourplanner.ui.sites.wizard import ImportWizard

            self.wizard = ImportWizard(self._place.session)
            self.wizard.ended.connect(self._end_wizard)
            self._place.pages.addWidget(self.wizard)
        self._place.pages.setCurrentWidget(self.wizard)
        return self.wizard

    def _is_closed(self) -> bool:
        return self._place.session.is_read_only or self._place.session.path is None

    def _end_review(self, applied: Applied | None) -> None:
        page, self.review = self.review, None
        self._go_back(page, applied)

    def _end_wizard(self, applied: Applied | None) -> None:
        page, self.wizard = self.wizard, None
        self._go_back(page, applied)

    def _go_back(self, page: QWidget | None, applied: Applied | None) -> None:
        self._place.show_page()
        self._drop(page)
        if applied is not None:  # what was looked for before would hide them
            self._place.show_candidates()
        self._place.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _let_go(self) -> None:
        for page in (self.review, self.wizard):
            self._drop(page)
        self.review = self.wizard = None

    def _drop(self, page: QWidget | None) -> None:
        if page is not None:
            self._place.pages.removeWidget(page)
            page.deleteLater()
