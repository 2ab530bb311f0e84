"""The true pages of a paper, one under the other, as wide as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from tourplanner.ui.papers.choices import PREVIEW_INCH
from tourplanner.ui.theme import tokens
from tourplanner.ui.widgets.basic import clear, column, pane

_EDGE = 24
_MOST = 820  # wider pages are no easier to read
_CSS_INCH = 96


class _Page(QWidget):
    """One page."""

    def __init__(self, image: QImage, number: int, count: int) -> None:
        super().__init__()
        self._image = image
        self.setAccessibleName(f"Page {number} of {count}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def fit(self, width: int) -> None:
        """Be as wide as there is room for."""
        natural = round(self._image.width() / PREVIEW_INCH * _CSS_INCH)
        wide = max(200, min(width, natural, _MOST))
        self.setFixedSize(wide, round(wide * self._image.height() / max(1, self._image.width())))

    def sizeHint(self) -> QSize:
        """Give the size it has."""
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page with a thin edge; it stays white in the dark, as the paper will be."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._image)
        painter.setPen(QPen(QColor(tokens().line), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))


class PagesView(QScrollArea):
    """Scrolls through the pages."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Pages of the paper")
        ground = pane("sunken")
        self.setWidget(ground)
        self._layout = column(ground, margins=_EDGE, gap=16)
        self._layout.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.pages: list[_Page] = []
        self.images: Sequence[QImage] = ()

    def show_pages(self, images: Sequence[QImage]) -> None:
        """Show other pages."""
        clear(self._layout)
        self.pages, self.images = [], images
        for number, image in enumerate(images, 1):
            page = _Page(image, number, len(images))
            self._layout.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
            self.pages.append(page)
        self._fit()
        self.verticalScrollBar().setValue(0)

    def _fit(self) -> None:
        for page in self.pages:
            page.fit(self.viewport().width() - 2 * _EDGE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages."""
        super().resizeEvent(event)
        self._fit()
