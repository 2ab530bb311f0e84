"""Templates for a stop: its program kept under a name, and added to another stop."""

from __future__ import annotations

import re
import uuid
from typing import Any

from tourplanner.core.aboard import folded_name
from tourplanner.core.changes import Action, Edit, Record
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.fields import KINDS
from tourplanner.core.safe_text import one_line
from tourplanner.store.file import OfficeFile

_LINE = tuple(field.name for field in KINDS["template"].fields if field.name != "name")
_TYPED = ("title", "speakers", "greets", "lead", "moves", "note")
MAX_CHARS = 80


class TemplateService:
    """Keeps and uses templates; their lines are read and changed as the other lists are."""

    def __init__(self, file: OfficeFile) -> None:
        self._file = file

    def names(self) -> list[str]:
        """Give the names of all templates, by their letters."""
        named = {folded_name(n): n for line in self._lines() if (n := str(line["name"] or ""))}
        return [named[key] for key in sorted(named)]

    def keep(self, stop: str, name: str) -> int:
        """Keep the program of a stop as a template, in the place of one of that name.

        Who confirmed a line and what is a campaign's stay with the stop; the host of its site
        becomes the host's title wherever the name is typed, since another school has another one.
        Gives the count of lines.

        Raises
        ------
        InputError : no name, or the stop has no program. NotFoundError : no such stop.
        """
        name = one_line(name)[:MAX_CHARS].strip()
        if not name:
            raise InputError("A template needs a name.", "Type one, such as: morning visit.")
        items = self._items(stop)
        if not items:
            raise InputError("This stop has no program yet.", "Type its lines first.")
        host, title = self._host(stop)
        edits = [Edit(old.id, "template", deleted=True) for old in self._of(name)]
        for item in items:
            facts = {fact: item[fact] for fact in _LINE if item[fact] is not None}
            for fact in _TYPED if host else ():
                if fact in facts:
                    facts[fact] = _with_role(str(facts[fact]), host, title or "host")
            edits.append(Edit(uuid.uuid4().hex, "template", {"name": name, **facts}))
        self._file.write(Action(f"Keep the template {name}", tuple(edits)))
        return len(items)

    def use(self, stop: str, name: str) -> int:
        """Add the lines of a template to the program of a stop, all of them tentative.

        A line whose title the program has already stays away. Gives how many are new.

        Raises
        ------
        NotFoundError : no such template, or no such stop.
        """
        lines = self._of(name)
        if not lines:
            raise NotFoundError(
                f"There is no template “{one_line(name)}”.",
                f"There are: {', '.join(self.names()) or 'none yet'}.",
            )
        here = {folded_name(str(item["title"] or "")) for item in self._items(stop)}
        edits: list[Edit] = []
        for line in lines:
            if folded_name(str(line["title"] or "")) not in here:
                facts: dict[str, Any] = {f: line[f] for f in _LINE if line[f] is not None}
                edits.append(Edit(uuid.uuid4().hex, "item", {"stop": stop, **facts}))
        if edits:
            self._file.write(Action(f"Use the template {lines[0]['name']}", tuple(edits)))
        return len(edits)

    # -- parts -----------------------------------------------------------------------------------

    def _lines(self) -> list[Record]:
        return self._file.tables.all("template")

    def _of(self, name: str) -> list[Record]:
        wanted = folded_name(one_line(name))
        return [one for one in self._lines() if folded_name(str(one["name"] or "")) == wanted]

    def _items(self, stop: str) -> list[Record]:
        if self._file.tables.there("stop", stop) is None:
            raise NotFoundError("This stop is not in the file.", "Choose one of the plan.")
        return self._file.tables.where("item", stop=stop)

    def _host(self, stop: str) -> tuple[str, str]:
        """Give name and title of the host where a stop is."""
        record = self._file.tables.there("stop", stop)
        site = self._file.tables.there("site", str(record["site"])) if record else None
        if site is None:
            return "", ""
        return str(site["host_name"] or ""), str(site["host_title"] or "")


def _with_role(text: str, name: str, role: str) -> str:
    """Give a text with a role in the place of a name, where it stands as a whole."""
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda _: role, text, flags=re.IGNORECASE)
