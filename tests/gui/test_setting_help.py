import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox

from gui.language import chosen
from gui.pages.model import ModelPage
from gui.widgets.setting_help import SettingHelp
from gui.widgets.window_menu import WindowMenu
from tfmodel.contract.config import Config


@pytest.fixture
def page(session, qtbot):
    made = ModelPage(session)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def opened(page, qtbot):
    qtbot.waitUntil(lambda: page.findChild(SettingHelp) is not None)
    return page.findChild(SettingHelp)


def test_f1_in_a_field_opens_its_page(page, qtbot):
    editor = page.form.fields["model.d_model"].editor
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_F1)
    text = opened(page, qtbot).page.toPlainText()
    for part in ("Width (d_model)", "Length of the vector", "whole numbers from 8 to 4,096", "section 3.1"):
        assert part in text
    assert "--set model.d_model=128" in text and "What it costs" in text


def test_the_page_tells_what_the_model_would_become(page, qtbot):
    page.show_help("model.d_model")
    text = opened(page, qtbot).page.toPlainText()
    rows = text[text.index("Size of your model") :].split("\n")
    assert [row for row in rows if row in ("64", "128", "256")] == ["64", "128", "256"]


def test_the_button_and_the_menu_of_a_label_open_it_too(page, qtbot):
    action = page.form.fields["training.seed"].label.actions()[0]
    action.trigger()
    assert "Seed" in opened(page, qtbot).page.toPlainText()
    page.findChild(SettingHelp).close()
    qtbot.waitUntil(lambda: page.findChild(SettingHelp) is None)
    qtbot.mouseClick(page.help, Qt.MouseButton.LeftButton)
    assert opened(page, qtbot).list.currentRow() == 0


def test_the_list_has_every_setting_and_can_be_searched(qtbot):
    shown = SettingHelp(Config())
    qtbot.addWidget(shown)
    rows = range(shown.list.count())
    qtbot.keyClicks(shown.search, "warm-up schedule")
    left = [shown.list.item(row).text() for row in rows if not shown.list.item(row).isHidden()]
    assert "Warm-up" in left and "Dropout" not in left
    shown.search.clear()
    assert not any(shown.list.item(row).isHidden() for row in rows)


def test_enter_in_the_search_shows_the_first_setting_that_was_found(qtbot):
    shown = SettingHelp(Config())
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    qtbot.keyClicks(shown.search, "warm-up schedule")
    left = [row for row in range(shown.list.count()) if not shown.list.item(row).isHidden()]
    qtbot.keyClick(shown.search, Qt.Key.Key_Return)
    assert shown.isVisible() and shown.list.currentRow() == left[0] > 0


def test_enter_in_the_search_leaves_what_is_shown_where_it_was_found_or_nothing_is_looked_for(qtbot):
    shown = SettingHelp(Config())
    qtbot.addWidget(shown)
    shown.show_setting("training.seed")
    row = shown.list.currentRow()
    assert row > 0
    qtbot.keyClick(shown.search, Qt.Key.Key_Return)
    assert shown.list.currentRow() == row
    qtbot.keyClicks(shown.search, "training.")
    assert not all(shown.list.item(number).isHidden() for number in range(row))
    qtbot.keyClick(shown.search, Qt.Key.Key_Return)
    assert shown.list.currentRow() == row


def test_enter_on_close_closes_it(page, qtbot):
    page.show_help("model.d_model")
    close = opened(page, qtbot).findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Close)
    close.setFocus()
    qtbot.keyClick(close, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.findChild(SettingHelp) is None)


def test_a_language_is_chosen_in_the_window_and_kept(qtbot):
    menu = WindowMenu()
    qtbot.addWidget(menu)
    assert menu.languages[""].isChecked() and chosen() == ""
    menu.languages["de"].trigger()
    assert chosen() == "de"
    again = WindowMenu()
    qtbot.addWidget(again)
    assert again.languages["de"].isChecked()
