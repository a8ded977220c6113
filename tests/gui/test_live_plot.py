import time

import pytest
from PySide6.QtWidgets import QTabWidget, QWidget

from gui.theme import DARK, LIGHT, Theme, colours_of
from gui.widgets.live_plot import SLOW, LivePlot
from gui.widgets.redraw import INTERVAL
from tests.gui.pixels import is_painted


@pytest.fixture
def plot(qtbot):
    made = LivePlot("Loss", "nats per token", ("training", "validation"), marked=("validation",))
    made.resize(500, 260)
    qtbot.addWidget(made)
    return made


def drawn(plot):
    return {line.name: list(zip(line.x, line.y, strict=True)) for line in plot.chart.lines}


def seen(plot, series, x, y):
    """Whether a point has the colour of a series on the screen."""
    return is_painted(plot.chart, plot.chart.place_of(x, y), colours_of(plot).series[series])


def drawings_of_a_flood(plot, qtbot, monkeypatch):
    """How many drawings follow the first one while 100 points come, and in how many milliseconds those came."""
    plot.add("training", 1, 1.0)
    qtbot.waitUntil(lambda: plot.chart.isVisible())
    drawings = []
    show = plot.chart.show_lines
    monkeypatch.setattr(plot.chart, "show_lines", lambda lines: (drawings.append(1), show(lines)))
    began = time.monotonic()
    for step in range(2, 102):
        plot.add("training", step, 1.0)
        qtbot.wait(5)
    return len(drawings), 1000 * (time.monotonic() - began)


def test_what_is_added_is_drawn_with_names_and_units(plot, qtbot):
    plot.show()
    for step in range(1, 6):
        plot.add("training", step, 5.0 / step)
    plot.add("validation", 5, 1.5)
    qtbot.waitUntil(lambda: plot.chart.isVisible())
    assert drawn(plot) == {"training": [(step, 5.0 / step) for step in range(1, 6)], "validation": [(5, 1.5)]}
    assert (plot.chart.title_x, plot.chart.title_y) == ("step", "nats per token")
    assert [line.dotted for line in plot.chart.lines] == [False, True]
    assert plot.accessibleDescription() == "training 1.000   validation 1.500"
    assert seen(plot, 0, 2, 2.5) and seen(plot, 1, 5, 1.5)


def test_a_later_point_is_seen_while_the_axes_stand_still(plot, qtbot):
    plot.show()
    for step, loss in ((1, 9.0), (80, 2.0), (90, 2.0)):
        plot.add("training", step, loss)
    qtbot.waitUntil(lambda: plot.chart.isVisible() and seen(plot, 0, 88, 2.0))
    before = plot.chart.ends
    assert not seen(plot, 0, 92, 4.0)
    plot.add("training", 92, 4.0)
    qtbot.waitUntil(lambda: seen(plot, 0, 92, 4.0))
    assert plot.chart.ends == before


def test_the_line_is_seen_also_after_the_plot_changed_its_size(plot, qtbot):
    plot.show()
    plot.add("training", 1, 4.0)
    plot.add("training", 9, 4.0)
    qtbot.waitUntil(lambda: plot.chart.isVisible() and seen(plot, 0, 5, 4.0))
    plot.resize(700, 400)
    qtbot.waitUntil(lambda: plot.chart.width() > 600 and seen(plot, 0, 5, 4.0))


def test_nothing_is_drawn_while_hidden(qtbot):
    tabs = QTabWidget()
    qtbot.addWidget(tabs)
    plot = LivePlot("Loss", "nats", ("training",))
    tabs.addTab(QWidget(), "other")
    tabs.addTab(plot, "plot")
    tabs.show()
    plot.add("training", 1, 1.0)
    qtbot.wait(300)  # longer than the pace of drawing: if it were to draw, it would have drawn
    assert plot.chart.lines == ()
    tabs.setCurrentWidget(plot)
    qtbot.waitUntil(lambda: plot.chart.isVisible())
    assert drawn(plot) == {"training": [(1, 1.0)]}


def test_a_flood_is_drawn_at_the_pace_of_the_eye(plot, qtbot, monkeypatch):
    plot.show()
    drawings, elapsed = drawings_of_a_flood(plot, qtbot, monkeypatch)
    assert 1 <= drawings <= 2 * elapsed / INTERVAL + 1  # far from one a point, on the slowest machine
    qtbot.waitUntil(lambda: len(drawn(plot)["training"]) == 101)


def test_points_of_long_ago_are_drawn_seldom_and_at_once_when_they_are_all_there(plot, qtbot, monkeypatch):
    plot.show()
    plot.fill(True)
    drawings, elapsed = drawings_of_a_flood(plot, qtbot, monkeypatch)
    assert plot.redraw.interval == SLOW and drawings <= 2 * elapsed / SLOW + 1
    plot.fill(False)
    assert plot.redraw._timer.interval() == 0
    qtbot.waitUntil(lambda: len(drawn(plot)["training"]) == 101)


def test_a_run_that_follows_one_that_was_not_read_to_its_end_is_drawn_at_its_own_pace(plot, qtbot):
    plot.show()
    plot.fill(True)
    plot.add("training", 1, 1.0)
    qtbot.waitUntil(lambda: plot.chart.isVisible() and plot.redraw.interval == SLOW)
    plot.clear()
    plot.add("training", 1, 2.0)
    qtbot.waitUntil(lambda: drawn(plot)["training"] == [(1, 2.0)])
    assert plot.redraw.interval == INTERVAL


def test_a_resumed_run_goes_over_its_steps_again(plot):
    for step in (10, 20, 30):
        plot.add("training", step, step)
        plot.add("validation", step, step)
    plot.add("training", 20, 0.5)
    assert plot.points("training") == ([10, 20], [10, 0.5])
    assert plot.points("validation") == ([10, 20, 30], [10, 20, 30])
    plot.clear()
    assert plot.points("training") == ([], []) and plot.summary == ""


@pytest.mark.parametrize(("scheme", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_plots_follow_the_scheme(plot, qtbot, qapp, monkeypatch, scheme, colours):
    plot.show()
    plot.add("training", 5, 1.0)
    monkeypatch.setenv("TRANSFORMER_DESK_SCHEME", scheme)
    Theme(qapp)
    qtbot.waitUntil(lambda: plot.chart.isVisible())
    qtbot.waitUntil(lambda: is_painted(plot.chart, plot.chart.place_of(5, 1.0), colours.series[0]))
