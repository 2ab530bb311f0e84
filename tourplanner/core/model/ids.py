"""One id type per kind of record. An id is 32 lower-case hexadecimal digits (128 bit)."""

from __future__ import annotations

import uuid
from typing import NewType

RecordId = NewType("RecordId", str)
SiteId = NewType("SiteId", str)
PlaceId = NewType("PlaceId", str)
TourId = NewType("TourId", str)
StopId = NewType("StopId", str)
VariantId = NewType("VariantId", str)
ItemId = NewType("ItemId", str)
NoteId = NewType("NoteId", str)
QuoteId = NewType("QuoteId", str)
PracticeId = NewType("PracticeId", str)
PersonId = NewType("PersonId", str)
LegId = NewType("LegId", str)
ActionId = NewType("ActionId", str)

_NAMESPACE = uuid.UUID("6f1d2f0e-2f0b-5c0e-9f3a-0c0a7b1f4d55")


def derived_id(kind: str, *parts: str) -> str:
    """Give the id that every laptop derives for the same thing (uuid5 of kind and parts).

    For links between two records (``parts`` = left id, right id) and for anything imported
    (``parts`` = source name, source key), so that two laptops meet instead of doubling.
    """
    return uuid.uuid5(_NAMESPACE, "\x1f".join((kind, *parts))).hex


def is_record_id(text: str) -> bool:
    """Whether ``text`` has the form of a record id."""
    return len(text) == 32 and not text.strip("0123456789abcdef")


def is_id_start(text: str) -> bool:
    """Whether ``text`` may be the start of a record id, as lists print it: 6 digits or more."""
    return 6 <= len(text) < 32 and not text.strip("0123456789abcdef")
