"""The page Training."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui import theme
from gui.session import Session


class TrainingPage(QWidget):
    """The page Training."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.page_layout(self, self.tr("Training"))
