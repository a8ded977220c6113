"""What events and commands have in common."""

from __future__ import annotations

import json
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

T = TypeVar("T")


class Message(BaseModel):
    """What events and commands have in common."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    def line(self) -> str:
        """The message as one line of JSON, without its end of line.

        Each byte of a file's name that is no UTF-8, which JSON cannot hold, is a question mark.
        """
        try:
            return self.model_dump_json()
        except PydanticSerializationError:
            line = json.dumps(self.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":"))
            return line.encode("utf-8", "replace").decode("utf-8")


def read(adapter: TypeAdapter[T], line: str | bytes) -> T | None:
    """The message of a line of JSON, or None for a line that is none of the adapter's."""
    try:
        return adapter.validate_json(line)
    except ValidationError:
        return None
