"""What is done in the strip of photos under the middle: opened, taken away, the school's rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tourplanner.ui.visits.photo_rows import StopPhotos, read_thumbs

if TYPE_CHECKING:
    from tourplanner.ui.session import Session
    from tourplanner.ui.visits.middle import Middle


class StripActs:
    """Shows the photos of the stop, and does what is pressed there."""

    def __init__(self, session: Session, middle: Middle) -> None:
        self._session, self._middle = session, middle
        self._photos = StopPhotos()
        strip = middle.strip
        strip.opened.connect(middle.open_photo)
        strip.deleted.connect(self.take_away)
        strip.wanted.connect(self._fetch_thumbs)
        strip.ruled.connect(self._set_rule)

    def show(self, found: StopPhotos) -> None:
        """Show the photos of the stop."""
        self._photos = found
        self._middle.strip.show_photos(found, read_only=self._session.is_read_only)

    def take_away(self, photo: str) -> None:
        """Take a photo away; what was shown of it goes too."""
        middle = self._middle
        if middle.record == photo:
            middle.open_note(None)
        middle.acts.write(lambda ws: ws.photos.remove([photo]), "Photo taken away.")

    def _set_rule(self, rule: str, words: str) -> None:
        found = self._photos
        if found.site and (rule, words) != (found.rule, found.rule_words):
            self._middle.acts.write(lambda ws: ws.photos.set_rule(found.site, rule, words))

    def _fetch_thumbs(self, photos: list[str]) -> None:
        strip = self._middle.strip
        self._session.read(lambda ws, _: read_thumbs(ws, photos), strip.take_thumbs)
