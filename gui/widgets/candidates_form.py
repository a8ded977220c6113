"""Which tokenizers are tried: kinds, sizes, shared or not, and what is never split."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.declared import settings_in
from gui.language import filled
from tfmodel.contract.config import Config
from tfmodel.contract.proposal import character_vocabulary

SMALLEST, LARGEST = 32, 128_000
MOST = 16  # candidates at once


class CandidatesForm(QWidget):
    """Says what is wrong while it is typed; `accepted` has the candidates as `main.py tokenizers` takes them."""

    accepted = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._characters = character_vocabulary(0)
        self.kinds = {
            "bpe": QCheckBox(self.tr("&BPE")),
            "unigram": QCheckBox(self.tr("&Unigram")),
            "word": QCheckBox(self.tr("&Words")),
            "character": QCheckBox(self.tr("C&haracters")),
        }
        help_of = {setting.path: setting.tooltip for setting in settings_in(Config)}
        for box in self.kinds.values():
            box.setChecked(True)
            box.setToolTip(help_of["tokenizer.kind"])
            box.toggled.connect(self._check)
        self.sizes = QLineEdit("2000, 4000, 8000")
        self.sizes.setAccessibleName(self.tr("Sizes of the vocabulary (tokens)"))
        self.sizes.setToolTip(help_of["tokenizer.vocabulary_size"])
        self.sizes.textChanged.connect(self._check)
        self.sharing = QComboBox()
        for title, value in ((self.tr("One vocabulary"), ("shared",)), (self.tr("One a language"), ("separate",)),
                             (self.tr("Both ways"), ("shared", "separate"))):  # fmt: skip
            self.sharing.addItem(title, value)
        self.sharing.setAccessibleName(self.tr("Shared vocabulary"))
        self.sharing.setToolTip(help_of["tokenizer.shared"])
        self.sharing.currentIndexChanged.connect(self._check)
        self.symbols = QLineEdit()
        self.symbols.setPlaceholderText("%s {name} <b>")
        self.symbols.setAccessibleName(self.tr("Never split"))
        self.symbols.setToolTip(help_of["tokenizer.symbols"])
        self.compare = theme.primary(QPushButton(self.tr("Comp&are")))
        self.compare.setToolTip(self.tr("Trains each on the training part and measures it on the validation part"))
        self.compare.clicked.connect(lambda: self.accepted.emit(self.candidates()))
        self.problem = theme.label("", "error", wrap=True)
        self.problem.hide()
        self._arrange()

    def _arrange(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for box in self.kinds.values():
            first.addWidget(box)
        for row, title, field in (
            (first, self.tr("Si&zes"), self.sizes),
            (first, self.tr("&Vocabulary"), self.sharing),
            (second, self.tr("&Never split"), self.symbols),
        ):
            label = theme.label(title)
            label.setBuddy(field)
            if row.count():
                row.addSpacing(theme.GRID)
            row.addWidget(label)
            row.addWidget(field, isinstance(field, QLineEdit))
        second.addWidget(self.compare)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(first)
        layout.addLayout(second)
        layout.addWidget(self.problem)

    def show_symbols(self, symbols: str) -> None:
        """Shows what the configuration never splits."""
        self.symbols.setText(symbols)

    def make_room_for(self, letters: int) -> None:
        """How many distinct letters the data has: a vocabulary of characters is to hold all of them."""
        self._characters = character_vocabulary(letters)

    def candidates(self) -> list[str]:
        """As "bpe:8000:shared", in the order of kinds and sizes; a vocabulary of characters is tried in one size."""
        sharing = self.sharing.currentData()
        return [
            f"{kind}:{size}:{shared}"
            for kind, box in self.kinds.items()
            if box.isChecked()
            for size in (self._sizes() if kind != "character" else [self._characters])
            for shared in sharing
        ]

    def _sizes(self) -> list[int]:
        return sorted({int(word) for word in re.findall(r"\d+", self.sizes.text())})

    def _check(self) -> None:
        problem = self._problem()
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.compare.setEnabled(not problem)

    def _problem(self) -> str:
        text = self.sizes.text()
        sizes = self._sizes() if re.fullmatch(r"[\d\s,;]*", text) else []
        if not any(box.isChecked() for box in self.kinds.values()):
            return self.tr("Tick at least one kind.")
        if not sizes or sizes[0] < SMALLEST or sizes[-1] > LARGEST:
            return filled(
                self.tr("Give sizes from {0:,} to {1:,}, with commas between, such as 2000, 8000."), SMALLEST, LARGEST
            )
        if len(self.candidates()) > MOST:
            return self.tr("These are {0} tokenizers; compare at most {1} at once.").format(
                len(self.candidates()), MOST
            )
        return ""
