"""The job `export`: a model for production, loaded by another process and compared before it is called done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tfmodel.channel import Channel
from tfmodel.contract import events
from tfmodel.contract.atomic import can_be_replaced, replacing_folder
from tfmodel.contract.decoding_config import read_by_its_method
from tfmodel.contract.export_note import ExportNote, write_note
from tfmodel.contract.failure import fail
from tfmodel.contract.file_managers import is_of_file_manager
from tfmodel.contract.installing import install_line
from tfmodel.contract.run_folder import RunFolder
from tfmodel.contract.symbols import BOS, EOS, PAD, UNK
from tfmodel.jobs import backends
from tfmodel.jobs.exported_answers import Comparison, largest_difference
from tfmodel.jobs.glance import some_sources
from tfmodel.jobs.queries import padded
from tfmodel.jobs.tags import mix_tags

if TYPE_CHECKING:
    from tfmodel.jobs.translator import Translator

FORMATS = ("keras", "savedmodel")
SENTENCES = 20  # compared
_MAKERS = ("transformer-desk", "keras", "tensorflow", "jax", "torch", "sentencepiece")


@dataclass(frozen=True)
class ExportOptions:
    """What the command line asked of `export`; `out` is the folder that will hold model and tokenizer."""

    run: Path
    to: str
    out: Path
    force: bool = False


def run(options: ExportOptions, channel: Channel) -> bool:
    """Exports a run; nothing is left at `out` unless it was loaded and gave the same answers."""
    if options.to not in FORMATS:
        raise fail(
            "Unknown format", f"There is no export format {options.to!r}.", f"Choose one of {', '.join(FORMATS)}."
        )
    if options.to == "savedmodel" and "tensorflow" not in backends.installed():
        raise fail(
            "TensorFlow needed",
            "A SavedModel is TensorFlow's own, which is not installed here.",
            f"Install it ({install_line('tensorflow')}), or export with --to keras.",
        )
    folder = RunFolder.open(options.run)
    _refuse_occupied(options)
    _name_tags(folder, channel)
    channel.emit(events.State(state="preparing", text="Loading the model"))
    from tfmodel.jobs.environment import prepare_process

    prepare_process("tensorflow" if options.to == "savedmodel" else "auto", folder.info().backend)
    from tfmodel.jobs.translator import Translator

    translator = Translator(folder)
    if options.to == "savedmodel":
        _name_method(translator, channel)
    with replacing_folder(options.out) as temporary:
        channel.emit(events.State(state="saving", text=f"Writing {options.to}"))
        _WRITERS[options.to](translator, temporary)
        translator.tokenizers.save(temporary / "tokenizer")
        write_note(temporary, _note(folder, translator, options.to))
        channel.emit(events.State(state="validating", text="Loading it in another process and comparing"))
        sources = _sources(folder, translator)
        comparison = _COMPARISONS[options.to](translator, sources)
        difference = largest_difference(options.to, temporary, comparison)
    size = sum(file.stat().st_size for file in options.out.rglob("*") if file.is_file())
    channel.emit(
        events.Exported(
            format=options.to,
            path=str(options.out),
            bytes=size,
            sentences_compared=len(sources),
            largest_difference=difference,
        )
    )
    return False


def _refuse_occupied(options: ExportOptions) -> None:
    """An empty folder is taken, as `train` takes one; whatever is no export stays, with --force too."""
    out = options.out
    names = {path.name for path in out.iterdir() if not is_of_file_manager(path)} if out.is_dir() else set()
    if out.is_dir() and (options.force or not names) and not can_be_replaced(out):
        raise fail("Already there", f"{out} cannot be replaced by an export.", "Name a folder in it.")
    if not out.exists() or (out.is_dir() and not names):
        return
    is_export = "tokenizer" in names and names & {"model.keras", "saved_model.pb"} and "run.json" not in names
    if not options.force:
        raise fail(
            "Already there",
            f"{out} exists already.",
            "Choose another name, or add --force to replace it." if is_export else "Choose another name.",
        )
    if not is_export:
        raise fail("Not an export", f"{out} is no earlier export, so it is not replaced.", "Choose another name.")


def _name_tags(folder: RunFolder, channel: Channel) -> None:
    """Whoever uses an export puts them before the sources himself: the model has seen none without."""
    tags = ", ".join(mix_tags(folder).values())
    if tags:
        channel.emit(
            events.Log(
                level="warning",
                message=f"{folder.path.name} was trained with tags: each source for the export must begin with one of "
                f"these and a space: {tags}",
            )
        )


def _name_method(translator: Translator, channel: Channel) -> None:
    """Says where a SavedModel searches otherwise than the program does."""
    if translator.exportable_decoding != translator.decoding:
        beam = translator.exportable_decoding.beam_size
        channel.emit(
            events.Log(level="warning", message=f"A SavedModel draws no samples: it has a beam of {beam} instead")
        )


def _note(folder: RunFolder, translator: Translator, form: str) -> ExportNote:
    from tfmodel.jobs.environment import versions

    config = translator.config
    decoding = translator.exportable_decoding if form == "savedmodel" else translator.decoding
    return ExportNote(
        format=form,
        run=folder.path.name,
        step=translator.step,
        max_source_tokens=config.data.max_source_tokens,
        max_length=min(decoding.max_length, translator.transformer.architecture.max_length),
        tokenizer=config.tokenizer.kind,
        placeholders=tuple(config.tokenizer.symbols.split()),
        tags=mix_tags(folder),
        decoding=read_by_its_method(decoding),
        versions={name: version for name, version in versions().items() if name in _MAKERS},
    )


def _write_keras(translator: Translator, folder: Path) -> None:
    translator.transformer.save(folder / "model.keras")


def _write_savedmodel(translator: Translator, folder: Path) -> None:
    """One signature: source ids (B, S) to tokens (B, K, L) and scores (B, K), the beam inside.

    A longer source than the model has seen is refused in a sentence with the limit; TensorFlow would tell of shapes.
    """
    import tensorflow as tf

    longest = translator.config.data.max_source_tokens + 1  # EOS
    refusal = f"A source has more than {longest} ids, the one that ends it included: cut it into sentences."
    module = tf.Module()
    module.transformer = translator.transformer
    search = translator.exportable()

    @tf.function(input_signature=[tf.TensorSpec([None, None], tf.int32, name="source")], autograph=False)
    def serve(source: Any) -> dict[str, Any]:
        fits = tf.debugging.assert_equal(source[:, longest:], PAD, message=refusal)
        with tf.control_dependencies([fits]):
            cut = tf.identity(source[:, :longest])
        return search(cut)

    module.serve = serve
    tf.saved_model.save(module, str(folder), signatures={"serving_default": serve})


def _logits(translator: Translator, sources: list[list[int]]) -> Comparison:
    """Logits of each sentence before its own translation."""
    found = translator.search([source[:-1] for source in sources])
    targets = [[BOS, *result.tokens[0][:-1]] for result in found]
    inputs = {"source": padded(sources), "target": padded(targets)}
    from tfmodel.jobs import compiling

    return Comparison(inputs, {"logits": compiling.array_of(translator.transformer(inputs))})


def _searches(translator: Translator, sources: list[list[int]]) -> Comparison:
    source = padded(sources)
    result = translator.exportable()(source)
    return Comparison({"source": source}, {name: np.asarray(value) for name, value in result.items()})


_WRITERS: dict[str, Callable[[Translator, Path], None]] = {"keras": _write_keras, "savedmodel": _write_savedmodel}
_COMPARISONS: dict[str, Callable[[Translator, list[list[int]]], Comparison]] = {
    "keras": _logits,
    "savedmodel": _searches,
}


def _sources(folder: RunFolder, translator: Translator) -> list[list[int]]:
    """Some sentences of the run's data as ids with EOS; where these cannot be read, ids drawn at random."""
    longest, tokenizer = translator.config.data.max_source_tokens, translator.tokenizers.source
    texts = some_sources(folder, SENTENCES)
    if texts:
        return [[*ids[:longest], EOS] for ids in tokenizer.encode(texts)]
    draw = np.random.default_rng(0)
    return [[*draw.integers(UNK, tokenizer.vocabulary_size, min(8, longest)).tolist(), EOS] for _ in range(SENTENCES)]
