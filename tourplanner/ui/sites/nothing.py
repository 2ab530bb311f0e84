"""What is said where no site is listed: why, and what to do."""

from __future__ import annotations

from tourplanner.ui.sites.columns import DIRECTORY, SHORTLIST
from tourplanner.ui.sites.rows import Listed
from tourplanner.ui.words import count_words


def empty_words(text: str, listed: Listed, tab: int, *, is_filtered: bool) -> tuple[str, str]:
    """Give a sentence and how else.

    Parameters
    ----------
    text : what stands in the search field.
    """
    one = "school" if tab == DIRECTORY else "candidate"
    if is_filtered:
        fits = " ".join(filter(None, (f"“{text}” and" if text else "", "the filters")))
        return f"No {one} fits {fits}.", "Take a filter off (Delete on its chip)."
    if tab != DIRECTORY and text:
        return f"No candidate fits “{text}”.", "Search the directory, the first tab."
    if tab == SHORTLIST:
        return "No candidates yet.", "Add them from the directory, then say how far along each is."
    if tab != DIRECTORY:
        return "No candidates yet.", "Choose schools from the directory, or paste a list."
    if text:
        how = listed.missing or "Try a part of the name, a town or a ZIP."
        return f"No school fits “{text}”.", how
    if schools := listed.counts.get("directory", 0):
        return (
            f"{count_words(schools, 'school')} to choose from.",
            "Type a name, district, town, ZIP or code, such as “madison pusd”,"
            " or paste a whole list from a mail (Ctrl+V).",
        )
    return "No school directory on this laptop yet.", listed.missing
