"""When a photo may go out: the site's rule, who agreed, and that no child can be recognized."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tourplanner.core.consent import NO, YES, answer_of, is_over

#: What somebody on a photo may agree to; a photo is no words and no name.
PHOTO_USES = ("report", "press", "web")
OK, ASK, NONE = "ok", "ask", "none"
RULE_WORDS: Mapping[str, str] = {
    "": "No photo rule noted",
    OK: "Photos are welcome",
    ASK: "Ask before photos go out",
    NONE: "No photos",
}

_WITHDRAWN = "The consent to the photo was withdrawn"
_DRAFT = "The photo is not approved"
_NO_PHOTOS = "The site's rule: no photos"
_REFUSED = "Somebody on the photo refused"
_ASK_FIRST = "The site's rule: ask first, and no consent is noted"
_NOBODY = "Nobody noted a consent, or that no child can be recognized"
_RELEASES: Mapping[str, str] = {
    _WITHDRAWN: "Nothing releases it; recall earlier copies.",
    _DRAFT: "Look at it, then approve it.",
    _NO_PHOTOS: "Nothing releases it while the site's rule stands.",
    _REFUSED: "Nothing releases it.",
    _ASK_FIRST: "Ask, and note the consent with its date.",
    _NOBODY: "Note the consent, or tick that no child can be recognized.",
}


def why_photo_inside(
    values: Mapping[str, Any],
    rule: object,
    quote: Mapping[str, Any] | None,
    on: date | None,
    use: str = "press",
) -> str:
    """Say what keeps a photo inside; empty where it may go out.

    Parameters
    ----------
    rule : the site's: ok, ask, none, or nothing. quote : the one whose speaker it shows, if any.
    on : the day, None = not known. use : report, press or web.

    Source
    ------
    reliability.md section 5: approved, with a consent for the use, or a person's tick that no child
    can be recognized; a refusal and a withdrawal always hold.
    """
    if values.get("state") == "withdrawn" or (quote and quote.get("state") == "withdrawn"):
        return _WITHDRAWN
    if rule == NONE:
        return _NO_PHOTOS
    consent = values.get("consent")
    speaker = quote.get("consent") if quote else None
    if NO in (answer_of(consent, use), answer_of(speaker, use), answer_of(speaker, "photo")):
        return _REFUSED
    agreed = answer_of(consent, use) == YES and not is_over(consent, on)
    if quote is not None:
        both = {answer_of(speaker, use), answer_of(speaker, "photo")}
        agreed = agreed or (both == {YES} and not is_over(speaker, on))
        if not agreed:  # somebody can be recognized: a tick does not do
            return _NOBODY
    elif rule == ASK and not agreed:
        return _ASK_FIRST
    elif not agreed and not isinstance(values.get("no_child"), Mapping):
        return _NOBODY
    return "" if values.get("state") == "approved" else _DRAFT


def photo_release(why: str) -> str:
    """Say how what keeps a photo inside is mended."""
    return _RELEASES.get(why, "")
