"""Street addresses compared: "515 E. Ashtabula St." and "515 Ashtabula Street" are one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from tourplanner.core.model.words import place_words, street_words

MAX_CHARS = 200
_MAIL_BOX = re.compile(r"\b(?:P\.?\s*O\.?\s*|post\s+office\s+)box\b|^box\s+\d", re.IGNORECASE)


class AddressMatch(StrEnum):
    """What two addresses are to one another."""

    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"  # one of them is no street address


@dataclass(frozen=True, slots=True)
class Address:
    """A street address in parts, each in one spelling; an empty part was not given."""

    number: str
    direction: str  # before the name
    street: str
    kind: str  # street, avenue, ...
    direction_after: str
    unit: str


@dataclass(frozen=True, slots=True)
class AddressComparison:
    """The outcome with a sentence; ``missing`` names parts that only one of the two gives."""

    match: AddressMatch
    sentence: str
    missing: tuple[str, ...] = ()


def is_mail_box(text: str) -> bool:
    """Whether a text is a post office box, which is no place for a bus."""
    return _MAIL_BOX.search(text) is not None


def parse_address(text: str) -> Address | None:
    """Take a US street address apart; None where there is no street in it."""
    import usaddress

    cleaned = re.sub(r"[\x00-\x1f]+", " ", text)[:MAX_CHARS].strip()
    try:
        parts, _ = usaddress.tag(cleaned)
    except usaddress.RepeatedLabelError:
        return None

    def plain(*labels: str) -> str:
        return " ".join(
            word for label in labels for word in street_words(parts.get(label, "")) if word
        )

    named = ("StreetNamePreModifier", "StreetName", "StreetNamePostModifier")
    words = [word for label in named for word in place_words(parts.get(label, ""))]
    street = " ".join(word for word in words if word != "doctor")
    kind = plain("StreetNamePreType", "StreetNamePostType").removeprefix("state ")
    unit = plain("OccupancyType", "OccupancyIdentifier")
    if "over" in unit and plain("StreetNamePreType"):  # "Avenue 18 1/2" is no apartment
        street, unit = f"{street} {unit}", ""
    if not street:
        return None
    return Address(
        plain("AddressNumberPrefix", "AddressNumber", "AddressNumberSuffix"),
        plain("StreetNamePreDirectional"),
        street,
        kind,
        plain("StreetNamePostDirectional"),
        unit,
    )


def compare_addresses(left: str, right: str) -> AddressComparison:
    """Say whether two street addresses are one.

    House number and street name must be equal; a direction or a kind of street (Ave., St.) that
    only one of them gives is forgiven and named, one that differs is not. Suites do not count.
    """
    a, b = parse_address(left), parse_address(right)
    if a is None or b is None or not (a.number and b.number):
        here, there = ([w for w in street_words(t) if w != "and"] for t in (left, right))
        if here and here == there:
            return AddressComparison(AddressMatch.SAME, "The addresses are the same.")
        return AddressComparison(AddressMatch.UNKNOWN, "One of the two is no full address.")
    pairs = (
        ("house number", a.number, b.number),
        ("street", a.street, b.street),
        ("direction", a.direction, b.direction),
        ("kind of street", a.kind, b.kind),
        ("direction", a.direction_after, b.direction_after),
    )
    differs = [name for name, x, y in pairs if x and y and x != y]
    if differs:
        return AddressComparison(
            AddressMatch.DIFFERENT, f"The addresses differ: {' and '.join(differs)}."
        )
    missing = tuple(dict.fromkeys(name for name, x, y in pairs if bool(x) != bool(y)))
    if missing:
        said = " and ".join(missing)
        return AddressComparison(
            AddressMatch.SAME, f"The addresses are the same; one leaves out the {said}.", missing
        )
    return AddressComparison(AddressMatch.SAME, "The addresses are the same.")
