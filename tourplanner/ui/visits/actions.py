"""What can be done at a visit, with its keys: in the header, the menu and the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tourplanner.ui.visits.held_row import KEY

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from tourplanner.ui.visits.place import VisitsPlace


class VisitActions:
    """The actions of the place: ``primary`` and ``others`` stand in the header, ``more`` do not."""

    def __init__(self, place: VisitsPlace) -> None:
        middle, media = place.middle, place.media
        self.primary: QAction = place.action("New note", middle.new_note, "plus", "Ctrl+Enter")
        self.others = [
            place.action(
                "Quote",
                middle.making.quote,
                "message-square",
                "Ctrl+'",
                "The selected words as one",
            ),
            place.action(
                "Promise",
                middle.making.promise,
                "square-check",
                "Ctrl+Shift+M",
                "What we said we would do",
            ),
            place.action(
                "Time stamp",
                middle.stamp,
                "clock",
                "Ctrl+Shift+.",
                "The time at the school, here",
            ),
            place.action(
                "Photos", media.add_photos, "camera", "Ctrl+Shift+P", "Add photos at this stop"
            ),
        ]
        self.more = [
            place.action("Next blank question", place.asking.ask, "circle-alert", "Ctrl+Shift+Q"),
            place.action("Look-fors", place.look_around, "eye", "Ctrl+Shift+L"),
            place.action("Seen, told or paper", middle.making.next_evidence, "eye", "Ctrl+E"),
            place.action("Tag", middle.making.tag, "plus", "Ctrl+T"),
            place.action(
                "Hold the selected words back",
                middle.making.hold_back,
                "eye-off",
                KEY,
                "A sensitive fact stays inside",
            ),
            place.action("Practice card from this", middle.making.card, "sparkles", "Ctrl+Shift+K"),
            place.action("Sound memo", media.add_memo, "mic", "Ctrl+Shift+U", "Attach a recording"),
            place.action("Add a folder of photos", media.add_folder, "folder"),
            place.action("Photos at this stop", media.go_to_photos, "camera", "Ctrl+Shift+G"),
            place.action("Photos for the press", media.make_pack, "newspaper"),
            place.action(
                "Export for researchers", place.researchers.export_form, "file", tip="As an XLSForm"
            ),
            place.action("Read a form of researchers", place.researchers.read_form, "file-plus"),
            place.action(
                "Rate this visit", place.rating.ask, "check-check", tip="From 1 to 5 over all"
            ),
            place.action("Take away", middle.take_away, "x"),
        ]
