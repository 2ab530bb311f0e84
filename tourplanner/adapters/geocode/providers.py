"""The geocoders on the network, each as geopy's class: OpenStreetMap, Geocodio, OpenCage, Census.

Who they are, at which host and pace, is dated data: ``resources/packs/geocoders.json``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from tourplanner.adapters.resources import resource_path
from tourplanner.core.model.network import Provider

NOMINATIM, CENSUS, GEOCODIO, OPENCAGE = "nominatim", "census", "geocodio", "opencage"
MOST_ANSWERS = 5
_NAMES = ("code", "name", "host", "attribution", "needs_key", "pace_s", "about")

#: What is asked beside the address: places of the United States, a few of them.
_DETAILS: Mapping[str, Mapping[str, Any]] = {
    NOMINATIM: {"limit": MOST_ANSWERS, "addressdetails": True, "country_codes": "us"},
    GEOCODIO: {"limit": MOST_ANSWERS},
    OPENCAGE: {"country": "us", "annotations": False},
}


@cache
def known_providers() -> Mapping[str, Provider]:
    """Give the providers that the shipped pack lists, by code; the first is the default."""
    pack = json.loads(resource_path("packs", "geocoders.json").read_text(encoding="utf-8"))
    found = (Provider(**{name: one[name] for name in _NAMES}) for one in pack["geocoders"])
    return MappingProxyType({provider.code: provider for provider in found})


def make_geocoder(provider: Provider, key: str, adapter_factory: Callable[..., Any]) -> Any:
    """Give the geopy geocoder of a provider, asking through our own door."""
    from geopy.geocoders import Geocodio, Nominatim, OpenCage

    from tourplanner.adapters.geocode.census import UsCensus
    from tourplanner.adapters.network import AGENT

    where: dict[str, Any] = {
        "domain": provider.host,
        "scheme": provider.scheme,
        "adapter_factory": adapter_factory,
    }
    if provider.code == NOMINATIM:
        return Nominatim(user_agent=AGENT, **where)
    if provider.code == CENSUS:
        return UsCensus(**where)
    return {GEOCODIO: Geocodio, OPENCAGE: OpenCage}[provider.code](key, **where)


def details(provider: Provider) -> Mapping[str, Any]:
    """Give what is asked of a provider beside the address."""
    return _DETAILS.get(provider.code, {})
