"""Counties and what stands for one: parishes, boroughs, cities that are in no county."""

from __future__ import annotations

import re

_KIND = re.compile(
    r"\s+(?:county|parish|(?:city and )?borough|census area|municipality|municipio"
    r"|planning region)\s*$",
    re.IGNORECASE,
)
_CITY = re.compile(r"\s+city\s*$")  # "Norfolk city"; Carson City has the word in its name
_NO_COUNTY = re.compile(r"\b[Cc]ity$|^District of ")


def county_name(text: str) -> str:
    """Give the name alone, as it is compared: "Ouachita Parish" and "Ouachita" are one."""
    return _CITY.sub("", _KIND.sub("", text)).strip()


def county_words(text: str) -> str:
    """Write a county as people say it: "Fresno County", "Ouachita Parish"; empty stays empty."""
    has_kind = _KIND.search(text) is not None or _NO_COUNTY.search(text) is not None
    return text if has_kind or not text else f"{text} County"
