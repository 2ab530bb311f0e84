"""Every pair of colors that the window uses can be read: WCAG 2.2, computed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tourplanner.ui.theme import system_colors, wants_contrast
from tourplanner.ui.tokens import CONTRAST, DARK, LIGHT, Tokens, contrast, contrast_in

# Ground, text and links of the high-contrast looks that come with Windows.
SYSTEMS = [
    ("#000000", "#FFFFFF", "#FFFF00"),
    ("#FFFFFF", "#000000", "#00009F"),
    ("#202020", "#FFFFFF", "#75E9FC"),
    ("#FFFAEF", "#3D3D3D", "#1C5E75"),
]
SCHEMES = pytest.mark.parametrize(
    "t",
    [LIGHT, DARK, CONTRAST, *(contrast_in(*colors) for colors in SYSTEMS)],
    ids=lambda t: f"{t.scheme} {t.canvas}",
)
TEXT, EDGE = 4.5, 3.0


def test_contrast_is_the_formula_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#85827A", "#85827A") == 1


@SCHEMES
def test_text_can_be_read_on_every_ground(t: Tokens) -> None:
    grounds = (t.canvas, t.surface, t.sunken, t.select, t.soft)
    found = {
        (ink, ground): contrast(getattr(t, ink), ground)
        for ink in ("ink", "ink2", "ink3", "accent")
        for ground in grounds
    }
    found |= {
        (name, ground): contrast(getattr(t, name).ink, ground)
        for name in ("good", "warn", "bad", "info")
        for ground in (getattr(t, name).ground, t.surface, t.canvas, t.select)
    }
    assert {pair: ratio for pair, ratio in found.items() if ratio < TEXT} == {}


@SCHEMES
def test_what_cannot_be_pressed_can_be_read_and_told_apart(t: Tokens) -> None:
    assert min(contrast(t.off, ground) for ground in (t.canvas, t.surface, t.sunken)) >= TEXT
    assert contrast(t.off, t.ink) > 1.5


@SCHEMES
def test_text_on_fills_can_be_read(t: Tokens) -> None:
    pairs = [(t.on_fill, t.fill), *t.levels, t.hotel]
    pairs += [(t.on_day, day) for day in t.days]
    grounds = (*t.day_tints, t.rest, t.meal, t.press, t.hatch)
    pairs += [(ink, ground) for ink in (t.ink, t.ink2) for ground in grounds]
    pairs += [(t.accent, getattr(t, name).ground) for name in ("good", "warn", "bad", "info")]
    assert [pair for pair in pairs if contrast(*pair) < TEXT] == []


@SCHEMES
def test_edges_of_controls_can_be_seen(t: Tokens) -> None:
    edges = {
        (name, ground): contrast(getattr(t, name), ground)
        for name in ("control", "focus", "accent")
        for ground in (t.canvas, t.surface, t.sunken)
    }
    edges |= {("focus", "select"): contrast(t.focus, t.select)}
    edges |= {("day", day): contrast(day, t.surface) for day in t.days}
    assert {edge: ratio for edge, ratio in edges.items() if ratio < EDGE} == {}


def test_the_system_can_be_asked_for_its_colors(qapp: QApplication) -> None:
    for _ in range(2):
        assert wants_contrast() is False  # the platform of the tests asks for nothing
    assert all(color.startswith("#") for color in system_colors())


def test_a_seventh_day_starts_the_colors_again() -> None:
    assert LIGHT.day(6) == LIGHT.day(0)
    assert LIGHT.tint(7) == LIGHT.tint(1)
