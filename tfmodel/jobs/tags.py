"""The token with which each source of a tagged mix names its dataset, where a person names the dataset."""

from __future__ import annotations

from pathlib import Path

from tfmodel.channel import Channel
from tfmodel.contract import events
from tfmodel.contract.failure import fail
from tfmodel.contract.run_folder import RunFolder


def tag_of(folder: RunFolder, asked: str) -> str:
    """The token of the dataset that was named, or "".

    Raises:
        FailureError: The run was trained without tags, or has none of that name.
    """
    tags = mix_tags(folder)
    if not asked:
        return ""
    if not tags:
        raise fail("No tags", f"{folder.path} was trained without tags.", "Leave --tag out.")
    if asked not in tags and asked not in tags.values():
        raise fail("No such tag", f"{folder.path} has no tag {asked}.", f"Choose {' or '.join(tags)}.")
    return tags.get(asked, asked)


def mix_tags(folder: RunFolder) -> dict[str, str]:
    """The tokens of a run by the names of their datasets; none of a run without."""
    return {part.name: part.tag for part in folder.info().mixed if part.tag}


def tag_for_files(folder: RunFolder, asked: str, source: Path | None, channel: Channel) -> str:
    """The token that goes before each sentence of a file; the pairs of a run's own test part have theirs.

    Raises:
        FailureError: As `tag_of`, or a tag is asked for without a file.
    """
    if source is not None:
        return tag_for_lines(folder, asked, channel)
    if tag_of(folder, asked):
        raise fail("Tags are there", "The run's own test part has its tags.", "Leave --tag out, or name files.")
    return ""


def tag_for_lines(folder: RunFolder, asked: str, channel: Channel) -> str:
    """The token that goes before each line of a text; where the run has some and none is asked for, this is said.

    Raises:
        FailureError: As `tag_of`.
    """
    tag = tag_of(folder, asked)
    if mix_tags(folder) and not tag:
        channel.emit(
            events.Log(
                level="warning",
                message=f"{folder.path.name} was trained with tags: without --tag it translates what it never saw",
            )
        )
    return tag
