"""Web pages that go out pass WCAG 2.2 AA by axe, in the Chromium that Qt carries."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.papers_fixture import sample_view
from tests.papers_with_cards import view_with_cards
from tests.web_pages import Browser
from tourplanner.adapters.maps.page import MapPageWriter
from tourplanner.adapters.papers.html import HtmlWriter
from tourplanner.adapters.papers.web_folder import WebFolderWriter
from tourplanner.core.papers.layout import lay_out
from tourplanner.core.papers.map import tour_map
from tourplanner.core.papers.specs import (
    PHONE_PAGE,
    PRESS_ITINERARY,
    PRESS_MAP,
    WEB_FOLDER,
    PaperSpec,
)
from tourplanner.core.papers.web_folder import web_folder
from tourplanner.core.privacy import cut

pytestmark = pytest.mark.web

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_RUN = f"""
function where(nodes) {{
  return nodes.map(function (node) {{ return node.html.slice(0, 160); }}).join(" | ");
}}
function tell(passes, found) {{
  window.told = JSON.stringify({{ passes: passes, violations: found }});
}}
axe.run(document, {{ runOnly: {json.dumps(RULES)} }}).then(
  function (found) {{
    tell(found.passes.length, found.violations.map(function (one) {{
      return one.id + ": " + where(one.nodes);
    }}));
  }},
  function (error) {{ tell(0, [String(error)]); }}
);
true
"""
SIZES = ((1280, 900), (360, 780))


@pytest.fixture
def browser(qapp: QApplication) -> Iterator[Browser]:
    made = Browser()
    yield made
    made.close()


def violations(browser: Browser, path: Path) -> list[str]:
    """What axe finds wrong with a page in a wide window and on a phone."""
    out: list[str] = []
    for wide, high in SIZES:
        browser.size(wide, high)
        browser.open(path)
        browser.ask(f"{AXE}; true")
        browser.ask(_RUN)
        told = json.loads(browser.until("window.told || ''"))
        assert told["passes"] > 5 or told["violations"], "axe looked at nothing"
        out += [f"{wide} wide, {text}" for text in told["violations"]]
    return out


# Pages of stops are alike; the second has a program, a stop before it and one after.
@pytest.mark.parametrize(
    "name", ["index.html", "map.html", "search.html", "stop-2.html", "practice-1.html"]
)
def test_the_web_folder(browser: Browser, tmp_path: Path, name: str) -> None:
    for file, data in web_files().items():
        (tmp_path / file).write_bytes(data)
    assert violations(browser, tmp_path / name) == []


@cache
def web_files() -> Mapping[str, bytes]:
    return WebFolderWriter().render(web_folder(cut(view_with_cards(), WEB_FOLDER)[0])).files


@pytest.mark.parametrize("draft", [False, True], ids=["issued", "draft"])
def test_the_press_itinerary(browser: Browser, tmp_path: Path, draft: bool) -> None:
    path = _paper(tmp_path, PRESS_ITINERARY, draft=draft)
    assert violations(browser, path) == []


def test_the_phone_page(browser: Browser, tmp_path: Path) -> None:
    assert violations(browser, _paper(tmp_path, PHONE_PAGE)) == []


def test_the_map_for_the_press(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    path.write_bytes(MapPageWriter().render(tour_map(cut(sample_view(), PRESS_MAP)[0])).data)
    assert violations(browser, path) == []


def test_a_bad_page_is_found(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "bad.html"
    path.write_text(
        "<html><body><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>"
        "<p style='color:#bbb;background:#fff'>pale words</p>"
        "<p><button style='width:10px;height:10px;padding:0'>a</button>"
        "<button style='width:10px;height:10px;padding:0;margin-left:1px'>b</button></p>"
        "<input type='text'></body></html>",
        "utf-8",
    )
    found = {text.split(", ")[1].split(":")[0] for text in violations(browser, path)}
    assert {"image-alt", "color-contrast", "html-has-lang", "label", "target-size"} <= found


def _paper(folder: Path, spec: PaperSpec, *, draft: bool = False) -> Path:
    path = folder / "paper.html"
    path.write_bytes(HtmlWriter().render(lay_out(cut(sample_view(), spec, draft=draft)[0])).data)
    return path
