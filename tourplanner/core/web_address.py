"""The address of a page that stands on the web for everybody, as people type it."""

from __future__ import annotations

import re

from tourplanner.core.errors import InputError
from tourplanner.core.safe_text import one_line

MOST = 300  # characters; a code of more is too fine for a camera
# A page of a named host, with no name and password before it and no door of a test server after it.
_PAGE = re.compile(
    r"https?://(?:[\w-]{1,63}\.)+[^\W\d_]{2,63}(?::80|:443)?(?:[/?#]\S*)?", re.IGNORECASE
)


def read_web_address(text: str) -> str:
    """Read a web address: ``example.org/tour`` -> ``https://example.org/tour``; empty stays empty.

    Raises
    ------
    InputError : it is of no page that everybody can open, or holds a name and password.
    """
    typed = one_line(text)
    if not typed:
        return ""
    address = typed if "://" in typed else f"https://{typed}"
    if len(address) > MOST or _PAGE.fullmatch(address) is None:
        raise InputError(
            f"“{typed}” is no web address that everybody can open.",
            "Copy it from the browser, such as https://example.org/tour.",
        )
    return address


def shown_address(address: str) -> str:
    """Give a web address as paper tells it: without https:// and a slash at its end."""
    return re.sub(r"^https?://", "", one_line(address), flags=re.IGNORECASE).removesuffix("/")
