"""One head large: as a map of all weights, or as links between the words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout

from gui import plain, theme
from gui.widgets.alignment import AlignmentView
from gui.widgets.alignment_words import MARK, WordAlignment
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.linked_map import LinkedMap

MAP, LINKS = range(2)
CROWDED = 400  # cells of a head; of one with more,
LEAST = 0.1  # weights below it are not drawn as links


class HeadCard(QFrame):
    """A heading that says what the head does, the map or the links, and what is pointed at."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.title = theme.label("", "heading")
        self.form = QComboBox()
        self.form.setAccessibleName(self.tr("Form of the head"))
        self.form.setToolTip(self.tr("A map of all weights, or links between the tokens"))
        self.form.addItems([self.tr("Map"), self.tr("Links")])
        self.form.currentIndexChanged.connect(self._on_form)
        self.map, self.links = LinkedMap(), AlignmentView()
        self.links.setAccessibleName(self.tr("Links of one head"))
        self.links.setToolTip(self.tr("Above what is looked at, below what looks; point at a token to see its links"))
        self._readout = ElidedLabel(Qt.TextElideMode.ElideMiddle)  # a long token neither widens it nor hides the weight
        self._readout.setTextFormat(Qt.TextFormat.PlainText)
        self._readout.setProperty("role", "muted")
        self.map.pointed_changed.connect(self._read_out)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.links)
        scroll.viewport().setAutoFillBackground(False)
        self.links.setAutoFillBackground(False)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.map)
        self._stack.addWidget(scroll)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GRID, theme.GRID // 2, theme.GRID, theme.GRID // 2)
        layout.setSpacing(theme.GRID // 2)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._readout)
        self._alignment = WordAlignment((), (), ())

    def _read_out(self, text: str) -> None:
        self._readout.setText(text if self.form.currentIndex() == MAP else "")
        self._readout.setToolTip(plain.tip(self._readout.text()))

    @property
    def readout(self) -> str:
        """What is pointed at, in words."""
        return self._readout.text()

    def show_head(self, weights: Sequence[Sequence[float]], queries: Sequence[str], keys: Sequence[str]) -> None:
        """Shows another head, in whatever form was chosen."""
        self.map.show_matrix(weights, queries, keys)
        self.links.heading = self.map.title_y
        rows = tuple(tuple(row) for row in weights)
        alignment = WordAlignment(tuple(map(_plain, keys)), tuple(map(_plain, queries)), rows)
        if alignment != self._alignment:
            self._alignment = alignment
            if self._stack.currentIndex() == LINKS:
                self._show_links()

    def _show_links(self) -> None:
        chosen, cells = self.links.chosen, len(self._alignment.source) * len(self._alignment.target)
        self.links.show_alignment(self._alignment, LEAST if cells > CROWDED else 0.0)
        side = self._alignment.source if chosen is not None and chosen.is_source else self._alignment.target
        if chosen is not None and chosen.number < len(side):
            self.links.choose(chosen)

    def _on_form(self, form: int) -> None:
        self._stack.setCurrentIndex(form)
        self._read_out("")
        if form == LINKS:
            self._show_links()


def _plain(piece: str) -> str:
    return piece.removeprefix(MARK) or "␣"
