"""Public holidays of the United States and of a state, by the holidays library."""

from __future__ import annotations

import importlib.util
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

_loading = threading.Lock()  # the store and its helpers check days at the same time


@lru_cache(maxsize=64)
def public_holidays(state: str, year: int) -> Mapping[date, str]:
    """Give the federal and the state's public holidays of a year by name.

    Parameters
    ----------
    state : two letters; empty or unknown = the federal ones alone.

    Returns
    -------
    A name ends in ``(federal)`` where the state does not keep the day, in ``(CA)`` where only the
    state does. They warn alone: a public holiday does not by itself close a school.
    """
    with _loading:
        us = _united_states()
    listed: Callable[..., Mapping[date, str]] = us  # the library's own types say nothing
    code = state.upper()
    federal = _names(listed(years=year))
    if code not in us.subdivisions:
        return {day: f"{name} (federal)" for day, name in federal.items() if day.year == year}
    ours = _names(listed(subdiv=code, years=year))
    found = {}
    for day in sorted({*federal, *ours}):
        if day.year != year:
            continue
        if day in federal and day in ours:
            found[day] = ours[day] if federal[day] in ours[day] else f"{federal[day]}; {ours[day]}"
        else:
            found[day] = f"{federal[day]} (federal)" if day in federal else f"{ours[day]} ({code})"
    return found


@lru_cache(maxsize=1)
def _united_states() -> Any:
    """Give the library's calendar of the country without those of the 250 others.

    Its package of countries loads them all, which takes three times as long: an empty one stands in
    its place meanwhile.
    """
    package = "holidays.countries"
    if package not in sys.modules:
        import holidays  # noqa: F401 the library itself, for what its countries stand on

        found = importlib.util.find_spec(package)
        if found is not None:
            sys.modules[package] = importlib.util.module_from_spec(found)
            try:
                from holidays.countries.united_states import US
            finally:
                del sys.modules[package]
            return US
    from holidays.countries.united_states import US

    return US


def _names(days: Mapping[date, str]) -> dict[date, str]:
    return {day: str(name) for day, name in days.items()}
