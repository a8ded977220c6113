"""The job `compare`: several runs on one test set, with bootstrap confidence intervals and sacreBLEU's paired test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tfmodel.channel import Channel
from tfmodel.contract import events
from tfmodel.contract.comparing import Basis, why_not_ranked
from tfmodel.contract.failure import fail
from tfmodel.contract.mixing import without_tag
from tfmodel.contract.run_folder import RunFolder
from tfmodel.contract.scores import add_scores
from tfmodel.jobs import scoring
from tfmodel.jobs.bootstrap import counted, intervals, signature
from tfmodel.jobs.evaluate import load_test_set, with_beam
from tfmodel.jobs.tags import mix_tags, tag_for_files


@dataclass(frozen=True)
class CompareOptions:
    """What the command line asked of `compare`; without files the test part of the runs' dataset is scored.

    The first run is the baseline that the others are tested against. The tag is for those that were trained with tags.
    """

    runs: tuple[Path, ...]
    source: Path | None = None
    reference: Path | None = None
    tokenize: str = "auto"
    beam_size: int | None = None
    tag: str = ""


@dataclass(frozen=True)
class _TestSet:
    """What the runs are scored on.

    Attributes:
        sources: One a sentence, without the tags of a mix.
        references: The same.
        of_each: The sources as each run reads them: its own test part has its own tags.
    """

    sources: list[str]
    references: list[str]
    of_each: list[list[str]]


def run(options: CompareOptions, channel: Channel) -> bool:
    """Scores the runs; returns False: it is never stopped half-way."""
    folders = [RunFolder.open(path) for path in options.runs]
    if len({folder.path.resolve() for folder in folders}) < 2:
        raise fail("Nothing to compare", "Only one run is named.", "Name two runs or more.")
    test_set = _test_set(options, folders)
    tags = [_tag(folder, options, channel) for folder in folders]
    from tfmodel.jobs.environment import prepare_process

    prepare_process(former=folders[0].info().backend)
    scoring.check_tokenizer(options.tokenize)
    made = [
        _translated(folder, sources, tag, options, channel)
        for folder, sources, tag in zip(folders, test_set.of_each, tags, strict=True)
    ]
    channel.emit(events.State(state="validating", text="Comparing"))
    references = test_set.references
    tokenize = scoring.settled(options.tokenize, references)
    systems = list(zip(_names(folders), (texts for texts, _ in made), strict=True))
    paths = [folder.path for folder in folders]
    found = compared(systems, references, tokenize, _fingerprint(test_set.sources, references), paths)
    title = "test part of the dataset" if options.source is None else options.source.name
    rows = tuple(row.model_copy(update=weights) for row, (_, weights) in zip(found.rows, made, strict=True))
    found = found.model_copy(update={"title": title, "baseline": str(paths[0]), "rows": rows})
    channel.emit(found)  # first: a folder that cannot be written shall not take it
    add_scores(found)
    return False


def _tag(folder: RunFolder, options: CompareOptions, channel: Channel) -> str:
    asked = options.tag if options.source is None or mix_tags(folder) else ""
    return tag_for_files(folder, asked, options.source, channel)


def _test_set(options: CompareOptions, folders: Sequence[RunFolder]) -> _TestSet:
    """That of the files, or the test part of each run's own dataset: but for its tags it must be that of all."""
    if options.source is not None or options.reference is not None:
        sources, references = load_test_set(options.source, options.reference, folders[0])
        return _TestSet(sources, references, [sources] * len(folders))
    bases = [Basis(folder.info().dataset_fingerprint, "of this job") for folder in folders]
    if why_not_ranked(bases):
        raise fail(
            "Different test sets",
            "These runs were trained on different datasets, whose test parts cannot be compared.",
            "Name one test set for all of them: a file of sources and one of references (--source, --reference).",
        )
    own = [load_test_set(None, None, folder) for folder in folders]
    plain = [(_untagged(folder, texts), references) for folder, (texts, references) in zip(folders, own, strict=True)]
    for folder, test_set in zip(folders, plain, strict=True):
        if test_set != plain[0]:  # datasets that were one have changed since
            raise fail(
                "Different test sets",
                f"The test parts of {folders[0].path.name} and {folder.path.name} are no longer the same.",
                "Name one test set for all of them: a file of sources and one of references (--source, --reference).",
            )
    return _TestSet(*plain[0], [texts for texts, _ in own])


def _untagged(folder: RunFolder, sources: Sequence[str]) -> list[str]:
    mixed = folder.info().mixed
    return [without_tag(source, mixed) for source in sources]


def _translated(
    folder: RunFolder, sources: list[str], tag: str, options: CompareOptions, channel: Channel
) -> tuple[list[str], dict[str, object]]:
    """The translations, and what a row says of the weights that made them."""
    from tfmodel.jobs.translator import Translator

    name = folder.path.name
    channel.emit(events.State(state="preparing", text=f"Loading {name}"))
    translator = Translator(folder, with_beam(folder.config(), options.beam_size), compile_shapes=True)

    def progress(done: int, total: int) -> None:
        channel.emit(events.Progress(text=f"Translating with {name}", done=done, total=total, unit="sentences"))

    found = translator.translate(sources, progress=progress, tag=tag)
    return [translation.texts[0] for translation in found], {"step": translator.step, "finished": translator.finished}


def _names(folders: Sequence[RunFolder]) -> list[str]:
    """Names that tell the runs apart, also runs of one name in several folders."""
    names = [folder.path.name for folder in folders]
    return [name if names.count(name) == 1 else str(folder.path) for name, folder in zip(names, folders, strict=True)]


def _fingerprint(sources: Sequence[str], references: Sequence[str]) -> str:
    return sha256("\n".join((*sources, "", *references)).encode()).hexdigest()[:16]


def compared(
    systems: Sequence[tuple[str, list[str]]],
    references: Sequence[str],
    tokenize: str,
    test_set: str,
    paths: Sequence[Path],
) -> events.Compared:
    """The scores of translations of one test set, the first system's as the baseline.

    Args:
        systems: Names and translations.
        references: One a sentence.
        tokenize: sacreBLEU's tokenizer for BLEU.
        test_set: The fingerprint of sources and references.
        paths: The run of each system.
    """
    from sacrebleu.metrics import BLEU, CHRF

    metrics = BLEU(tokenize=tokenize, force=True), CHRF()
    bleu, chrf = (intervals(metric, [counted(metric, texts, references) for _, texts in systems]) for metric in metrics)
    rows = tuple(
        events.ComparedRun(run=str(path), name=name, bleu=of_bleu, chrf=of_chrf)
        for path, (name, _), of_bleu, of_chrf in zip(paths, systems, bleu, chrf, strict=True)
    )
    return events.Compared(
        test_set=test_set,
        sentences=len(references),
        bleu_signature=signature(metrics[0]),
        chrf_signature=signature(metrics[1]),
        rows=rows,
    )
