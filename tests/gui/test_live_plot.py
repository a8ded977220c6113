import pytest
from PySide6.QtWidgets import QTabWidget, QWidget

from gui.theme import DARK, LIGHT, Theme
from gui.widgets.live_plot import LivePlot


@pytest.fixture
def plot(qtbot):
    made = LivePlot("Loss", "nats per token", ("training", "validation"), marked=("validation",))
    made.resize(500, 260)
    qtbot.addWidget(made)
    return made


def drawn(plot):
    return {line.get_label(): list(zip(*line.get_data(), strict=True)) for line in plot._canvas.axes.get_lines()}


def test_what_is_added_is_drawn_with_names_and_units(plot, qtbot):
    plot.show()
    for step in range(1, 6):
        plot.add("training", step, 5.0 / step)
    plot.add("validation", 5, 1.5)
    qtbot.waitUntil(lambda: plot._canvas is not None)
    assert drawn(plot) == {"training": [(step, 5.0 / step) for step in range(1, 6)], "validation": [(5, 1.5)]}
    axes = plot._canvas.axes
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("step", "nats per token")
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["training", "validation"]
    assert plot.accessibleDescription() == "training 1.000   validation 1.500"


def test_the_line_is_seen_also_after_the_plot_changed_its_size(plot, qtbot):
    plot.show()
    plot.add("training", 1, 4.0)
    plot.add("training", 2, 4.0)
    qtbot.waitUntil(lambda: plot._canvas is not None)
    plot.resize(700, 400)
    qtbot.waitUntil(lambda: _has_colour(plot, LIGHT.series[0]) or _has_colour(plot, DARK.series[0]))


def _has_colour(plot, colour):
    image = plot._canvas.grab().toImage()
    at = ((x, y) for x in range(0, image.width(), 2) for y in range(image.height()))
    return any(image.pixelColor(x, y).name() == colour for x, y in at)


def test_nothing_is_drawn_and_nothing_loaded_while_hidden(qtbot):
    tabs = QTabWidget()
    qtbot.addWidget(tabs)
    plot = LivePlot("Loss", "nats", ("training",))
    tabs.addTab(QWidget(), "other")
    tabs.addTab(plot, "plot")
    tabs.show()
    plot.add("training", 1, 1.0)
    qtbot.wait(300)  # longer than the pace of drawing: if it were to draw, it would have drawn
    assert plot._canvas is None
    tabs.setCurrentWidget(plot)
    qtbot.waitUntil(lambda: plot._canvas is not None)
    assert drawn(plot) == {"training": [(1, 1.0)]}


def test_a_flood_is_drawn_at_the_pace_of_the_eye(plot, qtbot, monkeypatch):
    plot.show()
    plot.add("training", 1, 1.0)
    qtbot.waitUntil(lambda: plot._canvas is not None)
    drawings = []
    show = plot._canvas.show_lines
    monkeypatch.setattr(plot._canvas, "show_lines", lambda lines: (drawings.append(1), show(lines)))
    for step in range(2, 102):
        plot.add("training", step, 1.0)
        qtbot.wait(5)
    assert 1 <= len(drawings) <= 8  # half a second and more at five a second
    qtbot.waitUntil(lambda: len(drawn(plot)["training"]) == 101)


def test_a_resumed_run_goes_over_its_steps_again(plot):
    for step in (10, 20, 30):
        plot.add("training", step, step)
        plot.add("validation", step, step)
    plot.add("training", 20, 0.5)
    assert plot.points("training") == ([10, 20], [10, 0.5])
    assert plot.points("validation") == ([10, 20, 30], [10, 20, 30])
    plot.clear()
    assert plot.points("training") == ([], []) and plot.summary == ""


def test_a_value_that_is_no_number_does_no_harm(plot, qtbot):
    plot.show()
    plot.add("training", 1, float("nan"))
    plot.add("training", 2, 3.0)
    qtbot.waitUntil(lambda: plot._canvas is not None)
    assert plot._canvas.axes.get_ylim()[1] >= 3.0


@pytest.mark.parametrize(("scheme", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_plots_follow_the_scheme(plot, qtbot, qapp, monkeypatch, scheme, colours):
    from matplotlib.colors import to_hex

    plot.show()
    plot.add("training", 1, 1.0)
    monkeypatch.setenv("TRANSFORMER_DESK_SCHEME", scheme)
    Theme(qapp)
    qtbot.waitUntil(lambda: plot._canvas is not None and to_hex(plot._canvas.figure.get_facecolor()) == colours.surface)
    assert plot._canvas.axes.get_lines()[0].get_color() == colours.series[0]
