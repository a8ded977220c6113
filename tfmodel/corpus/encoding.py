"""Which encoding a sample of a file is in."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# Encodings that corpora are found in; more candidates make wrong guesses on short texts likelier.
_CANDIDATES = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
]


@dataclass(frozen=True)
class Encoding:
    """A codec's name, and in a sentence why it is taken."""

    name: str
    evidence: str


def detect_encoding(sample: bytes) -> Encoding | None:
    """The encoding of a sample that ends anywhere, or None when it is no text at all."""
    clear = marked_encoding(sample) or _utf16_without_mark(sample)
    if clear is not None:
        return clear
    found = _utf8(sample)
    if _control_share(sample) > (_FORMATTED if found is not None and b"\0" not in sample else _STRAY):
        return None
    return found or _eight_bit(sample)


def marked_encoding(content: bytes) -> Encoding | None:
    """The encoding whose byte order mark a text begins with, or None where it begins with none."""
    for mark, name, title in _MARKS:
        if content.startswith(mark):
            return Encoding(name, f"{title} by its byte order mark")
    return None


def _utf16_without_mark(sample: bytes) -> Encoding | None:
    even, odd = sample[0::2], sample[1::2]
    zeros_even, zeros_odd = even.count(0) / max(1, len(even)), odd.count(0) / max(1, len(odd))
    for name, high, low in (("utf-16-le", zeros_odd, zeros_even), ("utf-16-be", zeros_even, zeros_odd)):
        if high > 0.3 and low < 0.01:
            return Encoding(name, f"{name.upper()}, because every second byte is zero")
    return None


# Shares of control characters: a few stray ones are in many texts, those of IRC for bold and colours in messages.
_STRAY, _FORMATTED = 0.02, 0.05
_TEXT_CONTROLS = b"\t\n\r\f\x1a\x1b"
_CONTROLS = bytes(set(range(32)) - set(_TEXT_CONTROLS))


def _control_share(sample: bytes) -> float:
    return (len(sample) - len(sample.translate(None, _CONTROLS))) / max(1, len(sample))


def _utf8(sample: bytes) -> Encoding | None:
    if sample.isascii():
        return Encoding("utf-8", "UTF-8, because there are only ASCII characters")
    # "final=False" forgives a character that the end of the sample cuts.
    text = codecs.getincrementaldecoder("utf-8")(errors="replace").decode(sample, final=False)
    wrong = text.count("\ufffd") - sample.count("\ufffd".encode())  # some may have stood there before
    if not wrong:
        return Encoding("utf-8", "UTF-8, because it decodes without an error")
    right = sum(character > "\x7f" for character in text) - wrong
    if right > 10 * wrong:  # other encodings hardly ever look like UTF-8
        return Encoding("utf-8", f"UTF-8, though {wrong} places in the sample do not decode")
    return None


def _eight_bit(sample: bytes) -> Encoding:
    import charset_normalizer

    # Lines without a letter beyond ASCII say nothing and cost time.
    telling = b"\n".join(line for line in sample.splitlines() if not line.isascii())[:20_000]
    matches = charset_normalizer.from_bytes(telling, cp_isolation=_CANDIDATES, threshold=0.4)
    best = matches.best()
    if best is None or any(_as_good(match, best) for match in matches if "cp1252" in match.could_be_from_charset):
        return Encoding("cp1252", "Windows-1252, because it is not UTF-8 and nothing else fits much better")
    title = best.encoding.replace("cp", "Windows-") if best.encoding.startswith("cp") else best.encoding
    return Encoding(best.encoding, f"{title}, because it is not UTF-8 and its letters fit")


def _as_good(match: CharsetMatch, best: CharsetMatch) -> bool:
    """Whether Windows-1252, by far the most frequent, fits a text of few accents nearly as well as the best one."""
    return match.chaos <= best.chaos + 0.2 and match.coherence >= best.coherence - 0.05
