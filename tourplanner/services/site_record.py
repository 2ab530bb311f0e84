"""The record of a site as staff type it: hosts, school day, access, bus, the own columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tourplanner.core.changes import Action, Changes, Edit
from tourplanner.core.declaring import FieldType
from tourplanner.core.errors import InputError
from tourplanner.core.model.case_values import MAX_LINE
from tourplanner.core.model.site_parts import SITE_FIELDS, read_site_field, site_field_text
from tourplanner.core.model.states import state_code
from tourplanner.core.safe_text import one_line
from tourplanner.services.own_fields import OwnField, own_fields
from tourplanner.services.workspace import Workspace

_SHOWN = ("name", "street", "city", "state", "zip", "county", "district", "grades")


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


def read_record(office: Workspace, site: str) -> SiteRecord:
    """Give what was typed of a site, and what its directory says in its place."""
    view = office.sites.view(site)
    found = office.file.tables.get("site", site)
    assert found is not None
    texts = {name: site_field_text(f, found[name]) for name, f in SITE_FIELDS.items()}
    own, typed = own_fields(office.file), found.member("own")
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
    own = {one.fact: one for one in own_fields(office.file)}
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
