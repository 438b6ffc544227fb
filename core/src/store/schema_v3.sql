-- The schema of version 3, kept to test that its stores come up to date.
CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE contact (number INTEGER PRIMARY KEY);
CREATE TABLE rule (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    prefix INTEGER NOT NULL,
    number INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    note TEXT NOT NULL,
    UNIQUE (prefix, number)
);
CREATE TABLE partner (
    number INTEGER PRIMARY KEY,
    dialled_at INTEGER NOT NULL
);
CREATE TABLE journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    utc_offset_minutes INTEGER NOT NULL,
    number INTEGER,
    call TEXT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    stranger INTEGER NOT NULL
);
CREATE INDEX journal_at ON journal (at);
CREATE INDEX journal_stranger ON journal (number, at) WHERE stranger = 1;
CREATE TABLE list (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    licence TEXT NOT NULL,
    version TEXT NOT NULL,
    threshold INTEGER NOT NULL,
    weight TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    imported_at INTEGER NOT NULL,
    numbers INTEGER NOT NULL,
    prefix_lengths INTEGER NOT NULL
);
CREATE TABLE list_block (
    key INTEGER PRIMARY KEY,
    deltas BLOB NOT NULL,
    scores BLOB,
    remarks BLOB
);
CREATE TABLE list_range (
    list INTEGER NOT NULL REFERENCES list (id) ON DELETE CASCADE,
    prefix INTEGER NOT NULL,
    min_digits INTEGER NOT NULL,
    max_digits INTEGER NOT NULL,
    remark INTEGER NOT NULL,
    PRIMARY KEY (list, prefix, min_digits, max_digits)
) WITHOUT ROWID;
CREATE TABLE list_remark (
    id INTEGER PRIMARY KEY,
    list INTEGER NOT NULL REFERENCES list (id) ON DELETE CASCADE,
    category TEXT NOT NULL,
    label TEXT NOT NULL,
    UNIQUE (list, category, label)
);
