import pytest

from gui.widgets.progress_panel import ProgressPanel
from tfmodel.contract.events import ValidationReport


@pytest.fixture
def panel(qtbot):
    made = ProgressPanel()
    qtbot.addWidget(made)
    made.show()
    return made


def validation(step, bleu, *, best):
    scores = {"bleu": bleu, "bleu_signature": "tok:13a", "chrf": 40.0, "chrf_signature": "c6"}
    more = {"loss": 2.0, "perplexity": 7.4, "token_accuracy": 0.5, "sentences": 20, "seconds": 2.0 * step}
    return ValidationReport(step=step, epoch=step / 10, best=best, **scores, **more)


def test_the_best_bleu_is_the_highest_whatever_decides_which_validation_is_best(panel, qtbot):
    for step, bleu, best in ((10, 20.0, True), (20, 30.0, False), (30, 25.0, True)):
        panel.show_validation(validation(step, bleu, best=best))
    qtbot.waitUntil(lambda: panel.text("bleu") == "30.0")
