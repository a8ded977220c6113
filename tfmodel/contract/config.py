"""Every hyperparameter, declared once: the form, `--set`, the messages, the tooltips and the docs derive from here."""

from __future__ import annotations

from typing import Self

from pydantic import field_validator, model_validator

from tfmodel.contract.choices import Activation, Normalisation, NormPosition, Positions, TokenizerKind
from tfmodel.contract.decoding_config import DecodingConfig
from tfmodel.contract.mixing import weights_in
from tfmodel.contract.settings import Section, setting
from tfmodel.contract.symbols import SYMBOLS
from tfmodel.contract.training_config import TrainingConfig

DEFAULT_PRESET = "tiny"
MOST_SYMBOLS, LONGEST_SYMBOL = 100, 40


class DataConfig(Section):
    """Which pairs are trained on."""

    max_source_tokens: int = setting(
        128,
        "Longest source",
        "Training pairs with a longer source are left out.",
        unit="tokens",
        ge=4,
        le=2048,
        cost="Longer sentences take time and memory with their length, and attention with its square.",
    )
    max_target_tokens: int = setting(
        128,
        "Longest target",
        "Training pairs with a longer target are left out.",
        unit="tokens",
        ge=4,
        le=2048,
        cost="Longer sentences take time and memory with their length, and attention with its square.",
    )
    weights: str = setting(
        "",
        "Weights",
        "How the datasets of a mix share an epoch, in their order, with spaces between: 3 1; empty: by temperature.",
        advanced=True,
        example="3 1",
    )
    temperature: float = setting(
        1.0,
        "Mix temperature",
        "Shares of the datasets of a mix go with size^(1/T) (Arivazhagan et al. 2019): 1 leaves them as they are, 5 "
        "lifts the small ones, 100 makes all equal.",
        ge=1.0,
        le=100.0,
        advanced=True,
    )
    tags: bool = setting(
        False,
        "Tag per dataset",
        "Begins each source of a mix with a token that names its dataset, with which you can ask for its style.",
        advanced=True,
    )

    @field_validator("weights")
    @classmethod
    def _are_numbers(cls, weights: str) -> str:
        weights_in(weights)
        return " ".join(weights.split())


class TokenizerConfig(Section):
    """How sentences become tokens."""

    kind: TokenizerKind = setting(
        "bpe",
        "Kind",
        "Subwords (BPE or unigram) suit real text; words suit tiny vocabularies; characters suit dates and numbers.",
        paper="section 5.1",
        cost="Characters make sentences several times as long as subwords do, and time and memory grow along.",
    )
    vocabulary_size: int = setting(
        8000,
        "Vocabulary",
        "Number of distinct tokens at most; too few cut words into crumbs, too many are seen too rarely to be learned.",
        unit="tokens",
        paper="section 5.1",
        ge=32,
        le=128_000,
        cost="Embeddings, output projection and the time of the loss grow in proportion.",
    )
    shared: bool = setting(
        True,
        "Shared vocabulary",
        "One vocabulary and one embedding for both languages; good for languages with one alphabet.",
        paper="section 3.4",
    )
    sampling_alpha: float | None = setting(
        None,
        "Subword sampling",
        "Cuts words differently in each epoch, which helps little data: with BPE the share of merges left out (0.1, "
        "Provilkov et al. 2020), with unigram the exponent of probabilities (0.2 to 0.5, Kudo 2018); empty: never.",
        gt=0.0,
        le=1.0,
        advanced=True,
        cost="The pairs are cut anew for every epoch, beside the training.",
        example=0.1,
    )
    symbols: str = setting(
        "",
        "Never split",
        "Placeholders that stay one token whatever stands beside them, with spaces between: %s {name} <b>.",
        advanced=True,
        example="%s {name}",
    )

    @model_validator(mode="after")
    def _only_subwords_are_sampled(self) -> Self:
        if self.sampling_alpha is not None and self.kind not in ("unigram", "bpe"):
            raise ValueError(f"sampling_alpha needs subwords, but the kind is {self.kind}; choose bpe or unigram")
        return self

    @field_validator("symbols")
    @classmethod
    def _few_and_short(cls, symbols: str) -> str:
        words = list(dict.fromkeys(symbols.split()))
        if own := [word for word in words if word in SYMBOLS]:
            raise ValueError(f"{own[0]} is a symbol of the model's own; leave it out")
        if len(words) > MOST_SYMBOLS or any(len(word) > LONGEST_SYMBOL for word in words):
            raise ValueError(
                f"at most {MOST_SYMBOLS} symbols of at most {LONGEST_SYMBOL} characters can be kept whole; "
                f"leave out the rarest"
            )
        return " ".join(words)

    @property
    def required_symbols(self) -> tuple[str, ...]:
        """The placeholders, each once."""
        return tuple(self.symbols.split())


class ModelConfig(Section):
    """The size and the form of the Transformer."""

    num_encoder_layers: int = setting(
        4,
        "Encoder layers",
        "Blocks of self-attention and feed-forward over the source.",
        paper="section 3.1",
        ge=1,
        le=48,
        cost="The time of a step and the memory of a batch grow with the layers.",
    )
    num_decoder_layers: int = setting(
        4,
        "Decoder layers",
        "Blocks that read the target so far and the encoded source.",
        paper="section 3.1",
        ge=1,
        le=48,
        cost="The time of a step, of a translated token, and the memory of a batch grow with the layers.",
    )
    d_model: int = setting(
        128,
        "Width (d_model)",
        "Length of the vector of each token; must be divisible by the number of heads.",
        paper="section 3.1",
        ge=8,
        le=4096,
        cost="Parameters and time of the layers grow with its square, where the feed-forward width grows along.",
    )
    num_heads: int = setting(
        4,
        "Attention heads",
        "Independent attentions side by side, each d_model / heads wide.",
        paper="section 3.2.2",
        ge=1,
        le=64,
        cost="More heads of the same width in all cost little time and some memory for their weights.",
    )
    feed_forward_width: int = setting(
        256,
        "Feed-forward width",
        "Width of the hidden layer applied to each position.",
        paper="section 3.3",
        ge=8,
        le=16_384,
        cost="Parameters and time of the feed-forward layers grow in proportion.",
    )
    dropout: float = setting(
        0.1,
        "Dropout",
        "Share of values silenced in training after each sub-layer; more for little data, 0 to memorise.",
        paper="section 5.4",
        ge=0.0,
        le=0.9,
    )
    attention_dropout: float = setting(
        0.0, "Attention dropout", "Share of attention weights silenced in training.", ge=0.0, le=0.9, advanced=True
    )
    activation_dropout: float = setting(
        0.0,
        "Activation dropout",
        "Share of hidden feed-forward values silenced in training.",
        ge=0.0,
        le=0.9,
        advanced=True,
    )
    embedding_dropout: float | None = setting(
        None,
        "Embedding dropout",
        "Share of values silenced in training where tokens enter encoder and decoder; empty: as dropout.",
        paper="section 5.4",
        ge=0.0,
        le=0.9,
        advanced=True,
        example=0.1,
    )
    positions: Positions = setting(
        "sinusoidal",
        "Positions",
        "Added as waves (sinusoidal: the paper's) or as learned vectors, which know no place beyond those trained on, "
        "or told by rotating queries and keys (rotary, Su et al. 2021).",
        paper="section 3.5",
        advanced=True,
    )
    normalisation: Normalisation = setting(
        "layer",
        "Normalisation",
        "By mean and variance (layer: the paper's) or by the root mean square alone (rms, Zhang & Sennrich 2019).",
        paper="section 3.1",
        advanced=True,
    )
    norm_position: NormPosition = setting(
        "pre",
        "Norm position",
        "Before each sub-layer (pre: trains steadily) or after the residual sum (post: as in the paper).",
        paper="section 3.1",
        advanced=True,
    )
    activation: Activation = setting(
        "relu",
        "Activation",
        "The non-linearity of the feed-forward layer; swiglu multiplies by a gate (Shazeer 2020), with a third matrix.",
        paper="section 3.3",
        advanced=True,
    )
    num_key_value_heads: int | None = setting(
        None,
        "Key/value heads",
        "Heads of keys and values that groups of attention heads share (Ainslie et al. 2023): fewer decode faster from "
        "a smaller cache; empty: all heads.",
        paper="section 3.2.2",
        ge=1,
        le=64,
        advanced=True,
        cost="Fewer save parameters, some of the time of a step, and memory of translating in proportion.",
        example=2,
    )
    attention_window: int | None = setting(
        None,
        "Attention window",
        "Positions on each side that self-attention sees, in the target those before: makes long texts affordable; "
        "empty: everything.",
        unit="tokens",
        paper="section 4",
        ge=1,
        le=2048,
        advanced=True,
        cost="Fewer positions save time and memory on long texts; on short ones they save nothing.",
        example=32,
    )
    tie_output: bool = setting(
        True, "Tied output", "Use the target embedding as the output projection.", paper="section 3.4", advanced=True
    )

    @model_validator(mode="after")
    def _heads_divide_width(self) -> Self:
        if self.d_model % self.num_heads:
            raise ValueError(
                f"d_model is {self.d_model}, which {self.num_heads} heads do not divide; {self._nearest()}"
            )
        if self.positions == "sinusoidal" and self.d_model % 2:
            raise ValueError(f"d_model is {self.d_model}; sinusoidal positions need an even number")
        if self.positions == "rotary" and self.d_model // self.num_heads % 2:
            raise ValueError(
                f"d_model is {self.d_model}, which makes {self.num_heads} heads {self.d_model // self.num_heads} wide; "
                f"rotary positions need an even width of heads"
            )
        return self

    @model_validator(mode="after")
    def _key_value_heads_divide_heads(self) -> Self:
        if self.num_heads % self.key_value_heads:
            divisors = [number for number in range(1, self.num_heads + 1) if self.num_heads % number == 0]
            raise ValueError(
                f"num_key_value_heads is {self.num_key_value_heads}, which does not divide the {self.num_heads} "
                f"attention heads; choose {_either(divisors)}"
            )
        return self

    @property
    def key_value_heads(self) -> int:
        """Heads of keys and values."""
        return self.num_key_value_heads or self.num_heads

    def _nearest(self) -> str:
        lower = self.d_model // self.num_heads * self.num_heads
        return f"choose {lower or self.num_heads} or {lower + self.num_heads}"


def _either(numbers: list[int]) -> str:
    *others, last = map(str, numbers)
    return f"{', '.join(others)} or {last}" if others else last


class Config(Section):
    """All that is asked of a run; enough to repeat it."""

    preset: str = DEFAULT_PRESET
    data: DataConfig = DataConfig()
    tokenizer: TokenizerConfig = TokenizerConfig()
    model: ModelConfig = ModelConfig()
    training: TrainingConfig = TrainingConfig()
    decoding: DecodingConfig = DecodingConfig()

    @property
    def max_length(self) -> int:
        """Longest sequence of the model, in tokens, with the symbol that begins or ends it."""
        return max(self.data.max_source_tokens, self.data.max_target_tokens, self.decoding.max_length) + 1

    def value(self, path: str) -> object:
        """The value of a setting, by its path such as "model.d_model"."""
        section, _, name = path.partition(".")
        return getattr(getattr(self, section), name)
