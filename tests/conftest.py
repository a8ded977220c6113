import os
import sqlite3  # noqa: F401  before TensorFlow, which carries one without full-text search
from tempfile import TemporaryDirectory

import hypothesis

from tfmodel.jobs.allocation import collecting_rarely, keep_freed_memory


def pytest_configure(config):
    """Takes the tests out of the person's shell and home; each process of pytest-xdist has a home of its own.

    The rest is as every job does it: the mathematics is tested in half the time.
    """
    os.environ.pop("KERAS_BACKEND", None)
    if os.environ.get("LC_ALL") in ("C", "POSIX"):  # Qt would warn, and a warning fails a test; without it Python helps
        os.environ["LC_ALL"] = "C.UTF-8"
    hypothesis.settings.load_profile("ci")  # the same examples anywhere, however long they take
    home = TemporaryDirectory(prefix="desk-tests-", ignore_cleanup_errors=True)
    config.add_cleanup(home.cleanup)
    os.environ["TRANSFORMER_DESK_HOME"] = home.name
    keep_freed_memory()
    with collecting_rarely():
        pass
