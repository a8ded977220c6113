"""What Transformer Desk is measured beside: a file a peer; heavy libraries are imported only in their own processes."""

from __future__ import annotations

import importlib

# TensorFlow carries an SQLite without full-text search, which would answer for the system's own one if that came later.
importlib.import_module("sqlite3")
