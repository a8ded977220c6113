"""Runs through the steps of a training: a slider, a play button, and which step is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSlider, QWidget

from gui import icons, theme
from gui.language import figures

PACES = (("0.5 ×", 800), ("1 ×", 400), ("2 ×", 200))  # milliseconds a step


class Transport(QWidget):
    """A position among steps. Who looks at the newest one follows as others come; who looks at an older one stays.

    Attributes:
        moved: The number of the step that is shown now.
    """

    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[int, ...] = ()
        self._timer = QTimer(self, interval=PACES[1][1])
        self._timer.timeout.connect(self._advance)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Step of the training"))
        self.slider.setToolTip(self.tr("From before the first step, at the left, to the newest validation"))
        self.slider.valueChanged.connect(self._on_slider)
        self.play = QPushButton()
        self.play.setCheckable(True)
        self.play.toggled.connect(self._on_play)
        self.pace = QComboBox()
        self.pace.setAccessibleName(self.tr("Pace"))
        self.pace.setToolTip(self.tr("How fast the training is played"))
        for text, milliseconds in PACES:
            self.pace.addItem(figures(text), milliseconds)
        self.pace.setCurrentIndex(1)
        self.pace.currentIndexChanged.connect(lambda: self._timer.setInterval(self.pace.currentData()))
        self._label = theme.label("", "muted")
        self._label.setMinimumWidth(22 * theme.GRID)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.play)
        layout.addWidget(self.pace)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self._label)
        self._dress()
        self.set_steps(())

    @property
    def number(self) -> int:
        """Which of the steps is shown, from 0."""
        return self.slider.value()

    @property
    def is_playing(self) -> bool:
        """Whether it runs by itself."""
        return self.play.isChecked()

    @property
    def text(self) -> str:
        """Which step is shown, in words."""
        return self._label.text()

    def set_steps(self, steps: Sequence[int], *, fresh: bool = False) -> None:
        """Takes the steps there are now.

        Args:
            steps: Ascending.
            fresh: These are of another run or sentence: the newest one is shown, or the one nearest to what was shown.
        """
        shown = self._steps[self.number] if self._steps else None
        at_end = self.number >= len(self._steps) - 1
        self._steps = tuple(steps)
        last = max(0, len(steps) - 1)
        self.slider.blockSignals(True)
        self.slider.setRange(0, last)
        if shown is None or not steps or (at_end and not self.is_playing and not fresh):
            self.slider.setValue(last)
        else:
            self.slider.setValue(min(range(len(steps)), key=lambda number: abs(steps[number] - shown)))
        self.slider.blockSignals(False)
        for part in (self.slider, self.play, self.pace):
            part.setEnabled(len(steps) > 1)
        self._tell()

    def go_to(self, number: int) -> None:
        """Shows another of the steps."""
        self.slider.setValue(number)

    def stop(self) -> None:
        """Plays no longer."""
        self.play.setChecked(False)

    def _on_slider(self, value: int) -> None:
        self._tell()
        self.moved.emit(value)

    def _on_play(self, playing: bool) -> None:
        if playing and self.number >= self.slider.maximum():
            self.slider.setValue(0)
        if playing:
            self._timer.start()
        else:
            self._timer.stop()
        self._dress()

    def _advance(self) -> None:
        if self.number >= self.slider.maximum() or not self.isVisible():
            self.stop()
        else:
            self.slider.setValue(self.number + 1)

    def _tell(self) -> None:
        if not self._steps:
            self._label.clear()
            return
        text = self.tr("step {0}  ({1} of {2})")
        self._label.setText(text.format(figures(f"{self._steps[self.number]:,}"), self.number + 1, len(self._steps)))

    def _dress(self) -> None:
        name = "pause" if self.is_playing else "play"
        self.play.setIcon(icons.icon(name, self.palette().buttonText().color()))
        self.play.setText(self.tr("&Pause") if self.is_playing else self.tr("&Play"))
        self.play.setToolTip(self.tr("Runs through the training, from the beginning when it stands at the end"))

    def changeEvent(self, event: QEvent) -> None:
        """Follows a change between the light and the dark scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
