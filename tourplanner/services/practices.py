"""Practice cards: made from notes and quotes, tagged, permitted, and counted by site."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tourplanner.core.changes import Action, Changes, Edit, Record
from tourplanner.core.clock import parse_date
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.fields import (
    PERMISSIONS,
    PRACTICE_STATES,
    TIERS,
    record_kind,
)
from tourplanner.core.model.framework import Frameworks
from tourplanner.core.model.pivot import Pivot
from tourplanner.core.model.practice import (
    Excerpt,
    PracticeFilter,
    PracticeRow,
    by_crosswalk,
    pivot,
)
from tourplanner.core.model.practice_join import join_cards
from tourplanner.core.ports import Clock
from tourplanner.core.publishing import OUTSIDE, permission_of, why_not_public
from tourplanner.services.sites import SiteService
from tourplanner.services.visits import check_length
from tourplanner.store.file import OfficeFile

TITLE_CHARS = 120
ALL = PracticeFilter()
LABEL = "Practice card"
_SOURCES = ("note", "quote")


@dataclass(frozen=True, slots=True)
class Source:
    """What a card was made from, with the way back: a note or quote, and its stop."""

    kind: str
    record: str
    stop: str
    at: str
    words: str
    is_withdrawn: bool = False


class PracticeService:
    """Writes and lists practice cards."""

    def __init__(
        self, file: OfficeFile, sites: SiteService, frameworks: Frameworks, clock: Clock
    ) -> None:
        self._file = file
        self._sites = sites
        self._clock = clock
        self.frameworks = frameworks

    # -- writing -------------------------------------------------------------------------------

    def make_from(self, kind: str, record: str, *, practice: str = "") -> str:
        """Make a card from a note or a quote, which it leads back to, and give its id.

        A note's first sentence becomes the title and the whole note what they do, to be rewritten.
        A quote's words are not copied: they stay under its speaker's consent. The tags come along.

        Parameters
        ----------
        practice : the id that the card shall have.
        """
        if kind not in _SOURCES:
            raise InputError("A card is made from a note or a quote.", "Choose one of them.")
        source = self._file.tables.get(kind, record)
        if source is None or source.deleted:
            raise NotFoundError(f"There is no such {kind}.", "It may have been taken away.")
        stop = self._file.tables.get("stop", str(source["stop"] or ""))
        facts: dict[str, Any] = {
            "site": stop["site"] if stop else None,
            "state": "draft",
            f"source/{record}": kind,
        }
        facts |= {f"tag/{code}": True for code, on in source.member("tag").items() if on}
        texts: dict[str, str] = {}
        if kind == "note":
            body = str(source["body"] or "").strip()
            facts["title"] = _title(body) or None
            texts = {"story": body} if body else {}
        if kind == "quote" or source["evidence"] == "told":
            facts["evidence_kind"] = "testimony"
        made = practice or uuid.uuid4().hex
        self._file.write(Action("Make practice card", (Edit(made, "practice", facts, texts),)))
        return made

    def add(self, site: str = "", title: str = "", *, practice: str = "") -> str:
        """Make an empty card and give its id."""
        made = practice or uuid.uuid4().hex
        facts = {"site": site or None, "title": title or None, "state": "draft"}
        self._file.write(Action("Make practice card", (Edit(made, "practice", facts),)))
        return made

    def change(
        self,
        practice: str,
        facts: Mapping[str, Any] | None = None,
        texts: Mapping[str, str] | None = None,
        action_id: str | None = None,
    ) -> Changes:
        """Change fields of a card; an empty fact takes it away.

        What the site checked and the office approved is a draft again once its words change.

        Raises
        ------
        InputError : a choice that there is not.
        """
        values = {name: value if value != "" else None for name, value in (facts or {}).items()}
        for name, value in values.items():
            declared = record_kind("practice").field(name)
            if declared is None or name in ("state", "permission", "tier"):
                raise ValueError(f"not changed here: {name}")
            if declared.choices and value is not None and value not in declared.choices:
                raise InputError(f"“{value}” is no choice for {declared.label}.")
        for text in (texts or {}).values():
            check_length(text)
        before = self._record(practice)
        if before["state"] in ("checked", "approved", "published") and _differs(
            before, values, texts or {}
        ):
            values["state"] = "draft"
        edit = Edit(practice, "practice", values, texts or {})
        return self._file.write(Action(LABEL, (edit,), action_id))

    def permit(
        self, practice: str, scope: str, *, by: str = "", date: str = "", until: str = ""
    ) -> Changes:
        """Note what the site permits: none, internal, unnamed or named; who said so, and when.

        Parameters
        ----------
        date, until : ISO; today where empty, and without an end.
        """
        if scope not in PERMISSIONS:
            raise InputError(f"“{scope}” is no permission.", f"Choose {', '.join(PERMISSIONS)}.")
        if scope in OUTSIDE and not by.strip():
            raise InputError(
                "Nobody is named who gave permission.", "Type who at the site said so."
            )
        permission = {
            "scope": scope,
            "by": by.strip() or None,
            "date": parse_date(date).isoformat() if date else self._today(),
            "until": parse_date(until).isoformat() if until else None,
        }
        return self._set(practice, f"Permission: {scope}", permission=permission)

    def rate(self, practice: str, tier: str, *, by: str = "", date: str = "") -> Changes:
        """Assign an evidence tier, T1 to T4 or U; who assigned it is kept with it.

        Source
        ------
        domain.md section 1, ESSA evidence tiers.
        """
        if tier not in ("", *TIERS):
            raise InputError(f"“{tier}” is no tier.", f"Choose {', '.join(TIERS)}.")
        value = None
        if tier:
            value = {"tier": tier, "by": by or self._file.author, "date": date or self._today()}
        return self._set(practice, f"Evidence tier {tier}".strip(), tier=value)

    def set_state(self, practice: str, state: str) -> Changes:
        """Move a card on its ladder: draft, checked by the site, approved, published, retired.

        Raises
        ------
        InputError : approved before the site checked it, or without a title.
        """
        if state not in PRACTICE_STATES:
            raise InputError(f"“{state}” is no status.", f"Choose {', '.join(PRACTICE_STATES)}.")
        record = self._record(practice)
        if state in ("approved", "published"):
            if not record["title"]:
                raise InputError("The card has no title.", "Begin it with a verb.")
            if record["state"] not in ("checked", "approved", "published"):
                raise InputError(
                    "The site has not checked this card.", "Set it to checked by site first."
                )
        return self._set(practice, f"Card {state}", state=state)

    def join(self, keep: str, other: str) -> tuple[str, ...]:
        """Make two cards one: the second goes into the first, in one step of Undo.

        Returns
        -------
        Where the two differed and what was done, a sentence each.

        Raises
        ------
        InputError : they are of two sites, or one and the same. NotFoundError : one is gone.
        """
        if keep == other:
            raise InputError("That is the same card.", "Choose another one.")
        one, two = self._record(keep), self._record(other)
        if one.deleted or two.deleted:
            raise NotFoundError("One of the cards was taken away.", "Undo brings it back.")
        joined = join_cards(one, two)
        edits = (
            Edit(keep, "practice", joined.facts, joined.texts),
            Edit(other, "practice", deleted=True),
        )
        self._file.write(Action("Make two cards one", edits))
        return joined.remarks

    def alike(self, practice: str) -> list[PracticeRow]:
        """Give the cards that may be made one with a card: those of its site or of none."""
        site = str(self._record(practice)["site"] or "")
        rows = (row for row in self.rows() if row.id != practice)
        return [row for row in rows if not site or row.site in ("", site)]

    def _set(self, practice: str, label: str, **facts: Any) -> Changes:
        self._record(practice)
        return self._file.write(Action(label, (Edit(practice, "practice", facts),)))

    # -- reading -------------------------------------------------------------------------------

    def get(self, practice: str) -> Record | None:
        """Give a card, None where there is none."""
        record = self._file.tables.get("practice", practice)
        return None if record is None or record.deleted else record

    def rows(self, wanted: PracticeFilter = ALL) -> list[PracticeRow]:
        """Give the cards that a filter keeps, by title; those without one come last."""
        records = self._file.tables.all("practice")
        sites = self._named({str(r["site"]) for r in records if r["site"]})
        today = self._clock().date()
        rows = []
        for record in records:
            view = sites.get(str(record["site"] or ""))
            tier = record["tier"]
            rows.append(
                PracticeRow(
                    record.id,
                    str(record["title"] or ""),
                    str(record["one_line"] or ""),
                    str(record["site"] or ""),
                    view.name if view else "",
                    view.city if view else "",
                    view.region if view else "",
                    str(record["setting"] or ""),
                    _tags(record),
                    str(record["new_money"] or ""),
                    str(record["redirected"] or ""),
                    str(record["state"] or "draft"),
                    str(tier.get("tier") or "") if isinstance(tier, Mapping) else "",
                    permission_of(record.values),
                    why_not_public(record.values, today),
                )
            )
        rows = [row for row in rows if wanted.keeps(row)]
        return sorted(rows, key=lambda r: (not r.title, r.title.casefold(), r.site_name, r.id))

    def sources(self, practice: str) -> list[Source]:
        """Give what a card was made from, the oldest first."""
        record = self._record(practice)
        found = []
        for id_, kind in record.member("source").items():
            source = self._file.tables.get(str(kind), id_) if kind in _SOURCES else None
            if source is not None and not source.deleted:
                gone = source["state"] == "withdrawn"
                words = "" if gone else str(source["body" if kind == "note" else "words"] or "")
                found.append(
                    Source(
                        str(kind),
                        id_,
                        str(source["stop"] or ""),
                        str(source["at"] or ""),
                        " ".join(words.split()),
                        gone,
                    )
                )
        return sorted(found, key=lambda s: (s.at, s.record))

    def pivot(self, tour_id: str, framework_id: str) -> Pivot[Excerpt]:
        """Give the sites of a tour by the elements of a framework, cards, notes and quotes counted.

        Of a framework with groups, such as the services, only elements in use have a column. What
        is tagged in another framework with nearly the same stands there too, and says so.
        """
        tables = self._file.tables
        framework = self.frameworks.get(framework_id)
        if framework is None:
            raise NotFoundError(f"There is no framework “{framework_id}”.")
        stops = [s for s in tables.where("stop", tour=tour_id) if s["wish"] != "not"]
        of_stop = {stop.id: str(stop["site"] or "") for stop in stops}
        excerpts = self.excerpts(of_stop)
        used = {tag for excerpt in excerpts for tag in excerpt.tags}
        elements = [e for e in framework.elements if not e.group or e.code in used]
        excerpts += by_crosswalk(elements, excerpts, self.frameworks)
        names = self._named(set(of_stop.values()))
        sites = [
            (site, names[site].name) for site in dict.fromkeys(of_stop.values()) if site in names
        ]
        absent = [
            (of_stop[str(record["stop"])], str(record["code"]))
            for record in tables.where("look_for", state="absent")
            if record["stop"] in of_stop
        ]
        return pivot(sites, elements, excerpts, absent)

    def excerpts(self, of_stop: Mapping[str, str]) -> list[Excerpt]:
        """Give the cards, and the tagged notes and quotes of some stops.

        Parameters
        ----------
        of_stop : the site of each stop.
        """
        tables = self._file.tables
        found = [
            Excerpt(
                "practice",
                record.id,
                str(record["site"] or ""),
                _tags(record),
                str(record["title"] or ""),
                str(record["evidence_kind"] or ""),
            )
            for record in tables.all("practice")
            if record["state"] != "retired"
        ]
        for kind, text in (("note", "body"), ("quote", "words")):
            for record in tables.all(kind):
                stop = str(record["stop"] or "")
                if stop in of_stop and record["state"] != "withdrawn" and _tags(record):
                    evidence = "told" if kind == "quote" else str(record["evidence"] or "")
                    words = " ".join(str(record[text] or "").split())
                    found.append(
                        Excerpt(
                            kind,
                            record.id,
                            of_stop[stop],
                            _tags(record),
                            words,
                            evidence,
                            str(record["at"] or ""),
                            str(record["strength"] or ""),
                        )
                    )
        return found

    def _named(self, ids: set[str]) -> Mapping[str, Any]:
        views = self._sites.views(self._file.tables.get_many("site", sorted(ids)))
        return {str(view.id): view for view in views}

    def _record(self, practice: str) -> Record:
        record = self._file.tables.get("practice", practice)
        if record is None:
            raise NotFoundError("There is no such card.", "List the cards.")
        return record

    def _today(self) -> str:
        return self._clock().date().isoformat()


def _tags(record: Record) -> tuple[str, ...]:
    return tuple(sorted(code for code, on in record.member("tag").items() if on))


def _title(body: str) -> str:
    line = next((line.strip() for line in body.splitlines() if line.strip()), "")
    first = re.split(r"(?<=[.!?])\s", line, maxsplit=1)[0]
    if len(first) <= TITLE_CHARS:
        return first.rstrip(".")
    return f"{first[:TITLE_CHARS].rsplit(' ', 1)[0]}..."


def _differs(before: Record, facts: Mapping[str, Any], texts: Mapping[str, str]) -> bool:
    """Whether an edit changes anything that is printed."""
    changed = {name for name, value in {**facts, **texts}.items() if value != before[name]}
    return bool(changed - {"contact"})
