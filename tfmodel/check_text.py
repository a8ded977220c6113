"""What a check before a training says on the command line."""

from __future__ import annotations

from tfmodel.contract import events
from tfmodel.contract.needs import human, span

_ENDS = {"epochs": "by its epochs", "steps": "by its steps", "minutes": "by its limit of minutes"}


def preflight_text(event: events.Preflight) -> str:
    """The figures in aligned rows, the verdict, and the options that would make it fit."""
    rows = preflight_rows(event)
    width = max(len(title) for title, _ in rows)
    lines = [f"{title:<{width}}  {text}" for title, text in rows]
    return "\n".join((*lines, "", *_verdict(event)))


def preflight_rows(event: events.Preflight) -> list[tuple[str, str]]:
    """Titles and figures."""
    parameters = [(name, f"{count:>13,}") for name, count in event.parameters.items()]
    rows = [
        ("Parameters", f"{sum(event.parameters.values()):>13,}"),
        *((f"  {name}", text) for name, text in parameters),
    ]
    rows += [
        ("Steps an epoch", f"{event.steps_per_epoch:>13,}"),
        ("Steps in all", f"{event.total_steps:>13,}"),
        *_times(event),
        ("Memory", _of(event.memory, event.memory_free) + ("" if event.steps_measured else ", an estimate")),
    ]
    if event.gpu_memory is not None and event.gpu_memory_free is not None:
        rows.append(("Memory of the GPU", _of(event.gpu_memory, event.gpu_memory_free)))
    return [*rows, ("Disk", _of(event.disk, event.disk_free))]


def _times(event: events.Preflight) -> list[tuple[str, str]]:
    if event.step_seconds is None or event.tokens_per_second is None or event.seconds is None:
        return [("Time", "not measured")]
    validations = f"{event.validations:,} validations of about {span(event.validation_seconds or 0.0)}"
    return [
        ("A step", f"{event.step_seconds:>11.3f} s (mean of {event.steps_measured})"),
        ("Tokens a second", f"{event.tokens_per_second:>13,.0f}"),
        ("The whole training", f"at most {span(event.seconds)}, ended {_ENDS[event.limited_by]}, with {validations}"),
    ]


def _of(needed: int, free: int) -> str:
    return f"{human(needed):>13} of {human(free)} free"


def _verdict(event: events.Preflight) -> list[str]:
    if event.fits:
        return ["It fits."]
    lines = ["It does not fit.", *(f"  {reason}" for reason in event.reasons)]
    if event.changes:
        lines.append("These two changes together make it fit:" if event.together else "This makes it fit:")
    if len(event.changes) > 1 and not event.together:
        lines[-1] = "Either of these makes it fit:"
    for change in event.changes:
        options = " ".join(f"--set {path}={value}" for path, value in change.settings.items())
        lines.append(f"  {options}\n      {change.effect}")
    return lines if event.changes else [*lines, "No change of one or two settings was found that makes it fit."]


def hardware_text(event: events.Hardware) -> str:
    """The backends in a table, and what keeps a GPU from being used."""
    rows = [("Backend", "Version", "Tokens/s", "Devices")] + [
        (
            report.backend,
            report.version or "–",
            f"{report.tokens_per_second:,.0f}" if report.tokens_per_second else "–",
            report.problem or ", ".join(report.devices),
        )
        for report in event.backends
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = [
        "  ".join((*(text.ljust(width) for text, width in zip(row, widths, strict=False)), row[3])) for row in rows
    ]
    said = [f"Processor: {event.processor}", f"GPU: {', '.join(event.gpus) or 'none found'}", "", *lines]
    ways = [
        f"{report.backend}, {size} models, {words}"
        for report in event.backends
        for size, measured in report.calibrations.items()
        for words in measured.words
    ]
    if ways:
        said += ["", "Measured here; trainings take the fastest:", *ways]
    if event.why_not:
        said += ["", event.why_not, f"    {event.remedy}"]
    return "\n".join(said)
