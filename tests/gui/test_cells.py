"""The cells of tables are drawn as Qt draws them, pixel by pixel."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyledItemDelegate

from gui.widgets.table_view import TableView

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
TEXTS = (
    "short",
    "a sentence that is by far too long for the column that it stands in, so that it is cut",
    "jamais vu, où ça ? « ici » 3 − 4 = −1",
    "هذه جملة باللغة العربية",
    "これは日本語の文章です。とても長いので、切られます。",
    "two\nlines",
    "one\ttab",
    "zero\u200bwidth and \u202eturned",
    "",
    "x" * 5000,
)


def struck():
    font = QFont()
    font.setStrikeOut(True)
    return font


def check(item):
    item.setCheckable(True)
    item.setCheckState(Qt.CheckState.Checked)


def decorate(item):
    picture = QPixmap(12, 12)
    picture.fill(QColor("red"))
    item.setData(picture, Qt.ItemDataRole.DecorationRole)


DRESSES = {
    "plain": lambda item: None,
    "number": lambda item: item.setTextAlignment(RIGHT),
    "centred": lambda item: item.setTextAlignment(Qt.AlignmentFlag.AlignCenter),
    "struck": lambda item: (item.setFont(struck()), item.setForeground(QColor("gray"))),
    "large": lambda item: item.setFont(QFont(item.font().family(), 15)),
    "checked": check,
    "decorated": decorate,
    "coloured": lambda item: item.setBackground(QColor("yellow")),
}


@pytest.fixture
def table(qtbot):
    model = QStandardItemModel(len(TEXTS), len(DRESSES))
    for row, text in enumerate(TEXTS):
        for column, dress in enumerate(DRESSES.values()):
            item = QStandardItem(text)
            dress(item)
            model.setItem(row, column, item)
    made = TableView(model)
    made.fit_columns((150, 90, 120, 180, 100, 110, 9, 100))
    made.resize(900, 300)
    qtbot.addWidget(made)
    made.show()
    return made


def assert_as_qt_draws_it(table):
    """Twice: at the first drawing the lines are laid out, at the second one they are there."""
    ours = [table.viewport().grab().toImage() for _ in range(2)]
    own = table.itemDelegate()
    table.setItemDelegate(QStyledItemDelegate(table))
    theirs = table.viewport().grab().toImage()
    table.setItemDelegate(own)
    assert ours[0] == theirs and ours[1] == theirs


def test_every_kind_of_text_and_dress(table):
    assert_as_qt_draws_it(table)


def test_a_selected_and_a_current_row(table, qtbot):
    table.selectRow(1)
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    assert_as_qt_draws_it(table)


def test_another_font_and_other_widths(table):
    assert_as_qt_draws_it(table)
    font = table.font()
    font.setPointSizeF(1.4 * font.pointSizeF())
    table.setFont(font)
    table.setColumnWidth(0, 60)
    assert_as_qt_draws_it(table)


def test_another_scheme(table):
    palette = table.palette()
    palette.setColor(palette.ColorRole.Text, QColor("blue"))
    table.setPalette(palette)
    assert_as_qt_draws_it(table)
    table.setEnabled(False)
    assert_as_qt_draws_it(table)
