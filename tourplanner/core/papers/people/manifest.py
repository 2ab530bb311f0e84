"""The manifest: who is aboard, with what they need, and how many on every leg.

On the one for all riders stand names and organizations alone. Where riders are told one of several
coaches, both list and count them by coach.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tourplanner.core.papers.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    Note,
    Paper,
    Row,
    Table,
    cell,
    line,
    soft,
    strong,
)
from tourplanner.core.papers.coaches import coaches_of, driver_label, driver_words, told_coaches
from tourplanner.core.papers.kinds import PaperKind
from tourplanner.core.papers.moments import days_of, staff_times
from tourplanner.core.papers.people.riders import NOBODY, Rider, legs_of, riders_of
from tourplanner.core.papers.sheet import NAMED, RIDERS, facts, sheet
from tourplanner.core.papers.style import short_date
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines
from tourplanner.core.units import count_text

_WHOLE = (
    Column("Name", 17),
    Column("Organization and role", 19),
    Column("Aboard", 11),
    Column("Seat and access", 17),
    Column("Diet", 12),
    Column("Phone and emergency", 18),
    Column("Waiver", 6),
)
_NAMES = (Column("Name", 52), Column("Organization", 48))
_LEGS = (
    Column("Leg", 6),
    Column("Day", 17),
    Column("Leaves", 12),
    Column("From", 20),
    Column("To", 20),
    Column("Aboard", 9, right=True),
    Column("On and off", 16),
)
_LEGS_BY_COACH = (
    Column("Leg", 6),
    Column("Day", 16),
    Column("Leaves", 10),
    Column("From", 15),
    Column("To", 15),
    Column("Aboard", 9, right=True),
    Column("By coach", 16),
    Column("On and off", 13),
)
_ANY = "Any coach"  # also of who is told one that was taken out


def manifest(cut: CutView) -> Paper:
    """Lay out the manifest of a cut view, whole or names only as it was cut."""
    is_whole = cut.spec.key == PaperKind.MANIFEST
    riders, told = riders_of(cut), told_coaches(cut)
    blocks: list[Block] = []
    if is_whole:
        blocks += facts(_bus(cut))
    for title, group in _groups(riders, told):
        blocks.append(Heading(2, title, count_text(len(group), "person", "people")))
        rows = tuple(map(_row if is_whole else _name, group))
        blocks.append(Table("People on the list", _WHOLE if is_whole else _NAMES, rows))
    if not riders:
        blocks.append(NOBODY)
    if legs := tuple(_legs(cut, riders, told, is_whole=is_whole)):
        blocks.append(Heading(2, "Head count by leg"))
        blocks += _too_many(cut, riders)
        columns = _LEGS_BY_COACH if told else _LEGS
        blocks.append(Table("How many people are aboard on each leg", columns, legs))
    blocks += [Bullets((line(note),)) for note in lines(cut.one("blocks").text("notes"))]
    return sheet(cut, blocks, whom=NAMED if is_whole else RIDERS, landscape=is_whole)


def _bus(cut: CutView) -> Iterator[tuple[str, str]]:
    office, tour, coaches = cut.one("office"), cut.one("tour"), coaches_of(cut)
    for n, coach in enumerate(coaches, 1):
        yield (
            f"Bus {n}" if len(coaches) > 1 else "Bus",
            ", ".join(filter(None, (coach.name, *coach.size))),
        )
        yield driver_label(coaches, coach), driver_words(coach, office.text("carrier"))
    yield "Party", count_text(int(tour["party"]), "person", "people") if tour["party"] else ""


def _groups(
    riders: Sequence[Rider], told: Mapping[str, str]
) -> Iterator[tuple[str, Sequence[Rider]]]:
    """Give the riders by coach where some are told one, last those who are told none there is."""
    for coach, name in (*told.items(), ("", _ANY if told else "People")):
        if group := [rider for rider in riders if _coach(rider, told) == coach]:
            yield name, group


def _coach(rider: Rider, told: Mapping[str, str]) -> str:
    """Give the id of the coach that a rider is told; empty = any, or one that was taken out."""
    coach = rider.text("coach")
    return coach if coach in told else ""


def _row(rider: Rider) -> Row:
    record = rider.record
    waiver = {True: "yes", False: "no"}.get(record["waiver"], "not known")
    return Row(
        (
            cell(strong(rider.name)),
            cell(rider.text("organization"), soft(rider.text("role"))),
            cell(rider.days),
            cell(rider.text("seat"), rider.text("access")),
            cell(rider.text("diet")),
            cell(rider.text("phone"), soft(rider.text("emergency"))),
            cell(waiver),
        )
    )


def _name(rider: Rider) -> Row:
    return Row((cell(strong(rider.name)), cell(rider.text("organization"))))


def _legs(
    cut: CutView, riders: Sequence[Rider], told: Mapping[str, str], *, is_whole: bool
) -> Iterator[Row]:
    times = staff_times(cut)
    dates = {int(day.day["number"]): day.day["date"] for day in days_of(cut)}
    before: set[str] | None = None
    for row in legs_of(cut):
        aboard = [rider for rider in riders if rider.ride.is_aboard(row.leg)]
        ids = {rider.record.id for rider in aboard}
        moves = []
        if before is not None and is_whole:
            on = [rider.name for rider in aboard if rider.record.id not in before]
            off = [r.name for r in riders if r.record.id in before - ids]
            moves += [f"On: {', '.join(on)}"] if on else []
            moves += [f"Off: {', '.join(off)}"] if off else []
        elif before is not None:
            moves += [f"{len(ids - before)} on"] if ids - before else []
            moves += [f"{len(before - ids)} off"] if before - ids else []
        before = ids
        day, order = row.leg
        by_coach = [cell(*(f"{name}: {len(of)}" for name, of in _groups(aboard, told)))]
        yield Row(
            (
                cell(f"{day + 1}.{order + 1}"),
                cell(short_date(dates[day])),
                cell(times.at(row.leaves_at, row.zone)),
                cell(row.start),
                cell(strong(row.end)),
                cell(strong(str(len(aboard)))),
                *(by_coach if told else ()),
                cell(*moves),
            )
        )


def _too_many(cut: CutView, riders: Sequence[Rider]) -> Iterator[Block]:
    coaches, legs = coaches_of(cut), [row.leg for row in legs_of(cut)]

    def most(of: Sequence[Rider]) -> int:
        return max((sum(rider.ride.is_aboard(leg) for rider in of) for leg in legs), default=0)

    def too_small(whose: str, people: int, seats: int, small: str) -> Iterator[Block]:
        if seats and people > seats:
            words = f"{whose}{people} people and {count_text(seats, 'seat')}. "
            yield Note(line(strong(words), small), "warn")

    small = "The bus is too small." if len(coaches) == 1 else "The buses are too small."
    yield from too_small("", most(riders), sum(coach.seats for coach in coaches), small)
    for coach in coaches if len(coaches) > 1 else ():
        told = [rider for rider in riders if rider.text("coach") == coach.id]
        yield from too_small(f"{coach.name}: ", most(told), coach.seats, "It is too small.")
