"""The file of a survey: kept byte for byte beside the office file, opened as a copy; no paper."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tourplanner.core.changes import Action, Changes, Edit, Json
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.model.kept_file import kept_file
from tourplanner.services.kept_files import copy_to_open, keep_file, why_missing
from tourplanner.services.workspace import Workspace

SURVEY, FACT = "survey", "file"
#: What no program runs when it is opened; workbooks without macros.
SURVEY_SUFFIXES = (
    *(".pdf", ".csv", ".xlsx", ".ods", ".docx", ".odt", ".txt"),
    *(".jpg", ".jpeg", ".png", ".heic"),
)
MOST_BYTES = 50_000_000
_WHAT = "survey file"


def attach(office: Workspace, survey: str, source: Path) -> Changes:
    """Copy a survey's file into the office's folder, in place of an older one.

    Raises
    ------
    InputError : it is no paper, table or picture, or over 50 MB. StoreError : it cannot be kept.
    """
    _file(office, survey)
    if source.suffix.casefold() not in SURVEY_SUFFIXES:
        raise InputError(f"{source.name} is no {_WHAT}.", f"One of {', '.join(SURVEY_SUFFIXES)}.")
    if source.is_file() and source.stat().st_size > MOST_BYTES:
        raise InputError(f"{source.name} is over 50 MB.", "Keep it elsewhere, and type its link.")
    return _set(office, survey, "Attach survey file", keep_file(office.file.media, source))


def remove(office: Workspace, survey: str) -> Changes:
    """Take the file away; Undo brings it back, and it stays in the folder."""
    _file(office, survey)
    return _set(office, survey, "Take away survey file", None)


def to_open(office: Workspace, survey: str, folder: Path) -> Path:
    """Give a copy with an ending, for the system's program; only the last one stays in the folder.

    Raises
    ------
    NotFoundError : there is none, or it is not on this laptop.
    """
    kept = _file(office, survey)
    if kept is None:
        raise NotFoundError("This survey has no file.", "Attach the paper or the table.")
    for older in folder.glob("*") if folder.is_dir() else ():
        with contextlib.suppress(OSError):  # a program may hold it
            older.unlink()
    return copy_to_open(office.file.media, kept, folder, _WHAT, SURVEY_SUFFIXES)


def shown(office: Workspace, values: Mapping[str, Any]) -> tuple[str, str]:
    """Give the name of a survey's file, and that it is missing here; empty = there is none."""
    kept = values.get(FACT)
    if not isinstance(kept, Mapping):
        return "", ""
    return kept_file(kept).name or "A file", why_missing(office.file.media, kept, _WHAT)


def _file(office: Workspace, survey: str) -> Mapping[str, Any] | None:
    found = office.file.tables.get(SURVEY, survey)
    if found is None or found.deleted:
        raise NotFoundError("There is no such survey.", "It may have been taken away.")
    kept = found[FACT]
    return kept if isinstance(kept, Mapping) else None


def _set(office: Workspace, survey: str, label: str, kept: Json) -> Changes:
    return office.file.write(Action(label, (Edit(survey, SURVEY, {FACT: kept}),)))
