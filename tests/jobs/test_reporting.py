"""What `fit` tells, and when anybody reads it."""

from __future__ import annotations

import keras

from tfmodel.jobs.reporting import UnhurriedCallbacks


class OnTheDevice:
    """A figure that the host has to wait for."""

    waited = False

    def __float__(self) -> float:
        self.waited = True
        return 0.0


class Recorder(keras.callbacks.Callback):
    """Keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []

    def on_train_batch_end(self, batch: int, logs: dict[str, object] | None = None) -> None:
        self.told.append((batch, logs))


def test_a_call_is_waited_for_when_the_next_one_was_given_to_the_device():
    recorder, figures = Recorder(), [OnTheDevice() for _ in range(3)]
    callbacks = UnhurriedCallbacks([recorder])
    for number, figure in enumerate(figures):
        callbacks.on_train_batch_end(number, {"loss_sum": figure})
        assert recorder.told[-1] == (number, {"loss_sum": figure})
        assert [figure.waited for figure in figures[: number + 1]] == [True] * number + [False]


def test_where_the_host_is_never_far_ahead_no_call_is_waited_for():
    recorder, figures = Recorder(), [OnTheDevice() for _ in range(3)]
    callbacks = UnhurriedCallbacks([recorder], waits=False)
    for number, figure in enumerate(figures):
        callbacks.on_train_batch_end(number, {"loss_sum": figure})
    assert len(recorder.told) == 3 and not any(figure.waited for figure in figures)
