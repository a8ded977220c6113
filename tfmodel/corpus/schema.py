"""The SQL of a dataset: one SQLite file, FORMAT says which versions can open it."""

from __future__ import annotations

FORMAT = 1

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE pairs (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    origin TEXT NOT NULL,
    line INTEGER NOT NULL,
    split TEXT NOT NULL,
    flags INTEGER NOT NULL DEFAULT 0,
    pair_key INTEGER NOT NULL,
    source_key INTEGER NOT NULL,
    draw INTEGER NOT NULL,
    source_words INTEGER NOT NULL,
    target_words INTEGER NOT NULL
);
CREATE UNIQUE INDEX pairs_by_key ON pairs (pair_key);
CREATE INDEX pairs_by_split ON pairs (split, id);
CREATE INDEX pairs_by_source ON pairs (source_key, split);
CREATE VIRTUAL TABLE pairs_text USING fts5 (
    source, target, content = 'pairs', content_rowid = 'id', tokenize = 'unicode61'
);
CREATE TABLE rejected (
    id INTEGER PRIMARY KEY, origin TEXT NOT NULL, line INTEGER NOT NULL, reason TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE rejected_counts (reason TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;
"""

INSERT_PAIR = """
INSERT OR IGNORE INTO pairs
    (source, target, origin, line, split, pair_key, source_key, draw, source_words, target_words)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

INDEX_TEXT = "INSERT INTO pairs_text (rowid, source, target) SELECT id, source, target FROM pairs WHERE id > ?"

COUNT_REASON = """
INSERT INTO rejected_counts (reason, count) VALUES (?, ?)
ON CONFLICT (reason) DO UPDATE SET count = count + excluded.count
"""
