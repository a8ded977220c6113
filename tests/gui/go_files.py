"""What a scripted child waits for: a file that the test makes when it has seen what it wants to see."""

import time

MOST = 60.0  # seconds: a test that failed makes none


def wait_for(file):
    """Until the file is there."""
    deadline = time.monotonic() + MOST
    while not file.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
