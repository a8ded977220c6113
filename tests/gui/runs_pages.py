"""The Runs page with three runs, of which one was stopped."""

from PySide6.QtCore import QItemSelectionModel, Qt

from gui.pages.runs import RunsPage
from tests.gui.made_runs import make_run
from tfmodel.contract import places


def page_of_three(session, qtbot, tmp_path):
    """Shown, and read: alpha and beta are finished, gamma can be gone on with."""
    for name in ("alpha", "beta"):
        make_run(name, best_bleu=10.0)
    make_run("gamma", state="stopped", steps=5)
    session._dataset = tmp_path / "some.pairs"  # the scripted jobs do not read it
    made = RunsPage(session)
    made.resize(1100, 760)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.library.changed):
        made.show()
    qtbot.waitUntil(lambda: made.runs.total == 3)
    return made


def choose(page, *names):
    rows = [page.runs.row_of(places.runs_folder() / name) for name in names]
    page.table.clearSelection()
    for row in rows:
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        page.table.selectionModel().select(page.runs.index(row, 0), flags)


def click(qtbot, button):
    qtbot.waitUntil(lambda: button.isEnabled() and button.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
