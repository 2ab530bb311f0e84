"""What stands in a paper, as one hash: the same content is the same issue."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tourplanner.core.model.ids import derived_id
from tourplanner.core.privacy import CutView


def content_hash(cut: CutView) -> str:
    """Give the hash of all that a paper gets, but for the number and the stamp of its issue.

    On a paper that leaves the office a change in private items alone leaves it equal, so such a
    change makes no new version.
    """
    records = [
        [record.kind, record.id, record.values, record.members]
        for record in sorted(cut.records, key=lambda r: (r.kind, r.id))
    ]
    whole = [cut.spec.key, str(cut.reader), cut.language, sorted(cut.tentative), records]
    text = json.dumps(whole, default=_plain, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def folder_hash(files: Mapping[str, str]) -> str:
    """Give one hash for a folder: of the names of its files and the hash of each."""
    listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items()))
    return hashlib.sha256(listed.encode("utf-8", "surrogatepass")).hexdigest()


def issue_id(tour_id: str, key: str, content: str, version: int) -> str:
    """Give the id of an issue's record: two laptops that issue the same meet in one record."""
    return derived_id("paper", tour_id, key, content, str(version))


def draft_id(tour_id: str, key: str) -> str:
    """Give the id of the record that remembers the drafts of a paper; its version is 0."""
    return derived_id("paper", tour_id, key, "draft")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)
