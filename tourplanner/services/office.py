"""The office profile: the member, whom the press calls, the home state, the bus company.

It is one record of the office file. Papers print from it what their kinds allow; the home state
decides which places and schools come first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from tourplanner.core.changes import Action, Changes, Edit
from tourplanner.core.clock import zone
from tourplanner.core.errors import InputError
from tourplanner.core.fields import KINDS, Field, Level
from tourplanner.core.model.ids import derived_id
from tourplanner.core.model.states import States, state_code
from tourplanner.core.safe_text import clean, one_line
from tourplanner.services.directory import DirectoryService
from tourplanner.services.undo import NEW_FILE, set_up_action
from tourplanner.store.file import OfficeFile

MAX_CHARS = 2_000
LETTERHEAD_LINES = 3
BOILERPLATE_LINES = 20
_LINES = {"letterhead": LETTERHEAD_LINES, "boilerplate": BOILERPLATE_LINES}
_RECORD = derived_id("office", "profile")
#: What is said of one tour, or asked for each file anew: the next file does not take it over.
_OF_ONE_FILE = frozenset({"boilerplate", "hashtag", "home_state"})
_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+")


@dataclass(frozen=True, slots=True)
class ProfileEntry:
    """One field of the profile as it stands."""

    name: str
    label: str
    help: str
    level: Level  # who may see it at most
    value: str  # empty where nothing was filled in
    lines: int = 1  # how many lines it may have
    choices: tuple[str, ...] = ()


def profile_values(file: OfficeFile) -> dict[str, str]:
    """Give the profile's values by field; what was not filled in is missing."""
    record = file.tables.get("office", _RECORD)
    return {name: str(value) for name, value in record.values.items() if value} if record else {}


def member_words(office: Mapping[str, object]) -> str:
    """Give the member with the title, of the profile's values; empty where nothing is filled in."""
    return one_line(" ".join(str(office.get(n) or "") for n in ("member_title", "member_name")))


def lasting_profile(file: OfficeFile) -> dict[str, str]:
    """Give what the office's next file may take over from this one, by field."""
    return {k: v for k, v in profile_values(file).items() if k not in _OF_ONE_FILE}


def profile_edit(facts: Mapping[str, str | None]) -> Edit:
    """Give the edit that writes checked facts of the profile."""
    return Edit(_RECORD, "office", dict(facts))


def check_profile(facts: Mapping[str, str], states: States) -> dict[str, str | None]:
    """Give facts of the profile as they are kept; an empty text takes a fact away (None).

    Raises
    ------
    InputError : no such field, or a value that cannot be one; nothing is mended in silence.
    """
    kept: dict[str, str | None] = {}
    for name, text in facts.items():
        field = KINDS["office"].field(name)
        if field is None:
            known = [one.name for one in KINDS["office"].fields]
            near = get_close_matches(name, known, 1, 0)[0]
            raise InputError(f"The office profile has no “{name}”.", f"Did you mean {near}?")
        value = _text(field, text)
        kept[name] = _checked(field, value, states) if value else None
    return kept


def _text(field: Field, text: str) -> str:
    """Give typed text without outer spaces and empty lines; too much of it is an InputError."""
    found = [line for line in map(one_line, clean(text).split("\n")) if line]
    most = _LINES.get(field.name, 1)
    if len(found) > most:
        many = f"{most} lines" if most > 1 else "one line"
        raise InputError(f"{field.label} has {len(found)} lines; {many} fit.", "Make it shorter.")
    value = "\n".join(found)
    if len(value) > MAX_CHARS:
        raise InputError(
            f"{field.label} has {len(value):,} characters; {MAX_CHARS:,} fit.", "Make it shorter."
        )
    return value


def _checked(field: Field, value: str, states: States) -> str:
    """Give a value in its one form, or say why it cannot be one."""
    if field.name == "home_state":
        return state_code(value, states)
    if field.name == "carrier_zone":
        return zone(value).key
    if field.name == "press_email" and not _EMAIL.fullmatch(value):
        raise InputError(f"“{value}” is no e-mail address.", "Write it as press@example.org.")
    if field.name == "press_phone" and sum(c.isdigit() for c in value) < 7:
        raise InputError(f"“{value}” is no telephone number.", "Write it as 916-555-0100.")
    if field.name == "hashtag" and not re.fullmatch(r"#\w+", value):
        raise InputError(f"“{value}” is no hashtag.", "Write one word after the sign: #BusTour.")
    if field.choices and value not in field.choices:
        raise InputError(
            f"{field.label} cannot be “{value}”.", f"Choose among: {', '.join(field.choices)}."
        )
    return value


class OfficeProfile:
    """Reads and writes the profile of one office file."""

    def __init__(self, file: OfficeFile, states: States, directory: DirectoryService) -> None:
        self._file = file
        self._states = states
        self._directory = directory

    def read(self) -> tuple[ProfileEntry, ...]:
        """Give every field in the order of its declaration, filled in or not."""
        values = profile_values(self._file)
        return tuple(
            ProfileEntry(
                field.name,
                field.label,
                field.help,
                field.level,
                values.get(field.name, ""),
                _LINES.get(field.name, 1),
                field.choices,
            )
            for field in KINDS["office"].fields
        )

    def home_state(self) -> str:
        """Give the office's state, two letters or empty."""
        return profile_values(self._file).get("home_state", "")

    def set(self, facts: Mapping[str, str]) -> Changes | None:
        """Write facts of the profile in one action; None where nothing changes.

        A new home state brings the directory that ships with the program, where it is that state's
        and none is at hand.

        Raises
        ------
        InputError : as ``check_profile`` says; then nothing is written.
        """
        return self._write(facts, None)

    def set_up(self, facts: Mapping[str, str]) -> Changes | None:
        """Write what a new file begins with; Undo never goes back behind it."""
        return self._write(facts, set_up_action(self._file, NEW_FILE))

    def _write(self, facts: Mapping[str, str], action_id: str | None) -> Changes | None:
        before = profile_values(self._file)
        checked = check_profile(facts, self._states)
        new = {name: value for name, value in checked.items() if value != before.get(name)}
        if not new:
            return None
        label = "New file" if action_id else f"Change {_names(new)}"
        changes = self._file.write(Action(label, (profile_edit(new),), action_id))
        if new.get("home_state"):
            self._directory.load_shipped_for(str(new["home_state"]))
        return changes


def _names(facts: Mapping[str, str | None]) -> str:
    """Name what an action changes: the field, or where there are several the profile."""
    first = next(iter(facts))
    field = KINDS["office"].field(first)
    return field.label if field and len(facts) == 1 else "office profile"
