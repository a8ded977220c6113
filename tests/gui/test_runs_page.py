import errno
import os
import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox

from gui.errors import FailureDialog
from gui.keys import with_keys
from gui.pages.runs import RunsPage
from gui.widgets.run_curves import RunCurves
from gui.widgets.runs_model import COLUMNS, PLACES, short
from tests.gui.data_pages import told
from tests.gui.dataset_windows import make_dataset
from tests.gui.made_runs import make_run, validation
from tfmodel.contract import events, places
from tfmodel.contract.curves import NAMES
from tfmodel.contract.energy import Energy
from tfmodel.contract.marks import read_marks
from tfmodel.contract.mixing import MixedDataset
from tfmodel.contract.processes import own_process
from tfmodel.contract.run_folder import RunFolder

FORMER = Path(__file__).parents[1] / "corpus" / "former_format_1.sqlite"
needs_its_own_trash = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it would be the person's")


@pytest.fixture
def trash(tmp_path, monkeypatch):
    data = tmp_path / "data"
    monkeypatch.setenv("XDG_DATA_HOME", str(data))
    if sys.platform == "linux":  # the library looked at the environment when it was loaded
        from send2trash import plat_other

        monkeypatch.setattr(plat_other, "XDG_DATA_HOME", os.fsencode(data))
        monkeypatch.setattr(plat_other, "HOMETRASH_B", os.fsencode(data / "Trash"))
    return tmp_path / "data" / "Trash" / "files"


@pytest.fixture
def three(trash):
    make_run("alpha", best_bleu=10.0, parameters=1_250_000, created="2026-01-01T00:00:00+00:00")
    make_run(
        "beta",
        changes={"model.d_model": 256},
        best_bleu=30.0,
        final=0.5,
        energy=Energy(joules=7200.0, of="processor"),
        created="2026-01-02T00:00:00+00:00",
    )
    make_run("gamma", state="stopped", created="2026-01-03T00:00:00+00:00", steps=5)


@pytest.fixture
def page(session, qtbot, three):
    made = RunsPage(session)
    made.resize(1100, 760)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.library.changed):
        made.show()
    qtbot.waitUntil(lambda: made.runs.total == 3)
    return made


def names(page):
    return [run.name for run in page.runs.shown]


def cell(page, name, column):
    row = page.runs.row_of(places.runs_folder() / name)
    return page.runs.index(row, PLACES[column])


def click(qtbot, page, name, column="name", modifier=Qt.KeyboardModifier.NoModifier, button=Qt.MouseButton.LeftButton):
    place = page.table.visualRect(cell(page, name, column)).center()
    qtbot.mouseClick(page.table.viewport(), button, modifier, place)


def type_into(qtbot, page, text):
    editor = page.table.findChildren(QLineEdit)[-1]  # one before it may not be deleted yet
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    with qtbot.waitSignal(page.library.changed):
        qtbot.keyClick(editor, Qt.Key.Key_Return)


def press(qtbot, page, key, modifier=Qt.KeyboardModifier.NoModifier):
    page.activateWindow()
    page.table.setFocus()
    qtbot.waitUntil(page.table.hasFocus)
    qtbot.keyClick(page.table, key, modifier)


CONTROL = Qt.KeyboardModifier.ControlModifier


def test_all_runs_are_listed_with_what_is_known_of_them(page):
    assert names(page) == ["gamma", "beta", "alpha"]  # the newest first
    shown = {column.key: cell(page, "alpha", column.key).data() for column in COLUMNS}
    assert shown["state"] == "finished" and shown["dataset"] == "some" and shown["preset"] == "tiny"
    assert (shown["size"], shown["bleu"], shown["loss"], shown["step"]) == ("1.25 M", "10.0", "1.200", "40")
    assert shown["time"] == "1:20" and shown["star"] == "☆" and shown["energy"] == "–"
    assert cell(page, "beta", "energy").data() == "2.0 Wh"
    assert cell(page, "beta", "energy").data(Qt.ItemDataRole.ToolTipRole) == "processor"
    assert "tok:13a · 20 sentences" in cell(page, "alpha", "bleu").data(Qt.ItemDataRole.ToolTipRole)
    assert page.count.text().startswith("3 runs")


def test_without_runs_the_page_says_what_to_do(session, qtbot):
    page = RunsPage(session)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.library.changed):
        page.show()
    assert page.missing.isVisible()
    with qtbot.waitSignal(session.page_requested) as asked:
        qtbot.mouseClick(page.missing.button, Qt.MouseButton.LeftButton)
    assert asked.args == ["training"]


def test_a_click_on_a_title_puts_the_runs_in_order_and_keeps_the_choice(page, qtbot):
    click(qtbot, page, "alpha")
    header = page.table.horizontalHeader()
    middle = QPoint(header.sectionViewportPosition(PLACES["bleu"]) + 10, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert names(page) == ["alpha", "beta", "gamma"]  # without a score at the end
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert names(page) == ["beta", "alpha", "gamma"]
    assert [run.name for run in page.table.selection] == ["alpha"]
    assert not page.warning.isVisible()


def test_scores_of_different_kinds_are_no_ranking(page, qtbot):
    make_run("other", best_bleu=90.0, signature="tok:zh")
    with qtbot.waitSignal(page.library.changed):
        page.library.refresh()
    page.table.sortByColumn(PLACES["bleu"], Qt.SortOrder.DescendingOrder)
    assert page.warning.isVisible() and "signatures" in page.warning.text()


def test_the_search_tells_its_keys_behind_what_it_looks_into(page):
    fields = with_keys("Search name, dataset, preset, state, tags, note", "Ctrl+F")
    assert page.search.placeholderText() == f"{fields}; ★ for starred"


def test_a_search_leaves_the_runs_that_have_all_words(page, qtbot):
    qtbot.keyClicks(page.search, "some bet")
    qtbot.waitUntil(lambda: names(page) == ["beta"])
    assert page.count.text().startswith("1 of 3 runs")
    page.search.setText("nothing like it")
    qtbot.waitUntil(lambda: names(page) == [])
    page.grab()


def test_a_run_is_renamed_in_place(page, qtbot):
    click(qtbot, page, "alpha")
    press(qtbot, page, Qt.Key.Key_F2)
    type_into(qtbot, page, "omega: 1")
    assert not (places.runs_folder() / "alpha").exists()
    assert RunFolder.open(places.runs_folder() / "omega- 1").info().name == "omega- 1"
    assert [run.name for run in page.table.selection] == ["omega- 1"]


def test_a_full_disk_does_not_leave_a_renaming_half_done(page, session, qtbot, monkeypatch, caplog):
    def refuse(run, info):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(run.path / "run.json"))

    session.open_run(places.runs_folder() / "alpha")
    alpha = next(run for run in page.runs.shown if run.name == "alpha")
    monkeypatch.setattr(RunFolder, "write_info", refuse)
    renamed = page.actions_on_runs.edit(alpha, "name", "omega")
    assert renamed == session.run_path == places.runs_folder() / "omega"
    assert "has the former name" in caplog.text
    qtbot.waitUntil(lambda: sorted(names(page)) == ["beta", "gamma", "omega"])


def test_a_name_that_only_the_run_itself_has_is_not_taken(page, monkeypatch):
    """As Windows and macOS have it, where Alpha is alpha."""
    run = next(run for run in page.runs.shown if run.name == "alpha")
    with monkeypatch.context() as patched:
        patched.setattr(type(run.path), "exists", lambda path: os.path.exists(str(path).replace("Alpha", "alpha")))
        patched.setattr(os.path, "samefile", lambda one, other: str(one).lower() == str(other).lower())
        renamed = page.library.rename(run, "Alpha")
    assert renamed.name == "Alpha" and RunFolder.open(renamed).info().name == "Alpha"


def test_a_taken_name_and_a_run_in_training_are_refused(page, qtbot, monkeypatch):
    monkeypatch.setattr("gui.run_actions.TELLS_WHERE", True)  # or it would ask first, on macOS and Windows
    click(qtbot, page, "alpha")
    press(qtbot, page, Qt.Key.Key_F2)
    editor = page.table.findChild(QLineEdit)
    editor.setText("beta")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), FailureDialog))
    dialog = QApplication.activeModalWidget()
    assert "There is a run beta already" in dialog.failure.cause
    dialog.close()
    run = RunFolder(places.runs_folder() / "gamma")
    run.write_info(run.info().model_copy(update={"state": "training", **own_process()}))
    click(qtbot, page, "gamma")
    press(qtbot, page, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), FailureDialog))
    dialog = QApplication.activeModalWidget()
    assert "is being trained" in dialog.failure.cause and run.path.exists()
    dialog.close()


def test_star_tags_and_note_stay_with_the_run(page, qtbot):
    with qtbot.waitSignal(page.library.changed):
        click(qtbot, page, "beta", "star")
    click(qtbot, page, "beta")
    press(qtbot, page, Qt.Key.Key_T, CONTROL)
    type_into(qtbot, page, "good, wide, good")
    press(qtbot, page, Qt.Key.Key_E, CONTROL)
    type_into(qtbot, page, "the best so far")
    marks = read_marks(places.runs_folder() / "beta")
    assert (marks.star, marks.tags, marks.note) == (True, ("good", "wide"), "the best so far")
    assert cell(page, "beta", "star").data() == "★" and cell(page, "beta", "tags").data() == "good, wide"
    with qtbot.waitSignal(page.library.changed):
        press(qtbot, page, Qt.Key.Key_B, CONTROL)
    assert not read_marks(places.runs_folder() / "beta").star


@needs_its_own_trash
def test_runs_go_to_the_trash_and_come_back(page, qtbot, trash):
    click(qtbot, page, "alpha")
    click(qtbot, page, "beta", modifier=CONTROL)
    with qtbot.waitSignal(page.library.changed):
        press(qtbot, page, Qt.Key.Key_Delete)
    assert sorted(path.name for path in trash.iterdir()) == ["alpha", "beta"]
    assert names(page) == ["gamma"] and "2 runs moved to the trash" in page.undo.text
    with qtbot.waitSignal(page.library.changed):
        qtbot.mouseClick(page.undo.undo_button, Qt.MouseButton.LeftButton)
    assert names(page) == ["gamma", "beta", "alpha"] and not page.undo.isVisible()
    assert not any((trash.parent / "info").iterdir())


@pytest.mark.parametrize(("word", "moved"), [("Move", ["alpha"]), ("Cancel", [])])
def test_where_the_trash_does_not_say_what_is_where_a_person_is_asked_first(page, monkeypatch, word, moved):
    asked, trashed = [], []

    def answer():
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        next(button for button in box.buttons() if word in button.text().replace("&", "")).click()

    monkeypatch.setattr("gui.run_actions.TELLS_WHERE", False)
    monkeypatch.setattr(page.library, "trash", trashed.extend)
    QTimer.singleShot(100, answer)
    page.actions_on_runs.delete([run for run in page.runs.shown if run.name == "alpha"])
    assert asked == ["Move alpha to the trash?"]
    assert [run.name for run in trashed] == moved and names(page) == ["gamma", "beta", "alpha"]


@needs_its_own_trash
def test_a_run_whose_place_is_taken_does_not_hold_the_others_and_can_come_back_later(page, qtbot, trash):
    folder = places.runs_folder()
    page.actions_on_runs.delete(sorted(page.runs.shown, key=lambda run: run.name))
    qtbot.waitUntil(lambda: page.undo.isVisible() and page.runs.total == 0)
    make_run("alpha")
    qtbot.mouseClick(page.undo.undo_button, Qt.MouseButton.LeftButton)
    assert "Rename that one" in told(qtbot).advice
    assert (folder / "beta").is_dir() and (folder / "gamma").is_dir()
    assert page.undo.isVisible() and page.undo.undo_button.isVisible() and "alpha" in page.undo.text
    os.rename(folder / "alpha", folder / "omega")
    qtbot.mouseClick(page.undo.undo_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sorted(names(page)) == ["alpha", "beta", "gamma", "omega"])
    assert not page.undo.isVisible() and not list(trash.iterdir())


@needs_its_own_trash
def test_what_is_done_to_runs_waits_for_what_is_done_already(page, qtbot, trash):
    for number in range(30):
        make_run(f"more-{number:02}", steps=1)
    page.library.refresh()
    qtbot.waitUntil(lambda: page.runs.total == 33)
    runs = {run.name: run for run in page.runs.shown}
    going = [run for name, run in runs.items() if name.startswith("more")]
    page.library.trash(going)
    page.actions_on_runs.star([runs["alpha"], going[-1]])
    page.actions_on_runs.edit(runs["alpha"], "note", "a note")
    page.actions_on_runs.star([runs["beta"]])
    qtbot.waitUntil(lambda: read_marks(runs["beta"].path).star)
    assert len(list(trash.iterdir())) == 30
    marks = read_marks(runs["alpha"].path)
    assert marks.star and marks.note == "a note" and not going[-1].path.exists()
    qtbot.waitUntil(lambda: page.undo.isVisible() and page.runs.total == 3)
    click_undo = page.undo.undo_button
    qtbot.mouseClick(click_undo, Qt.MouseButton.LeftButton)
    page.actions_on_runs.star([runs["beta"]])
    qtbot.waitUntil(lambda: page.runs.total == 33 and not list(trash.iterdir()))


@pytest.mark.skipif(sys.platform != "linux", reason="a file that opens and cannot be read, whoever asks")
def test_reports_that_cannot_be_read_are_said_so_and_the_other_runs_shown(page, qtbot, caplog):
    paths = [places.runs_folder() / name for name in ("alpha", "beta")]
    (paths[0] / "metrics.jsonl").unlink()
    (paths[0] / "metrics.jsonl").symlink_to("/proc/self/mem")
    with qtbot.waitSignal(page.library.changed):
        page.library.refresh()
    assert [cell(page, name, "state").data() for name in ("alpha", "beta")] == ["unreadable", "finished"]
    assert "cannot be read" in cell(page, "alpha", "state").data(Qt.ItemDataRole.ToolTipRole)
    curves = RunCurves()
    qtbot.addWidget(curves)
    curves.show()
    curves.show_runs(paths)
    chart = curves.charts["validation_loss"]
    qtbot.waitUntil(lambda: [len(line.x) for line in chart.lines] == [0, 4])
    assert curves.legend.accessibleName() == "alpha (cannot be read), beta" and "alpha" in caplog.text


def test_a_run_opens_on_the_training_page(page, session, qtbot):
    click(qtbot, page, "beta")
    with qtbot.waitSignal(session.page_requested) as asked:
        press(qtbot, page, Qt.Key.Key_Return)
    assert asked.args == ["training"] and session.run.path.name == "beta"


def test_the_settings_of_a_run_go_to_the_model_page(page, session, qtbot):
    click(qtbot, page, "beta")
    with qtbot.waitSignal(session.page_requested) as asked:
        qtbot.mouseClick(page.buttons["clone"], Qt.MouseButton.LeftButton)
    assert asked.args == ["model"] and session.config.model.d_model == 256
    said = told(qtbot)
    assert "/data/some.pairs cannot be opened" in said.cause and "Open a dataset" in said.advice


def mixed_run(folder, weights="3 1 2"):
    """A run of a mix of three datasets, of the same sizes as their parts."""
    datasets = [make_dataset(folder, 40 + 10 * n, name=name) for n, name in enumerate(("a", "b", "c"))]
    parts = tuple(MixedDataset(name=path.stem, path=str(path), fingerprint=path.stem) for path in datasets)
    make_run("mixed", changes={"data.weights": weights}, dataset="dataset.pairs", mixed=parts)
    return datasets


def clone(page, qtbot, name):
    page.library.refresh()
    qtbot.waitUntil(lambda: name in names(page))
    click(qtbot, page, name)
    page.actions_on_runs.clone(page.table.selection[0])


def test_the_mix_of_a_run_is_that_of_the_new_one(page, session, qtbot, tmp_path):
    first, *others = mixed_run(tmp_path)
    clone(page, qtbot, "mixed")
    assert session.dataset == first and session.mix.others == tuple(others) and session.config.data.weights == "3 1 2"
    clone(page, qtbot, "mixed")  # nothing is mixed twice
    assert session.mix.others == tuple(others) and session.config.data.weights == "3 1 2"
    finding = events.Finding(rule="r", title="t", cause="c", advice="a", fix={"training.peak_learning_rate": "0.0005"})
    session.mix.clear()
    page.actions_on_runs.mend(places.runs_folder() / "mixed", finding)
    assert session.mix.others == tuple(others) and session.config.data.weights == "3 1 2"
    assert session.config.training.peak_learning_rate == 0.0005


def test_a_dataset_of_a_mix_that_is_gone_is_named_and_takes_its_weight_along(page, session, qtbot, tmp_path):
    first, second, third = mixed_run(tmp_path)
    second.unlink()
    clone(page, qtbot, "mixed")
    said = told(qtbot)
    assert str(second) in said.cause and str(first) not in said.cause and "the others alone" in said.advice
    assert session.dataset == first and session.mix.others == (third,) and session.config.data.weights == "3 2"
    first.unlink()
    third.unlink()
    clone(page, qtbot, "mixed")
    assert "The open dataset stays" in told(qtbot).advice and session.config.data.weights == ""


def test_a_dataset_of_an_older_format_is_not_brought_up_in_the_window_by_a_clone(page, session, qtbot, tmp_path):
    former, other = tmp_path / "former.pairs", make_dataset(tmp_path, 40, name="other")
    shutil.copy(FORMER, former)
    before = former.read_bytes()
    parts = tuple(MixedDataset(name=path.stem, path=str(path)) for path in (former, other))
    make_run("older", changes={"data.weights": "3 1"}, dataset="dataset.pairs", mixed=parts)
    clone(page, qtbot, "older")
    assert former.read_bytes() == before
    assert session.dataset == other and session.mix.others == () and session.config.data.weights == ""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), FailureDialog))
    dialog = QApplication.activeModalWidget()
    assert dialog.failure.title == "Older format" and str(former) in dialog.failure.cause
    asked = []
    session.page_requested.connect(asked.append)
    session.dataset_requested.connect(asked.append)
    dialog.accept()
    assert asked == ["data", former]


def test_a_stopped_run_goes_on(page, session, qtbot):
    click(qtbot, page, "alpha")
    qtbot.waitUntil(lambda: not page.buttons["continue"].isEnabled())
    click(qtbot, page, "gamma")
    qtbot.waitUntil(page.buttons["continue"].isEnabled)
    with qtbot.waitSignal(session.training_reported):
        qtbot.mouseClick(page.buttons["continue"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: cell(page, "gamma", "state").data() == "training")


def test_the_menu_has_everything_that_the_keys_do(page, qtbot):
    click(qtbot, page, "beta")
    menu = page.table.make_menu()
    texts = [action.text().replace("&", "") for action in menu.actions() if action.text()]
    assert "Open" in texts and "Move to the trash" in texts
    assert texts[len(page.table.actions_by_key) :] == ["Sort by", "Columns"]
    with qtbot.waitSignal(page.library.changed):
        page.table.actions_by_key["star"].trigger()
    assert read_marks(places.runs_folder() / "beta").star


def choose_by_keys(page, qtbot, *texts):
    """Opens the menu of the table with a key, goes down to these texts, one in each menu, and takes them."""
    # The test platform makes no event of Shift+F10, as X11, Wayland and Windows do.
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(40, 40), QPoint(40, 40))
    QApplication.sendEvent(page.table.viewport(), event)
    menu = None
    for text in texts:
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() not in (None, menu))  # noqa: B023  called at once
        menu = QApplication.activePopupWidget()
        for _ in menu.actions():
            if menu.activeAction() is None or menu.activeAction().text().replace("&", "") != text:
                qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Return)


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)  # the test platform has no popups
def test_runs_are_put_in_order_and_columns_chosen_by_keys(page, qtbot):
    click(qtbot, page, "alpha")
    choose_by_keys(page, qtbot, "Sort by", "BLEU")
    assert names(page) == ["beta", "alpha", "gamma"]  # downwards, as before
    choose_by_keys(page, qtbot, "Sort by", "Descending")
    assert names(page) == ["alpha", "beta", "gamma"]
    choose_by_keys(page, qtbot, "Columns", "Energy")
    assert page.table.isColumnHidden(PLACES["energy"])


def test_a_run_made_by_another_process_appears(page, qtbot):
    shutil.copytree(places.runs_folder() / "alpha", places.runs_folder() / "delta")
    qtbot.waitUntil(lambda: "delta" in names(page))
    shutil.rmtree(places.runs_folder() / "delta")
    qtbot.waitUntil(lambda: "delta" not in names(page))


def test_curves_of_the_chosen_runs_lie_over_each_other(page, qtbot):
    click(qtbot, page, "alpha")
    click(qtbot, page, "beta", modifier=CONTROL)
    chart = page.curves.charts["validation_loss"]
    qtbot.waitUntil(lambda: [line.name for line in chart.lines] == ["beta", "alpha"])
    assert list(chart.lines[1].x) == [10, 20, 30, 40] and chart.lines[1].y[-1] == pytest.approx(1.2)
    qtbot.mouseClick(page.curves.choices["learning_rate"], Qt.MouseButton.LeftButton)
    rates = page.curves.charts["learning_rate"]
    qtbot.waitUntil(lambda: len(rates.lines) == 2 and rates.isVisible())
    assert list(rates.lines[0].y)[:1] == [1.0]
    qtbot.mouseClick(page.curves.choices["token_accuracy"], Qt.MouseButton.LeftButton)
    accuracy = page.curves.charts["token_accuracy"]
    qtbot.waitUntil(lambda: len(accuracy.lines) == 2)
    assert list(accuracy.lines[0].y) == [50.0] * 4 and set(page.curves.charts) == set(NAMES)
    page.curves.by_time.click()
    qtbot.waitUntil(lambda: rates.lines[0].x[-1] == pytest.approx(80 / 60))
    assert rates.title_x == "minutes of training"
    assert rates.ends[0] < 2
    page.curves.by_step.click()
    qtbot.waitUntil(lambda: rates.lines[0].x[-1] == 40)
    assert rates.ends[0] > 40 and rates.title_x == "step"


def test_curves_that_grew_while_nobody_looked_are_read_again(page, qtbot):
    click(qtbot, page, "alpha")
    chart = page.curves.charts["validation_loss"]
    qtbot.waitUntil(lambda: [list(line.x) for line in chart.lines] == [[10, 20, 30, 40]])
    page.hide()
    run = RunFolder(places.runs_folder() / "alpha")
    run.append("metrics.jsonl", validation(50, 1.0, "tok:13a"))
    run.write_info(run.info().model_copy(update={"step": 50}))
    with qtbot.waitSignal(page.library.changed):
        page.library.refresh()
    page.show()
    qtbot.waitUntil(lambda: list(chart.lines[0].x)[-1] == 50)


def test_without_a_run_nothing_can_be_pressed(session, qtbot):
    empty = RunsPage(session)
    qtbot.addWidget(empty)
    empty.show()
    qtbot.waitUntil(lambda: not any(button.isEnabled() for button in empty.buttons.values()))
    qtbot.waitUntil(lambda: "Choose runs" in empty.curves.charts["bleu"].empty)


def test_only_the_settings_that_differ_are_shown(page, qtbot):
    page.tabs.setCurrentIndex(1)
    click(qtbot, page, "alpha")
    qtbot.waitUntil(lambda: "Choose two" in page.settings.empty)
    click(qtbot, page, "beta", modifier=CONTROL)
    qtbot.waitUntil(lambda: page.settings.texts == [["Width (d_model)", "256", "128"]])
    click(qtbot, page, "alpha")
    click(qtbot, page, "gamma", modifier=CONTROL)
    qtbot.waitUntil(lambda: "same settings" in page.settings.empty)


def test_a_damaged_run_is_listed_with_its_reason(page, qtbot):
    (places.runs_folder() / "alpha" / "run.json").write_text("{", encoding="utf-8")
    with qtbot.waitSignal(page.library.changed):
        page.library.refresh()
    assert cell(page, "alpha", "state").data() == "unreadable"
    assert "run.json cannot be read" in cell(page, "alpha", "state").data(Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize(
    ("count", "text"), [(0, "–"), (999, "999"), (1_250_000, "1.25 M"), (999_499, "999 k"), (999_700, "1 M")]
)
def test_a_number_of_parameters_has_three_digits(count, text):
    assert short(count) == text
