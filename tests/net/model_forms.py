"""Every form of the model that the configuration admits, and a few forms in which every two choices meet."""

from __future__ import annotations

import itertools
from typing import Any

from tfmodel.contract.config import Config
from tfmodel.contract.settings import settings_of

Form = dict[str, Any]

# Numbers have no list of choices: one value for each way that the code can go, on 4 heads.
NUMBERS = {"num_key_value_heads": (None, 2, 1), "attention_window": (None, 2)}
VOCABULARIES = ({}, {"share_embeddings": False, "source_vocabulary": 31})
RATES = ({}, {"dropout": 0.1, "attention_dropout": 0.2, "activation_dropout": 0.1, "embedding_dropout": 0.0})


def choices() -> list[tuple[Form, ...]]:
    """The alternatives of each choice; words and flags are read off the configuration, so that none is forgotten."""
    found: list[tuple[Form, ...]] = [VOCABULARIES, RATES]
    for setting in settings_of(Config):
        name = setting.path.removeprefix("model.")
        values = NUMBERS.get(name, (True, False) if setting.kind == "flag" else setting.choices)
        if setting.section == "model" and values:
            found.append(tuple({name: value} for value in values))
    return found


def every_form() -> list[Form]:
    """The whole product."""
    return [_joined(parts) for parts in itertools.product(*choices())]


def pairwise_forms() -> list[Form]:
    """Few forms that hold every pair of alternatives of two choices, each chosen for the most pairs yet missing."""
    rows = list(itertools.product(*(range(len(alternatives)) for alternatives in choices())))
    missing = {pair for row in rows for pair in _pairs(row)}
    chosen = []
    while missing:
        best = max(rows, key=lambda row: len(missing & _pairs(row)))
        missing -= _pairs(best)
        chosen.append(best)
    alternatives = choices()
    return [_joined(tuple(alternatives[place][index] for place, index in enumerate(row))) for row in chosen]


def _pairs(row: tuple[int, ...]) -> set[tuple[tuple[int, int], ...]]:
    return set(itertools.combinations(enumerate(row), 2))


def _joined(parts: tuple[Form, ...]) -> Form:
    return {name: value for part in parts for name, value in part.items()}


def label(form: Form) -> str:
    """A name for a test: what differs from the paper's form."""
    words = {"share_embeddings": "separate", "tie_output": "untied"}
    values = [words.get(name, value) for name, value in form.items() if value is not True and value is not None]
    return "-".join(str(value) for value in values if not isinstance(value, float))
