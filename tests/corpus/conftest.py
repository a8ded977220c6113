from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from corpus_pairs import MakeDataset, MakeFile, as_tsv

from tfmodel.corpus.detection import detect
from tfmodel.corpus.importing import ImportOptions, import_pairs


@pytest.fixture
def make_file(tmp_path: Path) -> MakeFile:
    """Writes a text file and returns its path."""

    def make(name: str, text: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return make


@pytest.fixture
def make_dataset(tmp_path: Path, make_file: MakeFile) -> MakeDataset:
    """Imports pairs into a dataset and returns its path; options as in `ImportOptions`."""

    def make(pairs: Sequence[tuple[str, str]], name: str = "some.pairs", **options: object) -> Path:
        file = make_file(f"{name}.en-fr.tsv", as_tsv(pairs))
        import_pairs(detect([file]), tmp_path / name, ImportOptions(**options))
        return tmp_path / name

    return make
