"""What events and commands have in common."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

T = TypeVar("T")


class Message(BaseModel):
    """What events and commands have in common."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    def line(self) -> str:
        """The message as one line of JSON, without its end of line."""
        return self.model_dump_json()


def read(adapter: TypeAdapter[T], line: str | bytes) -> T | None:
    """The message of a line of JSON, or None for a line that is none of the adapter's."""
    try:
        return adapter.validate_json(line)
    except ValidationError:
        return None
