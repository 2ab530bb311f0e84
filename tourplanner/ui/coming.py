"""The places that have nothing yet: each says in one sentence what will be there."""

from __future__ import annotations

from tourplanner.ui.place import Place
from tourplanner.ui.session import Session
from tourplanner.ui.widgets.empty import EmptyState

SENTENCES = {
    "exchange": ("Exchange", "arrow-left-right", "Work with colleagues will be merged here."),
}


class Coming(Place):
    """A place of which only the sentence is there."""

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(session)
        self.name = name
        self.title, self.icon, sentence = SENTENCES[name]
        self.page.addWidget(EmptyState(sentence))
