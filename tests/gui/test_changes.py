from datetime import datetime

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF

from gui.theme import LIGHT
from gui.widgets.changes import WORDS, Word, changes, shortened
from gui.widgets.log_view import LogView
from gui.widgets.samples_table import SamplesTable
from tests.gui.access_audit import pixels_of
from tests.gui.pixels import is_painted
from tfmodel.contract.events import Sample, Samples


@pytest.mark.parametrize(
    ("before", "now", "new"),
    [
        (None, "la maison", []),
        ("la maison", "la maison", []),
        ("la maison rouge", "la voiture rouge", ["voiture"]),
        ("la maison", "la grande maison rouge", ["grande", "rouge"]),
        ("la maison rouge", "la maison", []),
        ("", "la maison", ["la", "maison"]),
        ("a b b", "b b a", ["a"]),
        ("la maison\u202f?", "la voiture\u202f?", ["voiture\u202f?"]),  # its narrow space is drawn as it is
    ],
)
def test_new_words_are_those_that_were_not_at_their_place(before, now, new):
    found = changes(before, now)
    assert " ".join(word.text for word in found) == now
    assert [word.text for word in found if word.is_new] == new


def report(step, *hypotheses):
    sources = ("the house", "the car")
    samples = [Sample(source=s, reference="la maison", hypothesis=h) for s, h in zip(sources, hypotheses, strict=True)]
    return Samples(step=step, samples=tuple(samples))


def test_a_validation_marks_what_changed_since_the_one_before(qtbot):
    table = SamplesTable()
    table.resize(800, 200)
    qtbot.addWidget(table)
    table.show()
    table.show_samples(report(10, "la la", "voiture"))
    qtbot.waitUntil(lambda: table.model().rowCount() == 2)
    assert not any(word.is_new for word in table.model().index(0, 2).data(WORDS))
    table.show_samples(report(20, "la maison", "voiture"))
    qtbot.waitUntil(lambda: table.model().index(0, 0).data() == "✓")
    assert table.model().index(0, 2).data(WORDS) == (Word("la", False), Word("maison", True))
    assert "before: la la" in table.model().index(0, 2).data(0x3)
    assert not any(word.is_new for word in table.model().index(1, 2).data(WORDS))
    place = table.visualRect(table.model().index(0, 2))
    spots = [QPointF(x, place.center().y()) for x in range(place.left() + 12, place.left() + 70)]
    assert any(is_painted(table.viewport(), spot, LIGHT.accent) for spot in spots)
    table.show_samples(report(20, "la maison", "la voiture"))  # a resumed run goes over the same step again
    qtbot.waitUntil(lambda: table.model().index(1, 2).data() == "la voiture")
    assert table.model().index(0, 2).data(WORDS)[1].is_new


def test_the_next_validation_leaves_the_selection_and_the_place(qtbot):
    def said(step, count=20):
        samples = (Sample(source=f"sentence {n}", reference="phrase", hypothesis=f"at {step}") for n in range(count))
        return Samples(step=step, samples=tuple(samples))

    table = SamplesTable()
    table.resize(800, 160)
    qtbot.addWidget(table)
    table.show()
    table.show_samples(said(10))
    qtbot.waitUntil(lambda: table.model().rowCount() == 20)
    table.scrollToBottom()
    table.selectRow(19)
    place = table.verticalScrollBar().value()
    assert place > 0
    table.show_samples(said(20))
    qtbot.waitUntil(lambda: table.model().index(19, 2).data() == "at 20")
    assert table.verticalScrollBar().value() == place
    assert [index.row() for index in table.selectionModel().selectedRows()] == [19]
    table.show_samples(said(30, count=3))
    qtbot.waitUntil(lambda: table.model().rowCount() == 3)
    assert table.model().index(2, 2).data() == "at 30"


def test_hebrew_is_read_from_right_to_left_with_marks_too(qtbot):
    table = SamplesTable()
    table.resize(800, 200)
    qtbot.addWidget(table)
    table.show()
    table.show_samples(report(10, "בית גדול", "מכונית"))
    qtbot.waitUntil(lambda: table.model().rowCount() == 2)
    table.show_samples(report(20, "בית קטן", "מכונית"))
    qtbot.waitUntil(lambda: table.model().index(0, 2).data() == "בית קטן")
    place = table.visualRect(table.model().index(0, 2))
    picture = table.viewport().grab(place).toImage()
    assert np.median(columns(picture, LIGHT.accent)) < np.median(columns(picture, LIGHT.text))


def columns(picture, colour):
    """Where pixels have nearly this colour, in pixels from the left."""
    bytes_of = np.stack([pixels_of(picture).astype(int) >> shift & 255 for shift in (16, 8, 0)], axis=-1)
    return np.nonzero(np.abs(bytes_of - QColor(colour).getRgb()[:3]).sum(axis=-1) < 120)[1]


@pytest.mark.parametrize("room", [20, 47, 80, 140, 200, 400])
def test_a_marked_text_ends_in_dots_where_there_is_no_room(qapp, room):
    plain, font = QFontMetricsF(QFont()), QFont()
    font.setBold(True)
    strong = QFontMetricsF(font)
    words = changes("the house was old", "the big house was very old indeed")
    kept = shortened(words, room, plain, strong)
    widths = [(strong if word.is_new else plain).horizontalAdvance(word.text) for word in kept]
    end = sum(widths) + (len(kept) - 1) * plain.horizontalAdvance(" ")
    assert end <= room
    if room == 400:
        assert kept == list(words)
    else:
        assert kept[-1].text.endswith("…") and end > room - 60
        assert kept[:-1] == list(words[: len(kept) - 1])


def test_the_log_can_be_asked_for_warnings_and_errors_alone(qtbot):
    log = LogView()
    qtbot.addWidget(log)
    qtbot.addWidget(log.levels)
    log.show()
    for level in ("info", "warning", "error"):
        log.add(f"an {level} line", level)
    qtbot.waitUntil(lambda: len(log.toPlainText().splitlines()) == 3)
    log.levels.setCurrentIndex(1)
    qtbot.waitUntil(lambda: len(log.toPlainText().splitlines()) == 2)
    log.add("another line")
    log.levels.setCurrentIndex(2)
    qtbot.waitUntil(lambda: log.toPlainText().endswith("error: an error line") and "warning" not in log.toPlainText())
    log.levels.setCurrentIndex(0)
    qtbot.waitUntil(lambda: len(log.toPlainText().splitlines()) == 4)
    log.clear_lines()
    assert log.toPlainText() == ""


def test_the_log_of_several_days_says_where_another_day_begins(qtbot, monkeypatch):
    class Clock:
        moment = datetime(2026, 2, 28, 23, 59, 50)

        @classmethod
        def now(cls):
            return cls.moment

    monkeypatch.setattr("gui.widgets.log_view.datetime", Clock)
    log = LogView()
    qtbot.addWidget(log)
    qtbot.addWidget(log.levels)
    log.show()
    log.add("a", "warning")
    Clock.moment = datetime(2026, 3, 1, 0, 0, 10)
    for text in "bc":
        log.add(text)
    today = ["2026-03-01 00:00:10  b", "00:00:10  c"]
    qtbot.waitUntil(lambda: log.toPlainText().splitlines() == ["23:59:50  warning: a", *today])
    log.levels.setCurrentIndex(1)
    qtbot.waitUntil(lambda: log.toPlainText() == "2026-02-28 23:59:50  warning: a")  # it is not today's any more
    log.clear_lines()
    log.levels.setCurrentIndex(0)
    log.add("d")
    qtbot.waitUntil(lambda: log.toPlainText() == "00:00:10  d")
