"""The axes of the window's plots, which are those of a report too."""

from tfmodel.contract.axis import SLACK, end_of_axis, ticks, written

__all__ = ["SLACK", "end_of_axis", "ticks", "written"]
