"""Named points of a site, and points as one types or pastes them."""

from __future__ import annotations

import pytest

from tourplanner.core.errors import InputError
from tourplanner.core.fields import KINDS, FieldType
from tourplanner.core.geo import LatLon
from tourplanner.core.model.spots import SPOTS, read_point, spot_words

MADISON = LatLon(34.15876, -118.1398)


def test_each_spot_is_a_declared_point() -> None:
    for code, name in SPOTS.items():
        field = KINDS["site"].field(name)
        assert field is not None
        assert field.type is FieldType.POINT
        assert spot_words(code) == field.label


@pytest.mark.parametrize(
    "text",
    [
        "34.15876,-118.1398",
        "  34.15876 ,  -118.1398 ",
        "34.15876 -118.1398",
        "34.15876; -118.1398",
        "34.15876° N, 118.1398° W",
        "34.15876n 118.1398w",
        "geo:34.15876,-118.1398?z=17",
        "https://www.google.com/maps/@34.15876,-118.1398,17z",
        "https://www.google.com/maps/place/Madison/@34.1,-118.2,17z/data=!3d34.15876!4d-118.1398",
        "https://maps.google.com/?q=34.15876,-118.1398",
        "https://maps.apple.com/?ll=34.15876%2C-118.1398&z=17",
        "https://www.openstreetmap.org/?mlat=34.15876&mlon=-118.1398#map=3/0/0",
        "https://www.openstreetmap.org/#map=17/34.15876/-118.1398",
    ],
)
def test_a_point_is_read_as_people_paste_it(text: str) -> None:
    assert read_point(text) == MADISON


@pytest.mark.parametrize(
    "text",
    ["", "here", "34.15", "91104", "515 Ashtabula St, Pasadena", "134.2, -118.1", "34.1, 218.1",
     "34.1, -118.1, 5", "nan, nan", "https://example.org/madison", "9" * 500],
)  # fmt: skip
def test_what_is_no_point_is_told(text: str) -> None:
    with pytest.raises(InputError, match="is not a point") as told:
        read_point(text)
    assert "34.1588" in told.value.hint
    assert len(told.value.text) < 90
