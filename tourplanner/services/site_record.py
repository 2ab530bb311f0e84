"""The record of a site as staff type it: hosts, school day, access, bus; and the office's columns.

The office's own columns are records with a name and a level; what stands in them is a fact of the
site. No paper prints them.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tourplanner.core.changes import Action, Changes, Edit
from tourplanner.core.declaring import FieldType, Level
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.model.case_values import MAX_LINE
from tourplanner.core.model.site_parts import SITE_FIELDS, read_site_field, site_field_text
from tourplanner.core.model.states import state_code
from tourplanner.core.safe_text import one_line
from tourplanner.services.workspace import Workspace

OWN_FIELD = "own_field"
MOST_OWN = 40
_SHOWN = ("name", "street", "city", "state", "zip", "county", "district", "grades")


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


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """What was typed of a site, by field, each as one would type it again.

    Attributes
    ----------
    texts : by name of the field; those of own columns by ``own/<id>``.
    shown : what the directory says where nothing is typed. states : code and name of each state.
    """

    site: str
    texts: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    own: tuple[OwnField, ...] = ()
    states: tuple[tuple[str, str], ...] = ()
    is_by_hand: bool = False


def own_fields(office: Workspace) -> tuple[OwnField, ...]:
    """Give the office's own columns by name."""
    made = [
        OwnField(record.id, str(record["name"] or ""), str(record["level"] or Level.INTERNAL))
        for record in office.file.tables.all(OWN_FIELD)
    ]
    return tuple(sorted(made, key=lambda one: (one.name.casefold(), one.id)))


def add_own_field(office: Workspace, name: str, level: str = Level.INTERNAL) -> str:
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
    here = own_fields(office)
    named = {f.label.casefold() for f in SITE_FIELDS.values()} | {
        one.name.casefold() for one in here
    }
    if wanted.casefold() in named or wanted.casefold() in SITE_FIELDS:
        raise InputError(f"There is a field “{wanted}” already.", "Use it, or take another name.")
    if len(here) >= MOST_OWN:
        raise InputError(f"There are {MOST_OWN} columns already.", "Take one away first.")
    made = uuid.uuid4().hex
    edit = Edit(made, OWN_FIELD, {"name": wanted, "level": str(level)})
    office.file.write(Action(f"Add column {wanted}", (edit,)))
    return made


def remove_own_field(office: Workspace, record: str) -> Changes:
    """Take a column away; what was typed in it stays in the file and comes back with Undo."""
    found = next((one for one in own_fields(office) if one.id == record), None)
    if found is None:
        raise NotFoundError("There is no such column.", "It may have been taken away.")
    edit = Edit(record, OWN_FIELD, deleted=True)
    return office.file.write(Action(f"Take away column {found.name}", (edit,)))


def read_record(office: Workspace, site: str) -> SiteRecord:
    """Give what was typed of a site, and what its directory says in its place."""
    view = office.sites.view(site)
    found = office.file.tables.get("site", site)
    assert found is not None
    texts = {name: site_field_text(f, found[name]) for name, f in SITE_FIELDS.items()}
    own, typed = own_fields(office), found.member("own")
    texts |= {one.fact: str(typed.get(one.id) or "") for one in own}
    shown = {name: str(getattr(view, name)) for name in _SHOWN if not texts[name]}
    if not texts["front_office_phone"]:
        shown["front_office_phone"] = view.phone
    states = sorted(office.directory.states.by_code.values(), key=lambda state: state.name)
    return SiteRecord(
        site,
        texts,
        {k: v for k, v in shown.items() if v},
        own,
        tuple((state.code, state.name) for state in states),
        not view.key,
    )


def change_record(
    office: Workspace, site: str, typed: Mapping[str, str], action_id: str | None = None
) -> Changes:
    """Change typed fields of a site in one action; an empty one shows the directory's again.

    Parameters
    ----------
    typed : by field as for :class:`SiteRecord`, as people type it.

    Raises
    ------
    InputError : a field that is none, or a value that does not fit; nothing is written then.
    """
    view = office.sites.view(site)
    own = {one.fact: one for one in own_fields(office)}
    facts: dict[str, Any] = {}
    texts: dict[str, str] = {}
    for name, text in typed.items():
        if name in own:
            facts[name] = _own_text(own[name], text)
            continue
        declared = SITE_FIELDS.get(name)
        if declared is None:
            raise InputError(f"A site has no field “{name}”.", f"It has {', '.join(SITE_FIELDS)}.")
        if declared.type is FieldType.LONG_TEXT:
            texts[name] = read_site_field(declared, text) or ""
        else:
            facts[name] = read_site_field(declared, text)
    if facts.get("state"):
        facts["state"] = state_code(facts["state"], office.directory.states)
    if "name" in facts and not facts["name"] and not view.key:
        raise InputError("A site by hand needs a name.", "Type it, or take the site away.")
    label = f"Change {view.name}"
    return office.file.write(Action(label, (Edit(site, "site", facts, texts),), action_id))


def _own_text(one: OwnField, text: str) -> str | None:
    typed = one_line(text)
    if len(typed) > MAX_LINE:
        raise InputError(f"{one.name} has {len(typed):,} letters.", f"At most {MAX_LINE} are kept.")
    return typed or None
