"""The cut: what a paper gets of a tour, and what was withheld, why, and how to release it.

Three things let a field through, all of them needed: its level is one that the paper and its reader
may see; the paper names the field; and, on a paper that leaves the office, the record passes the
gate (host and item confirmed, not closed, consent for this use). An undeclared field is private.
The cut view holds nothing else, so a paper cannot leak what it does not get.
"""

from __future__ import annotations

from tourplanner.core.privacy.consent import BY_CONSENT, level_of, may_name, may_quote
from tourplanner.core.privacy.cutting import Cutter, CutView, cut
from tourplanner.core.privacy.gates import words_key
from tourplanner.core.privacy.stops import Readiness, is_confirmed, is_ready, readiness

__all__ = [
    "BY_CONSENT",
    "CutView",
    "Cutter",
    "Readiness",
    "cut",
    "is_confirmed",
    "is_ready",
    "level_of",
    "may_name",
    "may_quote",
    "readiness",
    "words_key",
]
