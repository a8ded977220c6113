"""What can be done with the pairs that are selected: edit, exclude, restore, undo, redo, copy, export."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from gui import errors, theme
from gui.keys import keys_here, with_keys
from gui.language import filled
from gui.listing import Listing
from gui.pair_task import PairTask
from gui.saving import completed, endings_in
from gui.session import Session
from gui.widgets.job_progress import JobProgress
from gui.widgets.table_view import TableView
from gui.worker import Outcome
from tfmodel.contract import events
from tfmodel.contract.failure import FailureError
from tfmodel.corpus.editing import PairEditor, Step
from tfmodel.corpus.store import PairStore, Row

MOST = 400  # pairs changed at once in the window; more would be felt, and are changed by a job


class PairActions(QWidget):
    """Buttons below the table.

    Attributes:
        changed: After each change of the dataset.
        outdated: Another file has taken the place of the dataset that was to be changed or searched: it is not.
    """

    changed = Signal()
    outdated = Signal()

    def __init__(self, session: Session, view: TableView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._store: PairStore | None = None
        self._listing: Listing | None = None
        self._editor: PairEditor | None = None
        self._scratch = Path()
        self._task: PairTask | None = None  # of the running job, or the last one
        self._has_changed = True  # unless it says that it found nothing to change
        self._done = ""  # what it will have changed
        self._waiting: deque[PairTask] = deque()  # until it ends
        self._lists = count()  # of pairs that such tasks are about
        self._job = session.new_job(self)
        self._job.received.connect(self._on_event)
        self._job.ended.connect(self._on_ended)
        self.exclude = self._button(self.tr("Exclude"), "Delete", self.tr("No training sees the selected pairs"))
        self.restore = self._button(
            self.tr("Restore"), "Insert", self.tr("The selected pairs are used again, also in spite of a rule's flag")
        )
        self.undo = self._button(self.tr("Undo"), "Ctrl+Z", self.tr("Takes the last change back"))
        self.redo = self._button(self.tr("Redo"), "Ctrl+Shift+Z", self.tr("Does again what was taken back"))
        self.export = self._button(
            self.tr("Export…"), "Ctrl+E", self.tr("Writes the selected pairs, or all that are listed, as TSV or TMX")
        )
        self.exclude.clicked.connect(lambda: self._choose("exclude"))
        self.restore.clicked.connect(lambda: self._choose("restore"))
        self.undo.clicked.connect(lambda: self._step("undo"))
        self.redo.clicked.connect(lambda: self._step("redo"))
        self.export.clicked.connect(self._ask_file)
        self.note = theme.label("", "muted")
        self.progress = JobProgress()
        self.progress.cancelled.connect(self._cancel)
        self.progress.hide()
        self.waits = theme.label("", "muted")
        self._arrange()
        view.too_many.connect(self._on_too_many)
        view.selectionModel().selectionChanged.connect(lambda: self._offer())

    def _button(self, text: str, key: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(with_keys(tip, key))
        alone = "+" not in key  # such a key is also one of a text field
        shortcut = QShortcut(self._view if alone else self)
        shortcut.setKeys(keys_here(key))
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut if alone else Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(button.click)
        return button

    def _arrange(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        for button in (self.exclude, self.restore, self.undo, self.redo, self.export):
            layout.addWidget(button)
        layout.addWidget(self.note, 1)
        layout.addWidget(self.progress, 1)
        layout.addWidget(self.waits)
        self.waits.hide()

    def set_listing(self, store: PairStore | None, listing: Listing | None, scratch: Path) -> None:
        """Acts on the rows of another listing; what waits to be done to another dataset is done to that all the same.

        Args:
            store: The dataset.
            listing: What the table shows of it.
            scratch: A folder for files that pass between the window and a job.
        """
        if store is not self._store:
            self.close_editor()
            self.note.clear()
        self._store, self._listing, self._scratch = store, listing, scratch
        self._offer()

    def close_editor(self) -> None:
        """Lets go of the file."""
        if self._editor is not None:
            self._editor.close()
            self._editor = None

    def _offer(self) -> None:
        """Enables what can be done now."""
        selected = self._view.selectionModel().hasSelection()
        for button in (self.exclude, self.restore):
            button.setEnabled(selected)
        history = self._store.history() if self._store is not None else None
        self.undo.setEnabled(history is not None and (bool(history.undo) or self._is_changing))
        self.redo.setEnabled(history is not None and (bool(history.redo) or self._is_changing))
        self.export.setEnabled(self._listing is not None and self._view.model().rowCount() > 0)

    def selected(self) -> array[int]:
        """The numbers of the selected pairs, in the order of the table."""
        if self._listing is None:
            return array("q")
        return self._listing.ids(self._view.selected_spans())

    def _on_too_many(self, rows: int) -> None:
        self.note.setText(filled(self.tr("{0:,} pairs are too many to copy: export them instead."), rows))

    # Changing

    def edit(self, row: Row, side: str, text: str) -> None:
        """Gives one side of a pair another text."""
        texts = {side: text}
        done = filled(self.tr("Pair {0:,} edited."), row.id)
        if self._has_rules() or self._is_changing:
            words = ["change", "edit", "--pair", str(row.id), f"--{side}={text}"]
            self._start(done, words, filled(self.tr("Pair {0:,} is being edited…"), row.id), brief=True)
        else:
            self._change(lambda editor: done if editor.edit(row.id, **texts) else "")

    def _has_rules(self) -> bool:
        """Whether rules look at an edited pair anew: to load them would be felt in the window, so a job does it."""
        try:
            return self._store is not None and self._store.chain() is not None
        except FailureError:
            return False  # the change itself looks at them, too, and says what is wrong with them

    @property
    def _is_changing(self) -> bool:
        """Whether a job changes the shown dataset or is going to: what is done to it now comes after that."""
        running = [self._task] if self._task is not None and self._job.is_running else []
        path = self._store.path if self._store is not None else None
        return any(task.is_change and task.dataset == path for task in (*running, *self._waiting))

    def _choose(self, action: Literal["exclude", "restore"]) -> None:
        """Excludes or restores the selected pairs."""
        if self._listing is None:
            return
        pairs = sum(end - first for first, end in self._view.selected_spans())
        if pairs > MOST or self._is_changing:
            self._start("", ["change", action, *self._which(self._listing)])
            return
        ids = self.selected()
        change = {"exclude": PairEditor.exclude, "restore": PairEditor.restore}[action]
        self._change(lambda editor: self._said_if_any(action, change(editor, ids)))

    def _step(self, action: Literal["undo", "redo"]) -> None:
        """Takes the last change back, or does it again."""
        if self._store is None:
            return
        history = self._store.history()
        what, pairs = (history.undo, history.undo_pairs) if action == "undo" else (history.redo, history.redo_pairs)
        if pairs > MOST or self._is_changing:  # the last change is another one by then
            self._start("", ["change", action])
        elif what == "edit" and self._has_rules():
            self._start("", ["change", action], self.tr("The texts are being changed…"), brief=True)
        elif what:
            step = {"undo": PairEditor.undo, "redo": PairEditor.redo}[action]
            self._change(lambda editor: self._told(action == "undo", step(editor)))

    def _told(self, undone: bool, step: Step | None) -> str:
        """What came of a step in the window's own process."""
        return self._said_step(undone, step.action, step.pairs, step.skipped) if step is not None else ""

    def _said_step(self, undone: bool, action: str, pairs: int, skipped: int) -> str:
        """What was taken back, or done again, and for how many pairs it could not be."""
        form = self.tr("Taken back: {0}") if undone else self.tr("Done again: {0}")
        done = form.format(self._said(action, pairs)) if pairs else ""
        kept = self.tr("%Ln pair(s) kept the text: another pair has the earlier one.", "", skipped) if skipped else ""
        return f"{done} {kept}".strip()

    def _said_if_any(self, action: str, pairs: int) -> str:
        return self._said(action, pairs) if pairs else ""

    def _said(self, action: str, pairs: int) -> str:
        """What was done to how many pairs."""
        names = {"edit": self.tr("edited"), "exclude": self.tr("excluded"), "restore": self.tr("restored")}
        text = self.tr("One pair {1}.") if pairs == 1 else self.tr("{0:,} pairs {1}.")
        return filled(text, pairs, names.get(action, action))

    def _change(self, change: Callable[[PairEditor], str]) -> None:
        """Changes pairs in the window's own process, and says what `change` returns."""
        if self._store is None or self.is_replaced(self._store):
            return
        try:
            if self._editor is None:
                self._editor = PairEditor.open(self._store.path)
            done = change(self._editor)
        except FailureError as error:
            errors.show_error(self, error)
            return
        self._tell_change(done)

    def is_replaced(self, store: PairStore) -> bool:
        """Whether another file has taken the place of a dataset, whose pairs nobody has seen then; that is told."""
        replaced = store.is_replaced()
        if replaced:
            self.outdated.emit()
        return replaced

    def _tell_change(self, done: str) -> None:
        self.note.setText(done)
        self.changed.emit()
        self._offer()

    # Exporting

    def _ask_file(self) -> None:
        if self._store is None:
            return
        path, listing = self._store.path, self._listing
        forms = self.tr("Tab-separated text (*.tsv);;Translation memory (*.tmx)")
        name, chosen = QFileDialog.getSaveFileName(self, self.tr("Export pairs"), f"{path.stem}.tsv", forms)
        if name and self._is_listed(listing):
            self.export_to(Path(name), endings_in(f"{chosen};;{forms}"))

    def export_to(self, path: Path, endings: Sequence[str] = (".tsv", ".tmx")) -> None:
        """Writes the selected pairs, or all that are listed where none is selected.

        Args:
            path: The file; its ending is the form.
            endings: Those that there are; the first one is added where the path has none of them.
        """
        if self._store is None or self._listing is None:
            return
        listing = self._listing
        into = completed(self, path, endings)
        if into is not None and self._is_listed(listing):
            self._start("", ["extract", "--into", str(into), *self._which(listing)], self.tr("Writing"))

    def _is_listed(self, listing: Listing | None) -> bool:
        """Whether the list is still that of which pairs were chosen; where another has come meanwhile, that is said."""
        if listing is not self._listing:
            self.note.setText(self.tr("The list has changed meanwhile: nothing was exported."))
        return listing is self._listing

    def _start(self, done: str, words: list[str], text: str = "", *, brief: bool = False) -> None:
        """Runs a job on the dataset, once those before it have ended; for the arguments see `PairTask`."""
        if self._store is not None:
            self._waiting.append(PairTask(self._store, words, done, text, brief))
            self._go_on()

    def _go_on(self) -> None:
        """Begins what waits longest, unless a job runs, and says how much waits still."""
        while self._waiting and self.is_replaced(self._waiting[0].store):
            self._waiting.popleft()
        if self._waiting and not self._job.is_running:
            self._begin(self._waiting.popleft())
        self.waits.setText(filled(self.tr("Changes that wait: {0:,}"), len(self._waiting)))
        self.waits.setVisible(bool(self._waiting))
        self._offer()

    def _begin(self, task: PairTask) -> None:
        self._task, self._done, self._has_changed = task, task.done, True
        self.close_editor()  # two writers would wait for each other
        if not task.brief:
            self.note.hide()
            self.progress.begin(task.text or self.tr("Changing pairs"))
            self.progress.show()
        elif self._is_here:
            self.note.setText(task.text)
        self._job.start([task.words[0], str(task.dataset), *task.words[1:]])

    def _which(self, listing: Listing) -> list[str]:
        """The pairs to write, as words of the command line."""
        rows = self._view.model().rowCount()
        spans = self._view.selected_spans() or [(0, rows)]
        if spans == [(0, rows)] and listing.is_everything(rows):
            return ["--all"]
        # One that waits has a file of its own: the others may not have been read yet.
        numbers = self._scratch / (f"export-ids-{next(self._lists)}" if self._job.is_running else "export-ids")
        numbers.write_bytes(listing.ids(spans).tobytes())
        return ["--ids", str(numbers)]

    def _cancel(self) -> None:
        """Lets the job end by itself: it takes a half-written file away."""
        self.progress.stopping()
        self._job.stop()

    def _on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Progress):
            self.progress.show_progress(event)
        elif isinstance(event, events.Changed) and self._task is not None:
            self._has_changed = bool(event.pairs)
            if not (event.pairs and self._task.done):
                self._done = self._said_if_any(self._task.words[1], event.pairs)
        elif isinstance(event, events.Stepped):
            self._done = self._said_step(event.undone, event.change, event.pairs, event.skipped)
        elif isinstance(event, events.Extracted) and self._is_here:
            self.note.setText(self.tr("Wrote %Ln pair(s) to {0}.", "", event.count).format(Path(event.path).name))

    def _on_ended(self, outcome: Outcome) -> None:
        self.progress.hide()
        self.note.show()
        if outcome.failure is not None:
            errors.show_failure(self, outcome.failure)
        if outcome.failure is not None or outcome.cancelled or not self._has_changed:
            self._forget_undo()
        if self._is_here:
            self._tell_end(outcome)
        self._go_on()

    def _forget_undo(self) -> None:
        """What was not changed is not taken back either: an undo that waits for it would take back another change."""
        if self._waiting and self._task is not None and self._waiting[0].takes_back(self._task):
            self._waiting.popleft()

    @property
    def _is_here(self) -> bool:
        """Whether the dataset of the job is still the one that is shown."""
        return self._store is not None and self._task is not None and self._store.path == self._task.dataset

    def _tell_end(self, outcome: Outcome) -> None:
        if outcome.failure is not None:
            self.note.clear()
        elif outcome.cancelled:
            self.note.setText(self.tr("Cancelled: everything is as it was."))
        elif self._task is not None and self._task.is_change:
            self._tell_change(self._done)
