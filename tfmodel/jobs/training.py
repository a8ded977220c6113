"""The training itself: stretches of `fit` from validation to validation, checkpoints, and the finished model."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from tfmodel.channel import Channel
from tfmodel.contract import events
from tfmodel.contract.failure import fail
from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.batches import BatchSource
from tfmodel.jobs import checkpoints
from tfmodel.jobs.checkpoints import Progress
from tfmodel.jobs.controls import Controls
from tfmodel.jobs.feeding import dataset
from tfmodel.jobs.finishing import write_model
from tfmodel.jobs.judging import after_validation, is_better
from tfmodel.jobs.optimizing import make_optimizer, make_schedule
from tfmodel.jobs.plan import plan
from tfmodel.jobs.reporting import Reporter
from tfmodel.jobs.validation import Scores, Validator
from tfmodel.net.objective import TrainingModel


class Training:
    """One session of training a run: from its newest checkpoint, or from the first step, to a finished model.

    Args:
        run: Where everything is written.
        model: Built, with fresh weights.
        batches: The training part.
        validator: Looks at the validation part.
        channel: Where events go.
        controls: What the person wants.
        deadline: `time.monotonic()` at which the whole job should be done, or None.
    """

    def __init__(
        self,
        run: RunFolder,
        model: TrainingModel,
        batches: BatchSource,
        validator: Validator,
        channel: Channel,
        controls: Controls,
        deadline: float | None,
    ) -> None:
        self.run, self.config, self.model = run, run.config(), model
        self.batches, self.validator = batches, validator
        self.channel, self.controls, self.deadline = channel, controls, deadline
        self.plan = plan(self.config.training, batches.batches_per_epoch(0))
        self.progress = Progress()
        self.schedule = make_schedule(self.config.training)
        self.writer = checkpoints.Writer(run, keep=self.config.training.average_checkpoints)
        self._closing_seconds = 5.0
        self._compile()

    def resume(self) -> None:
        """Goes back to the newest complete checkpoint; a run that has none begins again at step 0."""
        path = checkpoints.newest_complete(self.run)
        if path is not None:
            checkpoints.load_weights(path, self.model.transformer)
            checkpoints.load_optimizer(path, self.model.optimizer)
            self.progress = checkpoints.read_progress(path)
            # Keras runs whole calls: from a step between two calls it would run past the end.
            per_call = math.gcd(self.plan.per_call, self.progress.step)
            self.plan = replace(self.plan, per_call=per_call)
            self.model.steps_per_execution = per_call
        self.run.forget_after(self.progress.step)

    def run_to_the_end(self) -> bool:
        """Trains until the plan, the patience, the time or the person ends it.

        Returns:
            Whether it was the person.
        """
        session = _Stopwatch(self.progress.seconds)
        reporter = self._reporter(session)
        while not self._is_over():
            self._hold()
            before = self.progress.step
            self._stretch(reporter)
            self.progress = self.progress.model_copy(update={"seconds": session.seconds()})
            if self._time_is_up() or self.controls.stop.is_set():
                break
            if self.progress.step // self.plan.validate_every > before // self.plan.validate_every or self._is_done():
                self._validate()
                self._save()
            elif self.controls.save.is_set():
                self._save_on_demand()
        if self.progress.step:
            self._finish()
        return self.controls.stop.is_set()

    # The parts of a session, in the order in which they happen

    def _compile(self) -> None:
        optimizer = make_optimizer(self.config.training, self.schedule)
        self.model.compile(optimizer=optimizer, steps_per_execution=self.plan.per_call, jit_compile=False)
        optimizer.build(self.model.trainable_variables)

    def _reporter(self, session: _Stopwatch) -> Reporter:
        return Reporter(
            report=lambda event: self._tell(event, "metrics.jsonl"),
            controls=self.controls,
            clock=session.seconds,
            learning_rate=lambda step: float(self.schedule(max(0, step - 1))),
            steps_per_epoch=self.plan.steps_per_epoch,
            ends=self._time_is_up,
        )

    def _is_over(self) -> bool:
        enough = self.progress.validations_without_gain >= self.config.training.patience
        return enough or self.controls.stop.is_set() or self._is_done()

    def _is_done(self) -> bool:
        return self.progress.step >= self.plan.total

    def _hold(self) -> None:
        while self.controls.paused.is_set():
            if self.controls.save.is_set():
                self._save_on_demand()
            self._state("paused", "Paused")
            self.controls.wait_for_a_command()
        self._state("training", "Training")

    def _stretch(self, reporter: Reporter) -> None:
        """Trains up to the next validation, or less when somebody waits."""
        step = self.progress.step
        until = min(self.plan.total, (step // self.plan.validate_every + 1) * self.plan.validate_every)
        reporter.begin(step)
        batches = dataset(self.batches, step, ahead=2 * self.plan.per_call)
        self.model.fit(batches, steps_per_epoch=until - step, shuffle=False, verbose=0, callbacks=[reporter])
        step = int(self.model.optimizer.iterations.numpy())
        self.progress = self.progress.model_copy(update={"step": step})
        if not all(np.isfinite(weight.numpy()).all() for weight in self.model.trainable_variables[:1]):
            raise fail(
                "Training diverged",
                f"The weights are no numbers any more at step {step}.",
                "Halve training.peak_learning_rate and resume from the last checkpoint, or start again.",
            )

    def _validate(self) -> None:
        self._state("validating", "Validating")
        while not self.controls.probes.empty():
            self.validator.follow(self.controls.probes.get())
        step = self.progress.step
        self.validator.transformer.set_weights(self.model.transformer.get_weights())
        scores = self.validator.scores()
        self._closing_seconds = 3.0 + 1.2 * scores.seconds  # one more validation, and the writing
        best = is_better(scores, self.progress)
        self._report(scores, best)
        self.progress = after_validation(self.progress, scores, best)
        self._tell(
            self.validator.write_attention(self.run.path / "attention" / f"step-{step:08}.npz", step), "metrics.jsonl"
        )

    def _report(self, scores: Scores, best: bool) -> None:
        step = self.progress.step
        self._tell(
            events.ValidationReport(
                step=step,
                epoch=step / self.plan.steps_per_epoch,
                loss=scores.loss,
                perplexity=scores.perplexity,
                token_accuracy=scores.token_accuracy,
                bleu=scores.bleu.value,
                bleu_signature=scores.bleu.signature,
                chrf=scores.chrf.value,
                chrf_signature=scores.chrf.signature,
                sentences=len(self.validator.sentences),
                best=best,
                seconds=self.progress.seconds,
            ),
            "metrics.jsonl",
        )
        self._tell(events.Samples(step=step, samples=scores.samples), "samples.jsonl")

    def _save_on_demand(self) -> None:
        if checkpoints.newest_step(self.run) == self.progress.step:
            self._announce(self.run.checkpoints()[-1])
        else:
            self._save()

    def _announce(self, path: Path) -> None:
        self.controls.save.clear()
        best = self.progress.best_step == self.progress.step
        self.channel.emit(events.Checkpoint(step=self.progress.step, path=str(path), best=best))

    def _save(self) -> None:
        self._state("saving", "Saving")
        self.run.model_file.unlink(missing_ok=True)  # of an earlier end, whose weights are the older ones now
        path = self.writer.save(self.model.transformer.variables, self.model.optimizer.variables, self.progress)
        info = self.run.info()
        bleu = self.progress.best_bleu if self.progress.best_step else None
        self.run.write_info(
            info.model_copy(
                update={"step": self.progress.step, "best_step": self.progress.best_step, "best_bleu": bleu}
            )
        )
        self._announce(path)

    def _finish(self) -> None:
        """Saves where the training stands, then the better of the best checkpoint and the mean of the last ones."""
        if checkpoints.newest_step(self.run) != self.progress.step:
            self._save()
        if self.controls.hurry.is_set():
            return
        self._state("saving", "Choosing the finished model")
        text = write_model(self.run, self.validator, self.progress, self.config.training.average_checkpoints)
        self.channel.emit(events.Log(message=text))
        self._announce(self.run.checkpoints()[-1])  # who asked for the newest weights meanwhile gets the finished ones

    # Small helpers

    def _tell(self, event: events.Message, file: str) -> None:
        self.run.append(file, event)
        self.channel.emit(event)

    def _state(self, state: events.RunState, text: str) -> None:
        self.channel.emit(events.State(state=state, text=text))

    def _time_is_up(self) -> bool:
        """Whether the rest of the time is needed to choose and write the finished model."""
        return self.deadline is not None and time.monotonic() >= self.deadline - self._closing_seconds


class _Stopwatch:
    """Seconds of training, those of earlier sessions included."""

    def __init__(self, before: float) -> None:
        self._before = before
        self._began = time.monotonic()

    def seconds(self) -> float:
        return self._before + time.monotonic() - self._began
