"""Draws the numbered points of a walk-through on a picture, with their words under it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from math import ceil

from PIL import Image, ImageDraw, ImageFont, JpegImagePlugin

from tourplanner.adapters.resources import resource_path
from tourplanner.core.errors import InputError
from tourplanner.core.model.sketch import Spot

_FONTS = "papers/fonts"
_INK, _PAPER, _GROUND = "#101828", "white", "#0b5563"
_QUALITY = 90
_SHARE = 42  # of the longer side: the radius of a point
_LEAST_PX = 11
_MOST_PX = 65_500  # of a side of a JPEG


def draw_sketch(picture: bytes, spots: Sequence[Spot]) -> bytes:
    """Give a JPEG: the picture, its numbered points, and below them a line of words for each.

    Parameters
    ----------
    picture : a JPEG that is clean already.

    Raises
    ------
    InputError : under so narrow a picture the words take more height than a JPEG has.
    """
    with Image.open(io.BytesIO(picture), formats=(JpegImagePlugin.JpegImageFile.format,)) as image:
        radius = max(_LEAST_PX, max(image.size) // _SHARE)
        words = _font("Regular", radius * 1.2)
        room = image.width - 4 * radius
        lines = [
            (str(number) if first else "", text)
            for number, spot in enumerate(spots, 1)
            for first, text in _wrapped(spot.words or "(no words yet)", words, room)
        ]
        high = ceil(radius * 1.9)
        below = high * len(lines) + 2 * radius if lines else 0
        if image.height + below > _MOST_PX:
            raise InputError(
                "There are too many words for so narrow a picture.",
                "Shorten them, or take points out.",
            )
        made = Image.new("RGB", (image.width, image.height + below), _PAPER)
        made.paste(image, (0, 0))
        draw = ImageDraw.Draw(made)
        numbers = _font("Bold", radius * 1.1)
        for number, spot in enumerate(spots, 1):
            at = (_inside(spot.x, image.width, radius), _inside(spot.y, image.height, radius))
            box = (at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius)
            draw.ellipse(box, _GROUND, _PAPER, max(2, radius // 7))
            draw.text(at, str(number), _PAPER, numbers, anchor="mm")
        for row, (number_text, text) in enumerate(lines):
            y = image.height + radius + high * (row + 0.5)
            draw.text((radius, y), number_text, _INK, numbers, anchor="lm")
            draw.text((3 * radius, y), text, _INK, words, anchor="lm")
        out = io.BytesIO()
        made.save(out, "JPEG", quality=_QUALITY)
        return out.getvalue()


def _inside(share: float, whole: int, radius: int) -> float:
    """Give a place along a side so that the whole point is on the picture."""
    return min(max(share * whole, radius + 1), whole - radius - 2)


def _font(weight: str, px: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resource_path(_FONTS, f"PublicSans-{weight}.ttf")), round(px))


def _wrapped(text: str, font: ImageFont.FreeTypeFont, room: float) -> Sequence[tuple[bool, str]]:
    """Give the lines of a text that is at most so wide, and which of them is the first."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
        while len(lines[-1]) > 1 and font.getlength(lines[-1]) > room:  # a word wider than all
            fits = _fitting(lines[-1], font, room)
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return [(not number, line) for number, line in enumerate(lines)]


def _fitting(word: str, font: ImageFont.FreeTypeFont, room: float) -> int:
    """Count the letters of a word that fit a line; one at least."""
    return next((n for n in range(len(word) - 1, 1, -1) if font.getlength(word[:n]) <= room), 1)
