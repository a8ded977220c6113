"""The formats a model can be exported to: what each is for, and how it is loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


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


def _keras_snippet(path: Path) -> str:
    return f"""\
import keras
import tfmodel.net.transformer  # the layers that the file names

model = keras.saving.load_model({str(path)!r})
logits = model({{"source": source_ids, "target": target_ids}})  # (B, S) and (B, T) to (B, T, V)
"""


def _saved_model_snippet(path: Path) -> str:
    return f"""\
import tensorflow as tf

model = tf.saved_model.load({str(path)!r})  # needs TensorFlow alone
ids = model.serve(tf.constant([[17, 4, 250, 2]]))  # token ids ending with 2 in, beam search ids out
"""


FORMATS = (
    ExportFormat(
        "keras",
        "Keras (.keras)",
        "One file with the architecture and the weights. For going on in Python: training further, looking inside, "
        "running on TensorFlow, JAX or PyTorch.",
        _keras_snippet,
    ),
    ExportFormat(
        "savedmodel",
        "TensorFlow SavedModel",
        "A folder with the whole beam search as a graph: token ids in, token ids out. For servers, C++, Java and Go; "
        "needs nothing of this program.",
        _saved_model_snippet,
    ),
)
