"""The tables of a dataset file."""

from __future__ import annotations

APPLICATION_ID = 0x54445052  # "TDPR": tells a dataset from any other SQLite file
FORMAT = 2  # of the tables; a newer one is refused, an older one is brought up to it
SPLITS = ("train", "validation", "test")  # stored as their place in this order; a later one outranks an earlier one
HELD_OUT_SHARE = 0.05  # of the pairs, for each of the validation and test parts, unless somebody says otherwise
SIDES = ("source", "target")
TOKENS = "tokenize = 'unicode61 remove_diacritics 2'"  # what a word of the search is

# source_key: hash of seed and normalised source, by which the parts are drawn.
# pair_key: hash of the exact pair.
# part.unused: how many of its pairs are set aside by rules or by hand.
_PAIRS = f"""
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {FORMAT};
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE origin (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE pair (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    origin INTEGER NOT NULL REFERENCES origin,
    line INTEGER NOT NULL,
    split INTEGER NOT NULL,
    source_key INTEGER NOT NULL,
    pair_key INTEGER NOT NULL,
    unit TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    source_words INTEGER NOT NULL DEFAULT 0,
    target_words INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX pair_content ON pair (source_key, pair_key, split);
CREATE TABLE part (split INTEGER PRIMARY KEY, pairs INTEGER NOT NULL, unused INTEGER NOT NULL DEFAULT 0);
CREATE TABLE length (
    side INTEGER NOT NULL, words INTEGER NOT NULL, pairs INTEGER NOT NULL, PRIMARY KEY (side, words)
) WITHOUT ROWID;
CREATE TABLE rejected (
    id INTEGER PRIMARY KEY, origin INTEGER NOT NULL, line INTEGER NOT NULL, reason TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE rejected_count (reason TEXT PRIMARY KEY, lines INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE pair_text USING fts5 (
    source, target, content = 'pair', content_rowid = 'id', {TOKENS}
);
"""
LOSS_ORDER = "CREATE INDEX loss_order ON loss (loss DESC, pair);"
# What is decided about the pairs is kept beside them: a few rows, so that no decision rewrites the texts.
# flag: which rule would set which pair aside; one that is switched off keeps its flags.
# by_hand: 1 excluded, 0 used in spite of flags.    unused: what follows from both.
# original: texts as they were imported, of edited pairs.
# step, change: what undo takes back. A change holds the state that the pair does not have now, so undo and redo swap.
# Beside them `step_flags` makes a table of the flags that edits took away.
DECISIONS = f"""
CREATE TABLE rule (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, active INTEGER NOT NULL DEFAULT 1);
CREATE TABLE flag (rule INTEGER NOT NULL, pair INTEGER NOT NULL, PRIMARY KEY (rule, pair)) WITHOUT ROWID;
CREATE TABLE by_hand (pair INTEGER PRIMARY KEY, excluded INTEGER NOT NULL);
CREATE TABLE unused (pair INTEGER PRIMARY KEY);
CREATE TABLE original (pair INTEGER PRIMARY KEY, source TEXT NOT NULL, target TEXT NOT NULL);
CREATE TABLE step (id INTEGER PRIMARY KEY, action TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0);
CREATE TABLE change (
    step INTEGER NOT NULL, pair INTEGER NOT NULL, excluded INTEGER, source TEXT, target TEXT, PRIMARY KEY (step, pair)
) WITHOUT ROWID;
CREATE TABLE loss (pair INTEGER PRIMARY KEY, loss REAL NOT NULL);
{LOSS_ORDER}
"""
PAIRS_OF_STEP = "'pairs_of_step_' || step.id"  # SQL of the remark in `meta` that says how many pairs a step has
TABLES = _PAIRS + DECISIONS
# Made when the pairs are in: cheaper than keeping them up to date row by row.
INDEXES = """
CREATE INDEX IF NOT EXISTS pair_split ON pair (split);
CREATE INDEX IF NOT EXISTS pair_origin ON pair (origin);
CREATE INDEX IF NOT EXISTS pair_words ON pair (source_words, target_words);
"""
