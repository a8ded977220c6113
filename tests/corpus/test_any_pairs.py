"""Any pairs survive each format, and any bytes end in pairs, counted rejections or one failure."""

from __future__ import annotations

from pathlib import Path

import pytest
from foreign_files import WRITERS
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tfmodel.contract.failure import FailureError
from tfmodel.corpus.cleaning import clean
from tfmodel.corpus.detected import Format
from tfmodel.corpus.detection import Choices, detect, preview, read
from tfmodel.corpus.pair import REASONS, Pair, Rejected

# No XML file can hold these, nor can PO and XLSX files as their libraries write them; what can is in the others.
NOT_IN_XML = "".join(map(chr, [*range(32), 0xFFFE, 0xFFFF]))
LINE_ENDS = "\n\r\0"  # a line of a text file holds none of these, nor a tab where that is between the columns
WITH_LINES = (".tsv", ".tsv.gz", ".csv", ".zip", ".tgz")
BYTES_OF = {
    **{".tsv": "delimited", ".csv": "delimited", ".tmx": "tmx", ".xlf": "xliff", ".po": "po", ".xlsx": "xlsx"},
    **{".jsonl": "jsonl", ".parquet": "parquet", ".pairs": "pairs"},
}
COMMON = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def sentences(without: str) -> st.SearchStrategy[str]:
    """Texts that are a sentence as they stand: nothing around or inside them that cleaning takes away."""
    letters = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=without + "\ufffd\u2028\u2029")
    return st.text(letters, min_size=1, max_size=40).map(str.strip).filter(bool)


def lists_of_pairs(without: str) -> st.SearchStrategy[list[tuple[str, str]]]:
    return st.lists(st.tuples(sentences(without), sentences(without)), min_size=1, max_size=12)


ODD = [("a", "b"), ("\u200b", "🏳️\u200d🌈"), ("﷽", "\U0010ffff"), ("<tu>&lt;]]>", '"\\n\\"%'), ("=A1", "_x0041_ '")]


@pytest.mark.parametrize(
    "suffix", [suffix for suffix in WRITERS if suffix not in (".tsv", ".tsv.gz", ".csv", ".zip", ".tgz")]
)
@COMMON
@given(pairs=lists_of_pairs(NOT_IN_XML))
@example(pairs=ODD)
def test_any_pairs_survive_formats_with_units(tmp_path: Path, suffix: str, pairs: list[tuple[str, str]]) -> None:
    path = tmp_path / f"any.en-fr{suffix}"
    unique = list(dict.fromkeys(pairs))  # a dataset keeps each pair once
    if suffix in (".po", ".2.xlf"):  # and PO each message
        unique = list({source: (source, target) for source, target in unique}.values())
    WRITERS[suffix](path, unique)
    found = list(read(detect([path], guess=False)))
    assert [(item.source, item.target) for item in found if isinstance(item, Pair)] == unique


@pytest.mark.parametrize("suffix", WITH_LINES)
@COMMON
@given(pairs=lists_of_pairs(LINE_ENDS + "\t"))
@example(pairs=ODD)
def test_any_pairs_survive_formats_with_lines(tmp_path: Path, suffix: str, pairs: list[tuple[str, str]]) -> None:
    path = tmp_path / f"any.en-fr{suffix}"
    # Some lines that look like such a file; the detection of a few lines of noise may find anything.
    known = [(f"the house number {n}", f"la maison numéro {n}") for n in range(100)]
    WRITERS[suffix](path, [*known, *pairs])
    found = list(read(detect([path], guess=False)))
    expected = [clean(source, target, 1) for source, target in pairs]
    assert [(item.source, item.target) for item in found[100:] if isinstance(item, Pair)] == [
        (item.source, item.target) for item in expected if isinstance(item, Pair)
    ]
    assert len(found) == 100 + len(pairs)


@pytest.mark.parametrize("suffix", [*BYTES_OF, ".zip", ".tgz"])
@COMMON
@given(content=st.binary(max_size=2_000), place=st.floats(0, 1), from_a_file=st.booleans())
def test_any_bytes_end_well(tmp_path: Path, suffix: str, content: bytes, place: float, from_a_file: bool) -> None:
    path = tmp_path / f"bytes{suffix}"
    if from_a_file:
        valid = tmp_path / f"valid{suffix}"
        if not valid.exists():
            WRITERS[suffix](valid, [(f"house {n}", f"maison {n}") for n in range(50)])
        whole = valid.read_bytes()
        cut = int(place * len(whole))
        content = whole[:cut] + content[:40] + whole[cut + len(content) // 40 :]
    path.write_bytes(content)
    kind: Format | None = BYTES_OF.get(suffix)  # type: ignore[assignment]
    try:
        detected = detect([path], Choices(format=kind), guess=False)
        preview(detected)
        for item in read(detected):
            assert isinstance(item, Pair) or item.reason in REASONS
            assert isinstance(item, Rejected) or (item.source and item.target)
    except FailureError as error:
        assert error.failure.cause and error.failure.title
