"""What concerns the window as a whole: its language, the tour, and help on the settings."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMessageBox, QPushButton, QWidget

from gui import icons, language, theme
from gui.message_box import message_box
from tfmodel.contract.wording import LANGUAGES


class WindowMenu(QPushButton):
    """A button with a menu, below the list of pages.

    Attributes:
        tour_asked: Somebody wants to be shown around.
        help_asked: Somebody wants to read what the settings do.
    """

    tour_asked = Signal()
    help_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(self.tr("&More"))
        self.setToolTip(self.tr("Language, tour of the program, help on the settings"))
        self.setProperty("role", "navigation")
        self.setIconSize(QSize(20, 20))
        self.setFixedWidth(18 * theme.GRID)
        self.setMenu(self._make_menu())
        self.follow_scheme()

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        self.languages = self._make_languages(menu.addMenu(self.tr("&Language")))
        self.help = menu.addAction(self.tr("&Help on the settings…"))
        self.help.triggered.connect(lambda checked=False: self.help_asked.emit())
        self.tour = menu.addAction(self.tr("&Tour of the program"))
        self.tour.triggered.connect(lambda checked=False: self.tour_asked.emit())
        return menu

    def _make_languages(self, menu: QMenu) -> dict[str, QAction]:
        group = QActionGroup(menu)
        made = {}
        for code, name in {"": self.tr("As the system"), **LANGUAGES}.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(code == language.chosen())
            action.triggered.connect(lambda checked=False, code=code: self._choose(code))
            group.addAction(action)
            made[code] = action
        return made

    def _choose(self, code: str) -> None:
        if code == language.chosen():
            return
        language.choose(code)
        text = self.tr("The program speaks the other language when it is started again.")
        box = message_box(self.window(), QMessageBox.Icon.Information, self.tr("Language"), text)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def follow_scheme(self) -> None:
        """Draws the icon in the colours of now."""
        self.setIcon(icons.icon("dots-horizontal", theme.colours_of(self).muted))
