"""What people who are named one by one get: riders with their rooms and needs."""

from dataclasses import replace

from tourplanner.core.papers.kinds import PaperKind, PaperSpec, Reader, fields
from tourplanner.core.papers.specs.names import (
    ADDRESS,
    BY_STOP,
    DAY,
    HEAD,
    NAMED_LEVELS,
    RIDERS_VISIT,
    STAFF_LEVELS,
    TABLES,
)

_ABOARD = {
    **BY_STOP,
    **fields(place="name", node="name city zone", blocks="notes"),
}

MANIFEST = PaperSpec(
    PaperKind.MANIFEST,
    "Manifest",
    Reader.NAMED,
    NAMED_LEVELS,
    False,
    {
        **_ABOARD,
        **fields(
            office=HEAD + " carrier",
            tour="name start_date days party vehicle driver_name",
            coach="name seats has_lift driver_name",
            load="coach name",
            rider="name organization role joins leaves coach seat access diet phone emergency "
            "waiver",
        ),
    },
    TABLES,
)

ROOMING = replace(
    MANIFEST,
    key=PaperKind.ROOMING,
    name="Rooming list",
    fields={
        **_ABOARD,
        **fields(
            place=ADDRESS + " phone",
            rider="name organization joins leaves access room_type room shares payment",
        ),
    },
)

GUEST_LIST = PaperSpec(
    PaperKind.GUEST_LIST,
    "Guest list",
    Reader.STAFF,
    STAFF_LEVELS,
    False,
    fields(
        office=HEAD,
        tour="name start_date days",
        visit_block=RIDERS_VISIT,
        day=DAY,
        rider="name organization role status reply_by joins leaves note",
    ),
    TABLES,
)
