"""The tokenizers of a run: one for each side, or one for both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tfmodel.contract.atomic import replacing_folder
from tfmodel.contract.choices import TokenizerKind
from tfmodel.contract.failure import fail
from tfmodel.corpus.store import PairStore, Row
from tfmodel.corpus.tokenizers import lists, subwords
from tfmodel.corpus.tokenizers.base import Tokenizer

_SHARED, _SOURCE, _TARGET = "shared", "source", "target"
_SAMPLE = 1_000_000  # pairs: more change a vocabulary hardly at all
_TELL_EVERY = 10_000  # pairs


@dataclass(frozen=True)
class TokenizerPair:
    """A tokenizer a side; the same one when `shared`."""

    source: Tokenizer
    target: Tokenizer
    shared: bool

    @property
    def fingerprint(self) -> str:
        """Equal for pairs that cut alike."""
        return f"{self.source.fingerprint}-{self.target.fingerprint}"

    def sampled(self, alpha: float, seed: int, limits: tuple[int, int]) -> TokenizerPair:
        """Tokenizers that draw the cuts of each side.

        Args:
            alpha: See `Tokenizer.sampled`.
            seed: Each side has draws of its own.
            limits: Tokens of a source and of a target at most.
        """
        source = self.source.sampled(alpha, 2 * seed, limits[0])
        target = self.target.sampled(alpha, 2 * seed + 1, limits[1])
        return TokenizerPair(source, target, self.shared)

    def save(self, folder: Path) -> None:
        """Writes both as a folder, which is complete or absent and replaces an older one."""
        with replacing_folder(folder) as temporary:
            if self.shared:
                self.source.save(temporary, _SHARED)
            else:
                self.source.save(temporary, _SOURCE)
                self.target.save(temporary, _TARGET)

    @classmethod
    def load(cls, folder: Path) -> TokenizerPair:
        """Reads what `save` wrote.

        Raises:
            FailureError: When a file is missing or damaged.
        """
        if _file(folder, _SHARED) is not None:
            both = load_tokenizer(folder, _SHARED)
            return cls(both, both, True)
        return cls(load_tokenizer(folder, _SOURCE), load_tokenizer(folder, _TARGET), False)


def train_tokenizer(
    kind: TokenizerKind,
    sentences: Iterable[str],
    *,
    vocabulary_size: int,
    character_coverage: float = 1.0,
    symbols: Sequence[str] = (),
) -> Tokenizer:
    """A tokenizer of a kind, trained on sentences.

    Args:
        kind: Subwords ("unigram", "bpe"), "word" or "character".
        sentences: Streamed once.
        vocabulary_size: Most ids, symbols included.
        character_coverage: Share of characters that subwords cover; the rest is spelt in bytes.
        symbols: Placeholders that are never split and always have an id.
    """
    if kind == "word" or kind == "character":
        return lists.train_list(sentences, kind, vocabulary_size=vocabulary_size, symbols=symbols)
    return subwords.train_subwords(
        sentences, kind, vocabulary_size=vocabulary_size, character_coverage=character_coverage, symbols=symbols
    )


def train_tokenizers(
    store: PairStore,
    *,
    kind: TokenizerKind,
    vocabulary_size: int,
    shared: bool,
    symbols: Sequence[str] = (),
    each: Callable[[int], None] = lambda done: None,
) -> TokenizerPair:
    """Tokenizers of a dataset, from its training part alone.

    Args:
        store: The dataset.
        kind: See `train_tokenizer`.
        vocabulary_size: Most ids of a side, symbols included.
        shared: Whether one tokenizer is for both sides.
        symbols: Placeholders that are never split.
        each: Told now and then how many pairs are read, anew for each tokenizer; what it raises ends the training.

    Raises:
        FailureError: The training part is empty, or the vocabulary too small for its letters.
    """
    if not store.counts().train:
        raise fail("No training pairs", f"{store.path} has no pair in its training part.", "Import pairs for training.")
    if shared:
        both = train_tokenizer(kind, _both_sides(store, each), vocabulary_size=vocabulary_size, symbols=symbols)
        return TokenizerPair(both, both, True)
    sides = ((row.source for row in _sample(store, each)), (row.target for row in _sample(store, each)))
    source, target = (
        train_tokenizer(kind, sentences, vocabulary_size=vocabulary_size, symbols=symbols) for sentences in sides
    )
    return TokenizerPair(source, target, False)


def load_tokenizer(folder: Path, name: str) -> Tokenizer:
    """Reads a tokenizer of any kind by the name it was saved under.

    Raises:
        FailureError: When it is missing or damaged.
    """
    path = _file(folder, name)
    if path is None:
        raise fail("Tokenizer missing", f"{folder} has no tokenizer {name!r}.", "Restore the folder from a copy.")
    try:
        if path.suffix == lists.SUFFIX:
            return lists.load_list(path)
        tokenizer = subwords.SubwordTokenizer(path.read_bytes())
        tokenizer.encode(["a"])
        return tokenizer
    except (OSError, ValueError, KeyError, RuntimeError, TypeError) as error:
        raise fail("Tokenizer damaged", f"{path} cannot be read.", "Restore it from a copy.") from error


def _file(folder: Path, name: str) -> Path | None:
    found = (folder / f"{name}{suffix}" for suffix in (lists.SUFFIX, subwords.SUFFIX))
    return next((path for path in found if path.is_file()), None)


def _both_sides(store: PairStore, each: Callable[[int], None]) -> Iterator[str]:
    for row in _sample(store, each):
        yield row.source
        yield row.target


def _sample(store: PairStore, each: Callable[[int], None]) -> Iterator[Row]:
    """Training pairs spread evenly over the dataset: all of a small one; SentencePiece keeps them in memory."""
    step = -(-store.counts().train // _SAMPLE)
    for number, row in enumerate(store.stream("train")):
        if number % _TELL_EVERY == 0:
            each(number)
        if number % step == 0:
            yield row
