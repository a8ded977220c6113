"""Waits for a process of one's own, and still hears a person who cancels."""

from __future__ import annotations

import math
import subprocess

TURN = 0.5  # seconds: Windows interrupts no waiting


def waited_for(process: subprocess.Popen[str], patience: float = math.inf) -> tuple[str, str]:
    """Both outputs of a process, which does not outlive this; a person who cancels is heard at each turn.

    Args:
        process: With a pipe for each output.
        patience: Seconds that it has.

    Raises:
        subprocess.TimeoutExpired: It has not ended by then.
    """
    turns = patience / TURN
    with process:
        try:
            while True:
                try:
                    return process.communicate(timeout=TURN)
                except subprocess.TimeoutExpired:
                    turns -= 1
                    if turns <= 0:
                        raise
        except BaseException:
            process.kill()
            raise
