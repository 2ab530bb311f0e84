"""The states of the country and the regions of a state, read from the shipped data files."""

from __future__ import annotations

import json
from functools import lru_cache

from tourplanner.adapters.resources import resource_path
from tourplanner.core.errors import ResourceMissing
from tourplanner.core.model.states import Regions, States, parse_regions, parse_states


@lru_cache(maxsize=1)
def load_states() -> States:
    """Give all states with the boxes of their coordinates."""
    return parse_states(json.loads(resource_path("packs", "states_us.json").read_text("utf-8")))


@lru_cache(maxsize=8)
def load_regions(state: str) -> Regions:
    """Give the regions of a state; empty for a state that ships without."""
    if len(state) != 2 or not state.isalpha():
        return Regions()
    try:
        path = resource_path("packs", f"regions_{state.lower()}.json")
    except ResourceMissing:
        return Regions()
    return parse_regions(json.loads(path.read_text("utf-8")))
