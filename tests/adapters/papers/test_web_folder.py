"""The web folder: what stands in it, that it leads nowhere else, and its search in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.core.test_privacy import changed
from tests.hostile import PAYLOADS
from tests.papers_canary import PRIVATE_YEAR, Canary, canary
from tests.papers_fixture import rid, sample_view
from tests.papers_leaks import text_of, tokens_in
from tests.papers_with_cards import SECRET_CARD, view_with_cards
from tests.support import figure
from tests.web_pages import Browser
from tourplanner.adapters.papers.web_folder import WebFolderWriter
from tourplanner.core.model.paper import TourView
from tourplanner.core.papers.specs import WEB_FOLDER
from tourplanner.core.papers.web_folder import web_folder
from tourplanner.core.privacy import cut

WORKSPACES = figure(40, 200)
BATCH = 8


def files_of(view: TourView, *, draft: bool = False) -> Mapping[str, bytes]:
    return WebFolderWriter().render(web_folder(cut(view, WEB_FOLDER, draft=draft)[0])).files


@cache
def sample() -> Mapping[str, bytes]:
    return files_of(view_with_cards())


def text(files: Mapping[str, bytes], name: str) -> str:
    return text_of(files[name])


class _Links(HTMLParser):
    """The addresses that a page leads to or loads, and its elements in order."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: list[str] = []
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.found += [value or "" for name, value in attrs if name in ("href", "src", "action")]


# -- what stands in it -----------------------------------------------------------------------------


def test_the_start_lists_days_and_stops_in_order_with_zone() -> None:
    page = text(sample(), "index.html")
    days = re.findall(r"(?:Mon|Tues|Wednes)day, Oct\. \d+", page)
    assert list(dict.fromkeys(days)) == [
        "Monday, Oct. 14",
        "Tuesday, Oct. 15",
        "Wednesday, Oct. 16",
    ]
    assert re.search(
        r"9:30-11 a\.m\. PDT\s*1\. Community schools kick-off\s*Madison Elementary, Auditorium",
        page,
    )
    assert "OPEN PRESS" in page
    assert "Version 3, updated" in page


def test_each_public_stop_has_a_page_and_no_other() -> None:
    pages = [name for name in sample() if name.startswith("stop-")]
    visits = list(cut(view_with_cards(), WEB_FOLDER)[0].all("visit_block"))
    assert len(pages) == len(visits) == 5
    whole = "".join(text_of(data) for data in sample().values())
    assert "Dorsa" not in whole  # its host has not agreed
    page = text(sample(), "stop-1.html")
    assert "515 Ashtabula St., Pasadena, CA 91104" in page
    assert "Panel: one plan for city, school and community" in page
    assert "2. Campus visit" in page


def test_cards_go_out_with_permission_alone_and_name_the_site_where_it_said_so() -> None:
    cards = {name: text_of(data) for name, data in sample().items() if "practice" in name}
    assert len(cards) == 2
    garden = next(page for page in cards.values() if "A garden" in page)
    home = next(page for page in cards.values() if "keep a home" in page)
    assert "UCLA Community K-12" in home
    assert "Madison" not in garden
    assert all(SECRET_CARD not in text_of(data) for data in sample().values())
    assert "Help families keep a home" in text(sample(), "stop-2.html")
    assert "A garden" not in text(sample(), "stop-1.html")


def test_what_is_for_the_press_list_alone_is_not_for_everybody() -> None:
    whole = b"".join(sample().values()).decode()
    office = sample_view().one("office")
    for name in ("press_phone", "press_email", "press_contact"):
        assert office.text(name)
        assert office.text(name) not in whole
    held = cut(view_with_cards(), WEB_FOLDER)[1]
    assert any("Press door" in one.what for one in held)


def test_a_draft_says_so_on_every_page() -> None:
    for name, data in files_of(view_with_cards(), draft=True).items():
        assert "DRAFT - NOT FOR RELEASE" in text_of(data), name
    assert b"NOT CONFIRMED" in files_of(view_with_cards(), draft=True)["index.html"]


def test_an_update_is_told_on_the_start() -> None:
    cut_view = cut(view_with_cards(), WEB_FOLDER)[0]
    made = replace(cut_view, updates=("Campus visit: time now 1 p.m.",))
    files = WebFolderWriter().render(web_folder(made)).files
    assert "UPDATED" in text(files, "index.html")
    assert "UPDATED" not in text(files, "stop-1.html")


# -- it stands alone -------------------------------------------------------------------------------


def test_every_link_leads_to_a_page_of_the_folder() -> None:
    pages = {name: _Links(data) for name, data in sample().items()}
    for name, page in pages.items():
        for address in page.found:
            assert address in sample() or address == "#content", f"{name} leads to {address}"
        assert page.tags.count("h1") == 1, name
    reached = set(pages["index.html"].found) | {"index.html"}
    assert set(sample()) <= reached


def test_pages_allow_no_script_but_the_search_and_nothing_from_anywhere() -> None:
    for name, data in sample().items():
        policy = re.search(r'Security-Policy" content="([^"]*)"', data.decode())
        assert policy is not None
        assert policy.group(1).startswith("default-src &#39;none&#39;") or policy.group(
            1
        ).startswith("default-src 'none'")
        assert "unsafe" not in policy.group(1)
        if name not in ("search.html", "map.html"):
            assert "script" not in _Links(data).tags, name
            assert "http" not in re.sub(r'"Content-Security|http-equiv', "", data.decode()), name


def test_the_same_view_gives_the_same_bytes() -> None:
    assert files_of(view_with_cards()) == sample()


def test_a_private_change_leaves_every_byte_equal() -> None:
    view = view_with_cards()
    for kind, of, change in (
        ("stop", "madison", {"talking_points": "Say this", "hold_room": "12"}),
        ("stop", "dorsa", {"press_title": "Moved"}),
        ("site", "madison", {"front_office_phone": "555-0101", "remarks": "odd"}),
        ("practice", "couch", {"title": "Another secret"}),
    ):
        assert files_of(changed(view, kind, rid(kind, of), **change)) == sample(), (kind, change)
    public = changed(view, "stop", rid("stop", "madison"), press_title="Another title")
    assert files_of(public) != sample()


# -- no leak, and nothing runs ---------------------------------------------------------------------


@cache
def workspace(seed: int) -> Canary:
    return canary(seed)


@pytest.mark.parametrize("batch", range(0, WORKSPACES, BATCH))
def test_no_private_word_is_in_any_file_and_every_public_one_is(batch: int) -> None:
    shown = (
        *("site.name", "site.street", "site.city", "site.state", "site.zip", "stop.room"),
        *("stop.press_title", "item.title", "item.speakers", "office.member_name", "tour.purpose"),
        *("office.letterhead", "office.boilerplate", "office.hashtag", "tour.name"),
        *("press-itinerary.headline", "press-itinerary.lead", "press-itinerary.notes"),
    )
    for seed in range(batch, batch + BATCH):
        made = workspace(seed)
        files = files_of(made.view)
        found = {token for data in files.values() for token in tokens_in(data)}
        cards = {t for t in made.by_consent if made.words[t].startswith("practice.")}
        public = {t for tokens in made.public.values() for t in tokens}
        for_press = {
            t
            for fact in (
                "stop.press_door",
                "stop.pool_note",
                "site.photo_words",
                "site.press_entry",
            )
            for t in made.public.get(fact, set())
        } | {t for t, of in made.words.items() if of.startswith("office.press_")}
        leaked = {made.words[t] for t in (found - public - cards) | (found & for_press)}
        assert not leaked, f"workspace {seed}: {leaked}"
        missing = {made.words[t] for t in (made.must_show(*shown) | cards) - found}
        # The lead stands in place of the tour's purpose.
        missing = {of for of in missing if not (of.startswith("tour.purpose") and _has_lead(made))}
        assert not missing, f"workspace {seed}: not shown: {missing}"
        whole = "".join(text_of(data) for data in files.values())
        assert not re.search(r"739[12]\d{3}", whole), "a private number"
        assert str(PRIVATE_YEAR) not in whole, "a private date"


def _has_lead(made: Canary) -> bool:
    return bool(made.public.get("press-itinerary.lead"))


@pytest.mark.web
def test_the_search_and_the_map_show_hostile_words_and_run_none(
    browser: Browser, tmp_path: Path
) -> None:
    from tests.adapters.papers.test_hostile import hostile

    view = hostile(" ".join(PAYLOADS.values()))
    for name, data in files_of(view).items():
        (tmp_path / name).write_bytes(data)
    assert (tmp_path / "stop-1.html").exists()
    for name in ("index.html", "stop-1.html", "search.html", "map.html"):
        browser.open(tmp_path / name)
        if name == "search.html":
            browser.ask(_typed("Auditorium"))
        assert "pwned" not in browser.ask("document.title").split("document.title")[0], name
        assert browser.page.said == [], name
        assert all(one.startswith(("file:", "data:")) for one in browser.watch.asked), name
        assert browser.ask("document.querySelectorAll('img[onerror], svg[onload]').length") == 0


@pytest.mark.parametrize("name", PAYLOADS)
def test_hostile_words_stand_in_the_pages_as_they_are(name: str) -> None:
    from tests.adapters.papers.test_hostile import hostile, squeezed, visible

    files = files_of(hostile(PAYLOADS[name]))
    for page in ("index.html", "stop-1.html", "search.html"):
        assert visible(PAYLOADS[name]) in squeezed(text(files, page)), page
        assert set(_Links(files[page]).found) <= {*files, "#content"}, page
        assert _Links(files[page]).tags.count("script") == (2 if page == "search.html" else 0)


# -- in a browser ----------------------------------------------------------------------------------


@pytest.fixture
def browser(qapp: QApplication) -> Iterator[Browser]:
    made = Browser(360, 780)
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in sample().items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def _typed(words: str) -> str:
    return (
        f"var i = document.getElementById('words'); i.value = '{words}';"
        "i.dispatchEvent(new Event('input')); document.getElementById('found').textContent"
    )


_SHOWN = (
    "[].filter.call(document.querySelectorAll('ol.pages > li'), function (e) { return !e.hidden; })"
    ".map(function (e) { return e.querySelector('a').textContent; }).join('; ')"
)


@pytest.mark.web
def test_the_search_finds_pages_by_the_first_letters_of_words(
    browser: Browser, folder: Path
) -> None:
    browser.open(folder / "search.html")
    assert browser.ask(_SHOWN).startswith("The tour; 1. Community schools kick-off")
    assert browser.ask(_typed("oakl broad")) == "1 page has them."
    assert browser.ask(_SHOWN) == "4. Academies and their partners"
    assert "Oakland Technical High" in browser.ask(
        "document.querySelector('li:not([hidden])').innerText"
    )
    assert browser.ask(_typed("OÁKLAND")) == "1 page has them."  # without accents and case
    assert browser.ask(_typed("land")) == "No page has all these words."  # not inside a word
    assert browser.ask(_typed("zebra")) == "No page has all these words."
    assert browser.ask(_typed("")) == ""
    assert browser.ask(_SHOWN).count(";") == len(sample()) - 3
    assert browser.page.said == []
    assert browser.watch.asked == [(folder / "search.html").as_uri()]


@pytest.mark.web
def test_without_scripts_the_search_lists_all_pages_and_the_start_shows_the_map(
    browser: Browser, folder: Path
) -> None:
    browser.open(folder / "search.html", scripts=False)
    shown = browser.text()
    assert "1. Community schools kick-off" in shown
    assert "A garden that feeds the kitchen" in shown
    assert "Words to find" not in shown  # what could do nothing is not offered
    browser.open(folder / "index.html", scripts=False)
    assert "Madison Elementary, Auditorium" in browser.text()
    svg = sample()["index.html"].decode().split("<svg", 1)[1].split("</svg>", 1)[0]
    for number in range(1, 6):
        assert f">{number}</text>" in svg
    assert ">Fresno</text>" in svg
    assert 'role="img" aria-label="Map of 5 stops' in svg


@pytest.mark.web
def test_no_page_is_wider_than_a_phone(browser: Browser, folder: Path) -> None:
    for name in ("index.html", "stop-1.html", "search.html", "practice-1.html"):
        browser.open(folder / name)
        wide = browser.ask("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, name
