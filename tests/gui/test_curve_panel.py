import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from gui.theme import LIGHT
from gui.widgets.curve_chart import CurveChart, Outlook
from gui.widgets.curve_panel import CurvePanel
from gui.widgets.line_chart import Line
from tests.gui.pixels import is_painted
from tfmodel.contract import events
from tfmodel.contract.axis import logarithmic_ticks, ticks_between, written


def report(step, loss=None):
    values = {"gradient_norm": 2.5, "epoch": 0.1, "learning_rate": 1e-3, "tokens_per_second": 5000.0, "seconds": 1.0}
    return events.TrainingReport(step=step, loss=100 / step if loss is None else loss, **values)


def validation(step, best=False):
    scores = {"bleu": step / 10, "bleu_signature": "", "chrf": step / 5, "chrf_signature": ""}
    counts = {"epoch": 0.1, "loss": 1.0, "perplexity": 3.0, "token_accuracy": 0.5, "sentences": 2, "seconds": 1.0}
    return events.ValidationReport(step=step, best=best, **scores, **counts)


@pytest.fixture
def panel(qtbot):
    made = CurvePanel()
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    for step in range(1, 401):
        made.show_report(report(step))
    for step in (100, 200, 300, 400):
        made.show_validation(validation(step, best=step in (100, 300)))
    qtbot.waitUntil(lambda: len(chart(made).lines) == 2 and chart(made).ends[0] > 390)
    qtbot.waitUntil(lambda: chart(made).outlook.best == 300)
    return made


def chart(panel, name="loss"):
    return panel.plots[name].chart


def turn_wheel(widget, place, notches):
    event = QWheelEvent(
        place,
        QPointF(widget.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_the_curves_are_chosen_from_a_menu_and_the_choice_is_kept(panel, qtbot):
    assert list(panel.shown) == ["loss", "bleu", "rate"]
    panel.actions_by_name["chrf"].trigger()
    panel.actions_by_name["rate"].trigger()
    visible = [name for name, plot in panel.plots.items() if plot.isVisible()]
    assert visible == ["loss", "bleu", "chrf"]
    qtbot.waitUntil(lambda: [list(line.y) for line in chart(panel, "chrf").lines] == [[20, 40, 60, 80]])
    again = CurvePanel()
    qtbot.addWidget(again)
    assert list(again.shown) == ["loss", "bleu", "chrf"]


def test_many_curves_keep_the_height_that_four_have(panel, qtbot):
    panel.actions_by_name["chrf"].trigger()
    qtbot.waitUntil(lambda: panel.plots["chrf"].height() > 0)
    four = panel.plots["bleu"].height()
    for name in ("perplexity", "accuracy", "gradient", "speed"):
        panel.actions_by_name[name].trigger()
    qtbot.waitUntil(lambda: abs(panel.plots["speed"].height() - four) <= 2)
    assert panel.plots["speed"].visibleRegion().isEmpty()
    qtbot.waitUntil(lambda: panel.plots["speed"].chart.isVisible())
    panel.activateWindow()
    panel.plots["gradient"].chart.setFocus()
    qtbot.waitUntil(panel.plots["gradient"].chart.hasFocus)
    qtbot.keyClick(panel.plots["gradient"].chart, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: not panel.plots["speed"].visibleRegion().isEmpty())


def test_every_report_is_in_its_curve(panel):
    assert panel.plots["speed"].points("speed")[1][-1] == 5000
    assert panel.plots["gradient"].points("norm")[1][-1] == 2.5
    assert panel.plots["rate"].points("rate")[1][0] == pytest.approx(1.0)
    assert panel.plots["perplexity"].points("validation") == ([100, 200, 300, 400], [3.0] * 4)
    assert panel.plots["accuracy"].points("validation")[1] == [50.0] * 4


def test_the_wheel_zooms_all_curves_around_the_mouse(panel, qtbot):
    place = chart(panel).place_of(200, 1.0)
    turn_wheel(chart(panel), place, 3)
    qtbot.waitUntil(lambda: chart(panel).outlook.span is not None)
    left, right = chart(panel).span
    assert 80 < left < 200 < right < 340
    assert chart(panel).step_at(place.x()) == pytest.approx(200, abs=1)
    qtbot.waitUntil(lambda: chart(panel, "bleu").span == chart(panel, "rate").span == (left, right))
    assert panel.whole.isEnabled()
    qtbot.mouseClick(panel.whole, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: chart(panel).outlook.span is None and chart(panel).span[0] == 0)


def test_dragging_and_the_keyboard_move_what_is_seen(panel, qtbot):
    panel.show_span((100.0, 200.0))
    qtbot.waitUntil(lambda: chart(panel).span == (100, 200))
    seen = chart(panel)
    a, b = seen.place_of(150, 1).toPoint(), seen.place_of(130, 1).toPoint()
    qtbot.mousePress(seen, Qt.MouseButton.LeftButton, pos=a)
    qtbot.mouseMove(seen, b)
    qtbot.mouseRelease(seen, Qt.MouseButton.LeftButton, pos=b)
    qtbot.waitUntil(lambda: seen.span[0] == pytest.approx(120, abs=1))
    qtbot.keyClick(seen, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: seen.span[0] == pytest.approx(140, abs=1))
    qtbot.keyClick(seen, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: seen.span[1] - seen.span[0] == pytest.approx(80, abs=1))
    qtbot.keyClick(seen, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: seen.outlook.span is None)


def test_only_the_left_button_drags_and_only_while_it_is_down(panel, qtbot):
    panel.show_span((100.0, 200.0))
    seen = chart(panel)
    qtbot.waitUntil(lambda: seen.span == (100, 200))
    a, b = seen.place_of(150, 1).toPoint(), seen.place_of(130, 1).toPoint()
    with qtbot.assertNotEmitted(seen.span_asked):
        qtbot.mousePress(seen, Qt.MouseButton.RightButton, pos=a)
        qtbot.mouseMove(seen, b)
        qtbot.mouseRelease(seen, Qt.MouseButton.RightButton, pos=b)
    qtbot.waitUntil(lambda: seen.outlook.cursor == pytest.approx(130, abs=1))
    assert seen.span == (100, 200)
    nothing = (Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)
    qtbot.mousePress(seen, Qt.MouseButton.LeftButton, pos=a)
    with qtbot.assertNotEmitted(seen.span_asked), qtbot.waitSignal(seen.pointed):
        move = QMouseEvent(QEvent.Type.MouseMove, QPointF(b), QPointF(seen.mapToGlobal(b)), *nothing)
        QApplication.sendEvent(seen, move)
    qtbot.mouseRelease(seen, Qt.MouseButton.LeftButton, pos=b)


@pytest.mark.parametrize(
    "held",
    [Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier],
    ids=["shift", "keypad"],
)
def test_the_cursor_goes_by_keys_too(panel, qtbot, held):
    seen = chart(panel)
    panel.show_span((100.0, 200.0))
    qtbot.waitUntil(lambda: seen.span == (100, 200))
    for _ in range(3):  # as fast as a held key
        qtbot.keyClick(seen, Qt.Key.Key_Left, held)
    assert seen.outlook.cursor == pytest.approx(194)
    qtbot.waitUntil(lambda: chart(panel, "bleu").outlook.cursor == pytest.approx(194))
    for _ in range(4):
        qtbot.keyClick(seen, Qt.Key.Key_Right, held)
    qtbot.waitUntil(lambda: chart(panel, "bleu").outlook.cursor == pytest.approx(200))
    assert seen.outlook.cursor == pytest.approx(200) and seen.span == (100, 200)
    qtbot.waitUntil(lambda: seen.outlook == panel.outlook)
    assert "step 200:" in panel.plots["loss"].summary
    qtbot.waitUntil(lambda: seen.accessibleDescription() == panel.plots["loss"].summary)
    panel.plots["loss"]._draw()  # as the next report does
    assert seen.accessibleDescription() == panel.plots["loss"].summary
    qtbot.keyClick(seen, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: chart(panel, "bleu").outlook.cursor is None)
    qtbot.waitUntil(lambda: seen.accessibleDescription() == seen.sentence())


def test_the_cursor_reads_all_curves(panel, qtbot):
    seen = chart(panel)
    qtbot.mouseMove(seen, seen.place_of(250, 1.0).toPoint())
    for name in ("loss", "bleu"):
        qtbot.waitUntil(lambda name=name: chart(panel, name).outlook.cursor == pytest.approx(250, abs=1))
    step = int(seen.outlook.cursor)
    assert (
        panel.plots["loss"].summary
        == f"step {seen.outlook.cursor:,.0f}:   training {100 / step:.3f}   validation 1.000"
    )
    assert "20.0" in panel.plots["bleu"].summary
    qtbot.mouseMove(panel, QPoint(2, 2))
    panel.point(None)
    qtbot.waitUntil(lambda: seen.outlook.cursor is None and chart(panel, "bleu").outlook.cursor is None)
    assert panel.plots["bleu"].summary == "40.0"


def test_powers_of_ten_are_equally_far_apart_on_a_logarithmic_axis(panel, qtbot):
    qtbot.mouseClick(panel.logarithmic, Qt.MouseButton.LeftButton, pos=QPoint(8, panel.logarithmic.height() // 2))
    qtbot.waitUntil(lambda: chart(panel).is_logarithmic)
    at = [chart(panel).place_of(200, value).y() for value in (100, 10, 1)]
    assert at[1] - at[0] == pytest.approx(at[2] - at[1])
    assert is_painted(chart(panel), chart(panel).place_of(10, 10.0), LIGHT.series[0])


def test_smoothing_leaves_validation_as_it_is(panel, qtbot):
    for step in range(401, 500):
        panel.show_report(report(step, loss=float(step % 2)))
    panel.smoothing.setValue(950)
    qtbot.waitUntil(lambda: chart(panel).lines[0].x[-1] == 499 and 0.3 < chart(panel).lines[0].y[-1] < 0.8)
    assert list(chart(panel).lines[1].y) == [1.0] * 4


def test_the_best_step_is_marked_and_a_new_run_has_none(panel, qtbot):
    seen = chart(panel)
    x = seen.place_of(300, 1).x()
    column = [QPointF(x, seen.plot_area.bottom() - seen.plot_area.height() * share / 40) for share in range(4, 20)]
    assert any(is_painted(seen, place, LIGHT.success) for place in column)
    panel.clear()
    qtbot.waitUntil(lambda: seen.outlook.best is None)


def test_the_best_step_before_those_that_were_thrown_away_is_marked_again(panel, qtbot):
    panel.show_validation(validation(300))
    qtbot.waitUntil(lambda: chart(panel).outlook.best == 100)
    panel.show_validation(validation(100))
    qtbot.waitUntil(lambda: chart(panel).outlook.best is None)


def test_ticks_of_any_stretch():
    assert ticks_between(103, 197, 5) == [120, 140, 160, 180]
    assert written(ticks_between(20_400, 20_900, 5)) == ["20.4k", "20.5k", "20.6k", "20.7k", "20.8k", "20.9k"]
    assert logarithmic_ticks(0.9, 1100, 5) == [1, 10, 100, 1000]
    assert logarithmic_ticks(1.8, 7, 5) == [2, 5] and logarithmic_ticks(2.1, 2.9, 4)[0] == 2.2


def test_a_low_chart_that_is_zoomed_may_have_no_tick(qtbot):
    assert written([]) == []
    low = CurveChart("step", "nats")
    qtbot.addWidget(low)
    low.resize(400, 90)
    low.show_lines([Line("one", [5, 15], [2.1, 2.9])])
    low.look(Outlook(span=(5.0, 15.0)))
    low.grab()
    assert low.span == (5.0, 15.0)


def test_outliers_leave_the_plot_when_they_are_clipped(panel, qtbot):
    panel.show_report(report(401, loss=5_000.0))
    qtbot.waitUntil(lambda: chart(panel).ends[1] >= 5_000.0)
    panel.clipped.click()
    qtbot.waitUntil(lambda: chart(panel).ends[1] <= 10.0)  # 100 / 20 is the largest of the usual values
    panel.clipped.click()
    qtbot.waitUntil(lambda: chart(panel).ends[1] >= 5_000.0)
