"""What the people on the bus read."""

from dataclasses import replace

from tourplanner.core.papers.kinds import PaperKind, PaperSpec, Reader, fields
from tourplanner.core.papers.specs.names import (
    ADDRESS,
    HEAD,
    LUNCH,
    PAGES,
    RIDERS_DAY,
    RIDERS_LEVELS,
    RIDERS_VISIT,
    TABLES,
)

_RIDERS_SHEET = fields(
    office="member_name member_title letterhead hashtag",
    tour="name start_date days",
    site=ADDRESS + " host_name host_title",
    stop="site press_title room",
    item="stop kind title offset_min minutes speakers coverage",
    place=ADDRESS + " kind phone",
    visit_block=RIDERS_VISIT,
    day=RIDERS_DAY,
    lunch=LUNCH,
    node="name city zone",
    blocks="headline lead weather dress help_contact notes",
)

DAY_SHEET = PaperSpec(
    PaperKind.DAY_SHEET,
    "Day sheet",
    Reader.TRAVELERS,
    RIDERS_LEVELS,
    False,
    _RIDERS_SHEET,
    PAGES,
    agreed=True,
)

DAY_SHEET_LARGE = replace(
    DAY_SHEET,
    key=PaperKind.DAY_SHEET_LARGE,
    name="Day sheet, large print",
    like=PaperKind.DAY_SHEET,
)

DAY_SHEET_ES = replace(
    DAY_SHEET,
    key=PaperKind.DAY_SHEET_ES,
    name="Day sheet, Spanish",
    like=PaperKind.DAY_SHEET,
    language="es",
)

BLOCK_SCHEDULE = PaperSpec(
    PaperKind.BLOCK_SCHEDULE,
    "Block schedule",
    Reader.TRAVELERS,
    RIDERS_LEVELS,
    False,
    fields(
        office="member_name member_title letterhead",
        tour="name start_date days",
        site="name district",
        stop="site",
        item="stop kind title offset_min minutes",
        place="name",
        visit_block=RIDERS_VISIT,
        day=RIDERS_DAY,
        lunch=LUNCH,
        node="name city zone",
        blocks="headline",
    ),
    PAGES,
    agreed=True,
)

_BY_NAME = fields(
    office=HEAD,
    tour="name start_date days",
    site="name",
    stop="site",
    visit_block=RIDERS_VISIT,
    day=RIDERS_DAY,
    node="name city zone",
    rider="name organization joins leaves",
)

# Which coach somebody is told, where there are several.
_WITH_COACH = {
    **_BY_NAME,
    **fields(rider="name organization joins leaves coach", load="coach name"),
}

MANIFEST_RIDERS = PaperSpec(
    PaperKind.MANIFEST_RIDERS,
    "Manifest, names only",
    Reader.TRAVELERS,
    RIDERS_LEVELS,
    False,
    {**_WITH_COACH, **fields(place="name")},
    TABLES,
    agreed=True,
)

ROOMING_RIDERS = replace(
    MANIFEST_RIDERS,
    key=PaperKind.ROOMING_RIDERS,
    name="Rooming list, names only",
    fields={**_BY_NAME, **fields(place="name")},
)

BADGES = replace(
    MANIFEST_RIDERS,
    key=PaperKind.BADGES,
    name="Badges",
    fields={**_WITH_COACH, **fields(rider="name organization role joins leaves coach")},
    formats=PAGES,
)

SIGN_IN = replace(MANIFEST_RIDERS, key=PaperKind.SIGN_IN, name="Sign-in sheets", fields=_BY_NAME)
