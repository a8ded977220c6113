"""The formats a model can be exported to: what each is for, and how it is loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tfmodel.contract.export_note import read_note


@dataclass(frozen=True)
class ExportFormat:
    """One format.

    Attributes:
        key: As `main.py export --to` names it.
        snippet: From the exported folder to the Python lines that load and call it.
    """

    key: str
    title: str
    purpose: str
    snippet: Callable[[Path], str]


def _keras_snippet(folder: Path) -> str:
    return f"""\
from pathlib import Path

import keras
import tfmodel.net.transformer  # the layers that the file names
from tfmodel.corpus.tokenizers import TokenizerPair

folder = Path({str(folder)!r})
model = keras.saving.load_model(folder / "model.keras")
tokenizers = TokenizerPair.load(folder / "tokenizer")
# model({{"source": ids (B, S), "target": ids (B, T)}}) gives logits (B, T, vocabulary)
"""


def _saved_model_snippet(folder: Path) -> str:
    note = read_note(folder)
    most = f"; at most {note.max_source_tokens} ids come before it" if note is not None else ""
    return f"""\
import tensorflow as tf
{_tokenizer_lines(folder / "tokenizer")}
model = tf.saved_model.load({str(folder)!r})
text = "A sentence.\\n".strip()  # a line without its end, as in training
ids = source.encode([text])[0] + [2]  # 2 ends a sentence{most}
found = model.serve(tf.constant([ids]))  # "tokens" (B, beam, length) and "scores" (B, beam), best first
print(target.decode([int(token) for token in found["tokens"][0][0] if token > 2]))
"""


def _tokenizer_lines(folder: Path) -> str:
    """How the two tokenizers are loaded: those of subwords by SentencePiece alone."""
    names = ("shared", "shared") if any(folder.glob("shared.*")) else ("source", "target")
    if not (folder / f"{names[0]}.model").is_file():
        return f"""\
from pathlib import Path

from tfmodel.corpus.tokenizers import TokenizerPair

tokenizers = TokenizerPair.load(Path({str(folder)!r}))
source, target = tokenizers.source, tokenizers.target"""
    load = [
        f"{side} = SentencePieceProcessor(model_file={str(folder / name) + '.model'!r})"
        for side, name in zip(("source", "target"), names, strict=True)
    ]
    return "\n".join(["from sentencepiece import SentencePieceProcessor", "", *load])


FORMATS = (
    ExportFormat(
        "keras",
        "Keras (.keras)",
        "A file with the architecture and the weights, and the tokenizers. For going on in Python: training further, "
        "looking inside, running on TensorFlow, JAX or PyTorch.",
        _keras_snippet,
    ),
    ExportFormat(
        "savedmodel",
        "TensorFlow SavedModel",
        "The whole beam search as a graph, token ids in and token ids out, and the tokenizers. For servers, C++, Java "
        "and Go; needs nothing of this program where tokens are subwords.",
        _saved_model_snippet,
    ),
)
