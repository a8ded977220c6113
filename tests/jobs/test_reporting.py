"""What `fit` tells, and when anybody reads it."""

from __future__ import annotations

from types import SimpleNamespace

import keras

from tfmodel.jobs import reporting
from tfmodel.jobs.plan import Plan
from tfmodel.jobs.reporting import Reporter, UnhurriedCallbacks
from tfmodel.jobs.trouble import Watch


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


def reporter_of(told, parts):
    made = Reporter(
        report=told.append,
        controls=SimpleNamespace(interrupts=False),
        clock=lambda: 1.0,
        learning_rate=lambda step: 0.001,
        plan=lambda: Plan(steps_per_epoch=10, validate_every=10, total=10, per_call=1, parts=parts),
        ends=lambda: False,
        watch=Watch(10),
    )
    made.set_model(SimpleNamespace(optimizer=None))
    return made


def test_a_report_is_of_whole_steps_where_each_part_is_told(monkeypatch):
    """PyTorch tells the sums after each of them."""
    monkeypatch.setattr(reporting, "REPORT_SECONDS", 0.0)
    monkeypatch.setattr(reporting, "gradient_norm", lambda optimizer: 1.0)
    told = []
    reporter = reporter_of(told, parts=4)
    for batch in range(8):
        reporter.on_train_batch_end(batch, {"loss_sum": 2.0 * (batch + 1), "tokens": 1.0 * (batch + 1)})
    assert [(event.step, event.loss) for event in told] == [(1, 2.0), (2, 2.0)]


def test_a_machine_that_slept_was_no_slower_for_it(monkeypatch):
    """The clock of the speed stands meanwhile, as that of the training does."""
    seconds, told = [100.0], []
    monkeypatch.setattr(reporting, "awake_seconds", lambda: seconds[0])
    monkeypatch.setattr(reporting, "gradient_norm", lambda optimizer: 1.0)
    reporter = reporter_of(told, parts=1)
    seconds[0] += 2.0
    reporter.on_train_batch_end(0, {"loss_sum": 20.0, "tokens": 10.0})
    assert [event.tokens_per_second for event in told] == [5.0]
