"""What an export says of itself in export.json beside the model: all that a caller has to keep to."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from tfmodel.contract.symbols import SYMBOLS

FILE = "export.json"


class ExportNote(BaseModel):
    """One export.

    Attributes:
        format: As `main.py export --to` names it.
        run: The name of the run.
        step: Of its weights.
        max_source_tokens: Of a sentence, besides the one that ends it; the model has seen no longer ones.
        max_length: Tokens of a translation at most, with the one that ends it.
        tokenizer: The kind of the tokenizers beside it: "unigram", "bpe", "word" or "character".
        symbols: The ids of those that every vocabulary begins with.
        placeholders: What the tokenizers never split.
        tags: By datasets, one of which every source begins with; empty where the model has seen none.
        decoding: How a SavedModel searches, and how translations of a Keras model are searched for here.
        versions: Of the program and the libraries that wrote it.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: str
    run: str
    step: int
    max_source_tokens: int
    max_length: int
    tokenizer: str
    symbols: dict[str, int] = {symbol: number for number, symbol in enumerate(SYMBOLS)}
    placeholders: tuple[str, ...] = ()
    tags: dict[str, str] = {}
    decoding: dict[str, bool | int | float | str | None] = {}
    versions: dict[str, str] = {}


def read_note(folder: Path) -> ExportNote | None:
    """What an export says of itself; None where it is damaged, or of a version that said nothing."""
    try:
        return ExportNote.model_validate_json((folder / FILE).read_bytes())
    except (OSError, ValidationError):
        return None


def write_note(folder: Path, note: ExportNote) -> None:
    """Into a folder that nobody sees yet."""
    (folder / FILE).write_text(note.model_dump_json(indent=2) + "\n", encoding="utf-8", newline="\n")
