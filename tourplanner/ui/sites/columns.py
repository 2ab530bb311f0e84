"""The columns of the list of sites: what stands in them, how they sort, how they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from tourplanner.core.model.grades import parse_grades
from tourplanner.core.model.scoring import order
from tourplanner.core.model.selection import STEPS
from tourplanner.ui import icons
from tourplanner.ui.sites.filter_values import setting_of
from tourplanner.ui.sites.rows import LADDER_ICONS, WISH_ICONS, WISH_SHORT, WISH_TONES, SiteRow
from tourplanner.ui.theme import look, tokens
from tourplanner.ui.widgets.badges import day_badge_width, draw_day_badge
from tourplanner.ui.widgets.rows import Index, TextDelegate, draw_focus, draw_ground, draw_text
from tourplanner.ui.widgets.table import RowsModel, TableColumn

DIRECTORY, CANDIDATES, SHORTLIST, MATRIX = range(4)
LISTS = (DIRECTORY, CANDIDATES, SHORTLIST)
SHOWN = (
    ("Mark", "School", "District", "City", "County", "Grades"),
    ("Mark", "Stop", "School", "City", "County", "Grades", "Pupils", "Meals"),
    ("Step", "Stop", "School", "County", "Grades", "Meals", "Setting", "Score", "Why not chosen"),
)
_KNOWN = ("School", "District", "City", "County", "Grades", "Pupils", "Meals", "Setting")
#: What may be chosen, in the order of the list, less the office's own columns.
POSSIBLE = (
    ("Mark", *_KNOWN),
    ("Mark", "Step", "Stop", *_KNOWN),
    ("Step", "Stop", *_KNOWN, "Score", "Why not chosen"),
)
FIRM = ("School",)  # always there
# Left out first where there is no room.
SPARE = (
    ("Grades", "County", "City"),
    ("County", "Meals", "Grades", "Pupils", "City"),
    ("Grades", "Setting", "County", "Meals"),
)


def _by(value: Callable[[SiteRow], str]) -> Callable[[SiteRow], str | None]:
    return lambda site: value(site).casefold() or None


def _figure(value: Callable[[SiteRow], str]) -> Callable[[SiteRow], float | None]:
    def order(site: SiteRow) -> float | None:
        try:
            return float(value(site).rstrip("%").replace(",", ""))
        except ValueError:
            return None

    return order


def _mark_order(site: SiteRow) -> int | None:
    order = ("must", "may", "", "not")
    return order.index(site.wish) if site.mark else None


def _stop_order(site: SiteRow) -> tuple[int, int] | None:
    return (site.day, int(site.number.partition(".")[2])) if site.number else None


def _grade_order(site: SiteRow) -> tuple[int, int] | None:
    span = parse_grades(site.grades)
    return (span.low, span.high) if span else None


def _step_order(site: SiteRow) -> int | None:
    return STEPS.index(site.ladder) if site.step else None


def _score_order(site: SiteRow) -> tuple[int, int] | None:
    return order(site.score) if site.score and site.score.low is not None else None


def _why(site: SiteRow) -> str:
    return site.why_not


_UNKNOWN = "unknown"  # nobody says so: that is not none


COLUMNS: tuple[TableColumn[SiteRow], ...] = (
    TableColumn("Mark", lambda site: site.mark, 84, order=_mark_order),
    TableColumn("Step", lambda site: site.step, 84, order=_step_order),
    TableColumn("Stop", lambda site: site.number, 52, order=_stop_order),
    TableColumn("School", lambda site: site.name, order=_by(lambda s: s.name)),
    TableColumn(
        "District",
        lambda site: site.district or _UNKNOWN,
        150,
        order=_by(lambda s: s.district),
    ),
    TableColumn("City", lambda site: site.city or _UNKNOWN, 104, order=_by(lambda s: s.city)),
    TableColumn("County", lambda site: site.county or _UNKNOWN, 100, order=_by(lambda s: s.county)),
    TableColumn("Grades", lambda site: site.grades or _UNKNOWN, 74, order=_grade_order),
    TableColumn(
        "Pupils",
        lambda site: site.pupils or _UNKNOWN,
        74,
        True,
        _figure(lambda s: s.pupils),
    ),
    TableColumn("Meals", lambda site: site.meals or _UNKNOWN, 74, True, _figure(lambda s: s.meals)),
    TableColumn("Setting", lambda site: setting_of(site) or _UNKNOWN, 78, order=_by(setting_of)),
    TableColumn(
        "Score", lambda site: site.score.words if site.score else "", 64, True, order=_score_order
    ),
    TableColumn("Why not chosen", lambda site: site.why_not or "chosen", 170, order=_by(_why)),
)


def own_columns(own: Sequence[tuple[str, str]]) -> list[TableColumn[SiteRow]]:
    """Give the office's own columns, of id and name each; no title stands there twice."""
    taken = {column.title.casefold() for column in COLUMNS}
    made = []
    for code, name in own:
        title = f"{name} (our own)" if name.casefold() in taken else name
        text = partial(_own_text, code)
        made.append(TableColumn(title, text, 120, order=_by(text)))
    return made


def _own_text(code: str, site: SiteRow) -> str:
    return site.own.get(code, "")


class SiteDelegate(TextDelegate):
    """Draws the mark of a row as icon and word, the stop as the badge of its day."""

    def __init__(self, model: RowsModel[SiteRow]) -> None:
        titles = [column.title for column in model.columns]
        super().__init__(strong_column=titles.index("School"))
        self._model = model
        self._mark, self._stop = titles.index("Mark"), titles.index("Stop")
        self._step = titles.index("Step")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        site = self._model.rows[index.row()]
        if index.column() == self._mark:
            draw_ground(painter, option)
            self._draw_mark(painter, QRectF(option.rect).adjusted(12, 0, -2, 0), site)
        elif index.column() == self._step:
            draw_ground(painter, option)
            self._draw_step(painter, QRectF(option.rect).adjusted(12, 0, -2, 0), site)
        elif index.column() == self._stop and site.number:
            draw_ground(painter, option, first=False)
            high = look().px(18)
            at = QRectF(option.rect)
            wide = day_badge_width(site.number)
            badge = QRectF(at.left() + 8, at.center().y() - high / 2, wide, high)
            draw_day_badge(painter, badge, site.day, site.number)
        else:
            super().paint(painter, option, index)
            return
        draw_focus(painter, option)

    def cell(self, index: Index) -> tuple[str, bool]:
        """Give the text of a cell, and whether it stands at the right.

        From the model itself: each key of a search paints a hundred cells anew.
        """
        column = self._model.columns[index.column()]
        return column.value(self._model.rows[index.row()]), column.right

    def _draw_mark(self, painter: QPainter, rect: QRectF, site: SiteRow) -> None:
        icon, words, color = "", site.mark, tokens().ink2
        tint = tokens().ink3
        if site.wish:
            icon, words = WISH_ICONS[site.wish], WISH_SHORT[site.wish]
            color = tint = icons.tone_color(WISH_TONES[site.wish])
        elif site.mark:
            icon = LADDER_ICONS.get(site.ladder, LADDER_ICONS["idea"])[0]
        if icon:
            size = look().px(14)
            at = QRectF(rect.left(), rect.center().y() - size / 2, size, size)
            icons.draw(painter, icon, at, tint)
            draw_text(painter, rect.adjusted(size + 6, 0, 0, 0), words, px=12, color=color)

    def _draw_step(self, painter: QPainter, rect: QRectF, site: SiteRow) -> None:
        if site.step:
            icon, tone = LADDER_ICONS[site.ladder]
            color = tokens().ink2 if tone == "plain" else icons.tone_color(tone)
            size = look().px(14)
            at = QRectF(rect.left(), rect.center().y() - size / 2, size, size)
            icons.draw(painter, icon, at, color)
            draw_text(painter, rect.adjusted(size + 6, 0, 0, 0), site.step, px=12, color=color)
