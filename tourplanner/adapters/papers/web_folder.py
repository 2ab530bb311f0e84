"""The web folder: pages that lead to each other, a map and a search, from a folder without network.

Every page stands alone: its style is inside it, and only the search runs a script, one of our own
that the page's policy allows by its hash. Without scripts the search is the list of all pages.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from tourplanner.adapters.maps.figure import map_figure
from tourplanner.adapters.maps.page import MapPageWriter
from tourplanner.adapters.papers.html import content_hash, template, widths
from tourplanner.adapters.papers.shape import paper_data
from tourplanner.adapters.resources import resource_path
from tourplanner.core.papers.blocks import Table, texts
from tourplanner.core.papers.web_folder import INDEX, MAP, SEARCH, WebFolder, WebPage
from tourplanner.core.ports import RenderedFolder
from tourplanner.core.safe_text import json_for_script, one_line


class WebFolderWriter:
    """Renders a web folder with the program's own templates; every value is escaped."""

    def render(self, folder: WebFolder) -> RenderedFolder:
        """Give the files; the same folder gives the same bytes."""
        files = {page.file: _page(folder, page) for page in folder.pages}
        files[SEARCH] = _search(folder)
        files[MAP] = MapPageWriter().render(folder.map).data
        return RenderedFolder(files)


def _page(folder: WebFolder, page: WebPage) -> bytes:
    is_start = page.file == INDEX
    title = page.paper.title or folder.name
    return _render(
        page.file,
        paper=paper_data(page.paper),
        title=one_line(f"{title}, {page.aside}" if is_start else f"{title} - {folder.name}"),
        widths=widths(page.paper),
        figure=map_figure(folder.map) if is_start else "",
        credits=folder.map.credits if is_start else (),
    )


def _search(folder: WebFolder) -> bytes:
    """Give the page that lists all pages and, where scripts run, finds words in them."""
    start = folder.pages[0].paper
    paper = replace(start, title="Search", aside="", letterhead=(), blocks=())
    entries = [
        {"file": page.file, "name": one_line(page.name), "aside": one_line(page.aside)}
        for page in folder.pages
    ]
    found = [
        {"name": f"{entry['name']} {entry['aside']}", "text": _text(page)}
        for entry, page in zip(entries, folder.pages, strict=True)
    ]
    return _render(
        SEARCH,
        paper=paper_data(paper),
        title=one_line(f"Search - {folder.name}"),
        entries=entries,
        data=found,
        script=resource_path("papers", "search.js").read_text("utf-8"),
    )


def _text(page: WebPage) -> str:
    """Give what a page says, as one line; of the start without the stops, which have their own."""
    of_others = Table if page.file == INDEX else ()
    blocks = tuple(block for block in page.paper.blocks if not isinstance(block, of_others))
    return " - ".join(filter(None, map(one_line, texts(replace(page.paper, blocks=blocks)))))


def _render(
    file: str,
    *,
    paper: dict[str, Any],
    title: str,
    widths: str = "",
    figure: str = "",
    credits: tuple[str, ...] = (),
    entries: list[dict[str, str]] | None = None,
    data: Any = None,
    script: str = "",
) -> bytes:
    from markupsafe import Markup

    style = _style() + widths
    runs = f"'{content_hash(script)}'" if script else "'none'"
    text: str = template("site.html.j2").render(
        file=file,
        paper=paper,
        title=title,
        style=Markup(style),  # noqa: S704 our own style sheets, no text of a user's
        policy=(
            f"default-src 'none'; script-src {runs}; style-src '{content_hash(style)}'; "
            "base-uri 'none'; form-action 'none'"
        ),
        ways=(
            {"file": INDEX, "words": "The tour"},
            {"file": MAP, "words": "Map"},
            {"file": SEARCH, "words": "Search"},
        ),
        figure=figure,
        credits=credits,
        entries=entries,
        data=Markup(json_for_script(data)),  # noqa: S704 escaped for a script element
        script=Markup(script),  # noqa: S704 our own script
    )
    return text.encode("utf-8")


@lru_cache(maxsize=1)
def _style() -> str:
    return "".join(resource_path("papers", n).read_text("utf-8") for n in ("paper.css", "site.css"))
