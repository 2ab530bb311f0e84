"""Long texts: one Loro document per (record, field), made of the updates in the log.

Loro raises a bare BaseException on bad input, which ``except Exception`` misses; it is caught here
and nowhere else. Documents are loaded when a text is edited or a foreign update arrives, never to
read: the tables hold the plain text. A text is a function of the set of updates alone: they are
always applied by (lam, key), so that two laptops with the same updates show the same words.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from tourplanner.core.changes import Change, causes

if TYPE_CHECKING:
    from loro import LoroDoc

TEXT_LIMIT = 500_000  # characters of one text
OPERATIONS_LIMIT = 2_000_000  # operations in one document's history
_CACHED = 200
_BY_LINE = 50_000  # above it a letter-by-letter comparison may take minutes
_ROOT = "t"

TextKey = tuple[str, str, str]  # (kind, record id, field)
_INTERRUPTIONS = (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError)


class BadText(Exception):
    """An update that Loro, or a limit, refuses."""


class Texts:
    """The documents being edited, at most 200 of them."""

    def __init__(self) -> None:
        self._docs: OrderedDict[TextKey, LoroDoc] = OrderedDict()

    def forget(self, key: TextKey | None = None) -> None:
        """Drop a document, or all: after a failed transaction, or when foreign updates came."""
        if key is None:
            self._docs.clear()
        else:
            self._docs.pop(key, None)

    def edit(self, key: TextKey, load: Callable[[], Mapping[str, Change]], new: str) -> bytes:
        """Give the update that turns the text into ``new``.

        Parameters
        ----------
        load : gives the record's changes; called where the document is not at hand.

        Raises
        ------
        BadText : the text is too long.
        """
        if len(new) > TEXT_LIMIT:
            raise BadText("the text is too long")
        doc = self._docs.pop(key, None)
        if doc is None:
            doc = _load(updates_of(load(), key[2]))[0]
        update = _edit(doc, new)
        self._docs[key] = doc
        while len(self._docs) > _CACHED:
            self._docs.popitem(last=False)
        return update


def updates_of(
    changes: Mapping[str, Change], name: str, among: Iterable[str] | None = None
) -> list[tuple[str, bytes]]:
    """Give (key, update) of a text in the order they are applied in: by (lam, key)."""
    keys = changes if among is None else among
    found = sorted(
        (changes[key].lam, key, changes[key].text[name].update)
        for key in keys
        if name in changes[key].text
    )
    return [(key, update) for _, key, update in found if update]


def text_now(changes: Mapping[str, Change], name: str) -> str:
    """Give the text that all updates together make."""
    return _load(updates_of(changes, name))[1]


def text_before(changes: Mapping[str, Change], name: str, key: str) -> str:
    """Give the text that the author of change ``key`` saw before it."""
    seen = causes(changes, name, changes[key].text[name].over)
    return _load(updates_of(changes, name, seen))[1]


def refused(changes: Mapping[str, Change], name: str, arrived: Iterable[str]) -> dict[str, str]:
    """Try foreign updates in a scratch document; give the reason for each that is no good.

    Parameters
    ----------
    changes : all changes of the record, those that arrived included.
    arrived : keys of the changes to judge.
    """
    wanted = set(arrived)
    bad: dict[str, str] = {}
    for _attempt in range(3):
        doc = _new()
        found = False
        for key, update in updates_of(changes, name):
            reason = "" if key in bad else _apply(doc, update)
            if reason and key in wanted:
                bad[key] = reason
                found = True
        if not found:
            return bad
        # A document that refused something is not trusted further: look at the rest without it.
    return bad | dict.fromkeys(wanted - bad.keys(), "a text in it does not fit the others")


def _new() -> LoroDoc:
    from loro import LoroDoc

    return LoroDoc()  # type: ignore[no-untyped-call]


def _load(updates: Iterable[tuple[str, bytes]]) -> tuple[LoroDoc, str]:
    doc = _new()
    for _key, update in updates:
        _apply(doc, update)
    return doc, _read(doc)


def _read(doc: LoroDoc) -> str:
    try:
        return str(doc.get_text(_ROOT).to_string())
    except _INTERRUPTIONS:
        raise
    except BaseException as error:
        raise BadText("the text cannot be read") from error


def _apply(doc: LoroDoc, update: bytes) -> str:
    """Import one update; give the reason where it is refused, "" where it is good."""
    from loro import EncodedBlobMode
    from loro import LoroDoc as Doc

    try:
        meta = Doc.decode_import_blob_meta(update, True)
        if meta.mode != EncodedBlobMode.Updates:
            return "a text in it is no update"
        doc.import_(update)
        if doc.len_ops > OPERATIONS_LIMIT or doc.get_text(_ROOT).len_unicode > 2 * TEXT_LIMIT:
            return "a text in it is too long"
    except _INTERRUPTIONS:
        raise
    except BaseException:
        return "a text in it cannot be read"
    return ""


def _edit(doc: LoroDoc, new: str) -> bytes:
    from loro import ExportMode

    try:
        before = doc.oplog_vv
        text = doc.get_text(_ROOT)
        if max(len(new), text.len_unicode) > _BY_LINE:
            text.update_by_line(new)
        else:
            text.update(new)
        doc.commit()
        if text.to_string() == new and doc.oplog_vv == before:
            return b""
        update = bytes(doc.export(ExportMode.Updates(before)))
    except _INTERRUPTIONS:
        raise
    except BaseException as error:
        raise BadText("the text cannot be saved") from error
    return update
