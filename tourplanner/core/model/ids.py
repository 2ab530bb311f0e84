"""One id type per kind of record. An id is 32 lower-case hexadecimal digits (128 bit)."""

from __future__ import annotations

import hashlib
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

_NAMESPACE = bytes.fromhex("6f1d2f0e2f0b5c0e9f3a0c0a7b1f4d55")


def derived_id(kind: str, *parts: str) -> str:
    """Give the id that every laptop derives for the same thing (uuid5 of kind and parts).

    For links between two records (``parts`` = left id, right id) and for anything imported
    (``parts`` = source name, source key), so that two laptops meet instead of doubling.
    """
    name = "\x1f".join((kind, *parts)).encode("utf-8")
    # As uuid.uuid5 does, in a third of its time: a directory has thousands of schools.
    digest = bytearray(hashlib.sha1(_NAMESPACE + name, usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50  # version 5
    digest[8] = digest[8] & 0x3F | 0x80  # the variant of RFC 4122
    return digest.hex()


def is_record_id(text: str) -> bool:
    """Whether ``text`` has the form of a record id."""
    return len(text) == 32 and not text.strip("0123456789abcdef")


def is_id_start(text: str) -> bool:
    """Whether ``text`` may be the start of a record id, as lists print it: 6 digits or more."""
    return 6 <= len(text) < 32 and not text.strip("0123456789abcdef")
