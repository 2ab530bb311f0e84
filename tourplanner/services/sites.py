"""Candidate sites: from the directory, by hand or from a pasted list; shown and filtered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tourplanner.core.changes import Action, Changes, Edit, Record
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.geo import LatLon, Located, Precision
from tourplanner.core.model.codes import CDS_LENGTH, NCES_LENGTH, with_zero
from tourplanner.core.model.ids import SiteId, derived_id, is_id_start, is_record_id
from tourplanner.core.model.judging.verdict import MatchState
from tourplanner.core.model.list_match import Applied, LineMatch, nearest_first
from tourplanner.core.model.listing import judge_list
from tourplanner.core.model.pasted import split_list
from tourplanner.core.model.site import CDE, NCES, Excluded, SchoolRow, SiteView
from tourplanner.core.model.states import Regions, state_code
from tourplanner.core.ports import Geocoder, Progress, Surroundings
from tourplanner.core.units import count_text
from tourplanner.core.where import parse_where
from tourplanner.services.directory import DirectoryService, is_padded, plain_code
from tourplanner.services.kept_by_hand import read_kept
from tourplanner.services.locating import (
    unplaced,
)
from tourplanner.services.school_values import site_values, why_not_by_grade
from tourplanner.services.site_adding import (
    MAX_TEXT,
    Adding,
    add_by_hand,
    add_schools,
    directory_links,
)
from tourplanner.services.site_lists import clean, line_match, site_id
from tourplanner.services.site_points import SitePoints
from tourplanner.services.site_rows import current_rows, make_views
from tourplanner.services.site_views import row_flags
from tourplanner.store.bulk import without_collector
from tourplanner.store.file import OfficeFile

MAX_TAG = 60
_ZIP = re.compile(r"\d{5}(?:-\d{4})?")


@dataclass(frozen=True, slots=True)
class Filtered:
    """Sites that conditions choose, and those left out with the reason."""

    sites: tuple[SiteView, ...]
    left_out: tuple[Excluded, ...] = ()
    total: int = 0  # of all candidates


class SiteService:
    """The candidate sites of an office."""

    def __init__(
        self,
        file: OfficeFile,
        directory: DirectoryService,
        geocoder: Geocoder,
        surroundings: Surroundings,
        regions: Callable[[str], Regions],
        home_state: Callable[[], str],
    ) -> None:
        self._file = file
        self._directory = directory
        self._surroundings = surroundings
        self.regions = regions
        self._home_state = home_state
        self.points = SitePoints(
            file, geocoder, surroundings, directory.states, home_state, self.view, self.all
        )

    # -- making --------------------------------------------------------------------------------

    def id_of(self, key: str) -> SiteId:
        """Give the id of the site of a school: every laptop derives the same."""
        row = self._directory.row(key)
        if row is not None:
            return site_id(row)
        digits = key.replace("-", "").strip()
        source = {CDS_LENGTH: CDE, NCES_LENGTH: NCES}.get(len(digits), "state")
        return SiteId(derived_id("site", source, digits))

    @without_collector()
    def add_from_directory(self, keys: Iterable[str], label: str = "") -> Applied:
        """Make candidates of schools in one action; those that are candidates already stay.

        Parameters
        ----------
        keys : CDS codes, national numbers or other keys, with or without dashes. A leading zero
            that a spreadsheet took is put back, and told in ``padded``.

        Raises
        ------
        NotFoundError : no directory has any of them.
        """
        wanted = list(dict.fromkeys(keys))
        found = self._directory.by_code(wanted)
        unknown = tuple(key for key in wanted if key not in found)
        if unknown and not found:
            raise self._not_found(unknown)
        padded = tuple(with_zero(plain_code(k)) for k, row in found.items() if is_padded(k, row))
        applied = self._add(list(found.values()), [], label)
        return replace(applied, unknown=unknown, padded=padded)

    def add_by_hand(
        self,
        name: str,
        street: str = "",
        city: str = "",
        state: str = "",
        zip: str = "",
        point: Located | None = None,
        county: str = "",
    ) -> SiteId:
        """Make a candidate that is in no directory, such as a family center.

        Parameters
        ----------
        city : a state and ZIP behind it are read: "Kingman, AZ". Without one, and without
            ``state``, the site is in the home state.

        Raises
        ------
        InputError : it has no name, or the state or ZIP is none.
        """
        if state.strip():
            state = state_code(state, self._directory.states)
        if zip.strip() and not _ZIP.fullmatch(zip.strip()):
            raise InputError(f"“{zip}” is no ZIP.", "Write five digits.")
        facts = {
            "name": name,
            "street": street,
            "city": city,
            "state": state,
            "zip": zip,
            "county": county,
        }
        made = add_by_hand(facts, self._home_state(), self._directory.states, point)
        edit = self.points.with_point(made)
        self._file.write(Action(f"Add {edit.set['name']}", (edit,)))
        return SiteId(edit.record)

    def set_ladder(self, sites: Sequence[str], step: str, why: str = "") -> Changes:
        """Move sites on the ladder in one action: idea, asked, yes, visited, dropped (why)."""
        facts: dict[str, Any] = {"ladder": step}
        if step == "dropped":
            facts["dropped_why"] = clean(why, MAX_TEXT)
        edits = tuple(Edit(site, "site", facts) for site in sites)
        if not edits:
            raise InputError("There is no site to change.", "Choose sites first.")
        return self._file.write(Action(f"Mark {len(edits)} sites {step}", edits))

    def add_tag(self, sites: Sequence[str], tag: str) -> Changes:
        """Give sites a tag in one action; those that have it keep it.

        Raises
        ------
        InputError : there is no site, or the tag is empty or has a slash.
        """
        name = clean(tag, MAX_TAG)
        if not name or "/" in name:
            raise InputError(f"“{tag}” is no tag.", "Write a word or two without a slash.")
        edits = tuple(Edit(site, "site", {f"tag/{name}": True}) for site in sites)
        if not edits:
            raise InputError("There is no site to change.", "Choose sites first.")
        return self._file.write(Action(f"Tag {len(edits)} sites {name}", edits))

    def use_current_edition(self, sites: Iterable[str]) -> Changes | None:
        """Link sites to the current edition in one action, so that its facts are shown."""
        records = self._file.tables.get_many("site", sites)
        rows = current_rows(records, {}, self._directory)
        edits = []
        for record in records:
            row = rows.get(record.id)
            if row is not None and record["directory"].get("file") != row.edition:
                date = self._directory.date_of(row.edition)
                edits.append(Edit(record.id, "site", directory_links(row, date)))
        if not edits:
            return None
        return self._file.write(
            Action(f"Use the new directory for {count_text(len(edits), 'site')}", tuple(edits))
        )

    def adding(self, keys: Iterable[str]) -> Adding:
        """Give what makes candidates of schools, for an action that does more than that.

        Raises
        ------
        NotFoundError : no directory has one of them.
        """
        wanted = list(dict.fromkeys(keys))
        found = self._directory.by_code(wanted)
        if unknown := [key for key in wanted if key not in found]:
            raise self._not_found(unknown)
        return add_schools(list(found.values()), self._file, self._directory)

    def _not_found(self, keys: Sequence[str]) -> NotFoundError:
        hint = self._directory.hint()
        return NotFoundError(
            f"No school directory here has {', '.join(keys[:3])}.",
            hint.hint if hint else "Check the code, or add the school by hand.",
        )

    def _add(self, rows: Sequence[SchoolRow], by_hand: Sequence[Edit], label: str) -> Applied:
        adding = add_schools(rows, self._file, self._directory)
        edits = (*adding.edits, *by_hand)
        changes = None
        if edits:
            first = rows[0].name if len(edits) == 1 and rows else f"{len(edits):,} sites"
            changes = self._file.write(Action(label or f"Add {first}", edits))
        flags: dict[str, tuple[str, ...]] = {}
        for id_, row in adding.rows.items():
            if found := row_flags(row):
                flags[id_] = found
        hand = tuple(SiteId(edit.record) for edit in by_hand)
        open_ = unplaced(by_hand)
        return Applied(changes, adding.added, adding.already, hand, flags=flags, unplaced=open_)

    # -- lists ---------------------------------------------------------------------------------

    def match_list(
        self, text: str, progress: Progress | None = None, start: LatLon | None = None
    ) -> tuple[LineMatch, ...]:
        """Say for every line of a pasted list which school it means: sure, several or none.

        Nothing is chosen but what the text decides. Of several that fit alike, those near the sure
        ones come first, or near ``start``, where the tour begins. Without a directory every line is
        none, and ``directory.hint()`` names the file to fetch.

        Raises
        ------
        InputError : the text is too long for a list. Cancelled : ``progress`` stopped it.
        """
        lines = split_list(text)

        def tick(done: int) -> None:
            if progress is not None:
                progress(done, len(lines), f"Matching line {done:,} of {len(lines):,}")

        judged = judge_list(
            lines,
            self._directory.index(),
            self._directory.states,
            self._directory.near,
            self._home_state(),
            tick,
        )
        possible = [p for one in judged for p in one.verdict.possible]
        rows = self._directory.rows_of(possible)
        ids = {site_id(row) for row in rows.values()}
        here = {r.id for r in self._file.tables.get_many("site", sorted(ids)) if not r.deleted}
        states = self._directory.states
        matches = [line_match(one, rows, here, states, self._is_town) for one in judged]
        return nearest_first(matches, start)

    def _is_town(self, text: str) -> bool:
        return any(a.located.precision is Precision.TOWN for a in self.points.find_place(text))

    def apply(self, matches: Iterable[LineMatch], label: str = "Add pasted list") -> Applied:
        """Make candidates of the lines that are decided, in one action.

        Lines that still ask, and lines without a school that nobody kept by hand, are left out and
        named in ``open_lines``. A line kept by hand whose name, town and state a candidate has
        already adds nothing, so that a list can be given twice.
        """
        chosen: list[SchoolRow] = []
        by_hand: list[Edit] = []
        open_lines = []
        states, home = self._directory.states, self._home_state()
        known = read_kept(self._file, states, home)
        here: list[SiteId] = []
        for match in matches:
            if match.by_hand:
                if (site := known.find(match.by_hand)) is not None:
                    here.append(site)
                    continue
                made = add_by_hand(match.by_hand, home, states)
                known.add(match.by_hand, SiteId(made.record))
                by_hand.append(self.points.with_point(made))
            elif match.choice:
                chosen += [c.row for c in match.candidates if c.row.key == match.choice][:1]
            elif match.repeats is None and match.state is not MatchState.NONE:
                open_lines.append(match.number)
        applied = self._add(chosen, by_hand, label)
        already = (*applied.already, *here)
        return replace(applied, already=already, open_lines=tuple(open_lines))

    # -- showing -------------------------------------------------------------------------------

    def view(self, site: str) -> SiteView:
        """Give one site as it is shown; a deleted one too.

        Raises
        ------
        NotFoundError : nothing is known of it.
        """
        return self.views([self._record(site)])[0]

    def many(self, sites: Iterable[str]) -> dict[str, SiteView]:
        """Give many sites by their ids, as :meth:`view` does; one that did not come is missing."""
        records = self._file.tables.get_many("site", dict.fromkeys(sites))
        return {str(view.id): view for view in self.views(records)}

    def all(self) -> list[SiteView]:
        """Give every candidate, by name and town."""
        return sorted(self.views(self._file.tables.all("site")), key=_by_name)

    @without_collector()
    def views(self, records: Sequence[Record]) -> list[SiteView]:
        """Give many sites as they are shown, reading each directory once."""
        return make_views(records, self._directory, self.regions, self._surroundings.zone)

    def search(self, text: str, limit: int = 50) -> list[SiteView]:
        """Give candidates by id or its start, code, or words of name, district, town, street."""
        wanted = text.strip()
        if is_record_id(wanted):
            return [self.view(wanted)]
        record = self._file.tables.get("site", self.id_of(wanted)) if wanted else None
        if record is not None and not record.deleted:
            return self.views([record])
        found = self._directory.find(wanted, 300)
        ids = [site_id(hit.row) for hit in (*found.hits, *found.similar)] if wanted else []
        typed = self._file.tables.search(wanted, ["site"], limit)
        records = [r for r in self._file.tables.get_many("site", ids) if not r.deleted]
        start = wanted.lower()
        named = self._file.tables.starting("site", start) if is_id_start(start) else []
        merged = {record.id: record for record in (*named, *records, *typed)}
        return self.views(list(merged.values())[:limit])

    # -- choosing ------------------------------------------------------------------------------

    def filter(self, where: str) -> Filtered:
        """Give the candidates that conditions choose, such as ``grades overlap 'K-8'``.

        Sites that the grades alone keep out (adult schools, no grades given) are named with the
        reason.
        """
        wanted = parse_where(where)
        records = {record.id: record for record in self._file.tables.all("site")}
        views = sorted(self.views(list(records.values())), key=_by_name)
        chosen, left_out = [], []
        for view in views:
            values = site_values(view, records[view.id], self.regions(view.state))
            if wanted.test(values):
                chosen.append(view)
                continue
            reason = why_not_by_grade(values, view.span, wanted)
            if reason:
                left_out.append(Excluded(view.id, view.name, reason))
        return Filtered(tuple(chosen), tuple(left_out), len(records))

    def _record(self, site: str) -> Record:
        record = self._file.tables.get("site", site)
        if record is None:
            raise NotFoundError("This file has no such site.", "List the candidates to see them.")
        return record


def _by_name(view: SiteView) -> tuple[str, str, str]:
    return view.name.casefold(), view.city.casefold(), view.id
