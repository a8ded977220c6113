import re
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
from dataset_windows import cells, make_dataset
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from gui.errors import FailureDialog
from gui.pages.translation import TranslationPage
from gui.session import Session
from gui.theme import DARK, LIGHT
from gui.widgets.alternatives import Alternatives
from gui.widgets.search_options import SearchOptions
from tests.gui.access_audit import name_of
from tfmodel.contract import places
from tfmodel.contract.config import Config
from tfmodel.contract.decoding_config import DecodingConfig
from tfmodel.contract.events import Hypothesis, NextToken, NextTokens, Translated
from tfmodel.contract.mixing import MixedDataset
from tfmodel.contract.problems import changed
from tfmodel.contract.run_folder import RunFolder, RunInfo
from tfmodel.corpus.store import PairStore

SCRIPT = (sys.executable, str(Path(__file__).with_name("scripted_jobs.py")))


def make_run(name="toy", **more):
    config = changed(Config(), {"decoding.beam_size": 3})
    info = RunInfo(name=name, state="finished", source_language="en", target_language="fr", **more)
    run = RunFolder.create(places.runs_folder() / name, config, info)
    run.model_file.touch()
    return run.path


@pytest.fixture
def page(qtbot):
    session = Session(command=SCRIPT)
    page = TranslationPage(session)
    qtbot.addWidget(page)
    yield page
    session.kill_all()
    qtbot.waitUntil(lambda: not session.running_jobs)


@pytest.fixture
def ready(page, qtbot):
    make_run()
    show(page, qtbot)
    qtbot.waitUntil(lambda: page.translator.ready is not None)
    return page


def show(page, qtbot):
    with qtbot.waitExposed(page):
        page.show()


def type_and_wait(page, qtbot, text):
    with qtbot.waitSignal(page.translator.answered):
        qtbot.keyClicks(page.source, text)


def test_without_a_run_it_says_where_to_get_one(page, qtbot):
    show(page, qtbot)
    assert page.missing.isVisible()
    with qtbot.waitSignal(page._session.page_requested) as asked:
        qtbot.mouseClick(page.missing.button, Qt.MouseButton.LeftButton)
    assert asked.args == ["training"]


def test_nothing_is_loaded_before_somebody_looks(page, qtbot):
    make_run()
    page.runs.refresh()
    assert page._session.running_jobs == ()
    show(page, qtbot)
    assert len(page._session.running_jobs) == 1
    assert page.state.text() == "Loading the model…"
    assert not page.missing.isVisible()


def test_what_is_typed_is_translated_while_typing(ready, qtbot):
    type_and_wait(ready, qtbot, "a red car")
    assert ready.target.toPlainText() == "A RED CAR 1"
    assert ready.time.text() == "12 ms"
    assert ready.alignment.accessibleDescription() == "A: a; RED: red; CAR: car; 1: </s>; </s>: a"
    assert ready.source_title.text() == "Source (en)"
    assert "step 100" in ready.state.text()


def test_what_was_typed_just_before_the_page_was_left_is_translated_when_it_is_seen_again(ready, qtbot):
    with qtbot.assertNotEmitted(ready.translator.answered, wait=500):
        qtbot.keyClicks(ready.source, "hello")
        ready.hide()
    with qtbot.waitSignal(ready.translator.answered):
        show(ready, qtbot)
    assert ready.target.toPlainText() == "HELLO 1"


def test_a_long_text_is_translated_by_the_button_alone_and_can_be_left(ready, qtbot):
    with qtbot.assertNotEmitted(ready.translator.changed, wait=500):
        ready.source.setPlainText("endless\n" * 40)
    assert ready.state.text().endswith("long text: press Translate")
    qtbot.mouseClick(ready.go, Qt.MouseButton.LeftButton)
    assert ready.translator.is_translating
    ready.source.clear()
    assert ready.state.text() == "Loading the model…"
    type_and_wait(ready, qtbot, "hello")
    assert ready.target.toPlainText() == "HELLO 1"
    assert "long text" not in ready.state.text()


def test_a_long_text_that_is_translated_waits_for_no_button(ready, qtbot):
    ready.source.setPlainText("hello\n" * 40)
    assert ready.state.text().endswith("long text: press Translate")
    with qtbot.waitSignal(ready.translator.answered):
        qtbot.mouseClick(ready.go, Qt.MouseButton.LeftButton)
    assert "long text" not in ready.state.text()
    ready.options.beam.setValue(ready.options.beam.value() - 1)  # which is another question
    assert ready.state.text().endswith("long text: press Translate")


def test_with_live_translation_off_enter_asks(ready, qtbot):
    ready.live.setChecked(False)
    with qtbot.assertNotEmitted(ready.translator.answered, wait=500):
        qtbot.keyClicks(ready.source, "hello")
    with qtbot.waitSignal(ready.translator.answered):
        qtbot.keyClick(ready.source, Qt.Key.Key_Return)
    assert ready.target.toPlainText() == "HELLO 1"


def test_another_hypothesis_shows_its_own_text_and_can_be_copied(ready, qtbot):
    type_and_wait(ready, qtbot, "hello")
    assert ready.hypotheses.view.model().rowCount() == 3  # the beam of the run
    qtbot.keyClick(ready.hypotheses.view, Qt.Key.Key_Down)
    assert ready.target.toPlainText() == "HELLO 2"
    qtbot.mouseClick(ready.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "HELLO 2"


def test_no_break_spaces_go_out_and_are_copied(ready, qtbot, monkeypatch):
    sent, send = [], ready.translator._job.send
    monkeypatch.setattr(ready.translator._job, "send", lambda command: (sent.append(command), send(command)))
    ready.source.setPlainText("Est-ce loin\u00a0?\nOui\u00a0!")
    with qtbot.waitSignal(ready.translator.answered):
        ready.translate()
    assert sent[-1].text == "Est-ce loin\u00a0?\nOui\u00a0!"
    ready.hypotheses.show_hypotheses((Hypothesis(text="Is it far\u00a0?", score=-1.0),))
    qtbot.mouseClick(ready.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "Is it far\u00a0?"
    QGuiApplication.clipboard().clear()
    ready.target.selectAll()
    ready.target.copy()
    assert QGuiApplication.clipboard().text() == "Is it far\u00a0?"


def test_a_long_translation_is_said_to_be_under_way_and_the_one_before_is_not_copied(ready, qtbot):
    ready._long.setInterval(10)
    type_and_wait(ready, qtbot, "hello")
    assert ready.copy.isEnabled() and "step 100" in ready.state.text()
    ready.live.setChecked(False)
    ready.source.setPlainText("slow")
    with qtbot.waitSignal(ready.translator.answered):
        ready.translate()
        assert "step 100" in ready.state.text()
        qtbot.waitUntil(lambda: ready.state.text() == "Translating…")
        assert not ready.copy.isEnabled()
        (ready.translator.run / "go").touch()
    assert "step 100" in ready.state.text() and ready.copy.isEnabled()


def test_a_smaller_beam_asks_again_and_shows_fewer(ready, qtbot):
    type_and_wait(ready, qtbot, "hello")
    with qtbot.waitSignal(ready.translator.answered):
        ready.options.beam.setValue(2)
    assert ready.hypotheses.view.model().rowCount() == 2


def test_an_empty_text_has_no_translation(ready, qtbot):
    type_and_wait(ready, qtbot, "hello")
    ready.source.clear()
    assert ready.target.toPlainText() == ""
    assert ready.hypotheses.view.model().rowCount() == 0
    assert ready.alignment.accessibleDescription() == ""
    assert not ready.copy.isEnabled()
    with qtbot.assertNotEmitted(ready.translator.answered, wait=400):
        qtbot.keyClick(ready.source, Qt.Key.Key_Return)


def test_the_newest_weights_are_taken(ready, qtbot):
    qtbot.mouseClick(ready.newest, Qt.MouseButton.LeftButton)
    assert not ready.newest.isEnabled()
    qtbot.waitUntil(lambda: "step 150" in ready.state.text())
    assert ready.newest.isEnabled()


def test_what_is_shown_is_translated_anew_with_the_newest_weights(ready, qtbot, monkeypatch):
    sent, send = [], ready.translator._job.send
    monkeypatch.setattr(ready.translator._job, "send", lambda command: (sent.append(command), send(command)))
    type_and_wait(ready, qtbot, "hello")
    ready.live.setChecked(False)
    ready.source.setPlainText("another text")
    with qtbot.waitSignal(ready.translator.answered):
        qtbot.mouseClick(ready.newest, Qt.MouseButton.LeftButton)
    assert [command.command for command in sent][-2:] == ["reload", "translate"]
    assert sent[-1].text == ready.translator.question.text == "hello"
    assert "step 150" in ready.state.text()


def test_choosing_another_run_loads_it_and_translates_again(ready, qtbot):
    type_and_wait(ready, qtbot, "hello")
    other = make_run("other")
    ready.runs.refresh()
    with qtbot.waitSignal(ready.translator.answered):
        ready.runs.choose(other)
    assert ready.translator.ready.run == str(other)


def made_anew(path):
    """Another run, one of a mix with tags, takes the place of one."""
    shutil.rmtree(path)
    mixed = (MixedDataset(name="law", path="/law.pairs", tag="<of:law>"),)
    return make_run(path.name, created="2026-01-01T00:00:00+00:00", mixed=mixed)


def test_a_run_that_was_made_anew_under_its_name_is_loaded_anew_when_the_page_is_seen(ready, qtbot):
    type_and_wait(ready, qtbot, "hello")
    ready.hide()
    made = made_anew(ready.translator.run)
    show(ready, qtbot)
    qtbot.waitUntil(lambda: ready.target.toPlainText() == "<of:law> HELLO 1")
    assert (made / "pid.txt").exists() and ready.tag.isVisible()


def test_the_newest_weights_of_a_run_that_was_made_anew_come_with_all_of_it(ready, qtbot):
    made = made_anew(ready.translator.run)
    qtbot.mouseClick(ready.newest, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: (made / "pid.txt").exists() and ready.translator.ready is not None)
    assert "step 100" in ready.state.text() and ready.tag.isVisible()


def test_a_dead_process_is_told_and_loaded_again_by_the_button(ready, qtbot):
    qtbot.keyClicks(ready.source, "die")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), FailureDialog))
    dialog = QApplication.activeModalWidget()
    assert "exit code 3" in dialog.failure.cause
    ready.source.setPlainText("hello")
    dialog.accept()
    qtbot.waitUntil(lambda: ready.target.toPlainText() == "HELLO 1")


def test_a_dead_process_is_begun_again_by_the_button_that_translates(ready, qtbot):
    qtbot.keyClicks(ready.source, "die")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), FailureDialog))
    QApplication.activeModalWidget().reject()
    ready.source.setPlainText("hello")
    qtbot.waitUntil(lambda: ready.go.isEnabled() and ready.translator.run is None)
    qtbot.mouseClick(ready.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ready.target.toPlainText() == "HELLO 1")


def test_the_dataset_is_let_go_of_while_nobody_looks(page, qtbot, tmp_path):
    dataset = make_dataset(tmp_path)
    make_run(dataset=str(dataset))
    show(page, qtbot)
    qtbot.waitUntil(lambda: page.translator.ready is not None)
    type_and_wait(page, qtbot, "the number 7")
    with PairStore.open(dataset) as store:
        wanted = {text: [row.source for row in store.nearest(text)] for text in ("the number 7", "very large")}
    qtbot.waitUntil(lambda: cells(page.nearest.view, 0) == wanted["the number 7"] != [])
    page.hide()
    page.nearest.look_up("very large")
    assert not page.nearest._looking.is_busy
    show(page, qtbot)
    qtbot.waitUntil(lambda: cells(page.nearest.view, 0) == wanted["very large"] != wanted["the number 7"])
    assert not page.nearest.note.isVisible()


def test_a_damaged_dataset_is_said_beside_the_translation(page, qtbot, tmp_path, monkeypatch):
    def damaged(store, text, limit):
        raise sqlite3.DatabaseError("database disk image is malformed")

    monkeypatch.setattr(PairStore, "nearest", damaged)
    make_run(dataset=str(make_dataset(tmp_path)))
    show(page, qtbot)
    qtbot.waitUntil(lambda: page.translator.ready is not None)
    type_and_wait(page, qtbot, "the number 7")
    assert page.target.toPlainText() == "THE NUMBER 7 1"
    qtbot.waitUntil(lambda: not page.nearest.note.isHidden() and "is damaged" in page.nearest.note.text())


# How to translate


def choose_method(page, word):
    page.options.method.setCurrentIndex(page.options.method.findData(word))


def test_a_method_shows_its_own_numbers_and_asks_with_them(ready, qtbot):
    options = ready.options
    assert options.beam.isVisible() and not options.temperature.isVisible()
    type_and_wait(ready, qtbot, "hello")
    with qtbot.waitSignal(ready.translator.answered):
        choose_method(ready, "greedy")
    assert not options.beam.isVisible() and not options.nbest.isVisible()
    assert ready.hypotheses.view.model().rowCount() == 1
    with qtbot.waitSignal(ready.translator.answered):
        choose_method(ready, "sampling")
    assert options.temperature.isVisible() and options.seed.isVisible() and not options.beam.isVisible()
    with qtbot.waitSignal(ready.translator.answered):
        options.temperature.setValue(0.7)
        options.top_k.setValue(40)
    decoding = options.decoding()
    assert (decoding.method, decoding.temperature, decoding.top_k) == ("sampling", 0.7, 40)
    assert decoding.length_penalty == 1.0 and decoding.max_length == 128  # the run's own


def test_what_is_asked_is_what_the_command_line_would_ask(ready):
    choose_method(ready, "diverse")
    ready.options.beam.setValue(6)
    ready.options.diversity.setValue(0.8)
    expected = {"decoding.method": "diverse", "decoding.beam_size": 6, "decoding.diversity_penalty": 0.8}
    assert ready.options.decoding() == changed(Config(), expected).decoding


def test_the_numbers_of_a_run_keep_the_digits_that_no_field_shows(qtbot):
    options = SearchOptions()
    qtbot.addWidget(options)
    own = DecodingConfig(method="sampling", temperature=0.666, top_p=0.975, min_p=0.003, diversity_penalty=0.125)
    options.set_run(own)
    assert options.decoding() == own
    options.temperature.setValue(0.7)
    assert options.decoding() == own.model_copy(update={"temperature": 0.7})
    options.set_run(DecodingConfig(temperature=0.7))
    assert options.decoding() == DecodingConfig(temperature=0.7)


# Alternatives


def words(page):
    return re.sub(r"<[^>]+>", "", page.alternatives.words.text())


def test_a_word_shows_what_else_could_stand_there_and_completes_from_it(ready, qtbot):
    assert not ready.alternatives.words.isVisible()
    type_and_wait(ready, qtbot, "a red car")
    assert words(ready) == "A RED CAR 1 (end)"
    assert "Choose a word" in ready.alternatives.hint.text()
    with qtbot.waitSignal(ready.translator.continued):
        ready.alternatives.words.linkActivated.emit("1")
    table = ready.alternatives.view.model()
    cells = [[table.index(row, column).data() for column in range(2)] for row in range(table.rowCount())]
    assert cells == [["BLUE", "60.0 %"], ["…ly", "30.0 %"], ["(end of the translation)", "10.0 %"]]
    assert not ready.alternatives.free.isVisible()
    with qtbot.waitSignal(ready.translator.answered):
        ready.alternatives.view.activated.emit(table.index(0, 0))
    assert ready.target.toPlainText() == "A BLUE CAR 1"
    assert ready.alternatives.free.isVisible()
    with qtbot.waitSignal(ready.translator.answered):
        qtbot.mouseClick(ready.alternatives.free, Qt.MouseButton.LeftButton)
    assert ready.target.toPlainText() == "A RED CAR 1"
    assert not ready.alternatives.free.isVisible()


def test_alternatives_are_those_of_the_shown_translation_whatever_is_typed_since(ready, qtbot, monkeypatch):
    sent, send = [], ready.translator._job.send
    monkeypatch.setattr(ready.translator._job, "send", lambda command: (sent.append(command), send(command)))
    ready.live.setChecked(False)
    ready.source.setPlainText("a red car")
    with qtbot.waitSignal(ready.translator.answered):
        ready.translate()
    ready.source.setPlainText("x")
    table = ready.alternatives.view.model()
    with qtbot.waitSignal(ready.translator.continued):
        ready.alternatives.words.linkActivated.emit("1")
    assert sent[-1].command == "next" and sent[-1].text == "a red car" and table.rowCount() == 3
    with qtbot.waitSignal(ready.translator.continued):
        ready.alternatives.words.linkActivated.emit("2")
        assert table.rowCount() == 0  # those of the first place
        ready.alternatives.words.linkActivated.emit("1")
    with qtbot.waitSignal(ready.translator.answered):
        ready.alternatives.view.activated.emit(table.index(0, 0))
    assert ready.target.toPlainText() == "A BLUE CAR 1" and ready.source.toPlainText() == "x"
    with qtbot.waitSignal(ready.translator.answered):
        ready.translate()
    assert ready.target.toPlainText() == "X 1"


def test_in_chinese_each_piece_is_a_word_that_can_be_exchanged(qtbot):
    shown = Alternatives()
    qtbot.addWidget(shown)
    shown.show_hypothesis(Hypothesis(text="我喜欢", score=-1.0, pieces=("▁我", "喜欢", "</s>"), ids=(10, 11, 2)))
    with qtbot.waitSignal(shown.asked) as asked:
        shown.words.linkActivated.emit("1")
    assert asked.args == [(10,)]
    shown.show_tokens(NextTokens(id=1, tokens=(NextToken(id=12, piece="爱", probability=0.5),)))
    assert shown.view.model().index(0, 0).data() == "爱"


def test_of_a_run_of_characters_each_is_a_word_also_beside_a_placeholder(page, qtbot):
    run = RunFolder(make_run())
    run.write_config(changed(run.config(), {"tokenizer.kind": "character"}))
    show(page, qtbot)
    qtbot.waitUntil(lambda: page.translator.ready is not None)
    pieces = ("H", "i", "▁", "{name}", "</s>")
    alignment = tuple(tuple(float(s == t) for s in range(5)) for t in range(5))
    said = Hypothesis(text="Hi {name}", score=-1.0, pieces=pieces, alignment=alignment, ids=(10, 11, 12, 13, 2))
    page.translator.answered.emit(Translated(id=1, source=pieces, hypotheses=(said,), milliseconds=1.0, compiled=True))
    assert page.alignment.accessibleDescription() == "H: H; i: i; ␣: ␣; {name}: {name}; </s>: </s>"
    assert name_of(page.alternatives.words) == "H i ␣ {name} (end)"
    page.alternatives.words.linkActivated.emit("1")
    page.alternatives.show_tokens(NextTokens(id=1, tokens=(NextToken(id=14, piece="o", probability=0.5),)))
    assert page.alternatives.view.model().index(0, 0).data() == "o"


def test_a_screen_reader_says_the_words_of_the_translation(qtbot):
    shown = Alternatives()
    qtbot.addWidget(shown)
    shown.show_hypothesis(Hypothesis(text="a car", score=-1.0, pieces=("▁a", "▁car", "</s>"), ids=(10, 11, 2)))
    assert name_of(shown.words) == "a car (end)"


def test_the_words_follow_a_change_of_the_scheme(qtbot):
    shown = Alternatives()
    qtbot.addWidget(shown)
    pieces = Hypothesis(text="a car", score=-1.0, pieces=("▁a", "▁car", "</s>"), ids=(10, 11, 2))
    shown.show_hypothesis(pieces, forced=1)
    assert LIGHT.text in shown.words.text()
    palette = QPalette(shown.palette())
    palette.setColor(QPalette.ColorRole.Window, QColor(DARK.window))
    shown.setPalette(palette)
    assert DARK.text in shown.words.text() and LIGHT.text not in shown.words.text()


def test_another_text_forgets_the_choice(ready, qtbot):
    type_and_wait(ready, qtbot, "a red car")
    with qtbot.waitSignal(ready.translator.continued):
        ready.alternatives.words.linkActivated.emit("1")
    with qtbot.waitSignal(ready.translator.answered):
        ready.alternatives.view.activated.emit(ready.alternatives.view.model().index(0, 0))
    type_and_wait(ready, qtbot, "s")
    assert ready.target.toPlainText() == "A RED CARS 1"
    ready.source.clear()
    assert not ready.alternatives.words.isVisible() and "appear here" in ready.alternatives.hint.text()


def test_a_run_with_tags_offers_its_datasets_and_translates_as_the_chosen_one(page, qtbot):
    mixed = tuple(MixedDataset(name=name, path=f"/{name}.pairs", tag=f"<of:{name}>") for name in ("law", "news"))
    make_run(mixed=mixed)
    show(page, qtbot)
    qtbot.waitUntil(lambda: page.translator.ready is not None)
    assert page.tag.isVisible() and [page.tag.itemText(n) for n in range(2)] == ["law", "news"]
    type_and_wait(page, qtbot, "a")
    assert page.target.toPlainText().startswith("<of:law> A")
    with qtbot.waitSignal(page.translator.answered):
        qtbot.keyClick(page.tag, Qt.Key.Key_Down)
    assert page.target.toPlainText().startswith("<of:news> A")


def test_a_run_without_tags_offers_none(ready):
    assert not ready.tag.isVisible()
