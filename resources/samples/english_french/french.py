"""What French does where two words meet: elision and contraction."""

from __future__ import annotations

from collections.abc import Iterable

NARROW_SPACE = "\u202f"  # stands before a question mark, and never lets the line break there

_ELIDED = {"je": "j'", "me": "m'", "ne": "n'", "de": "d'", "le": "l'", "la": "l'", "que": "qu'"}
_BEFORE_VOWEL = {"ma": "mon", "sa": "son", "ce": "cet"}
_CONTRACTED = {("à", "le"): "au", ("à", "les"): "aux", ("de", "le"): "du", ("de", "les"): "des"}
_NO_ELISION = ("huit", "onze")


def opens_with_vowel(word: str) -> bool:
    """Whether the word takes elision before it: a vowel, or an h, which is mute in every noun of the lexicon."""
    return word.lower().startswith(tuple("aâàeéèêiîoôœuhy")) and word not in _NO_ELISION


def join(words: Iterable[str]) -> str:
    """Words to running French: "de le hôtel" is "de l'hôtel", "à le marché" is "au marché"."""
    text = " ".join(word for word in words if word).split()
    result = ""
    for position, word in enumerate(text):
        following = text[position + 1] if position + 1 < len(text) else ""
        result += _meet(word, following)
    return _contract(result)


def _meet(word: str, following: str) -> str:
    if not following:
        return word
    if opens_with_vowel(following):
        if word in _ELIDED:
            return _ELIDED[word]
        word = _BEFORE_VOWEL.get(word, word)
    return word + " "


def _contract(text: str) -> str:
    words: list[str] = []
    for word in text.split(" "):
        pair = (words[-1], word) if words else ("", word)
        if pair in _CONTRACTED:
            words[-1] = _CONTRACTED[pair]
        else:
            words.append(word)
    return " ".join(words)


def sentence(text: str, mark: str = ".") -> str:
    """Capital letter and closing mark, with the narrow no-break space before a question mark."""
    space = NARROW_SPACE if mark == "?" else ""
    return text[0].upper() + text[1:] + space + mark
