"""A geocoder on the network, as the port wants it: asked once, judged, kept with its raw answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import quote, quote_plus

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderQuotaExceeded,
    GeopyError,
)
from geopy.location import Location

from tourplanner.adapters.geocode.providers import details, make_geocoder
from tourplanner.adapters.network import TextDoor, UnknownStatus
from tourplanner.adapters.network_file import KeptAnswer, KeptAnswers, NetworkFile
from tourplanner.adapters.resources import county_at
from tourplanner.core.errors import (
    InputError,
    ProviderNonsense,
    ProviderRefused,
    TourPlannerError,
)
from tourplanner.core.geo import LatLon, Located, Precision, great_circle_m
from tourplanner.core.model.network import Provider
from tourplanner.core.model.places import PlaceAnswer, precision_of
from tourplanner.core.ports import Clock
from tourplanner.core.safe_text import one_line

MAX_CHARS = 300
KEEP_DAYS = 180  # towns name and number streets anew
SAME_PLACE_M = 150  # two answers this near are one campus
_REFUSALS = (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderQuotaExceeded,
)
_CAMPUS_RANK, _STREET_RANK, _TOWN_RANK = 28, 26, 13  # OpenStreetMap's place_rank, least of each


class OnlineLookups:
    """Asks one provider through the door to the network; fulfils the port OnlineGeocoder."""

    def __init__(
        self,
        provider: Provider,
        door: TextDoor,
        memory: NetworkFile,
        clock: Clock,
        key: Callable[[], str],
    ) -> None:
        """Take the user's key as ``key``, called where the provider wants one."""
        self.provider = provider
        self._door = door
        self._memory = memory
        self._clock = clock
        self._key = key

    def locate(self, query: str, home_state: str = "") -> tuple[PlaceAnswer, ...]:
        """Give what the provider knows of an address, its best first; empty where it knows none.

        What it answered before is not asked again. ``home_state`` is not used: the query names its
        state, and nothing else may leave.

        Raises
        ------
        InputError : the provider wants a key and has none here.
        ProviderError : the network is off, or no usable answer came.
        """
        asked = one_line(query)[:MAX_CHARS]
        since = self._clock() - timedelta(days=KEEP_DAYS)
        kept = self._memory.kept(self.provider.code, asked, since)
        if kept is None:
            kept = KeptAnswers(self._clock(), self._ask(asked))
            self._memory.keep(self.provider.code, asked, kept)
        source = f"{self.provider.name}, {kept.at.date().isoformat()}"
        return _apart([_place(one, asked, source) for one in kept.places])

    def _ask(self, asked: str) -> tuple[KeptAnswer, ...]:
        name = self.provider.name
        key = self._key() if self.provider.needs_key else ""
        if self.provider.needs_key and not key:
            raise InputError(
                f"{name} wants a key, and none is kept on this computer.",
                "Give it under Settings, Network, or choose a provider that wants none.",
            )

        def adapter(**_: object) -> _DoorAdapter:
            return _DoorAdapter(self._door, self.provider, f"look up “{asked}”")

        try:
            geocoder = make_geocoder(self.provider, key, adapter)
            found = geocoder.geocode(asked, exactly_one=False, **details(self.provider))
            return tuple(_checked(place) for place in found or ())
        except TourPlannerError as error:
            error.details = _without_key(error.details, key)
            raise
        except _REFUSALS as error:
            raise ProviderRefused(
                f"{name} declined the request.",
                "Check your key and its limits.",
                _without_key(repr(error), key),
            ) from error
        # geopy reads answers trustingly: whatever it stumbles over is the answer's fault.
        except (GeopyError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError,
                UserWarning) as error:  # fmt: skip
            raise _status_behind(error) or ProviderNonsense(
                f"{name} gave an answer that cannot be true.",
                "Pin the site on the map, or choose another provider.",
                _without_key(repr(error), key),
            ) from error


def _without_key(details: str, key: str) -> str:
    """Take a key out of what an answer said: some repeat the whole request."""
    for spelled in {key, quote(key, ""), quote_plus(key)} - {""}:
        details = details.replace(spelled, "...")
    return details


def _status_behind(error: BaseException | None) -> UnknownStatus | None:
    """Give the status that geopy could not read either."""
    while error is not None:
        if isinstance(error, UnknownStatus):
            return error
        error = error.__cause__
    return None


class _DoorAdapter(BaseSyncAdapter):  # type: ignore[misc]
    """Stands where geopy keeps its connection, and asks through the program's one door."""

    def __init__(self, door: TextDoor, provider: Provider, why: str) -> None:
        super().__init__(proxies=None, ssl_context=None)
        self._door = door
        self._provider = provider
        self._why = why

    def get_text(self, url: str, *, timeout: object, headers: object) -> str:
        """Give the text at a URL; agent and time limit are the door's own."""
        try:
            return self._door.get_text(url, self._provider, self._why)
        except UnknownStatus as error:  # geopy reads some, such as Geocodio's 422 for no match
            raise AdapterHTTPError(
                error.text, status_code=error.status, headers={}, text=error.body
            ) from error

    def get_json(self, url: str, *, timeout: object, headers: object) -> Any:
        """Give the JSON at a URL."""
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ProviderNonsense(
                f"{self._provider.name} sent something that is no answer.",
                "Where this network asks to sign in first, do that; else try again later.",
                text[:200],
            ) from error


def _checked(place: Location) -> KeptAnswer:
    """Give an answer to keep; ValueError where its point is not on the earth."""
    raw = place.raw
    point = LatLon(float(place.latitude), float(place.longitude))
    # geopy reads a missing number as 0, and turns a longitude over 180 round the earth.
    if (point.lat, point.lon) == (0.0, 0.0):
        raise ValueError("a point at 0, 0")
    if isinstance(raw, Mapping) and "lat" in raw and "lon" in raw:
        LatLon(float(raw["lat"]), float(raw["lon"]))
    return KeptAnswer(one_line(str(place.address)), point.lat, point.lon, raw)


def _place(kept: KeptAnswer, asked: str, source: str) -> PlaceAnswer:
    point = LatLon(kept.lat, kept.lon)
    county = county_at(point)
    along = isinstance(kept.raw, Mapping) and "tigerLine" in kept.raw
    return PlaceAnswer(
        Located(point, _precision(kept, asked), source),
        kept.label,
        name="",
        state=county.state if county else "",
        county=county.name if county else "",
        note="along the street, by its house numbers" if along else "",
    )


def _precision(kept: KeptAnswer, asked: str) -> Precision:
    """Say how closely an answer is known: by OpenStreetMap's rank, else by the label's words."""
    rank = kept.raw.get("place_rank") if isinstance(kept.raw, Mapping) else None
    if not isinstance(rank, int):
        return precision_of(asked, kept.label)
    if rank >= _CAMPUS_RANK:
        return Precision.ADDRESS
    if rank >= _STREET_RANK:
        return Precision.STREET
    if kept.raw.get("addresstype") == "postcode":
        return Precision.ZIP
    return Precision.TOWN if rank >= _TOWN_RANK else Precision.COUNTY


def _apart(found: list[PlaceAnswer]) -> tuple[PlaceAnswer, ...]:
    """Leave out answers that lie on the campus of a better one."""
    out: list[PlaceAnswer] = []
    for one in found:
        here = one.located.point
        if all(great_circle_m(here, other.located.point) > SAME_PLACE_M for other in out):
            out.append(one)
    return tuple(out)
