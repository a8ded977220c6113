"""Several datasets in one training: which, with what weights, and what an epoch holds of each."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui import errors, theme
from gui.declared import settings_in
from gui.language import figures, filled
from gui.mix import Part
from gui.session import Session
from gui.widgets.table_view import TableView
from gui.widgets.undo_bar import UndoBar
from tfmodel.contract.failure import fail, failure_from
from tfmodel.corpus.schema import NOT_READABLE, is_former
from tfmodel.corpus.store import PairStore

WEIGHT = 2  # column


class MixView(QWidget):
    """A table of the datasets over a sentence on the epoch; weights are changed in the table."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._store: PairStore | None = None
        self._shown: list[Part] = []
        self._filling = False
        self._rows = QStandardItemModel(0, len(self._titles()), self)
        self._rows.setHorizontalHeaderLabels(list(self._titles()))
        for column in range(1, self._rows.columnCount()):  # above their numbers
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            self._rows.setHeaderData(column, Qt.Orientation.Horizontal, side, Qt.ItemDataRole.TextAlignmentRole)
        self._rows.itemChanged.connect(self._on_item)
        self.view = TableView(self._rows)
        self.view.setAccessibleName(self.tr("Datasets of the training"))
        self.view.fit_columns((None, 140, 120, 160, 160))
        self.view.selectionModel().selectionChanged.connect(lambda: self._show_buttons())
        self._make_choices()
        self.undo = UndoBar()
        self.summary = theme.label("", wrap=True)
        self.note = theme.label("", "muted", wrap=True)
        self._arrange()
        session.mix.changed.connect(self.undo.dismiss)  # its way back is to the datasets of then
        session.mix.changed.connect(self._show)
        session.config_changed.connect(lambda config: self._show())

    def _titles(self) -> tuple[str, ...]:
        return (
            self.tr("Dataset"),
            self.tr("Training pairs"),
            self.tr("Weight"),
            self.tr("Share of an epoch"),
            self.tr("Each pair is seen"),
        )

    def _make_choices(self) -> None:
        helps = {setting.path: setting.tooltip for setting in settings_in(type(self._session.config))}
        self.add = QPushButton(self.tr("Train to&gether with…"))
        self.add.setToolTip(self.tr("Adds datasets that the next training uses as well"))
        self.add.clicked.connect(self._ask_datasets)
        self.remove = QPushButton(self.tr("&Remove"))
        self.remove.setToolTip(self.tr("Takes the selected datasets out of the training; their files stay"))
        self.remove.clicked.connect(self._remove)
        self.temperature = QDoubleSpinBox(minimum=1.0, maximum=100.0, decimals=1, singleStep=1.0)
        self.temperature.setToolTip(helps["data.temperature"])
        self.temperature.setAccessibleName(self.tr("Mix temperature"))
        self.temperature.valueChanged.connect(lambda value: self._session.change_data(temperature=value, weights=""))
        self.tags = QCheckBox(self.tr("Tag the source with its &dataset"))
        self.tags.setToolTip(helps["data.tags"])
        self.tags.clicked.connect(lambda checked: self._session.change_data(tags=checked))

    def _arrange(self) -> None:
        title = theme.label(self.tr("Temperature"))
        title.setBuddy(self.temperature)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch()
        for widget in (title, self.temperature, self.tags):
            row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GRID, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(row)
        layout.addWidget(self.undo)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.summary)
        layout.addWidget(self.note)

    def set_store(self, store: PairStore | None) -> None:
        """Shows what another dataset is trained together with."""
        if store is None or self._store is None or store.path != self._store.path:
            self.undo.dismiss()  # what was removed was beside another dataset
        self._store = store
        self._show()

    # Changes

    def _ask_datasets(self) -> None:
        folder = str(self._store.path.parent) if self._store is not None else ""
        names, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Train together with"), folder, self.tr("Datasets (*.pairs)")
        )
        self.add_datasets([Path(name) for name in names])

    def add_datasets(self, paths: list[Path]) -> None:
        """Adds datasets to the next training; one that cannot be read, or is there already, is refused."""
        for path in paths:
            try:
                self._refuse_unfit(path)
                with PairStore.open(path) as store:
                    self._session.mix.add(path, store.counts().train)
            except NOT_READABLE as error:
                errors.show_failure(self, failure_from(error))
                return

    def _refuse_unfit(self, path: Path) -> None:
        open_now = () if self._store is None else (self._store.path,)
        if path.resolve() in {known.resolve() for known in (*open_now, *self._session.mix.others)}:
            raise fail("There already", f"{path} is trained on already.", "Choose another dataset.")
        if is_former(path):
            raise fail("Older format", f"{path} has to be brought up to date first.", "Open it once on the Data page.")

    def _remove(self) -> None:
        selected = {index.row() for index in self.view.selectionModel().selectedRows()} - {0}
        paths = [self._shown[row].path for row in sorted(selected)]
        restore, weights = self._session.mix.way_back(), self._session.config.data.weights
        for path in paths:
            self._session.mix.remove(path)

        def undo() -> None:
            restore()
            self._session.change_data(weights=weights)

        names = ", ".join(path.stem for path in paths)
        self.undo.say(self.tr("Taken out of the training: {0}").format(names), undo)

    def _on_item(self, item: QStandardItem) -> None:
        if self._filling or item.column() != WEIGHT:
            return
        weights = [f"{part.weight or 1.0:.6g}" for part in self._shown]  # without pairs one may have any
        weights[item.row()] = item.text().strip().replace(",", ".")
        if len(weights[item.row()].split()) != 1 or not self._session.change_data(weights=" ".join(weights)):
            self._show()  # the weight that holds, in place of one that cannot be

    # What is shown

    def _show(self) -> None:
        if self._store is None:
            self._shown = []
        else:
            pairs = self._store.counts().train
            self._shown = self._session.mix.parts(self._store.path, pairs, self._session.config)
        self._fill()
        self._show_choices()
        self._show_buttons()
        self._say()

    def _fill(self) -> None:
        """Changes the cells in place: an editor may be open on one of them."""
        self._filling = True
        self._rows.setRowCount(len(self._shown))
        for row, part in enumerate(self._shown):
            for column, text in enumerate(self._texts(part)):
                self._fill_cell(row, column, text, str(part.path))
        self._filling = False

    def _texts(self, part: Part) -> tuple[str, ...]:
        return (
            part.path.stem,
            figures(f"{part.pairs:,}"),
            figures(f"{part.weight:.4g}"),
            figures(f"{100 * part.share:.1f} %"),
            filled(self.tr("{0:.3g} ×"), part.times),
        )

    def _fill_cell(self, row: int, column: int, text: str, place: str) -> None:
        if self._rows.item(row, column) is None:
            self._rows.setItem(row, column, QStandardItem())
        item = self._rows.item(row, column)
        item.setText(text)
        item.setEditable(column == WEIGHT and len(self._shown) > 1)
        item.setToolTip(self.tr("Double-click to change") if item.isEditable() else place)
        if column:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _show_choices(self) -> None:
        data = self._session.config.data
        if self.temperature.value() != data.temperature:  # a number that is being typed would be written anew
            self.temperature.blockSignals(True)
            self.temperature.setValue(data.temperature)
            self.temperature.blockSignals(False)
        self.tags.setChecked(data.tags)
        for choice in (self.temperature, self.tags):
            choice.setEnabled(len(self._shown) > 1)

    def _show_buttons(self) -> None:
        self.add.setEnabled(self._store is not None)
        self.remove.setEnabled(any(index.row() for index in self.view.selectionModel().selectedRows()))

    def _say(self) -> None:
        if len(self._shown) < 2:
            self.summary.setText(self.tr("The training uses this dataset alone. Add others to train on a mix of them."))
            self.note.clear()
            return
        total = sum(part.epoch for part in self._shown)
        self.summary.setText(
            filled(
                self.tr("An epoch holds {0:,} pairs. A dataset that it cannot hold whole goes on in the next."), total
            )
        )
        self.note.setText(
            self.tr(
                "The model is validated on the validation parts of all. A source that stands in the validation or test "
                "part of one of them is trained on from none, so the numbers may turn out a little smaller."
            )
        )
