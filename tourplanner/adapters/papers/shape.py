"""A paper as plain JSON values, for writers whose template reads data."""

from __future__ import annotations

from typing import Any

from tourplanner.adapters.papers.qr import runs_of, size_of
from tourplanner.core.papers.blocks import (
    Block,
    Bullets,
    Heading,
    KeyValues,
    Line,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    QrCode,
    Table,
    WriteLines,
)
from tourplanner.core.safe_text import clean, one_line


def paper_data(paper: Paper) -> dict[str, Any]:
    """Give the paper as dictionaries, lists, texts and booleans; every text is cleaned."""
    lang, _, region = paper.language.partition("-")
    return {
        "document_title": one_line(paper.document_title) or "Paper",
        "author": one_line(paper.author),
        "subject": one_line(paper.subject),
        "lang": lang or "en",
        "region": region or None,
        "dated": paper.stamp_at is not None,
        "size": str(paper.size),
        "plain_head": paper.plain_head,
        "landscape": paper.landscape,
        "draft": one_line(paper.draft),
        "name": one_line(paper.name),
        "title": one_line(paper.title),
        "aside": one_line(paper.aside),
        "letterhead": [one_line(text) for text in paper.letterhead],
        "footer": one_line(paper.footer),
        "page_words": [clean(words) for words in paper.page_words],
        "above": [_block(block) for block in paper.above],
        "blocks": [_block(block) for block in paper.blocks],
    }


def _line(spans: Line) -> list[dict[str, str]]:
    return [{"text": clean(s.text), "style": str(s.style), "link": s.link} for s in spans]


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {
            "type": "heading",
            "level": block.level,
            "text": one_line(block.text),
            "aside": one_line(block.aside),
        }
    if isinstance(block, Paragraph):
        return {"type": "paragraph", "role": block.role, "line": _line(block.line)}
    if isinstance(block, Bullets):
        return {"type": "bullets", "items": [_line(item) for item in block.items]}
    if isinstance(block, KeyValues):
        rows = [{"label": one_line(label), "line": _line(value)} for label, value in block.rows]
        return {"type": "keyvalues", "rows": rows}
    if isinstance(block, Note):
        return {"type": "note", "tone": block.tone, "line": _line(block.line)}
    if isinstance(block, WriteLines):
        return {"type": "write", "line": _line(block.words), "count": block.count}
    if isinstance(block, QrCode):
        return {
            "type": "qr",
            "alt": one_line(block.alt),
            "line": _line(block.words),
            "size": size_of(block),
            "path": "".join(f"M{x} {y}h{n}v1h-{n}z" for x, y, n in runs_of(block)),
        }
    if isinstance(block, PageBreak):
        return {"type": "break"}
    return _table(block)


def _table(block: Table) -> dict[str, Any]:
    return {
        "type": "table",
        "compact": block.compact,
        "alt": one_line(block.alt),
        "columns": [
            {"title": one_line(c.title), "width": c.width, "right": c.right} for c in block.columns
        ],
        "rows": [
            {
                "tone": row.tone,
                "fills": row.fills or ("",) * len(row.cells),
                "cells": [[_line(item) for item in part] for part in row.cells],
            }
            for row in block.rows
        ],
    }
