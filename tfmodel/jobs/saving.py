"""Checkpoints and what the run says of them while a training goes on."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import keras

from tfmodel.channel import Channel
from tfmodel.contract import atomic, events
from tfmodel.contract.run_folder import RunFolder
from tfmodel.jobs import checkpoints
from tfmodel.jobs.checkpoints import Progress
from tfmodel.jobs.controls import Controls
from tfmodel.jobs.optimizing import saved_variables, scale_variables


class Saver:
    """Saves one training.

    Args:
        run: Where.
        model: What: it holds a transformer and an optimizer.
        channel: Told of each checkpoint.
        controls: Somebody there may wait for one.
        apart: Steps (see `checkpoints.Writer`).
    """

    def __init__(self, run: RunFolder, model: keras.Model, channel: Channel, controls: Controls, *, apart: int) -> None:
        self._run, self._model, self._channel, self._controls = run, model, channel, controls
        self._writer = checkpoints.Writer(run, run.config().training.average_checkpoints, apart)

    def save(self, progress: Progress) -> None:
        """A checkpoint of where the training stands, behind the reports of how it came there."""
        self._channel.emit(events.State(state="saving", text="Saving"))
        self._run.sync_reports()
        optimizer = self._model.optimizer
        state = saved_variables(optimizer) + scale_variables(optimizer)
        self._writer.save(self._model.transformer.variables, state, progress)
        self._take_the_finished_model_away()
        bleu = progress.best_bleu if progress.best_step else None
        highest = progress.highest_bleu if progress.highest_step else None
        self._run.change_info(
            step=progress.step,
            best_step=progress.best_step,
            best_bleu=bleu,
            highest_bleu=highest,
            highest_step=progress.highest_step,
        )
        self.announce(progress)

    def _take_the_finished_model_away(self) -> None:
        """That of an earlier end, whose weights are the older ones now."""
        if self._run.model_file.exists():
            with suppress(PermissionError):  # on Windows, while somebody reads it: the next checkpoint does, then
                atomic.discard(self._run.model_file)

    def save_if_new(self, progress: Progress) -> None:
        """`save`, unless the newest checkpoint is of this very step."""
        if checkpoints.newest_step(self._run) == progress.step:
            self.announce(progress)
        else:
            self.save(progress)

    def announce(self, progress: Progress) -> None:
        """Says that the newest weights are on the disk."""
        self._controls.save.clear()
        path: Path = self._run.checkpoints()[-1]
        best = progress.best_step == progress.step
        self._channel.emit(events.Checkpoint(step=progress.step, path=str(path), best=best))
