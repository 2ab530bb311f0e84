"""What stands over the map, and in its place where there is none."""

from __future__ import annotations

from tourplanner.services.maps import ScreenMap
from tourplanner.ui.words import count_words, day_words

_WIDE_DAYS = 4  # so many days have their date in the tab


def tab_names(screen: ScreenMap) -> list[tuple[str, str]]:
    """Give the tabs: one for the whole tour and one a day, each with nothing beside it."""
    names = [("Whole tour", "")]
    for day in screen.days:
        words = day_words(day.date)
        weekday, _, rest = words.partition(", ")
        short = weekday if len(screen.days) <= 7 else rest.split()[-1]
        names.append((words if len(screen.days) <= _WIDE_DAYS else short, ""))
    return names


def no_points_words(screen: ScreenMap) -> tuple[str, str]:
    """Say that nothing of a tour can be drawn, and what to do about it."""
    if screen.without_point:
        count = count_words(len(screen.without_point), "site")
        return (
            f"None of the {count} of this tour has a point yet."
            if len(screen.without_point) > 1
            else f"{screen.without_point[0]} has no point yet.",
            "Sites, Ctrl+1: look at a site and give it an address or a point.",
        )
    return (
        "No place of this tour is known yet.",
        "Sites, Ctrl+1: search the school directory and mark schools for the tour.",
    )
