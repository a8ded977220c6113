"""Languages guessed from the names of files and columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path, PurePath

# Code of ISO 639-1: code of ISO 639-2, English name.
_LANGUAGES = {
    code: (long, name)
    for code, long, name in (
        line.split()
        for line in (
            "af afr afrikaans|ar ara arabic|az aze azerbaijani|be bel belarusian|bg bul bulgarian|bn ben bengali|"
            "br bre breton|bs bos bosnian|ca cat catalan|cs ces czech|cy cym welsh|da dan danish|de deu german|"
            "el ell greek|en eng english|eo epo esperanto|es spa spanish|et est estonian|eu eus basque|fa fas persian|"
            "fi fin finnish|fr fra french|ga gle irish|gl glg galician|gu guj gujarati|he heb hebrew|hi hin hindi|"
            "hr hrv croatian|hu hun hungarian|hy hye armenian|id ind indonesian|is isl icelandic|it ita italian|"
            "ja jpn japanese|ka kat georgian|kk kaz kazakh|km khm khmer|kn kan kannada|ko kor korean|la lat latin|"
            "lt lit lithuanian|lv lav latvian|mk mkd macedonian|ml mal malayalam|mn mon mongolian|mr mar marathi|"
            "ms msa malay|mt mlt maltese|my mya burmese|ne nep nepali|nl nld dutch|nb nob bokmal|nn nno nynorsk|"
            "no nor norwegian|pa pan punjabi|pl pol polish|ps pus pashto|pt por portuguese|ro ron romanian|"
            "ru rus russian|si sin sinhala|sk slk slovak|sl slv slovenian|so som somali|sq sqi albanian|sr srp serbian|"
            "sv swe swedish|sw swa swahili|ta tam tamil|te tel telugu|th tha thai|tl tgl tagalog|tr tur turkish|"
            "uk ukr ukrainian|ur urd urdu|uz uzb uzbek|vi vie vietnamese|xh xho xhosa|yo yor yoruba|zh zho chinese|"
            "zu zul zulu"
        ).split("|")
    )
}
_BIBLIOGRAPHIC = {
    "ger": "de",
    "fre": "fr",
    "dut": "nl",
    "cze": "cs",
    "chi": "zh",
    "gre": "el",
    "rum": "ro",
    "slo": "sk",
}
_NAMES = {
    **_BIBLIOGRAPHIC,
    **{spelling: code for code, spellings in _LANGUAGES.items() for spelling in (code, *spellings)},
}
_SUFFIXES = {
    *(".gz", ".bz2", ".txt", ".tsv", ".csv", ".tab", ".tgz", ".tar", ".zip", ".tmx", ".xlf", ".xliff", ".po"),
    *(".xlsx", ".jsonl", ".ndjson", ".json", ".parquet", ".pairs"),
}
# As locales are written: "pt-BR", "es_AR". "BR" alone could be Breton, "AR" Arabic.
_REGION = re.compile(r"(?<![A-Za-z])([a-z]{2,3})[-_][A-Z]{2}(?![A-Za-z])")


def language_code(text: str) -> str:
    """The code of a language's code or English name ("eng", "English", "en_US", "de-AT"), or ""."""
    word = text.strip().lower()
    return _NAMES.get(word) or _NAMES.get(
        re.split(r"[-_]", word)[0] if re.fullmatch(r"[a-z]{2,3}[-_]\w{2,4}", word) else "", ""
    )


def language_tag(text: str) -> str:
    """A language as this program writes it: "en_US" and "EN-us" become "en-US", "fra" becomes "fr"."""
    first, *rest = re.split(r"[-_]", text.strip())
    code = _NAMES.get(first.lower(), first.lower())
    return "-".join([code, *(part.upper() if len(part) == 2 else part for part in rest)])


def main_language(text: str) -> str:
    """The code without region, script or variant: "en" of "en-US", "zh" of "zh_Hant_TW", "ca" of "ca@valencia"."""
    return language_tag(re.split(r"[-_@.]", text.strip())[0])


def language_rank(wanted: str, found: str) -> int:
    """How well a language that was found is the one that is wanted.

    Returns:
        2: exactly. 1: one of the two names no region, as "en" and "en-US" do. 0: not at all, as "pt-BR" and "pt-PT".
    """
    first, second = language_tag(wanted).lower(), language_tag(found).lower()
    if not first or not second:
        return 0
    if first == second:
        return 2
    return 1 if first.startswith(f"{second}-") or second.startswith(f"{first}-") else 0


def fit(wanted: tuple[str, str], found: tuple[str, str]) -> bool:
    """Whether source and target language of a file may be those that are wanted; an empty one may be any."""
    return all(not a or not b or language_rank(a, b) for a, b in zip(wanted, found, strict=True))


def are_backwards(wanted: tuple[str, str], found: tuple[str, str]) -> bool:
    """Whether a file has the languages that are wanted from its target to its source."""
    return not fit(wanted, found) and fit(wanted, (found[1], found[0]))


def languages_of_delimited(name: str) -> tuple[str, str]:
    """Both languages of a name such as "eng-fra.tsv" or "news_en_de.csv", or empty strings."""
    words = words_of(PurePath(name))
    for first, second in pairwise(words):
        if _is_code(first) and _is_code(second) and _NAMES[first] != _NAMES[second]:
            return _NAMES[first], _NAMES[second]
    named = [word for word in words if word in _NAMES and len(word) > 3]
    return (_NAMES[named[0]], _NAMES[named[1]]) if len(named) == 2 else ("", "")


def language_of_parallel(name: str, other: str) -> str:
    """The language of one of two parallel files, from what only its own name says: "train.en" and "train.de"."""
    words, others = words_of(PurePath(name)), words_of(PurePath(other))
    own = [word for position, word in enumerate(words) if others[position : position + 1] != [word]]
    return next((_NAMES[word] for word in reversed(own) if word in _NAMES), "")


def sibling(path: Path) -> Path | None:
    """A file beside this one that only differs in the language of its name."""
    words = words_of(path)
    if not path.parent.is_dir() or not words:
        return None
    for other in sorted(path.parent.iterdir())[:1000]:
        theirs = words_of(other)
        if other != path and len(theirs) == len(words):
            different = [pair for pair in zip(words, theirs, strict=True) if pair[0] != pair[1]]
            if len(different) == 1 and all(map(_is_code, different[0])):
                return other
    return None


def _is_code(word: str) -> bool:
    return word in _NAMES and len(word) <= 3


def words_of(path: PurePath) -> list[str]:
    """The words of a file's name, without what only tells its format, and without regions: "pt" of "pt-BR"."""
    name = _REGION.sub(_without_region, path.name).lower()
    while Path(name).suffix in _SUFFIXES:
        name = Path(name).stem
    return [word for word in re.split(r"[^a-z]+", name) if word]


def _without_region(locale: re.Match[str]) -> str:
    return locale[1] if _is_code(locale[1]) else locale[0]


_HEADINGS = {
    "source",
    "target",
    "src",
    "tgt",
    "trg",
    "original",
    "translation",
    "input",
    "output",
    "text",
    "reference",
    "id",
    *("part", "file", "line"),  # as this program writes them
}


def is_heading(cells: Sequence[str]) -> bool:
    """Whether a first record names its columns instead of being a pair."""
    words = [cell.strip().lower() for cell in cells]
    known = [word for word in words if language_code(word) or word in _HEADINGS]
    return len(words) > 1 and len(known) >= 2 and len(known) * 2 > len(words) and len(set(words)) == len(words)
