"""Signed consent forms: a scan or picture attached to a quote or photo, for the office alone."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tourplanner.core.changes import Action, Changes, Edit
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.model.kept_file import kept_file
from tourplanner.services.kept_files import copy_to_open, keep_file, why_missing
from tourplanner.store.file import OfficeFile

FORM_SUFFIXES = (".pdf", ".jpg", ".jpeg", ".png", ".heic", ".webp", ".tif", ".tiff")
MOST_BYTES = 50_000_000
_WHAT = "signed form"


class ConsentFormService:
    """Attaches signed forms. They are private: no paper, pack or list holds one."""

    def __init__(self, file: OfficeFile) -> None:
        self._file = file

    def attach(self, kind: str, record: str, source: Path) -> Changes:
        """Copy a signed form into the office's folder, in place of an older one.

        Parameters
        ----------
        kind : quote or photo.

        Raises
        ------
        InputError : it is no scan or picture, or over 50 MB. StoreError : it cannot be kept.
        """
        self._form(kind, record)
        if source.suffix.casefold() not in FORM_SUFFIXES:
            raise InputError(
                f"{source.name} is no scan of a form.", f"One of {', '.join(FORM_SUFFIXES)}."
            )
        if source.is_file() and source.stat().st_size > MOST_BYTES:
            raise InputError(f"{source.name} is over 50 MB.", "Scan the form in gray, or smaller.")
        kept = keep_file(self._file.media, source)
        return self._set(kind, record, "Attach signed form", kept)

    def remove(self, kind: str, record: str) -> Changes:
        """Take the form away; Undo brings it back, and the file stays in the folder."""
        self._form(kind, record)
        return self._set(kind, record, "Take away signed form", None)

    def to_open(self, kind: str, record: str, folder: Path) -> Path:
        """Give the form as a file with an ending, for the system's viewer.

        Only the one that was opened last stays in the folder.

        Raises
        ------
        NotFoundError : there is none, or it is not on this laptop.
        """
        form = self._form(kind, record)
        if form is None:
            raise NotFoundError("No signed form is attached.", "Attach a scan or a picture of it.")
        for older in folder.glob("*") if folder.is_dir() else ():
            with contextlib.suppress(OSError):  # a viewer may hold it
                older.unlink()
        return copy_to_open(self._file.media, form, folder, _WHAT, FORM_SUFFIXES)

    def shown(self, values: Mapping[str, Any]) -> tuple[str, str]:
        """Give the name of the form of a quote or photo, and where it is missing; empty = none."""
        form = values.get("form")
        if not isinstance(form, Mapping):
            return "", ""
        return kept_file(form).name or "A form", why_missing(self._file.media, form, _WHAT)

    def _form(self, kind: str, record: str) -> Mapping[str, Any] | None:
        found = self._file.tables.get(kind, record)
        if found is None:
            raise NotFoundError(f"There is no such {kind}.", "It may have been taken away.")
        form = found["form"]
        return form if isinstance(form, Mapping) else None

    def _set(self, kind: str, record: str, label: str, form: dict[str, Any] | None) -> Changes:
        return self._file.write(Action(label, (Edit(record, kind, {"form": form}),)))
