-- The schema of version 2, kept to test that its stores come up to date.
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
CREATE TABLE list (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    licence TEXT NOT NULL,
    threshold INTEGER NOT NULL,
    imported_at INTEGER NOT NULL
);
CREATE TABLE list_number (
    number INTEGER NOT NULL,
    list INTEGER NOT NULL REFERENCES list (id) ON DELETE CASCADE,
    score INTEGER NOT NULL,
    PRIMARY KEY (number, list)
) WITHOUT ROWID;
CREATE INDEX list_number_list ON list_number (list);
CREATE TABLE list_range (
    low INTEGER NOT NULL,
    high INTEGER NOT NULL,
    min_digits INTEGER NOT NULL,
    max_digits INTEGER NOT NULL,
    list INTEGER NOT NULL REFERENCES list (id) ON DELETE CASCADE,
    PRIMARY KEY (low, high, min_digits, max_digits, list)
) WITHOUT ROWID;
CREATE INDEX list_range_list ON list_range (list);
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
