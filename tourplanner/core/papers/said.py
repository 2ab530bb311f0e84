"""What an issue said, so that the next one can tell what changed: UPDATED, and in which words.

Only what the paper itself prints is compared, so a change note can hold no private word. A thing is
known by the id that a calendar keeps for it, which stays the same when the papers' numbers move.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tourplanner.core.clock import date_text, time_text
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.press import (
    event_title,
    gather_at,
    place_text,
    public_date,
    public_visits,
)
from tourplanner.core.papers.style import COVERAGE_WORDS, TimeWords, address_text
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import one_line, sentence

Said = Mapping[str, Mapping[str, str]]
_NAME = "name"
_OFFICE = "office"
# Long texts: that they changed is told, and what they say stands on the paper itself.
_TEXTS = (
    *("headline", "lead", "facts", "say", "next_stop"),
    *("who", "what", "why", "visuals", "access", "notes"),
)
_SHORT = {"embargo": "embargo", "rsvp": "RSVP", "parking": "parking"}


def said(cut: CutView) -> dict[str, dict[str, str]]:
    """Give what a paper for the press says: thing -> label -> words; empty for other papers."""
    if not cut.spec.leaves:
        return {}
    prints_times = cut.spec.names("visit_block", "start_at")
    visits = list(public_visits(cut)) if prints_times else []
    times = TimeWords((v["start_at"], v.text("zone")) for v in visits)
    out = {_OFFICE: _kept(_office(cut))}
    for visit in visits:
        stop = cut.get("stop", visit.text("stop"))
        out[cut.uids[visit.id]] = _kept(_visit(cut, visit, stop, times))
        for item in cut.all("item"):
            if item.text("stop") == stop.id:
                out[cut.uids[item.id]] = _kept(_item(item))
    return {thing: labels for thing, labels in out.items() if labels}


def changes(before: Said, after: Said) -> tuple[str, ...]:
    """Say what differs between two issues, one sentence each, in the order of the newer one.

    An item whose visit moved as a whole is not told apart: its own minutes stayed the same.
    """
    out = [text for thing in after for text in _of_thing(before.get(thing), after[thing])]
    for thing, labels in before.items():
        if thing not in after and thing != _OFFICE:
            out.append(f"{labels.get(_NAME, 'One part')}: no longer on this paper.")
    return tuple(out)


def _of_thing(old: Mapping[str, str] | None, new: Mapping[str, str]) -> Iterator[str]:
    name = new.get(_NAME, "")
    if old is None:
        yield f"{name or 'New'}: added."
        return
    if name != old.get(_NAME, ""):
        yield f"{old.get(_NAME, '')}: now {name}."
    lead = f"{name}: " if name else ""
    for label in dict.fromkeys((*new, *old)):
        was, now = old.get(label, ""), new.get(label, "")
        if label == _NAME or was == now:
            continue
        if label in _TEXTS:
            what = "changed" if now and was else "new" if now else "taken out"
            yield f"{label.capitalize().replace('_', ' ')} {what}."
        elif not now:
            yield _told(f"{lead}{label} taken out, was {was}")
        else:
            yield _told(f"{lead}{label} now {now}{f', was {was}' if was else ''}")


def _told(words: str) -> str:
    return sentence(f"{words[:1].upper()}{words[1:]}")


def _office(cut: CutView) -> Iterator[tuple[str, str]]:
    office, free = cut.one("office"), cut.one("blocks")
    for name in ("press_contact", "press_phone", "press_email"):
        yield name.replace("_", " ").replace("email", "e-mail"), office.text(name)
    yield "web address", cut.one("tour").text("web_address")
    for name in _TEXTS:
        yield name, free.text(name)
    for name, label in _SHORT.items():
        yield label, free.text(name)


def _visit(
    cut: CutView, visit: RecordView, stop: RecordView, times: TimeWords
) -> Iterator[tuple[str, str]]:
    site = cut.get("site", visit.text("site"))
    zone = visit.text("zone")
    yield _NAME, event_title(stop, site)
    yield "date", date_text(public_date(visit))
    yield "time", times.span(visit["start_at"], visit["end_at"], zone)
    yield "place", ", ".join(filter(None, (place_text(stop, site), address_text(site))))
    yield "press rule", COVERAGE_WORDS.get(stop.text("coverage"), "")
    gather = gather_at(visit, stop)
    yield "press check-in", time_text(gather, zone) if gather is not None else ""
    yield "press door", stop.text("press_door")
    yield "pool", stop.text("pool_note")
    yield "press on the campus", site.text("press_entry")


def _item(item: RecordView) -> Iterator[tuple[str, str]]:
    yield _NAME, item.text("title")
    yield "speakers", item.text("speakers")
    yield "begins", f"{int(item['offset_min'] or 0)} minutes into the visit"
    yield "press rule", COVERAGE_WORDS.get(item.text("coverage"), "")


def _kept(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    return {label: one_line(text) for label, text in pairs if one_line(text)}
