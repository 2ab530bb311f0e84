"""Tips that show what people typed as it stands: Qt reads what looks like markup as markup."""

from __future__ import annotations

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """Give a tip that shows exactly this text."""
    if not Qt.mightBeRichText(text):
        return text
    from html import escape  # not at the start: it takes 2 ms of the first paint

    lines = escape(text, quote=False).replace("\n", "<br>")
    return f"<qt>{lines}</qt>"
