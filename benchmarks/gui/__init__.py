"""The window in numbers: see `python -m benchmarks.gui --help`."""
