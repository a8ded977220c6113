"""The job `animate`: numbered pictures become an animation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tfmodel.channel import Channel
from tfmodel.contract import atomic, events
from tfmodel.contract.failure import fail

COLOURS = 128  # of a GIF: a scheme has one accent in many depths
LINGER = 5  # times as long as the others the last picture stays
FORMATS = {".gif": "GIF", ".png": "PNG"}


@dataclass(frozen=True)
class AnimateOptions:
    """Pictures (.png, .bmp) of a folder in the order of their names, and where they go: .gif, or .png for an APNG.

    A single one becomes a plain picture.
    """

    folder: Path
    out: Path
    milliseconds: int = 400


def run(options: AnimateOptions, channel: Channel) -> bool:
    """Writes the animation; complete or not at all."""
    pictures = sorted(path for path in options.folder.glob("*") if path.suffix in (".png", ".bmp"))
    form = FORMATS.get(options.out.suffix.lower())
    if form is None:
        raise fail("Unknown form", f"{options.out.name} is neither a .gif nor a .png.", "Choose one of these endings.")
    if not pictures:
        raise fail("No pictures", f"{options.folder} has no .png or .bmp file.", "Name a folder of pictures.")
    durations = [options.milliseconds] * (len(pictures) - 1) + [LINGER * options.milliseconds]
    frames = Frames(pictures, form, channel)
    with atomic.replacing(options.out) as temporary:
        next(iter(frames)).save(
            temporary, form, save_all=True, append_images=frames.others(), duration=durations, loop=0
        )
    channel.emit(events.Log(message=f"{options.out}: {len(pictures)} pictures"))
    return False


class Frames:
    """Opens one picture after the other, as often as it is gone through: Pillow does so twice for an APNG."""

    def __init__(self, pictures: Sequence[Path], form: str, channel: Channel, first: int = 0) -> None:
        self._pictures, self._form, self._channel, self._first = pictures, form, channel, first

    def others(self) -> Frames:
        """All but the first."""
        return Frames(self._pictures, self._form, self._channel, first=1)

    def __iter__(self) -> Iterator[Any]:
        from PIL import Image

        for number, path in list(enumerate(self._pictures))[self._first :]:
            event = events.Progress(text="Animating", done=number, total=len(self._pictures), unit="pictures")
            self._channel.emit(event)
            with Image.open(path) as picture:
                loaded = picture.convert("RGB")
            yield loaded.quantize(COLOURS) if self._form == "GIF" else loaded
