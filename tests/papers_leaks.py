"""Looks into finished files for words that must not be there, however they are packed."""

from __future__ import annotations

import base64
import binascii
import html
import io
import re
import urllib.parse
import zipfile
from collections.abc import Iterator

import pikepdf

MARK = "zq7xkvw9"  # every token starts with it
LENGTH = 16
_TOKEN = re.compile(rf"{MARK}[0-9a-z]{{{LENGTH - len(MARK)}}}")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}={0,2}")
_HEX = re.compile(rb"(?:[0-9A-Fa-f]{2}){8,}")


def tokens_in(data: bytes) -> set[str]:
    """Every token in a file: plain, in zip members, PDF streams and shown text, or encoded."""
    found: set[str] = set()
    for part in parts_of(data):
        found |= _tokens_in_part(part)
    return found


def text_of(data: bytes) -> str:
    """What a reader reads of a file: the text of a PDF, Word or HTML file."""
    if data[:5] == b"%PDF-":
        return "\n".join(pdf_text(data))
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [archive.read(n).decode() for n in archive.namelist() if n.endswith("xml")]
        shown = "\n".join(re.sub(r"</w:p>|<w:br/>|<w:tab/>", "\n", text) for text in members)
        return html.unescape(re.sub(r"<[^>]+>", "", shown))
    text = data.decode("utf-8")
    if "<html" in text:
        body = re.sub(r"<(style|script)\b.*?</\1>", "", text, flags=re.DOTALL)
        return html.unescape(re.sub(r"<[^>]+>", "", body))
    return text


def parts_of(data: bytes) -> Iterator[bytes]:
    """The file itself, and everything inside it unpacked."""
    yield data
    if data[:5] == b"%PDF-":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Stream):
                    yield bytes(thing.read_bytes())
            yield "\n".join(f"{k}={v}" for k, v in pdf.docinfo.items()).encode()
            yield "\n".join(_strings(pdf)).encode()
            yield "\n".join(_texts(pdf)).encode()
    elif data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment
            for info in archive.infolist():
                yield info.filename.encode() + info.comment + info.extra
                yield from parts_of(archive.read(info))


def _strings(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Every string of a PDF outside its streams: titles, alternative texts, outline."""
    for thing in pdf.objects:
        yield from _strings_of(thing)


def _strings_of(thing: object) -> Iterator[str]:
    """The strings of an object; what it only refers to is an object of its own in the file."""
    if isinstance(thing, pikepdf.String):
        yield str(thing)
        return
    values: list[object] = []
    if isinstance(thing, pikepdf.Dictionary):
        values = [value for _, value in thing.items()]
    elif isinstance(thing, pikepdf.Array):
        values = list(thing)
    for value in values:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _strings_of(value)


def _tokens_in_part(part: bytes) -> set[str]:
    lower = part.lower()
    found = set(_TOKEN.findall(lower.decode("latin-1")))
    for name in ("utf-16-le", "utf-16-be"):
        mark = MARK.encode(name)
        if mark in lower:
            for start in (0, 1):
                found |= set(_TOKEN.findall(lower[start:].decode(name, "ignore")))
    # Encoded forms: unpack only what could hold the mark, at each of the three alignments.
    for core in _base64_cores():
        if core in part:
            for run in _BASE64.findall(part):
                found |= _from_base64(run)
    mark_hex = binascii.hexlify(MARK.encode())
    if mark_hex in lower:
        for run in _HEX.findall(lower):
            even = run[: len(run) // 2 * 2]
            found |= set(_TOKEN.findall(binascii.unhexlify(even).decode("latin-1").lower()))
    text = lower.decode("latin-1")
    if "%7a" in text or "%71" in text:
        found |= set(_TOKEN.findall(urllib.parse.unquote(text)))
    if "&#" in text:
        found |= set(_TOKEN.findall(html.unescape(text)))
    return found


def _base64_cores() -> tuple[bytes, ...]:
    """What base64 makes of the mark at the three alignments, without what its neighbors change."""
    cores = []
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + MARK.encode())
        cores.append(encoded[(shift * 8 + 5) // 6 : (shift + len(MARK)) * 8 // 6])
    return tuple(cores)


def _from_base64(run: bytes) -> set[str]:
    found: set[str] = set()
    plain = run.replace(b"-", b"+").replace(b"_", b"/").rstrip(b"=")
    for start in range(4):
        piece = plain[start:]
        piece = piece[:-1] if len(piece) % 4 == 1 else piece
        decoded = base64.b64decode(piece + b"=" * (-len(piece) % 4)).lower()
        found |= set(_TOKEN.findall(decoded.decode("latin-1")))
    return found


def pdf_text(data: bytes) -> list[str]:
    """The text that each page of a PDF shows, read back through its fonts' ToUnicode tables."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return _texts(pdf)


def _texts(pdf: pikepdf.Pdf) -> list[str]:
    known: dict[tuple[int, int], dict[bytes, str]] = {}  # pages share their fonts
    pages = []
    for page in pdf.pages:
        maps = {}
        for name, font in page.resources.get("/Font", pikepdf.Dictionary()).items():
            table = font.get("/ToUnicode")
            if table is not None:
                if table.objgen not in known:
                    known[table.objgen] = _to_unicode(table)
                maps[name] = known[table.objgen]
        pages.append(_page_text(page, maps))
    return pages


def _page_text(page: pikepdf.Page, maps: dict[str, dict[bytes, str]]) -> str:
    out: list[str] = []
    font: dict[bytes, str] = {}
    line = None
    marked: list[bool] = []  # open marked contents: whether each says its own text
    read = "BDC BMC EMC Tf Tm Tj TJ"  # all else draws or moves
    for operands, operator in pikepdf.parse_content_stream(page, read):
        name = str(operator)
        if name in ("BDC", "BMC"):
            properties = operands[1] if len(operands) > 1 else None
            said = isinstance(properties, pikepdf.Dictionary) and "/ActualText" in properties
            if said and not any(marked):
                out.append(str(properties["/ActualText"]))
            marked.append(said)
        elif name == "EMC" and marked:
            marked.pop()
        if name == "Tf":
            font = maps.get(str(operands[0]), {})
        elif name == "Tm":
            height = round(float(operands[5]), 1)
            if line is not None and height != line:
                out.append("\n")
            line = height
        elif name in ("Tj", "TJ") and not any(marked):
            pieces = operands[0] if name == "TJ" else [operands[0]]
            for piece in pieces:
                if isinstance(piece, pikepdf.String):
                    raw = bytes(piece)
                    out += [font.get(raw[i : i + 2], "") for i in range(0, len(raw), 2)]
    return "".join(out)


def _to_unicode(table: pikepdf.Object) -> dict[bytes, str]:
    text = table.read_bytes().decode("latin-1")
    shown: dict[bytes, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, value in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            shown[bytes.fromhex(code)] = bytes.fromhex(value).decode("utf-16-be", "replace")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for low, high, value in re.findall(
            r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block
        ):
            first = int(value, 16)
            for n in range(int(high, 16) - int(low, 16) + 1):
                shown[(int(low, 16) + n).to_bytes(2, "big")] = chr(first + n)
    return shown
