"""Names of files that every system takes."""

from __future__ import annotations

import re

from tourplanner.core.safe_text import one_line

MOST_CHARS = 100
_REFUSED = re.compile(r'[<>:"/\\|?*]+')  # by Windows, or apart folders


def file_name(text: str, end: str = "") -> str:
    """Give a text as the stem of a file's name, cut where it is long; ``end`` is kept whole."""
    stem = one_line(_REFUSED.sub(" ", text))[: MOST_CHARS - len(end)].rstrip(" .")
    return f"{stem}{end}"
