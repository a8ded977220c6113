import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import isValid

from gui.first_start import TOUR_VARIABLE, wants_tour
from gui.main_window import PAGES, MainWindow
from gui.widgets.room import Room
from gui.widgets.tour import Tour
from tests.gui.access_audit import hard_to_read, nameless, too_small
from tests.gui.dataset_windows import end_jobs


@pytest.fixture
def window(session, qtbot):
    made = MainWindow(session)
    qtbot.addWidget(made, before_close_func=lambda widget: end_jobs(session, qtbot))
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made._stack.count() == len(PAGES))
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def begun(window, qtbot):
    window.menu.tour.trigger()
    tour = window.findChild(Tour)
    arrived(tour, qtbot, 0)
    return tour


def arrived(tour, qtbot, number):
    qtbot.waitUntil(lambda: tour.number == number and tour.target is not None and tour.next.hasFocus())


def area_in(window, widget):
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def test_five_steps_each_beside_the_control_it_speaks_of(window, qtbot):
    tour = begun(window, qtbot)
    pages = []
    for number in range(5):
        arrived(tour, qtbot, number)
        target = tour.target
        assert target.isVisible() and window.page(tour.stops[number].page).isAncestorOf(target)
        assert not area_in(window, tour).intersects(area_in(window, target))
        assert window.rect().contains(area_in(window, tour))
        assert area_in(window, tour._frame).contains(area_in(window, target))
        pages.append(tour.stops[number].page)
        if number < 4:
            qtbot.keyClick(tour.next, Qt.Key.Key_Return)
    assert pages == ["data", "model", "training", "inspect", "translation"]
    with qtbot.waitSignal(tour.ended):
        qtbot.mouseClick(tour.next, Qt.MouseButton.LeftButton)
    assert not tour.isVisible()


def test_the_keyboard_goes_on_and_back_and_escape_ends_it(window, qtbot):
    tour = begun(window, qtbot)
    qtbot.keyClick(tour.next, Qt.Key.Key_Return)
    arrived(tour, qtbot, 1)
    qtbot.keyClick(tour.next, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert tour.back.hasFocus()
    qtbot.keyClick(tour.back, Qt.Key.Key_Return)
    arrived(tour, qtbot, 0)
    with qtbot.waitSignal(tour.ended):
        qtbot.keyClick(tour.next, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(Tour) is None)
    assert begun(window, qtbot).number == 0


def test_it_can_be_skipped_with_the_mouse(window, qtbot):
    tour = begun(window, qtbot)
    with qtbot.waitSignal(tour.ended):
        qtbot.mouseClick(tour.skip, Qt.MouseButton.LeftButton)


def test_it_ends_also_when_what_had_the_keyboard_is_gone(window, qtbot):
    editor = QLineEdit(window)
    editor.show()
    editor.setFocus()
    assert window.focusWidget() is editor
    tour = begun(window, qtbot)
    editor.deleteLater()
    qtbot.waitUntil(lambda: not isValid(editor))
    qtbot.mouseClick(tour.skip, Qt.MouseButton.LeftButton)
    assert not tour.isVisible()


def test_a_second_call_shows_the_same_tour(window, qtbot):
    tour = begun(window, qtbot)
    window.show_tour()
    assert window.findChildren(Tour) == [tour]


def test_the_bubble_follows_the_size_of_the_window(window, qtbot):
    tour = begun(window, qtbot)
    window.resize(1000, 640)
    qtbot.waitUntil(lambda: window.rect().contains(area_in(window, tour)))
    assert not area_in(window, tour).intersects(area_in(window, tour.target))


def test_all_can_read_and_press_it(window, qtbot):
    tour = begun(window, qtbot)
    assert [*nameless(tour), *too_small(tour), *hard_to_read(tour)] == []
    assert "1 of 5" in tour.accessibleDescription() and tour.text in tour.accessibleDescription()


def test_the_first_start_alone_shows_it(monkeypatch):
    monkeypatch.delenv(TOUR_VARIABLE, raising=False)
    assert [wants_tour(), wants_tour()] == [True, False]
    monkeypatch.setenv(TOUR_VARIABLE, "1")
    assert wants_tour()
    monkeypatch.setenv(TOUR_VARIABLE, "0")
    assert not wants_tour()


def test_a_new_layout_of_the_window_leaves_the_keyboard_where_it_is(window, qtbot):
    tour = begun(window, qtbot)
    tour.skip.setFocus()
    window.resize(window.width() + 16, window.height() + 16)
    qtbot.waitUntil(lambda: tour._later.isActive())
    qtbot.waitUntil(lambda: not tour._later.isActive())
    assert tour.skip.hasFocus()
    qtbot.mouseClick(tour.next, Qt.MouseButton.LeftButton)
    arrived(tour, qtbot, 1)


def test_in_a_small_window_it_scrolls_to_what_it_speaks_of(window, qtbot):
    window.resize(640, 400)
    tour = begun(window, qtbot)
    for number in range(5):
        arrived(tour, qtbot, number)
        qtbot.waitUntil(lambda: not tour.target.visibleRegion().isEmpty())
        if number < 4:
            qtbot.keyClick(tour.next, Qt.Key.Key_Return)


@pytest.mark.parametrize("page", ["training", "model"])
def test_what_a_person_scrolls_away_stays_away(window, qtbot, page):
    window.resize(640, 400)
    tour = begun(window, qtbot)
    for number in range(2):
        qtbot.keyClick(tour.next, Qt.Key.Key_Return)
        arrived(tour, qtbot, number + 1)
    qtbot.waitUntil(lambda: not tour._scrolls)
    window.show_page(page)
    laid_out(window, tour, qtbot)
    bar = window.findChild(Room).verticalScrollBar()
    bar.setValue(bar.maximum())
    scrolled = bar.value()
    laid_out(window, tour, qtbot)
    assert scrolled > 0 and bar.value() == scrolled


def laid_out(window, tour, qtbot):
    """Lets the tour follow a new layout of the window."""
    with qtbot.waitSignal(tour._later.timeout):
        QApplication.postEvent(window, QEvent(QEvent.Type.LayoutRequest))
    QApplication.processEvents()
