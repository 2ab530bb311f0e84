"""Lines of a pasted list as they are shown, and the ids of the sites that they mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from tourplanner.core.changes import Record
from tourplanner.core.errors import InputError
from tourplanner.core.model.ids import SiteId, derived_id
from tourplanner.core.model.judging.verdict import MatchState
from tourplanner.core.model.list_match import LineMatch, ListCandidate
from tourplanner.core.model.listing import Judged
from tourplanner.core.model.site import SchoolRow
from tourplanner.core.model.states import States
from tourplanner.services.line_guess import guess_by_hand
from tourplanner.services.site_views import row_flags


def line_match(
    one: Judged,
    rows: Mapping[tuple[str, int], SchoolRow],
    here: set[str],
    states: States,
    is_town: Callable[[str], bool],
) -> LineMatch:
    """Give a judged entry with the rows of its schools.

    Parameters
    ----------
    rows : by edition and number. here : ids of the sites that are candidates already.
    is_town : whether a text names a town; asked where several parts of a line may be its town.
    """
    verdict = one.verdict
    candidates = []
    for p in verdict.possible:
        row = rows[p.entry.edition, p.entry.n]
        is_here = site_id(row) in here
        candidates.append(ListCandidate(row, p.reason, site_id(row) if is_here else ""))
    is_sure = verdict.state is MatchState.SURE
    flags = list(row_flags(candidates[0].row)) if is_sure else []
    if one.repeats is not None:
        flags.append(f"repeats line {one.repeats}")
    if is_sure and candidates[0].site:
        flags.append("a candidate already")
    if verdict.padded:
        flags.append("a leading zero was put back")
    return LineMatch(
        one.lines[0].number,
        one.text,
        verdict.state,
        verdict.reason,
        tuple(candidates),
        verdict.total,
        verdict.rest,
        one.repeats,
        tuple(flags),
        candidates[0].row.key if is_sure and one.repeats is None else "",
        {},
        guess_by_hand(one.lines, states, is_town),
        verdict.is_chatter,
    )


def site_id(row: SchoolRow) -> SiteId:
    """Give the id of the site of a directory row."""
    return _site_id(row.source, row.key)


@lru_cache(maxsize=1 << 12)  # each key of a search asks for those of its list
def _site_id(source: str, key: str) -> SiteId:
    return SiteId(derived_id("site", source, key))


def key_of(record: Record) -> str:
    """Give the directory key of a site; empty for one by hand."""
    link = record["directory"]
    return str(link.get("key", "")) if isinstance(link, Mapping) else ""


def clean(text: str, longest: int, *, needed: bool = False) -> str:
    """Give typed text as it is kept: as it stands, without outer spaces and broken characters.

    Raises
    ------
    InputError : it is empty and needed, or longer than ``longest`` characters.
    """
    kept = text.encode("utf-8", "replace").decode("utf-8").strip()
    if needed and not kept:
        raise InputError("A site needs a name.", "Type the name of the school or center.")
    if len(kept) > longest:
        raise InputError(
            f"“{kept[:40]}…” is {len(kept):,} characters long; this line takes {longest:,}.",
            "Shorten it; longer texts belong into notes.",
        )
    return kept
