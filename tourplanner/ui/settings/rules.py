"""Drivers' hours, school holidays, rules of office: which apply, from which text, how old."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from tourplanner.core.closures import NATION, Closures
from tourplanner.core.costs import dollars_text
from tourplanner.core.model.reference import OfficeRules, Reference
from tourplanner.core.model.rules import RuleEntry
from tourplanner.ui.session import Session
from tourplanner.ui.settings.page import SettingsPage
from tourplanner.ui.settings.words import age_words, date_words, limits_words
from tourplanner.ui.widgets.basic import clear, label
from tourplanner.ui.widgets.fields import RadioButton

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace

_WARNING = (
    "The program warns; the bus company decides. This is no legal advice: "
    "read the text before you rely on it."
)


class RulesPage(SettingsPage):
    """Rule sets with their date and source; the one that the shown tour is checked by."""

    title = "Rules"
    kinds = frozenset({"tour"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.picks: dict[str, RadioButton] = {}
        self._reference: Reference | None = None

    def refresh(self) -> None:
        """Read the rules, and by which of them the shown tour is checked."""
        tour, known = self.session.tour_id, self._reference
        if known is None:
            read = self.session.doors.reference
            self.session.jobs.read(
                lambda _, __: read(), self._on_reference, topic="rules", needs_file=False
            )
        elif tour and self.session.path is not None:
            self.session.read(
                lambda ws, _: read_rule_set(ws, tour),
                lambda chosen: self._show(known, chosen),
                topic="rules",
            )
        else:
            self._show(known, "")

    def first_widget(self) -> QWidget:
        """Give the chosen rule set."""
        return next((pick for pick in self.picks.values() if pick.isChecked()), self)

    def _on_reference(self, reference: Reference) -> None:
        self._reference = reference
        self.refresh()

    def _show(self, reference: Reference, chosen: str) -> None:
        clear(self.body)
        self.picks = {}
        tour = self.session.tour
        box = self.section(
            "Drivers' hours", f"{tour.name} is checked by:" if tour and chosen else _WARNING
        )
        group = QButtonGroup(self)
        for entry in reference.rule_sets:
            if chosen:
                pick = RadioButton(entry.rules.name)
                pick.setChecked(entry.rules.id == chosen)
                pick.setEnabled(not self.session.is_read_only)
                pick.clicked.connect(lambda _=False, id_=entry.rules.id: self._choose(id_))
                group.addButton(pick)
                self.picks[entry.rules.id] = pick
                box.addWidget(pick)
            else:
                box.addWidget(label(entry.rules.name, "strong"))
            self._describe(box, entry)
        if tour and chosen:
            self.body.addWidget(label(_WARNING, "hint", wraps=True))
        box = self.section(
            "House rule", "Stricter than the law. Breaking it is a warning and forbids nothing."
        )
        box.addWidget(label(reference.house.rules.name, "strong"))
        self._describe(box, reference.house)
        box = self.section("School holidays")
        for closures in reference.closures:
            self._describe_closures(box, closures)
        box = self.section(
            "Rules of office", "Outside payments, and mass mailings before elections. Ask counsel."
        )
        for rules in reference.office_rules:
            self._describe_office(box, rules)
        self.body.addStretch(1)

    def _describe(self, box: QVBoxLayout, entry: RuleEntry) -> None:
        rules, today = entry.rules, self.session.doors.now().date()
        self._say(
            box,
            limits_words(rules),
            f"For {rules.reach}.",
            _origin(rules.source, rules.date, today),
        )
        if entry.notes:
            box.addWidget(label("\n".join(entry.notes), "hint", wraps=True))

    def _describe_closures(self, box: QVBoxLayout, closures: Closures) -> None:
        today = self.session.doors.now().date()
        names = ", ".join(dict.fromkeys(rule.name for rule in closures.rules))
        box.addWidget(label(closures.state.replace(NATION, "Every state"), "strong"))
        self._say(box, f"{names}.", _origin(closures.source, closures.as_of, today))

    def _describe_office(self, box: QVBoxLayout, rules: OfficeRules) -> None:
        today, gifts, blackout = self.session.doors.now().date(), rules.gifts, rules.blackout
        box.addWidget(label(rules.state, "strong"))
        if gifts is not None:
            limit = dollars_text(gifts.cents)
            told = f"What one outside source pays in a year is reported from {limit} on, "
            told += f"within {gifts.report_days} days."
            self._say(box, told, _origin(gifts.source, gifts.date, today))
        if blackout is not None:
            told = f"No mass mailings in the {blackout.days} days before an election."
            self._say(box, told, _origin(blackout.source, blackout.date, today))

    def _say(self, box: QVBoxLayout, *lines: str) -> None:
        box.addWidget(label("\n".join(lines), "", wraps=True))

    def _choose(self, rule_set: str) -> None:
        tour = self.session.tour_id
        self.session.write(
            lambda ws, _: ws.tours.change(tour, {"rule_set": rule_set}, "Change drivers' hours"),
            failed=self._on_refused,
        )

    def _on_refused(self, error: BaseException) -> None:
        self.session.tell_error(error)
        self.refresh()


def read_rule_set(workspace: Workspace, tour: str) -> str:
    """Read which rule set a tour is checked by; empty where the tour is gone."""
    record = workspace.file.tables.get("tour", tour)
    return str(record["rule_set"] or "federal") if record else ""


def _origin(source: str, as_of: str, today: date) -> str:
    name = source[:1].upper() + source[1:]
    return f"{name}, text of {date_words(as_of)} ({age_words(as_of, today)})."
