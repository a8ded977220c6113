"""Says that a training computes on the processor although there is a GPU, why, and what mends it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.session import Session
from gui.widgets.copy_line import CopyLine
from tfmodel.contract import events


class UnusedGpu(QFrame):
    """Hidden unless there is a GPU that a line would bring to use, or once the person has seen enough of it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._dismissed = False
        self.sentence = theme.label("", wrap=True)
        self.remedy = CopyLine()
        self.close_button = QPushButton(self.tr("Do &not show"))
        self.close_button.setToolTip(self.tr("Hides this until the program is started again"))
        self.close_button.clicked.connect(self._dismiss)
        texts = QVBoxLayout()
        texts.setSpacing(theme.GRID // 2)
        texts.addWidget(theme.label(self.tr("The GPU of this machine is not used"), "heading"))
        texts.addWidget(self.sentence)
        texts.addWidget(self.remedy)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        layout.setSpacing(2 * theme.GRID)
        layout.addLayout(texts, 1)
        layout.addWidget(self.close_button)
        self.hide()
        session.hardware_found.connect(self._show)
        if session.hardware is not None:
            self._show(session.hardware)

    def _show(self, hardware: events.Hardware) -> None:
        self.sentence.setText(hardware.why_not)
        self.remedy.say(hardware.remedy)
        self.setVisible(bool(hardware.remedy) and not self._dismissed)

    def _dismiss(self) -> None:
        self._dismissed = True
        self.hide()
