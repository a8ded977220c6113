import pytest

from gui.slices import Slices


def reading(closed):
    try:
        while True:
            yield
    finally:
        closed.append(True)


def test_a_reading_that_is_stopped_lets_its_file_go(qapp):
    closed, slices = [], Slices()
    slices.begin(reading(closed))
    slices.work()
    assert slices.is_active and not closed
    slices.stop()
    assert closed and not slices.is_active


@pytest.mark.parametrize("again", [True, False], ids=["between", "last"])
def test_a_step_that_stops_the_reading_is_its_last_and_no_end(qtbot, again):
    closed, slices = [], Slices()

    def stopping():
        for _ in reading(closed):
            slices.stop()
            if not again:
                return
            yield

    slices.begin(stopping())
    with qtbot.assertNotEmitted(slices.ended):
        slices.work()
    assert not slices.is_active
