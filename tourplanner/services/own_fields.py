"""The columns of the office's own: records with a name and a level.

What stands in them is a fact of a site, ``own/<id>``. No paper prints them.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from tourplanner.core.changes import Action, Changes, Edit
from tourplanner.core.declaring import Level
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.model.case_values import MAX_LINE
from tourplanner.core.model.site_parts import SITE_FIELDS
from tourplanner.core.safe_text import one_line
from tourplanner.store.file import OfficeFile

OWN_FIELD = "own_field"
MOST_OWN = 40


@dataclass(frozen=True, slots=True)
class OwnField:
    """A column of the office's own; ``level`` says who may see what stands in it."""

    id: str
    name: str
    level: str

    @property
    def fact(self) -> str:
        """The name of its fact on a site."""
        return f"own/{self.id}"


def own_fields(file: OfficeFile) -> tuple[OwnField, ...]:
    """Give the office's own columns by name."""
    made = [
        OwnField(record.id, str(record["name"] or ""), str(record["level"] or Level.INTERNAL))
        for record in file.tables.all(OWN_FIELD)
    ]
    return tuple(sorted(made, key=lambda one: (one.name.casefold(), one.id)))


def add_own_field(file: OfficeFile, name: str, level: str = Level.INTERNAL) -> str:
    """Make a column of the office's own in one action, and give its id.

    Parameters
    ----------
    level : ``I`` for the staff, ``R`` for people who are named one by one.

    Raises
    ------
    InputError : it has no name, one that is there already, or there are too many.
    """
    wanted = one_line(name)[:MAX_LINE].replace("=", " ").strip()
    if not wanted:
        raise InputError("The column has no name.", "Write a word or two, such as Bus captain.")
    here = own_fields(file)
    named = {f.label.casefold() for f in SITE_FIELDS.values()} | {
        one.name.casefold() for one in here
    }
    if wanted.casefold() in named or wanted.casefold() in SITE_FIELDS:
        raise InputError(f"There is a field “{wanted}” already.", "Use it, or take another name.")
    if len(here) >= MOST_OWN:
        raise InputError(f"There are {MOST_OWN} columns already.", "Take one away first.")
    made = uuid.uuid4().hex
    edit = Edit(made, OWN_FIELD, {"name": wanted, "level": str(level)})
    file.write(Action(f"Add column {wanted}", (edit,)))
    return made


def remove_own_field(file: OfficeFile, record: str) -> Changes:
    """Take a column away; what was typed in it stays in the file and comes back with Undo."""
    found = next((one for one in own_fields(file) if one.id == record), None)
    if found is None:
        raise NotFoundError("There is no such column.", "It may have been taken away.")
    edit = Edit(record, OWN_FIELD, deleted=True)
    return file.write(Action(f"Take away column {found.name}", (edit,)))
