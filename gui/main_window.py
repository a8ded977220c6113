"""The window: it assembles pages, navigation and status bar, and nothing else."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui import icons, theme, window_state
from gui.closing import Closing
from gui.keys import with_keys
from gui.preloading import MODULES_OF_PAGES
from gui.session import Session
from gui.widgets.job_status import JobStatus
from gui.widgets.room import Room
from gui.widgets.window_menu import WindowMenu

BREATH = 5  # milliseconds for everything else between two pieces of what is made while idle
AFTER_A_CLICK = 500  # milliseconds in which a page that was opened reads what it shows, before the next piece is made


@dataclass(frozen=True)
class PageEntry:
    """A page by name; `make` loads its module, when the page is seen first."""

    key: str
    icon: str
    make: Callable[[Session], QWidget]


def _data(session: Session) -> QWidget:
    from gui.pages.data import DataPage

    return DataPage(session)


def _model(session: Session) -> QWidget:
    from gui.pages.model import ModelPage

    return ModelPage(session)


def _training(session: Session) -> QWidget:
    from gui.pages.training import TrainingPage

    return TrainingPage(session)


def _translation(session: Session) -> QWidget:
    from gui.pages.translation import TranslationPage

    return TranslationPage(session)


def _inspect(session: Session) -> QWidget:
    from gui.pages.inspect import InspectPage

    return InspectPage(session)


def _runs(session: Session) -> QWidget:
    from gui.pages.runs import RunsPage

    return RunsPage(session)


def _export(session: Session) -> QWidget:
    from gui.pages.export import ExportPage

    return ExportPage(session)


PAGES = (
    PageEntry("data", "database-outline", _data),
    PageEntry("model", "tune-variant", _model),
    PageEntry("training", "chart-line", _training),
    PageEntry("translation", "translate", _translation),
    PageEntry("inspect", "grid", _inspect),
    PageEntry("runs", "table-large", _runs),
    PageEntry("export", "export-variant", _export),
)


@runtime_checkable
class MadeInParts(Protocol):
    """A page whose first frame does without some of its parts."""

    def make_late_parts(self) -> Iterator[None]:
        """Makes one at each step."""


@runtime_checkable
class TakesFocus(Protocol):
    """A page on which one begins at a certain control."""

    def take_focus(self) -> None:
        """Gives that control the keyboard."""


class MainWindow(QMainWindow):
    """Navigation at the left, one page at a time, the status of jobs at the bottom.

    Attributes:
        page_made: The key of a page that stands, with all its parts.
        closing: What happens between the wish to close it and its end.
    """

    page_made = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.closing = Closing(session, self)
        self.closing.idle.connect(self.close)
        self._pages: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        self._navigation = self._make_navigation()
        self.menu = WindowMenu()
        self.menu.tour_asked.connect(self.show_tour)
        self.menu.help_asked.connect(self._show_help)
        self._assemble()
        session.page_requested.connect(self.show_page)
        self._idle = QTimer(self, interval=BREATH)
        self._idle.timeout.connect(self._make_next_piece)
        last = window_state.last_page()
        self.show_page(last if last in {entry.key for entry in PAGES} else PAGES[0].key)
        self._follow_scheme()
        self._pieces = self._make_pages()
        self._idle.start()

    def _assemble(self) -> None:
        body = QWidget()
        layout = QHBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        aside = QVBoxLayout()
        aside.setSpacing(0)
        aside.addWidget(self._navigation, 1)
        below = QHBoxLayout()
        below.setContentsMargins(2 * theme.GRID, 0, 0, 0)  # in line with the icons of the pages
        below.addWidget(self.menu)
        aside.addLayout(below)
        layout.addLayout(aside)
        room = Room(self._stack, QSize(100 * theme.GRID, 70 * theme.GRID))
        room.setAccessibleName(self.tr("Page"))
        layout.addWidget(room, 1)
        self.setCentralWidget(body)
        self.statusBar().addPermanentWidget(JobStatus(self._session), 1)
        self.setMinimumSize(60 * theme.GRID, 45 * theme.GRID)
        self.resize(1280, 800)
        window_state.restore_geometry(self)

    def _make_navigation(self) -> QListWidget:
        titles = {
            "data": self.tr("Data"),
            "model": self.tr("Model"),
            "training": self.tr("Training"),
            "translation": self.tr("Translate"),
            "inspect": self.tr("Inspect"),
            "runs": self.tr("Runs"),
            "export": self.tr("Export"),
        }
        navigation = QListWidget()
        navigation.setProperty("role", "navigation")
        navigation.setAccessibleName(self.tr("Pages"))
        navigation.setIconSize(QSize(20, 20))
        navigation.setFixedWidth(20 * theme.GRID)
        for number, entry in enumerate(PAGES, start=1):
            title = titles[entry.key]
            item = QListWidgetItem(title, navigation)
            item.setSizeHint(QSize(0, 5 * theme.GRID))
            item.setToolTip(with_keys(title, f"Ctrl+{number}"))
            item.setData(Qt.ItemDataRole.UserRole, entry.key)
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda key=entry.key: self.show_page(key))
        navigation.currentRowChanged.connect(self._show_row)
        navigation.itemClicked.connect(lambda item: self._give_focus())
        QShortcut(QKeySequence(QKeySequence.StandardKey.Quit), self).activated.connect(self.close)
        return navigation

    def _follow_scheme(self) -> None:
        theme.dress(self)
        self.menu.follow_scheme()
        colours = theme.colours_of(self)
        for row, entry in enumerate(PAGES):
            self._navigation.item(row).setIcon(icons.icon(entry.icon, colours.muted, colours.accent))

    def show_page(self, key: str) -> None:
        """Brings the page of that key to the front."""
        for row, entry in enumerate(PAGES):
            if entry.key == key:
                self._navigation.setCurrentRow(row)
                self._give_focus()

    def page(self, key: str) -> QWidget:
        """The page of that key, made now if it was not yet."""
        if key not in self._pages:
            entry = next(entry for entry in PAGES if entry.key == key)
            self._pages[key] = entry.make(self._session)
        return self._pages[key]

    def show_tour(self) -> None:
        """Begins the tour of the program; one that is under way goes on."""
        from gui.widgets.tour import Tour  # seldom needed: the window opens sooner without

        if self.findChild(Tour) is None:
            tour = Tour(self, self.page)
            tour.page_asked.connect(self.show_page)
            tour.go_to(0)

    def _show_help(self) -> None:
        from gui.widgets.setting_help import SettingHelp

        SettingHelp(self._session.config, self).show()

    def _place(self, key: str) -> QWidget:
        """Puts a page into the window, where it gets its style."""
        page = self.page(key)
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        return page

    def _show_row(self, row: int) -> None:
        self._stack.setCurrentWidget(self._place(PAGES[row].key))
        if self._idle.isActive():
            self._idle.start(AFTER_A_CLICK)

    def _give_focus(self) -> None:
        """To the page that was opened by a click or a shortcut; who goes through the list by arrow keys stays in it."""
        page = self._stack.currentWidget()
        if isinstance(page, TakesFocus):
            page.take_focus()

    def _make_pages(self) -> Iterator[None]:
        """Makes the pages that nobody has seen yet, so that they open at once later; the window answers at each yield.

        What stands then lives as long as the window: the garbage collector need not look through it again, for which
        it would hold the window for 50 ms.
        """
        gc.freeze()
        for entry in PAGES:
            for module in (*MODULES_OF_PAGES.get(entry.key, ()), f"gui.pages.{entry.key}"):
                with suppress(ModuleNotFoundError):  # another version of a library may have others
                    import_module(module)
                yield
            self.page(entry.key)
            yield
            page = self._place(entry.key)
            yield
            if isinstance(page, MadeInParts):
                yield from page.make_late_parts()
            window_state.keep_splitters(page, entry.key)
            self.page_made.emit(entry.key)
            yield
        gc.freeze()

    def _make_next_piece(self) -> None:
        self._idle.setInterval(BREATH)
        if next(self._pieces, self) is self:
            self._idle.stop()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the scheme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._follow_scheme()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks while something is being done or waits; lets every job save before the window goes."""
        event.ignore()
        if not self.closing.has_begun and not self.closing.may_begin():
            return
        if not self._session.running_jobs:
            window_state.keep_window(self, PAGES[self._navigation.currentRow()].key)
            event.accept()
        elif not self.closing.has_begun:
            self._navigation.setEnabled(False)
            self._stack.setEnabled(False)
            self.closing.begin()
