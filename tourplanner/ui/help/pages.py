"""The pages of the help: Markdown files that ship with the program."""

from __future__ import annotations

from dataclasses import dataclass

from tourplanner.ui import assets

FIRST = "first-steps"
# Which page a place has; every other place has the first one.
PAGE_OF = {
    "sites": "sites",
    "tours": "day-board",
    "map": "map",
    "day": "day",
    "visits": "visits",
    "practices": "practices",
    "papers": "papers",
    "settings": "settings",
}
_FRONT = (FIRST, "sites", "day-board", "map", "day", "visits", "practices", "papers", "settings")


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page: the name of its file, its title, its Markdown."""

    name: str
    title: str
    text: str


def read_pages() -> list[HelpPage]:
    """Give all pages, those of the places first."""
    found = [_read(path.stem) for path in sorted((assets.asset_root() / "help").glob("*.md"))]
    order = {name: k for k, name in enumerate(_FRONT)}
    return sorted(found, key=lambda page: (order.get(page.name, len(order)), page.title))


def _read(name: str) -> HelpPage:
    text = (assets.asset_root() / "help" / f"{name}.md").read_text(encoding="utf-8")
    first, _, rest = text.partition("\n")
    return HelpPage(name, first.removeprefix("#").strip(), rest.strip())
