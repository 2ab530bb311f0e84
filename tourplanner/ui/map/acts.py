"""What can be done on the map: its actions, and what they say while they can or cannot be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from tourplanner.services.maps import MapMark, MarkKind
from tourplanner.ui.map.choice import Choice
from tourplanner.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from tourplanner.ui.map.place import MapPlace


class MapActs:
    """The actions of the place; the place and its parts do them."""

    plain: QAction

    def __init__(self, place: MapPlace) -> None:
        make = place.action
        self.press = make("Map for the press…", lambda: place.papers.write_press(), "megaphone")
        self.move = make(
            "Move pins",
            lambda: place.moving.toggle(),
            "move",
            "Ctrl+M",
            "Drag a site's pin, or Alt and arrows",
        )
        self.print = make("Print map…", lambda: place.papers.print(), "printer", "Ctrl+P")
        self.picture = make(
            "Save picture…",
            lambda: place.papers.save_picture(),
            "image",
            tip="SVG or PNG, with the list of stops",
        )
        self.plain = make("Plain map", lambda: place.maps.wish_plain(self.plain.isChecked()))
        self.plain.setCheckable(True)
        self.plain.setChecked(place.session.memory.plain_map)
        self.own = make(
            "Own base map…",
            lambda: place.own.ask(place),
            tip="A PMTiles or MBTiles file of yours",
        )
        self.built_in = make("Built-in base map", lambda: place.own.remove())
        self.open = make("Open site", place.open_chosen, "school")
        self.within = make(
            "Within",
            lambda: place.choosing.choose_within(place.chosen),
            "timer",
            "Ctrl+Shift+W",
        )
        self.lasso = make(
            "Lasso",
            lambda: place.choosing.lasso(place.chosen),
            "lasso",
            "Ctrl+Shift+A",
            "Draw around sites",
        )
        self.point = make("Other start…", lambda: place.choosing.point(place.chosen), "crosshair")
        self.mark = make("Mark as may", lambda: place.choosing.mark(), "circle")
        self.all = make("Show all", lambda: place.choosing.clear(), "x")

    def in_menu(self) -> list[QAction]:
        """Give all of them, in the order of the menu."""
        return [
            *(self.press, self.within, self.point, self.lasso, self.mark, self.all),
            *(self.move, self.open, self.print, self.picture, self.plain),
            *(self.own, self.built_in),
        ]

    def show(
        self,
        *,
        has_map: bool,
        has_days: bool,
        mark: MapMark | None,
        choice: Choice | None,
        to_mark: int,
        minutes: int,
        is_moving: bool,
        can_write: bool,
        has_own: bool,
    ) -> None:
        """Show what can be done.

        Parameters
        ----------
        mark : the chosen one. to_mark : how many sites of the choice are not marked yet.
        minutes : of a reach.
        """
        _name(self.move, "Done moving" if is_moving else "Move pins")
        self.move.setEnabled(has_map and can_write)
        self.within.setText(f"Within {minutes} min")
        self.within.setIconText("Within")
        from_words = f"of {mark.name}" if mark is not None else "of a point"
        self.within.setToolTip(plain_tip(f"Sites within {minutes} min {from_words} by bus"))
        has_found = choice is not None and bool(choice.found)
        words = "All are marked" if has_found else "Mark as may"
        _name(self.mark, f"Mark {to_mark} as may" if to_mark else words)
        for action in (self.print, self.picture, self.within, self.lasso, self.point):
            action.setEnabled(has_map)
        self.mark.setEnabled(to_mark > 0)
        self.all.setEnabled(choice is not None)
        self.point.setVisible(choice is None or choice.start is not None)
        is_school = mark is not None and mark.kind is MarkKind.SCHOOL
        self.open.setEnabled(mark is not None and (bool(mark.site) or is_school))
        self.press.setEnabled(has_map and has_days)
        self.built_in.setEnabled(has_own)


def _name(action: QAction, words: str) -> None:
    action.setText(words)
    action.setIconText(words)
