"""Loads an export as a stranger would, in a process of its own, and writes down what it answers.

Run by path: `python -P exported_reader.py keras|savedmodel FOLDER INPUTS.npz OUTPUTS.npz`. A SavedModel is loaded with
TensorFlow alone; a .keras file needs the classes of `tfmodel.net` and nothing else of this project.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import numpy as np


def main(form: str, folder: str, inputs: str, outputs: str) -> None:
    """Answers the questions of one file into another."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    with np.load(inputs, allow_pickle=False) as stored:
        questions = {name: stored[name] for name in stored.files}
    answers = _READERS[form](Path(folder), questions)
    np.savez(outputs, **{name: np.asarray(value) for name, value in answers.items()})
    strangers = sorted(_STRANGERS[form] & set(sys.modules))
    if strangers:
        raise SystemExit(f"loading the export imported {strangers}")


def _keras(folder: Path, questions: dict[str, np.ndarray]) -> dict[str, Any]:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    import keras

    import tfmodel.net.transformer  # noqa: F401  (registers the classes)

    model = keras.saving.load_model(folder / "model.keras", compile=False, safe_mode=True)
    return {"logits": keras.ops.convert_to_numpy(model(questions))}


def _savedmodel(folder: Path, questions: dict[str, np.ndarray]) -> dict[str, Any]:
    import tensorflow as tf

    model = tf.saved_model.load(str(folder))
    answers: dict[str, Any] = model.signatures["serving_default"](source=tf.constant(questions["source"]))
    return answers


_READERS = {"keras": _keras, "savedmodel": _savedmodel}
_STRANGERS = {"keras": {"gui", "PySide6"}, "savedmodel": {"gui", "PySide6", "tfmodel"}}

if __name__ == "__main__":
    main(*sys.argv[1:])
