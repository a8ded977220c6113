"""What the Runs page does to runs, apart from showing them."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from gui import errors, language
from gui.message_box import message_box
from gui.mix import with_data
from gui.run_data import Part, data_of
from gui.run_library import RunLibrary
from gui.saving import completed
from gui.session import Session
from gui.shown_run import RESUMABLE
from gui.trash import TELLS_WHERE, Trashed
from gui.worker import Job, Outcome
from tfmodel.contract import events
from tfmodel.contract.config import Config
from tfmodel.contract.failure import Failure, fail
from tfmodel.contract.marks import tags_in
from tfmodel.contract.mixing import weights_in
from tfmodel.contract.run_folder import RunFolder
from tfmodel.contract.run_summary import RunSummary


class RunActions(QObject):
    """Opens, continues, clones, marks, renames, reports and deletes runs.

    Attributes:
        done: One sentence about what was done, and the function that undoes it, or None.
    """

    done = Signal(str, object)

    def __init__(self, session: Session, library: RunLibrary, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._library = library
        self._page = parent
        library.trashed.connect(self._on_trashed)
        library.left.connect(self._on_left)
        library.failed.connect(lambda error: errors.show_error(parent, error))

    def open(self, run: RunSummary) -> None:
        """Shows a run on the Training page; the one in training is shown there already."""
        if not self._session.trains(run.path):
            self._session.open_run(run.path)
        self._session.show_page("training")

    def go_on(self, run: RunSummary) -> None:
        """Goes on with the training of a run."""
        if run.state not in RESUMABLE:
            raise fail(
                "Nothing to go on with", f"The run {run.name} is {run.state}.", "Clone its settings for a new run."
            )
        self._session.open_run(run.path)
        self._session.resume_training()
        self._session.show_page("training")

    def clone(self, run: RunSummary) -> None:
        """Takes the settings of a run, and the data that it was trained on, for a new run."""
        folder = RunFolder.open(run.path)
        self.take(folder.config(), folder)

    def mend(self, run: Path, found: events.Finding) -> None:
        """Takes the settings of a run, with the doctor's fix in them, for a new run."""
        from tfmodel.contract.doctor.finding import applied  # seldom needed: the page opens sooner without

        folder = RunFolder.open(run)
        self.take(applied(folder.config(), found), folder)

    def take(self, config: Config, run: RunFolder) -> None:
        """Makes a configuration, and the data of a run, those that the next run is trained with.

        Of a mix, datasets that are gone, or of an older format, are left out, and said to be; when all are, what is
        open stays open.
        """
        data = data_of(run)
        there = [place for place, part in enumerate(data) if part.pairs is not None]
        if there:
            self._open([data[place] for place in there])
        weights = weights_in(config.data.weights)
        kept = [f"{weights[place]:g}" for place in there] if len(weights) == len(data) and len(there) > 1 else []
        self._session.set_config(with_data(config, weights=" ".join(kept)) or config)
        self._session.show_page("model")
        former = [part for part in data if part.is_former]
        gone = [part for part in data if part.pairs is None and not part.is_former]
        if gone:
            errors.show_failure(self._page, self._gone(gone, stays=not there))
        if former:
            bring_up = (self.tr("&Bring up to date"), lambda: self._session.request_dataset(former[0].path))
            errors.show_failure(self._page, self._older(former), bring_up)

    def _open(self, data: Sequence[Part]) -> None:
        first, *others = data
        session = self._session
        if first.path != session.dataset:
            session.open_dataset(first.path)
        session.mix.clear()
        for part in others:
            session.mix.add(part.path, part.pairs or 0)

    def _gone(self, gone: Sequence[Part], *, stays: bool) -> Failure:
        names = ", ".join(str(part.path) for part in gone)
        if stays and self._session.dataset is not None:
            advice = self.tr("The open dataset stays: open another one on the Data page if the new run is to have it.")
        elif stays:
            advice = self.tr("Open a dataset on the Data page.")
        else:
            advice = self.tr("The new run has the others alone; open or import what is missing on the Data page.")
        return Failure(
            title=self.tr("Data gone"),
            cause=self.tr("The settings are taken, but not all of the data: {0} cannot be opened.").format(names),
            advice=advice,
        )

    def _older(self, former: Sequence[Part]) -> Failure:
        names = ", ".join(str(part.path) for part in former)
        return Failure(
            title=self.tr("Older format"),
            cause=self.tr("The settings are taken, but not this data of an older format: {0}.").format(names),
            advice=self.tr("Open it once on the Data page, which brings it up to date, then take the settings again."),
        )

    def star(self, runs: Sequence[RunSummary]) -> None:
        """Stars all of them, or takes the star away when each has one."""
        star = not all(run.marks.star for run in runs)
        self._library.mark([run.path for run in runs], star=star)

    def edit(self, run: RunSummary, column: str, text: str) -> Path:
        """Takes what was typed into a cell; returns where the run is then."""
        if column == "name":
            return self._rename(run, text)
        value = tags_in(text) if column == "tags" else text.strip()
        self._library.mark([run.path], **{column: value})
        return run.path

    def _rename(self, run: RunSummary, text: str) -> Path:
        shown = self._session.run_path == run.path
        path = self._library.rename(run, text)
        if shown:
            self._session.open_run(path)
        return path

    def delete(self, runs: Sequence[RunSummary]) -> None:
        """Moves runs to the trash, which `done` can undo; asks first where the system does not say where they went."""
        if TELLS_WHERE or self._confirm(self._names([run.path for run in runs])):
            self._library.trash(runs)

    def _on_trashed(self, trashed: Sequence[Trashed]) -> None:
        if any(one.path == self._session.run_path for one in trashed):
            self._session.close_run()
        names = self._names([one.path for one in trashed])
        self.done.emit(self.tr("{0} moved to the trash.").format(names), self._way_back(trashed))

    def _on_left(self, trashed: Sequence[Trashed]) -> None:
        names = self._names([one.path for one in trashed])
        self.done.emit(self.tr("Still in the trash: {0}.").format(names), self._way_back(trashed))

    def _names(self, paths: Sequence[Path]) -> str:
        return paths[0].name if len(paths) == 1 else self.tr("{0} runs").format(len(paths))

    def _confirm(self, names: str) -> bool:
        text = self.tr("Move {0} to the trash?").format(names)
        box = message_box(self._page, QMessageBox.Icon.Warning, self.tr("Move to the trash"), text)
        yes = box.addButton(self.tr("&Move"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        return box.clickedButton() is yes

    def _way_back(self, trashed: Sequence[Trashed]) -> Callable[[], None] | None:
        return (lambda: self._library.restore(trashed)) if all(one.place for one in trashed) else None

    def report(self, run: RunSummary) -> None:
        """Asks where to, and writes the report of a run in a job."""
        name, _ = QFileDialog.getSaveFileName(
            self._page, self.tr("Report"), str(Path.home() / f"{run.name}.html"), self.tr("HTML (*.html)")
        )
        out = completed(self._page, Path(name), (".html", ".htm")) if name else None
        if out is not None:
            self.write_report(run, out)

    def write_report(self, run: RunSummary, out: Path) -> Job:
        """Writes the report of a run; `done` or a dialog says how it went."""
        words = ["report", str(run.path), "--out", str(out), "--language", language.spoken_now()]
        return self._write(words, self.tr("The report was written to {0}.").format(out))

    def write_event_files(self, run: RunSummary) -> Job:
        """Writes the curves of a run into its folder, as TensorBoard reads them."""
        out = run.path / "tensorboard"
        return self._write(
            ["tensorboard", str(run.path)],
            self.tr("The curves were written: tensorboard --logdir {0} shows them.").format(shlex.quote(str(out))),
        )

    def _write(self, words: list[str], done: str) -> Job:
        job = self._session.new_job(self)
        job.failed.connect(lambda failure: errors.show_failure(self._page, failure))
        job.ended.connect(lambda outcome: self._on_written(outcome, done))
        job.start(words)
        return job

    def _on_written(self, outcome: Outcome, done: str) -> None:
        if outcome.succeeded:
            self.done.emit(done, None)
