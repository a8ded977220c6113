"""The fields that say how to translate, without the page around them."""

import pytest
from PySide6.QtCore import Qt

from gui.widgets.search_options import SearchOptions
from tfmodel.contract.decoding_config import DecodingConfig


@pytest.fixture
def options(qtbot):
    options = SearchOptions()
    qtbot.addWidget(options)
    options.set_run(DecodingConfig(beam_size=6))
    return options


def test_a_beam_is_typed_to_its_end_before_it_counts(options, qtbot):
    asked = []
    options.changed.connect(lambda: asked.append((options.decoding().beam_size, options.shown())))
    options.beam.selectAll()
    qtbot.keyClicks(options.beam, "10")
    qtbot.keyClick(options.beam, Qt.Key.Key_Return)
    assert asked == [(10, 5)]


def test_as_many_translations_are_shown_as_were_wished_for_once_there_are_so_many(options):
    shown = []
    options.nbest.setValue(4)
    for beam in (1, 3, 8):
        options.beam.setValue(beam)
        shown.append(options.shown())
    assert shown == [1, 3, 4]
    options.method.setCurrentIndex(options.method.findData("sampling"))
    options.nbest.setValue(20)
    options.method.setCurrentIndex(options.method.findData("beam"))
    assert options.shown() == 8 and options.nbest.maximum() == 8
    options.set_run(DecodingConfig(beam_size=2))
    assert options.shown() == 2
    options.method.setCurrentIndex(options.method.findData("sampling"))
    assert options.shown() == 20
