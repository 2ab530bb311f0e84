"""Where a site is, on its page: its point, a geocoder's beside it, and looking for a better one.

A look-up that needs the network asks first and says what would leave; yes holds for that one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from tourplanner.core.errors import NetworkOff, OutOfState, TourPlannerError
from tourplanner.core.model.spots import spot_words
from tourplanner.ui.jobs import Job
from tourplanner.ui.session import Session
from tourplanner.ui.shell.notices import announce
from tourplanner.ui.sites.by_hand import OWN, PlaceByHand
from tourplanner.ui.sites.points import (
    SitePoint,
    answer_words,
    find_one,
    read_point,
)
from tourplanner.ui.theme import look
from tourplanner.ui.widgets.basic import (
    button,
    clear,
    column,
    icon_button,
    icon_label,
    label,
    row,
)
from tourplanner.ui.widgets.fields import RadioButton
from tourplanner.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from tourplanner.core.geo import Located
    from tourplanner.core.model.places import PlaceAnswer
    from tourplanner.services.locating import Locating

_SHOWN = 6
_INDENT = 24  # as far as the words of a choice


class PointFinder(QFrame):
    """The point of one candidate, and what can be done about it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        layout = column(self, gap=6)
        self._facts = column(gap=6)
        self._asks = column(gap=6)
        layout.addWidget(label("Where it is", "section"))
        layout.addLayout(self._facts)
        layout.addLayout(self._asks)
        self.by_hand = PlaceByHand()
        self.by_hand.placed.connect(self._on_placed)
        self.by_hand.hide()
        layout.addWidget(self.by_hand)
        self.buttons: dict[str, QPushButton] = {}
        self.choices: list[RadioButton] = []
        self._point: SitePoint | None = None
        self._site = self._to_pin = ""
        self._job: Job | None = None
        session.jobs.listed.connect(self._on_listed)
        self.hide()

    # -- the site that is shown ------------------------------------------------------------------

    def show_site(self, site: str) -> None:
        """Show the point of a candidate; of none where ``site`` is empty."""
        if site != self._site:
            self._site, self._point = site, None
            self._clear_asks()
            clear(self._facts)
            self.by_hand.hide()
        self.setVisible(bool(site))
        if site and site == self._to_pin:
            self._to_pin = ""
            self.by_hand.begin()
        if site:
            self.session.read(
                lambda ws, _: read_point(ws, site), self._show, topic="point of the site"
            )

    def pin(self, site: str) -> None:
        """Let the point of a site be put by hand as soon as the site is shown."""
        self._to_pin = site

    def _show(self, point: SitePoint) -> None:
        if point.site != self._site:
            return
        if point == self._point and self._facts.count():
            return  # so that the keyboard stays where it is
        self._point = point
        had_keyboard = self._has_keyboard() and not self.by_hand.isVisible()
        clear(self._facts)
        self.buttons = {key: b for key, b in self.buttons.items() if key in ("yes", "no", "use")}
        if point.words:
            self._facts.addWidget(label(point.words, wraps=True, selectable=True))
        else:
            need = "Until it has a point, no leg and no map can reach it."
            self._facts.addWidget(label(need, "hint", wraps=True))
        if point.beside_words:
            near = label(point.beside_words, wraps=True, selectable=True)
            self._facts.addWidget(_warning(point.beside_words) if point.is_far else near)
        for code, words in point.spots:
            self._facts.addLayout(self._make_spot(code, words))
        self._facts.addWidget(self._make_buttons(point))
        if had_keyboard:
            self.buttons["hand"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_keyboard(self) -> bool:
        holder = self.window().focusWidget()
        return holder is not None and self.isAncestorOf(holder)

    def _make_spot(self, code: str, words: str) -> QLayout:
        line = row(gap=6)
        line.addWidget(label(words, wraps=True, selectable=True), 1)
        away = icon_button("x", f"Take away {spot_words(code).lower()}")
        away.clicked.connect(lambda: self._set_spot(code, None))
        away.setEnabled(not self.session.is_read_only)
        line.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _make_buttons(self, point: SitePoint) -> QWidget:
        made = QWidget()
        line = FlowLayout(made)
        wanted: list[tuple[str, str, Callable[[], None]]] = []
        if not point.has_point:
            wanted.append(("find", "Find town or ZIP", lambda: self.look_up(online=False)))
        if point.address:
            words = "Compare online" if point.has_point and not point.is_coarse else "Find online"
            wanted.append(("online", words, lambda: self.look_up(online=True)))
        if point.beside is not None:
            beside = point.beside
            wanted.append(("take", point.take_words, lambda: self._place(beside)))
        wanted.append(("hand", "By hand…", self.by_hand.begin))
        for key, words, act in wanted:
            self.buttons[key] = button(words, "small", click=act)
            self.buttons[key].setEnabled(not self.session.is_read_only)
            line.addWidget(self.buttons[key])
        if not point.address:
            line.addWidget(label("No address: type its town or ZIP, or pin it.", "hint"))
        return made

    # -- looking ---------------------------------------------------------------------------------

    def look_up(self, *, online: bool, once: bool = False) -> None:
        """Look for the point, in the gazetteer or on the network."""
        point = self._point
        if point is None or self._job is not None:
            return
        self._clear_asks()
        self._asks.addWidget(label("Looking…", "hint"))
        site = point.site

        def failed(error: BaseException) -> None:
            self._job = None
            self._on_failed(site, error)

        def done(outcome: Locating) -> None:
            self._job = None
            self._on_found(site, outcome)

        self._job = self.session.read(
            find_one(self.session.doors, point, online=online, once=once),
            done,
            failed,
            title=f"Looking up {point.name}",
        )

    def _on_listed(self) -> None:
        if self._job is not None and self._job.is_cancelled:  # its answer will not come
            self._job = None
            self._clear_asks()

    def _on_found(self, site: str, outcome: Locating) -> None:
        self.session.network_changed.emit()
        if site != self._site:
            return
        self._clear_asks()
        state = str(outcome.state)
        announce(self, outcome.sentence)
        if state == "found":
            self.session.acted.emit(outcome.sentence)
            return
        self._asks.addWidget(label(outcome.sentence, wraps=True))
        if state == "several":
            self._offer(outcome.answers, "Use this point", out_of_state=False)
        elif state == "outside":
            self._offer(outcome.answers, "Yes, use it", out_of_state=True)

    def _on_failed(self, site: str, error: BaseException) -> None:
        if not isinstance(error, NetworkOff):
            self.session.network_changed.emit()
        if site != self._site:
            return
        self._clear_asks()
        if isinstance(error, NetworkOff):
            self._ask_network(error)
        elif isinstance(error, TourPlannerError):
            self._asks.addWidget(label(f"{error.text} {error.hint}".strip(), wraps=True))
            announce(self, error.text)
        else:
            self.session.tell_error(error)

    # -- asking ----------------------------------------------------------------------------------

    def _ask_network(self, question: NetworkOff) -> None:
        self._asks.addWidget(label(question.text, "strong", wraps=True))
        self._asks.addWidget(label(question.hint, "hint", wraps=True))
        self._answers(
            ("yes", "Turn on for this look-up", lambda: self.look_up(online=True, once=True)),
            ("no", "Leave it off", self._clear_asks),
        )
        announce(self, f"{question.text} {question.hint}")

    def _offer(self, answers: Sequence[PlaceAnswer], words: str, *, out_of_state: bool) -> None:
        group = QButtonGroup(self._asks.parentWidget())
        for answer in answers[:_SHOWN]:
            words_of = answer_words(answer)
            choice = RadioButton(", ".join(answer.label.split(", ")[:2]))
            choice.setAccessibleName(words_of)
            choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            group.addButton(choice)
            self.choices.append(choice)
            self._asks.addWidget(choice)
            whole = label(words_of, "hint", wraps=True, selectable=True)
            whole.setIndent(look().px(_INDENT))
            self._asks.addWidget(whole)
        if len(answers) > _SHOWN:
            more = f"{len(answers) - _SHOWN} more: add the ZIP or the street to the site."
            self._asks.addWidget(label(more, "hint", wraps=True))
        if len(answers) == 1:
            self.choices[0].setChecked(True)

        def use() -> None:
            chosen = [a for a, c in zip(answers, self.choices, strict=False) if c.isChecked()]
            if chosen:
                self._place(chosen[0], out_of_state=out_of_state)

        self._answers(("use", words, use), ("no", "Leave it", self._clear_asks))
        self.choices[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _answers(self, *wanted: tuple[str, str, Callable[[], None]]) -> None:
        made = QWidget()
        line = FlowLayout(made)
        for key, words, act in wanted:
            self.buttons[key] = button(words, "small", click=act)
            line.addWidget(self.buttons[key])
        self._asks.addWidget(made)
        self.buttons[wanted[0][0]].setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._reveal)  # when there is room for it

    def _reveal(self) -> None:
        """Scroll the page so that the question is seen."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        focused = self.focusWidget()
        if area is not None and focused is not None:
            area.ensureWidgetVisible(focused, 0, look().px(60))

    def _place(self, answer: PlaceAnswer | Located, *, out_of_state: bool = False) -> None:
        assert self._point is not None  # there was something to choose from
        site, name = self._point.site, self._point.name

        def failed(error: BaseException) -> None:
            if not isinstance(error, OutOfState) or site != self._site:
                self.session.tell_error(error)
                return
            self._clear_asks()
            self._asks.addWidget(label(error.text, wraps=True))
            self._answers(
                ("use", "Yes, use it", lambda: self._place(answer, out_of_state=True)),
                ("no", "Leave it", self._clear_asks),
            )

        self._clear_asks()
        self.session.write(
            lambda ws, _: ws.sites.points.place_at(site, answer, out_of_state=out_of_state),
            failed=failed,
            acted=f"{name}: point taken.",
        )

    def _on_placed(self, code: str, point: Located) -> None:
        if code == OWN:
            self._end_by_hand()
            self._place(point)
        else:
            self._set_spot(code, point)

    def _set_spot(self, code: str, point: Located | None) -> None:
        site = self._site
        words = f"{spot_words(code)}: {'point set' if point else 'point taken away'}."
        self.session.write(
            lambda ws, _: ws.sites.points.set_spot(site, code, point),
            lambda _: self._end_by_hand(),
            acted=words,
        )

    def _end_by_hand(self) -> None:
        if self._has_keyboard():  # else it would go to what comes next, and the page with it
            self.buttons["hand"].setFocus(Qt.FocusReason.OtherFocusReason)
        self.by_hand.hide()

    def _clear_asks(self) -> None:
        clear(self._asks)
        self.choices = []
        for key in ("yes", "no", "use"):
            self.buttons.pop(key, None)


def _warning(words: str) -> QWidget:
    made = QWidget()
    line = row(made, gap=8)
    line.addWidget(icon_label("triangle-alert", "warn"), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label(words, "warn", wraps=True), 1)
    return made
