"""The fields of a site: where it is, who receives us, its school day, the way in, the bus."""

from __future__ import annotations

from tourplanner.core.declaring import Field, FieldType, Level, RecordKind, choice, text

P, M, T, I, R = Level  # noqa: E741
_F = FieldType

SITE_LADDER = ("idea", "asked", "yes", "visited", "dropped")
PHOTO_RULES = ("ok", "ask", "none")
#: What a site keeps of its row in a directory, for laptops that do not have that edition.
SEEN_NAMES = ("name", "city", "state", "county", "district", "point")
#: Who may see what the office types into a column of its own.
OWN_LEVELS = (str(I), str(R))

_WHERE = (
    text("name", P, "Name"),
    text("street", P, "Street"),
    text("city", P, "City"),
    text("state", P, "State"),
    text("zip", P, "ZIP"),
    text("county", P, "County"),
    text("district", P, "School district"),
    text("grades", P, "Grades"),
    Field(
        "directory",
        _F.OBJECT,
        P,
        "Directory entry",
        '{"source": "cde", "key": "19648816021687", "edition": "2018-06"}',
    ),
    Field("seen", _F.OBJECT, P, "Seen in the directory", "SEEN_NAMES and edition"),
    Field("point", _F.POINT, P, "Point"),
    Field("geocoder_point", _F.POINT, P, "Geocoder's point", "Kept beside the point"),
    Field("gate_point", _F.POINT, P, "Main gate"),
    Field("bus_bay_point", _F.POINT, T, "Bus bay"),
    Field("entrance_point", _F.POINT, P, "Accessible entrance"),
    Field("press_door_point", _F.POINT, M, "Press door"),
    Field("event_room_point", _F.POINT, I, "Event room"),
    text("zone", P, "Time zone"),
)
_CHOICE = (
    choice("ladder", I, "How far along", SITE_LADDER),
    text("dropped_why", I, "Dropped because"),
    Field("score", _F.INTEGER, I, "Worth", "0 to 100"),
)
_SCHOOL_DAY = (
    Field("bells", _F.OBJECT, I, "Bells", '{"start_tod_min", "end_tod_min"}'),
    Field("lunch", _F.OBJECT, I, "Lunch rush", '{"start_tod_min", "end_tod_min"}'),
    text("recess", I, "Recess"),
    Field(
        "minimum_days",
        _F.OBJECT,
        I,
        "Minimum days",
        '{"weekdays": [0 = Monday], "dates": ["2013-10-16"], "end_tod_min": last bell}',
    ),
    Field("tests", _F.OBJECT, I, "Tests", '{"spans": [["2014-04-21", "2014-05-09"]]}'),
)
_PEOPLE = (
    text("principal", I, "Principal"),
    text("front_office", I, "Front office"),
    text("front_office_phone", I, "Front office phone"),
    text("host_name", P, "Host"),
    text("host_title", P, "Host's title"),
    text("host_mobile", R, "Host's cell phone"),
    text("coordinator", I, "Coordinator", "Of the community school"),
    text("coordinator_phone", R, "Coordinator's cell phone"),
    text("alternate", I, "Who stands in", "Where the host cannot come"),
    text("alternate_phone", R, "Their cell phone"),
)
_ACCESS = (
    Field("step_free", _F.BOOL, I, "A way in without steps"),
    text("access_notes", I, "Access"),
    text("ramp", I, "Ramp"),
    text("elevator", I, "Elevator", "Where, and who has its key"),
    text("restroom", I, "Accessible restroom"),
    text("parking", I, "Accessible parking"),
    text("loop", I, "Drop-off loop"),
)
_ENTRY = (
    text("registers", I, "Who registers", "Such as: every visitor, at the front office"),
    text("visitor_id", I, "ID at the door", "Such as: photo ID, scanned; two minutes a person"),
    text("escort", I, "Escort", "Who walks with visitors on the campus"),
    text("press_entry", M, "Press on the campus", "Such as: cameras in the gym alone"),
)
_BUS = (
    text("bus_bay", I, "Where the bus stands"),
    Field("bus_fits", _F.BOOL, I, "A 45-ft coach fits"),
    choice("photo_rule", M, "Photos", PHOTO_RULES),
    text("photo_words", M, "Photo rule", "Such as: no photography; ask the village"),
    Field("remarks", _F.LONG_TEXT, I, "Remarks"),
    Field("tag", _F.MEMBER, I, "Tags"),
    Field("own", _F.MEMBER, I, "The office's own columns", '"own/<its id>": what was typed'),
)

SITE_KINDS = (
    RecordKind(
        "site",
        "Site",
        (*_WHERE, *_CHOICE, *_SCHOOL_DAY, *_PEOPLE, *_ACCESS, *_ENTRY, *_BUS),
        title="name",
        search=(
            *("name", "city", "district", "county", "street", "zip", "host_name", "host_title"),
            *("principal", "coordinator", "alternate"),
        ),
        point="point",
    ),
    RecordKind(
        "own_field",
        "Column of the office's own",
        (
            text("name", I, "Name"),
            choice("level", I, "Who may see it", OWN_LEVELS, "Staff, or named people only"),
        ),
        title="name",
    ),
)
