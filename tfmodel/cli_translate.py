"""The words of the jobs that translate: `translate` and `evaluate`."""

from __future__ import annotations

import argparse
from pathlib import Path

from tfmodel.arguments import add_run, add_scoring, at_least
from tfmodel.channel import Channel
from tfmodel.contract.backends import TITLES
from tfmodel.contract.config import Config
from tfmodel.contract.settings import settings_of


def declare_translate(parser: argparse.ArgumentParser) -> None:
    """The arguments of `translate`."""
    add_run(parser)
    parser.add_argument(
        "--nbest",
        type=at_least(1),
        default=1,
        metavar="N",
        help="translations of each line, the best first, behind the line's number and a score",
    )
    parser.add_argument("--prefix", default="", metavar="TEXT", help="what every translation begins with")
    parser.add_argument(
        "--tag", default="", metavar="DATASET", help="of a run on a tagged mix: translate as its pairs do"
    )
    parser.add_argument(
        "--scores",
        action="store_true",
        help="before each translation its score, behind it its pieces with their log-probabilities",
    )
    _declare_backend(parser)
    _declare_decoding(parser)
    parser.epilog = "with --json commands are read, not lines: each has its own number of translations, prefix, tag"


def _declare_backend(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--backend", choices=("auto", *TITLES), default="auto", help="what computes; auto: as the run was trained"
    )


_DECODING_WORDS = {
    "method": "METHOD",
    "beam": "N",
    "length-penalty": "X",
    "early-stopping": "true|false",
    "max-length": "N",
    "no-repeat-ngram": "N",
    "groups": "N",
    "diversity": "X",
    "temperature": "X",
    "top-k": "N",
    "top-p": "X",
    "min-p": "X",
    "seed": "N",
}
_DECODING_FIELDS = {
    "beam": "beam_size",
    "no-repeat-ngram": "no_repeat_ngram_size",
    "groups": "beam_groups",
    "diversity": "diversity_penalty",
}


def _declare_decoding(parser: argparse.ArgumentParser) -> None:
    """An option for each setting of decoding, which replaces the run's own."""
    group = parser.add_argument_group("how to search, where not as the run says")
    settings = {setting.path: setting for setting in settings_of(Config)}
    for word, metavar in _DECODING_WORDS.items():
        setting = settings[_decoding_path(word)]
        choices = f" ({', '.join(setting.choices)})" if setting.choices else ""
        group.add_argument(f"--{word}", metavar=metavar, help=f"{setting.help}{choices}".replace("%", "%%"))


def _decoding_path(word: str) -> str:
    return f"decoding.{_DECODING_FIELDS.get(word, word.replace('-', '_'))}"


def _decoding_changes(options: argparse.Namespace) -> dict[str, str]:
    values = {word: getattr(options, word.replace("-", "_")) for word in _DECODING_WORDS}
    return {_decoding_path(word): value for word, value in values.items() if value is not None}


def translate(options: argparse.Namespace, channel: Channel) -> bool:
    """Runs `translate`."""
    from tfmodel.jobs import translate as job

    asked = job.TranslateOptions(
        run=options.run,
        nbest=options.nbest,
        changes=_decoding_changes(options),
        prefix=options.prefix,
        tag=options.tag,
        scores=options.scores,
        interactive=options.json,
        backend=options.backend,
    )
    return job.run(asked, channel)


def declare_evaluate(parser: argparse.ArgumentParser) -> None:
    """The arguments of `evaluate`."""
    add_run(parser)
    parser.add_argument(
        "--source", type=Path, metavar="FILE", help="sentences; without it, the test part of the dataset"
    )
    add_scoring(parser)
    parser.add_argument("--output", type=Path, metavar="FILE", help="where to keep the translations")
    _declare_backend(parser)


def evaluate(options: argparse.Namespace, channel: Channel) -> bool:
    """Runs `evaluate`."""
    from tfmodel.jobs import evaluate as job

    asked = job.EvaluateOptions(
        options.run,
        options.source,
        options.reference,
        options.output,
        options.tokenize,
        options.beam,
        options.backend,
        options.tag,
    )
    return job.run(asked, channel)
