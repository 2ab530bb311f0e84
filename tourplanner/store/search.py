"""Search as one types: what people type, made into a full-text query that is always valid."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tourplanner.store.schema import KindPlan, quoted

WORDS_LIMIT = 16
RANKED = 1_000  # hits that are ranked; a common word has more, and ranking all of them is slow


def match_words(text: str, fields: Sequence[str] = ()) -> str:
    """Give the full-text query for what a person typed: every word, each may be unfinished.

    Every word is quoted, so that no sign in it is taken for an operator; "" where nothing in the
    text can be searched.

    Parameters
    ----------
    fields : the words must stand in these, declared ones; none = in any that is searched.
    """
    parts = text.replace('"', " ").replace("\0", " ").split()
    words = [part for part in parts if any(c.isalnum() for c in part)]
    query = " AND ".join(f'"{word}"*' for word in words[:WORDS_LIMIT])
    return f"{{{' '.join(fields)}}} : ({query})" if query and fields else query


def find(
    conn: sqlite3.Connection, plan: KindPlan, query: str, limit: int
) -> list[tuple[str, float]]:
    """Give (id, rank) of the records of one kind that match, best first (the lowest rank).

    Of equally good ones the one that came last to the file goes first. Of more than 1,000 hits the
    latest 1,000 are ranked.
    """
    if not plan.search_table or not query:
        return []
    search, table = quoted(plan.search_table), quoted(plan.table)
    rows = conn.execute(
        f"SELECT t.id, s.score FROM (SELECT rowid AS n, bm25({search}) AS score FROM {search} "
        f"WHERE {search} MATCH ? ORDER BY rowid DESC LIMIT {RANKED}) s "
        f"JOIN {table} t ON t.n=s.n ORDER BY s.score, t.n DESC LIMIT ?",
        (query, limit),
    )
    return [(str(id_), float(score)) for id_, score in rows]
