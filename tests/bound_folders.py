"""A folder in which permissions bind this process, too: the superuser may write everywhere."""

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

NOBODY = 65534


@contextmanager
def bound_folder():
    """One of somebody whom they bind, who is this process meanwhile.

    It stands outside of pytest's own folders, which nobody else may enter.
    """
    if not hasattr(os, "seteuid"):
        pytest.skip("Windows binds by other means")
    me = os.geteuid()
    with tempfile.TemporaryDirectory(prefix="bound-") as name:
        if me == 0:
            os.chown(name, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        try:
            yield Path(name)
        finally:
            os.seteuid(me)
