"""The Training page, and a training on it, for tests that watch it and end it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from gui.pages.training import TrainingPage


def training_page(session, qtbot):
    """The Training page, shown."""
    made = TrainingPage(session)
    made.resize(1100, 760)
    qtbot.addWidget(made)
    made.show()
    return made


def click(qtbot, button):
    """Presses a button as a person can: enabled and in view."""
    assert button.isEnabled() and button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def begin(qtbot, page, session, tmp_path, name="run"):
    """Starts a scripted training, and waits for its first validation; its name says how it behaves."""
    session._dataset = tmp_path / "some.pairs"  # the scripted training does not read it
    session.dataset_changed.emit(session.dataset)
    page.controls.name.setText(name)
    click(qtbot, page.controls.start)
    qtbot.waitUntil(lambda: len(page.bleu.points("BLEU")[0]) >= 1)


def answer(word):
    """Presses the button with this word in the question on the screen."""
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    next(button for button in box.buttons() if word in button.text().replace("&", "")).click()
