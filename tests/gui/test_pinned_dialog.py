from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

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


def test_sentences_keep_their_no_break_spaces_and_are_one_line(qtbot):
    french = PinnedSentence(source="Est-ce loin\u00a0?", reference="Il a dit\u202f: «\u00a0non\u00a0».")
    dialog = PinnedDialog((french,))
    qtbot.addWidget(dialog)
    assert dialog.sentences() == (french,)
    dialog.fill((PinnedSentence(source=" one\ntwo\t", reference=" "),))
    assert dialog.sentences() == (PinnedSentence(source="one two"),)


def test_what_else_has_to_be_known_of_the_sentences_is_told(qtbot):
    hints = []
    for hint in ("", "Begin with <of:law>."):
        dialog = PinnedDialog((), hint=hint)
        qtbot.addWidget(dialog)
        hints.append([label.text() for label in dialog.findChildren(QLabel) if "<of:law>" in label.text()])
    assert hints == [[], ["Begin with <of:law>."]]


def test_it_fits_a_small_screen_at_200_percent(qtbot):
    dialog = PinnedDialog(())
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.minimumSizeHint().width() <= 640 and dialog.minimumSizeHint().height() <= 400
    room = dialog.screen().availableSize()
    assert dialog.width() <= room.width() and dialog.height() <= room.height()
