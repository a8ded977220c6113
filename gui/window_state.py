"""What is kept from one start of the window to the next: above all how a person has arranged it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QHeaderView, QMainWindow, QSplitter, QTableView, QWidget

KEPT_AS = "columnsKeptAs"  # the property of a table whose columns are kept: the name that they are kept by


def settings() -> QSettings:
    """What is kept, by name."""
    return QSettings("Transformer Desk", "window")


def keep_window(window: QMainWindow, page: str) -> None:
    """Keeps place and size, the page by its key, and the columns of tables."""
    kept = settings()
    kept.setValue("geometry", window.saveGeometry())
    kept.setValue("page", page)
    for table in window.findChildren(QTableView):
        if table.property(KEPT_AS) and table.horizontalHeader().count():
            kept.setValue(_columns(table), table.horizontalHeader().saveState())


def restore_geometry(window: QMainWindow) -> None:
    """Takes the place and the size of the last time."""
    geometry = settings().value("geometry")
    if isinstance(geometry, QByteArray):
        window.restoreGeometry(geometry)


def last_page() -> str:
    """The key of the page that was open, "" at the first start."""
    return str(settings().value("page") or "")


def keep_columns(table: QTableView, name: str) -> None:
    """Gives the columns of a table their places, widths and order of the last time, and keeps those of this time."""
    table.setProperty(KEPT_AS, name)
    state = settings().value(_columns(table))
    if isinstance(state, QByteArray):
        header: QHeaderView = table.horizontalHeader()
        header.restoreState(state)


def _columns(table: QTableView) -> str:
    return f"columns/{table.property(KEPT_AS)}/{table.horizontalHeader().count()}"


def keep_splitters(page: QWidget, key: str) -> None:
    """Divides a page as the person did the last time, and keeps each change from now on."""
    splitters = page.findChildren(QSplitter)
    for number, splitter in enumerate(splitters):
        name = f"splitters/{key}/{number} of {len(splitters)}"
        sizes = _whole_numbers(settings().value(name))
        if len(sizes) == splitter.count():
            splitter.setSizes(sizes)
        splitter.splitterMoved.connect(
            lambda place, index, name=name, splitter=splitter: settings().setValue(name, splitter.sizes())
        )


def _whole_numbers(value: Any) -> list[int]:
    """A list out of the settings, which come back as texts."""
    return [int(text) for text in value if str(text).isdigit()] if isinstance(value, list) else []
