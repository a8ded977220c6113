"""From a prepared run to the training that can be started: model, batches, validator."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import keras
import numpy as np

from tfmodel.channel import Channel
from tfmodel.contract import events
from tfmodel.contract.mixing import weights_in
from tfmodel.corpus.batches import Batches, BatchSource
from tfmodel.corpus.dealing import Deal, MixedBatches, deal_of
from tfmodel.corpus.resampling import Draws, ResampledBatches
from tfmodel.jobs.building import build, training_model
from tfmodel.jobs.controls import Controls
from tfmodel.jobs.cooldown import forget_outdated
from tfmodel.jobs.devices import parts_of_a_batch
from tfmodel.jobs.environment import Environment, Way
from tfmodel.jobs.feeding import Feed, Form
from tfmodel.jobs.material import Material, read_material
from tfmodel.jobs.mixing import epoch_in_words
from tfmodel.jobs.preparing import Prepared
from tfmodel.jobs.side_by_side import compute_side_by_side
from tfmodel.jobs.stages import length_margin
from tfmodel.jobs.training import Training
from tfmodel.jobs.validation import VALIDATION_TOKENS, Validator
from tfmodel.net.chunks import CACHED
from tfmodel.net.objective import TrainingModel


@dataclass(frozen=True)
class Assembly:
    """All that a training is made of, as often as it has to be made anew.

    Attributes:
        prepared: Run folder, configuration, vocabularies and pairs.
        here: Backend and devices.
        way: How steps are computed.
        channel: Where events go.
        controls: What the person wants.
    """

    prepared: Prepared
    here: Environment
    way: Way
    channel: Channel
    controls: Controls

    @cached_property
    def material(self) -> Material:
        """The pairs as they were when the first training was made: an edit since then is not for the next one."""
        return read_material(self.prepared, self.channel, self.controls)

    def new_training(self, deadline: float | None) -> Training:
        """A training at its first step, in the memory of the one before.

        Args:
            deadline: `awake_seconds()` at which the whole job should be done, or None.
        """
        keras.utils.clear_session()  # names of variables, by which checkpoints know them, are counted anew
        run = self.prepared.run
        replicas = self.here.devices.replicas
        smaller = run.info().memory_factor if replicas == 1 else 1  # one device had no memory for what several share
        asked = self.prepared.config.training.accumulate_steps * smaller
        parts = parts_of_a_batch(asked, replicas)  # what cannot be is said before tokens are cut
        forget_outdated(run, self.prepared.config.training)
        run.write_config(self.prepared.config)  # what a resumed run was asked, now that it was found to be possible
        train = self.material.train
        self._say("Building the model")
        margin = length_margin(np.diff(train.source_offsets) + 1, np.diff(train.target_offsets) + 1)
        run.change_info(length_margin=margin)
        validator, feed = self._validator(margin), self._feed(parts)
        with self.here.devices.scope():
            model = self._model(feed.form)
            model.logits_at_once = self._logits_at_once()
            if self.here.side_by_side > 1 and not self.way.xla:
                compute_side_by_side(model, self.here.side_by_side)
            weights = model.transformer.trainable_weights  # without the counter of each dropout layer
            parameters = sum(math.prod(weight.shape) for weight in weights)
            run.change_info(state="training", parameters=parameters)
            steps = feed.batches.batches_per_epoch()
            self.channel.emit(events.Log(message=f"{parameters:,} parameters, {steps:,} steps an epoch"))
            if feed.compiled:
                self.channel.emit(events.Log(message="XLA makes a program for each length of batch, in some seconds"))
            return Training(run, model, feed, validator, self.channel, self.controls, deadline)

    def _model(self, form: Form) -> TrainingModel:
        prepared = self.prepared
        return training_model(prepared.config, prepared.tokenizers, self.way.precision, weighted=form.weighted)

    def _logits_at_once(self) -> int | None:
        """In parts where a processor gains by it; XLA and PyTorch were not measured.

        Loss and gradients on two cores, whole to parts: 1.1 of the speed for 2 million logits, 1.27 for 9, 1.3 for 40
        with d_model 128; 1.0 for 48 with 512, which is memory saved.
        """
        return CACHED if self.here.backend == "tensorflow" and not (self.here.gpu or self.way.xla) else None

    def _feed(self, parts: int) -> Feed:
        config, devices = self.prepared.config, self.here.devices
        tokens, longest = config.training.step_tokens, config.max_length
        whole = self.prepared.run.info().whole_batches
        compiled, per_call = self.way.xla, self.way.per_call
        return Feed(
            self.batches(), tokens, longest, devices, compiled=compiled, whole=whole, parts=parts, per_call=per_call
        )

    def batches(self) -> Batches:
        """Those of the training part: of the effective size, in however many parts they come."""
        config, cache = self.prepared.config, self.material.train
        tokens = config.training.step_tokens
        deal = self._deal()
        if config.tokenizer.sampling_alpha is None and deal is not None:
            return MixedBatches(cache, deal, batch_tokens=tokens, seed=config.training.seed)
        if config.tokenizer.sampling_alpha is None:
            whole = self.prepared.run.info().whole_batches
            return BatchSource(cache, batch_tokens=tokens, seed=config.training.seed, whole=whole)
        self._say("Drawing subwords")
        draws = Draws(
            texts=self.material.texts,
            plain=cache,
            tokenizers=self.prepared.tokenizers,
            alpha=config.tokenizer.sampling_alpha,
            limits=(config.data.max_source_tokens, config.data.max_target_tokens),
            folder=self.prepared.run.path / "tokens",
            seed=config.training.seed,
        )
        return ResampledBatches(draws, tokens, deal)

    def _deal(self) -> Deal | None:
        """Which pairs an epoch of a mix holds."""
        mixed, config, cache = self.prepared.run.info().mixed, self.prepared.config, self.material.train
        if not mixed:
            return None
        weights = weights_in(config.data.weights)
        deal = deal_of(mixed, cache, weights=weights, temperature=config.data.temperature, seed=config.training.seed)
        self.channel.emit(events.Log(message=epoch_in_words(mixed, deal)))
        return deal

    def _validator(self, margin: int) -> Validator:
        config, tokenizers, material = self.prepared.config, self.prepared.tokenizers, self.material
        # The logits of a batch stay small enough for the processor's cache and are not written to fresh memory each
        # time.
        batches = BatchSource(material.validation, batch_tokens=VALIDATION_TOKENS, seed=0, shuffle=False)
        own = build(config, tokenizers)
        at_once = self.here.side_by_side
        made = Validator(own, tokenizers, config, batches, material.sentences, at_once=at_once, margin=margin)
        if made.measure != config.training.stop_on:
            self.channel.emit(events.Log(message="References are too short for BLEU: chrF says which weights are best"))
        return made

    def _say(self, text: str) -> None:
        self.channel.emit(events.State(state="preparing", text=text))
