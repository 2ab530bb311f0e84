"""The page of one practice card: what it says, what it was made from, what may be told of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from tourplanner.core.clock import read_day
from tourplanner.core.errors import InputError
from tourplanner.core.fields import FieldType, record_kind
from tourplanner.core.model.framework import Frameworks
from tourplanner.core.publishing import permission_of
from tourplanner.ui.practices.rows import (
    CHOICE_WORDS,
    PERMISSION_WORDS,
    STATE_WORDS,
    TIER_WORDS,
    CardValues,
)
from tourplanner.ui.session import Session
from tourplanner.ui.widgets.basic import button, clear, column, label, row, scroll_page
from tourplanner.ui.widgets.fields import ComboBox
from tourplanner.ui.widgets.saving import FieldSaver, SavedLine, SavedText
from tourplanner.ui.widgets.tags import TagRow
from tourplanner.ui.words import stored_day_words

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHORT = 70  # letters of a source on its button
#: The fields of the page in their order; "+" stands for a part that is more than a field.
_ORDER = (
    "title", "one_line", "+site", "+tags", "+sources",
    "problem", "story", "partners", "who",
    "new_money", "redirected", "cost", "funding",
    "result", "evidence_kind", "+tier", "conditions", "travel",
    "cautions", "staffing", "time_to_start", "since", "setting", "contact",
    "+permission", "+state", "+alike",
)  # fmt: skip
_AT_A_TIME = 4  # parts built in one turn of the window's loop


class CardPage(QScrollArea):
    """The page. What is typed is saved as it is typed.

    Signals
    -------
    source_wished : record of the note or quote. tagged : card, code, on. rated : card, tier.
    permitted : card, scope, by, until (ISO). moved : card, state. joined : card, the other one.
    """

    source_wished = Signal(str)
    tagged = Signal(str, str, bool)
    rated = Signal(str, str)
    permitted = Signal(str, str, str, str)
    moved = Signal(str, str)
    joined = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.card = ""
        self.saver: FieldSaver | None = None
        self.shown: CardValues | None = None
        self._frameworks = Frameworks()
        self._sites: Sequence[tuple[str, str]] = ()
        self._wants_focus = False
        self.fields: dict[str, SavedLine | SavedText | ComboBox] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Practice card")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = scroll_page("canvas")
        self._layout = column(whole, margins=(16, 12, 16, 16), gap=3)
        self.setWidget(whole)
        self._parts = self._build()
        QTimer.singleShot(0, self, self._build_part)

    # -- building --------------------------------------------------------------------------------

    def _build_part(self) -> None:
        for _ in self._parts:
            QTimer.singleShot(0, self, self._build_part)
            return

    def _build(self) -> Iterator[None]:
        """Make the fields, a few in each turn."""
        kind = record_kind("practice")
        for number, name in enumerate(_ORDER, 1):
            if name.startswith("+"):
                getattr(self, f"_make_{name[1:]}")(self._layout)
            else:
                declared = kind.field(name)
                assert declared is not None
                if name != "title":
                    self._layout.addSpacing(5)
                self._layout.addWidget(label(declared.label, "section"))
                self._layout.addWidget(self._field(name, declared.type, declared.help))
            if number % _AT_A_TIME == 0:
                yield
        self._layout.addStretch(1)
        if self.shown is not None:
            self._fill(self.shown)

    def _field(self, name: str, type_: FieldType, help_: str) -> QWidget:
        declared = record_kind("practice").field(name)
        words = declared.label if declared else name
        made: SavedLine | SavedText | ComboBox
        if type_ is FieldType.CHOICE:
            made = ComboBox()
            made.setAccessibleName(words)
            made.addItem("Not asked", "")
            for value, shown in CHOICE_WORDS[name].items():
                made.addItem(shown, value)
            made.activated.connect(partial(self._on_choice, name))
        elif type_ is FieldType.LONG_TEXT:
            made = SavedText(words, help_)
            made.typed.connect(partial(self._on_text, name))
            made.left.connect(self._leave)
        else:
            made = SavedText(words, help_, px=15 if name == "title" else 13)
            made.typed.connect(partial(self._on_typed, name))
            made.left.connect(self._leave)
        self.fields[name] = made
        return made

    def _make_site(self, layout: QVBoxLayout) -> None:
        layout.addSpacing(5)
        layout.addWidget(label("Site", "section"))
        self.site = ComboBox()
        self.site.setAccessibleName("Site")
        self.site.activated.connect(lambda _: self._on_choice("site"))
        self.fields["site"] = self.site
        layout.addWidget(self.site)

    def _make_tags(self, layout: QVBoxLayout) -> None:
        layout.addSpacing(5)
        self.tag_row = TagRow("card", "Ctrl+T")
        self.tag_row.toggled.connect(lambda code, on: self.tagged.emit(self.card, code, on))
        layout.addWidget(self.tag_row)

    def _make_sources(self, layout: QVBoxLayout) -> None:
        self._sources_head = label("Made from", "section")
        layout.addSpacing(5)
        layout.addWidget(self._sources_head)
        box = QWidget()
        self._sources = column(box, gap=2)
        layout.addWidget(box)

    def _make_tier(self, layout: QVBoxLayout) -> None:
        layout.addSpacing(5)
        layout.addWidget(label("Evidence tier", "section"))
        self.tier = ComboBox()
        self.tier.setAccessibleName("Evidence tier")
        self.tier.addItem("Not assigned", "")
        for value, words in TIER_WORDS.items():
            self.tier.addItem(words, value)
        self.tier.activated.connect(
            lambda _: self._act(self.rated.emit, self.card, str(self.tier.currentData()))
        )
        self.tier_by = label("", "hint", wraps=True)
        layout.addWidget(self.tier)
        layout.addWidget(self.tier_by)

    def _make_permission(self, layout: QVBoxLayout) -> None:
        layout.addSpacing(8)
        layout.addWidget(label("Permission of the site", "section"))
        self.scope = ComboBox()
        self.scope.setAccessibleName("Permission of the site")
        for value, words in PERMISSION_WORDS.items():
            self.scope.addItem(words, value)
        self.scope.activated.connect(lambda _: self._permit())
        self.permitted_by = SavedLine("Who at the site gave permission", "Who said so")
        self.permitted_until = SavedLine("Permission ends", "No end")
        self.permission_said = label("", "hint", wraps=True)
        layout.addWidget(self.scope)
        line = row(gap=6)
        line.addWidget(self.permitted_by, 1)
        line.addWidget(self.permitted_until, 1)
        layout.addLayout(line)
        layout.addWidget(self.permission_said)
        self.permitted_by.left.connect(self._on_permission_typed)
        self.permitted_until.left.connect(self._on_permission_typed)

    def _make_state(self, layout: QVBoxLayout) -> None:
        layout.addSpacing(5)
        layout.addWidget(label("Status", "section"))
        self.state = ComboBox()
        self.state.setAccessibleName("Status of the card")
        for value, words in STATE_WORDS.items():
            self.state.addItem(words, value)
        self.state.activated.connect(
            lambda _: self._act(self.moved.emit, self.card, str(self.state.currentData()))
        )
        self.inside = label("", "hint", wraps=True)
        layout.addWidget(self.state)
        layout.addWidget(self.inside)

    def _make_alike(self, layout: QVBoxLayout) -> None:
        layout.addSpacing(5)
        self._alike_head = label("Says the same as", "section")
        layout.addWidget(self._alike_head)
        self.alike = ComboBox()
        self.alike.setAccessibleName("Another card that says the same")
        self.join = button("Make them one", "small", click=self._join)
        layout.addWidget(self.alike)
        layout.addWidget(self.join, 0, Qt.AlignmentFlag.AlignLeft)

    # -- showing ---------------------------------------------------------------------------------

    def open(self, card: str, saver: FieldSaver) -> None:
        """Take another card up; its values come with ``show_card``."""
        self.card, self.saver, self.shown = card, saver, None
        self.verticalScrollBar().setValue(0)

    def show_card(
        self,
        card: CardValues,
        frameworks: Frameworks,
        sites: Sequence[tuple[str, str]],
    ) -> None:
        """Show a card as it is stored; what is being typed stays."""
        if card.id != self.card or self.saver is None:
            return
        self.shown, self._frameworks, self._sites = card, frameworks, sites
        if "contact" in self.fields:
            self._fill(card)

    def focus_title(self) -> None:
        """Give the keyboard to the title."""
        if "title" not in self.fields:
            next(self._parts)  # it is in the first of them
        self.fields["title"].setFocus(Qt.FocusReason.OtherFocusReason)

    def first_widget(self) -> QWidget:
        """Give the title."""
        return self.fields.get("title", self)

    def _fill(self, card: CardValues) -> None:
        assert self.saver is not None
        values, read_only = card.values, self._session.is_read_only
        for name, field in self.fields.items():
            value = str(values.get(name) or "")
            if isinstance(field, ComboBox):
                if name == "site":
                    self._fill_sites(value)
                field.setCurrentIndex(max(0, field.findData(value)))
                field.setEnabled(not read_only)
            else:
                if not self.saver.is_typed(name):
                    field.show_text(value)
                field.setReadOnly(read_only)
        self.tag_row.show_tags(card.tags, self._frameworks, read_only=read_only)
        self._show_sources(card)
        tier = values.get("tier")
        known = tier if isinstance(tier, Mapping) else {}
        self.tier.setCurrentIndex(max(0, self.tier.findData(str(known.get("tier") or ""))))
        self.tier.setEnabled(not read_only)
        by = (
            f"Assigned by {known.get('by')}, {stored_day_words(known.get('date'))}" if known else ""
        )
        self.tier_by.setText(by)
        self._show_permission(values, read_only)
        self.state.setCurrentIndex(max(0, self.state.findData(str(values.get("state") or "draft"))))
        self.state.setEnabled(not read_only)
        self._show_alike(card, read_only)
        self.inside.setText(
            f"Stays inside: {card.why_inside[0].lower()}{card.why_inside[1:]}."
            if card.why_inside
            else "May stand on papers for everyone."
        )

    def _show_alike(self, card: CardValues, read_only: bool) -> None:
        chosen = self.alike.currentData()
        self.alike.clear()
        self.alike.addItem("No other card", "")
        for other, title in card.alike:
            self.alike.addItem(title, other)
        self.alike.setCurrentIndex(max(0, self.alike.findData(chosen)))
        for part in (self._alike_head, self.alike, self.join):
            part.setVisible(bool(card.alike) and not read_only)

    def _fill_sites(self, chosen: str) -> None:
        wanted = [("", "No site"), *self._sites]
        held = [
            (str(self.site.itemData(k)), self.site.itemText(k)) for k in range(self.site.count())
        ]
        if held != wanted:
            self.site.clear()
            for id_, name in wanted:
                self.site.addItem(name, id_)

    def _show_permission(self, values: Mapping[str, Any], read_only: bool) -> None:
        permission = values.get("permission")
        known = permission if isinstance(permission, Mapping) else {}
        self.scope.setCurrentIndex(max(0, self.scope.findData(permission_of(values))))
        self.scope.setEnabled(not read_only)
        for line, text in (
            (self.permitted_by, str(known.get("by") or "")),
            (self.permitted_until, stored_day_words(known.get("until"))),
        ):
            if not (line.hasFocus() and line.isModified()):
                line.show_text(text)
            line.setReadOnly(read_only)
        self.permission_said.setText(
            f"Written down {stored_day_words(known.get('date'))}" if known.get("date") else ""
        )

    def _show_sources(self, card: CardValues) -> None:
        clear(self._sources)
        self._sources_head.setVisible(bool(card.sources))
        for source, when in card.sources:
            words = "consent withdrawn" if source.is_withdrawn else source.words
            if len(words) > _SHORT:
                words = f"{words[:_SHORT].rsplit(' ', 1)[0]}..."
            name = f"{source.kind.capitalize()}, {when}" if when else source.kind.capitalize()
            said = label(words, "hint", wraps=True)
            back = button(
                name, "quiet", "arrow-left", partial(self.source_wished.emit, source.record)
            )
            back.setAccessibleName(f"Go to the {source.kind}: {words}")
            self._sources.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
            self._sources.addWidget(said)

    # -- what is done ----------------------------------------------------------------------------

    def _on_typed(self, name: str, text: str) -> None:
        if self.saver is not None:
            self.saver.edit(name, " ".join(text.split("\n")).strip() or None)

    def _on_text(self, name: str, text: str) -> None:
        if self.saver is not None:
            self.saver.edit_text(name, text)

    def _on_choice(self, name: str, _at: int = -1) -> None:
        field = self.fields[name]
        if self.saver is not None and isinstance(field, ComboBox):
            self.saver.edit(name, field.currentData() or None)
            self.saver.leave()

    def _leave(self) -> None:
        if self.saver is not None:
            self.saver.leave()

    def _join(self) -> None:
        other = str(self.alike.currentData() or "")
        if other:
            self._act(self.joined.emit, self.card, other)
        else:
            self.alike.setFocus(Qt.FocusReason.OtherFocusReason)

    def _act(self, emit: Any, *words: str) -> None:
        """Do something that is no typing; what was typed goes first."""
        self._leave()
        emit(*words)

    def _on_permission_typed(self) -> None:
        if self.permitted_by.isModified() or self.permitted_until.isModified():
            scope = str(self.scope.currentData())
            if scope in ("internal", "unnamed", "named"):
                self._permit()

    def _permit(self) -> None:
        until = self.permitted_until.text().strip()
        by = self.permitted_by.text().strip()
        scope = str(self.scope.currentData())
        if scope in ("unnamed", "named") and not by:
            self.permission_said.setText("Type who at the site said so; then it counts.")
            self.permitted_by.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            today = self._session.doors.now().date()
            day = read_day(until, today - timedelta(days=1)).isoformat() if until else ""
        except InputError as error:
            self._session.tell_error(error)
            return
        self.permitted_by.setModified(False)
        self.permitted_until.setModified(False)
        self._act(self.permitted.emit, self.card, scope, by, day)
