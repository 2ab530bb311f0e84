"""What a person should look at before a paper goes: near-leaks, and a sender that is not named.

The cut keeps private fields out. Nobody but a reader can keep a hotel out of a lead that was typed
freely, so what looks like one is pointed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tourplanner.core.fields import Level
from tourplanner.core.model.paper import RecordView, TourView, field_of
from tourplanner.core.privacy import CutView

_SHORTEST = 5
_PHONE = re.compile(r"(?<![\d-])(?:\+?1[\s.-]?)?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+\w")
_WORD = re.compile(r"\w+")
_ROOM = re.compile(r"\b(?:hotel )?room (?:no\. ?)?\d{2,4}[a-z]?\b", re.IGNORECASE)
_REACHED = ("press_phone", "press_email")
_NAMING = (
    ("place", ("name", "street", "phone")),
    ("person", ("name", "email", "mobile")),
    ("stop", ("hold_room",)),
    ("site", ("host_mobile", "coordinator_phone", "alternate_phone", "front_office_phone")),
    ("tour", ("driver_name", "driver_phone")),
    ("coach", ("driver_name", "driver_phone")),
    ("rider", ("phone", "email", "emergency", "access", "diet")),
    ("media", ("phone", "email")),
)


class NearLeaks:
    """Points at private words in public texts; made once of a view, asked for each paper.

    Parameters
    ----------
    view : the whole view, to know what is private.
    """

    def __init__(self, view: TourView) -> None:
        public = _public_values(view)
        told = ((label, words) for label, words in _private_words(view))
        self._private = [
            (label, words, words.casefold()) for label, words in told
            if words.casefold() not in public
        ]  # fmt: skip
        self._known = {_same(value) for value in public}

    def cautions(self, printed: Iterable[str]) -> tuple[str, ...]:
        """Give a sentence for every private word that stands in a public text.

        Parameters
        ----------
        printed : the texts of a paper that leaves the office.
        """
        texts = [text for text in printed if text.strip()]
        whole = "\n".join(texts).casefold()
        found: dict[str, None] = {}
        for label, words, folded in self._private:
            if folded not in whole:  # of most papers all
                continue
            pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)
            for text in texts:
                if pattern.search(text):
                    found[_sentence(label, words, text)] = None
        for label, pattern in (("phone number", _PHONE), ("e-mail", _EMAIL), ("room", _ROOM)):
            for text in texts:
                for match in pattern.finditer(text):
                    if _same(match.group()) not in self._known:
                        found[_sentence(label, match.group(), text)] = None
        return tuple(found)


def unnamed(cut: CutView) -> tuple[str, ...]:
    """Give a sentence for each part of a sender that a paper which goes out does not name."""
    office, spec = cut.one("office"), cut.spec
    out = []
    if spec.names("office", "member_name") and not office.text("member_name").strip():
        out.append("It does not say whose tour this is: Settings, Office, Member.")
    reached = [name for name in _REACHED if spec.names("office", name)]
    if reached and not any(office.text(name).strip() for name in reached):
        out.append("It names nobody whom a reader can call: Settings, Office, Press contact.")
    return tuple(out)


def _sentence(label: str, words: str, text: str) -> str:
    shown = text if len(text) <= 60 else f"{text[:57]}..."
    return f"“{words}” ({label}) stands in “{shown}”. Take it out, or say that it may go."


def _private_words(view: TourView) -> Iterator[tuple[str, str]]:
    for kind, names in _NAMING:
        for record in view.all(kind):
            for name in names:
                declared = field_of(kind, name)
                if kind == "place" and name == "name" and _is_town(record):
                    continue  # "Pasadena, CA" stands in every address there
                words = record.text(name).strip()
                if declared is not None and len(words) >= _SHORTEST:
                    yield f"{kind}: {declared.label.lower()}", words


def _is_town(place: RecordView) -> bool:
    """Whether a place is named by nothing but its own town, state and ZIP."""
    where = " ".join(place.text(name) for name in ("city", "state", "zip", "county"))
    return set(_WORD.findall(place.text("name").casefold())) <= set(_WORD.findall(where.casefold()))


def _public_values(view: TourView) -> set[str]:
    """Give every text that is public or for the press list by its own field."""
    out = set()
    for record in view.records:
        for name, value in record.values.items():
            declared = field_of(record.kind, name)
            if (
                isinstance(value, str)
                and declared is not None
                and declared.level in (Level.PUBLIC, Level.MEDIA)
            ):
                out.add(value.strip().casefold())
    return out


def _same(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    return digits[-10:] if len(digits) >= 10 else text.casefold()
