"""Rules that find defects of pairs; each declares its settings, and none changes anything."""

from __future__ import annotations

from tfmodel.corpus.rules.batch import Batch, Profile
from tfmodel.corpus.rules.chain import PRESETS, TITLES, Chain, preset
from tfmodel.corpus.rules.texts import repaired

__all__ = ["PRESETS", "TITLES", "Batch", "Chain", "Profile", "preset", "repaired"]
