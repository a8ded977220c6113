from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from gui.screen_room import within_screen


def test_a_size_is_bounded_by_the_screen_of_its_window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    room = window.screen().availableSize()
    found = within_screen(window, room * 2)
    assert found.width() == room.width() and room.height() - 60 < found.height() < room.height()
    assert within_screen(window, QSize(100, 80)) == QSize(100, 80)
