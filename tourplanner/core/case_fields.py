"""The fields of the case for a site: needs, strengths, partners, services, plans, money, surveys.

A figure has a year and a source beside it: ``as_of`` and ``source``. A year or day that people type
is text: 2013, 2013-02 or 2013-02-26, read by ``core.model.case_values``.
"""

from __future__ import annotations

from tourplanner.core.declaring import Field, FieldType, Level, RecordKind, choice, ref, text

P, M, T, I, R = Level  # noqa: E741
_F = FieldType

#: Who a partner is; domain.md section 1.
SECTORS = (
    *("school district", "county office of education", "city", "county", "community nonprofit"),
    *("faith", "health provider", "higher education", "business", "research or technology lab"),
    *("labor", "philanthropy", "tribal government", "parent organization", "media", "other"),
)
FOR_WHOM = ("pupils", "families", "neighborhood", "staff")
SERVICE_CHANGES = ("existing", "redirected", "expanded", "new")
BETTER = ("up", "down")

_SITE = ref("site", "site", I, "Site")
_PARTNER = ref("partner", "partner", I, "Partner")
_CODE = text("code", I, "In the list of services", "Its code, such as HOU-EVI")
_SINCE = text("since", I, "Since", "2013, Feb 2013 or a day")
_UNTIL = text("until", I, "Until", "Empty while it goes on")
_DATED = (
    text("as_of", I, "As of", "2013, Feb 2013 or a day: when it was so"),
    text("source", I, "Source", "Survey, report or role: who says so"),
)

CASE_KINDS = (
    RecordKind(
        "need",
        "Need",
        (_SITE, text("words", I, "Need"), _CODE, *_DATED),
        title="words",
        search=("words",),
    ),
    RecordKind(
        "strength",
        "Strength",
        (_SITE, text("words", I, "Strength"), *_DATED),
        title="words",
        search=("words",),
    ),
    RecordKind(
        "partner",
        "Partner",
        (
            text("name", P, "Name"),
            choice("sector", P, "Sector", SECTORS),
            Field("alias", _F.MEMBER, I, "Also called", "Other names, semicolons between"),
            text("website", P, "Website"),
            text("contact", I, "Contact", "Role and work phone or e-mail"),
        ),
        title="name",
        search=("name",),
    ),
    RecordKind(
        "partnership",
        "Partnership",
        (
            _SITE,
            _PARTNER,
            text("words", I, "What they do here"),
            text("paper", I, "Agreement", "Such as: memorandum, signed Feb 2013"),
            _SINCE,
            _UNTIL,
            *_DATED,
        ),
        title="words",
        search=("words",),
    ),
    RecordKind(
        "service",
        "Service",
        (
            _SITE,
            text("words", I, "Service"),
            _CODE,
            _PARTNER,
            choice("change", I, "Existing or new", SERVICE_CHANGES),
            text("redirected_from", I, "Redirected from", "What it was, and whose"),
            choice("for_whom", I, "For", FOR_WHOM),
            text("who", I, "Who may use it"),
            text("hours", I, "Days and hours"),
            Field("places", _F.INTEGER, I, "Places"),
            Field("served", _F.INTEGER, I, "Served a year"),
            Field("dollars", _F.INTEGER, I, "Dollars a year"),
            text("paid_from", I, "Paid from"),
            _SINCE,
            _UNTIL,
            *_DATED,
        ),
        title="words",
        search=("words", "redirected_from"),
    ),
    RecordKind(
        "volunteer",
        "Volunteers",
        (
            _SITE,
            text("words", I, "Who", "A group, such as laboratory staff; people under Contact"),
            _PARTNER,
            text("what", I, "What they do"),
            text("where", I, "Where"),
            Field("people", _F.INTEGER, I, "People"),
            Field("hours_month", _F.NUMBER, I, "Hours a month"),
            text("contact", R, "Contact"),
            _SINCE,
            _UNTIL,
            *_DATED,
        ),
        title="words",
        search=("words", "what"),
    ),
    RecordKind(
        "joint_plan",
        "Joint plan",
        (
            _SITE,
            text("words", P, "Name"),
            text("bodies", P, "Adopted by", "The bodies, one after the other"),
            text("adopted", P, "Adopted", "2013, Feb 2013 or a day"),
            text("first_year", P, "First year"),
            text("last_year", P, "Last year"),
            text("link", P, "Link"),
            Field("link_checked", _F.DATE, I, "Link checked"),
            *_DATED,
        ),
        title="words",
        search=("words", "bodies"),
    ),
    RecordKind(
        "indicator",
        "Indicator",
        (
            _SITE,
            text("area", I, "Result area"),
            text("strategy", I, "Strategy"),
            text("words", I, "Indicator"),
            text("unit", I, "Unit", "Such as %, or families"),
            text("group", I, "Of whom"),
            choice("better", I, "Better is", BETTER),
            Field("baseline", _F.NUMBER, I, "Baseline"),
            text("baseline_year", I, "Year of the baseline"),
            Field("latest", _F.NUMBER, I, "Latest"),
            text("latest_year", I, "Year of the latest"),
            Field("target", _F.NUMBER, I, "Target"),
            text("target_year", I, "Year of the target"),
            *_DATED,
        ),
        title="words",
        search=("words", "area", "strategy"),
    ),
    RecordKind(
        "funding",
        "Funding",
        (
            _SITE,
            text("words", I, "Program", "Such as CCSPP implementation, Healthy Start, a bond"),
            text("cohort", I, "Cohort"),
            text("first_year", I, "First year"),
            text("last_year", I, "Last year"),
            Field("dollars", _F.INTEGER, I, "Dollars in all"),
            text("pays", I, "What it pays"),
            text("ends", I, "What ends with it"),
            *_DATED,
        ),
        title="words",
        search=("words", "pays"),
    ),
    RecordKind(
        "survey",
        "Survey",
        (
            _SITE,
            text("words", I, "About"),
            text("instrument", I, "Instrument", "Such as Early Development Instrument"),
            _PARTNER,
            text("whom", I, "Who answered"),
            text("when", I, "When", "2013, Feb 2013 or a day"),
            Field("answers", _F.INTEGER, I, "Answers (n)"),
            Field("invited", _F.INTEGER, I, "Asked"),
            Field("result", _F.LONG_TEXT, I, "Result"),
            Field("file", _F.OBJECT, R, "File", '{"media": sha256, "bytes", "name"}'),
            text("link", I, "Link"),
            text("source", I, "Source"),
        ),
        title="words",
        search=("words", "instrument", "result"),
    ),
    RecordKind(
        "scoring",
        "Weights of the score",
        (
            text("name", I, "Name"),
            Field("weight", _F.MEMBER, I, "Weights", '"weight/<measure>": from 0 to 10'),
        ),
        title="name",
    ),
)
