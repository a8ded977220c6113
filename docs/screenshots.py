"""Takes the README's pictures: drives the real window through a real training and grabs each page.

    python -m docs.screenshots [--scheme light|dark] [--validations 12] [--out docs/images] [--data FILE [FILE]]

The training is longer than the sample needs, and validated more often, so that its curves and heads have a course; in
the light scheme one head of it is also saved as the animation attention.gif.

Needs a screen, such as `xvfb-run -s "-screen 0 1280x800x24"`. Everything that it makes, it makes in a temporary folder.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from docs.driving import ROOT, Drive, Step, driven, parser

SETTINGS = {
    "training.max_steps": 1300,
    "training.max_epochs": 10,
    "training.validate_every": 60,
    "training.patience": 99,
}


def main() -> int:
    """Runs the visit; returns the exit status."""
    options = parser(__doc__, ROOT / "docs" / "images")
    options.add_argument("--validations", type=int, default=12, help="of the training before its picture")
    options.add_argument("--data", type=Path, nargs="+", help="instead of the sample of the first start")
    return driven(Screenshots, options.parse_args())


class Screenshots(Drive):
    """One visit of all pages."""

    def open_data(self) -> None:
        """The sample of the first start, or the files that were named."""
        from PySide6.QtCore import Qt

        if self.options.data is None:
            super().open_data()
        else:
            data = self.window.page("data")
            data.form.ready.connect(data.form.accept.click, Qt.ConnectionType.SingleShotConnection)
            data.open_files(self.options.data)

    def visit(self) -> Iterator[Step]:
        """The steps."""
        from tfmodel.contract.problems import changed

        yield lambda: self.session.dataset is not None
        yield self.picture("data")
        yield self.shown("model")
        yield lambda: not self.session.running_jobs
        yield self.picture("model")
        yield self.done(lambda: self.session.set_config(changed(self.session.config, SETTINGS)))
        yield self.shown("training")
        yield self.pressed(self.window.page("training").controls.start)
        yield lambda: len(self.window.page("training").bleu.points("BLEU")[0]) >= self.options.validations
        yield self.picture("training")
        yield self.shown("inspect")
        yield lambda: bool(self.window.page("inspect").machine.grid.tiles) and self.clock.elapsed() > 4000
        yield self.picture("inspect")
        yield self.stopped
        if self.options.scheme == "light":
            yield self.done(self.choose_last_head)
            yield self.settled
            yield self.animated
            yield lambda: not self.window.page("inspect").exporting.is_animating
        yield self.shown("translation")
        yield self.typed
        yield self.is_warm
        yield self.picture("translation")
        yield self.shown("runs")
        yield self.picture("runs")
        yield self.shown("export")
        yield self.picture("export")
        yield self.ended

    def choose_last_head(self) -> None:
        """Of the last layer."""
        grid = self.window.page("inspect").machine.grid
        grid.choose(len(grid.tiles) - 1, len(grid.tiles[0]) - 1)

    def animated(self) -> bool:
        """The chosen head over the training, as *Save as* has it."""
        self.window.page("inspect").exporting.animate(self.options.out / "attention.gif", one_head=True)
        return True

    def is_warm(self) -> bool:
        """Whether the first answer is there and the next ones come at once."""
        ready = self.window.page("translation").translator.ready
        return ready is not None and ready.warm and self.clock.elapsed() > 4000

    def typed(self) -> bool:
        """A sentence of the data for the translator."""
        from PySide6.QtWidgets import QPlainTextEdit

        from tfmodel.corpus.store import PairStore

        with PairStore.open(self.session.dataset) as store:
            row = next(iter(store.stream("test")), None) or next(iter(store.stream("validation")))
        edits = [edit for edit in self.window.page("translation").findChildren(QPlainTextEdit) if not edit.isReadOnly()]
        edits[0].setPlainText(row.source)
        return True


if __name__ == "__main__":
    sys.exit(main())
