"""The place of the help: its pages at the left, what one says at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyleOptionViewItem,
    QTextBrowser,
    QWidget,
)

from tourplanner.ui.help.keys import Keys, keys_html
from tourplanner.ui.help.pages import FIRST, PAGE_OF, HelpPage, read_pages
from tourplanner.ui.place import Place
from tourplanner.ui.session import Session
from tourplanner.ui.theme import THEME, font, look, tokens
from tourplanner.ui.widgets.basic import column, row
from tourplanner.ui.widgets.rows import Index, TextDelegate

KEYS_TITLE = "Keys"
_LIST_WIDTH = 232


class HelpPlace(Place):
    """Reads the pages that ship with the program; nothing is fetched."""

    name = "help"
    title = "Help"
    icon = "info"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.pages: list[HelpPage] = read_pages()
        self.list = QListWidget()
        self.list.setAccessibleName("Pages of the help")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self._delegate = _PageDelegate()
        self.list.setItemDelegate(self._delegate)
        for title in (KEYS_TITLE, *(page.title for page in self.pages)):
            self.list.addItem(QListWidgetItem(title))
        self.text = _Text()
        layout = row(gap=0)
        layout.addWidget(self.list)
        side = QFrame()
        side.setProperty("edge", "left")
        column(side, margins=(1, 0, 0, 0)).addWidget(self.text)
        layout.addWidget(side, 1)
        self.page.addLayout(layout)
        self._keys = ""
        self.list.currentRowChanged.connect(self._show)
        self.text.anchorClicked.connect(self._on_link)
        THEME.changed.connect(self._resize)
        self._resize()

    def show_page(self, name: str) -> None:
        """Show a page by the name of its file; the first one where there is none of that name."""
        names = [page.name for page in self.pages]
        self._choose(1 + names.index(name if name in names else FIRST))

    def show_help_of(self, place: str) -> None:
        """Show the page of a place."""
        self.show_page(PAGE_OF.get(place, FIRST))

    def choose_keys(self) -> None:
        """Show the page of keys."""
        self._choose(0)

    def set_keys(self, sections: list[tuple[str, Keys]]) -> None:
        """Keep the keys of the place that one comes from, for the page of keys."""
        self._keys = keys_html(sections)

    def first_widget(self) -> QWidget:
        """Give the text."""
        return self.text

    def panes(self) -> list[QWidget]:
        """Give list and text."""
        return [self.list, self.text]

    def _choose(self, at: int) -> None:
        if self.list.currentRow() == at:
            self._show(at)
        else:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.setCurrentRow(at, flags)

    def _show(self, at: int) -> None:
        if at == 0:
            self.text.setHtml(f"<h1>{KEYS_TITLE}</h1>{self._keys}")
        elif at > 0:
            page = self.pages[at - 1]
            self.text.setMarkdown(f"# {page.title}\n\n{page.text}")
            _space(self.text)
        self.text.verticalScrollBar().setValue(0)

    def _on_link(self, url: QUrl) -> None:
        if url.scheme() == "" and url.path().endswith(".md"):
            self.show_page(url.path().removesuffix(".md"))

    def _resize(self) -> None:
        self.list.setFixedWidth(look().px(_LIST_WIDTH))
        self.text.setFont(font(14))
        self.text.document().setDefaultStyleSheet(f"a {{ color: {tokens().accent}; }}")
        if self.list.currentRow() >= 0:
            self._show(self.list.currentRow())


def _space(text: QTextBrowser) -> None:
    """Give headings, paragraphs and items room, which a page of plain words brings none of."""
    cursor, block = QTextCursor(text.document()), text.document().begin()
    while block.isValid():
        made = block.blockFormat()
        heading = made.headingLevel()
        made.setTopMargin(look().px(14) if heading > 1 else 0)
        made.setBottomMargin(look().px(6 if heading or not block.textList() else 3))
        cursor.setPosition(block.position())
        cursor.setBlockFormat(made)
        block = block.next()


class _Text(QTextBrowser):
    """Shows text and loads nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Text of the help")
        self.setProperty("kind", "bare")
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportMargins(20, 12, 20, 12)
        self.document().setDocumentMargin(4)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(
            flags.TextSelectableByMouse
            | flags.TextSelectableByKeyboard
            | flags.LinksAccessibleByMouse
            | flags.LinksAccessibleByKeyboard
        )

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Load no picture and no file that a page may name."""
        return None


class _PageDelegate(TextDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(10, look().row_height)
