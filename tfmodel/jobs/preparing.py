"""Everything that a training needs before TensorFlow is loaded: dataset, configuration, tokenizers, run folder."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from tfmodel.contract import calibration, events
from tfmodel.contract.config import Config
from tfmodel.contract.failure import FailureError, fail
from tfmodel.contract.mixing import MixedDataset
from tfmodel.contract.places import DATASET_SUFFIX, is_dataset
from tfmodel.contract.presets import load_file, load_preset
from tfmodel.contract.problems import changed
from tfmodel.contract.proposal import propose
from tfmodel.contract.run_folder import RunFolder, RunInfo
from tfmodel.corpus.detected import readable
from tfmodel.corpus.detection import detect
from tfmodel.corpus.importing import ImportOptions, import_pairs
from tfmodel.corpus.mixing import Ingredient, mix
from tfmodel.corpus.statistics import facts_for_a_proposal
from tfmodel.corpus.store import PairStore
from tfmodel.corpus.tokenizers import TokenizerPair, train_tokenizers
from tfmodel.jobs import backends, mixing
from tfmodel.jobs.cards import first_card
from tfmodel.jobs.claiming import claimed, reopened
from tfmodel.jobs.environment import processor, versions
from tfmodel.jobs.hardware import probe
from tfmodel.jobs.importing import Tell, groups_in, import_progress, imported


@dataclass(frozen=True)
class TrainOptions:
    """What the command line asked of `train`.

    Attributes:
        data: A `.pairs` dataset, or one or two files of pairs; empty when resuming.
        more: Further ones, which are trained on together with it.
        preset: Name, or None to have one proposed, or that of the file taken.
        config: A TOML or JSON file of what differs from the preset, or None.
        changes: Settings that override all of these, by path.
        pins: Sentences whose attention is followed; empty: those that the training chooses.
        tensorboard: Whether the reports are also written as event files, into the run folder.
    """

    run: Path
    data: tuple[Path, ...] = ()
    more: tuple[tuple[Path, ...], ...] = ()
    validation: tuple[Path, ...] = ()
    test: tuple[Path, ...] = ()
    preset: str | None = None
    config: Path | None = None
    changes: dict[str, str] = field(default_factory=dict)
    resume: bool = False
    pins: tuple[events.PinnedSentence, ...] = ()
    tensorboard: bool = False


@dataclass(frozen=True)
class Prepared:
    """A run folder that says what will be done, and the vocabularies and pairs to do it with."""

    run: RunFolder
    config: Config
    tokenizers: TokenizerPair
    dataset: Path


# What weights, vocabularies, batches and the state of the optimizer were made for, and the best validation measured.
_FIXED = (
    *("model.", "tokenizer.", "data.", "training.optimizer", "training.ema_decay"),
    *("training.validation_sentences", "training.label_smoothing"),
)


def prepare(options: TrainOptions, tell: Tell) -> AbstractContextManager[Prepared]:
    """A new run or one to go on with, which no other process makes or trains while the block runs.

    A preparation that fails leaves no half-made run behind.
    """
    return _going_on(options, tell) if options.resume else _beginning(options, tell)


@contextmanager
def _going_on(options: TrainOptions, tell: Tell) -> Iterator[Prepared]:
    with reopened(options.run) as run:
        yield _reopen(run, options, tell)


def _reopen(run: RunFolder, options: TrainOptions, tell: Tell) -> Prepared:
    info = run.info()
    given = [name for name in ("data", "validation", "test", "preset", "config") if getattr(options, name)]
    if given:
        raise fail("Not with --resume", f"A resumed run keeps its own {given[0]}.", f"Leave --{given[0]} out.")
    fixed = [path for path in options.changes if path.startswith(_FIXED)]
    if fixed:
        raise fail("Not with --resume", f"{fixed[0]} cannot change any more.", "Start a new run with it.")
    former = run.config()
    config = changed(former, options.changes)
    if config.model.positions == "learned" and config.max_length != former.max_length:
        raise fail(
            "Not with --resume",
            f"The model has learned {former.max_length} positions; with these settings it needs {config.max_length}.",
            "Leave decoding.max_length as it was.",
        )
    dataset = _resolve(run, info)
    with PairStore.open(dataset) as store:
        if store.fingerprint() != info.dataset_fingerprint:
            raise fail(
                "Other data", f"{dataset} has changed since {run.path.name} was begun.", "Start a new run with it."
            )
    for message in mixing.changed_since(info.mixed):
        tell(events.Log(level="warning", message=message))
    run.sweep()
    return Prepared(run, config, TokenizerPair.load(run.path / "tokenizer"), dataset)


@contextmanager
def _beginning(options: TrainOptions, tell: Tell) -> Iterator[Prepared]:
    base = _asked(options)  # a wrong setting is refused before any work
    if not options.data:
        raise fail("No data", "A new run needs --data with a dataset or files of pairs.", "Name them, or use --resume.")
    _refuse_lonely_weights(base, options)
    RunFolder.refuse_occupied(options.run)
    _refuse_unwritable_names(options)
    _refuse_inside(options)
    with claimed(options.run):
        try:
            prepared = _begin_in(options, base, tell)
        except BaseException:
            with suppress(OSError):
                RunFolder.clear_unbegun(options.run)
            raise
        yield prepared


def _refuse_inside(options: TrainOptions) -> None:
    """A new run clears what a killed training left, by names that a person's files may have, too."""
    run, config = options.run.resolve(), () if options.config is None else (options.config,)
    for file in chain(options.data, *options.more, options.validation, options.test, config):
        if file.resolve().is_relative_to(run):
            raise fail(
                "Already there", f"{file} is in {options.run}, the folder of the new run.", "Choose another name."
            )


def _refuse_unwritable_names(options: TrainOptions) -> None:
    """run.json names the run, and where its datasets are; those of a mix by their first files."""
    datasets = (path for path in chain(options.data, *options.more) if path.suffix == DATASET_SUFFIX)
    mixed = [files[0] for files in (options.data, *options.more)] if options.more else []
    for path in (options.run, *datasets, *mixed):
        name = str(path.resolve())
        shown = readable(name)
        if shown != name:
            raise fail("Name that is no UTF-8", f"The path {shown} is no UTF-8 text.", "Rename it.")


def _refuse_lonely_weights(base: Config | None, options: TrainOptions) -> None:
    config = base or changed(Config(), options.changes)
    weights, datasets = len(config.data.weights.split()), 1 + len(options.more)
    if weights and weights != datasets:
        raise fail(
            "Other weights",
            f"The number of weights is {weights}, and that of datasets {datasets}.",
            "Give each dataset one weight, in the order of the datasets, or none.",
        )


def _begin_in(options: TrainOptions, base: Config | None, tell: Tell) -> Prepared:
    tags = (base or changed(Config(), options.changes)).data.tags
    dataset, mixed = _mixed(options, tags, tell) if options.more else (_dataset(options, tell), ())
    with PairStore.open(dataset) as store:
        _refuse_too_few(store, options)
        config = base or _proposed(store, options, tell)
        tell(events.State(state="preparing", text="Training the tokenizer"))
        tokenizer = config.tokenizer
        tokenizers = train_tokenizers(
            store,
            kind=tokenizer.kind,
            vocabulary_size=tokenizer.vocabulary_size,
            shared=tokenizer.shared,
            symbols=(*tokenizer.required_symbols, *(part.tag for part in mixed if part.tag)),
            each=lambda done: tell(events.Progress(done=done, unit="pairs")),
        )
        source_language, target_language = store.languages
        info = RunInfo(
            name=options.run.name,
            dataset=_relative(dataset, options.run),
            dataset_fingerprint=store.fingerprint(),
            mixed=mixed,
            source_language=source_language,
            target_language=target_language,
            versions=versions(),
            spread_over_all=True,
            whole_batches=not mixed and config.tokenizer.sampling_alpha is None,
        )
    tokenizers.save(options.run / "tokenizer")
    run = RunFolder.create(options.run, config, info)  # last: a folder with a run.json can be resumed
    return Prepared(run, config, tokenizers, dataset)


def _refuse_too_few(store: PairStore, options: TrainOptions) -> None:
    counts = store.counts()
    if counts.train and counts.validation:
        return
    first, names = options.data[0], " and ".join(map(str, chain(options.data, *options.more)))
    advice = "Give more pairs, or name files of their own with --validation."
    if len(options.data) == 1 and first.suffix == DATASET_SUFFIX:  # such files are refused beside it
        advice = f"Import more pairs into {first}, or a file with --split validation, or divide it anew with split."
    raise fail(
        "Too few pairs",
        f"{names} gives {counts.train:,} pairs to train with and {counts.validation:,} to validate with.",
        advice,
    )


def nothing_to_train_on(split: str, dataset: Path) -> FailureError:
    """What is said of a part of which no pair is short enough."""
    return fail(
        "Nothing to train on",
        f"The {split} part of {dataset} has no pair of at most data.max_source_tokens.",
        "Import more pairs, or raise data.max_source_tokens and data.max_target_tokens.",
    )


def _asked(options: TrainOptions) -> Config | None:
    """The configuration that was named, or None when one is to be proposed."""
    if options.config is not None:
        return changed(load_file(options.config, options.preset), options.changes)
    if options.preset is not None:
        return changed(load_preset(options.preset), options.changes)
    changed(Config(), options.changes)
    return None


# Who sets one of these has a batch in mind, for which the learning rate and the steps of another are wrong.
_OF_A_BATCH = {
    "model.d_model",
    "training.accumulate_steps",
    "training.batch_tokens",
    "training.max_steps",
    "training.peak_learning_rate",
    "training.warmup_steps",
}


def _computes_on(backend: str) -> tuple[bool, str]:
    """Whether it sees the card, if there is one (without its libraries, or on Windows, it may not), and its device."""
    answer = probe(backend).probe if first_card() is not None else None
    return (answer.gpu, answer.computes_on) if answer is not None else (False, processor())


def _proposed(store: PairStore, options: TrainOptions, tell: Tell) -> Config:
    backend = backends.choose(options.changes.get("training.backend", "auto"))
    gpu, device = _computes_on(backend)
    known = calibration.known(backend, versions().get(backend, ""), device)
    full = {size: measured.batch_tokens for size, measured in known.items() if measured.batch_tokens is not None}
    if options.changes.keys() & _OF_A_BATCH:
        full = {}
    proposal = propose(facts_for_a_proposal(store, gpu=gpu, batch_tokens=full))
    tell(events.Log(message=proposal.reason))
    return changed(proposal.config, options.changes)


def _dataset(options: TrainOptions, tell: Tell) -> Path:
    """The dataset as it is, or a new one in the run folder made of the files."""
    if is_dataset(options.data):
        if options.validation or options.test:
            raise fail(
                "Parts given twice",
                f"{options.data[0]} has its own validation and test parts.",
                "Leave --validation and --test out, or import their files into it.",
            )
        return options.data[0]
    into = options.run / "dataset.pairs"
    held_out = {"validation": options.validation, "test": options.test}
    for split, files in held_out.items():
        if files:
            _import(files, into, ImportOptions(split=split), tell)
    shares = {f"{split}_share": 0.0 for split, files in held_out.items() if files}
    _import(options.data, into, replace(ImportOptions(), **shares), tell)
    return into


def _mixed(options: TrainOptions, tags: bool, tell: Tell) -> tuple[Path, tuple[MixedDataset, ...]]:
    """A new dataset in the run folder made of all that are trained on together.

    What is imported for it lies there, too, until it is mixed: the system's folder for such things may be in memory.
    """
    into, groups = options.run / "dataset.pairs", (options.data, *options.more)
    options.run.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.run, prefix=".dataset.", ignore_cleanup_errors=True) as folder:
        ingredients = []
        for number, (name, files) in enumerate(zip(mixing.names_for(groups), groups, strict=True)):
            held_out = {} if not number else {"validation": (), "test": ()}
            one = replace(options, run=Path(folder) / str(number), data=files, **held_out)
            ingredients.append(Ingredient(name, _dataset(one, tell)))
        tell(events.State(state="preparing", text="Mixing the datasets"))
        report = mix(ingredients, into, tags=tags, progress=mixing.telling(tell))
    for message in mixing.in_words(report):
        tell(events.Log(message=message))
    for message in mixing.idle(report.mixed):
        tell(events.Log(level="warning", message=message))
    return into, tuple(_known(*part) for part in zip(report.mixed, groups, strict=True))


def _known(mixed: MixedDataset, files: Sequence[Path]) -> MixedDataset:
    """Files were imported for this run alone: no dataset of them stays whose fingerprint could change."""
    if is_dataset(files):
        return mixed
    return mixed.model_copy(update={"path": str(files[0].resolve()), "fingerprint": ""})


def _import(files: Sequence[Path], into: Path, options: ImportOptions, tell: Tell) -> None:
    detected = [detect(group) for group in groups_in(files, tell)]
    report = import_pairs(detected, into, options, progress=lambda done: tell(import_progress(done)))
    if report is not None:
        tell(imported(report))


def _relative(dataset: Path, run: Path) -> str:
    """A dataset inside the run is named relative to it, so that the folder can be moved."""
    dataset, run = dataset.resolve(), run.resolve()
    return str(dataset.relative_to(run)) if dataset.is_relative_to(run) else str(dataset)


def _resolve(run: RunFolder, info: RunInfo) -> Path:
    path = run.dataset(info) or run.path
    if not path.is_file():
        raise fail(
            "Dataset gone", f"The dataset of this run, {path}, is not there.", "Put it back, or start a new run."
        )
    return path


def dataset_of(run: RunFolder) -> Path:
    """Where the pairs of a run are."""
    return _resolve(run, run.info())
