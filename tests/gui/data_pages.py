"""The Data page with nothing open, for tests that drop files on it and import them."""

from dataset_windows import end_jobs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui.errors import FailureDialog
from gui.pages.data import DataPage


def empty_page(session, qtbot):
    """The Data page with nothing open."""
    page = DataPage(session)
    qtbot.addWidget(page, before_close_func=lambda widget: end_jobs(session, qtbot))
    with qtbot.waitExposed(page):
        page.show()
    return page


def write_pairs(path, count=300, *, encoding="utf-8", extra=""):
    """A TSV of numbered pairs, "the number 0" to "le numéro …"."""
    lines = [f"the number {n}\tle numéro {n}\n" for n in range(count)]
    path.write_text("".join(lines) + extra, encoding=encoding)
    return path


def press_import(page, qtbot):
    """Imports what the form shows, and waits for it."""
    with qtbot.waitSignal(page._session.job_ended):
        qtbot.mouseClick(page.form.accept, Qt.MouseButton.LeftButton)


def look_into(page, qtbot, *paths):
    """Opens files, and waits until the form shows them."""
    page.open_files(paths)
    settle(page, qtbot)


def settle(page, qtbot):
    """Waits until the form has followed the last change."""
    qtbot.waitUntil(lambda: not page.form.is_busy)


def imported(page, qtbot, path):
    """The view of the dataset that a file becomes."""
    look_into(page, qtbot, path)
    press_import(page, qtbot)
    return page.dataset


def told(qtbot):
    """The failure on the screen, which is closed."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), FailureDialog))
    dialog = QApplication.activeModalWidget()
    failure = dialog.failure
    dialog.reject()
    return failure


def write_memory(path):
    """A TMX of 40 units in five languages, with inline codes."""
    unit = '<tu tuid="{0}">{1}</tu>'
    side = '<tuv xml:lang="{0}"><seg>{1}<ph/> {2}</seg></tuv>'
    words = {"en-US": "house", "fr-FR": "maison", "de-DE": "Haus", "ja": "家", "es-ES": "casa"}
    units = (unit.format(n, "".join(side.format(*word, n) for word in words.items())) for n in range(40))
    path.write_text(f'<tmx version="1.4"><header srclang="en"/><body>{"".join(units)}</body></tmx>', encoding="utf-8")
    return path
