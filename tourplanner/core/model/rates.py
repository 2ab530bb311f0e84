"""The kinds of rates that an office may have, as they are written and said."""

from __future__ import annotations

from collections.abc import Mapping

#: What a rate is called in the list: what it is for, and how a sentence names it.
RATES: Mapping[str, tuple[str, str]] = {
    "coach day": ("Coach, a day", "coach"),
    "coach hour": ("Coach, an hour on duty", "coach"),
    "coach mile": ("Coach, a mile", "coach"),
    "driver night": ("Driver's room and meals, a night", "the driver's nights"),
    "lodging": ("Lodging, a person and night", "lodging"),
    "meals": ("Meals, a person and day", "meals"),
    "breakfast": ("Breakfast, a person", "breakfast"),
    "lunch": ("Lunch, a person", "lunch"),
    "dinner": ("Dinner, a person", "dinner"),
    "incidentals": ("Incidentals, a person and day", "incidentals"),
}

#: What is paid a person for each day away whose times fit the window that is typed with the rate.
BY_DAY = ("meals", "breakfast", "lunch", "dinner", "incidentals")
