"""The consent form: one page in English and one in Spanish, use by use.

The words are plain and make no law; an office has its own counsel read them before it hands them
out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tourplanner.core.fields import CONSENT_USES
from tourplanner.core.papers.blocks import (
    Block,
    Column,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Row,
    Table,
    WriteLines,
    cell,
    line,
    strong,
)
from tourplanner.core.papers.press import contact_rows
from tourplanner.core.papers.sheet import sheet
from tourplanner.core.papers.style import member_text, title_before_name
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import one_line


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    opening: str  # {who}, {tour}
    choose: str
    columns: tuple[str, str, str]
    uses: Mapping[str, str]
    minor: str
    withdraw: str
    lines: tuple[str, ...]
    nobody: tuple[str, str] = ("Our office", "bus tour")  # where no name is typed
    titles: Mapping[str, str] = field(default_factory=dict)  # as another language writes them


_ENGLISH = _Words(
    "Consent and photo release",
    "{who} visits schools on the tour “{tour}.” We would like to use what you tell us, your words "
    "or a picture. You choose what for. You may say no to all of it, and nothing changes for you "
    "or your child.",
    "Mark yes or no on each line.",
    ("We may use it", "Yes", "No"),
    {
        "report": "in the printed report of the tour",
        "press": "in press releases and with reporters",
        "web": "on a public web page",
        "photo": "with a photo or video in which I can be seen",
        "name": "with my name",
    },
    "For anyone under 18 a parent or guardian signs. Unless you mark yes to the name, no child is "
    "named.",
    "You may take this back at any time: tell us, and it is in no later paper.",
    (
        "Name",
        "Name of the child, if it is about a child",
        "Phone or e-mail",
        "Signature and date",
        "Use it until this date (empty: no end)",
    ),
)
_SPANISH = _Words(
    "Consentimiento y permiso para fotos",
    "{who} visita escuelas durante la gira “{tour}”. Quisiéramos usar lo que usted nos cuenta, sus "
    "palabras o una imagen. Usted decide para qué. Puede decir que no a todo, y nada cambia para "
    "usted ni para su hijo o hija.",
    "Marque sí o no en cada línea.",
    ("Podemos usarlo", "Sí", "No"),
    {
        "report": "en el informe impreso de la gira",
        "press": "en comunicados de prensa y con periodistas",
        "web": "en una página web pública",
        "photo": "con una foto o un video en que se me ve",
        "name": "con mi nombre",
    },
    "Por una persona menor de 18 años firma su madre, padre o tutor legal. Si usted no marca "
    "sí en la línea del nombre, no se nombra a ningún menor.",
    "Puede retirar este permiso en cualquier momento: avísenos, y no aparecerá en ningún "
    "documento posterior.",
    (
        "Nombre",
        "Nombre del niño o la niña, si se trata de un menor",
        "Teléfono o correo electrónico",
        "Firma y fecha",
        "Úsese hasta esta fecha (en blanco: sin fecha límite)",
    ),
    ("Nuestra oficina", "gira en autobús"),
    {"Assemblymember": "Asambleísta", "Gov.": "Gob.", "Lt. Gov.": "Vicegob."},
)


def consent_form(cut: CutView) -> Paper:
    """Lay out the form, English and then Spanish."""
    blocks: list[Block] = [*_page(cut, _ENGLISH), PageBreak(), Heading(2, _SPANISH.title)]
    blocks += _page(cut, _SPANISH)
    return sheet(
        cut,
        blocks,
        title=_ENGLISH.title,
        aside="English, español",
        footer="To be signed. Para firmar.",
        pages=2,
    )


def _page(cut: CutView, words: _Words) -> Iterator[Block]:
    office = cut.one("office")
    title = title_before_name(office.text("member_title"))
    who = member_text(office).replace(title, words.titles.get(title, title), 1) or words.nobody[0]
    tour = one_line(cut.one("tour").text("name")) or words.nobody[1]
    yield Paragraph(line(words.opening.format(who=who, tour=tour)))
    yield Paragraph(line(strong(words.choose)))
    columns = tuple(Column(t, w) for t, w in zip(words.columns, (76, 12, 12), strict=True))
    rows = tuple(Row((cell(words.uses[use]), cell("[   ]"), cell("[   ]"))) for use in CONSENT_USES)
    yield Table(words.choose, columns, rows)
    yield Paragraph(line(words.minor))
    yield Paragraph(line(words.withdraw))
    for value in (value for label, value in contact_rows(office) if label == "Contact"):
        yield Paragraph(value)
    for label in words.lines:
        yield WriteLines(line(label), 0)
