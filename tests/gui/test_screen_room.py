from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from gui.screen_room import within_screen


def test_a_size_is_bounded_by_the_screen_of_its_window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    room = window.screen().availableSize()
    assert within_screen(window, room * 2) == room
    assert within_screen(window, QSize(100, 80)) == QSize(100, 80)
