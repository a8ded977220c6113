"""The training itself: stretches of `fit` from validation to validation, checkpoints, and the finished model."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from keras import ops

from tfmodel.channel import Channel
from tfmodel.contract import events
from tfmodel.contract.awake import awake_seconds
from tfmodel.contract.failure import is_out_of_memory
from tfmodel.contract.reports import METRICS, SAMPLES, latest_loss
from tfmodel.contract.run_folder import RunFolder
from tfmodel.jobs import checkpoints, optimizing
from tfmodel.jobs.checkpoints import Progress
from tfmodel.jobs.closing import closing_of
from tfmodel.jobs.compiling import batches_in_a_call
from tfmodel.jobs.controls import Controls
from tfmodel.jobs.ending import Ending
from tfmodel.jobs.feeding import Feed, feeding
from tfmodel.jobs.finishing import write_model
from tfmodel.jobs.journal import DropoutCounters, journal_of
from tfmodel.jobs.judging import after_validation, is_better, report_of
from tfmodel.jobs.plan import plan, warm_up_warning
from tfmodel.jobs.programs import own_programs
from tfmodel.jobs.reporting import Reporter, callbacks_of
from tfmodel.jobs.saving import Saver
from tfmodel.jobs.stopwatch import Stopwatch
from tfmodel.jobs.trouble import DivergedError, OutOfMemoryError, Watch
from tfmodel.jobs.validation import Validator, samples_of
from tfmodel.net.objective import TrainingModel


class Training:
    """One session of training a run: from its newest checkpoint, or from the first step, to a finished model.

    Args:
        run: Where everything is written.
        model: Built, with fresh weights.
        feed: The training part.
        validator: Looks at the validation part.
        channel: Where events go.
        controls: What the person wants.
        deadline: `awake_seconds()` at which the whole job should be done, or None. Earlier sessions bring it nearer.
    """

    def __init__(
        self,
        run: RunFolder,
        model: TrainingModel,
        feed: Feed,
        validator: Validator,
        channel: Channel,
        controls: Controls,
        deadline: float | None,
    ) -> None:
        self.run, self.config, self.model = run, run.config(), model
        self.feed, self.batches, self.validator = feed, feed.batches, validator
        self.channel, self.controls = channel, controls
        self.plan = plan(self.config.training, self.batches.batches_per_epoch(), feed.parts, feed.per_call)
        self.progress = Progress(validated_step=0)
        self.form = feed.form
        self.schedule = optimizing.make_schedule(self.config, self.plan.total)
        self.learning_rate_factor = run.info().learning_rate_factor
        self.watch = Watch(self.plan.validate_every)
        closing = closing_of(self.config.training, validator)
        self.ending = Ending(run, self.config, self.plan.total, closing, deadline)
        self._compile()
        self._cool_down()
        self._clock = Stopwatch(0.0)
        apart = max(self.plan.validate_every, self.watch.reach + self.plan.per_call)
        self.saver = Saver(run, model, channel, controls, apart=apart)
        validator.pinned.load(run)
        validator.pinned.tell(run, channel)

    @property
    def seconds(self) -> float:
        """Of the training so far, earlier sessions included."""
        return self._clock.seconds()

    def resume(self, seconds: float, *, again: bool = False) -> None:
        """Goes back to the newest complete checkpoint; a run that has none begins again at step 0.

        Args:
            seconds: Of the training so far; what was lost behind the checkpoint has taken its time, too.
            again: This very session met trouble, and its clock goes on.
        """
        path = checkpoints.newest_complete(self.run)
        if path is not None:
            checkpoints.load_weights(path, self.model.transformer)
            optimizer = self.model.optimizer
            checkpoints.load_optimizer(
                path, optimizing.saved_variables(optimizer), optimizing.scale_variables(optimizer)
            )
            checkpoints.forget_after(self.run, RunFolder.step_of(path))  # weights that a divergence left
            self.progress = checkpoints.read_progress(path).knowing(self.run.checkpoints())
            optimizing.go_to(self.model.optimizer, self.progress.step)
            per_call = optimizing.steps_of_a_call(optimizer, self.plan.per_call, self.progress.step)
            self.plan = replace(self.plan, per_call=per_call)
            self.model.steps_per_execution = batches_in_a_call(per_call * self.plan.parts)
        self.ending.resume(self.progress, again=again)
        self._cool_down()
        self.progress = self.progress.model_copy(update={"seconds": seconds})
        self.run.forget_after(self.progress.step)
        self.watch.begin(self.progress.step, latest_loss(self.run.path / METRICS))

    def run_to_the_end(self) -> None:
        """Trains until the plan, the patience, the time or the person ends it.

        Raises:
            OutOfMemoryError: A step did not fit; where the training stands is saved.
            DivergedError: Going on makes no sense.
        """
        self._clock = Stopwatch(self.progress.seconds)
        self.ending.passes(self.progress.step)
        reporter = self._reporter()
        if self._programs and not self._is_over():
            self._state("preparing", "Compiling steps for each length of batch")
            self._programs.make(self.progress.step, self.plan.total, is_wanted=lambda: not self._is_over())
        if not self.progress.step and not self._is_over():
            if warning := warm_up_warning(self.config, self.plan.total):
                self.channel.emit(warning)
            self._look("Looking at the untrained model")  # how the heads begin, before they have learned anything
        if self._lacks_its_validation():
            self._validate()
            self.saver.save(self.progress)
        while not self._is_over():
            self._hold()
            if self._is_over() or not self._goes_on(reporter):  # over: by a validation in a pause, or by Stop
                break
        self._note_the_end()
        self.validator.pinned.obey_all(self.controls.pins, self.run, self.channel)  # no validation came for these
        if self.progress.step:
            self._finish()

    # The parts of a session, in the order in which they happen

    def _goes_on(self, reporter: Reporter) -> bool:
        """One stretch and what is due after it; whether there is time and leave for another."""
        if self.ending.is_to_come_early(self.progress):
            self._end_early()
        before = self.progress.step
        self._stretch(reporter)
        if self.ending.time_is_up() or self.controls.stop.is_set():
            return False
        if self.ending.fall_is_due():
            self.ending.settle(self.progress.step, self.plan.per_call)
            self._tell_of_the_fall()
        if self.progress.step // self.plan.validate_every > before // self.plan.validate_every or self._is_done():
            self._validate()
            self.saver.save(self.progress)
        elif self.controls.validate.is_set():
            self._validate_on_demand()
        else:
            self._save_on_demand()
        return True

    def _compile(self) -> None:
        variables = self.model.trainable_variables
        parts, replicas = self.plan.parts, self.feed.devices.replicas
        optimizer = optimizing.make_optimizer(self.config.training, self.schedule, variables, parts, replicas)
        batches = batches_in_a_call(self.plan.per_call * parts)
        self.model.compile(optimizer=optimizer, steps_per_execution=batches, jit_compile=self.feed.compiled)
        self.model.optimizer.build(variables)  # in float16 Keras has put a scaling optimizer around it
        if replicas > 1:
            optimizing.agree_on_overflow(self.model.optimizer)
        self._journal = journal_of(self.model.optimizer, plain=replicas == 1 and not self.feed.compiled)
        optimizing.steer(self.model.optimizer, self.learning_rate_factor)
        self._programs = own_programs(self.model, self.feed)

    def _reporter(self) -> Reporter:
        ending = self.ending
        return Reporter(
            report=self._report_training,
            controls=self.controls,
            clock=self._clock.seconds,
            learning_rate=lambda step: optimizing.learning_rate(self.model.optimizer, step),
            plan=lambda: self.plan,
            ends=lambda: ending.time_is_up() or ending.fall_is_due() or ending.is_to_come_early(self.progress),
            watch=self.watch,
        )

    def _report_training(self, event: events.TrainingReport) -> None:
        self.ending.passes(event.step)
        left = self.ending.seconds_left()
        last = None if left is None else event.seconds + max(0.0, left)
        self._tell(event.model_copy(update={"last_second": last}), METRICS)
        if warning := self.ending.warning(event.step):
            self.channel.emit(warning)

    def _cool_down(self) -> None:
        """The plan and the optimizer keep to the fall of the learning rate."""
        self.plan = replace(self.plan, total=self.ending.fall[1])
        optimizing.cool_down(self.model.optimizer, *self.ending.fall)

    def _end_early(self) -> None:
        waited = self.progress.validations_without_gain
        log = events.Log(message=f"Validations without a better one: {waited}; the training comes to its end")
        self.channel.emit(log)
        self.ending.come_early(self.progress.step, self.plan.per_call)
        self._tell_of_the_fall()

    def _tell_of_the_fall(self) -> None:
        self._cool_down()
        begins, ends = self.ending.fall
        self.channel.emit(events.Log(message=f"The learning rate falls to 0 from step {begins:,} to step {ends:,}"))

    def _note_the_end(self) -> None:
        """For whoever goes on with this training: where its fall ended, and that patience lets it go no further."""
        stopped, done = self.controls.stop.is_set(), self._is_done()
        if self.ending.has_waited_enough(self.progress) and not (stopped or done):
            waited = self.progress.validations_without_gain
            text = f"Validations without a better one: {waited}; the training is over until training.patience is raised"
            self.channel.emit(events.Log(message=text))
        self.ending.note(self.progress.step, stopped=stopped)

    def _lacks_its_validation(self) -> bool:
        """Whether an earlier session ended between a step that a validation belongs to and that validation."""
        step, validated = self.progress.step, self.progress.validated_step
        if not step or validated is None or validated >= step:
            return False
        return step % self.plan.validate_every == 0 or self._is_done()

    def _is_over(self) -> bool:
        return self.controls.stop.is_set() or self.ending.is_over(self.progress)

    def _is_done(self) -> bool:
        return self.ending.is_done(self.progress.step)

    def _hold(self) -> None:
        self._steer()
        while self.controls.paused.is_set():
            if self.controls.validate.is_set():
                self._validate_on_demand()
            self._save_on_demand()
            self._state("paused", "Paused")
            began = awake_seconds()
            self.controls.wait_for_a_command()
            paused = awake_seconds() - began
            self._clock.leave_out(paused)
            self.ending.leave_out(paused)
            self._steer()
        self._state("training", "Training")

    def _steer(self) -> None:
        """Takes the learning rate that the person wished for."""
        while not self.controls.learning_rates.empty():
            self.learning_rate_factor = self.controls.learning_rates.get()
            optimizing.steer(self.model.optimizer, self.learning_rate_factor)
            self.run.change_info(learning_rate_factor=self.learning_rate_factor)
            text = f"The learning rate is multiplied by {self.learning_rate_factor:g} from step {self.progress.step:,}"
            self.channel.emit(events.Log(message=text))

    def _stretch(self, reporter: Reporter) -> None:
        """Trains up to the next validation, or less when somebody waits."""
        step = self.progress.step
        until = min(self.plan.total, (step // self.plan.validate_every + 1) * self.plan.validate_every)
        reporter.begin(step)
        callbacks = callbacks_of(reporter, self.model)
        counters = DropoutCounters(self.model.transformer)
        try:
            with self.feed.devices.scope(), feeding(self.batches, step, 2 * self.plan.per_call, self.form) as data:
                steps = (until - step) * self.plan.parts
                self.model.fit(data, steps_per_epoch=steps, shuffle=False, verbose=0, callbacks=callbacks)
        except Exception as error:
            if not is_out_of_memory(error):
                raise
            self._keep_the_last_step(step, counters)
            raise OutOfMemoryError from error
        self._take_stock()
        if reporter.diverged:
            raise DivergedError(self.watch.cause, self.watch.fine_until)
        if not all(np.isfinite(ops.convert_to_numpy(weight)).all() for weight in self.model.trainable_variables):
            raise DivergedError(f"The weights are no numbers any more at step {self.progress.step:,}.", step)

    def _take_stock(self) -> None:
        """Sees how far the optimizer came; parts of a step that is not finished are forgotten."""
        step = optimizing.finished_steps(self.model.optimizer)
        optimizing.go_to(self.model.optimizer, step)
        self.progress = self.progress.model_copy(update={"step": step, "seconds": self._clock.seconds()})

    def _keep_the_last_step(self, began: int, counters: DropoutCounters) -> None:
        """Saves what was finished before memory ran out, unless the step in hand has changed some of the variables.

        Args:
            began: Finished steps when the stretch began.
            counters: Those of that time.
        """
        if self._journal.is_open:
            return  # the newest checkpoint must do
        self._take_stock()
        counters.keep((self.progress.step - began) * self.plan.parts)
        if self.progress.step:
            self.saver.save_if_new(self.progress)

    def _look(self, text: str) -> None:
        """Keeps the attention of the weights of now without scoring them."""
        self._state("validating", text)
        self.validator.transformer.set_weights(self.model.transformer.get_weights())
        self._keep_attention()

    def _keep_attention(self) -> events.Attention:
        pinned = self.validator.pinned
        pinned.obey_all(self.controls.pins, self.run, self.channel)
        attention = pinned.write(self.run, self.progress.step)
        self._tell(attention, METRICS)
        return attention

    def _save_on_demand(self) -> None:
        """Not before the first step: weights that have learned nothing would be part of the mean."""
        if self.controls.save.is_set() and self.progress.step:
            self.saver.save_if_new(self.progress)

    def _validate_on_demand(self) -> None:
        """Once a step: the same weights would give the same scores, but not the same look at other sentences."""
        if self.progress.step and self.progress.validated_step != self.progress.step:
            self._validate(planned=False)
            self.saver.save(self.progress)
        elif not self.controls.pins.empty():
            self._look("Validating")
        if self.controls.pins.empty():  # others may have been pinned meanwhile, and asked for
            self.controls.validate.clear()

    def _validate(self, *, planned: bool = True) -> None:
        self._state("validating", "Validating")
        self.controls.validate.clear()
        step = self.progress.step
        self.validator.transformer.set_weights(self.model.transformer.get_weights())
        scores = self.validator.scores()
        if not math.isfinite(scores.loss):
            raise DivergedError(f"The validation loss is no number at step {step:,}.", step - 1)
        self.ending.closing.validated(scores.seconds)
        best = is_better(scores, self.progress, self.validator.measure)
        report = report_of(scores, self.progress, self.plan, sentences=len(self.validator.sentences), best=best)
        self._tell(report, METRICS)
        self.progress = after_validation(self.progress, scores, best, ends_early=self.ending.is_early, planned=planned)
        samples = samples_of(self._keep_attention().sentences, scores)
        self._tell(events.Samples(step=step, samples=samples), SAMPLES)

    def _finish(self) -> None:
        """Saves where the training stands, then the best of what its weights could be."""
        if checkpoints.newest_step(self.run) != self.progress.step:
            self.saver.save(self.progress)
        if self.controls.hurry.is_set():
            return
        self._state("finishing", "Choosing the finished model")
        newest, fresh = self.controls.newest.is_set(), self.ending.closing.is_thorough
        text = write_model(self.run, self.validator, self.progress, newest=newest, fresh=fresh)
        self.channel.emit(events.Log(message=text))
        self.saver.announce(self.progress)  # who asked for the newest weights meanwhile gets the finished ones

    # Small helpers

    def _tell(self, event: events.Message, file: str) -> None:
        self.run.append(file, event)
        self.channel.emit(event)

    def _state(self, state: events.RunState, text: str) -> None:
        self.channel.emit(events.State(state=state, text=text))
