"""What else the model would have said at a place of its translation, and the way to have it said."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui import theme
from gui.language import figures
from gui.widgets.alignment_words import MARK, starts_word, words_of
from gui.widgets.paged_model import Column, PagedModel
from gui.widgets.table_view import TableView
from tfmodel.contract.events import Hypothesis, NextToken, NextTokens
from tfmodel.contract.symbols import EOS, SYMBOLS

Ids = tuple[int, ...]
END = SYMBOLS[EOS]


class Alternatives(QWidget):
    """The words of a translation as links; of the word that is chosen, the pieces that could stand there.

    Attributes:
        asked: Ids of the translation before a word that was chosen: somebody wants to know what may follow.
        chosen: Ids that translations are to begin with from now on; none, to begin freely again.
    """

    asked = Signal(object)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hypothesis: Hypothesis | None = None
        self._place = -1
        self._forced = 0
        self._characters = False
        self.words = QLabel(wordWrap=True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.words.setAccessibleDescription(self.tr("Words of the translation"))  # its name is the text itself
        self.words.linkActivated.connect(lambda place: self._choose_place(int(place)))
        self.hint = theme.label("", "muted", wrap=True)
        self.free = QPushButton(self.tr("&Undo choice"))
        self.free.setToolTip(self.tr("Translates from the beginning again, as the model likes best"))
        self.free.clicked.connect(lambda: self.chosen.emit(()))
        self._make_table()
        self._arrange()
        self.show_hypothesis(None)

    def _make_table(self) -> None:
        columns = [
            Column[NextToken](self.tr("Could stand here"), lambda token: self._text(token.piece)),
            Column[NextToken](
                self.tr("Probability"), lambda token: figures(f"{100 * token.probability:.1f} %"), number=True
            ),
        ]
        self._model = PagedModel(columns, self)
        self.view = TableView(self._model)
        self.view.setAccessibleName(self.tr("What could stand here, likeliest first"))
        self.view.setToolTip(self.tr("Double-click or press Enter: the translation is completed from there"))
        self.view.fit_columns((None, 104))
        self.view.activated.connect(self._choose_token)

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID // 2)
        head = QHBoxLayout()
        head.addStrut(4 * theme.GRID)
        head.addWidget(theme.label(self.tr("What else it could say"), "heading"), 1)
        head.addWidget(self.free)
        layout.addLayout(head)
        for text in (self.words, self.hint):
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            policy.setHeightForWidth(True)
            text.setSizePolicy(policy)
            layout.addWidget(text)
        layout.addWidget(self.view, 1)
        layout.addStretch()  # keeps the texts at the top while there is no table

    # What is shown

    def show_hypothesis(self, hypothesis: Hypothesis | None, forced: int = 0, *, characters: bool = False) -> None:
        """Shows the words of another translation, whose first `forced` pieces somebody chose.

        Where its pieces are `characters`, each stands for itself.
        """
        self._hypothesis, self._place, self._forced = hypothesis, -1, forced
        self._characters = characters
        self.free.setVisible(forced > 0)
        self._model.show_rows(0, lambda offset, limit: ())
        self._draw()

    def show_tokens(self, answer: NextTokens) -> None:
        """Shows what could stand at the place that was asked about."""
        if self._place < 0:
            return
        self._model.show_rows(len(answer.tokens), lambda offset, limit: answer.tokens[offset : offset + limit])
        self._draw()

    def _draw(self) -> None:
        usable = self._hypothesis is not None and bool(self._hypothesis.ids)
        self.words.setVisible(usable)
        self.view.setVisible(usable and self._model.rowCount() > 0)
        self.words.setText(self._links() if usable else "")
        self.hint.setText(self._hint(usable))
        self.hint.setVisible(bool(self.hint.text()))

    def _links(self) -> str:
        assert self._hypothesis is not None
        colours = theme.colours_of(self)
        parts = []
        for start, word in words_of(self._hypothesis.pieces, characters=self._characters):
            text = self.tr("(end)") if word == END else escape(word)
            colour = colours.text if start < self._forced else colours.accent
            weight = "font-weight: 600;" if start == self._place or start < self._forced else ""
            shade = f"background: {colours.selection};" if start == self._place else ""
            parts.append(f'<a href="{start}" style="color: {colour}; {weight} {shade}">{text}</a>')
        return " ".join(parts)

    def _hint(self, usable: bool) -> str:
        if self._hypothesis is not None and not usable:
            return self.tr("Only the translation of a single short line can be looked into.")
        if usable and self._place < 0:
            return self.tr("Choose a word to see what else the model would have said there.")
        if self._hypothesis is None:
            return self.tr("The words of the translation appear here; each can be exchanged for another.")
        return ""

    def _text(self, piece: str) -> str:
        """A piece as a person reads it; an ellipsis where it goes on with the word before."""
        if piece == END:
            return self.tr("(end of the translation)")
        if piece.startswith(MARK):
            return piece.removeprefix(MARK) or "␣"
        pieces = self._hypothesis.pieces if self._hypothesis is not None and self._place > 0 else ()
        in_words = not self._characters and any(known.startswith(MARK) for known in pieces)
        return f"…{piece}" if in_words and not starts_word(piece, pieces[self._place - 1]) else piece

    # What a person does

    def _choose_place(self, place: int) -> None:
        if self._hypothesis is not None:
            self._place = place
            self._model.show_rows(0, lambda offset, limit: ())  # what could stand at the place before
            self._draw()
            self.asked.emit(self._hypothesis.ids[:place])

    def _choose_token(self, index: QModelIndex) -> None:
        token = self._model.row(index.row())
        if token is not None and self._hypothesis is not None and self._place >= 0:
            self.chosen.emit((*self._hypothesis.ids[: self._place], token.id))

    # Reimplemented Qt methods

    def changeEvent(self, event: QEvent) -> None:
        """Follows a change between the light and the dark scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
