"""The help pages of all hyperparameters: a list to choose from, and the page of the chosen one."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.declared import choice, settings_in
from gui.language import figures
from gui.said import said
from gui.screen_room import within_screen
from gui.widgets.reading_dialog import ReadingDialog
from tfmodel.contract.config import Config
from tfmodel.contract.setting_page import page_of
from tfmodel.contract.settings import Setting

PATH = Qt.ItemDataRole.UserRole
VERBATIM = "On the command line"  # whose text is typed as it stands


class SettingHelp(ReadingDialog):
    """Not modal: it can stand beside the form. `config` is the model whose size the pages tell."""

    def __init__(self, config: Config, parent: QWidget | None = None, path: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Help on the settings"))
        self._config = config
        self._settings = {setting.path: setting for setting in settings_in(Config)}
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText(self.tr("Search the settings…"))
        self.search.setAccessibleName(self.tr("Search the settings"))
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._choose_first)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Settings"))
        self.page = QTextBrowser(openLinks=False)
        self.page.setAccessibleName(self.tr("What the setting does"))
        self._fill()
        self.list.currentItemChanged.connect(self._on_chosen)
        self._arrange()
        self.show_setting(path or next(iter(self._settings)))

    def _fill(self) -> None:
        for setting in self._settings.values():
            item = QListWidgetItem(setting.title, self.list)
            item.setData(PATH, setting.path)
            item.setToolTip(setting.path)
            item.setSizeHint(QSize(0, theme.TARGET))

    def _arrange(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setAutoDefault(False)  # Enter in the search is not for it
        close.setIcon(QIcon())  # made without a window, it has Qt's own, which is dark in both schemes
        buttons.rejected.connect(self.reject)
        aside = QVBoxLayout()
        aside.addWidget(self.search)
        aside.addWidget(self.list, 1)
        body = QHBoxLayout()
        body.addLayout(aside)
        body.addWidget(self.page, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(2 * theme.GRID,) * 4)
        layout.addLayout(body, 1)
        layout.addWidget(buttons)
        self.list.setFixedWidth(30 * theme.GRID)
        self.search.setFixedWidth(30 * theme.GRID)
        self.resize(within_screen(self, QSize(100 * theme.GRID, 64 * theme.GRID)))

    def show_setting(self, path: str) -> None:
        """Shows the page of a setting."""
        for row in range(self.list.count()):
            if self.list.item(row).data(PATH) == path:
                self.list.setCurrentRow(row)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.page.setHtml(self._html(self._settings[item.data(PATH)]))

    def _filter(self, text: str) -> None:
        """Lists those in whose title, path or help all words occur."""
        words = text.casefold().split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            setting = self._settings[item.data(PATH)]
            content = f"{setting.title} {setting.path} {setting.help}".casefold()
            item.setHidden(not all(word in content for word in words))

    def _choose_first(self) -> None:
        """Shows the first setting that the search has left, where that which is shown is not among them."""
        shown = self.list.currentItem()
        if shown is not None and not shown.isHidden():
            return
        left = (row for row in range(self.list.count()) if not self.list.item(row).isHidden())
        self.list.setCurrentRow(next(left, self.list.currentRow()))

    def _html(self, setting: Setting) -> str:
        page = page_of(setting, self._config)
        muted = theme.colours_of(self).muted
        parts = [
            f"<h2>{escape(setting.title)}</h2>",
            f'<p style="color: {muted}">{escape(setting.path)}</p>',
            f"<p>{escape(setting.help)}</p>",
            '<table cellpadding="4">',
            *(_row(said(title), self._fact(setting, title, text)) for title, text in page.facts),
            "</table>",
        ]
        if page.growth:
            title = self.tr("Size of your model with other values")
            parts += [f"<h3>{escape(title)}</h3>", self._growth(page.growth)]
        return "".join(parts)

    def _fact(self, setting: Setting, title: str, text: str) -> str:
        if title == VERBATIM:
            return f"<code>{escape(text)}</code>"
        if title == "Values" and setting.choices:
            return escape(", ".join(_named(value) for value in setting.choices))
        return escape(said(text))

    def _growth(self, rows: tuple[tuple[str, str, str], ...]) -> str:
        head = (self.tr("Value"), self.tr("Parameters"), self.tr("Memory of training, about"))
        cells = ["".join(f'<th align="right">{escape(text)}</th>' for text in head)]
        for row in rows:
            texts = (said(row[0]), figures(row[1]), figures(row[2]))
            cells.append("".join(f'<td align="right">{escape(text)}</td>' for text in texts))
        return f'<table cellpadding="4">{"".join(f"<tr>{line}</tr>" for line in cells)}</table>'


def _row(title: str, text: str) -> str:
    return f"<tr><td><b>{escape(title)}</b></td><td>{text}</td></tr>"


def _named(value: str) -> str:
    """A choice as it is written, and as the form calls it where that is another word."""
    name = choice(value)
    return value if name == value else f"{value} ({name})"
