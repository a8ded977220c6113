"""What is changed before a training that met trouble goes on, and when it is enough."""

from __future__ import annotations

from tfmodel.channel import Channel
from tfmodel.contract import events
from tfmodel.contract.failure import fail
from tfmodel.contract.rate import rate_setting
from tfmodel.contract.run_folder import RunFolder
from tfmodel.jobs import checkpoints
from tfmodel.jobs.trouble import DivergedError

_DIVERGENCES = 2  # in one session: a training that diverges at a quarter of its learning rate has another ailment


class Recovery:
    """Notes in run.json how the training goes on, so that a resumed one keeps to it.

    Args:
        run: The run.
        channel: Told of each change.
    """

    def __init__(self, run: RunFolder, channel: Channel) -> None:
        self._run = run
        self._channel = channel
        self._divergences = 0

    def cut_batches(self, longest: int, replicas: int = 1) -> None:
        """Each batch comes in twice as many parts from now on: the same steps in half the memory.

        Args:
            longest: Tokens of the longest side of a pair; a pair cannot be cut.
            replicas: Devices of TensorFlow that share each batch, which comes to them whole (`devices`).

        Raises:
            FailureError: When parts are as small as a pair already, or there can be none.
        """
        if replicas > 1:
            raise fail(
                "Out of memory",
                f"{replicas} devices have no memory for this model and their shares of a batch.",
                "Lower training.batch_tokens, or choose --backend jax, which also takes a batch in parts.",
            )
        factor = 2 * self._run.info().memory_factor
        tokens = self._run.config().training.batch_tokens
        if tokens // factor < longest:
            raise fail(
                "Out of memory",
                f"The device has no memory for this model even with {tokens * 2 // factor:,} tokens at a time.",
                "Choose a smaller preset, or lower data.max_source_tokens and data.max_target_tokens.",
            )
        self._run.change_info(memory_factor=factor)
        self._warn(f"Out of memory: batches come in parts of {tokens // factor:,} tokens from now on.")

    def slow_down(self, trouble: DivergedError) -> None:
        """The learning rate is half as high from now on, and all after the last fine step is forgotten.

        Raises:
            FailureError: When that was done often enough.
        """
        info = self._run.info()
        factor = info.learning_rate_factor / 2
        checkpoints.forget_after(self._run, trouble.fine_until)
        if self._divergences == _DIVERGENCES:
            raise fail(
                "Training diverged",
                f"{trouble.cause} Half and a quarter of the learning rate did not help.",
                f"Lower {rate_setting(self._run.config())} or lengthen training.warmup_steps, and start a new run; "
                "if it diverges again, look for broken pairs in the data.",
            )
        self._divergences += 1
        self._run.change_info(learning_rate_factor=factor, divergences=info.divergences + 1)
        self._warn(f"Training diverged: {trouble.cause} The learning rate is multiplied by {factor:g} from now on.")

    def _warn(self, message: str) -> None:
        self._channel.emit(events.Log(level="warning", message=message))
