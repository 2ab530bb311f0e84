"""What works on this laptop without the network: the data that came with the program."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tourplanner.core.model.reference import ShippedData
from tourplanner.ui.settings.words import date_words
from tourplanner.ui.words import count_words

_DIRECTORY = re.compile(r"directory/([a-z]{2})_(\d{4}-\d{2})\.")
_DISTRICTS = re.compile(r"districts/([a-z]{2})_[a-z]+_(\d{4})\.npz")
_ROADS, _PLACES, _COUNTIES = "geo/highways/highways.npz", "geo/gazetteer.db", "geo/counties.npz"


def first_state(shipped: Sequence[ShippedData]) -> str:
    """Give the state, two letters, of the first school directory that ships; empty for none."""
    found = (_DIRECTORY.match(data.file) for data in shipped)
    return next((match[1].upper() for match in found if match), "")


def ready_lines(shipped: Sequence[ShippedData]) -> list[tuple[str, str]]:
    """Give what is ready: what it is, and of which states and dates; nothing that is not there."""
    by_file = {data.file: data for data in shipped}
    lines = []
    for data in shipped:
        if found := _DIRECTORY.match(data.file):
            state, month = found.groups()
            about = f"{state.upper()}, {date_words(month)}. Others are read in Settings."
            lines.append(("School directory", about))
    dated = {name: by_file[name].date for name in (_ROADS, _PLACES) if name in by_file}
    if len(dated) == 2:
        roads, places = (date_words(dated[name]) for name in (_ROADS, _PLACES))
        about = f"United States; roads of {roads}, places of {places}"
        lines.append(("Roads, places, ZIP codes", about))
    if counties := by_file.get(_COUNTIES):
        about = f"{count_words(counties.rows, 'county', 'counties')}, {date_words(counties.date)}"
        lines.append(("County lines", about))
    plans: dict[str, set[str]] = {}
    for data in shipped:
        if found := _DISTRICTS.fullmatch(data.file):
            plans.setdefault(found[1].upper(), set()).add(found[2])
    if plans:
        about = "; ".join(f"{s}, plans of {' and '.join(sorted(y))}" for s, y in plans.items())
        lines.append(("District lines", f"{about}. Others are loaded in Settings."))
    return lines
