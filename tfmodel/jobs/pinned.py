"""The pinned sentences of a training: who looked at whom in them is kept at every validation."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import SimpleQueue

import numpy as np

from tfmodel.channel import Channel
from tfmodel.contract import atomic, commands, events
from tfmodel.contract.attention_files import MOST_TOKENS, array_name, bound, file_name
from tfmodel.contract.events import PinnedSentence
from tfmodel.contract.pinning import distinct, with_first
from tfmodel.contract.run_folder import RunFolder
from tfmodel.contract.symbols import BOS, EOS
from tfmodel.corpus.tokenizers import TokenizerPair
from tfmodel.corpus.tokenizers.base import Tokenizer
from tfmodel.jobs.tags import mix_tags

CHOSEN = 5  # when a person chose none
GOOD_LENGTHS = range(4, 25)  # tokens of a sentence in which there is something to see, and each token can be read

Ids = Sequence[int]
Translate = Callable[[list[Ids]], list[Ids]]  # ids without EOS to ids with EOS
Attend = Callable[[Ids, Ids], dict[str, np.ndarray]]  # source and shifted target to weights by tap, (H, T, S)


class PinnedSentences:
    """One to ten sentences whose attention is followed; they outlive the process in RUN/pinned.json.

    Where the reference is known the decoder reads it (teacher forcing): the axes of the maps then stay the same from
    step 0 to the last one. Of other sentences it reads its own translation.

    Sentences are translated as far as the model reads them; attention, which grows with the product of their lengths,
    is kept for their first tokens.

    Args:
        tokenizers: Of the run.
        longest: Tokens of a side at most, the symbol that ends it included.
        translate: The model's translations.
        attend: All attention weights of one pass.
        offered: Pairs of the validation part, from which sentences are taken when nobody chose any.
    """

    def __init__(
        self,
        tokenizers: TokenizerPair,
        longest: int,
        translate: Translate,
        attend: Attend,
        offered: Sequence[tuple[str, str]],
    ) -> None:
        self._tokenizers, self._longest = tokenizers, longest
        self._translate, self._attend = translate, attend
        self._default = choose(tokenizers, offered)
        self.sentences = self._default

    def obey(self, command: commands.SetProbe | commands.SetPinned) -> None:
        """Follows what a person asks for."""
        self.pin(_after(command, self.sentences))

    def obey_all(
        self, asked: SimpleQueue[commands.SetProbe | commands.SetPinned], run: RunFolder, channel: Channel
    ) -> None:
        """Follows all that a person has asked for by now, and keeps it for whoever resumes the run."""
        if asked.empty():
            return
        while not asked.empty():
            self.obey(asked.get())
            self.save(run)
        self.tell(run, channel)

    def pin(self, sentences: Sequence[PinnedSentence]) -> None:
        """Follows these sentences from now on, the first ten of them; none: those of the validation part again."""
        self.sentences = distinct(sentences) or self._default

    def load(self, run: RunFolder) -> None:
        """Takes the sentences that the run followed before; a damaged file counts as none."""
        if kept := _kept(run):
            self.pin(kept)

    def tell(self, run: RunFolder, channel: Channel) -> None:
        """Says what is missing: a tag, or the attention of the later tokens."""
        self._tell_of_tags(run, channel)
        self.tell_of_lengths(channel)

    def tell_of_lengths(self, channel: Channel) -> None:
        """Says for how many tokens attention is kept, where a sentence or a reference has more."""
        ids = [
            *self._tokenizers.source.encode([sentence.source for sentence in self.sentences]),
            *self._tokenizers.target.encode([sentence.reference for sentence in self.sentences]),
        ]
        kept, longest = min(self._longest, MOST_TOKENS) - 1, max(map(len, ids), default=0)
        if longest > kept:
            channel.emit(
                events.Log(message=f"Attention is kept for the first {kept} tokens: a sentence has {longest:,}")
            )

    def _tell_of_tags(self, run: RunFolder, channel: Channel) -> None:
        """Warns of a sentence without a tag in a run that is trained with tags: its model has seen none such."""
        tags = mix_tags(run).values()
        asked = (sentence.source for sentence in self.sentences if sentence not in self._default)
        if tags and any(source.split()[0] not in tags for source in asked):
            channel.emit(
                events.Log(
                    level="warning",
                    message=f"{run.path.name} is trained with tags: each pinned sentence must begin with one of these "
                    f"and a space: {', '.join(tags)}",
                )
            )

    def save(self, run: RunFolder) -> None:
        """Keeps the sentences for whoever resumes the run."""
        _keep(self.sentences, run)

    def write(self, run: RunFolder, step: int, file: str = "") -> events.Attention:
        """Keeps the attention of all sentences, float16, in one file that is complete or absent.

        Args:
            run: Where.
            step: Of the model.
            file: Below the run folder; "": that of the step.
        """
        file = file or file_name(step)
        sources = [self._ids(self._tokenizers.source, sentence.source) for sentence in self.sentences]
        targets, texts = self._targets(sources, translate=step > 0)
        arrays, attended = {}, []
        for number, (sentence, source, target) in enumerate(zip(self.sentences, sources, targets, strict=True)):
            source, target = _beginning([*source, EOS]), _beginning(target)
            weights = self._attend(source, [BOS, *target[:-1]])
            arrays.update({array_name(number, name): value.astype("float16") for name, value in weights.items()})
            attended.append(self._described(sentence, source, target, texts[number]))
        path = run.path / file
        with atomic.replacing(path) as temporary:
            np.savez_compressed(temporary, **arrays)
        bound(path.parent)
        first = attended[0]
        return events.Attention(
            step=step, file=file, source=first.source, target=first.target, sentences=tuple(attended)
        )

    def _targets(self, sources: list[Ids], *, translate: bool) -> tuple[list[Ids], list[str]]:
        """What the decoder reads, EOS included, and the model's own translations.

        Without `translate` those alone are translated whose reference nobody knows: before the first step it is noise.
        """
        wanted = [number for number, item in enumerate(self.sentences) if translate or not item.reference.strip()]
        own = dict(zip(wanted, self._translate([sources[number] for number in wanted]), strict=True)) if wanted else {}
        targets = [
            [*self._ids(self._tokenizers.target, item.reference), EOS] if item.reference.strip() else own[number]
            for number, item in enumerate(self.sentences)
        ]
        texts = [self._tokenizers.target.decode(list(own.get(number, ()))) for number in range(len(sources))]
        return targets, texts

    def _ids(self, tokenizer: Tokenizer, text: str) -> Ids:
        return tokenizer.encode([text])[0][: self._longest - 1]

    def _described(self, sentence: PinnedSentence, source: Ids, target: Ids, text: str) -> events.AttendedSentence:
        return events.AttendedSentence(
            text=sentence.source,
            reference=sentence.reference.strip(),
            source=tuple(self._tokenizers.source.pieces(source)),
            target=tuple(self._tokenizers.target.pieces(target)),
            translation=text,
        )


def _beginning(ids: Ids) -> Ids:
    """The tokens of a side that attention is kept for, EOS last."""
    return ids if len(ids) <= MOST_TOKENS else [*ids[: MOST_TOKENS - 1], EOS]


def keep_asked(asked: SimpleQueue[commands.SetProbe | commands.SetPinned], run: RunFolder) -> None:
    """Keeps what a person has asked for of a training that ends before it has sentences, for whoever resumes it."""
    if asked.empty():
        return
    sentences = kept = _kept(run)
    while not asked.empty():
        command = asked.get()
        if sentences or isinstance(command, commands.SetPinned):  # else it would stand for all that validation gives
            sentences = _after(command, sentences)
    if sentences != kept:
        _keep(sentences, run)


def _after(
    command: commands.SetProbe | commands.SetPinned, sentences: Sequence[PinnedSentence]
) -> Sequence[PinnedSentence]:
    """The sentences that are followed once a person asked for others; none: those that the training chooses."""
    if isinstance(command, commands.SetPinned):
        return command.sentences
    return with_first(command.text, sentences) if command.text.strip() else ()


def choose(tokenizers: TokenizerPair, offered: Sequence[tuple[str, str]]) -> tuple[PinnedSentence, ...]:
    """The first pairs of a good length, or the first of any when there are too few of those."""
    lengths = [len(ids) for ids in tokenizers.source.encode([source for source, _ in offered])]
    order = sorted(range(len(offered)), key=lambda number: (lengths[number] not in GOOD_LENGTHS, number))
    return tuple(PinnedSentence(source=offered[number][0], reference=offered[number][1]) for number in order[:CHOSEN])


def _kept(run: RunFolder) -> Sequence[PinnedSentence]:
    """Those that the run followed before; none where it has no such file, or a damaged one."""
    try:
        values = json.loads(_file(run).read_text(encoding="utf-8"))
        return [PinnedSentence.model_validate(value) for value in values]
    except (OSError, ValueError, TypeError):
        return ()


def _keep(sentences: Sequence[PinnedSentence], run: RunFolder) -> None:
    values = [sentence.model_dump() for sentence in sentences]
    atomic.write_text(_file(run), json.dumps(values, indent=2, ensure_ascii=False) + "\n")


def _file(run: RunFolder) -> Path:
    return run.path / "pinned.json"
