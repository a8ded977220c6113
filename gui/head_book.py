"""The measures of heads over a training, worked out a few milliseconds at a time."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from gui.attention_history import Look
from gui.attention_kinds import keys_of, queries_of
from gui.head_roles import HeadMeasure, Layout, measure
from gui.widgets.heads import CROSS, DECODER, ENCODER, Heads, layers_of, read_heads
from tfmodel.contract.failure import FailureError
from tfmodel.contract.run_folder import RunFolder

PIECE_SECONDS = 0.006  # of work in one turn of the event loop,
REST = 12  # and milliseconds for everything else before the next one
MOST_LOOKS = 200  # that are measured unasked, and plotted, of a training: more points could not be told apart
KEPT = 24  # looks whose weights stay in memory

LAYOUTS: dict[str, Layout] = {ENCODER: "square", DECODER: "causal", CROSS: "cross"}

Measures = list[list[HeadMeasure]]  # layers of heads


class HeadBook(QObject):
    """Reads and measures the looks at one sentence and one kind of attention.

    Attributes:
        measured: A look was measured; the argument is its step.
    """

    measured = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kind = CROSS
        self._measures: dict[Look, Measures] = {}
        self._weights: OrderedDict[tuple[Look, str], list[Heads]] = OrderedDict()
        self._depths: tuple[tuple[Look, str] | None, list[list[bytes]]] = (None, [])
        self._entropies: dict[tuple[int, int], tuple[list[float], list[float]]] | None = None
        self._window: int | None = None
        self._waiting: list[Look] = []  # to be measured, the next one last
        self._work: Iterator[None] = iter(())
        self._turn = QTimer(self, interval=REST)
        self._turn.timeout.connect(self._work_some)

    @property
    def is_working(self) -> bool:
        """Whether looks are still to be measured."""
        return self._turn.isActive()

    @property
    def kind(self) -> str:
        """The kind of attention."""
        return self._kind

    def copy(self, looks: Sequence[Look], parent: QObject) -> HeadBook:
        """One that stays with these looks and this kind when others are opened here; it knows what is measured."""
        made = HeadBook(parent)
        made._kind, made._measures = self._kind, dict(self._measures)
        made.open(looks, self._kind)
        return made

    def open(self, looks: Sequence[Look], kind: str, first: Look | None = None) -> None:
        """Measures looks of one run, `first` before the others and then the newest; of very many, some of them.

        What is known of these looks is kept.
        """
        if kind != self._kind:
            self._measures.clear()
        self._kind, self._entropies = kind, None
        self._window = _window_of(looks[0]) if looks else None
        self._measures = {look: self._measures[look] for look in looks if look in self._measures}
        self._waiting = [*thinned(looks, MOST_LOOKS), *([first] if first is not None else ())]
        self._go_on()

    def prefer(self, look: Look) -> None:
        """Measures a look before the others, also one that would not be measured unasked."""
        if look not in self._measures:
            self._waiting.append(look)
            if not self.is_working:
                self._go_on()

    def pause(self) -> None:
        """Stops working: nobody sees it."""
        self._turn.stop()

    def forget(self) -> None:
        """Another run is shown, perhaps one with files and steps of the same names."""
        self._turn.stop()
        self._work = iter(())
        self._waiting.clear()
        self._measures.clear()
        self._weights.clear()
        self._depths, self._entropies = (None, []), None

    def weights(self, look: Look) -> list[Heads]:
        """The weights of the layers; empty when the file is gone, damaged, or of other tokens than the look."""
        key = (look, self._kind)
        if key not in self._weights:
            self._weights[key] = self._read(look)
            while len(self._weights) > KEPT:
                self._weights.popitem(last=False)
        self._weights.move_to_end(key)
        return self._weights[key]

    def _read(self, look: Look) -> list[Heads]:
        layers = layers_of(read_heads(look.file, look.number, self._kind), self._kind)
        size = len(queries_of(look.sentence, self._kind)), len(keys_of(look.sentence, self._kind))
        return layers if all(heads.shape[1:] == size for heads in layers) else []  # what draws them counts on it

    def depths(self, look: Look) -> list[list[bytes]]:
        """The small maps of a look, layers of heads; see `Heads.depths`. Those of the look before are kept."""
        if self._depths[0] != (look, self._kind):
            made = [[heads.depths(head) for head in range(len(heads))] for heads in self.weights(look)]
            self._depths = ((look, self._kind), made)
        return self._depths[1]

    def measures(self, look: Look) -> Measures:
        """The measures of the layers, empty as long as they are not known."""
        return self._measures.get(look, [])

    def entropies(self) -> dict[tuple[int, int], tuple[list[float], list[float]]]:
        """Steps and entropies of each layer and head, as far as they are known; the same object while they stay so."""
        if self._entropies is None:
            self._entropies = self._entropy_lines()
        return self._entropies

    def _entropy_lines(self) -> dict[tuple[int, int], tuple[list[float], list[float]]]:
        lines: dict[tuple[int, int], tuple[list[float], list[float]]] = {}
        for look in thinned(sorted(self._measures, key=lambda look: look.step), MOST_LOOKS):
            for layer, heads in enumerate(self._measures[look]):
                for head, found in enumerate(heads):
                    x, y = lines.setdefault((layer, head), ([], []))
                    x.append(look.step)
                    y.append(found.entropy)
        return lines

    def _go_on(self) -> None:
        self._work = self._measure_waiting()
        self._turn.start()

    def _work_some(self) -> None:
        deadline = time.monotonic() + PIECE_SECONDS
        for _ in self._work:
            if time.monotonic() > deadline:
                return
        self._turn.stop()

    def _measure_waiting(self) -> Iterator[None]:
        while self._waiting:
            yield from self.measuring(self._waiting.pop())

    def measuring(self, look: Look) -> Iterator[None]:
        """Measures a look while it is iterated, a head at a time; nothing where its measures are known."""
        if look in self._measures:
            return
        layers = self._read(look)
        keys, measures = keys_of(look.sentence, self._kind), []
        yield
        for heads in layers:
            found: list[HeadMeasure] = []
            for head in range(len(heads)):
                found.append(measure(heads.flat(head), keys, LAYOUTS[self._kind], self._window))
                yield
            measures.append(found)
        if measures:
            self._measures[look], self._entropies = measures, None
            self.measured.emit(look.step)


def _window_of(look: Look) -> int | None:
    """How far self-attention sees in the run of a look; None: everything, also where the configuration is gone."""
    try:
        return RunFolder(look.file.parents[1]).config().model.attention_window
    except FailureError:
        return None


def thinned(looks: Sequence[Look], most: int) -> list[Look]:
    """All of them, or `most` (two at least) as evenly spread as they come, both ends included."""
    if len(looks) <= most:
        return list(looks)
    last = len(looks) - 1
    return [looks[round(number * last / (most - 1))] for number in range(most)]
