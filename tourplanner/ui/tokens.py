"""The colors and measures that the window is drawn with, as plain values.

Nothing here imports Qt, so that every contrast can be computed in a plain test.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Scheme(StrEnum):
    """Which set of colors is wished."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Density(StrEnum):
    """How high rows are."""

    COMPACT = "compact"
    NORMAL = "normal"
    ROOMY = "roomy"


ROW_HEIGHTS = {Density.COMPACT: 26, Density.NORMAL: 30, Density.ROOMY: 36}
TEXT_SIZES = (100, 115, 130, 150, 175, 200)

BUTTON_HEIGHT = 28
SMALL_BUTTON_HEIGHT = 24
BADGE_HEIGHT = 20
HEADER_HEIGHT = 52
NOTICE_HEIGHT = 32
STATUS_HEIGHT = 26
SIDEBAR_WIDTH = 188
SIDEBAR_FOLDED = 48
READABLE = 4.5  # contrast of text, WCAG 2.2 AA
RADIUS_BADGE, RADIUS_CONTROL, RADIUS_CARD = 4, 6, 8


class Pair(NamedTuple):
    """A color that text has and the ground it stands on."""

    ink: str
    ground: str


class Tokens(NamedTuple):
    """One set of colors, each as #RRGGBB; see the interface's description, section 3.

    ``off`` is the text of what cannot be pressed now. ``days`` are the fills of day badges (text
    on them ``on_day``), ``day_tints`` the grounds of visit blocks, both from the first day on.
    ``levels`` are the tiles P, M, T, I, R.
    """

    scheme: Scheme
    canvas: str
    surface: str
    sunken: str
    line: str
    control: str
    ink: str
    ink2: str
    ink3: str
    off: str
    accent: str
    fill: str
    on_fill: str
    soft: str
    select: str
    focus: str
    good: Pair
    warn: Pair
    bad: Pair
    info: Pair
    levels: tuple[Pair, ...]
    hatch: str
    hotel: Pair
    rest: str
    meal: str
    press: str
    days: tuple[str, ...]
    on_day: str
    day_tints: tuple[str, ...]
    water: str
    land: str
    county: str
    road: str

    def day(self, index: int) -> str:
        """Give the fill of a day's badge; after the last one colors start again."""
        return self.days[index % len(self.days)]

    def tint(self, index: int) -> str:
        """Give the ground of a day's visit blocks."""
        return self.day_tints[index % len(self.day_tints)]


LIGHT = Tokens(
    Scheme.LIGHT,
    canvas="#F5F4F0",
    surface="#FFFFFF",
    sunken="#ECEAE4",
    line="#DDDAD2",
    control="#85827A",
    ink="#1C2126",
    ink2="#4A525A",
    ink3="#5A626A",
    off="#5A626A",
    accent="#0E5A6B",
    fill="#0E5A6B",
    on_fill="#FFFFFF",
    soft="#DFEDEF",
    select="#D3E6EA",
    focus="#0B6FC2",
    good=Pair("#19663A", "#E2F1E6"),
    warn=Pair("#7A4F00", "#FBEFD2"),
    bad=Pair("#A3261F", "#FBE5E2"),
    info=Pair("#1D5691", "#E3EDF8"),
    levels=(
        Pair("#1C2126", "#FFFFFF"),
        Pair("#1C2126", "#D5D9DD"),
        Pair("#1C2126", "#A8AFB6"),
        Pair("#FFFFFF", "#5A626A"),
        Pair("#FFFFFF", "#1C2126"),
    ),
    hatch="#E2DED4",
    hotel=Pair("#FFFFFF", "#4A525A"),
    rest="#E2F1E6",
    meal="#FBEFD2",
    press="#E3EDF8",
    days=("#1F5FBF", "#B84A00", "#86307A", "#0B7A63", "#8A6A00", "#4B5563"),
    on_day="#FFFFFF",
    day_tints=("#E4ECF9", "#FBE9DD", "#F4E5F2", "#DFF1EC", "#F5EED6", "#E8EAED"),
    water="#DCE6EA",
    land="#F7F5EF",
    county="#E3DFD4",
    road="#D3CCBC",
)

DARK = Tokens(
    Scheme.DARK,
    canvas="#14171A",
    surface="#1B1F23",
    sunken="#101316",
    line="#30363C",
    control="#79828B",
    ink="#E9EAE6",
    ink2="#B9C0C6",
    ink3="#A3ACB4",
    off="#A3ACB4",
    accent="#7CCBD6",
    fill="#17697A",
    on_fill="#FFFFFF",
    soft="#16343A",
    select="#1B4048",
    focus="#62B4FF",
    good=Pair("#7FCF9B", "#17301F"),
    warn=Pair("#EBBE62", "#35290F"),
    bad=Pair("#F59A92", "#3B1C1A"),
    info=Pair("#8FBEF2", "#172C44"),
    levels=(
        Pair("#E9EAE6", "#1B1F23"),
        Pair("#E9EAE6", "#3A4148"),
        Pair("#FFFFFF", "#5F6872"),
        Pair("#14171A", "#A3ACB4"),
        Pair("#14171A", "#F4F4F1"),
    ),
    hatch="#262C31",
    hotel=Pair("#FFFFFF", "#3D454D"),
    rest="#17301F",
    meal="#35290F",
    press="#172C44",
    days=("#7FB2FF", "#FF9B57", "#E59BDD", "#4FD0B0", "#E3C04A", "#B4BDC8"),
    on_day="#14171A",
    day_tints=("#1A2B45", "#3A2516", "#362036", "#13322B", "#332B12", "#2A2F35"),
    water="#0F1A20",
    land="#1D2226",
    county="#2C3238",
    road="#363D43",
)

CONTRAST = DARK._replace(
    scheme=Scheme.CONTRAST,
    canvas="#000000",
    surface="#000000",
    sunken="#000000",
    line="#B9C0C6",
    control="#FFFFFF",
    ink="#FFFFFF",
    ink2="#FFFFFF",
    ink3="#E9EAE6",
    off="#9AA3AB",
    accent="#FFD84D",
    fill="#FFD84D",
    on_fill="#000000",
    soft="#26304A",
    select="#26304A",
    focus="#62D0FF",
    good=Pair("#8CF0B0", "#000000"),
    warn=Pair("#FFD84D", "#000000"),
    bad=Pair("#FFB3AA", "#000000"),
    info=Pair("#A9D1FF", "#000000"),
    levels=(
        Pair("#FFFFFF", "#000000"),
        Pair("#FFFFFF", "#3A4148"),
        Pair("#FFFFFF", "#5F6872"),
        Pair("#000000", "#B9C0C6"),
        Pair("#000000", "#FFFFFF"),
    ),
    hatch="#4A525A",
    hotel=Pair("#000000", "#FFFFFF"),
    rest="#000000",
    meal="#000000",
    press="#000000",
    on_day="#000000",
    day_tints=("#000000",),
)


def contrast_in(ground: str, ink: str, link: str) -> Tokens:
    """Give high contrast in colors of the system's own: its ground, text and links.

    Marks keep their words, letters and patterns; a color that cannot be read on the ground gives
    way to the text's.
    """
    base = CONTRAST if contrast(ground, "#FFFFFF") > contrast(ground, "#000000") else LIGHT

    def read(color: str) -> str:
        return color if contrast(color, ground) >= READABLE else ink

    select = base.select if contrast(ink, base.select) >= READABLE else ground
    accent = read(link)

    def mark(pair: Pair) -> Pair:
        return Pair(read(pair.ink), ground)

    return base._replace(
        scheme=Scheme.CONTRAST,
        canvas=ground,
        surface=ground,
        sunken=ground,
        line=mix(ground, ink, 0.45),  # decor; a bar on it still shows how far it reaches
        control=ink,
        ink=ink,
        ink2=ink,
        ink3=ink,
        off=read(mix(ground, ink, 0.75)),
        accent=accent,
        fill=accent,
        on_fill=ground,
        soft=select,
        select=select,
        focus=read(base.focus),
        good=mark(base.good),
        warn=mark(base.warn),
        bad=mark(base.bad),
        info=mark(base.info),
        hotel=Pair(ground, ink),
        rest=ground,
        meal=ground,
        press=ground,
        day_tints=(ground,),
    )


def mix(one: str, other: str, share: float) -> str:
    """Give the color that lies ``share`` of the way from one to the other, both #RRGGBB."""
    parts = [
        round(int(one[k : k + 2], 16) * (1 - share) + int(other[k : k + 2], 16) * share)
        for k in (1, 3, 5)
    ]
    return "#{:02X}{:02X}{:02X}".format(*parts)


def luminance(color: str) -> float:
    """Give the relative luminance of #RRGGBB, 0 to 1.

    Source
    ------
    WCAG 2.2, definition of relative luminance.
    """
    parts = [int(color[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colors, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
