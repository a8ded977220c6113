"""Which configuration to begin with, proposed from the data and the device; a person may change all of it."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tfmodel.contract.calibration import SizeClass, size_class
from tfmodel.contract.config import Config
from tfmodel.contract.presets import load_preset
from tfmodel.contract.problems import changed
from tfmodel.contract.rate import shorter_warm_up


@dataclass(frozen=True)
class Facts:
    """What the proposal looks at.

    Attributes:
        pairs: Training pairs.
        mean_words: Mean number of words of a target sentence.
        distinct_words: Distinct words of both sides together.
        gpu: Whether the training will run on a GPU.
        letters: Distinct characters of both sides together, or 0.
        mean_source_words: Mean number of words of a source sentence, or 0.
        long_source_words: Words that 95 % of the sources do not exceed, or 0.
        long_target_words: The same for the targets.
        batch_tokens: By the size of the model, the batch from which on the device was measured to compute at its full
            speed; empty where nothing was measured.
    """

    pairs: int
    mean_words: float
    distinct_words: int
    gpu: bool = False
    letters: int = 0
    mean_source_words: float = 0.0
    long_source_words: int = 0
    long_target_words: int = 0
    batch_tokens: Mapping[SizeClass, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """A configuration and, in one sentence, why it was chosen."""

    config: Config
    reason: str


def propose(facts: Facts) -> Proposal:
    """The smallest preset that the data can fill and the device can train in reasonable time."""
    proposal = _of_preset(facts)
    shorter = shorter_warm_up(proposal.config, _steps(proposal.config, facts))
    return replace(proposal, config=changed(proposal.config, shorter))


# Tokens of the largest batch that a recipe of this size was published with: Z. Wu et al. 2021, and section 5.1.
_LARGEST_BATCH: dict[SizeClass, int] = {"narrow": 8_192, "wide": 25_000}
_FEWEST_STEPS = 2_000  # that a training should have


def _with_full_batches(proposal: Proposal, facts: Facts) -> Proposal:
    """With batches that keep the device busy: by full doublings, each of which halves the steps."""
    config, size = proposal.config, size_class(proposal.config.model)
    tokens = config.training.batch_tokens
    most = min(facts.batch_tokens.get(size, 0), _LARGEST_BATCH[size]) / tokens
    most = min(most, _steps(config, facts) / _FEWEST_STEPS)
    if most < 2:
        return proposal
    factor = 2 ** int(math.log2(most))
    changes: dict[str, object] = {
        "training.batch_tokens": factor * tokens,
        "training.peak_learning_rate": _rate_of_larger(config, factor),
        "training.warmup_steps": math.ceil(config.training.warmup_steps / factor),
    }
    if config.training.max_steps:
        changes["training.max_steps"] = math.ceil(config.training.max_steps / factor)
    words = f"This device was measured to make more of batches of {factor * tokens:,} tokens."
    return Proposal(changed(config, changes), f"{proposal.reason} {words}")


def _rate_of_larger(config: Config, factor: int) -> float:
    """The peak grows with the root of the batch, up to the one that those recipes have."""
    own, size = config.training.peak_learning_rate, size_class(config.model)
    published = 0.005 if size == "narrow" else float((config.model.d_model * 4000) ** -0.5)  # equation 3
    return max(own, min(own * math.sqrt(factor), published))


def _steps(config: Config, facts: Facts) -> int:
    """About as many as the training will have: a batch is filled by the longer sides."""
    tokens = _TOKENS[config.tokenizer.kind] * max(facts.mean_words, facts.mean_source_words) + 1  # EOS
    epoch = math.ceil(facts.pairs * tokens / config.training.batch_tokens)
    return min(config.training.max_epochs * epoch, config.training.max_steps or sys.maxsize)


_TOKENS = {"bpe": 1.2, "unigram": 1.2, "word": 1.0, "character": 6.0}  # of a word


def _of_preset(facts: Facts) -> Proposal:
    if facts.mean_words <= _CODE_WORDS and facts.mean_source_words <= _CODE_SOURCE_WORDS:
        return _codes(facts)
    if facts.distinct_words <= _CLOSED_VOCABULARY and facts.pairs >= 4 * facts.distinct_words:
        return _phrases(facts)
    name = _preset(facts)
    device = "a GPU" if facts.gpu else "a processor without a GPU"
    config = load_preset(name)
    vocabulary = min(config.tokenizer.vocabulary_size, max(500, facts.distinct_words // 2 // 100 * 100))
    vocabulary = max(vocabulary, 2 * facts.letters)  # each letter is a piece
    config = changed(config, {"tokenizer.vocabulary_size": vocabulary, **_limits(config, facts)})
    return _with_full_batches(Proposal(config, f"{facts.pairs:,} pairs on {device} suit the preset {name}."), facts)


_CODE_WORDS = 1.5  # targets of about one word: dates, numbers
# Written out, these have 3 to 10. So many words are some 70 letters: as characters, sources of nearly twice as many
# are not left out for their length.
_CODE_SOURCE_WORDS = 12.0
_CLOSED_VOCABULARY = 3000  # a phrase book or a grammar, not free text
_LITTLE = 50_000  # pairs of free text: what holds a model back is not its size


def _preset(facts: Facts) -> str:
    if facts.pairs < _LITTLE:
        return "low-resource"
    if not facts.gpu:
        return "tiny" if facts.pairs < 200_000 else "small"
    if facts.pairs < 500_000:
        return "small"
    return "base" if facts.pairs < 20_000_000 else "big"


def _limits(config: Config, facts: Facts) -> dict[str, int]:
    """Lengths that leave out few pairs, also where lines are whole paragraphs."""
    source, target = (
        min(_LONGEST, _TOKENS_A_WORD * words) for words in (facts.long_source_words, facts.long_target_words)
    )
    return {
        "data.max_source_tokens": max(config.data.max_source_tokens, source),
        "data.max_target_tokens": max(config.data.max_target_tokens, target),
        "decoding.max_length": max(config.decoding.max_length, target),
    }


_TOKENS_A_WORD = 2  # subwords: fewer in the mean, but long words and small vocabularies make more
_LONGEST = 512  # tokens: what attention takes grows with the square


def _phrases(facts: Facts) -> Proposal:
    config = changed(
        load_preset("tiny"),
        {
            "tokenizer.kind": "word",
            "tokenizer.shared": False,
            "tokenizer.vocabulary_size": max(200, facts.distinct_words + 100),
            "model.num_encoder_layers": 2,
            "model.num_decoder_layers": 2,
            # Each pair is seen twice, too seldom to be learned by heart: without dropout two epochs reach what three
            # with 0.1 do (97.7 % of the held-out phrases exactly).
            "model.dropout": 0.0,
            "training.batch_tokens": 800,
            "training.max_epochs": 2,
            "training.schedule": "linear",
            "training.cooldown": 0.0,
            "training.peak_learning_rate": 0.004,
            "training.warmup_steps": 150,
            "training.average_checkpoints": 3,
            "training.validation_sentences": 200,
            "decoding.beam_size": 4,
        },
    )
    words = f"{facts.pairs:,} short pairs of only {facts.distinct_words:,} different words"
    return Proposal(config, f"{words} suit the preset tiny with two layers a side and whole words as tokens.")


def character_vocabulary(letters: int) -> int:
    """Size of a vocabulary of characters, for data of so many distinct ones: with room for all, and some to come."""
    return max(500, letters + 100)


def _codes(facts: Facts) -> Proposal:
    config = changed(
        load_preset("tiny"),
        {
            "tokenizer.kind": "character",
            "tokenizer.shared": True,
            "tokenizer.vocabulary_size": character_vocabulary(facts.letters),
            "model.num_encoder_layers": 2,
            "model.num_decoder_layers": 2,
            "model.dropout": 0.1,
            "training.batch_tokens": 2000,
            "training.max_epochs": 10,
            "training.peak_learning_rate": 0.005,
            "training.warmup_steps": 200,
            "training.stop_on": "chrf",  # a target has too few words for BLEU
            "training.average_checkpoints": 3,
            "training.validation_sentences": 200,
            "decoding.beam_size": 4,
        },
    )
    return Proposal(config, f"{facts.pairs:,} pairs with targets of one word suit the preset tiny on characters.")
