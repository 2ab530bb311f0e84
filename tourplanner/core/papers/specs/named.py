"""What people who are named one by one get: riders with their rooms and needs."""

from dataclasses import replace

from tourplanner.core.papers.kinds import PaperKind, PaperSpec, Reader, fields
from tourplanner.core.papers.specs.names import (
    DAY,
    HEAD,
    NAMED_LEVELS,
    RIDERS_VISIT,
    STAFF_LEVELS,
    TABLES,
)

MANIFEST = PaperSpec(
    PaperKind.MANIFEST,
    "Manifest",
    Reader.NAMED,
    NAMED_LEVELS,
    False,
    fields(
        office=HEAD + " carrier",
        tour="name start_date days party vehicle driver_name",
        site="name city",
        stop="site",
        place="name city kind",
        visit_block=RIDERS_VISIT,
        day=DAY,
        node="name city zone",
        rider="name organization role joins leaves seat access diet phone emergency waiver",
        blocks="notes",
    ),
    TABLES,
)

ROOMING = replace(
    MANIFEST,
    key=PaperKind.ROOMING,
    name="Rooming list",
    fields={
        **MANIFEST.fields,
        **fields(
            place="name street city state zip phone kind",
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
