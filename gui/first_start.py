"""Whether this is the first start, after which a person knows the way."""

from __future__ import annotations

import os

from gui.window_state import settings

TOUR_VARIABLE = "TRANSFORMER_DESK_TOUR"  # "1" shows the tour whatever was before, "0" never


def wants_tour() -> bool:
    """Whether the tour is to be shown now; says yes once for each person."""
    forced = os.environ.get(TOUR_VARIABLE, "")
    if forced:
        return forced == "1"
    kept = settings()
    seen = kept.contains("tour")
    kept.setValue("tour", "shown")
    return not seen
