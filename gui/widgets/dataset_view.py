"""An open dataset: its counts, its pairs, what was left out, and what its sentences are like."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from gui import errors, theme
from gui.language import figures, filled
from gui.session import Session
from gui.widgets.job_panel import JobPanel
from gui.widgets.pairs_table import PairsTable
from gui.widgets.rejected_table import RejectedTable
from gui.worker import Outcome
from tfmodel.corpus.schema import DAMAGED, ODD, not_a_dataset
from tfmodel.corpus.store import PairStore

if TYPE_CHECKING:
    from gui.widgets.clean_view import CleanView
    from gui.widgets.mix_view import MixView
    from gui.widgets.picture_view import PictureView
    from gui.widgets.tokenizer_bench import TokenizerBench


class Tab(Protocol):
    """What each tab can do."""

    def set_store(self, store: PairStore | None) -> None:
        """Shows another dataset."""


Late = TypeVar("Late", "CleanView", "PictureView", "TokenizerBench", "MixView")


class DatasetView(QWidget):
    """Shows one `PairStore`, which it closes when it shows another.

    The tabs that a person may never look at are made when they are first seen: the window opens the sooner.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._store: PairStore | None = None
        self._divided: Path | None = None  # the dataset that is divided anew
        self.title = theme.label("", "heading")
        self.place = theme.label("", "muted")
        self._figures: dict[str, QLabel] = {}
        self.parts = QPushButton(self.tr("Par&ts…"))
        self.parts.setToolTip(self.tr("Divides the pairs anew into training, validation and test"))
        self.parts.clicked.connect(self._ask_parts)
        self.splitting = JobPanel(session)
        self.splitting.ended.connect(self._on_split)
        self.pairs, self.rejected = PairsTable(session), RejectedTable(session)
        self._made: dict[str, Tab] = {"pairs": self.pairs, "rejected": self.rejected}
        self.pairs.changed.connect(self._on_pairs)
        self.pairs.actions_row.outdated.connect(self._renew, Qt.ConnectionType.QueuedConnection)
        self.tabs = QTabWidget(documentMode=True)
        self.tabs.addTab(self.pairs, self.tr("&Pairs"))
        self.tabs.addTab(self.rejected, self.tr("Le&ft out"))
        titles = {
            "cleaning": self.tr("C&lean"),
            "picture": self.tr("P&icture"),
            "bench": self.tr("To&kenizers"),
            "mix": self.tr("Mi&x"),
        }
        self._empty = {name: QWidget() for name in titles}
        for name, title in titles.items():
            self.tabs.addTab(self._empty[name], title)
        self.tabs.currentChanged.connect(self._on_tab)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(self._head())
        layout.addWidget(self.splitting)
        layout.addWidget(self.tabs, 1)

    @cached_property
    def cleaning(self) -> CleanView:
        """The tab of cleaning rules."""
        from gui.widgets.clean_view import CleanView

        view = CleanView(self._session)
        view.outdated.connect(self._renew, Qt.ConnectionType.QueuedConnection)
        return self._fill("cleaning", view)

    @cached_property
    def picture(self) -> PictureView:
        """The tab of charts."""
        from gui.widgets.picture_view import PictureView

        return self._fill("picture", PictureView(self._session))

    @cached_property
    def bench(self) -> TokenizerBench:
        """The tab that compares tokenizers."""
        from gui.widgets.tokenizer_bench import TokenizerBench

        return self._fill("bench", TokenizerBench(self._session))

    @cached_property
    def mix(self) -> MixView:
        """The tab of the datasets that are trained on together."""
        from gui.widgets.mix_view import MixView

        return self._fill("mix", MixView(self._session))

    def _fill(self, name: str, tab: Late) -> Late:
        """Puts a tab into the place that was kept for it."""
        tab.set_store(self._store)
        self._made[name] = tab
        place = self.tabs.indexOf(self._empty[name])
        current, title = self.tabs.currentIndex(), self.tabs.tabText(place)
        self.tabs.blockSignals(True)
        self.tabs.removeTab(place)
        self.tabs.insertTab(place, tab, title)
        self.tabs.setCurrentIndex(current)
        self.tabs.blockSignals(False)
        return tab

    def _on_tab(self, place: int) -> None:
        """Makes a tab that is seen for the first time."""
        for name, empty in self._empty.items():
            if self.tabs.widget(place) is empty:
                getattr(self, name)

    def _head(self) -> QHBoxLayout:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.place)
        row = QHBoxLayout()
        row.setSpacing(3 * theme.GRID)
        row.addLayout(names)
        row.addStretch()
        row.addWidget(self.parts)
        for key, caption in self._captions().items():
            self._figures[key] = theme.label("", "figure")
            figure = QVBoxLayout()
            figure.setSpacing(0)
            figure.addWidget(self._figures[key])
            figure.addWidget(theme.label(caption, "muted"))
            row.addLayout(figure)
        return row

    def _captions(self) -> dict[str, str]:
        return {
            "total": self.tr("pairs"),
            "train": self.tr("training"),
            "validation": self.tr("validation"),
            "test": self.tr("test"),
            "unused": self.tr("set aside"),
            "rejected": self.tr("left out"),
        }

    def figure(self, key: str) -> str:
        """The number shown for "total", "train", "validation", "test", "unused" or "rejected"."""
        return self._figures[key].text()

    def show_dataset(self, path: Path) -> None:
        """Opens a dataset and shows it.

        Raises:
            FailureError: When it is no dataset, or one of a newer version; what was shown stays. When it is damaged
                where it is looked into; nothing is shown then.
        """
        store = PairStore.open(path)
        self.close_dataset()
        self._store = store
        self.place.setText(str(path))
        try:
            self.title.setText(self._title(path, store))
            self._show_counts()
            self._show(store)
        except (*DAMAGED, *ODD) as error:
            self.close_dataset()
            raise not_a_dataset(path) from error

    @property
    def is_open(self) -> bool:
        """Whether a dataset is shown."""
        return self._store is not None

    def _show_counts(self) -> None:
        if self._store is None:
            return
        counts, rejected = self._store.counts(), sum(self._store.rejected_counts().values())
        values = (counts.total, counts.train, counts.validation, counts.test, counts.unused, rejected)
        for key, value in zip(self._figures, values, strict=True):
            self._figures[key].setText(figures(f"{value:,}"))
        self.tabs.setTabText(1, filled(self.tr("Le&ft out ({0:,})"), rejected))

    def _on_pairs(self) -> None:
        """Shows the numbers of now; a picture is measured again when it is seen, unless it is that of these pairs."""
        self._show_counts()
        for name in ("picture", "mix"):
            if name in self._made:
                self._made[name].set_store(self._store)
        if "cleaning" in self._made:
            self.cleaning.refresh()

    def _ask_parts(self) -> None:
        """Lets a person choose other parts, which a job makes."""
        from gui.widgets.parts_dialog import PartsDialog
        from tfmodel.corpus.division import plan_of

        if self._store is None or self.splitting.is_running:
            return
        path = self._store.path
        dialog = PartsDialog(self._store.origin_names(), plan_of(self._store), self)
        # While it was asked, another dataset may have been opened, as at the end of an import.
        if dialog.exec() and self._store is not None and self._store.path == path and not self._renew():
            self.pairs.actions_row.close_editor()  # two writers would wait for each other
            self._divided = path
            self.parts.setEnabled(False)
            self.splitting.run(self.tr("Dividing the pairs"), ["split", str(path), *dialog.words])

    def _on_split(self, outcome: Outcome) -> None:
        self.parts.setEnabled(True)
        if outcome.failure is not None:
            errors.show_failure(self, outcome.failure)
        elif self._store is not None and self._store.path == self._divided and not outcome.cancelled:
            self._session.open_dataset(self._store.path)

    def _renew(self) -> bool:
        """Shows another file that has taken the place of the shown one, and says so; returns whether there is one."""
        shown = self._store
        if shown is None or not shown.is_replaced():
            return False
        self._session.open_dataset(shown.path)
        if self._store not in (None, shown):
            self._tell(self.tr("The file was replaced meanwhile. This is the new one: nothing was done with it."))
        return True

    def _tell(self, sentence: str) -> None:
        """Says it on the tabs on which the dataset is changed."""
        self.pairs.actions_row.note.setText(sentence)
        if "cleaning" in self._made:
            self.cleaning.note.setText(sentence)

    def close_dataset(self) -> None:
        """Shows nothing and lets go of the file."""
        self._show(None)
        if self._store is not None:
            self._store.close()
            self._store = None
        for text in (self.title, self.place, *self._figures.values()):
            text.clear()
        self.tabs.setTabText(1, self.tr("Le&ft out"))

    def _show(self, store: PairStore | None) -> None:
        for tab in self._made.values():
            tab.set_store(store)

    def _title(self, path: Path, store: PairStore) -> str:
        source, target = store.languages
        return f"{path.stem}  ·  {source} → {target}" if source and target else path.stem

    # Reimplemented Qt methods

    def showEvent(self, event: QShowEvent) -> None:
        """Looks, once it is shown, whether the file is still the same."""
        super().showEvent(event)
        QTimer.singleShot(0, self._renew)
