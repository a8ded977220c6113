"""The Data page: from a file of text pairs to an open dataset."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTemporaryDir, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QStackedWidget, QWidget

from gui import errors, theme
from gui.import_command import ImportRequest, sample_request
from gui.keys import with_keys
from gui.language import filled
from gui.later import later
from gui.said import said
from gui.session import Session
from gui.widgets.drop_area import accept_copy, files_of
from gui.widgets.job_progress import JobProgress
from gui.widgets.start_panel import StartPanel
from gui.window_state import settings
from gui.worker import Outcome
from resources.samples import SAMPLES, Sample

if TYPE_CHECKING:
    from gui.widgets.dataset_view import DatasetView
    from gui.widgets.import_form import ImportForm
    from tfmodel.contract import events, failure, places
    from tfmodel.corpus import schema, store
else:
    events = later("tfmodel.contract.events")
    failure = later("tfmodel.contract.failure")
    places = later("tfmodel.contract.places")
    schema = later("tfmodel.corpus.schema")
    store = later("tfmodel.corpus.store")

LAST_DATASET = "dataset"
MOST_WARNINGS = 5  # of an import, that are shown


class DataPage(QWidget):
    """Start panel, import form and dataset, one at a time; a running import shows its progress above them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job = session.new_job(self)
        self._job.received.connect(self._on_event)
        self._job.ended.connect(self._on_ended)
        self._imported: events.Imported | None = None
        self._warnings: list[str] = []  # of the import
        self._upgrading: Path | None = None
        self._after_cancel: QWidget | None = None  # where the focus went when Cancel could be used no more
        self._form: ImportForm | None = None
        self._dataset: DatasetView | None = None
        self._is_choosing = False  # whether the form is in front
        self._has_chosen = False  # whether what the form shows is what the job makes, or was given up for it
        self.setAcceptDrops(True)
        self._make_parts()
        self._arrange()
        session.dataset_changed.connect(self._show_dataset)
        session.dataset_requested.connect(lambda path: self.open_files([path]))
        self._show_dataset(session.dataset)

    def _make_parts(self) -> None:
        self.start = StartPanel(SAMPLES)
        self.start.drop.pressed.connect(self.ask_files)
        self.start.drop.dropped.connect(self.open_files)
        self.start.sample_chosen.connect(self.open_sample)
        self.progress = JobProgress()
        self.progress.cancelled.connect(self.cancel_import)
        self.progress.hide()
        self.result = theme.label("", "muted", wrap=True)
        self.result.hide()
        self.open = QPushButton(self.tr("&Open file…"))
        self.open.setToolTip(with_keys(self.tr("Open text pairs or a dataset"), "Ctrl+O"))
        self.open.clicked.connect(self.ask_files)
        # As the button's own, it would take the place of the letter that is marked in its text.
        QShortcut(QKeySequence(QKeySequence.StandardKey.Open), self).activated.connect(self.open.click)
        self.samples = self._samples_menu()

    @cached_property
    def _scratch(self) -> QTemporaryDir:
        """A folder that is removed with the page."""
        return QTemporaryDir()

    @property
    def form(self) -> ImportForm:
        """How files are read; made when files are first opened, or before, while nothing else is to do."""
        if self._form is None:
            self._form = self._make_form()
        return self._form

    def _make_form(self) -> ImportForm:
        from gui.widgets.import_form import ImportForm

        form = ImportForm()
        form.accepted.connect(self.start_import)
        form.cancelled.connect(self._leave_form)
        form.detected.connect(self._show_form)
        form.failed.connect(self._on_unreadable)
        self._session.dataset_changed.connect(form.set_open_dataset)
        form.setEnabled(not self._job.is_running)
        self.stack.addWidget(form)
        return form

    @property
    def dataset(self) -> DatasetView:
        """The open dataset; made like the form."""
        if self._dataset is None:
            from gui.widgets.dataset_view import DatasetView

            self._dataset = DatasetView(self._session)
            self.stack.addWidget(self._dataset)
        return self._dataset

    def make_late_parts(self) -> Iterator[None]:
        """Makes what the first frame did without, one part at each step."""
        for part in ("dataset", "form"):
            getattr(self, part)
            yield

    def _samples_menu(self) -> QPushButton:
        button = QPushButton(self.tr("&Samples"))
        button.setToolTip(self.tr("Corpora that come with the program"))
        menu = QMenu(button)
        for sample in SAMPLES:
            action = menu.addAction(said(sample.title))
            action.setToolTip(said(sample.description))
            action.triggered.connect(lambda checked=False, sample=sample: self.open_sample(sample))
        menu.setToolTipsVisible(True)
        button.setMenu(menu)
        return button

    def _arrange(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        layout = theme.page_layout(self, self.tr("Data"), self.samples, self.open)
        layout.addWidget(self.progress)
        layout.addWidget(self.result)
        layout.addWidget(self.stack, 1)

    # Opening

    def open_first(self) -> None:
        """What the window begins with: the dataset of last time, else the newest one, else the first sample."""
        remembered = settings().value(LAST_DATASET)
        last = Path(str(remembered)) if remembered else None
        newest = _newest(places.datasets_folder())
        if self._session.dataset is not None:
            return
        if last is not None and last.exists():
            self.open_files([last])
        elif newest is not None:
            self.open_files([newest])
        else:
            self.open_sample(SAMPLES[0])

    def ask_files(self) -> None:
        """Lets the person choose one file, or two parallel ones."""
        names, _ = QFileDialog.getOpenFileNames(
            self,
            self.tr("Open text pairs"),
            "",
            self.tr("Text pairs and datasets ({0});;All files (*)").format(
                "*.tsv *.csv *.txt *.tmx *.xlf *.xliff *.po *.xlsx *.jsonl *.parquet *.zip *.tgz *.gz *.pairs"
            ),
        )
        if names:
            self.open_files([Path(name) for name in names])

    def open_files(self, paths: Sequence[Path]) -> None:
        """Opens a dataset, or shows how files, or what a folder holds, would be imported."""
        try:
            if places.is_dataset(paths):
                self._open_dataset(paths[0])
            else:
                self.result.setText(self.tr("Looking into {0}…").format(", ".join(path.name for path in paths[:3])))
                self.result.show()
                self.form.begin(paths, self._session.dataset)
        except schema.NOT_READABLE as error:
            errors.show_alone(self, failure.failure_from(error))

    def _open_dataset(self, path: Path) -> None:
        if schema.is_former(path) and os.access(path, os.W_OK):
            self._upgrade(path)
            return
        store.PairStore.open(path).close()  # a file that is no dataset ends here, with what was open still open
        self._leave_form()
        self._session.open_dataset(path)

    def _upgrade(self, path: Path) -> None:
        """Brings a dataset of an older format up to date in a process of its own, then opens it."""
        if self._is_busy():
            return
        self._upgrading = path
        self._begin(self.tr("Bringing {0} up to date…").format(path.name), ["upgrade", str(path)])

    def open_sample(self, sample: Sample) -> None:
        """Opens the dataset of a sample, which is imported first when it was not yet."""
        try:
            places.make_home()
            request = sample_request(sample)
        except (failure.FailureError, OSError) as error:
            errors.show_failure(self, failure.failure_from(error))
            return
        if request.into.exists():
            self.open_files([request.into])  # as any other: it may be damaged, or of a former format
        else:
            self.start_import(request)

    def _show_dataset(self, path: Path | None) -> None:
        if path is None:
            if self._dataset is not None:
                self._dataset.close_dataset()
            self._show_behind_form(self.start)
            return
        try:
            self.dataset.show_dataset(path)
        except schema.NOT_READABLE as error:
            errors.show_failure(self, failure.failure_from(error))
            if not self.dataset.is_open:  # what was shown before is closed by then
                self._show_behind_form(self.start)
                QTimer.singleShot(0, self._close_unshown)  # when all have heard of this one
            return
        settings().setValue(LAST_DATASET, str(path))
        self._show_behind_form(self.dataset)

    def _show_behind_form(self, part: QWidget) -> None:
        """Shows the start panel or the dataset; while a form is in front, it stays there: a job may have ended."""
        if not self._is_choosing:
            self.stack.setCurrentWidget(part)

    def _close_unshown(self) -> None:
        """What could not be shown is not trained on either."""
        if self._session.dataset is not None and not self.dataset.is_open:
            self._session.open_dataset(None)

    def _show_form(self) -> None:
        self.result.hide()
        self._is_choosing, self._has_chosen = True, False
        self.stack.setCurrentWidget(self.form)

    def _on_unreadable(self, unreadable: failure.Failure) -> None:
        self.result.hide()
        errors.show_failure(self, unreadable)

    def _leave_form(self) -> None:
        self._is_choosing = False
        is_open = self._dataset is not None and self._dataset.is_open
        self.stack.setCurrentWidget(self.dataset if is_open else self.start)

    # Importing

    def start_import(self, request: ImportRequest) -> None:
        """Imports in a process of its own; the page stays usable meanwhile."""
        if self._is_busy():
            return
        self._imported = None
        self._warnings.clear()
        scratch = Path(self._scratch.filePath("readings.json"))
        self._begin(self.tr("Importing {0}…").format(request.names), request.arguments(scratch))

    def _is_busy(self) -> bool:
        """Whether another file is being read, which is said then."""
        if self._job.is_running:
            self.result.setText(self.tr("An import is running: wait for it, or cancel it first."))
            self.result.show()
        return self._job.is_running

    def _begin(self, text: str, arguments: Sequence[str]) -> None:
        self._has_chosen = True
        self.result.hide()
        self.progress.begin(text)
        self.progress.show()
        focused = self.window().focusWidget()
        if focused is not None and any(part.isAncestorOf(focused) for part in self._choosers()):
            self.progress.cancel.setFocus()  # what cannot be used loses it, and Tab would begin anew
        self._let_choose(False)
        self._job.start(arguments)

    def _choosers(self) -> list[QWidget]:
        """What begins an import, as far as it is made."""
        return [self.start] if self._form is None else [self.start, self._form]

    def _let_choose(self, allowed: bool) -> None:
        for part in self._choosers():
            part.setEnabled(allowed)

    def cancel_import(self) -> None:
        """Stops the running import; nothing of it is kept."""
        had_focus = self.window().focusWidget() is self.progress.cancel
        self.progress.stopping()
        self._after_cancel = self.window().focusWidget() if had_focus else None
        self._job.stop()

    def _on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Progress):
            self.progress.show_progress(event)
        elif isinstance(event, events.Imported):
            self._imported = event
        elif isinstance(event, events.Log) and event.level == "warning":
            self._warnings.append(event.message)

    def _on_ended(self, outcome: Outcome) -> None:
        upgraded, self._upgrading = self._upgrading, None
        was_waiting = self.window().focusWidget() in (None, self.progress.cancel, self._after_cancel)
        self._after_cancel = None
        self._let_choose(True)
        self.progress.hide()
        self.result.show()
        if outcome.failure is not None:
            self.result.hide()
            errors.show_failure(self, outcome.failure)
        elif upgraded is not None:
            self._on_upgraded(upgraded, outcome)
        elif self._imported is not None:
            self.result.setText(self._result(self._imported))
            self._open_made(Path(self._imported.path))
        else:
            self.result.setText(self.tr("The import was cancelled: nothing was kept."))
        if was_waiting and self._next_focus.isVisible():
            self._next_focus.setFocus()

    @property
    def _next_focus(self) -> QWidget:
        """What a person goes on with, of what is shown."""
        shown = self.stack.currentWidget()
        if shown is self.start:
            return self.start.drop.button
        if self._form is not None and shown is self._form:
            return self._form.accept
        return self.dataset.pairs.view

    def _on_upgraded(self, path: Path, outcome: Outcome) -> None:
        if outcome.cancelled:
            self.result.setText(self.tr("Cancelled: the dataset is as it was."))
        else:
            self.result.hide()
            self._open_made(path)

    def _open_made(self, path: Path) -> None:
        """Opens what the job has made; files that were looked into meanwhile stay in front of it."""
        if self._has_chosen:
            self._leave_form()
        self._session.open_dataset(path)

    def _result(self, imported: events.Imported) -> str:
        text = filled(
            self.tr("Imported {0:,} of {1:,} pairs in {2:.1f} s."), imported.kept, imported.read, imported.seconds
        )
        if imported.held_out:
            aside = self.tr("%Ln pair(s) are set aside: the source is in a held-out part.", "", imported.held_out)
            text = f"{text} {aside}"
        more = len(self._warnings) - MOST_WARNINGS
        last = [filled(self.tr("… and {0:,} more"), more)] if more > 0 else []
        return "\n".join([text, *self._warnings[:MOST_WARNINGS], *last])

    # Reimplemented Qt methods

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accepts files and folders of this computer, wherever on the page."""
        if files_of(event.mimeData()):
            accept_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Opens what was dropped."""
        if accept_copy(event):
            self.open_files(files_of(event.mimeData()))


def _newest(folder: Path) -> Path | None:
    """The dataset that was changed last; a name with a dot before it is that of one which is being written."""
    changed: dict[Path, float] = {}
    for path in folder.glob(f"*{places.DATASET_SUFFIX}"):
        if not path.name.startswith("."):
            with suppress(OSError):  # it went away meanwhile
                changed[path] = path.stat().st_mtime
    return max(changed, key=lambda path: changed[path], default=None)
