"""The attention time-machine: what every head did to the pinned sentences, from before the first step to now."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from gui import theme
from gui.attention_history import AttentionHistory, Key, Look, texts_of
from gui.attention_kinds import add_kinds, axis_titles, keys_of, queries_of
from gui.head_book import HeadBook
from gui.head_roles import HeadMeasure
from gui.language import figures
from gui.widgets.entropy_plot import EntropyPlot
from gui.widgets.head_card import HeadCard
from gui.widgets.head_grid import HeadGrid, Tile
from gui.widgets.redraw import Redraw
from gui.widgets.transport import Transport
from tfmodel.contract import events
from tfmodel.contract.attention_files import PAIRS_RECORD

INTERVAL = 100  # milliseconds between two drawings: 10 a second
PLOT_INTERVAL = 500  # the entropies are worked out in the background


class TimeMachine(QWidget):
    """All heads as small maps, one of them large, over the steps of a training.

    Args:
        parent: As of any widget.
        pairs: Shows pairs that were chosen in the dataset, under the finished model, instead of pinned sentences.

    Attributes:
        pinning_asked: Another choice of sentences is wanted.
    """

    pinning_asked = Signal()

    def __init__(self, parent: QWidget | None = None, *, pairs: bool = False) -> None:
        super().__init__(parent)
        self._of_pairs = pairs
        self.history = AttentionHistory(self, PAIRS_RECORD) if pairs else AttentionHistory(self)
        self.book = HeadBook(self)
        self._drawn: tuple[Look, str] | None = None
        self._export_is_held = False
        self._make_parts()
        self._arrange()
        self._listen()
        self.redraw = Redraw(self, self._draw, INTERVAL)
        self.redraw_head = Redraw(self.head, self._draw_head, 0)  # in a turn of its own
        self.redraw_plot = Redraw(self.entropy, self._draw_plot, PLOT_INTERVAL)
        self._refresh()

    def _make_parts(self) -> None:
        self.sentence = QComboBox()
        self.sentence.setAccessibleName(self.tr("Pinned sentence"))
        self.sentence.setToolTip(self.tr("Whose attention is shown"))
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.sentence.setMinimumContentsLength(20)
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Kind of attention"))
        self.kind.setToolTip(self.tr("Encoder: source on source; decoder: target on target; cross: target on source"))
        add_kinds(self.kind)
        self.pin = QPushButton(self.tr("Pinned &sentences…"))
        self.pin.setToolTip(self.tr("Choose the sentences that a training follows"))
        self.export = QPushButton(self.tr("S&ave as"))
        self.export.setToolTip(self.tr("A picture of this step, or the whole training as an animation"))
        self.transport, self.grid, self.head, self.entropy = Transport(), HeadGrid(), HeadCard(), EntropyPlot()
        self.caption = theme.label("", "muted", wrap=True)
        self.caption.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.empty = theme.label("", "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _arrange(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(theme.GRID)
        for part in (self.sentence, self.kind, self.pin, self.export):
            choices.addWidget(part, 1 if part is self.sentence else 0)
        self._maps = QSplitter(Qt.Orientation.Horizontal)
        self._maps.addWidget(_card(self.tr("All layers and heads"), self.grid))
        self._maps.addWidget(self.head)
        self._maps.setSizes([520, 520])
        self._maps.setChildrenCollapsible(False)
        self._entropy_card = _card(self.tr("Entropy of every head"), self.entropy)
        self._body = QSplitter(Qt.Orientation.Vertical)
        self._body.addWidget(self._maps)
        self._body.addWidget(self._entropy_card)
        self._body.setSizes([420, 170])
        self._body.setStretchFactor(0, 1)
        self._body.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GRID, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(choices)
        layout.addWidget(self.transport)
        layout.addWidget(self.caption)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self._body, 1)

    def _listen(self) -> None:
        self.history.changed.connect(self._refresh)
        self.book.measured.connect(self._on_measured)
        self.sentence.activated.connect(lambda: self._on_subject())
        self.kind.currentIndexChanged.connect(lambda: self._on_subject())
        self.pin.clicked.connect(self.pinning_asked)
        self.transport.moved.connect(lambda number: self._on_moved())
        self.grid.chosen.connect(lambda layer, head: self._on_moved())
        self.entropy.step_chosen.connect(self._go_to_step)

    # What is looked at

    def show_run(self, run: Path | None) -> None:
        """Begins with another run, or with none."""
        self.transport.stop()
        self.transport.set_steps(())
        self.book.forget()
        self._drawn = None  # the small maps are those of the run before
        self.history.open(run)

    def add(self, event: events.Attention) -> None:
        """Takes the attention of a validation that happens now."""
        self.history.add(event)

    @property
    def attention(self) -> str:
        """The kind that is shown: CROSS, ENCODER or DECODER."""
        return str(self.kind.currentData())

    @property
    def looks(self) -> list[Look]:
        """Those at the chosen sentence."""
        key: Key | None = self.sentence.currentData()
        return self.history.looks(tuple(key)) if key is not None else []

    @property
    def look(self) -> Look | None:
        """The one that is shown."""
        looks = self.looks
        return looks[min(self.transport.number, len(looks) - 1)] if looks else None

    def _refresh(self) -> None:
        """Offers the sentences and steps that there are now, and keeps what was chosen of them."""
        keys, chosen = self.history.sentences(), self.sentence.currentData()
        self.sentence.blockSignals(True)
        self.sentence.clear()
        for text, key in zip(texts_of([self.history.looks(key)[-1] for key in keys]), keys, strict=True):
            self.sentence.addItem(text, key)
        known = chosen is not None and tuple(chosen) in keys
        self.sentence.setCurrentIndex(keys.index(tuple(chosen)) if known else (0 if keys else -1))
        self.sentence.blockSignals(False)
        self.transport.set_steps([look.step for look in self.looks], fresh=not known)
        for part in (self.sentence, self.kind):
            part.setEnabled(bool(keys))
        self._enable_export()
        self._show_body(bool(keys))
        self._measure()
        self.redraw.request()

    def hold_export(self, held: bool) -> None:
        """Offers to save nothing more while something is being saved."""
        self._export_is_held = held
        self._enable_export()

    def _enable_export(self) -> None:
        self.export.setEnabled(self.sentence.count() > 0 and not self._export_is_held)

    def _show_body(self, shown: bool) -> None:
        self._body.setVisible(shown)
        self.transport.setVisible(not self._of_pairs)
        self._entropy_card.setVisible(not self._of_pairs)
        self.pin.setVisible(not self._of_pairs)
        self.caption.setVisible(shown)
        self.empty.setVisible(not shown)
        if self._of_pairs:
            self.empty.setText(self.tr("Choose pairs of the dataset on the Data page, and press Attention there."))
            return
        self.empty.setText(
            self.tr("This run has kept no attention yet: it does so before its first step and at every validation.")
            if self.history.run is not None
            else self.tr("Start a training, or choose a run above: it shows here what every head of attention does.")
        )

    def _on_subject(self) -> None:
        """Another sentence or kind was chosen."""
        self.transport.set_steps([look.step for look in self.looks], fresh=True)
        self._measure()
        self.redraw.request()

    def _on_moved(self) -> None:
        self.redraw.request()

    def _go_to_step(self, step: float) -> None:
        looks = self.looks
        if looks:
            self.transport.go_to(min(range(len(looks)), key=lambda number: abs(looks[number].step - step)))

    def _measure(self) -> None:
        """Measures what is seen; what is hidden waits."""
        if self.isVisible():
            self.book.open(self.looks, self.attention, self.look)
            self.redraw_plot.request()

    def _on_measured(self, step: int) -> None:
        self.redraw_plot.request()
        if self.look is not None and self.look.step == step:
            self.redraw.request()

    # Drawing

    def _draw(self) -> None:
        look = self.look
        if look is None:
            return
        layers = self.book.weights(look)
        if not layers:
            self.history.forget(look)
            return
        self._drawn = (look, self.attention)
        self.book.prefer(look)
        self.grid.show_tiles(self.tiles(look, self.book))
        layer, head = self.choice
        self.grid.choose(layer, head)
        self.caption.setText(self._caption(look))
        self.redraw_head.request()
        self.redraw_plot.request()

    def _draw_head(self) -> None:
        look = self.look
        layers = self.book.weights(look) if look is not None else []
        if look is None or not layers or self._drawn != (look, self.attention):
            return  # the small maps are not those yet
        layer, head = self.choice
        self.head.map.title_y, self.head.map.title_x = axis_titles(self.attention)
        role = self.grid.tiles[layer][head].role
        self.head.title.setText(f"{self.head_name()}: {role}" if role else self.head_name())
        self.head.show_head(layers[layer].head(head), *self.axes(look))

    @property
    def choice(self) -> tuple[int, int]:
        """Layer and head that are large, within those that there are."""
        layer, head = self.grid.choice
        layer = min(layer, len(self.grid.tiles) - 1)
        return layer, min(head, len(self.grid.tiles[layer]) - 1)

    def _draw_plot(self) -> None:
        look = self.look
        if look is not None and self.grid.tiles:
            self.entropy.show_heads(self.book.entropies(), self.choice, look.step)

    def axes(self, look: Look) -> tuple[Sequence[str], Sequence[str]]:
        """The tokens that look, and those that are looked at."""
        return queries_of(look.sentence, self.attention), keys_of(look.sentence, self.attention)

    def tiles(self, look: Look, book: HeadBook) -> list[list[Tile]]:
        """The small maps of a look, layers of heads, with what they do as far as it is known."""
        measures, depths = book.measures(look), book.depths(look)
        rows, columns = len(queries_of(look.sentence, book.kind)), len(keys_of(look.sentence, book.kind))
        return [
            [
                Tile(rows, columns, depth, *(self._words(measures[layer][head]) if measures else ()))
                for head, depth in enumerate(heads)
            ]
            for layer, heads in enumerate(depths)
        ]

    def _words(self, found: HeadMeasure) -> tuple[str, str]:
        """What a head does, and the measures that say so."""
        names = self.role_names()
        shares = "\n".join(figures(f"{names[role]}: {share:.0%}") for role, share in found.shares.items())
        entropy = self.tr("entropy {0} bits, {1} of uniform").format(
            figures(f"{found.entropy:.2f}"), figures(f"{found.evenness:.0%}")
        )
        return names[found.role], f"{entropy}\n{shares}"

    def role_names(self) -> dict[str, str]:
        """The roles of heads in words."""
        return {
            "diagonal": self.tr("diagonal"),
            "previous": self.tr("previous token"),
            "earlier": self.tr("two tokens before"),
            "next": self.tr("next token"),
            "first": self.tr("first token"),
            "end": self.tr("end of sentence"),
            "punctuation": self.tr("punctuation"),
            "uniform": self.tr("uniform"),
            "focused": self.tr("few tokens"),
            "mixed": self.tr("mixed"),
        }

    def head_name(self) -> str:
        """Which head is large."""
        layer, head = self.choice
        return self.tr("Layer {0}, head {1}").format(layer + 1, head + 1)

    def _caption(self, look: Look) -> str:
        said = look.sentence
        if not said.translation and look.step == 0:
            return self.tr("Before the first step: the weights are random.")
        if self._of_pairs or not (said.translation or said.text):
            return ""  # pairs are not translated, and a run of one sentence, as there were once, does not say it
        texts = [self.tr("The model writes: {0}").format(said.translation or self.tr("(nothing)"))]
        if said.reference:
            texts.append(self.tr("The decoder reads: {0}").format(said.reference))
        return "     ".join(texts)

    # Reimplemented Qt methods

    def showEvent(self, event: QShowEvent) -> None:
        """Goes on measuring."""
        super().showEvent(event)
        self.history.hurry(True)
        self._measure()

    def hideEvent(self, event: QHideEvent) -> None:
        """Measures and plays nothing that nobody sees."""
        super().hideEvent(event)
        self.history.hurry(False)
        self.book.pause()
        self.transport.stop()


def _card(title: str, content: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(theme.GRID, theme.GRID // 2, theme.GRID, theme.GRID // 2)
    layout.setSpacing(theme.GRID // 2)
    layout.addWidget(theme.label(title, "heading"))
    layout.addWidget(content, 1)
    return card
