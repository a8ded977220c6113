"""A rule about the language of each side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tfmodel.contract.settings import Section, setting
from tfmodel.corpus.identification import identify, labels
from tfmodel.corpus.languages import main_language
from tfmodel.corpus.rules.batch import Batch

# Languages that a few words cannot tell apart: one is taken for the other without harm.
_ALIKE = (
    {"no", "nb", "nn", "da"},
    {"hr", "bs", "sr"},
    {"id", "ms"},
    {"cs", "sk"},
    {"gl", "pt", "es", "ca"},
    {"hi", "mr", "ne"},
    {"fa", "ps", "ur", "ar"},
    {"ru", "uk", "be", "bg", "mk"},
    {"xh", "zu"},
    {"af", "nl"},
)
_KNOWN_SHARE = 0.4  # of the words of a sentence must be frequent ones of its language, to ask nobody
_TELLING = 3  # of its first four words


class Language(Section):
    """Sentences in another language."""

    enabled: bool = setting(
        True, "Wrong language", "A side is in another language than it should be, as an offline identifier sees it."
    )
    certainty: float = setting(
        0.95, "Certainty", "Taken when the identifier is at least so sure; less takes more pairs.", ge=0.5, le=1.0
    )
    fewest_letters: int = setting(
        25,
        "Fewest letters",
        "Shorter sentences are left alone: nothing can tell their language for certain.",
        unit="characters",
        ge=5,
        le=500,
    )

    def find(self, batch: Batch) -> Iterable[int]:
        """The pairs with a side in another language; none where nobody, or not the identifier, knows the language."""
        for side, language in enumerate(map(main_language, batch.profile.languages)):
            if not language:
                continue
            known, fewest = batch.profile.words[side], self.fewest_letters
            # Most sentences show the language by their first words, or else by their other frequent words: to ask the
            # identifier takes a hundred times longer.
            unclear = [
                (n, text)
                for n, text in enumerate(batch.sides[side])
                if not known.issuperset(text.split(" ", _TELLING)[:_TELLING]) and len(text) >= fewest
            ]
            for n, text in unclear:
                if len(known.intersection(text.split(" ", _TELLING + 1)[: _TELLING + 1])) >= _TELLING:
                    continue
                words = text.split()
                if len(known.intersection(words)) < _KNOWN_SHARE * len(words) and self._is_other(text, language):
                    yield n

    def _is_other(self, text: str, language: str) -> bool:
        if language not in labels() and not any(language in alike for alike in _ALIKE):
            return False  # the identifier takes each of its sentences for one of another language
        # Capitals are names or shouting; both mislead the identifier.
        found = identify(text.lower() if text.isupper() else text)
        if found.language == language or found.probability < self.certainty:
            return False
        return not any({found.language, language} <= alike for alike in _ALIKE)


def frequent_words(sentences: Sequence[str], language: str) -> frozenset[str]:
    """The frequent words of a language in a sample, those of sentences in other languages left out."""
    counted: Counter[str] = Counter()
    language = main_language(language)
    for text in sentences:
        if identify(text).language == language:
            counted.update(set(text.split()))
    return frozenset(word for word, _ in counted.most_common(10_000) if not word.isdecimal())
