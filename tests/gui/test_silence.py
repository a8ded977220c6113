"""When a job that speaks no more is noticed."""

from PySide6.QtCore import QObject, Signal

from gui import silence
from gui.silence import Silence


class Teller(QObject):
    """A job, as far as somebody listens to it."""

    started = Signal()
    received = Signal(object)
    output = Signal(str)
    ended = Signal(object)


def test_a_machine_that_slept_makes_no_silence(qtbot, monkeypatch):
    """Qt's timers may ring as soon as it wakes."""
    seconds, job = [100.0], Teller()
    monkeypatch.setattr(silence, "awake_seconds", lambda: seconds[0])
    listener = Silence(job)
    listener.patience = 0.02
    with qtbot.assertNotEmitted(listener.noticed, wait=200):
        job.started.emit()
    with qtbot.waitSignal(listener.noticed) as noticed:
        seconds[0] += 1.0
    assert noticed.args == [True]
    job.ended.emit(None)
