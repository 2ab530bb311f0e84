"""The geocoder of the Census Bureau, which geopy has not: house numbers of the United States."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location


class UsCensus(Geocoder):  # type: ignore[misc]
    """Answers as geopy's geocoders do.

    Source
    ------
    Census Geocoding Services Web API: locations/onelineaddress.
    """

    def __init__(self, *, domain: str, scheme: str, adapter_factory: Callable[..., Any]) -> None:
        super().__init__(scheme=scheme, adapter_factory=adapter_factory)
        self._api = f"{scheme}://{domain}/geocoder/locations/onelineaddress"

    def geocode(
        self, query: str, *, exactly_one: bool = True, timeout: object = DEFAULT_SENTINEL
    ) -> Location | list[Location] | None:
        """Give the houses that an address in one line may mean; points lie along the street."""
        asked = {"address": query, "benchmark": "Public_AR_Current", "format": "json"}
        found: list[Location] | None = self._call_geocoder(
            f"{self._api}?{urlencode(asked)}", _places, timeout=timeout
        )
        if exactly_one:
            return found[0] if found else None
        return found


def _places(answer: Any) -> list[Location]:
    return [
        Location(
            str(place["matchedAddress"]),
            (place["coordinates"]["y"], place["coordinates"]["x"]),  # it names them x and y
            place,
        )
        for place in answer["result"]["addressMatches"]
    ]
