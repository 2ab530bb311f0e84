"""The score of a candidate on its page: what it is made of, what is unknown, and the weights."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout

from tourplanner.core.model.scoring import MOST_WEIGHT, SCORE_MEASURES, Score
from tourplanner.ui.session import Session
from tourplanner.ui.sites.rows import SiteRow
from tourplanner.ui.widgets.basic import column, label
from tourplanner.ui.widgets.fields import NumberBox
from tourplanner.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace


class ScoreBlock(QFrame):
    """A line for each measure: its value, and its weight for all candidates."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._site = ""
        layout = column(self, gap=6)
        layout.addWidget(label("Score", "section"))
        self.told = label("", wraps=True, selectable=True)
        layout.addWidget(self.told)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self.values = {}
        self.weights: dict[str, NumberBox] = {}
        for at, each in enumerate(SCORE_MEASURES):
            name = label(each.label, "second", wraps=True)
            name.setToolTip(plain_tip(each.how))
            value = label("", wraps=True)
            weight = NumberBox(f"Weight of {each.label}", 0, MOST_WEIGHT, each.weight)
            weight.setToolTip(f"{each.how}; counts for all candidates")
            weight.editingFinished.connect(partial(self._weigh, each.code))
            self.values[each.code], self.weights[each.code] = value, weight
            grid.addWidget(name, at, 0)
            grid.addWidget(value, at, 1)
            grid.addWidget(weight, at, 2)
        layout.addLayout(grid)
        layout.addWidget(
            label("Weights from 0 to 10 count for all candidates.", "hint", wraps=True)
        )
        self._stored: dict[str, int] = {}
        self.hide()

    def show_site(self, site: SiteRow | None) -> None:
        """Show the score of a candidate; none where ``site`` is none."""
        self._site = site.site if site else ""
        if not self._site:
            self.hide()
        else:
            self.refresh()

    def refresh(self) -> None:
        """Read anew what is shown."""
        site, tour = self._site, self._session.tour_id

        def work(workspace: Workspace, _: Progress) -> tuple[str, Score | None]:
            from tourplanner.services.scoring import read_scores
            from tourplanner.services.selection import read_selection

            scores = read_scores(workspace, read_selection(workspace, tour))
            return site, scores.get(site)

        if site and self._session.path is not None:
            self._session.read(work, self._show, topic="score")

    def _show(self, found: tuple[str, Score | None]) -> None:
        site, score = found
        if site != self._site or score is None:
            return
        self.told.setText(score.sentence)
        for part in score.parts:
            code = part.measure.code
            self.values[code].setText(part.words if part.value is not None else "unknown")
            self._stored[code] = part.weight
            box = self.weights[code]
            box.setEnabled(not self._session.is_read_only)
            if not box.hasFocus():
                box.setValue(part.weight)
        self.show()

    def _weigh(self, code: str) -> None:
        weight = self.weights[code].value()
        if weight == self._stored.get(code):
            return
        self._stored[code] = weight

        def work(workspace: Workspace, _: Progress) -> object:
            from tourplanner.services.scoring import set_weights

            return set_weights(workspace, {code: weight})

        self._session.write(work, lambda _: self.refresh())
