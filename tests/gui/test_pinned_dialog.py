from PySide6.QtCore import Qt

from gui.widgets.pinned_dialog import PinnedDialog
from tfmodel.contract.events import PinnedSentence


def test_an_emptied_table_can_be_put_back(qtbot):
    typed = (PinnedSentence(source="A house.", reference="Une maison."), PinnedSentence(source="A cat."))
    dialog = PinnedDialog(typed)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.mouseClick(dialog.clear, Qt.MouseButton.LeftButton)
    assert dialog.sentences() == ()
    assert dialog.clear.text() == "&Put back"
    qtbot.mouseClick(dialog.clear, Qt.MouseButton.LeftButton)
    assert dialog.sentences() == typed
    assert dialog.clear.text() == "From &validation"


def test_it_fits_a_small_screen_at_200_percent(qtbot):
    dialog = PinnedDialog(())
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.minimumSizeHint().width() <= 640 and dialog.minimumSizeHint().height() <= 400
    room = dialog.screen().availableSize()
    assert dialog.width() <= room.width() and dialog.height() <= room.height()
