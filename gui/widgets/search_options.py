"""How to translate: the method, and the few numbers that this method has."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QSpinBox, QWidget

from gui import theme
from gui.declared import settings_in
from tfmodel.contract.config import Config
from tfmodel.contract.decoding_config import METHODS_OF, DecodingConfig

MOST = 64  # translations shown


class SearchOptions(QWidget):
    """A row of fields; `changed` when a person, or another run, changed one.

    Attributes:
        method: Names of methods, their word as data.
        beam: Hypotheses of a beam.
        nbest: Translations shown.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = DecodingConfig()
        self._rounded: dict[str, float] = {}
        self.method = QComboBox()
        for word, name in (
            ("beam", self.tr("Beam search")),
            ("greedy", self.tr("Greedy")),
            ("diverse", self.tr("Diverse beams")),
            ("sampling", self.tr("Sampling")),
        ):
            self.method.addItem(name, word)
        self.beam = QSpinBox(minimum=1, maximum=MOST)
        self.beam.setKeyboardTracking(False)  # a number is typed to its end first
        self.diversity = QDoubleSpinBox(minimum=0.0, maximum=100.0, singleStep=0.1)
        self.temperature = QDoubleSpinBox(minimum=0.01, maximum=100.0, singleStep=0.1)
        self.top_k = QSpinBox(minimum=0, maximum=128_000)
        self.top_k.setSpecialValueText(self.tr("all"))
        self.top_p = QDoubleSpinBox(minimum=0.01, maximum=1.0, singleStep=0.05)
        self.min_p = QDoubleSpinBox(minimum=0.0, maximum=1.0, singleStep=0.01)
        self.seed = QSpinBox(minimum=0, maximum=2**31 - 1)
        self.nbest = QSpinBox(minimum=1, maximum=MOST, value=5)
        self._wished = self.nbest.value()  # to be shown, also where the beam has fewer
        self._decimals = {
            "diversity_penalty": self.diversity,
            "temperature": self.temperature,
            "top_p": self.top_p,
            "min_p": self.min_p,
        }
        self._fields: list[tuple[QWidget, tuple[str, ...]]] = []
        self._arrange()
        self.set_run(self._run)
        self.method.currentIndexChanged.connect(self._on_method)
        self.beam.valueChanged.connect(self._limit)
        self.nbest.valueChanged.connect(self._wish)
        for number in (self.beam, self.top_k, self.seed, self.nbest):
            number.valueChanged.connect(lambda: self.changed.emit())
        for decimal in self._decimals.values():
            decimal.valueChanged.connect(lambda: self.changed.emit())

    def _arrange(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.GRID)
        beams, diverse, sampling = (METHODS_OF[name] for name in ("beam_size", "diversity_penalty", "temperature"))
        for caption, editor, path, methods in (
            (self.tr("Met&hod"), self.method, "method", (*beams, "greedy", *sampling)),
            (self.tr("B&eam"), self.beam, "beam_size", beams),
            (self.tr("&Diversity"), self.diversity, "diversity_penalty", diverse),
            (self.tr("T&emperature"), self.temperature, "temperature", sampling),
            (self.tr("Top &k"), self.top_k, "top_k", sampling),
            (self.tr("Top &p"), self.top_p, "top_p", sampling),
            (self.tr("M&in p"), self.min_p, "min_p", sampling),
            (self.tr("See&d"), self.seed, "seed", sampling),
            (self.tr("&Show"), self.nbest, "", (*beams, *sampling)),
        ):
            self._describe(editor, path)
            field = _captioned(caption, editor)
            layout.addWidget(field)
            self._fields.append((field, methods))
        layout.addStretch()

    def _describe(self, editor: QWidget, field: str) -> None:
        """Name and tooltip from the declaration, which is also what `--help` shows."""
        if not field:
            editor.setAccessibleName(self.tr("Translations shown"))
            editor.setToolTip(self.tr("At most as many as the beam has; of sampling, as many are drawn"))
            return
        declared = next(setting for setting in settings_in(Config) if setting.path == f"decoding.{field}")
        editor.setAccessibleName(declared.title)
        editor.setToolTip(declared.tooltip)

    # Values

    def set_run(self, decoding: DecodingConfig) -> None:
        """Starts from the settings of another run."""
        self._run = decoding
        blocked = self.blockSignals(True)
        self.method.setCurrentIndex(self.method.findData(decoding.method))
        self.beam.setValue(decoding.beam_size)
        self.top_k.setValue(decoding.top_k)
        for name, decimal in self._decimals.items():
            decimal.setValue(getattr(decoding, name))
        self._rounded = {name: decimal.value() for name, decimal in self._decimals.items()}
        self.seed.setValue(decoding.seed)
        self._on_method()
        self.blockSignals(blocked)

    def decoding(self) -> DecodingConfig:
        """The run's settings with what the fields say; each hypothesis of diverse beams is a group of its own."""
        return self._run.model_copy(
            update={
                "method": self.method.currentData(),
                "beam_size": self.beam.value(),
                "beam_groups": None,
                "top_k": self.top_k.value(),
                "seed": self.seed.value(),
                **{name: self._exact(name) for name in self._decimals},
            }
        )

    def _exact(self, name: str) -> float:
        """What a field says; the run's own number, with all its digits, where nobody changed it."""
        value = self._decimals[name].value()
        return float(getattr(self._run, name)) if value == self._rounded[name] else value

    def shown(self) -> int:
        """How many translations are asked for."""
        return 1 if self.method.currentData() == "greedy" else self.nbest.value()

    def _on_method(self) -> None:
        for field, methods in self._fields:
            field.setVisible(self.method.currentData() in methods)
        self._limit()
        self.changed.emit()

    def _wish(self, count: int) -> None:
        self._wished = count

    def _limit(self) -> None:
        most = MOST if self.method.currentData() == "sampling" else self.beam.value()
        blocked = self.nbest.blockSignals(True)
        self.nbest.setMaximum(most)
        self.nbest.setValue(min(self._wished, most))
        self.nbest.blockSignals(blocked)


def _captioned(caption: str, editor: QWidget) -> QWidget:
    """An editor behind its caption, to be shown and hidden as one."""
    field = QWidget()
    layout = QHBoxLayout(field)
    layout.setContentsMargins(0, 0, 0, 0)
    label = theme.label(caption)
    label.setBuddy(editor)
    layout.addWidget(label)
    layout.addWidget(editor)
    return field
