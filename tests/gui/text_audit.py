"""What a person reads in a window: every text of its widgets, and those for which there is too little room."""

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QWidget,
)

from gui.widgets.elided_label import ElidedLabel
from tests.gui.access_audit import told

ENGLISH = re.compile(
    r"\b(the|of|and|is|are|with|which|each|from|not|this|that|for|its|your|has|have|was|than|only|to|by|one|no)\b",
    re.IGNORECASE,
)


def texts(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    """All texts of a window, shown or not: labels, tool tips, names for screen readers, choices, headings, menus."""
    for widget in (root, *root.findChildren(QWidget)):
        found = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle()]
        if isinstance(widget, QLabel | QAbstractButton):
            found.append(widget.text())
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            found.append(widget.placeholderText())
        if isinstance(widget, QComboBox):
            found += [widget.itemText(row) for row in range(widget.count())]
        if isinstance(widget, QTabBar):
            found += [widget.tabText(tab) for tab in range(widget.count())]
        if isinstance(widget, QHeaderView):
            found += headings(widget)
        yield from ((widget, text) for text in found if text)
    for action in root.findChildren(QAction):
        yield from ((root, text) for text in (action.text(), action.toolTip()) if text)


def headings(header: QHeaderView) -> list[str]:
    """The headings of a table, with their tool tips."""
    model = header.model()
    if model is None or header.orientation() != Qt.Orientation.Horizontal:
        return []
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    every = [model.headerData(place, header.orientation(), role) for place in range(header.count()) for role in roles]
    return [str(text) for text in every if text]


def cut_off(root: QWidget) -> list[str]:
    """Visible texts with less room than they need; what is shortened on purpose says all of it in its tool tip."""
    found = []
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            found += [f"{told(widget)}: {lack}" for lack in _lacks(widget)]
    return found


def _lacks(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield from _label(widget)
    elif isinstance(widget, QComboBox):
        yield from _combo(widget)
    elif isinstance(widget, QAbstractButton):
        needed = widget.sizeHint()
        if widget.text() and (needed.width() > widget.width() or needed.height() > widget.height()):
            yield f"needs {needed.width()} x {needed.height()}, has {widget.width()} x {widget.height()}"
    elif isinstance(widget, QTabBar):
        last = widget.tabRect(widget.count() - 1)
        if last.right() > widget.width():
            yield f"tabs need {last.right()}, have {widget.width()}"
    elif isinstance(widget, QHeaderView) and widget.orientation() == Qt.Orientation.Horizontal:
        yield from _header(widget)


def _label(label: QLabel) -> Iterator[str]:
    room = label.contentsRect()
    if isinstance(label, ElidedLabel) or not label.text():
        return
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height():
            yield f"needs {needed} lines' height, has {label.height()}"
        longest = max((label.fontMetrics().horizontalAdvance(word) for word in label.text().split()), default=0)
    else:
        lines = label.text().replace("&&", "\0").replace("&", "").split("\n")
        longest = max(label.fontMetrics().horizontalAdvance(line) for line in lines)
    if longest > room.width() and not label.toolTip():
        yield f"needs {longest}, has {room.width()}"


def _combo(combo: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    field = combo.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, combo
    )
    needed = combo.fontMetrics().horizontalAdvance(combo.currentText())
    if needed > field.width() and not combo.toolTip():
        yield f"needs {needed} for {combo.currentText()!r}, has {field.width()}"


def _header(header: QHeaderView) -> Iterator[str]:
    for place in range(header.count()):
        needed = header.sectionSizeHint(place)
        if not header.isSectionHidden(place) and needed > header.sectionSize(place) > 0:
            title = header.model().headerData(place, header.orientation())
            yield f"heading {title!r} needs {needed}, has {header.sectionSize(place)}"
