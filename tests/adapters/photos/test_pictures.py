"""Pictures: what they say of themselves, thumbnails and clean copies, and what is no picture."""

from __future__ import annotations

import contextlib
import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.pictures import HEIC, picture
from tests.support import figure
from tourplanner.adapters.photos import PillowPhotos
from tourplanner.core.errors import InputError
from tourplanner.core.geo import LatLon
from tourplanner.core.model.sketch import MAX_CHARS, MOST_SPOTS, Spot, spots_of

photos = PillowPhotos()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def test_time_place_and_camera_are_read(tmp_path: Path) -> None:
    path = picture(tmp_path / "a.jpg", "2013:10:14 09:41:07", at=(34.158758, -118.13981))
    facts = photos.read(str(path))
    assert (facts.form, facts.wide, facts.high) == ("JPEG", 240, 160)
    assert (facts.shot, facts.offset, facts.camera) == ("2013-10-14T09:41:07", "", "Canon EOS 80D")
    assert facts.point is not None
    assert (round(facts.point.lat, 4), round(facts.point.lon, 4)) == (34.1588, -118.1398)


def test_a_picture_of_an_iphone_is_read_and_shown() -> None:
    facts = photos.read(str(HEIC))
    assert (facts.form, facts.shot, facts.offset) == ("HEIF", "2013-10-14T09:41:07", "-07:00")
    assert facts.camera == "Apple iPhone 5s"
    assert opened(photos.thumbnail(str(HEIC))).size == (96, 64)


def test_a_turned_picture_stands_upright_outside(tmp_path: Path) -> None:
    path = picture(tmp_path / "a.jpg", turn=6)
    assert (photos.read(str(path)).wide, photos.read(str(path)).high) == (160, 240)
    assert opened(photos.clean(str(path), 1000)).size == (160, 240)
    assert max(opened(photos.thumbnail(str(path))).size) <= 320


def test_a_clean_copy_holds_nothing_but_the_picture(tmp_path: Path) -> None:
    path = picture(
        tmp_path / "a.jpg", "2013:10:14 09:41:07", at=(34.1, -118.1), artist="Rosa Quiñones 0123"
    )
    image = Image.open(path)
    image.save(
        tmp_path / "b.jpg",
        exif=image.getexif(),
        comment=b"secret-comment",
        xmp=b"<x>secret-xmp</x>",
    )
    for name in ("a.jpg", "b.jpg"):
        data = photos.clean(str(tmp_path / name), 3000)
        for private in (b"Canon", b"Rosa", b"Exif", b"secret", b"2013:10"):
            assert private not in data, private
        assert dict(opened(data).getexif()) == {}


def test_a_clear_picture_has_a_white_ground(tmp_path: Path) -> None:
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    assert opened(photos.clean(str(tmp_path / "clear.png"), 100)).getpixel((5, 5)) == (
        255,
        255,
        255,
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture"),
        (b"\xff\xd8\xff\xe0 and then nothing", "no picture|broken"),
    ],
    ids=["empty", "svg", "cut short"],
)
def test_what_is_no_picture_is_said(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "x.jpg"
    path.write_bytes(data)
    with pytest.raises(InputError, match=words):
        photos.read(str(path))


def test_a_cut_picture_is_broken(tmp_path: Path) -> None:
    path = picture(tmp_path / "a.jpg", size=(800, 600))
    path.write_bytes(path.read_bytes()[:-900])
    with pytest.raises(InputError, match="broken"):
        photos.thumbnail(str(path))


def test_a_bomb_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    def part(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    path = tmp_path / "bomb.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"")))
    with pytest.raises(InputError, match="400 megapixels"):
        photos.thumbnail(str(path))


def test_zero_zero_is_no_place(tmp_path: Path) -> None:
    assert photos.read(str(picture(tmp_path / "a.jpg", at=(0.0, 0.0)))).point is None
    south = photos.read(str(picture(tmp_path / "b.jpg", at=(-33.5, 151.25)))).point
    assert south == LatLon(-33.5, 151.25)


@settings(
    max_examples=figure(60, 2_000), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cut=st.integers(0, 4000), byte=st.integers(0, 255), at=st.integers(0, 4000))
def test_only_our_error_escapes_from_a_broken_picture(
    tmp_path: Path, cut: int, byte: int, at: int
) -> None:
    source = tmp_path / "whole.jpg"
    if not source.exists():
        picture(source, "2013:10:14 09:41:07", at=(34.1, -118.1), offset="-07:00")
    data = bytearray(source.read_bytes())
    data[at % len(data)] = byte
    path = tmp_path / "odd.jpg"
    path.write_bytes(bytes(data[: max(cut, 40)]))
    for act in (photos.read, photos.thumbnail):
        with contextlib.suppress(InputError):
            act(str(path))


def test_a_walk_through_says_when_its_words_are_too_many_for_a_picture(tmp_path: Path) -> None:
    plan = photos.clean(str(picture(tmp_path / "plan.jpg", size=(60, 900))), 2_000)
    spots = [Spot(str(n), n, 0.5, 0.5, "word " * (MAX_CHARS // 5)) for n in range(MOST_SPOTS)]
    with pytest.raises(InputError, match="too many words"):
        photos.sketch(plan, spots)
    assert opened(photos.sketch(plan, spots[:2])).width == 60


def test_a_word_wider_than_the_picture_goes_on_in_the_next_line(tmp_path: Path) -> None:
    plan = photos.clean(str(picture(tmp_path / "plan.jpg")), 2_000)
    high = [
        opened(photos.sketch(plan, [Spot("a", 1, 0.5, 0.5, "w" * count)])).height
        for count in (5, MAX_CHARS)
    ]
    assert high[1] > high[0] + 100


def test_points_from_elsewhere_that_are_none_are_passed_over() -> None:
    odd = [{"x": 0.5, "y": 0.5, "order": float("inf")}, {"x": 10**400, "y": 0}, {"x": 0.5}, [], 1]
    good = {"x": 0.5, "y": 0.5, "words": "Gate"}
    found = spots_of({str(n): value for n, value in enumerate([*odd, good])})
    assert [spot.words for spot in found] == ["Gate"]
