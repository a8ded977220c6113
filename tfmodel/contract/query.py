"""Which pairs of a dataset a table asks for."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class PairQuery(BaseModel):
    """Words to search for, a part, and what else is asked; what is None or "" narrows nothing.

    The fields are those of `tfmodel.corpus.filters.Filters`, which explains them.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    search: str = ""
    split: Literal["train", "validation", "test"] | None = None
    flag: str | None = None
    state: Literal["used", "unused", "flagged", "excluded", "kept", "edited"] | None = None
    origin: str | None = None
    source_words: tuple[int, int | None] | None = None
    target_words: tuple[int, int | None] | None = None
    order: Literal["id", "loss"] = "id"

    @property
    def is_everything(self) -> bool:
        """Whether nothing is asked, and all pairs are shown in their order."""
        return not self.search.strip() and self.model_copy(update={"search": ""}) == PairQuery()
