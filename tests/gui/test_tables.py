import sqlite3

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from gui.widgets.hypotheses_table import HypothesesTable
from gui.widgets.paged_model import PAGE, PAGES_KEPT, Column, PagedModel
from gui.widgets.roles import TIP
from gui.widgets.table_view import TableView
from gui.widgets.text_table import TextTable
from tfmodel.contract.events import Hypothesis

COLUMNS = (Column("Number", lambda row: str(row), number=True), Column("Text", lambda row: f"row {row}"))


@pytest.fixture
def fetched():
    return []


@pytest.fixture
def model(qapp, fetched):
    def fetch(offset, limit):
        fetched.append(offset)
        return range(offset, min(offset + limit, 1_000_000))

    model = PagedModel(COLUMNS)
    model.show_rows(1_000_000, fetch)
    return model


def text(model, row, column=1):
    return model.index(row, column).data()


def test_rows_are_fetched_a_page_at_a_time(model, fetched):
    assert model.rowCount() == 1_000_000
    assert fetched == []
    assert [text(model, row) for row in (0, 50, PAGE - 1)] == ["row 0", "row 50", f"row {PAGE - 1}"]
    assert fetched == [0]
    assert text(model, 999_999) == "row 999999"
    assert fetched == [0, 1_000_000 - PAGE]


def test_only_the_last_pages_are_kept(model, fetched):
    for page in range(PAGES_KEPT + 1):
        text(model, page * PAGE)
    text(model, PAGES_KEPT * PAGE)
    assert len(fetched) == PAGES_KEPT + 1
    text(model, 0)
    assert fetched[-1] == 0


def test_a_row_that_went_away_is_empty(model):
    model.show_rows(10, lambda offset, limit: range(3))
    assert text(model, 2) == "row 2"
    assert text(model, 7) is None


def test_a_page_that_cannot_be_read_is_told_once_and_stays_empty(model):
    def fetch(offset, limit):
        if offset < 2 * PAGE:
            raise sqlite3.DatabaseError("database disk image is malformed")
        return range(offset, offset + limit)

    told = []
    model.failed.connect(told.append)
    model.show_rows(3 * PAGE, fetch)
    assert [text(model, row) for row in (0, 1, PAGE, 2 * PAGE)] == [None, None, None, f"row {2 * PAGE}"]
    assert ["damaged" in failure.cause for failure in told] == [True]


def test_a_cell_that_cannot_be_written_is_told_once_and_stays_empty(qapp):
    model = PagedModel((Column("Number", lambda row: f"{row:,}"),))
    told = []
    model.failed.connect(told.append)
    model.show_rows(3, lambda offset, limit: (1_000, "many", 3_000))
    assert [text(model, row, 0) for row in (0, 1, 1, 2)] == ["1,000", None, None, "3,000"]
    assert model.index(1, 0).data(TIP) is None
    assert len(told) == 1


def test_it_is_a_model_as_qt_wants_it(model):
    model.show_rows(7, lambda offset, limit: range(offset, 7))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.show_rows(3, lambda offset, limit: range(offset, 3))


def test_a_view_of_a_million_rows_fetches_what_is_seen(model, fetched, qtbot):
    view = TableView(model)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    view.scrollToBottom()
    qtbot.waitUntil(lambda: fetched[-1] == 1_000_000 - PAGE)
    assert len(fetched) <= 4


class CountingModel(PagedModel):
    """Counts how often it is asked what can be done with a cell."""

    asked = 0

    def flags(self, index):
        self.asked += 1
        return super().flags(index)


def test_all_rows_are_selected_without_asking_about_each(qtbot):
    model = CountingModel(COLUMNS)
    model.show_rows(300_000, lambda offset, limit: range(offset, offset + limit))
    view = TableView(model)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    model.asked = 0
    view.selectAll()
    view.horizontalHeader().grab()
    assert view.selected_spans() == [(0, 300_000)]
    assert model.asked < 1_000


def test_a_letter_key_reads_no_long_table_to_its_end(model, fetched, qtbot):
    view = TableView(model)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.keyClick(view, Qt.Key.Key_Z)
    assert len(set(fetched)) <= 3
    model.show_rows(300, lambda offset, limit: range(offset, offset + limit))
    view.setCurrentIndex(model.index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_7)
    assert view.currentIndex().row() == 7


def test_selected_rows_are_copied_as_tab_separated_text(model, qtbot):
    view = TableView(model)
    qtbot.addWidget(view)
    view.selectRow(4)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "4\trow 4"


def test_the_best_hypothesis_is_selected_and_another_can_be(qtbot):
    table = HypothesesTable()
    qtbot.addWidget(table)
    best, second = Hypothesis(text="un", score=-0.1), Hypothesis(text="une", score=-0.5)
    with qtbot.waitSignal(table.selected) as shown:
        table.show_hypotheses((best, second))
    assert shown.args == [best]
    with qtbot.waitSignal(table.selected) as shown:
        qtbot.keyClick(table.view, Qt.Key.Key_Down)
    assert shown.args == [second]
    with qtbot.waitSignal(table.selected) as shown:
        table.show_hypotheses(())
    assert shown.args == [None]


def test_texts_that_are_given_anew_leave_selection_place_and_widths(qtbot):
    def rows(word, count=30):
        return [[str(number), f"{word} {number}"] for number in range(count)]

    titles = ("Number", "Text")
    table = TextTable("Texts", "")
    qtbot.addWidget(table)
    table.resize(400, 160)
    table.show()
    table.show_rows(titles, rows("one"))
    table.scrollToBottom()
    table.selectRow(28)
    table.setColumnWidth(0, 111)
    place = table.verticalScrollBar().value()
    assert place > 0
    for word in ("one", "another"):
        table.show_rows(titles, rows(word), [word] * 30)
        assert table.texts == rows(word) and table.model().index(28, 0).data(TIP) == word
        assert [index.row() for index in table.selectionModel().selectedRows()] == [28]
        assert (table.verticalScrollBar().value(), table.columnWidth(0)) == (place, 111)
    table.show_rows(("Number", "Other"), rows("one", 40))
    assert table.texts == rows("one", 40) and not table.selectionModel().hasSelection()
    table.show_rows(("Number", "Other"), rows("one", 4))
    assert table.texts == rows("one", 4)
    table.show_nothing("Nothing")
    assert table.texts == [] and not table.horizontalHeader().isVisible()
