"""Which district a site lies in on a day: the layer that counts, ties, near lines, and what to say.

Everything here is decided by rule and told: the answer does not depend on the order in which layers
were loaded or in which a layer lists its districts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from tourplanner.core.geo import Located, Precision
from tourplanner.core.model.counties import county_name, lines_name
from tourplanner.core.model.district import (
    KIND_WORDS,
    NATION,
    ChamberWords,
    District,
    DistrictKind,
    How,
    LayerInfo,
    NearDistrict,
    Placement,
    SiteDistrict,
    Term,
    Touched,
    day_text,
)

#: A point closer to a line than this is on it: layers are rounded to about a meter.
ON_LINE_M = 1.0
#: So far from every district a point still belongs to the nearest: shore lines are generalized.
NEAREST_REACH_M = 8_047.0  # 5 miles
#: How far off a point may be that is known so closely, the error of the lines with it. House rule;
#: lines for look-up are good to about 100 m, a directory's point to a campus.
REACH_M = {
    Precision.PIN: 50.0,
    Precision.SITE: 100.0,
    Precision.ADDRESS: 100.0,
    Precision.STREET: 500.0,
    Precision.ZIP: 5_000.0,
    Precision.TOWN: 5_000.0,
    Precision.COUNTY: 30_000.0,
}
_PRECISION_WORDS = {
    Precision.PIN: "a pin",
    Precision.SITE: "the campus",
    Precision.ADDRESS: "the house number",
    Precision.STREET: "the street",
    Precision.ZIP: "the ZIP area",
    Precision.TOWN: "the town",
    Precision.COUNTY: "the county",
}


class Said(NamedTuple):
    """What the school directory's own columns say: district by kind, and of when it is."""

    districts: dict[DistrictKind, str]
    source: str = ""
    edition: str = ""  # ISO, may be a year or month alone


@dataclass(frozen=True, slots=True)
class Ask:
    """One site to find the districts of."""

    name: str
    state: str  # two letters
    located: Located | None
    said: Said
    city: str = ""


class Decision(NamedTuple):
    """The district of a point in one layer, by its place there, or None; the others near it."""

    how: How
    place: int | None = None
    near: tuple[tuple[int, float], ...] = ()
    gap_m: float = 0.0  # to the district, for the nearest


def layers_for(
    layers: Iterable[LayerInfo], kind: DistrictKind, state: str, day: date
) -> list[LayerInfo]:
    """Give the layers that are in force on a day, the one that counts first.

    The later lines come first; of the same lines the newer edition, then what the office loaded
    before what ships, then the later loaded. Of lines with the same days the first alone is given.
    """
    fits = [
        info
        for info in layers
        if info.kind is kind and info.state in (state, NATION) and info.holds(day)
    ]
    fits.sort(key=lambda i: (i.starts, i.edition, not i.is_shipped, i.added_at, i.id), reverse=True)
    kept: dict[tuple[object, ...], LayerInfo] = {}
    for info in fits:
        kept.setdefault(info.terms if kind.is_seat else (), info)
    return list(kept.values())


def decide(placement: Placement, districts: Sequence[District]) -> Decision:
    """Decide the district of a point.

    On a line, or where districts overlap, the lowest number wins; in a gap or off the coast the
    nearest within 5 miles.
    """

    def lowest(among: Iterable[int]) -> int:
        return min(among, key=lambda index: districts[index].order)

    inside, near = placement
    if len(inside) == 1 and not near:  # most of a whole directory
        return Decision(How.INSIDE, inside[0])
    if inside:
        on_line = [index for index, gap in near if gap <= ON_LINE_M]
        index = lowest((*inside, *on_line))
        others = tuple((i, 0.0) for i in inside if i != index)
        others += tuple((i, gap) for i, gap in near if i != index)
        how = How.LINE if len(inside) > 1 or on_line else How.INSIDE
        return Decision(how, index, others)
    if not near or near[0][1] > NEAREST_REACH_M:
        return Decision(How.OUTSIDE)
    best = near[0][1]
    index = lowest(i for i, gap in near if gap <= best + ON_LINE_M)
    others = tuple((i, gap) for i, gap in near if i != index and gap <= best + ON_LINE_M)
    return Decision(How.NEAREST, index, others, best)


def reach_of(located: Located) -> float:
    """Give how far off a point may be, in meters."""
    return REACH_M[located.precision]


def answer_of(
    ask: Ask,
    info: LayerInfo,
    districts: Sequence[District],
    decision: Decision,
    words: ChamberWords,
    *,
    lies_in: str = "",
) -> SiteDistrict:
    """Put a decision into words; ``lies_in`` is the state of a point that is in no district."""
    kind = info.kind
    title = words.title(kind, ask.state)
    source = ", ".join(part for part in (info.source, info.edition_words) if part)
    plain = SiteDistrict(kind, decision.how, title, state=ask.state, source=source, layer=info)
    if decision.place is None:
        where = f"; it lies in {lies_in}" if lies_in not in ("", ask.state) else ""
        sentence = f"The point lies in no district of the {info.edition_words}{where}."
        return replace(plain, sentence=sentence)
    district = districts[decision.place]
    label = words.label(kind, district)
    near = tuple(
        NearDistrict(districts[i].code, words.label(kind, districts[i]), round(gap))
        for i, gap in decision.near
    )
    return replace(
        plain,
        code=district.code,
        label=label,
        near=near,
        sentence=_sentence(ask, decision, info, label, near),
    )


def _sentence(
    ask: Ask, decision: Decision, info: LayerInfo, label: str, near: tuple[NearDistrict, ...]
) -> str:
    others = " and ".join(one.label for one in near[:3])
    if decision.how is How.LINE:
        return f"On the line between {label} and {others}: the lowest number was taken."
    if decision.how is How.NEAREST:
        also = f" So is {others}: the lowest number was taken." if others else ""
        return (
            f"In no district of the {info.edition_words}: {label} is the nearest,"
            f" {distance(decision.gap_m)} away.{also}"
        )
    if not near:
        return ""
    precision = ask.located.precision if ask.located else Precision.SITE
    known = _PRECISION_WORDS[precision]
    told = ", ".join(f"{one.label} begins {distance(one.gap_m)} away" for one in near[:3])
    return f"Near the line: {told}, and the point is known to {known} only."


def touched_of(
    kind: DistrictKind,
    state: str,
    found: Iterable[SiteDistrict],
    districts: Mapping[str, Sequence[District]],
    day: date,
    words: ChamberWords,
) -> Touched:
    """Say which of a state's districts sites lie in and which they miss, lowest number first.

    Parameters
    ----------
    found : the answers of this kind. districts : those of each of their layers, by its id.
    """
    answers = [one for one in found if one.layer is not None and one.how.is_known]
    layers = {one.layer.id: one.layer for one in answers if one.layer is not None}
    here = {(one.layer.id, one.code) for one in answers if one.layer is not None}
    in_force = sorted(
        (district.order, id_, district)
        for id_, info in layers.items()
        for district in districts[id_]
        if district.state == state and info.term_of(district).holds(day)
    )
    named = [((id_, one.code) in here, words.label(kind, one)) for _, id_, one in in_force]
    return Touched(
        words.title(kind, state),
        tuple(label for is_touched, label in named if is_touched),
        tuple(label for is_touched, label in named if not is_touched),
    )


def distance(meters: float) -> str:
    """Say a distance as people here do: feet when near, else miles."""
    feet = meters / 0.3048
    if feet < 1000:
        return f"{max(10, round(feet / 10) * 10):,} ft"
    return f"{meters / 1609.344:.1f} mi"


def with_said(answer: SiteDistrict, ask: Ask, day: date) -> SiteDistrict:
    """Add to an answer by lines that the directory's own column says another district."""
    there = ask.said.districts.get(answer.kind, "")
    if not there or there == answer.label or not answer.how.is_known or _is_same(answer, there):
        return answer
    if answer.kind.is_seat and not _same_lines(ask.said.edition, day):
        return answer
    of = _said_words(ask.said)
    return replace(answer, sentence=f"{answer.sentence} {of} says {there}.".strip())


def with_county_reason(answer: SiteDistrict, ask: Ask, town: frozenset[str]) -> SiteDistrict:
    """Say why lines and directory have another county: who runs the school, or a wrong point.

    Parameters
    ----------
    town : the counties that places of the site's town lie in.
    """
    lines = county_name(lines_name(answer.label, answer.code)).casefold()
    there = county_name(ask.said.districts.get(answer.kind, "")).casefold()
    folded = {county_name(name).casefold() for name in town}
    if not folded:
        reason = f"{ask.city or 'Its town'} is not in the gazetteer: check point and address."
    elif lines in folded and there not in folded:
        reason = f"{ask.city} lies in {answer.label}: the directory goes by who runs the school."
    elif there in folded and lines not in folded:
        reason = f"{ask.city} lies there too: the point may be wrong."
    elif lines in folded:
        reason = f"{ask.city} lies in both."
    else:
        reason = f"{ask.city} lies in neither: check point and address."
    return replace(answer, sentence=f"{answer.sentence} {reason}".strip())


def agrees(answer: SiteDistrict, said: str) -> bool:
    """Whether an answer is the district that a directory's column names."""
    return answer.how.is_known and _is_same(answer, said)


def _is_same(answer: SiteDistrict, there: str) -> bool:
    names = [answer.code, answer.label]
    if answer.kind is DistrictKind.COUNTY:
        called = county_name(lines_name(answer.label, answer.code))
        # "Baltimore" alone may be the city or the county; with the word it is the county.
        names = [answer.code, called] if county_name(there) != there else [*names, called]
        there = county_name(there)
    folded = there.casefold().strip()
    return any(folded == name.casefold().strip() for name in names)


def _said_words(said: Said) -> str:
    name = said.source or "school directory"
    return f"The {name} of {said.edition}" if said.edition else f"The {name}"


def _same_lines(edition: str, day: date) -> bool:
    """Whether a directory's edition and a day lie between the same two redrawings.

    Source: house rule; states draw new lines after each census, for the elections of the years that
    end in 2. A directory of 2025 says nothing of the districts of 2013.
    """
    year = int(edition[:4]) if edition[:4].isdecimal() else 0
    return year > 0 and (year - 3) // 10 == (day.year - 3) // 10


def without_lines(
    ask: Ask,
    kind: DistrictKind,
    layers: Iterable[LayerInfo],
    words: ChamberWords,
    day: date,
) -> SiteDistrict:
    """Answer where no lines are in force: the directory's own column, else "not loaded".

    Lines and columns of other days are named and never used.
    """
    title = words.title(kind, ask.state)
    chambers = words.states.get(ask.state)
    if kind is DistrictKind.LOWER and chambers and chambers.lower is None:
        return SiteDistrict(kind, How.NO_CHAMBER, title, state=ask.state, sentence=chambers.note)
    there = ask.said.districts.get(kind, "")
    if there and (not kind.is_seat or _same_lines(ask.said.edition, day)):
        label = words.label(kind, District(there, there, ask.state))
        of = ", ".join(part for part in (ask.said.source, ask.said.edition) if part)
        name = _said_words(ask.said)
        sentence = f"As t{name[1:]} has it; no lines are loaded."
        return SiteDistrict(
            kind, How.DIRECTORY, title, there, label, ask.state, of, sentence=sentence
        )
    others = [i for i in layers if i.kind is kind and i.state in (ask.state, NATION)]
    sentence = (
        f"No {KIND_WORDS[kind]} lines of {day_text(day.isoformat())} are loaded for {ask.state}."
    )
    if others:
        told = "; ".join(sorted(f"{i.edition_words}, in force {i.force_words}" for i in others))
        sentence += f" Lines of other days are not used: {told}."
    elif there:
        sentence += f" {_said_words(ask.said)} is of other lines and is not used."
    return SiteDistrict(kind, How.NOT_LOADED, title, state=ask.state, sentence=sentence)


def without_seat(answer: SiteDistrict, term: Term, day: date) -> SiteDistrict:
    """Say that the district of these lines has no member on the day: seats change in turns."""
    if term.start > day.isoformat():
        when = f"from {day_text(term.start)} on; until then the lines before these count"
    else:
        when = f"until {day_text(term.end)}; since then the lines after these count"
    sentence = f"Seats change in turns: {answer.label} of these lines has a member {when}."
    return replace(answer, how=How.NO_SEAT, sentence=sentence)


def no_point(ask: Ask, kind: DistrictKind, words: ChamberWords) -> SiteDistrict:
    """Answer for a site whose place is not known."""
    title = words.title(kind, ask.state)
    return SiteDistrict(
        kind, How.NO_POINT, title, state=ask.state, sentence=f"{ask.name} has no point yet."
    )
