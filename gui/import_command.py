"""What is imported, how it is read and where it goes, as the command line that does it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from gui.language import filled
from gui.later import later
from gui.run_names import safe_name
from resources.samples import Sample

if TYPE_CHECKING:
    from tfmodel.contract import places
    from tfmodel.corpus import detection
    from tfmodel.corpus.detected import Detected, Format
else:
    places = later("tfmodel.contract.places")
    detection = later("tfmodel.corpus.detection")

LONGEST = 20_000  # characters of a command line: Windows takes 32,767, with the program's own words
_ENDS = "tsv|csv|txt|gz|bz2|xz|tmx|xlf|xliff|sdlxliff|po|xlsx|jsonl|ndjson|json|parquet|zip|tgz|tar"  # of names


@dataclass(frozen=True)
class ImportRequest:
    """One import: all files or none.

    Attributes:
        files: Each with all that was detected or corrected, or as paths, which the import looks into itself.
        into: The dataset that is made, or added to.
        part: "auto" splits the pairs; "train", "validation" and "test" are taken as a whole.
        choices: What a person chose of how files are read, field by field of `Detected`, for those that are mere paths.
    """

    files: tuple[Detected | tuple[Path, ...], ...]
    into: Path
    part: str = "auto"
    choices: Mapping[str, Any] = field(default_factory=dict)

    def arguments(self, scratch: Path) -> list[str]:
        """The words after `main.py`; readings that would make them too long are written to the file `scratch`."""
        first, *more = (_reading(read, self.choices) for read in self.files)
        words = ["import", *first, "--into", str(self.into), "--split", self.part]
        behind = [word for reading in more for word in ("--and", *reading)]
        if sum(len(word) + 3 for word in (*words, *behind)) <= LONGEST:  # 3: a space and quotation marks
            return words + behind
        scratch.write_text(json.dumps(more), encoding="utf-8")
        return [*words, "--further", str(scratch)]

    @property
    def names(self) -> str:
        """The files, in short."""
        first = self.files[0]
        name = " + ".join(path.name for path in (first if isinstance(first, tuple) else first.paths))
        if len(self.files) == 1:
            return name
        return filled(QCoreApplication.translate("ImportRequest", "{0} and {1:,} more"), name, len(self.files) - 1)


def _reading(read: Detected | tuple[Path, ...], choices: Mapping[str, Any]) -> list[str]:
    if isinstance(read, tuple):
        return [*map(str, read), *(_option(name, value) for name, value in choices.items())]
    words = [*map(str, read.paths), "--format", read.format]
    words += ["--encoding", read.encoding] if read.encoding else []
    words += ["--members", *read.members] if read.members else []
    words += _choices(read)
    languages = {"source_language": read.source_language, "target_language": read.target_language}
    # One that a person has cleared is not guessed again; one that was never found is, from the columns as they are now.
    said = {name: code for name, code in languages.items() if code or name in read.cleared}
    return [*words, *(f"--{name.replace('_', '-')}={code}" for name, code in said.items())]


def _option(name: str, value: object) -> str:
    if isinstance(value, bool):
        return f"--{name}" if value else f"--no-{name}"
    return f"--{name}={value}"


def _choices(read: Detected) -> list[str]:
    """The options that matter for a format."""
    columns = ["--header" if read.header else "--no-header"]
    columns += [f"--source-column={read.source_column}", f"--target-column={read.target_column}"]
    keys = [f"--source-key={read.source_key}", f"--target-key={read.target_key}"]
    options: dict[Format, list[str]] = {
        "delimited": [f"--delimiter={read.delimiter}", *columns],
        "parallel": [f"--target-encoding={read.encoding_of_targets}"],
        "tmx": [_option("inline", read.inline)],
        "xliff": [_option("states", read.states), _option("inline", read.inline)],
        "po": [_option("fuzzy", read.fuzzy)],
        "xlsx": [f"--sheet={read.sheet}", *columns],
        "jsonl": keys,
        "parquet": keys,
    }
    return options.get(read.format, [])


def sample_request(sample: Sample) -> ImportRequest:
    """The import of a sample into the dataset that is named after it."""
    detected = replace(
        detection.detect([sample.path], guess=False),
        source_language=sample.source_language,
        target_language=sample.target_language,
    )
    return ImportRequest((detected,), dataset_path(sample.name))


def dataset_path(name: str) -> Path:
    """Where the dataset of that name is kept."""
    return places.datasets_folder() / f"{name}{places.DATASET_SUFFIX}"


def free_name(paths: tuple[Path, ...]) -> str:
    """A name for a new dataset, after its file, that no dataset has yet."""
    stem = re.sub(rf"(\.({_ENDS}))+$", "", paths[0].name, flags=re.IGNORECASE)
    if len(paths) > 1:
        stem = Path(stem).stem  # train.en and train.de become "train"
    stem = safe_name(stem) or "dataset"
    name, number = stem, 2
    while dataset_path(name).exists():
        name, number = f"{stem}-{number}", number + 1
    return name
