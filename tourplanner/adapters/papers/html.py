"""Papers as one web page that refers to nothing outside itself."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from tourplanner.adapters.papers.shape import paper_data
from tourplanner.adapters.resources import resource_path
from tourplanner.core.papers.blocks import Paper, Table
from tourplanner.core.papers.specs import PaperFormat
from tourplanner.core.ports import Rendered


class HtmlWriter:
    """Renders papers with the program's own template; every value is escaped."""

    format = PaperFormat.HTML

    def render(self, paper: Paper) -> Rendered:
        """Give the page; the same paper gives the same bytes."""
        from markupsafe import Markup

        style = resource_path("papers", "paper.css").read_text("utf-8") + widths(paper)
        text = template("paper.html.j2").render(
            paper=paper_data(paper),
            language=paper.language,
            style=Markup(style),  # noqa: S704 our own style sheet, no text of a user's
            style_hash=content_hash(style),
        )
        return Rendered(text.encode("utf-8"))


def widths(paper: Paper) -> str:
    """Give the rules for the widths of the paper's columns; the policy forbids inline styles."""
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    widths = sorted({column.width for table in tables for column in table.columns})
    return "".join(f"col.w{width} {{ width: {width}%; }}\n" for width in widths)


def content_hash(text: str) -> str:
    """Give the hash with which a content security policy allows an inline text."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()


@lru_cache(maxsize=4)
def template(name: str) -> Any:
    """Give one of the program's own templates for pages; it escapes every value."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FileSystemLoader(resource_path("papers", "paper.html.j2").parent),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["spans"] = _spans
    return environment.get_template(name)


def _spans(parts: Iterable[Mapping[str, str]]) -> Any:
    """Give the pieces of a line, escaped; in Python, as a page has thousands."""
    from markupsafe import Markup, escape

    made = []
    for part in parts:
        text, style = escape(part["text"]), part["style"]
        if link := part["link"]:
            made.append(f'<a href="{escape(link)}" rel="noreferrer">{text}</a>')
        elif style == "strong":
            made.append(f"<strong>{text}</strong>")
        elif style == "plain":
            made.append(str(text))
        else:
            made.append(f'<span class="{escape(style)}">{text}</span>')
    return Markup("".join(made))  # noqa: S704 each part of it is escaped
