"""The kinds of attention: what they are called, which tokens look, and at which they look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox

from gui.widgets.alignment_words import MARK
from gui.widgets.heads import CROSS, DECODER, ENCODER
from tfmodel.contract.symbols import BOS, EOS, SYMBOLS

if TYPE_CHECKING:
    from tfmodel.contract import events


def add_kinds(box: QComboBox) -> None:
    """Offers the kinds by name: CROSS, ENCODER and DECODER are their data."""
    translate = QCoreApplication.translate
    box.addItem(translate("AttentionView", "Cross-attention"), CROSS)
    box.addItem(translate("AttentionView", "Encoder self-attention"), ENCODER)
    box.addItem(translate("AttentionView", "Decoder self-attention"), DECODER)


def axis_titles(kind: str) -> tuple[str, str]:
    """What the rows of a map are, and what its columns."""
    translate = QCoreApplication.translate
    rows = translate("AttentionView", "token being written")
    columns = translate("AttentionView", "looks at source token")
    if kind == ENCODER:
        rows = translate("AttentionView", "source token")
    if kind == DECODER:
        columns = translate("AttentionView", "looks at token written before")
    return rows, columns


def queries_of(sentence: events.AttendedSentence | events.Attention, kind: str) -> Sequence[str]:
    """The tokens that look: of the decoder, those that are being written."""
    return sentence.source if kind == ENCODER else sentence.target


def keys_of(sentence: events.AttendedSentence | events.Attention, kind: str) -> Sequence[str]:
    """The tokens that are looked at."""
    if kind == DECODER:
        return [SYMBOLS[BOS], *sentence.target[:-1]]  # what was read to write each token
    return sentence.source


def plain_text(pieces: Sequence[str]) -> str:
    """The text that pieces were cut from, near enough to recognise it."""
    return "".join(piece for piece in pieces if piece != SYMBOLS[EOS]).replace(MARK, " ").strip()
