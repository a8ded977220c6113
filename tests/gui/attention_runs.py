"""Run folders that hold the attention of a training, as the job writes it."""

import numpy as np

from tfmodel.contract import events
from tfmodel.contract.attention_files import array_name, file_name

SENTENCES = (
    events.AttendedSentence(
        text="the red house",
        reference="la maison rouge",
        source=("▁the", "▁red", "▁house", "</s>"),
        target=("▁la", "▁maison", "▁rouge", "</s>"),
    ),
    events.AttendedSentence(text="good day", source=("▁good", "▁day", "</s>"), target=("▁bon", "jour", "</s>")),
)
LAYERS, HEADS = 2, 3


def matrices(rows, columns, step):
    """Head 1 uniform, head 2 on the diagonal (more sharply later), head 3 on the first token."""
    uniform = np.full((rows, columns), 1 / columns)
    sharp = min(1.0, 0.1 + step / 50)
    diagonal = (1 - sharp) * uniform + sharp * np.eye(rows, columns)
    diagonal /= diagonal.sum(-1, keepdims=True)
    first = 0.1 * uniform + 0.9 * np.eye(columns)[np.zeros(rows, int)]
    return np.stack([uniform, diagonal, first])


def arrays_of(step, sentences=SENTENCES):
    arrays = {}
    for number, sentence in enumerate(sentences):
        source, target = len(sentence.source), len(sentence.target)
        for layer in range(LAYERS):
            for kind, rows, columns in (
                ("encoder/{}/self_attention", source, source),
                ("decoder/{}/self_attention", target, target),
                ("decoder/{}/cross_attention", target, source),
            ):
                name = kind.format(layer) + "/weights"
                arrays[array_name(number, name)] = matrices(rows, columns, step).astype("float16")
    return arrays


def write_look(run, step, sentences=SENTENCES):
    """One validation: the file, the line, the event."""
    path = run / file_name(step)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays_of(step, sentences))
    said = tuple(item.model_copy(update={"translation": f"at {step}" if step else ""}) for item in sentences)
    event = events.Attention(
        step=step, file=file_name(step), source=said[0].source, target=said[0].target, sentences=said
    )
    with (run / "metrics.jsonl").open("a", encoding="utf-8") as file:
        file.write(event.line() + "\n")
    return event


def write_run(run, steps):
    return [write_look(run, step) for step in steps]
