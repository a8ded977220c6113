import sqlite3  # noqa: F401  before TensorFlow, which carries one without full-text search

from tfmodel.jobs.allocation import collecting_rarely, keep_freed_memory


def pytest_configure():
    """As every job does: the mathematics is tested in half the time."""
    keep_freed_memory()
    with collecting_rarely():
        pass
