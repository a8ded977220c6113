"""What a person without a mouse, or without good eyes, would miss in a window: a walk over all of its widgets."""

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollBar,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)

from gui.widgets.chart import Chart

TEXT, LINE, TARGET = 4.5, 3.0, 24
WITH_TEXT = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit)
ACTED_ON = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)


def is_part(widget: QWidget) -> bool:
    """Whether a widget is a part of a control and not one: the line of a spin box, the list of a combo box."""
    parent = widget.parentWidget()
    if isinstance(widget, QScrollBar | QHeaderView) or widget.objectName().startswith("qt_"):
        return True
    while parent is not None:
        if isinstance(parent, QAbstractSpinBox | QComboBox | QLineEdit | QTabBar):
            return True
        parent = parent.parentWidget()
    return isinstance(widget, QAbstractButton) and isinstance(widget.parentWidget(), QAbstractItemView)  # its corner


def controls(root: QWidget) -> Iterator[QWidget]:
    """What one can act on, also where it is hidden now."""
    for widget in root.findChildren(QWidget):
        is_painted = isinstance(widget, Chart) or type(widget).__module__.startswith("gui.")
        by_key = is_painted and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        scrolls = isinstance(widget, QAbstractScrollArea) and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if (isinstance(widget, ACTED_ON) or by_key or scrolls) and not is_part(widget):
            yield widget


def told(widget: QWidget) -> str:
    """How a finding names a widget."""
    text = getattr(widget, "text", str)
    parents = f"{type(widget.parentWidget()).__name__} > " if widget.parentWidget() else ""
    return f"{parents}{type(widget).__name__} {widget.accessibleName() or (text() if callable(text) else '')!r}"


def name_of(widget: QWidget) -> str:
    """What a screen reader says: the accessible name, the label's or the text."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def nameless(root: QWidget) -> list[str]:
    """Controls without an accessible name; a button that is kept back may get its text later."""
    return [told(widget) for widget in controls(root) if not widget.isHidden() and not name_of(widget).strip()]


def unsaid(root: QWidget) -> list[str]:
    """Labels whose text a screen reader does not say, since a name stands in its place."""
    named = [label for label in root.findChildren(QLabel) if not is_part(label) and label.accessibleName()]
    return [told(label) for label in named if label.text() not in name_of(label)]


def alternatives(widget: QWidget) -> list[QWidget]:
    """The widget, or all radio buttons of its group: Tab comes to the one that is on, the arrow keys to the others."""
    if isinstance(widget, QAbstractButton) and widget.group() is not None and widget.group().exclusive():
        return list(widget.group().buttons())
    if isinstance(widget, QRadioButton) and widget.autoExclusive():
        return widget.parentWidget().findChildren(QRadioButton, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [widget]


def traps(root: QWidget) -> list[str]:
    """Controls that keep Tab to themselves."""
    found = []
    for widget in controls(root):
        keeps = isinstance(widget, QTableView) and widget.tabKeyNavigation()
        types = isinstance(widget, QPlainTextEdit) and not widget.isReadOnly() and not widget.tabChangesFocus()
        found += [told(widget)] if keeps or types else []
    return found


def out_of_reach(root: QWidget) -> list[str]:
    """Controls that Tab does not come to."""
    chain, widget = {root}, root.nextInFocusChain()
    while widget is not root and widget not in chain:
        chain.add(widget)
        widget = widget.nextInFocusChain()
    return [
        told(widget)
        for widget in controls(root)
        if widget not in chain or not any(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in alternatives(widget))
    ]


def too_small(root: QWidget) -> list[str]:
    """Visible controls that are lower or narrower than a finger or an unsteady hand needs."""
    return [
        f"{told(widget)} is {widget.width()} x {widget.height()}"
        for widget in controls(root)
        if widget.isVisible() and min(widget.width(), widget.height()) < TARGET
    ]


def takes_html(root: QWidget) -> list[str]:
    """Labels that would draw a sentence with <b> or <br> in it as HTML."""
    labels = (label for label in root.findChildren(QLabel) if not is_part(label) and type(label) is QLabel)
    return [told(label) for label in labels if label.textFormat() == Qt.TextFormat.AutoText and label.buddy() is None]


def shared_mnemonics(root: QWidget) -> list[str]:
    """Letters that stand for several visible controls: Alt with one of them presses none."""
    taken: dict[str, list[str]] = {}
    for widget in root.findChildren(QWidget):
        if widget.isVisible():
            for text in _texts_with_mnemonics(widget):
                taken.setdefault(QKeySequence.mnemonic(text).toString(), []).append(text)
    taken.pop("", None)
    return [f"{keys}: {', '.join(texts)}" for keys, texts in taken.items() if len(texts) > 1]


def dead_mnemonics(root: QWidget) -> list[str]:
    """Visible buttons whose marked letter presses nothing, for another shortcut has taken its place."""
    marked = [(button, QKeySequence.mnemonic(button.text())) for button in root.findChildren(QAbstractButton)]
    lost = [button for button, keys in marked if keys not in (QKeySequence(), button.shortcut())]
    return [told(button) for button in lost if button.isVisible()]


def _texts_with_mnemonics(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and widget.buddy() is not None):
        yield widget.text()
    elif isinstance(widget, QGroupBox):
        yield widget.title()
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(place) for place in range(widget.count()))


def luminance(colour: QColor) -> float:
    """The relative luminance of WCAG 2."""
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of WCAG 2, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pixels_of(image: QImage) -> np.ndarray:
    """(height, width) colours as 0xRRGGBB."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.bytesPerLine() // 4)
    return rows[:, : image.width()] & 0xFFFFFF


def ground_of(pixels: np.ndarray) -> QColor:
    """The colour that most of the pixels have."""
    values, counts = np.unique(pixels, return_counts=True)
    return QColor.fromRgb(int(values[counts.argmax()]))


def hard_to_read(root: QWidget) -> list[str]:
    """Visible texts whose colour, as the style gives it, stands out too little from the ground that is painted."""
    whole, found = pixels_of(root.grab().toImage()), []
    for widget in root.findChildren(QWidget):
        if not isinstance(widget, WITH_TEXT) or not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue
        if is_part(widget) or not widget.isEnabled() or (isinstance(widget, QLabel) and not widget.text()):
            continue
        area = widget.visibleRegion().boundingRect().translated(widget.mapTo(root, QPoint()))
        part = whole[max(0, area.top()) : area.bottom() + 1, max(0, area.left()) : area.right() + 1]
        inner = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
        colour = inner.palette().color(inner.foregroundRole())
        if part.size and contrast(colour, ground_of(part)) < TEXT:
            found.append(f"{told(widget)}: {colour.name()} on {ground_of(part).name()}")
    return found


def faint_outlines(root: QWidget) -> list[str]:
    """Unticked check boxes and radio buttons whose outline can hardly be seen; those that are off may be faint."""
    found = []
    for box in root.findChildren(QAbstractButton):
        if isinstance(box, QCheckBox | QRadioButton) and box.isVisible() and box.isEnabled() and not box.isChecked():
            pixels = pixels_of(box.grab().toImage())[:, :20]
            ground = ground_of(pixels[:, :2])
            best = max(contrast(QColor.fromRgb(int(value)), ground) for value in np.unique(pixels))
            if best < LINE:
                found.append(f"{told(box)}: {best:.1f}")
    return found
