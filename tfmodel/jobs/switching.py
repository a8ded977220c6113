"""The job `rule`: lets a rule of a dataset set pairs aside, or no longer, without looking at the pairs again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tfmodel.channel import Channel
from tfmodel.corpus.editing import PairEditor


@dataclass(frozen=True)
class SwitchOptions:
    """The dataset, the rule, and whether it is to be active."""

    data: Path
    rule: str
    active: bool


def run(options: SwitchOptions, channel: Channel) -> bool:
    """Switches within one transaction."""
    with PairEditor.open(options.data) as editor:
        editor.switch(options.rule, options.active)
    return False
