import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gui.widgets.bar_chart import Bar, BarChart
from gui.widgets.chart_table import TableDialog, written
from gui.widgets.figure_card import FigureCard
from gui.widgets.heat_map import HeatMap
from gui.widgets.line_chart import Line, LineChart
from gui.widgets.parallel_coordinates import Axis, ParallelCoordinates


def on_screen(qtbot, widget):
    widget.resize(400, 300)
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


def press(qtbot, chart):
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def chart(qtbot):
    made = LineChart("step", "loss")
    made.setAccessibleName("Loss")
    made.show_lines([Line("training", [1, 2, 3], [4.0, 2.0, 1.5]), Line("validation", [2], [2.5])])
    return on_screen(qtbot, made)


def test_the_sentence_of_a_chart_follows_its_data(chart):
    assert chart.accessibleDescription() == "At step 3: training 1.5, validation 2.5."
    chart.show_lines([Line("training", [1, 2, 3, 4], [4.0, 2.0, 1.5, 1.25])])
    assert chart.accessibleDescription() == "At step 4: training 1.25."
    chart.show_lines([Line("training", [1, 12_345], [4.0, 2.0])])
    assert chart.accessibleDescription() == "At step 12,345: training 2."
    chart.show_lines([Line("speed", [1, 9_999.6], [4.0, 98_765.4])])
    assert chart.accessibleDescription() == "At step 10,000: speed 98,765."
    chart.show_lines([])
    assert chart.accessibleDescription() == ""


def test_a_key_opens_the_numbers_and_all_of_them_can_be_copied(chart, qtbot):
    press(qtbot, chart)
    dialog = chart.findChild(TableDialog)
    model = dialog.table.model()
    shown = [[model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())]
    assert shown == [["1", "4", ""], ["2", "2", "2.5"], ["3", "1.5", ""]]
    assert dialog.windowTitle() == "Loss" and dialog.table.accessibleName() == "Loss: the numbers"
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text().split("\n")
    assert copied[:3] == ["step\ttraining\tvalidation", "1\t4\t", "2\t2\t2.5"]


def test_enter_in_the_table_neither_closes_it_nor_copies(chart, qtbot):
    press(qtbot, chart)
    dialog = chart.findChild(TableDialog)
    QGuiApplication.clipboard().setText("mine")
    dialog.table.selectRow(1)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.isVisible() and QGuiApplication.clipboard().text() == "mine"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_presses_the_button_that_has_the_focus(chart, qtbot, key):
    press(qtbot, chart)
    dialog = chart.findChild(TableDialog)
    QGuiApplication.clipboard().setText("mine")
    dialog.copy.setFocus()
    qtbot.keyClick(dialog.copy, key)
    assert dialog.isVisible() and QGuiApplication.clipboard().text().startswith("step\ttraining\tvalidation\n")


def test_large_numbers_are_written_out():
    cells = (1_234_567, 999_999.6, 123_456.7, 0.5, None, "the")
    assert [written(cell) for cell in cells] == ["1234567", "1000000", "123457", "0.5", "", "the"]


def test_the_context_menu_offers_the_same(chart):
    assert [action.text() for action in chart.actions()] == ["Show as table"]
    assert chart.contextMenuPolicy() == Qt.ContextMenuPolicy.ActionsContextMenu


def test_a_card_turns_to_the_table_that_it_has(qtbot):
    bars = BarChart("times", "word", ("source",))
    card = on_screen(qtbot, FigureCard("Words", bars))
    bars.show_bars([Bar("the", (12.0,)), Bar("red", (3.0,))])
    card.show_figures("“the” is the most frequent word.", ("word", "times"), [("the", "12"), ("red", "3")])
    press(qtbot, bars)
    assert card.as_table.isChecked() and card.table.isVisible() and card.table.hasFocus()
    assert bars.accessibleDescription() == "“the” is the most frequent word."


def test_a_map_says_where_its_strongest_weight_is(qtbot):
    made = HeatMap()
    qtbot.addWidget(made)
    made.show_matrix([[0.1, 0.9], [0.75, 0.25]], ("la", "maison"), ("house", "the"))
    assert "0.900, is from “la” to “the”" in made.accessibleDescription()
    assert made.figures().rows == [("la", 0.1, 0.9), ("maison", 0.75, 0.25)]


def test_trials_are_chosen_by_the_arrow_keys(qtbot):
    made = on_screen(qtbot, ParallelCoordinates())
    made.show_trials([Axis("model.d_model", (128, 256)), Axis("BLEU", (10.0, None))], (10.0, None))
    made.chosen.connect(made.select)
    for key, wanted in ((Qt.Key.Key_Down, 0), (Qt.Key.Key_Down, 1), (Qt.Key.Key_Down, 1), (Qt.Key.Key_Up, 0)):
        with qtbot.waitSignal(made.chosen) as chosen:
            qtbot.keyClick(made, key)
        assert chosen.args == [wanted]
    assert made.figures().rows == [("1", 128, 10.0), ("2", 256, None)]
