"""The tokenizer bench with the program's own job."""

import pytest
from dataset_windows import cells, make_dataset, shown_page
from PySide6.QtCore import Qt

from gui.closing import Closing
from gui.session import Session
from gui.widgets.candidates_form import CandidatesForm
from gui.widgets.trials_table import TrialsTable
from tfmodel.contract.config import Config
from tfmodel.contract.parameters import count_parameters
from tfmodel.contract.problems import changed
from tfmodel.contract.trial import TokenizerTrial


@pytest.fixture
def session(qtbot):
    return Session()


@pytest.fixture
def page(session, qtbot, tmp_path):
    return shown_page(session, qtbot, make_dataset(tmp_path))


@pytest.fixture
def bench(page):
    page.dataset.tabs.setCurrentWidget(page.dataset.bench)
    return page.dataset.bench


def compare(bench, qtbot, sizes="200", symbols=None):
    bench.form.sizes.setText(sizes)
    if symbols is not None:
        bench.form.symbols.setText(symbols)
    qtbot.mouseClick(bench.form.compare, Qt.MouseButton.LeftButton)
    count = len(bench.form.candidates())
    qtbot.waitUntil(lambda: len(bench.table.rows) == count, timeout=30_000)


def test_candidates_are_compared_cut_a_sentence_and_one_is_used(bench, session, qtbot):
    compare(bench, qtbot, sizes="200, 32", symbols="{name}")
    names = [row.name for row in bench.table.rows]
    assert names[:2] == ["bpe 32, shared", "bpe 200, shared"]
    assert names[-1] == "character 500, shared"
    assert "bpe, shared" in {line.name for line in bench.chart.lines}
    assert "character, shared" in bench.note.text().partition("Beyond the plot")[2]
    qtbot.keyClicks(bench.sentence, "the {name} is very")
    qtbot.waitUntil(lambda: all(row.pieces for row in bench.table.rows if row.works))
    assert all(row.pieces.count("{name}") == 1 for row in bench.table.rows if row.works)
    assert "{name}" in cells(bench.cuts, 2)[-1]
    assert not bench.use.isEnabled()
    bench.table.view.selectRow(1)
    qtbot.mouseClick(bench.use, Qt.MouseButton.LeftButton)
    chosen = session.config.tokenizer
    assert (chosen.kind, chosen.vocabulary_size, chosen.shared, chosen.symbols) == ("bpe", 200, True, "{name}")


def only_bpe(bench):
    for box in ("unigram", "word", "character"):
        bench.form.kinds[box].setChecked(False)


def use(bench, qtbot):
    bench.table.view.selectRow(0)
    qtbot.mouseClick(bench.use, Qt.MouseButton.LeftButton)


def test_what_the_configuration_never_splits_stays(bench, session, qtbot):
    only_bpe(bench)
    session.set_config(changed(session.config, {"tokenizer.symbols": "{name}"}))
    assert bench.form.symbols.text() == "{name}"
    compare(bench, qtbot)
    bench.form.symbols.setText("<b>")  # nothing was compared with it
    use(bench, qtbot)
    assert (session.config.tokenizer.vocabulary_size, session.config.tokenizer.symbols) == (200, "{name}")
    session.set_config(changed(session.config, {"tokenizer.symbols": "%s", "tokenizer.vocabulary_size": 300}))
    use(bench, qtbot)
    assert (session.config.tokenizer.vocabulary_size, session.config.tokenizer.symbols) == (200, "%s")


def test_what_only_waits_for_sentences_keeps_no_window_open(bench, session, qtbot):
    only_bpe(bench)
    bench.form.sizes.setText("200")
    closing = Closing(session, bench)
    qtbot.mouseClick(bench.form.compare, Qt.MouseButton.LeftButton)
    assert len(closing._others()) == 1
    qtbot.waitUntil(lambda: not closing._others(), timeout=30_000)
    assert bench._job.is_running and len(bench.table.rows) == len(bench.form.candidates())
    qtbot.mouseClick(bench.form.compare, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(closing._others()))


def test_comparing_again_begins_anew(bench, qtbot):
    compare(bench, qtbot)
    for box in ("unigram", "word", "character"):
        bench.form.kinds[box].setChecked(False)
    compare(bench, qtbot, sizes="150")
    assert [row.name for row in bench.table.rows] == ["bpe 150, shared"]


def test_another_dataset_forgets_the_candidates(bench, session, qtbot, tmp_path):
    for box in ("unigram", "bpe", "word"):
        bench.form.kinds[box].setChecked(False)
    compare(bench, qtbot)
    session.open_dataset(make_dataset(tmp_path, name="other"))
    assert bench.table.rows == []
    assert not bench.results.isVisible()


def test_characters_have_room_for_the_letters_of_the_dataset(bench, session, tmp_path):
    assert "character:500:shared" in bench.form.candidates()
    extra = "".join(f"{chr(0x4E00 + n)}{chr(0x4E01 + n)}\t{n}\n" for n in range(1500))
    session.open_dataset(make_dataset(tmp_path, extra=extra, name="han"))
    kind, size, _ = bench.form.candidates()[-1].split(":")
    assert kind == "character" and int(size) > 1400


@pytest.mark.parametrize(
    ("sizes", "words"),
    [("", "Give sizes"), ("5", "Give sizes"), ("a, b", "Give sizes"), ("100,200,300,400,500,600", "")],
)
def test_what_cannot_be_compared_is_said(qtbot, sizes, words):
    form = CandidatesForm()
    qtbot.addWidget(form)
    form.sharing.setCurrentIndex(2)
    form.sizes.setText(sizes)
    assert words in form.problem.text()
    assert not form.compare.isEnabled()
    form.sizes.setText("1000")
    assert form.compare.isEnabled()
    for box in form.kinds.values():
        box.setChecked(False)
    assert not form.compare.isEnabled()


def test_the_parameters_are_those_of_the_model(qtbot):
    table = TrialsTable()
    qtbot.addWidget(table)
    config = Config()
    trial = TokenizerTrial(kind="bpe", vocabulary_size=900, shared=False, source_vocabulary=900, target_vocabulary=700)
    table.add_trial(trial, config)
    whole = count_parameters(config.model, 900, 700, shared=False, max_length=config.max_length)
    rest = count_parameters(config.model, 0, 0, shared=False, max_length=config.max_length)
    assert table.rows[0].parameters == whole.total - rest.total
    wider = config.model_copy(update={"model": config.model.model_copy(update={"d_model": 256})})
    table.count_again(wider)
    assert table.rows[0].parameters == 2 * (whole.total - rest.total)
