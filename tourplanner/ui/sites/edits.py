"""Changing what several chosen candidates have in common: one action, one step of undo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QLineEdit

from tourplanner.core.fields import SITE_LADDER
from tourplanner.ui.session import Session
from tourplanner.ui.sites.rows import LADDER_WORDS, SiteRow
from tourplanner.ui.widgets.basic import button, column, label, row
from tourplanner.ui.widgets.fields import ComboBox
from tourplanner.ui.words import count_words

MIXED = "as they are"


class EditBlock(QFrame):
    """How far along the chosen candidates are, and a tag for all of them."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sites: tuple[str, ...] = ()
        layout = column(self, gap=6)
        self._head = label("For all of them", "section")
        layout.addWidget(self._head)
        line = row(gap=6)
        self.ladder = ComboBox()
        self.ladder.setAccessibleName("How far along")
        self.ladder.activated.connect(lambda _: self._on_ladder())
        line.addWidget(label("How far along", "second"))
        line.addWidget(self.ladder, 1)
        layout.addLayout(line)
        self.why_line = QFrame()
        inner = row(self.why_line, gap=6)
        self.why = QLineEdit()
        self.why.setAccessibleName("Dropped because")
        self.why.setPlaceholderText("Dropped because…")
        self.why.returnPressed.connect(self._drop)
        inner.addWidget(self.why, 1)
        inner.addWidget(button("Drop", "small", click=self._drop))
        layout.addWidget(self.why_line)
        line = row(gap=6)
        self.tag = QLineEdit()
        self.tag.setAccessibleName("A tag for them")
        self.tag.setPlaceholderText("A tag, such as Family center")
        self.tag.setMaxLength(60)
        self.tag.returnPressed.connect(self._add_tag)
        line.addWidget(self.tag, 1)
        self.set_tag = button("Add tag", "small", click=self._add_tag)
        line.addWidget(self.set_tag)
        layout.addLayout(line)

    def show_rows(self, rows: Sequence[SiteRow]) -> None:
        """Show what the chosen candidates have in common."""
        chosen = [one for one in rows if one.site]
        sites = tuple(one.site for one in chosen)
        if sites != self._sites:
            self.tag.clear()
            self.why.clear()
            self.why_line.hide()
        self._sites = sites
        self.setVisible(bool(sites) and not self._session.is_read_only)
        if not sites:
            return
        one = chosen[0].name if len(chosen) == 1 else f"all {len(chosen)}"
        self._head.setText("As a candidate" if len(chosen) == 1 else f"For {one}")
        steps = {one.ladder or "idea" for one in chosen}
        self.ladder.clear()
        if len(steps) > 1:
            self.ladder.addItem(MIXED, "")
        for step in SITE_LADDER:
            self.ladder.addItem(LADDER_WORDS[step], step)
        self.ladder.setCurrentIndex(
            self.ladder.findData(next(iter(steps))) if len(steps) == 1 else 0
        )

    def _words(self, what: str) -> str:
        return f"{count_words(len(self._sites), 'site')}: {what}."

    def _on_ladder(self) -> None:
        step = str(self.ladder.currentData() or "")
        self.why_line.setVisible(step == "dropped")
        if step == "dropped":
            self.why.setFocus()
        elif step:
            self._set(step, "")

    def _drop(self) -> None:
        self._set("dropped", self.why.text())

    def _set(self, step: str, why: str) -> None:
        sites = self._sites
        self._session.write(
            lambda ws, _: ws.sites.set_ladder(sites, step, why),
            acted=self._words(LADDER_WORDS[step].lower()),
        )

    def _add_tag(self) -> None:
        sites, tag = self._sites, self.tag.text().strip()
        if tag and sites:
            self._session.write(
                lambda ws, _: ws.sites.add_tag(sites, tag), acted=self._words(f"tag {tag}")
            )
