"""The picture of a dataset with the program's own job."""

import pytest
from dataset_windows import cells, make_dataset, shown_page
from pixels import is_painted
from PySide6.QtCore import QPointF, Qt

from gui.session import Session
from gui.theme import colours_of
from gui.widgets.bar_chart import Bar, BarChart
from gui.widgets.density_map import DensityMap, depth_ticks
from tfmodel.corpus.describing import describe, stored_picture
from tfmodel.corpus.editing import PairEditor
from tfmodel.corpus.store import PairStore


@pytest.fixture
def session(qtbot):
    return Session()


def seen(page, qtbot):
    page.dataset.tabs.setCurrentWidget(page.dataset.picture)
    qtbot.waitUntil(lambda: page.dataset.picture.picture is not None, timeout=30_000)
    return page.dataset.picture


def test_it_is_measured_when_it_is_seen_and_then_kept(session, qtbot, tmp_path):
    path = make_dataset(tmp_path)
    page = shown_page(session, qtbot, path)
    assert not session.running_jobs
    view = seen(page, qtbot)
    with PairStore.open(path) as store:
        assert view.picture == describe(store)
        assert stored_picture(store) == view.picture
    assert f"{view.picture.pairs:,}" in view.note.text()
    qtbot.waitUntil(lambda: not session.running_jobs)
    with qtbot.assertNotEmitted(session.job_started):
        page.open_files([path])
        seen(page, qtbot)


def test_each_card_says_a_sentence_and_has_its_numbers(session, qtbot, tmp_path):
    page = shown_page(session, qtbot, make_dataset(tmp_path))
    view = seen(page, qtbot)
    for name, card in view.cards.cards.items():
        if name != "languages" or view.picture.source.languages:
            assert card.summary.text().endswith((".", ":")), name
            assert card.table.model().rowCount() > 0, name
    card = view.cards.cards["frequent_source"]
    qtbot.mouseClick(card.as_table, Qt.MouseButton.LeftButton)
    assert card.stack.currentWidget() is card.table
    assert cells(card.table, 0)[:20] == [word.name for word in view.picture.source.frequent]
    qtbot.keyClick(card.as_table, Qt.Key.Key_Space)
    assert card.stack.currentWidget() is card.chart
    assert "Latin" in view.cards.cards["scripts"].summary.text()


def test_a_change_of_the_pairs_is_measured_again(session, qtbot, tmp_path):
    path = make_dataset(tmp_path)
    page = shown_page(session, qtbot, path)
    before = seen(page, qtbot).picture.pairs
    qtbot.waitUntil(lambda: not session.running_jobs)
    with PairEditor.open(path) as editor, PairStore.open(path) as store:
        editor.exclude([next(store.stream("train")).id])
    page.open_files([path])
    qtbot.waitUntil(lambda: page.dataset.picture.picture is not None, timeout=30_000)
    assert page.dataset.picture.picture.pairs == before - 1


def test_pairs_that_are_excluded_in_the_table_are_measured_no_more(session, qtbot, tmp_path):
    page = shown_page(session, qtbot, make_dataset(tmp_path))
    before = seen(page, qtbot).picture.pairs
    qtbot.waitUntil(lambda: not session.running_jobs)
    pairs = page.dataset.pairs
    page.dataset.tabs.setCurrentWidget(pairs)
    pairs.view.selectRow(cells(pairs.view, 3).index("Training"))
    qtbot.mouseClick(pairs.actions_row.exclude, Qt.MouseButton.LeftButton)
    assert seen(page, qtbot).picture.pairs == before - 1
    page.dataset.tabs.setCurrentWidget(pairs)
    qtbot.mouseClick(pairs.actions_row.undo, Qt.MouseButton.LeftButton)
    assert seen(page, qtbot).picture.pairs == before


def test_cancelled_it_can_be_asked_for_again(session, qtbot, tmp_path):
    page = shown_page(session, qtbot, make_dataset(tmp_path))
    view = page.dataset.picture
    page.dataset.tabs.setCurrentWidget(view)
    with qtbot.waitSignal(session.job_ended):
        qtbot.mouseClick(view.progress.cancel, Qt.MouseButton.LeftButton)
    assert view.picture is None
    qtbot.mouseClick(view.ask.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.picture is not None, timeout=30_000)


def test_bars_are_as_long_as_their_values(qtbot):
    chart = BarChart("times", "word", ("source", "target"))
    qtbot.addWidget(chart)
    chart.resize(400, 300)
    chart.show()
    chart.show_bars([Bar("one", (10.0, 5.0)), Bar("two", (0.0, 10.0))])
    assert chart.bar_area(0, 0).width() == pytest.approx(chart.plot_area.width())
    assert chart.bar_area(0, 1).width() == pytest.approx(chart.plot_area.width() / 2)
    assert chart.bar_area(1, 0).width() == 0
    colours = colours_of(chart).series
    for row, series in ((0, 0), (0, 1), (1, 1)):
        assert is_painted(chart, chart.bar_area(row, series).center(), colours[series])


def test_the_fullest_cell_is_deepest_and_an_empty_one_is_not_painted(qtbot):
    chart = DensityMap("source", "target", "pairs")
    qtbot.addWidget(chart)
    chart.resize(400, 300)
    chart.show()
    chart.show_counts([[0, 0, 1000], [0, 10, 0], [0, 0, 0]], step=2, slope=0.0)
    assert chart.end == 6.0
    assert is_painted(chart, chart.place_of(5.0, 1.0), colours_of(chart).accent)
    ground = chart.grab().toImage().pixelColor(2, 2)
    assert is_painted(chart, chart.place_of(1.0, 5.0), ground)
    assert not is_painted(chart, chart.place_of(3.0, 3.0), ground)
    assert chart.place_of(0, 0) == QPointF(chart.plot_area.left(), chart.plot_area.bottom())


def test_the_scale_of_counts_has_few_ticks():
    assert depth_ticks(5) == [0, 1]
    assert depth_ticks(1000) == [0, 1, 10, 100, 1000]
    assert len(depth_ticks(10**9)) < 8
