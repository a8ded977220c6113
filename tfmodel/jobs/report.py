"""The job `report`: all that is known of a run in one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from tfmodel.channel import Channel
from tfmodel.contract import atomic, events
from tfmodel.contract.config import Config
from tfmodel.contract.curves import Curves, Name, read_curves
from tfmodel.contract.doctor import evidence_of, examine
from tfmodel.contract.energy import NOT_KNOWN
from tfmodel.contract.failure import FailureError, fail
from tfmodel.contract.needs import clock
from tfmodel.contract.presets import load_preset
from tfmodel.contract.reports import SAMPLES, reports
from tfmodel.contract.run_folder import RunFolder, RunInfo
from tfmodel.contract.run_summary import RunSummary, summary_of
from tfmodel.contract.scores import has_moved_on, newest_scores
from tfmodel.contract.settings import settings_of
from tfmodel.contract.wording import Wording, wording_of
from tfmodel.jobs.doctor import leaked
from tfmodel.jobs.svg import Line, chart

POINTS = 1500  # of a curve, at most about
MOST_SAMPLES = 12

Tell = Callable[[str], str]  # says a text in the language of the report


@dataclass(frozen=True)
class ReportOptions:
    """What the command line asked of `report`."""

    run: Path
    out: Path
    language: str = "en"


def run(options: ReportOptions, channel: Channel) -> bool:
    """Writes the report; returns False: it is never stopped half-way."""
    folder = RunFolder.open(options.run)
    if options.out.is_dir():
        raise fail("A folder, not a file", f"{options.out} is a folder.", "Name a file in it, such as report.html.")
    atomic.write_text(options.out, html_of(folder, options.language))
    channel.emit(events.Log(message=f"{options.out} ({options.out.stat().st_size / 1000:,.0f} kB)"))
    return False


def html_of(folder: RunFolder, language: str = "en") -> str:
    """The whole page, in one of `wording.LANGUAGES`."""
    wording = wording_of(language)
    tell = wording.said
    info, summary, config = folder.info(), summary_of(folder.path), folder.config()
    body = "".join(
        (
            f"<h1>{escape(folder.path.name)}</h1>",
            _note(summary),
            _section(tell("Result"), _facts(_result(summary, info), tell)),
            _section(tell("Score on a test set"), _facts(_scores(folder.path), tell)),
            _section(tell("What the run doctor says"), _findings(folder, tell)),
            _section(tell("Curves"), _charts(read_curves(folder.path, POINTS), tell)),
            _section(tell("Sample translations"), _samples(folder.path, tell)),
            _section(tell("Settings"), _settings(config, wording)),
            _section(tell("Made with"), _facts(_origin(info), tell)),
        )
    )
    return _PAGE.format(language=language, title=escape(folder.path.name), style=_STYLE, body=body)


def _section(title: str, content: str) -> str:
    return f"<section><h2>{title}</h2>{content}</section>" if content else ""


def _note(summary: RunSummary) -> str:
    tags = "".join(f'<span class="tag">{escape(tag)}</span> ' for tag in summary.marks.tags)
    return f"<p>{tags}{escape(summary.marks.note)}</p>" if tags or summary.marks.note else ""


def _result(summary: RunSummary, info: RunInfo) -> Iterable[tuple[str, str]]:
    yield "State", summary.state
    if info.failure is not None:
        yield "Failure", info.failure.sentence
    if summary.bleu is not None:
        step = info.best_step if info.highest_bleu is None else info.highest_step
        yield "Best validation BLEU", f"{summary.bleu:.2f} at step {step:,}"
        yield "Its signature", summary.scored_as or "not known"
    if summary.loss is not None:
        yield "Last validation loss", f"{summary.loss:.4f} nats per token"
    yield "Steps", f"{summary.step:,}"
    yield "Time of training", clock(summary.seconds)
    yield "Energy", f"{info.energy.text} ({info.energy.of})" if info.energy is not None else NOT_KNOWN
    yield "Parameters", f"{info.parameters:,}"
    yield "Dataset", f"{info.dataset}, {summary.languages}"
    for part in info.mixed:
        of = part.fingerprint or "not known"
        yield "Part of the mix", f"{part.path}, {part.pairs:,} training pairs, fingerprint {of}"


def _scores(run: Path) -> Iterable[tuple[str, str]]:
    found = newest_scores(run)
    if found is not None:
        row = found.rows[0]
        if row.step is not None:
            moved_on = f"{row.step:,}; the run was trained further since"
            yield "Weights of step", moved_on if has_moved_on(run, found) else f"{row.step:,}"
        yield "Test set", f"{found.title}, {found.sentences:,} sentences, fingerprint {found.test_set}"
        yield "BLEU", f"{row.bleu.score:.2f} [{row.bleu.low:.2f}, {row.bleu.high:.2f}]  {found.bleu_signature}"
        yield "chrF", f"{row.chrf.score:.2f} [{row.chrf.low:.2f}, {row.chrf.high:.2f}]  {found.chrf_signature}"


def _findings(folder: RunFolder, tell: Tell) -> str:
    found = examine(evidence_of(folder, leaked(folder)))
    rows = [
        (*map(tell, (one.title, one.cause, one.advice)), ", ".join(f"{k} = {v}" for k, v in one.fix.items()))
        for one in found
    ]
    titles = tuple(map(tell, ("Finding", "Cause", "Advice", "Setting")))
    return _table(titles, rows) if rows else f"<p>{tell('Nothing is known against it.')}</p>"


def _origin(info: RunInfo) -> Iterable[tuple[str, str]]:
    yield "Begun", info.created
    if info.device:
        yield "Device", f"{info.device}, {info.backend}, {info.precision}"
    yield "Fingerprint of the dataset", info.dataset_fingerprint or "not known"
    yield from info.versions.items()


def _facts(facts: Iterable[tuple[str, str]], tell: Tell) -> str:
    if not (facts := list(facts)):
        return ""
    rows = "".join(
        f"<tr><th scope=row>{escape(tell(name))}</th><td>{escape(tell(text))}</td></tr>" for name, text in facts
    )
    return f"<table>{rows}</table>"


def _charts(curves: Curves, tell: Tell) -> str:
    rate = curves["learning_rate"]
    drawn = (
        ("Loss", "nats per token", _lines(curves, ("loss", "training"), ("validation_loss", "validation"))),
        ("BLEU and chrF", "score (0 to 100)", _lines(curves, ("bleu", "BLEU"), ("chrf", "chrF"))),
        ("Learning rate", "rate (× 10⁻³)", [Line("rate", rate.steps, [1000 * value for value in rate.values])]),
        ("Speed", "tokens/s", _lines(curves, ("tokens_per_second", "tokens/s"))),
    )
    figures = [
        f"<figure><figcaption>{tell(title)}</figcaption>"
        + chart(tell(f"{title} by step"), tell("step"), tell(unit), [_told(line, tell) for line in lines])
        + "</figure>"
        for title, unit, lines in drawn
        if any(len(line.x) for line in lines)
    ]
    return f'<div class="charts">{"".join(figures)}</div>' if figures else f"<p>{tell('There is no report yet.')}</p>"


def _told(line: Line, tell: Tell) -> Line:
    return Line(tell(line.name), line.x, line.y)


def _lines(curves: Curves, *named: tuple[Name, str]) -> list[Line]:
    return [Line(title, curves[name].steps, curves[name].values) for name, title in named]


def _samples(run: Path, tell: Tell) -> str:
    path = run / SAMPLES
    last = {}
    for report in reports(path, 10**9) if path.is_file() else ():
        last = report if report.get("event") == "samples" else last
    rows = [
        tuple(str(sample.get(name, "")) for name in ("source", "hypothesis", "reference"))
        for sample in last.get("samples", ())[:MOST_SAMPLES]
    ]
    return _table(tuple(map(tell, ("Source", "Translation", "Reference"))), rows) if rows else ""


def _settings(config: Config, wording: Wording) -> str:
    try:
        base = load_preset(config.preset)
    except FailureError:
        base = config
    rows = []
    for setting in settings_of(Config):
        value, usual = config.value(setting.path), base.value(setting.path)
        rows.append(
            (setting.path, _text(value), "" if value == usual else _text(usual), wording.exact("setting", setting.help))
        )
    titles = ("Setting", "Value", f"Instead of the preset’s ({config.preset})", "What it is")
    return _table(tuple(map(wording.said, titles)), rows)


def _text(value: object) -> str:
    return "–" if value is None else str(value)


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th scope=col>{escape(title)}</th>" for title in titles)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title} – Transformer Desk</title><style>{style}</style></head><body>{body}</body></html>
"""

_STYLE = """
:root { --text: #1b1f24; --muted: #57606a; --border: #cdd1d8; --ground: #fff; --raised: #f4f5f7;
  --s0: #0b63c4; --s1: #c2410c; }
@media (prefers-color-scheme: dark) { :root { --text: #eceef1; --muted: #a9b0ba; --border: #464b53;
  --ground: #1b1d21; --raised: #24272c; --s0: #6cb0ff; --s1: #ff9a5c; } }
body { font: 15px/1.45 system-ui, sans-serif; color: var(--text); background: var(--ground); max-width: 1120px;
  margin: 2rem auto; padding: 0 1rem; }
h2 { margin: 2rem 0 .5rem; border-bottom: 1px solid var(--border); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--border);
  overflow-wrap: anywhere; }
th[scope=row] { width: 16rem; font-weight: 600; }
.tag { background: var(--raised); border: 1px solid var(--border); border-radius: 4px; padding: 0 .4rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(420px, 1fr)); gap: 1rem; }
figure { margin: 0; } figcaption { font-weight: 600; } svg { width: 100%; }
svg text { font-size: 11px; fill: var(--text); } .middle { text-anchor: middle; } .end { text-anchor: end; }
.grid { stroke: var(--border); fill: none; } .line { stroke-width: 1.8; fill: none; }
.line.s0 { stroke: var(--s0); } .line.s1 { stroke: var(--s1); }
.dot.s0 { fill: var(--s0); } .dot.s1 { fill: var(--s1); }
"""
