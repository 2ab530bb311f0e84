"""How papers write times, dates, names and addresses: AP style, in one place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from tourplanner.core.clock import date_text, local, range_text, time_text, zone_text
from tourplanner.core.model.counties import county_words
from tourplanner.core.model.paper import RecordView
from tourplanner.core.safe_text import one_line
from tourplanner.core.units import hours_text, miles

COVERAGE_WORDS = {
    "open": "OPEN PRESS",
    "pooled": "POOLED PRESS",
    "photo": "PHOTO ONLY",
    "closed": "CLOSED",
}
_TITLES = {
    "senator": "Sen.",
    "sen": "Sen.",
    "state senator": "State Sen.",
    "u.s. senator": "U.S. Sen.",
    "us senator": "U.S. Sen.",
    "assemblymember": "Assemblymember",
    "assembly member": "Assemblymember",
    "congressman": "Rep.",
    "congresswoman": "Rep.",
    "congressmember": "Rep.",
    "representative": "Rep.",
    "u.s. representative": "U.S. Rep.",
    "us representative": "U.S. Rep.",
    "state representative": "State Rep.",
    "governor": "Gov.",
    "lieutenant governor": "Lt. Gov.",
}
_ROADS = {
    "street": "St.",
    "st": "St.",
    "avenue": "Ave.",
    "ave": "Ave.",
    "boulevard": "Blvd.",
    "blvd": "Blvd.",
}
_COMPASS = {
    "north": "N.",
    "south": "S.",
    "east": "E.",
    "west": "W.",
    "n": "N.",
    "s": "S.",
    "e": "E.",
    "w": "W.",
}
_QUADRANTS = ("NE", "NW", "SE", "SW")
# Typed before a name's end: ", Jr." or ", III".
_SUFFIX = re.compile(r",?\s+(Jr|Sr|II|III|IV)\.?$")
_PHONE = re.compile(
    r"(?:\+?1[ .-]?)?\(?(\d{3})\)?[ .-]?(\d{3})[ .-]?(\d{4})(?:,? *(?:ext\.?|x|#) *(\d{1,7}))?",
    re.IGNORECASE,
)
_DOUBLE = re.compile('["“”]')
# Not before a decade ('60s) nor in rock 'n' roll, where it stands for what is left out.
_OPENING = re.compile("(^|[\\s(\u2014-])(?!'\\d\\ds\\b|'n')[\"']")
_GRADES = {"K": "Kindergarten", "KG": "Kindergarten", "TK": "Transitional kindergarten"}
_UNIT = re.compile(r"(?:,| (?=(?:Suite|Ste|Unit|Room|Rm|Apt|Bldg|Building)\b| ?#))", re.IGNORECASE)


class TimeWords:
    """Writes clock times; with their zone where the times of a paper run in several.

    Parameters
    ----------
    moments : (moment, zone name) of everything that the paper prints, and of nothing else, so that
        a zone that only private things are in does not show.
    always : with their zone in any case, for readers who may be anywhere.
    """

    def __init__(self, moments: Iterable[tuple[datetime, str]], *, always: bool = False) -> None:
        known = [(at, zone) for at, zone in moments if zone]
        zones = sorted({zone for _, zone in known})
        self.with_zone = always or any(
            len({local(at, zone).utcoffset() for zone in zones}) > 1 for at, _ in known
        )

    def at(self, moment: datetime, zone: str) -> str:
        """Write a moment on the clock of its place."""
        return time_text(moment, zone, with_zone=self.with_zone)

    def span(self, start: datetime, end: datetime, zone: str) -> str:
        """Write a span on the clock of its place."""
        return range_text(start, end, zone, with_zone=self.with_zone)


def stamp_text(at: datetime, zone: str) -> str:
    """Write when something was issued: ``4:10 p.m. PDT Thursday, Oct. 10, 2013``; it is kept."""
    there = local(at, zone)
    return f"{time_text(at, zone)} {zone_text(at, zone)} {date_text(there.date(), year=True)}"


def dates_text(first: date, days: int) -> str:
    """Write the days of a tour: ``Oct. 14-16, 2013``, ``Sept. 30-Oct. 2, 2013``."""
    last = first + timedelta(days=max(days, 1) - 1)
    start = date_text(first, weekday=False)
    if last == first:
        return date_text(first, weekday=False, year=True)
    if last.year != first.year:
        return (
            f"{date_text(first, weekday=False, year=True)}-"
            f"{date_text(last, weekday=False, year=True)}"
        )
    end = date_text(last, weekday=False, year=True)
    return f"{start}-{end.split(' ', 1)[1]}" if last.month == first.month else f"{start}-{end}"


def title_before_name(title: str) -> str:
    """Write a title as it stands before a name: Senator -> Sen."""
    return _TITLES.get(title.strip().lower(), one_line(title))


def party_text(party: str) -> str:
    """Write a party in words where its letter alone is typed: ``D`` -> ``Democrat``."""
    letter = one_line(party)
    return {"D": "Democrat", "R": "Republican", "I": "independent"}.get(letter.upper(), letter)


def name_text(name: str) -> str:
    """Write a name as AP does: no comma before Jr., Sr. or a number; all else as it is typed."""
    text = one_line(name)
    found = _SUFFIX.search(text)
    if found is None:
        return text
    suffix = found.group(1)
    dot = "." if suffix in ("Jr", "Sr") else ""
    return f"{text[: found.start()]} {suffix}{dot}"


def phone_text(phone: str) -> str:
    """Write a phone number of ten digits with hyphens: ``(916) 555-0100`` -> ``916-555-0100``.

    An extension follows a comma. What is no such number stays as it is typed.
    """
    text = one_line(phone)
    found = _PHONE.fullmatch(text)
    if found is None:
        return text
    number = "-".join(found.group(1, 2, 3))
    return f"{number}, ext. {found.group(4)}" if found.group(4) else number


def grades_text(grades: str) -> str:
    """Write the grades of a school: ``Grades K-8``, ``Grade 5``, ``Kindergarten``.

    A typed dash becomes a hyphen, with nothing beside it; words stay as they are typed.
    """
    text = re.sub(r" *[-\N{EN DASH}\N{EM DASH}] *", "-", one_line(grades))
    text = re.sub(r"\bKG\b", "K", text)
    if text in _GRADES or not re.search(r"\d", text):
        return _GRADES.get(text, text)
    return f"Grade {text}" if text.isalnum() else f"Grades {text}"


def county_text(site: RecordView) -> str:
    """Write a site's county: ``Madera County``; empty where it is not known."""
    return county_words(one_line(site.text("county")))


def host_text(site: RecordView) -> str:
    """Write a site's host with the title, as much of it as is known."""
    return ", ".join(filter(None, (one_line(site.text(n)) for n in ("host_name", "host_title"))))


def way_in_rows(site: RecordView) -> tuple[tuple[str, str], ...]:
    """Give what is known of the way in, each with its label; of a thing unknown the text is ""."""
    steps = {True: "", False: "NO way in without steps"}.get(site["step_free"], "")
    access = ", ".join(filter(None, (steps, one_line(site.text("access_notes")))))
    names = (("Ramp", "ramp"), ("Elevator", "elevator"), ("Accessible restroom", "restroom"))
    return (
        ("Access", access),
        *((label, one_line(site.text(name))) for label, name in names),
        ("Accessible parking", one_line(site.text("parking"))),
        *entry_rows(site),
    )


def press_terms(stop: RecordView, site: RecordView) -> tuple[tuple[str, str], ...]:
    """Give who reports for all at a stop, and what the press may do there, each with its label."""
    return (
        ("Pool", one_line(stop.text("pool_note"))),
        ("On campus", one_line(site.text("press_entry"))),
    )


def entry_rows(site: RecordView) -> tuple[tuple[str, str], ...]:
    """Give what a school asks of visitors, each with its label; of a thing unknown it is ""."""
    names = (("Who registers", "registers"), ("ID at the door", "visitor_id"), ("Escort", "escort"))
    return tuple((label, one_line(site.text(name))) for label, name in names)


def quoted(words: str, end: str = "") -> str:
    """Write words in quotation marks: quotes in quotes are single, apostrophes are curled.

    Parameters
    ----------
    end : what closes them, inside the marks; empty = as they are typed.
    """
    text = one_line(words)
    if len(text) > 1 and text[0] in '"“' and text[-1] in '"”' and not _DOUBLE.search(text[1:-1]):
        text = text[1:-1]
    text = _OPENING.sub(lambda found: f"{found.group(1)}‘", text.replace("“", "‘"))
    text = re.sub('["”]', "’", text).replace("'", "’")
    return f"“{_ended(text, end) if end else text}”"


def _ended(text: str, end: str) -> str:
    """Give words with another end: inside a quote that closes there, after what was left out."""
    closes = text.endswith("’") and text.rfind("‘") > text.rfind("’", 0, -1)
    inside = text[:-1] if closes else text
    if not inside.endswith(("...", "…")):
        inside = inside.rstrip(".,;")
    return f"{inside}{end}{'’' if closes else ''}"


def speaker_text(name: str, role: str) -> str:
    """Write who said something: an elected title is cut before the name, a role stands after it."""
    who, what = name_text(name), one_line(role)
    if who and what.lower() in _TITLES:
        return f"{title_before_name(what)} {who}"
    return ", ".join(filter(None, (who, what)))


def member_text(office: RecordView) -> str:
    """Write the member with the title before the name, as far as they are known."""
    title = title_before_name(office.text("member_title"))
    return one_line(f"{title} {name_text(office.text('member_name'))}")


def street_text(street: str, city: str = "") -> str:
    """Write a numbered street as AP does: ``515 East Main Street`` -> ``515 E. Main St.``.

    Only with a house number are St., Ave. and Blvd. and a compass word at either end shortened. A
    street whose very name is a compass word keeps it, and so does one that has its city's name,
    as in West Covina. A suite or room stays behind.

    Parameters
    ----------
    city : the city that it lies in, empty where it is not known.
    """
    text = one_line(street)
    unit = _UNIT.search(text)
    words = (text[: unit.start()] if unit else text).split(" ")
    rest = text[unit.start() :] if unit else ""
    if len(words) < 3 or not re.fullmatch(r"\d[\w-]*", words[0]):
        return text
    at = len(words) - 1
    if len(words) > 3 and _bare(words[at - 1]) in _ROADS and _bare(words[at]) in _COMPASS:
        words[at] = _COMPASS[_bare(words[at])]
        at -= 1
    elif len(words) > 3 and words[at].upper() in _QUADRANTS:
        at -= 1
    if _bare(words[at]) in _ROADS:
        words[at] = _ROADS[_bare(words[at])]
    is_named = bool(city) and " ".join(words[1:]).casefold().startswith(one_line(city).casefold())
    if at > 2 and _bare(words[1]) in _COMPASS and not is_named:
        words[1] = _COMPASS[_bare(words[1])]
    return " ".join(words) + rest


def _bare(word: str) -> str:
    return word.lower().rstrip(".")


def address_text(record: RecordView, *, state: bool = True) -> str:
    """Write an address on one line, as much of it as is known; a ZIP code in five digits."""
    five, _, _ = record.text("zip").partition("-")
    area = one_line(f"{record.text('state') if state else ''} {five}")
    city = one_line(record.text("city"))
    parts = (street_text(record.text("street"), city), city)
    joined = ", ".join(filter(None, parts))
    if not area:
        return joined
    return f"{joined}, {area}" if state and joined else one_line(f"{joined} {area}")


def miles_text(meters: float | None) -> str:
    """Write road miles: one digit under 10, whole from there."""
    if meters is None or meters < 0:
        return ""
    value = miles(meters)
    return f"{value:.1f} mi" if value < 9.95 else f"{round(value):,} mi"


def span_text(minutes: int) -> str:
    """Write a number of minutes as people say it."""
    return hours_text(minutes)


def count_text(count: int, noun: str) -> str:
    """Write a count with its noun: ``1 stop``, ``3 stops``."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def short_date(day: date) -> str:
    """Write a date as AP does with a weekday in a table: ``Mon., Oct. 14``."""
    full = date_text(day)
    weekday, _, rest = full.partition(", ")
    return f"{weekday[:3]}., {rest}"
