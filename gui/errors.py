"""One dialog for every failure, and the way from an uncaught exception or a Qt message to it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.later import later
from gui.said import spoken

if TYPE_CHECKING:
    from tfmodel.contract import failure as failures
    from tfmodel.contract.failure import Failure
else:
    failures = later("tfmodel.contract.failure")

logger = logging.getLogger("transformer_desk.window")

Action = tuple[str, Callable[[], None]]

_ALONE: set[FailureDialog] = set()  # dialogs over no window, which nothing else would keep


class FailureDialog(QDialog):
    """Shows one `Failure`: what, why, what to do; the technical account folded away."""

    def __init__(self, failure: Failure, parent: QWidget | None = None, action: Action | None = None) -> None:
        super().__init__(parent)
        self.failure = failure = spoken(failure)
        self.setWindowTitle(failure.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(60 * theme.GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(3 * theme.GRID,) * 4)
        layout.setSpacing(theme.GRID)
        layout.addWidget(theme.label(failure.title, "heading", wrap=True))
        for text in (failure.cause, failure.advice):
            if text:
                layout.addWidget(_selectable(text))
        self.details = self._details(failure.details)
        layout.addWidget(self.details)
        layout.addLayout(self._buttons(action))

    def _details(self, text: str) -> QPlainTextEdit:
        view = QPlainTextEdit(text, readOnly=True)
        view.setVisible(False)
        view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        view.setAccessibleName(self.tr("Details"))
        view.setMinimumSize(80 * theme.GRID, 25 * theme.GRID)
        return view

    def _buttons(self, action: Action | None) -> QHBoxLayout:
        row = QHBoxLayout()
        if self.failure.details:
            self.unfold = QPushButton(self.tr("&Details"))
            self.unfold.setCheckable(True)
            self.unfold.toggled.connect(self._show_details)
            copy = QPushButton(self.tr("&Copy"))
            copy.setToolTip(self.tr("Copy the whole report to the clipboard"))
            copy.clicked.connect(self._copy)
            row.addWidget(self.unfold)
            row.addWidget(copy)
        row.addStretch()
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        box.rejected.connect(self.reject)
        if action is not None:
            act = theme.primary(QPushButton(action[0]))
            act.clicked.connect(self.accept)
            self.accepted.connect(action[1])
            row.addWidget(act)
        row.addWidget(box)
        return row

    def _show_details(self, shown: bool) -> None:
        self.details.setVisible(shown)
        self.adjustSize()

    def _copy(self) -> None:
        parts = (self.failure.title, self.failure.cause, self.failure.advice, self.failure.details)
        QGuiApplication.clipboard().setText("\n".join(part for part in parts if part))


def _selectable(text: str) -> QWidget:
    made = theme.label(text, wrap=True)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made


def show_failure(parent: QWidget | None, failure: Failure, action: Action | None = None) -> FailureDialog:
    """Opens the dialog over the window of `parent` and returns at once.

    Args:
        parent: Any widget of the window.
        failure: What to show.
        action: Text of a button and what it does, when the program can do what the advice says.
    """
    logger.error("%s: %s", failure.title, failure.sentence)
    dialog = FailureDialog(failure, parent.window() if parent else None, action)
    if parent is None:
        _ALONE.add(dialog)
        dialog.finished.connect(lambda: _ALONE.discard(dialog))
    dialog.open()
    return dialog


def show_alone(parent: QWidget | None, failure: Failure) -> None:
    """The same unless one is open, which a person has to read first; the log has this one then."""
    if isinstance(QApplication.activeModalWidget(), FailureDialog):
        logger.error("%s: %s", failure.title, failure.sentence)
    else:
        show_failure(parent, failure)


def show_error(parent: QWidget | None, error: BaseException) -> FailureDialog:
    """The same for an exception, which becomes a `Failure` first."""
    return show_failure(parent, failures.failure_from(error))


@contextmanager
def shown(parent: QWidget) -> Iterator[None]:
    """Shows the failure that ends what is done within; what comes behind it is done all the same."""
    try:
        yield
    except failures.FailureError as error:
        show_error(parent, error)


def install() -> None:
    """From now on uncaught exceptions and Qt's own messages reach the log, and exceptions the dialog."""
    sys.excepthook = report_exception
    qInstallMessageHandler(_on_qt_message)


def report_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The window's excepthook: one dialog at a time, the rest to the log."""
    if not issubclass(kind, Exception):
        sys.__excepthook__(kind, error, trace)
        return
    logger.error("uncaught", exc_info=(kind, error, trace))
    application = QApplication.instance()
    if isinstance(application, QApplication) and not isinstance(application.activeModalWidget(), FailureDialog):
        show_error(_any_window(), error)


def _any_window() -> QWidget | None:
    """The active window, or the first that is seen: while another program is in front, none is active."""
    seen = (one for one in QApplication.topLevelWidgets() if one.isVisible() and one.windowType() in _WINDOWS)
    return QApplication.activeWindow() or next(seen, None)


_WINDOWS = (Qt.WindowType.Window, Qt.WindowType.Dialog)  # not a menu, a tooltip or the list of a choice

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    logger.log(_LEVELS[kind], "Qt: %s", text)
