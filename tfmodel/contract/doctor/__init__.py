"""The run doctor: what is wrong with a run, in plain words, and one setting that mends it."""

from tfmodel.contract.doctor.evidence import Evidence, evidence_of
from tfmodel.contract.doctor.examine import examine

__all__ = ["Evidence", "evidence_of", "examine"]
