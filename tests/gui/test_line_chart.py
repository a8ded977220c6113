from itertools import pairwise
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis.strategies import floats, integers
from PySide6.QtCore import QPointF

from gui.theme import LIGHT
from gui.widgets.line_chart import MOST_POINTS, Line, LineChart, look_of
from gui.widgets.run_curves import MOST_RUNS
from gui.widgets.run_legend import SAMPLE, RunLegend
from tests.gui.pixels import is_painted
from tfmodel.contract.axis import SLACK, end_of_axis, ticks, written


@pytest.fixture
def chart(qtbot):
    made = LineChart("step", "nats")
    made.resize(480, 240)
    qtbot.addWidget(made)
    return made


def shows(chart, x, y, colour):
    return is_painted(chart, chart.place_of(x, y), colour)


BLUE, ORANGE = LIGHT.series[:2]


def test_lines_are_painted_where_their_points_are(chart):
    chart.show_lines([Line("one", [0, 20], [0.0, 8.0]), Line("two", [0, 20], [2.0, 2.0])])
    assert shows(chart, 10, 4.0, BLUE)
    assert shows(chart, 15, 2.0, ORANGE)
    assert not shows(chart, 15, 4.5, BLUE) and not shows(chart, 15, 4.5, ORANGE)


def test_the_first_and_the_last_corner_of_the_axes(chart):
    chart.show_lines([Line("one", [0, 100], [1.0, 50.0])])
    right, top = chart.ends
    assert chart.place_of(0, 0) == chart.plot_area.bottomLeft()
    assert chart.place_of(right, top) == chart.plot_area.topRight()
    assert right >= 100 and top >= 50


def test_a_value_that_is_no_number_interrupts_the_line_and_does_no_harm(chart):
    chart.show_lines([Line("one", [0, 10, 20, 30, 40], [5.0, 5.0, nan, 5.0, 5.0])])
    assert shows(chart, 5, 5.0, BLUE) and shows(chart, 35, 5.0, BLUE)
    assert not shows(chart, 20, 5.0, BLUE)
    chart.show_lines([Line("one", [0, 10], [inf, 3.0])])
    assert 3.0 < chart.ends[1] < 4.0
    chart.show_lines([Line("one", [1], [nan])])
    chart.grab()


@pytest.mark.parametrize(("width", "height"), [(90, 60), (10, 10), (1, 1)])
def test_a_chart_with_no_room_does_no_harm(chart, width, height):
    chart.resize(width, height)
    chart.show_lines([Line("one", [0, 10], [1.0, 2.0]), Line("two", [0, 10], [1.0, 3.0])])
    chart.grab()


def test_a_single_point_is_seen(chart):
    chart.show_lines([Line("one", [5], [1.0])])
    assert shows(chart, 5, 1.0, BLUE)


def test_a_spike_among_many_points_is_not_lost(chart):
    steps = list(range(50 * MOST_POINTS))
    values = [1.0] * len(steps)
    values[steps[12_345]] = 9.0
    chart.show_lines([Line("one", steps, values)])
    assert shows(chart, 12_345, 6.0, BLUE)
    assert shows(chart, 40_000, 1.0, BLUE)


def test_the_legend_is_there_when_there_is_more_than_one_line(chart):
    def corner(chart):
        image, area = chart.grab().toImage(), chart.plot_area.toRect()
        inside = (
            (x, y) for x in range(area.right() - 90, area.right() - 8) for y in range(area.top() + 8, area.top() + 40)
        )
        return {image.pixelColor(x, y).name() for x, y in inside}

    one, two = Line("one", [0, 10], [1.0, 0.0]), Line("two", [0, 10], [1.0, 0.0])
    chart.show_lines([one])
    assert BLUE not in corner(chart)
    chart.show_lines([one, two])
    assert {BLUE, ORANGE} <= corner(chart)


def test_the_legend_leaves_points_free(chart):
    high = [Line(name, [9.0, 9.5, 10.0], [9.0, 9.2, 9.1]) for name in ("one", "two")]
    chart.show_lines(high)
    image, area = chart.grab().toImage(), chart.plot_area.toRect()
    left = {image.pixelColor(area.left() + x, area.top() + y).name() for x in range(8, 90) for y in range(8, 40)}
    assert {BLUE, ORANGE} <= left


@given(floats(1e-9, 1e12), integers(1, 20))
def test_ticks_are_few_even_and_round(end, most):
    values = ticks(end, most)
    assert values[0] == 0.0 and values[-1] <= end * (1 + 1e-6)
    assert 1 <= len(values) <= most + 1
    if most >= 5:
        assert len(values) >= 3
    if len(values) > 1:
        assert f"{values[1]:.0e}"[0] in "125" and values[1] == pytest.approx(float(f"{values[1]:.0e}"))
        assert all(value == pytest.approx(number * values[1]) for number, value in enumerate(values))


@given(floats(1e-9, 1e12), integers(1, 20))
def test_no_two_ticks_are_written_alike(end, most):
    texts = written(ticks(end, most))
    assert len(set(texts)) == len(texts) and texts[0].strip("0.") == ""


@pytest.mark.parametrize(
    ("end", "most", "texts"),
    [
        (7.4, 5, ["0", "2", "4", "6"]),
        (1.0, 5, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (105.0, 6, ["0", "20", "40", "60", "80", "100"]),
        (3000.0, 6, ["0", "500", "1000", "1500", "2000", "2500", "3000"]),
        (30_000.0, 6, ["0", "5k", "10k", "15k", "20k", "25k", "30k"]),
        (2.5e-5, 3, ["0", "1e-05", "2e-05"]),
    ],
)
def test_ticks_are_written_short(end, most, texts):
    assert written(ticks(end, most)) == texts


@given(floats(1e-6, 1e12))
def test_an_axis_ends_a_little_beyond_its_values(largest):
    assert largest * 1.01 < end_of_axis(largest) < largest * 1.03 * SLACK
    assert end_of_axis(largest, 2 * largest) >= 2 * largest


@pytest.mark.parametrize("nothing", [0.0, -1.0, nan, inf])
def test_an_axis_without_values_has_a_length(nothing):
    assert end_of_axis(nothing) == 1.0
    assert end_of_axis(nothing, 10.0) == 10.0


def test_each_round_through_the_colours_has_other_dashes(chart):
    chart.has_legend = False
    lines = [Line(str(number), [0, 1000], [number + 1.0] * 2) for number in range(12)]
    chart.show_lines(lines)
    image, area = chart.grab().toImage(), chart.plot_area

    def painted(height):
        y = round(chart.place_of(0, height).y())
        across = range(round(area.left()) + 2, round(chart.place_of(1000, 0).x()) - 2)
        return [image.pixelColor(x, y).saturation() > 100 for x in across]

    def share(height):
        return sum(painted(height)) / len(painted(height))

    def dashes(height):
        return sum(after and not before for before, after in pairwise(painted(height)))

    assert share(1.0) > 0.95 and share(1.5) < 0.05
    assert 0.3 < share(6.0) < 0.7 and 0.3 < share(11.0) < 0.7  # the same colour in its second and third round
    assert dashes(11.0) > 1.5 * dashes(6.0) > 0


def test_as_many_runs_as_are_drawn_look_different():
    looks = [look_of(number, LIGHT.series) for number in range(MOST_RUNS)]
    assert len({(colour.name(), dashes) for colour, dashes in looks}) == MOST_RUNS


def test_the_legend_of_a_chart_has_the_dashes_of_its_lines(chart):
    low = [Line(str(number), [0, 1000], [float(number)] * 2) for number in range(1, 6)]
    chart.resize(480, 400)
    chart.show_lines([Line("first", [0, 1, 1000], [100.0, 0.0, 0.0]), *low])
    image, area = chart.grab().toImage(), chart.plot_area.toRect()
    blue = [
        [x for x in range(area.right() - 120, area.right()) if image.pixelColor(x, y).name() == BLUE]
        for y in range(area.top(), area.bottom() - 60)
    ]
    first, *_, sixth = [row for row in blue if row]
    assert first == list(range(first[0], first[-1] + 1))
    assert 0 < len(sixth) < sixth[-1] - sixth[0] + 1


def test_the_legend_of_the_runs_has_the_dashes_of_their_lines(qtbot):
    legend = RunLegend()
    qtbot.addWidget(legend)
    legend.resize(200, 400)
    legend.show_names([f"run {number}" for number in range(12)])
    image, rows = legend.grab().toImage(), legend._places(legend.width())

    def gaps(number):
        (x, top, _), height = rows[number], legend.fontMetrics().height() + 4
        sample = range(x, x + SAMPLE)
        colours = [{image.pixelColor(x, y).name() for y in range(top, top + height)} for x in sample]
        return sum(BLUE in before and BLUE not in after for before, after in pairwise(colours))

    assert gaps(0) == 0 < gaps(5) < gaps(10)


def test_the_focus_comes_and_goes_on_a_picture_that_is_kept(chart, qtbot):
    chart.show_lines([Line("one", [0, 10], [1.0, 2.0])])
    chart.show()
    chart.activateWindow()
    edge = QPointF(chart.plot_area.center().x(), chart.plot_area.top() - 2)
    for _ in range(2):
        chart.setFocus()
        qtbot.waitUntil(chart.hasFocus)
        assert is_painted(chart, edge, LIGHT.accent)
        chart.clearFocus()
        assert not is_painted(chart, edge, LIGHT.accent)
