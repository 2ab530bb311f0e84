"""Partners with all that ties them to sites, each tie with its years; needs over all sites."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tourplanner.core.changes import Action, Changes, Edit
from tourplanner.core.model.case import CASE_PARTS, Case, Entry, make_entry
from tourplanner.core.model.pivot import Cell, Pivot, PivotColumn, make_pivot
from tourplanner.core.units import count_text
from tourplanner.services.case import PARTNER, PartnerRow, partners, read_cases
from tourplanner.services.workspace import Workspace

#: What ties a partner to a site, in the order of the case.
LINKS = tuple(k for k in CASE_PARTS if k in ("partnership", "service", "volunteer", "survey"))
_UNCODED = PivotColumn("", "Not in the list of services")


@dataclass(frozen=True, slots=True)
class Link:
    """What a partner does at a site; ``site_name`` tells where the site is gone."""

    entry: Entry
    site_name: str


@dataclass(frozen=True, slots=True)
class PartnerView:
    """A partner with its links: by site, those that go on before those that are over."""

    row: PartnerRow
    links: tuple[Link, ...] = ()

    @property
    def going(self) -> tuple[Link, ...]:
        """The links that are not over."""
        return tuple(link for link in self.links if not link.entry.is_over)


@dataclass(frozen=True, slots=True)
class Needs:
    """Sites by services: where a need is a gap, met or doubled.

    ``findings`` are site and sentence of each gap and double; ``unasked`` counts the candidates of
    which no need or service is known.
    """

    pivot: Pivot[Entry] = Pivot()  # noqa: RUF009  it never changes
    findings: tuple[tuple[str, str], ...] = ()
    unasked: int = 0


def read_partners(office: Workspace, today: date | None = None) -> tuple[PartnerView, ...]:
    """Give every partner by name, with what ties it to sites.

    Parameters
    ----------
    today : what ended before is over; the present day where not given.
    """
    day = today or office.districts.today()
    names = {str(view.id): view.name for view in office.sites.all()}
    label = office.practices.frameworks.label
    found: dict[str, list[Link]] = {}
    with office.file.tables.snapshot():
        for kind in LINKS:
            for record in office.file.tables.all(kind):
                partner, site = str(record["partner"] or ""), str(record["site"] or "")
                if partner:
                    code = label(str(record["code"] or ""))
                    entry = make_entry(kind, record.id, record.values, "", code, day)
                    name = names.get(site, "a site that was taken away")
                    found.setdefault(partner, []).append(Link(entry, name))
        rows = partners(office)
    return tuple(PartnerView(row, tuple(sorted(found.get(row.id, ()), key=_order))) for row in rows)


def _order(link: Link) -> tuple[bool, str, int, str]:
    kind = LINKS.index(link.entry.kind)
    return link.entry.is_over, link.site_name.casefold(), kind, link.entry.record


def add_partner(office: Workspace, name: str, record: str) -> Changes:
    """Make a partner of that name in one action; ``record`` is the id that it shall have."""
    facts = {"name": name} if name else {}
    return office.file.write(Action("Add partner", (Edit(record, PARTNER, facts),)))


def add_link(office: Workspace, partner: str, site: str, record: str) -> Changes:
    """Make a partnership of a partner at a site in one action; its years are typed then."""
    view = office.sites.view(site)
    edit = Edit(record, "partnership", {"site": site, "partner": partner})
    return office.file.write(Action(f"Add partnership at {view.name}", (edit,)))


def read_needs(office: Workspace, today: date | None = None) -> Needs:
    """Give the needs and services of all candidates, site by site, with gaps and doubles.

    A site of which none is known has no row. The sums count gaps.
    """
    views = {str(view.id): view for view in office.sites.all()}
    cases = read_cases(office, views, today)
    known = {site: case for site, case in cases.items() if case.of("need") or case.of("service")}
    order = sorted(known, key=lambda site: (views[site].name.casefold(), views[site].city, site))
    found = [(site, entry.code, entry) for site in order for entry in _held(known[site])]
    label = office.practices.frameworks.label
    codes = sorted({code for _, code, _ in found if code}, key=label)
    columns = [PivotColumn(code, label(code)) for code in codes]
    if any(not code for _, code, _ in found):
        columns.append(_UNCODED)
    rows = [(site, views[site].name) for site in order]
    findings = tuple((site, told) for site in order for told in known[site].findings)
    pivot = make_pivot(rows, columns, found, _cell, "gap")
    return Needs(pivot, findings, len(views) - len(known))


def _held(case: Case) -> Iterable[Entry]:
    return (*case.of("need"), *case.of("service"))


def _cell(_site: str, code: str, entries: tuple[Entry, ...]) -> Cell[Entry]:
    """Hold needs against services that go on; what has no code can be held against nothing."""
    needs = [one for one in entries if one.kind == "need"]
    going = [one for one in entries if one.kind == "service" and not one.is_over]
    if not entries:
        return Cell((), "none said", "none said")
    if not code:
        many = count_text(len(entries), "entry", "entries")
        words = "not matched"
        return Cell(entries, words, f"{many}, held against nothing")
    if needs and not going:
        ended = ", a service ended" if len(entries) > len(needs) else ""
        return Cell(entries, "gap", f"a need and no service{ended}", 1, warns=True)
    if len(going) > 1:
        words = f"{len(going)} services"
        return Cell(entries, words, f"{words}{', the need is met' if needs else ''}: a double?")
    if needs:
        return Cell(entries, "met", "a need, met by a service")
    return Cell(entries, "service" if going else "over", "a service" if going else "over")
