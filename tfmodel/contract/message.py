"""What events and commands have in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Message(BaseModel):
    """What events and commands have in common."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    def line(self) -> str:
        """The message as one line of JSON, without its end of line."""
        return self.model_dump_json()
