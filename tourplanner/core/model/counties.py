"""Counties and what stands for one: parishes, boroughs, cities that are in no county."""

from __future__ import annotations

import re

_KIND = re.compile(
    r"\s+(?:county|parish|(?:city and )?borough|census area|municipality|municipio"
    r"|planning region)\s*$",
    re.IGNORECASE,
)
_NO_COUNTY = re.compile(r"\b[Cc]ity$|^District of ")
_FIRST_CITY = 510  # the Census Bureau counts cities that are in no county from here on


def county_name(text: str) -> str:
    """Give the name alone, as it is compared: "Ouachita Parish" and "Ouachita" are one.

    "Baltimore city" is not the county of that name, which lies around it.
    """
    return _KIND.sub("", text).strip()


def lines_name(name: str, number: str) -> str:
    """Give a county as directories call it, of lines that say no kind: "Baltimore city".

    Parameters
    ----------
    number : the Census Bureau's five digits, state and county.
    """
    is_city = len(number) == 5 and number.isdecimal() and int(number[2:]) >= _FIRST_CITY
    return f"{name} city" if is_city and not name.casefold().endswith(" city") else name


def county_words(text: str) -> str:
    """Write a county as people say it: "Fresno County", "Ouachita Parish"; empty stays empty."""
    has_kind = _KIND.search(text) is not None or _NO_COUNTY.search(text) is not None
    return text if has_kind or not text else f"{text} County"
