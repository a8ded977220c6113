"""How the probe sentence is attended to: any validation, kind, layer and head."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QSlider, QVBoxLayout

from gui import theme
from gui.attention_kinds import add_kinds, axis_titles, keys_of, plain_text, queries_of
from gui.language import figures
from gui.widgets.heads import Heads, read_heads
from gui.widgets.heat_map import HeatMap
from gui.widgets.redraw import Redraw
from tfmodel.contract import events
from tfmodel.contract.attention_files import named_in


class AttentionView(QFrame):
    """A heat map of attention weights, and the sentence whose attention is followed.

    Attributes:
        probe_changed: The sentence to follow from the next validation on.
        all_heads_pressed: All layers and heads are wanted at once.
    """

    probe_changed = Signal(str)
    all_heads_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._run = Path()
        self._looks: list[events.Attention] = []
        self._heads: dict[str, Heads] = {}
        self._loaded: events.Attention | None = None
        self.map = HeatMap()
        self.map.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.GRID,) * 4)
        layout.setSpacing(theme.GRID // 2)
        for row in (self._make_heading(), self._make_choices(), self._make_probe()):
            layout.addLayout(row)
        self._empty = theme.label(self.tr("The first validation shows the attention here."), "muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.map, 1)
        self.redraw = Redraw(self, self._draw)

    def _make_heading(self) -> QHBoxLayout:
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Validation"))
        self.slider.setToolTip(self.tr("Which validation's attention is shown; at the right end the newest"))
        self.slider.setEnabled(False)
        self.slider.valueChanged.connect(self._on_slider)
        self._step = theme.label("", "muted")
        row = QHBoxLayout()
        row.addWidget(theme.label(self.tr("Attention"), "heading"))
        row.addWidget(self.slider, 1)
        row.addWidget(self._step)
        self.all_heads = QPushButton(self.tr("All &heads"))
        self.all_heads.setToolTip(self.tr("All layers and heads of all pinned sentences, on the Inspect page"))
        self.all_heads.clicked.connect(self.all_heads_pressed)
        row.addWidget(self.all_heads)
        return row

    def _make_choices(self) -> QHBoxLayout:
        self.kind = self._choice(self.tr("Kind of attention"))
        add_kinds(self.kind)
        self.layer = self._choice(self.tr("Layer"))
        self.head = self._choice(self.tr("Head"))
        for box in (self.layer, self.head):
            box.setEnabled(False)
        self.kind.setCurrentIndex(0)
        self.kind.currentIndexChanged.connect(self._refill)
        for box in (self.layer, self.head):
            box.currentIndexChanged.connect(lambda index: self.redraw.request())
        row = QHBoxLayout()
        row.addWidget(self.kind, 1)
        row.addWidget(self.layer)
        row.addWidget(self.head)
        return row

    def _choice(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setPlaceholderText(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return box

    def _make_probe(self) -> QHBoxLayout:
        self.probe = QLineEdit()
        self.probe.setAccessibleName(self.tr("Probe sentence"))
        self._asking = self.tr("Probe sentence, in the source language")
        self.probe.setPlaceholderText(self._asking)
        self.probe.setToolTip(
            self.tr("The sentence whose attention is shown; another one counts from the next validation")
        )
        self.follow = QPushButton(self.tr("&Follow"))
        self.follow.setToolTip(self.tr("Follow this sentence from the next validation on"))
        for signal in (self.follow.clicked, self.probe.returnPressed):
            signal.connect(self._send_probe)
        row = QHBoxLayout()
        row.addWidget(self.probe, 1)
        row.addWidget(self.follow)
        return row

    def set_training(self, training: bool) -> None:
        """Whether another sentence can be followed now."""
        self.probe.setEnabled(training)
        self.follow.setEnabled(training)

    def show_run(self, run: Path) -> None:
        """Begins with a run that has shown nothing yet."""
        self._run = run
        self._looks.clear()
        self._heads = {}
        self._loaded = None
        self._step.clear()
        self.probe.clear()
        self.probe.setPlaceholderText(self._asking)
        self.slider.setEnabled(False)
        self._show_map(False)

    def add(self, look: events.Attention) -> None:
        """Takes the attention of another validation; it is shown when the newest was being looked at."""
        newest = self.slider.value() >= len(self._looks) - 1
        self._looks = [earlier for earlier in self._looks if earlier.step < look.step] + [look]
        self._fit_slider()
        if newest:
            self.slider.setValue(len(self._looks) - 1)
        self.probe.setPlaceholderText(plain_text(look.source))
        self.redraw.request()

    def _fit_slider(self) -> None:
        self.slider.setRange(0, len(self._looks) - 1)
        self.slider.setEnabled(len(self._looks) > 1)

    def _send_probe(self) -> None:
        if self.probe.text().strip():
            self.probe_changed.emit(self.probe.text().strip())

    def _on_slider(self, value: int) -> None:
        self.redraw.request()

    def _draw(self) -> None:
        if not self._looks:
            return
        look = self._looks[min(self.slider.value(), len(self._looks) - 1)]
        if look is not self._loaded and not self._load(look):
            return
        kind: str = self.kind.currentData()
        name = kind.format(self.layer.currentIndex()) + "/weights"
        self._show_map(name in self._heads)
        if name not in self._heads:
            return
        heads, head = self._heads[name], self.head.currentIndex()
        self.map.title_y, self.map.title_x = axis_titles(kind)
        weights = heads.mean() if head == 0 else heads.head(head - 1)
        self.map.show_matrix(weights, queries_of(look, kind), keys_of(look, kind))

    def _load(self, look: events.Attention) -> bool:
        """Reads a look; False where it is left out instead, for a run keeps a bounded number of files."""
        file = named_in(self._run, look.file)
        heads = read_heads(file) if file is not None else {}
        if not heads and len(self._looks) > 1:
            self._looks.remove(look)
            self._fit_slider()
            self.redraw.request(soon=True)
            return False
        self._loaded, self._heads = look, heads
        self._step.setText(self.tr("step {0}").format(figures(f"{look.step:,}")) if heads else self.tr("not readable"))
        if heads:  # without any there is nothing to choose from, and the choice stays
            self._refill()
        return True

    def _refill(self) -> None:
        """Offers the layers and heads that there are, keeping the choice."""
        pattern: str = self.kind.currentData()
        layers = 0
        while pattern.format(layers) + "/weights" in self._heads:
            layers += 1
        heads = len(self._heads[pattern.format(0) + "/weights"]) if layers else 0
        _fill(self.layer, [self.tr("Layer {0}").format(layer + 1) for layer in range(layers)], last=True)
        _fill(self.head, [self.tr("Mean"), *(self.tr("Head {0}").format(head + 1) for head in range(heads))])
        self.redraw.request()

    def _show_map(self, shown: bool) -> None:
        self.map.setVisible(shown)
        self._empty.setVisible(not shown)


def _fill(box: QComboBox, texts: list[str], *, last: bool = False) -> None:
    if [box.itemText(index) for index in range(box.count())] == texts:
        return
    chosen = box.currentIndex()
    box.blockSignals(True)
    box.clear()
    box.addItems(texts)
    box.setEnabled(bool(texts))
    box.setCurrentIndex(chosen if 0 <= chosen < len(texts) else (len(texts) - 1 if last else 0))
    box.blockSignals(False)
