"""The hyperparameters of a training: see `config` for the whole."""

from __future__ import annotations

from typing import Literal

from tfmodel.contract.settings import Section, setting

SMALLEST_BATCH, MOST_PARTS = 64, 1024  # tokens, and batches of a step


class TrainingConfig(Section):
    """How the model is trained, when it is checked, and when it stops."""

    batch_tokens: int = setting(
        3500,
        "Batch",
        "Tokens of the longer side in a step, padding included; more is steadier and needs more memory.",
        unit="tokens",
        paper="section 5.1",
        ge=SMALLEST_BATCH,
        le=262_144,
        cost="The time of a step and the memory of activations grow in proportion.",
    )
    accumulate_steps: int = setting(
        1,
        "Accumulation",
        "Batches whose gradients are added up for one step: the effect of a batch so many times as large, in the "
        "memory of one.",
        unit="batches",
        paper="section 5.1",
        ge=1,
        le=MOST_PARTS,
        advanced=True,
        cost="A step takes so many times as long, in the same memory.",
    )
    max_epochs: int = setting(
        40,
        "Epochs",
        "How often all training pairs are seen, at most.",
        unit="epochs",
        paper="section 5.2",
        ge=1,
        le=100_000,
        cost="The time of the training grows in proportion, at most.",
    )
    max_steps: int | None = setting(
        None,
        "Steps",
        "Stop after so many steps; empty: no limit.",
        unit="steps",
        paper="section 5.2",
        ge=1,
        le=100_000_000,
        cost="The time of the training grows in proportion, at most.",
        example=20_000,
    )
    max_minutes: float | None = setting(
        None,
        "Minutes",
        "Stop after so many minutes in all, pauses not counted; empty: no limit.",
        unit="minutes",
        gt=0,
        le=100_000,
        cost="The training takes that time, at most, and that of its last validation.",
        example=60.0,
    )
    optimizer: Literal["adam", "adamw", "lion", "muon"] = setting(
        "adam",
        "Optimizer",
        "Adam as in the paper; AdamW adds weight decay; Lion (Chen et al. 2023) keeps one moment and saves memory; "
        "Muon (Jordan et al. 2024) makes the updates of matrices orthogonal and learns more from a step.",
        paper="section 5.3",
        cost="Lion keeps one number less of each parameter in memory; a step of Muon takes about a third longer.",
    )
    weight_decay: float = setting(
        0.01,
        "Weight decay",
        "How hard AdamW, Lion and Muon pull the matrices towards 0 (Loshchilov and Hutter 2019); too much underfits.",
        ge=0.0,
        le=1.0,
        advanced=True,
    )
    schedule: Literal["inverse_sqrt", "paper", "cosine", "linear", "constant"] = setting(
        "inverse_sqrt",
        "Schedule",
        "How the learning rate falls after the warm-up: with the root of the step, as equation 3 has it (paper), or to "
        "0 at the last step (cosine, linear), which wants a known number of steps or epochs.",
        paper="section 5.3",
    )
    peak_learning_rate: float = setting(
        0.003,
        "Peak learning rate",
        "Learning rate at the end of the warm-up; too high diverges, too low wastes time. Lion takes a tenth of it.",
        paper="section 5.3",
        gt=0,
        le=1.0,
    )
    warmup_steps: int = setting(
        1000,
        "Warm-up",
        "Steps in which the learning rate rises; afterwards it goes as the schedule says.",
        unit="steps",
        paper="section 5.3",
        ge=1,
        le=1_000_000,
    )
    paper_scale: float = setting(
        1.0,
        "Scale of equation 3",
        "With the schedule paper the peak is this times the inverse root of d_model times the warm-up.",
        paper="section 5.3",
        gt=0,
        le=100.0,
        advanced=True,
    )
    cooldown: float = setting(
        0.0,
        "Cooldown",
        "Share of the training, at its end, in which the learning rate falls to 0 (Hägele et al. 2024); whether steps, "
        "epochs, minutes or patience end it. 0: none, as in the paper.",
        paper="section 5.3",
        ge=0.0,
        le=1.0,
    )
    label_smoothing: float = setting(
        0.1,
        "Label smoothing",
        "Share of the probability that the target spreads over all tokens; hurts perplexity, helps BLEU.",
        paper="section 5.4",
        ge=0.0,
        le=0.9,
    )
    r_drop: float = setting(
        0.0,
        "R-drop",
        "Weight of the difference between two dropout passes over each batch (Wu et al. 2021); 1 to 5 helps little "
        "data and doubles the cost of a step; 0: off.",
        ge=0.0,
        le=20.0,
        advanced=True,
        cost="Above 0 a step takes about twice as long and a batch twice the memory.",
    )
    validate_every: int | None = setting(
        None,
        "Validate every",
        "Steps between two validations; empty: chosen from the size of an epoch.",
        unit="steps",
        ge=1,
        cost="The more often, the more time goes into translating validation sentences and writing checkpoints.",
        example=500,
    )
    validation_sentences: int = setting(
        200,
        "Sentences translated",
        "Validation sentences that are translated for BLEU each time.",
        unit="pairs",
        ge=1,
        le=100_000,
        cost="The time of each validation grows in proportion.",
    )
    stop_on: Literal["bleu", "chrf", "loss"] = setting(
        "bleu",
        "Best by",
        "What decides which validation is the best one, and when training stops for want of a better one.",
    )
    patience: int = setting(
        12,
        "Patience",
        "Stop after so many validations without a better one; with a cooldown, after the fall of the learning rate, "
        "which begins then.",
        unit="validations",
        ge=1,
        le=100_000,
        cost="The training waits longer before it ends.",
    )
    average_checkpoints: int = setting(
        5,
        "Averaged checkpoints",
        "The finished model is the mean of so many last checkpoints, where that scores better.",
        unit="checkpoints",
        paper="section 6.1",
        ge=1,
        le=100,
        cost="The run folder holds so many checkpoints.",
    )
    ema_decay: float | None = setting(
        None,
        "Moving average",
        "Decay of an exponential moving average of the weights, such as 0.999, which becomes the finished model where "
        "it scores better; empty: none.",
        gt=0.0,
        lt=1.0,
        advanced=True,
        cost="A second copy of all weights in memory.",
        example=0.999,
    )
    seed: int = setting(1, "Seed", "The same seed on the same data gives the same run.", ge=0, le=2**31 - 1)
    adam_beta_1: float = setting(
        0.9, "Adam β₁", "Decay of the mean of gradients.", paper="section 5.3", ge=0.0, lt=1.0, advanced=True
    )
    adam_beta_2: float = setting(
        0.98, "Adam β₂", "Decay of the mean of squared gradients.", paper="section 5.3", ge=0.0, lt=1.0, advanced=True
    )
    adam_epsilon: float = setting(
        1e-9, "Adam ε", "Added to the denominator of the update.", paper="section 5.3", gt=0, le=0.1, advanced=True
    )
    clip_norm: float | None = setting(
        1.0,
        "Gradient clipping",
        "Longest gradient of all weights together; empty: no clipping.",
        gt=0,
        le=1000.0,
        advanced=True,
    )
    precision: Literal["auto", "float32", "mixed_bfloat16", "mixed_float16"] = setting(
        "auto",
        "Precision",
        "Numbers that the products are computed in; auto takes what devices --measure found to be fastest, or a half "
        "type, bfloat16 or on older GPUs float16, where the device is known to be fast at it.",
        advanced=True,
        cost="float32 takes twice the memory of activations; the half ones are fast only where a device has them.",
    )
    xla: Literal["auto", "on", "off"] = setting(
        "auto",
        "XLA",
        "Whether XLA compiles each shape of a step, which takes seconds; auto: where devices --measure found that "
        "faster, always under JAX, and never under PyTorch, which has none.",
        advanced=True,
        cost="Each length of batch takes some seconds when it is met first, and the memory of its program.",
    )
    steps_per_execution: int | None = setting(
        None,
        "Steps per call",
        "Steps that run without a return to Python; empty: as many as devices --measure found to be enough, or 8.",
        unit="steps",
        ge=1,
        le=1000,
        advanced=True,
        cost="Stop, pause and reports wait for the end of a call.",
        example=16,
    )
    backend: Literal["auto", "tensorflow", "jax", "torch"] = setting(
        "auto",
        "Backend",
        "What computes: auto takes TensorFlow where it is installed; JAX compiles each shape, which takes its time at "
        "the start; a run may go on with another one.",
        advanced=True,
        cost="JAX takes a minute or more before the first step; speed and memory are those of the backend.",
    )
    devices: int = setting(
        1,
        "Devices",
        "Devices of this machine that share each batch, which stays as large as it is; 0: all GPUs. Without a GPU the "
        "processor stands in for so many, which is slower than one.",
        unit="devices",
        ge=0,
        le=64,
        advanced=True,
        cost="Each device holds a copy of the model.",
    )

    @property
    def step_tokens(self) -> int:
        """The budget of a step: of all batches whose gradients it adds up."""
        return self.batch_tokens * self.accumulate_steps

    def total_steps(self, steps_per_epoch: int) -> int:
        """The last step by the limits of epochs and steps: `max_minutes` may end the training before.

        Args:
            steps_per_epoch: Steps that see every pair once.
        """
        by_epochs = self.max_epochs * steps_per_epoch
        return min(by_epochs, self.max_steps or by_epochs)
