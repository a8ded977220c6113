"""A rule about the letters that a language is written in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tfmodel.contract.settings import Section, setting
from tfmodel.corpus.languages import language_code, main_language
from tfmodel.corpus.rules.batch import Batch
from tfmodel.corpus.rules.characters import BEYOND_LATIN

# Ranges of Unicode's blocks of letters.
_SCRIPTS = {
    "Latin": "A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff\ufb00-\ufb06",
    "Cyrillic": "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "Arabic": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff",
    "Hebrew": "\u0590-\u05ff\ufb1d-\ufb4f",
    "Devanagari": "\u0900-\u097f\ua8e0-\ua8ff",
    "Bengali": "\u0980-\u09ff",
    "Gurmukhi": "\u0a00-\u0a7f",
    "Gujarati": "\u0a80-\u0aff",
    "Tamil": "\u0b80-\u0bff",
    "Telugu": "\u0c00-\u0c7f",
    "Kannada": "\u0c80-\u0cff",
    "Malayalam": "\u0d00-\u0d7f",
    "Sinhala": "\u0d80-\u0dff",
    "Thai": "\u0e00-\u0e7f",
    "Lao": "\u0e80-\u0eff",
    "Burmese": "\u1000-\u109f",
    "Georgian": "\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f",
    "Armenian": "\u0530-\u058f",
    "Khmer": "\u1780-\u17ff",
    "Mongolian": "\u1800-\u18af",
    "Japanese": "\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f",
    "Chinese": "\u3100-\u312f\u3400-\u9fff\uf900-\ufaff",
    "Korean": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af\u3400-\u9fff",
}
# Languages that are not, or not only, written in Latin letters; among them all such that `languages.py` knows.
_WRITTEN = {
    **dict.fromkeys(("be", "bg", "mk", "ru", "uk"), ("Cyrillic",)),
    **dict.fromkeys(("kk", "sr", "uz", "az", "bs"), ("Cyrillic", "Latin")),
    **dict.fromkeys(("ar", "fa", "ps", "ur"), ("Arabic",)),
    **dict.fromkeys(("hi", "mr", "ne"), ("Devanagari",)),
    **{"el": ("Greek",), "he": ("Hebrew",), "bn": ("Bengali",), "pa": ("Gurmukhi", "Arabic"), "gu": ("Gujarati",)},
    **{"ta": ("Tamil",), "te": ("Telugu",), "kn": ("Kannada",), "ml": ("Malayalam",)},
    **{"si": ("Sinhala",), "th": ("Thai",), "lo": ("Lao",), "my": ("Burmese",)},
    **{"ka": ("Georgian",), "hy": ("Armenian",), "km": ("Khmer",), "mn": ("Cyrillic", "Mongolian")},
    **{"ja": ("Japanese",), "zh": ("Chinese",), "ko": ("Korean",)},
}
_LETTER = re.compile(r"[^\W\d_]")


class Script(Section):
    """Letters of another script."""

    enabled: bool = setting(True, "Wrong script", "A side is mostly in letters that its language is not written in.")
    share: float = setting(
        0.5, "Most foreign letters", "Share of letters of other scripts; more is taken.", ge=0.0, le=1.0
    )

    def find(self, batch: Batch) -> Iterable[int]:
        """The pairs with a side in the wrong letters; none where nobody knows the letters of the language."""
        for side, language in enumerate(map(main_language, batch.profile.languages)):
            scripts: tuple[str, ...] = _WRITTEN.get(language) or (("Latin",) if language_code(language) else ())
            if scripts:
                yield from self._foreign(batch, side, scripts)

    def _foreign(self, batch: Batch, side: int, scripts: tuple[str, ...]) -> Iterable[int]:
        own = re.compile(f"[{''.join(map(_SCRIPTS.__getitem__, scripts))}]+")
        # Latin needs only a look at what is beyond it; in other scripts each sentence has to show its letters.
        latin = "Latin" in scripts
        among = batch.characters[side].sentences(BEYOND_LATIN) if latin else range(len(batch.sides[side]))
        for n in among:
            text = batch.sides[side][n]
            letters = len(_LETTER.findall(text))
            if letters and len(_LETTER.findall(own.sub("", text))) > self.share * letters:
                yield n
