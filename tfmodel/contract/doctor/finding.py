"""What the doctor says."""

from __future__ import annotations

from tfmodel.contract import events
from tfmodel.contract.config import Config
from tfmodel.contract.problems import changed


def finding(rule: str, title: str, cause: str, advice: str, **fix: object) -> events.Finding:
    """One cause and one way out.

    Args:
        rule: The rule that found it.
        title: A few words.
        cause: One sentence, with the figures that it was seen by.
        advice: One sentence.
        **fix: Settings for a new run by their paths, or with two underscores for the dot: training__warmup_steps=100.
    """
    changes = {path.replace("__", "."): _text(value) for path, value in fix.items()}
    return events.Finding(rule=rule, title=title, cause=cause, advice=advice, fix=changes)


def applied(config: Config, found: events.Finding) -> Config:
    """The configuration with the fix in it.

    Raises:
        FailureError: When the configuration has no place for it.
    """
    return changed(config, dict(found.fix))


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.3g}" if isinstance(value, float) else str(value)
