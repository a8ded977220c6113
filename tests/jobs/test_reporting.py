"""What `fit` tells, and when anybody reads it."""

from __future__ import annotations

import keras

from tfmodel.jobs.reporting import UnhurriedCallbacks


class OnTheDevice:
    """A figure that the host has to wait for."""

    def __float__(self) -> float:
        raise AssertionError("it was read")

    def __array__(self, *args: object, **kwargs: object) -> None:
        raise AssertionError("it was read")


class Recorder(keras.callbacks.Callback):
    """Keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []

    def on_train_batch_end(self, batch: int, logs: dict[str, object] | None = None) -> None:
        self.told.append((batch, logs))


def test_figures_reach_the_callback_without_being_read():
    recorder, figures = Recorder(), {"loss_sum": OnTheDevice()}
    UnhurriedCallbacks([recorder]).on_train_batch_end(7, figures)
    assert recorder.told == [(7, figures)]
