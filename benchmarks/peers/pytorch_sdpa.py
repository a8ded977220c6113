"""Trains a Transformer of the same sizes in PyTorch, on the batches of a reference run.

    python -m benchmarks.peers.pytorch_sdpa REFERENCE [--precision bfloat16] [--compile]

What PyTorch itself offers for speed is used: `scaled_dot_product_attention`, one product for queries, keys and values,
fused Adam, `cross_entropy` with label smoothing, and where asked autocast to bfloat16 and `torch.compile`. Positions
are sinusoidal, norms stand before the sub-layers, and ReLU, Adam and the inverse square root are used whatever the run
has.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.corpus import Reference, report_step
from benchmarks.peers import greedy
from tfmodel.contract.config import ModelConfig, TrainingConfig
from tfmodel.contract.symbols import EOS, PAD

LONGEST = 2048
LONGEST_TRANSLATION = 96


class Attention(nn.Module):
    """Multi-head attention; `memory` is None for self-attention."""

    def __init__(self, sizes: ModelConfig, *, crosses: bool) -> None:
        super().__init__()
        self.heads, self.rate = sizes.num_heads, sizes.attention_dropout
        self.query = nn.Linear(sizes.d_model, sizes.d_model) if crosses else None
        self.fused = nn.Linear(sizes.d_model, (2 if crosses else 3) * sizes.d_model)
        self.output = nn.Linear(sizes.d_model, sizes.d_model)

    def forward(self, x: Tensor, memory: Tensor | None, mask: Tensor | None) -> Tensor:
        """(B, T, D) to (B, T, D); without a mask (B, 1, 1, S) attention is causal."""
        if self.query is None:
            query, key, value = self.fused(x).chunk(3, dim=-1)
        else:
            query, (key, value) = self.query(x), self.fused(memory).chunk(2, dim=-1)
        attended = functional.scaled_dot_product_attention(
            *(self.split(part) for part in (query, key, value)),
            attn_mask=mask,
            dropout_p=self.rate if self.training else 0.0,
            is_causal=mask is None,
        )
        return self.output(attended.transpose(1, 2).flatten(2))

    def split(self, x: Tensor) -> Tensor:
        """(B, T, D) to (B, H, T, D/H)."""
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)


class Block(nn.Module):
    """A pre-norm block; one of a decoder reads the memory as well."""

    def __init__(self, sizes: ModelConfig, *, decodes: bool) -> None:
        super().__init__()
        width = sizes.d_model
        self.attention = Attention(sizes, crosses=False)
        self.cross = Attention(sizes, crosses=True) if decodes else None
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(3 if decodes else 2))
        self.inner, self.outer = nn.Linear(width, sizes.feed_forward_width), nn.Linear(sizes.feed_forward_width, width)
        self.dropout, self.inner_dropout = nn.Dropout(sizes.dropout), nn.Dropout(sizes.activation_dropout)

    def forward(self, x: Tensor, mask: Tensor | None, memory: Tensor | None, memory_mask: Tensor | None) -> Tensor:
        """(B, T, D) to (B, T, D)."""
        x = x + self.dropout(self.attention(self.norms[0](x), None, mask))
        if self.cross is not None:
            x = x + self.dropout(self.cross(self.norms[1](x), memory, memory_mask))
        hidden = self.inner_dropout(functional.relu(self.inner(self.norms[-1](x))))
        return x + self.dropout(self.outer(hidden))


class Transformer(nn.Module):
    """Encoder and decoder; `shared`: one embedding for both sides."""

    def __init__(self, sizes: ModelConfig, vocabularies: tuple[int, int], shared: bool) -> None:
        super().__init__()
        width = sizes.d_model
        self.target = nn.Embedding(vocabularies[1], width)
        self.source = self.target if shared else nn.Embedding(vocabularies[0], width)
        self.table = self.target.weight if sizes.tie_output else nn.Parameter(torch.randn(vocabularies[1], width))
        self.encoder = nn.ModuleList(Block(sizes, decodes=False) for _ in range(sizes.num_encoder_layers))
        self.decoder = nn.ModuleList(Block(sizes, decodes=True) for _ in range(sizes.num_decoder_layers))
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(2))
        self.dropout = nn.Dropout(sizes.dropout)
        self.register_buffer("positions", sinusoids(LONGEST, width))
        nn.init.normal_(self.target.weight, std=width**-0.5)

    def embed(self, table: nn.Embedding, ids: Tensor) -> Tensor:
        """Token ids (B, T) to (B, T, D)."""
        return self.dropout(table(ids) * math.sqrt(table.embedding_dim) + self.positions[: ids.shape[1]])

    def forward(self, source: Tensor, target: Tensor) -> Tensor:
        """Logits (B, T, V)."""
        mask = (source != PAD)[:, None, None, :]
        memory = self.embed(self.source, source)
        for block in self.encoder:
            memory = block(memory, mask, None, None)
        memory, hidden = self.norms[0](memory), self.embed(self.target, target)
        for block in self.decoder:
            hidden = block(hidden, None, memory, mask)
        return functional.linear(self.norms[1](hidden), self.table)


def sinusoids(length: int, width: int) -> Tensor:
    """Section 3.5: (length, width)."""
    rates = 10_000.0 ** (-np.arange(0, width, 2) / width)
    angles = np.arange(length)[:, None] * rates
    return torch.tensor(np.stack([np.sin(angles), np.cos(angles)], -1).reshape(length, width), dtype=torch.float32)


def optimizer_of(
    model: nn.Module, training: TrainingConfig
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    """Adam and the schedule of section 5.3."""
    betas = training.adam_beta_1, training.adam_beta_2
    adam = torch.optim.Adam(
        model.parameters(), lr=training.peak_learning_rate, betas=betas, eps=training.adam_epsilon, fused=True
    )
    warmup = training.warmup_steps
    return adam, torch.optim.lr_scheduler.LambdaLR(
        adam, lambda step: min((step + 1) / warmup, math.sqrt(warmup / (step + 1)))
    )


def train(
    model: nn.Module, reference: Reference, context: AbstractContextManager[None], is_over: Callable[[], bool]
) -> None:
    """Trains until it is over; tells each step."""
    training = reference.config.training
    adam, schedule = optimizer_of(model, training)
    for step, batch in enumerate(reference.batches(), start=1):
        source, target, labels = (torch.from_numpy(ids) for ids in (batch.source, batch.target, batch.labels))
        with context:
            logits = model(source, target)
        loss = functional.cross_entropy(
            logits.flatten(0, 1).float(),
            labels.flatten().long(),
            ignore_index=PAD,
            label_smoothing=training.label_smoothing,
        )
        adam.zero_grad()
        loss.backward()
        if training.clip_norm is not None:
            nn.utils.clip_grad_norm_(model.parameters(), training.clip_norm)
        adam.step()
        schedule.step()
        report_step(step, batch.tokens)
        if is_over():
            return


def likeliest(model: nn.Module) -> greedy.Likeliest:
    """The model, for greedy translation in float32."""

    @torch.inference_mode()
    def after(source: np.ndarray, target: np.ndarray, position: int) -> np.ndarray:
        logits = model(torch.from_numpy(source), torch.from_numpy(target[:, : position + 1]))
        return np.asarray(logits[:, -1].argmax(-1))

    return after


def main() -> None:
    """Trains until it is killed, or for the minutes that are asked."""
    parser = argparse.ArgumentParser()
    greedy.add_options(parser)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--precision", choices=("float32", "bfloat16"), default="float32")
    parser.add_argument("--compile", action="store_true")
    options = parser.parse_args()
    reference = Reference.open(options.reference)
    torch.manual_seed(reference.config.training.seed)
    tokenizers = reference.tokenizers
    vocabularies = tokenizers.source.vocabulary_size, tokenizers.target.vocabulary_size
    model: nn.Module = Transformer(reference.config.model, vocabularies, tokenizers.shared)
    if options.compile:
        model = torch.compile(model, dynamic=True)
    context = torch.autocast("cpu", torch.bfloat16, enabled=options.precision == "bfloat16")
    train(model, reference, context, partial(greedy.is_over, options))
    if options.translate:
        greedy.translate(options, reference, likeliest(model.eval()), longest=LONGEST_TRANSLATION, ending=(EOS,))


if __name__ == "__main__":
    main()
