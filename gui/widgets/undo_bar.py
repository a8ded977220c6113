"""What was just done, with the button that undoes it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gui import plain, theme


class UndoBar(QFrame):
    """One sentence and, where there is a way back, Undo; hidden until something was done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._text = theme.label("", wrap=True)
        policy = self._text.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)  # a long path widens no page
        self._text.setSizePolicy(policy)
        self._done = ""  # what the way back undoes
        self._way_back: Callable[[], None] | None = None
        self.undo_button = QPushButton(self.tr("&Undo"))
        self.undo_button.setToolTip(self.tr("Takes it back"))
        self.undo_button.clicked.connect(self.undo)
        self.close_button = QPushButton(self.tr("Dismiss"))
        self.close_button.clicked.connect(self.dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, theme.GRID // 2, theme.GRID, theme.GRID // 2)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.undo_button)
        layout.addWidget(self.close_button)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._text.text()

    def say(self, text: str, way_back: Callable[[], None] | None = None) -> None:
        """Says what was done, beside what was done before and can be undone where this cannot."""
        if way_back is not None or self._way_back is None:
            self._done, self._way_back = text, way_back
        else:
            text = f"{self._done} {text}"
        self._text.setText(text)
        self._text.setToolTip(plain.tip(text))
        self.undo_button.setVisible(self._way_back is not None)
        self.show()

    def undo(self) -> None:
        """Undoes it, once."""
        way_back = self._way_back
        self.dismiss()
        if way_back is not None:
            way_back()

    def dismiss(self) -> None:
        """Goes away."""
        self._way_back = None
        self.hide()
