"""Colors, shapes and line patterns of the days: the same on screen, map and paper."""

from __future__ import annotations

from typing import Any

# ui/ui.md section 3; a seventh day starts again with an inner rule.
LIGHT: dict[str, Any] = {
    "days": ["#1f5fbf", "#b84a00", "#86307a", "#0b7a63", "#8a6a00", "#4b5563"],
    "on": "#ffffff",
    "place": "#4a525a",
    "ink": "#1c2126",
    "water": "#dce6ea",
    "land": "#f7f5ef",
    "county": "#e3dfd4",
    "road": "#d3ccbc",
    "state": "#a9a294",
}
DARK: dict[str, Any] = {
    "days": ["#7fb2ff", "#ff9b57", "#e59bdd", "#4fd0b0", "#e3c04a", "#b4bdc8"],
    "on": "#14171a",
    "place": "#a3acb4",
    "ink": "#e9eae6",
    "water": "#0f1a20",
    "land": "#1d2226",
    "county": "#2c3238",
    "road": "#363d43",
    "state": "#59616a",
}
SHAPES = ["circle", "square", "hexagon", "circle", "square", "hexagon"]
DASHES = ["", "12 6.4", "0.1 7", "18 6 3 6", "", "6 5"]
CAPS = ["round", "butt", "round", "butt", "butt", "butt"]
DOUBLES = [4]  # the fifth day's line is a double one


def swatch(day: int) -> str:
    """Give a sample of a day's line as SVG; no text of a user's is in it."""
    color = LIGHT["days"][day % 6]
    dash = DASHES[day % 6]
    pattern = f' stroke-dasharray="{dash}"' if dash else ""
    line = '<line x1="3" y1="6" x2="31" y2="6" stroke-linecap="' + CAPS[day % 6] + '"'
    double = f'{line} stroke="#fff" stroke-width="1.4"/>' if day % 6 in DOUBLES else ""
    return (
        '<svg width="34" height="12" viewBox="0 0 34 12" aria-hidden="true">'
        f'{line} stroke="{color}" stroke-width="4"{pattern}/>{double}</svg>'
    )


def badge(day: int, label: str, *, is_place: bool, known: bool) -> str:
    """Give a row's number on its day's shape as SVG; ``label`` must be a number or a letter."""
    face = face_of(day, label, is_place=is_place, known=known)
    wide = width_of(label)
    return (
        f'<svg width="{wide}" height="22" viewBox="0 0 {wide} 22" role="img" aria-label="{label}">'
        f"{face}</svg>"
    )


def width_of(label: str) -> int:
    """Give how wide the shape of a number is; 22 is how high."""
    return 26 + max(0, len(label) - 2) * 6


def face_of(day: int, label: str, *, is_place: bool = False, known: bool = True) -> str:
    """Give the shape and the number of a mark, in a box 22 high, as parts of an SVG drawing."""
    if not all(c in "0123456789.HP" for c in label):
        raise ValueError(f"not the number of a stop: {label!r}")
    wide = width_of(label)
    color = LIGHT["place"] if is_place else LIGHT["days"][day % 6]
    shape = "place" if is_place else SHAPES[day % 6]
    if shape == "hexagon":
        xs = (1, 7, wide - 7, wide - 1, wide - 7, 7)
        ys = (11, 1, 1, 11, 21, 21)
        points = " ".join(f"{x},{y}" for x, y in zip(xs, ys, strict=True))
        face = f'<polygon points="{points}"'
    else:
        radius = 10 if shape == "circle" else 4
        face = f'<rect x="1" y="1" width="{wide - 2}" height="20" rx="{radius}"'
    look = f'fill="{color}"' if known else f'fill="#fff" stroke="{color}" stroke-dasharray="3 2"'
    text = "#fff" if known else color
    return (
        f'{face} {look}/><text x="{wide / 2:g}" y="15.5" text-anchor="middle" font-size="12" '
        f'font-weight="700" fill="{text}">{label}</text>'
    )
