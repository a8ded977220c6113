import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from gui.widgets.alignment import AlignmentView, Chosen
from gui.widgets.alignment_words import WordAlignment
from gui.widgets.head_card import LINKS, HeadCard

ALIGNMENT = WordAlignment(
    ("the", "red", "car"),
    ("la", "voiture", "rouge"),
    ((0.9, 0.05, 0.05), (0.0, 0.02, 0.98), (0.0, 1.0, 0.0)),
)


@pytest.fixture
def view(qtbot):
    view = AlignmentView()
    qtbot.addWidget(view)
    view.show_alignment(ALIGNMENT)
    view.resize(400, view.sizeHint().height())
    with qtbot.waitExposed(view):
        view.show()
    return view


def accent_pixels(view, least=60):
    """How strongly the accent colour (which alone is saturated) stands in each third of the area between the lines."""
    image = view.grab().toImage()
    ratio = image.width() / view.width()
    top, bottom = view.place_of(Chosen(True, 0)).bottom() + 30, view.place_of(Chosen(False, 0)).top() - 30
    return sum(
        QColor(image.pixel(int(x * ratio), int(y * ratio))).saturation() > least
        for x in range(view.width())
        for y in range(int(top), int(bottom))
    )


def test_the_strongest_links_are_told_in_words(view):
    assert view.accessibleDescription() == "la: the; voiture: car; rouge: red"


def test_pointing_at_a_word_shows_its_links_alone(view, qtbot):
    all_links = accent_pixels(view)
    qtbot.mouseMove(view, view.place_of(Chosen(False, 1)).center().toPoint())
    qtbot.waitUntil(lambda: view.chosen == Chosen(False, 1))
    assert 0 < accent_pixels(view) < all_links
    qtbot.mouseMove(view, QPoint(200, view.height() // 2))
    qtbot.waitUntil(lambda: view.chosen is None)
    assert accent_pixels(view) == all_links


def test_arrow_keys_choose_words_and_escape_lets_go(view, qtbot):
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.chosen == Chosen(True, 0)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.chosen == Chosen(False, 1)
    for _ in range(5):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.chosen == Chosen(False, 2)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.chosen is None


def test_the_chosen_word_is_told_with_its_strongest_links(view, qtbot):
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.accessibleDescription() == "la → the 90%, red 5%, car 5%"
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.accessibleDescription() == "red ← rouge 100%, la 5%, voiture 2%"
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.accessibleDescription() == "la: the; voiture: car; rouge: red"


def test_a_word_that_an_arrow_key_chooses_comes_into_sight(qtbot):
    card = HeadCard()
    qtbot.addWidget(card)
    tokens = [f"▁token{number}" for number in range(40)]
    card.form.setCurrentIndex(LINKS)
    card.show_head([[1 / 40] * 40] * 40, tokens, tokens)
    card.resize(400, 300)
    with qtbot.waitExposed(card):
        card.show()
    for _ in range(25):
        qtbot.keyClick(card.links, Qt.Key.Key_Right)
    place = card.links.place_of(Chosen(True, 24)).toRect()
    assert card.links.chosen == Chosen(True, 24) and card.links.visibleRegion().boundingRect().contains(place)


def test_arabic_begins_at_the_right_and_the_arrow_keys_go_where_they_point(view, qtbot):
    view.show_alignment(WordAlignment(("سيارة", "حمراء"), ("red", "car"), ((0.1, 0.9), (0.9, 0.1))))
    assert view.place_of(Chosen(True, 0)).left() >= view.place_of(Chosen(True, 1)).right()
    assert view.place_of(Chosen(False, 0)).right() <= view.place_of(Chosen(False, 1)).left()
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.chosen == Chosen(True, 0)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.chosen == Chosen(True, 1)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.chosen == Chosen(True, 0)


def test_another_alignment_forgets_the_chosen_word(view):
    view.choose(Chosen(True, 2))
    view.show_alignment(WordAlignment(("a",), ("b",), ((1.0,),)))
    assert view.chosen is None
    assert not view.grab().isNull()


def test_it_is_wide_enough_for_all_words(view):
    few = view.sizeHint().width()
    words = ALIGNMENT.source * 10
    view.show_alignment(WordAlignment(words, ALIGNMENT.target, ((1 / 30,) * 30,) * 3))
    assert view.minimumSizeHint().width() > 5 * few
    assert view.place_of(Chosen(True, 29)).right() <= view.minimumSizeHint().width()


def test_faint_links_of_a_large_head_are_told_and_drawn_for_a_word_that_is_pointed_at_alone(qtbot):
    card = HeadCard()
    qtbot.addWidget(card)
    row = [0.08 if column == 5 else 0.046 for column in range(21)]
    tokens = [f"▁t{number}" for number in range(21)]
    card.map.title_y = "token being written"
    card.form.setCurrentIndex(LINKS)
    card.show_head([row] * 21, tokens, tokens)
    assert card.links.accessibleDescription().startswith("t0: t5; t1: t5; ")
    table = card.links.figures()
    assert table.headings[:2] == ("token being written", "t0") and table.rows[0][6] == 0.08
    card.resize(1200, 400)
    card.show()
    assert accent_pixels(card.links, 10) == 0
    card.links.choose(Chosen(False, 10))
    assert accent_pixels(card.links, 10) > 0
