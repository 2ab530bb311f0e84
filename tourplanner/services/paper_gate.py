"""Which papers may be written now, of which stops, and what they are called."""

from __future__ import annotations

from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.clock import local
from tourplanner.core.errors import NotFoundError
from tourplanner.core.model.ids import derived_id
from tourplanner.core.model.paper import TourView
from tourplanner.core.papers.release import drafts_of
from tourplanner.core.papers.specs import SPECS, PaperKind, PaperSpec
from tourplanner.core.privacy import CutView, is_ready
from tourplanner.core.safe_text import one_line
from tourplanner.core.units import count_text, join_names


def stops_to_write(view: TourView, spec: PaperSpec, stop: str, draft: bool) -> list[str]:
    """Give the stops that a paper is written of; [""] = it is of the whole tour.

    Where none of them may go out, the first, so that its refusal says why.
    """
    if not spec.per_stop:
        return [""]
    planned = [str(row.stop.id) for day in view.days for row in day.rows]
    if stop:
        if stop not in planned:
            raise NotFoundError("This stop is on no day of the plan.", "Place it on a day first.")
        return [stop]
    if not spec.leaves:
        return planned or [""]
    ready = [one for one in planned if is_ready(view.get("stop", one), draft=draft)]
    return ready or planned[:1] or [""]


def title_of(cut_view: CutView) -> str:
    """Give what a paper is called: also the site's name, where that may stand in it."""
    site = cut_view.one("site").text("name") if cut_view.spec.per_stop else ""
    return f"{cut_view.spec.name}, {site}" if site else cut_view.spec.name


def date_of(view: TourView, cut_view: CutView) -> str:
    """Give the day that a file's name begins with: of the visit, else the tour's first."""
    if cut_view.spec.per_stop:
        for visit in cut_view.all("visit_block"):
            return local(visit["start_at"], visit.text("zone")).date().isoformat()
    return view.one("tour").text("start_date")


def embargoes(view: TourView) -> list[str]:
    """Name the papers that are under embargo: what they tell is in a web folder for everybody."""
    out = []
    for blocks in view.all("blocks"):
        spec, until = SPECS.get(blocks.text("paper_kind")), one_line(blocks.text("embargo"))
        if spec is None or not until:
            continue
        stop = view.get("stop", blocks.text("stop"))
        site = one_line(view.get("site", stop.text("site")).text("name"))
        what = ", ".join(filter(None, (spec.name, site)))
        out.append(f"{what} is under embargo: “{until}”. Put the folder online when that is over.")
    return sorted(out)


def _errors(view: TourView) -> list[Finding]:
    return [finding for finding in view.findings if finding.severity is Severity.ERROR]


def alarm_of(view: TourView) -> str:
    """Name the errors of the plan in one line that nobody overlooks; empty where there are none."""
    found = _errors(view)
    many = count_text(len(found), "error").upper()
    return f"THE PLAN HAS {many}: {' '.join(f.text for f in found)}" if found else ""


def _campaign_stops(view: TourView) -> list[str]:
    """Name the stops of the plan that are marked as campaign: no official paper has them."""
    return [
        row.stop.name
        for day in view.days
        for row in day.rows
        if view.get("stop", str(row.stop.id))["campaign"] is True
    ]


def refusal_of(view: TourView, cut_view: CutView, stop: str = "") -> str:
    """Say why a paper is not written; empty where it is. Staff papers and drafts mostly are.

    None is while a stop that is marked as campaign is in the plan, nor a draft of one stop that may
    not even be shown as one.

    Source
    ------
    domain.md section 5: an error blocks confirming and exporting.
    """
    spec = cut_view.spec
    if apart := _campaign_stops(view):
        return (
            f"{spec.name} was not written: {join_names(apart)} in the plan, marked as campaign. "
            "Take it out of the plan, or take the mark away."
        )
    is_planned = "visit_block" in spec.fields
    needed = ("visit_block",) if is_planned else ("practice", "quote")
    is_empty = not any(any(cut_view.all(kind)) for kind in needed)
    if not spec.leaves or (cut_view.draft and not (spec.per_stop and is_empty)):
        return ""
    why = ""
    if is_planned and (found := _errors(view)) and not cut_view.draft:
        mend = "it" if len(found) == 1 else "them"
        why = f"the plan has {count_text(len(found), 'error')}. Mend {mend}, or ask for a draft."
    elif spec.key == PaperKind.RELEASE and (drafts := drafts_of(view, stop)):
        why = drafts
    elif is_empty:
        why = "nothing in it may go out."
        why += " Ask for a draft." if is_planned and not cut_view.draft else ""
    return f"{spec.name} was not written: {why}" if why else ""


def quotes_in(view: TourView, cut_view: CutView) -> tuple[str, ...]:
    """Give the ids of the quotes that stand in a paper, for the day their speaker withdraws."""
    if not any(cut_view.all("quote")):
        return ()
    held, key = set(cut_view.uids.values()), cut_view.spec.key
    return tuple(q.id for q in view.all("quote") if derived_id("ics", key, q.id) in held)
