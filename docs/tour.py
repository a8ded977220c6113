"""A recorded tour: drives the real window from the sample to a report, and takes a picture at each stop.

    python -m docs.tour [--scheme light|dark] [--scale 2] [--out tour]

Open the sample, check before the training, train, the attention time-machine, stop and take the best, compare with a
second run, a sweep of four, the run doctor, a report; and the dialogs on the way. The models are very small, so that
the tour takes some minutes on two cores. Needs a screen, such as `xvfb-run -s "-screen 0 1280x800x24"`, twice as large
for 200 %. Everything that it makes but the pictures, it makes in a temporary folder.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from docs.driving import Drive, Step, driven, parser
from tfmodel.contract.config import Config
from tfmodel.contract.problems import changed

SMALL = {
    "model.d_model": 64,
    "model.num_heads": 4,
    "model.num_encoder_layers": 2,
    "model.num_decoder_layers": 2,
    "model.feed_forward_width": 128,
    "training.batch_tokens": 1024,
    "training.max_epochs": 20,  # the first training is stopped long before, however quick the machine is
    "training.max_steps": 4800,
    "training.validate_every": 60,
    "training.validation_sentences": 20,
}
SECOND = {"training.max_steps": 180, "training.peak_learning_rate": 0.0005}
SWEEP = ("0.001, 0.004", "64, 96")  # of the two settings that the dialog proposes
SWEPT = {"training.max_steps": 60}


def main() -> int:
    """Runs the tour; returns the exit status."""
    return driven(Tour, parser(__doc__, Path("tour")).parse_args())


class Tour(Drive):
    """All stops, one after another."""

    def visit(self) -> Iterator[Step]:
        """The steps."""
        yield from self.before_the_training()
        yield from self.training()
        yield from self.two_runs()
        yield from self.after_them()
        yield self.ended

    def before_the_training(self) -> Iterator[Step]:
        """The sample, the settings, the check and the hardware."""
        yield lambda: self.session.dataset is not None
        yield self.picture("01-data")
        yield self.done(lambda: self.session.set_config(self.config(SMALL)))
        yield self.shown("model")
        yield self.picture("02-model")
        yield self.shown("training")
        page = self.page("training")
        yield self.pressed(page.hardware)
        yield lambda: self.session.hardware is not None
        yield self.picture("03-hardware")
        yield self.done(lambda: page.doctor.reject())
        yield self.pressed(page.controls.check)
        yield lambda: page.preflight.again.isEnabled()
        yield self.picture("04-check")
        yield self.done(lambda: page.preflight.reject())

    def training(self) -> Iterator[Step]:
        """A training that is watched, looked into, and stopped with its best model."""
        page = self.page("training")
        yield self.pressed(page.controls.start)
        yield lambda: self.validations() >= 3
        yield self.picture("05-training")
        yield self.done(lambda: page.curves.clipped.setChecked(True))
        yield self.done(lambda: self.show_curves(page.curves.plots))
        yield self.picture("06-curves")
        yield self.done(lambda: page.curves.clipped.setChecked(False))
        yield self.done(lambda: self.show_curves(("loss", "bleu", "rate")))
        yield self.shown("inspect")
        machine = self.page("inspect").machine
        yield lambda: bool(machine.grid.tiles) and self.clock.elapsed() > 3000
        yield self.picture("07-time-machine")
        yield self.shown("training")
        yield self.asked(self.window.close)
        yield self.picture("08-closing-question")
        yield self.done(lambda: self.application.activeModalWidget().reject())
        yield self.stopped
        yield self.picture("09-stopped")

    def two_runs(self) -> Iterator[Step]:
        """A second run beside the first: curves over each other, settings that differ, scores."""
        page, runs = self.page("training"), self.page("runs")
        yield self.done(self.session.close_run)
        yield self.done(lambda: self.session.set_config(changed(self.config(SMALL), SECOND)))
        yield self.pressed(page.controls.start)
        yield lambda: self.session.is_training
        yield lambda: not self.session.is_training
        yield self.shown("runs")
        yield self.done(runs.table.selectAll)
        yield self.picture("10-curves-of-two-runs")
        yield from self.tab("settings", "11-different-settings")
        yield self.done(lambda: runs.tabs.setCurrentWidget(runs.scores))
        yield self.settled
        yield self.pressed(runs.scores.go)
        yield lambda: runs.scores.go.isEnabled() and bool(runs.scores.table.texts)
        yield self.picture("12-scores")

    def after_them(self) -> Iterator[Step]:
        """A sweep of four, the doctor, a report, and what is made of the model."""
        runs = self.page("runs")
        yield self.done(lambda: self.session.set_config(changed(self.config(SMALL), SWEPT)))
        yield self.done(lambda: runs.tabs.setCurrentWidget(runs.sweeps))
        yield self.pressed(runs.sweeps.new)
        yield self.done(self.fill_sweep)
        yield self.picture("13-new-sweep")
        yield self.done(lambda: self.application.activeModalWidget().accept())
        yield lambda: runs.jobs.is_sweeping
        yield lambda: not runs.jobs.is_sweeping
        yield self.picture("14-sweep")
        yield self.done(lambda: runs.table.selectRow(runs.runs.rowCount() - 1))
        yield self.done(lambda: runs.tabs.setCurrentWidget(runs.doctor))
        yield lambda: runs.doctor.findings is not None
        yield self.picture("15-doctor")
        yield self.done(self.write_report)
        yield lambda: runs.undo.isVisible()
        yield self.picture("16-report")
        yield from self.tab("waiting", "17-queue")
        for number, name in enumerate(("translation", "export"), start=18):
            yield self.shown(name)
            yield lambda: self.clock.elapsed() > 4000
            yield self.picture(f"{number}-{name}")

    # What the steps are made of

    def page(self, key: str) -> object:
        """A page of the window."""
        return self.window.page(key)

    def config(self, settings: dict[str, object]) -> Config:
        """What is proposed for the sample, but small."""
        return changed(self.session.config, settings)

    def validations(self) -> int:
        """How many there were."""
        return len(self.page("training").bleu.points("BLEU")[0])

    def show_curves(self, names: object) -> None:
        """Chooses these curves."""
        for name, action in self.page("training").curves.actions_by_name.items():
            action.setChecked(name in names)

    def tab(self, name: str, picture: str) -> Iterator[Step]:
        """A tab of the Runs page."""
        runs = self.page("runs")
        yield self.done(lambda: runs.tabs.setCurrentWidget(_framed(runs, getattr(runs, name))))
        yield self.picture(picture)

    def asked(self, question: Callable[[], object]) -> Step:
        """Does what opens a dialog that waits for its answer."""
        from PySide6.QtCore import QTimer

        return self.done(lambda: QTimer.singleShot(0, question))

    def fill_sweep(self) -> None:
        """Two values for each of two settings."""
        dialog = self.application.activeModalWidget()
        for (_, values), text in zip(dialog.rows, SWEEP, strict=False):
            values.setText(text)

    def write_report(self) -> None:
        """The report of the chosen run, beside the pictures."""
        runs = self.page("runs")
        runs.actions_on_runs.write_report(runs.table.selection[0], self.options.out / "report.html")


def _framed(runs: object, widget: object) -> object:
    """The tab that a widget stands in."""
    tabs = [runs.tabs.widget(number) for number in range(runs.tabs.count())]
    return next(tab for tab in tabs if tab is widget or tab.isAncestorOf(widget))


if __name__ == "__main__":
    sys.exit(main())
