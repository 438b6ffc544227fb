//! The tables of the store, and how those of older versions become them.

use rusqlite::Transaction;

use crate::error::Result;
use crate::lists::remarks;

/// The letters CSCR: marks the file as ours (SQLite's `application_id`).
pub(super) const APPLICATION_ID: i32 = 0x4353_4352;

/// The schema that a fresh store gets.
pub(super) const VERSION: u32 = 4;

/// Numbers are kept as the integer of `Number::key`, times as milliseconds since 1970-01-01 UTC.
const SCHEMA: &str = "
CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
";

/// People the user knows, the user's own numbers, and calls that are expected (number 0 is anybody).
const PEOPLE: &str = "
CREATE TABLE contact (
    number INTEGER PRIMARY KEY,
    favourite INTEGER NOT NULL
);
CREATE TABLE contact_group (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE contact_member (
    number INTEGER NOT NULL,
    contact_group INTEGER NOT NULL,
    PRIMARY KEY (number, contact_group)
) WITHOUT ROWID;
CREATE TABLE partner (
    number INTEGER PRIMARY KEY,
    dialled_at INTEGER,
    spoken_at INTEGER,
    spoken_seconds INTEGER
);
CREATE TABLE own_number (number INTEGER PRIMARY KEY);
CREATE TABLE expected_call (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number INTEGER NOT NULL UNIQUE,
    until INTEGER NOT NULL,
    note TEXT NOT NULL
);
";

/// The lists. `list_block` is described in `lists/blocks`: its key holds the list, so it cannot refer to
/// `list` as the other tables do.
const LISTS: &str = "
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
";

/// What lists say about their entries, how many entries each is of, and the ids below the highest that
/// are free.
const REMARKS: &str = "
CREATE TABLE list_remark (
    id INTEGER PRIMARY KEY,
    list INTEGER NOT NULL REFERENCES list (id) ON DELETE CASCADE,
    category TEXT NOT NULL,
    label TEXT NOT NULL,
    uses INTEGER NOT NULL,
    UNIQUE (list, category, label)
);
CREATE TABLE list_remark_free (id INTEGER PRIMARY KEY);
";

/// The calls seen. `call` is what is shown and never asked for, as JSON, and `facts` what was known of
/// the caller. `stranger_until` is the last call that met the caller as a stranger, the greatest number
/// if the caller still is one, and null for whoever was known. `ending` is null until the app reports
/// what came of the call. A policy is kept as long as a call that it decided.
const JOURNAL: &str = "
CREATE TABLE journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    utc_offset_minutes INTEGER NOT NULL,
    number INTEGER,
    call TEXT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    stranger_until INTEGER,
    facts TEXT,
    policy INTEGER,
    label TEXT NOT NULL,
    call_id TEXT,
    ending TEXT,
    ring_seconds INTEGER,
    talk_seconds INTEGER
);
CREATE INDEX journal_at ON journal (at);
CREATE INDEX journal_number ON journal (number, at) WHERE number IS NOT NULL;
CREATE INDEX journal_stranger ON journal (number, at, stranger_until)
    WHERE stranger_until IS NOT NULL;
CREATE INDEX journal_call_id ON journal (call_id) WHERE call_id IS NOT NULL;
CREATE TABLE past_policy (
    id INTEGER PRIMARY KEY,
    policy TEXT NOT NULL UNIQUE
);
CREATE TRIGGER past_policy_forgotten AFTER DELETE ON journal WHEN old.policy IS NOT NULL BEGIN
    DELETE FROM past_policy WHERE id = old.policy
        AND NOT EXISTS (SELECT 1 FROM journal WHERE policy = old.policy);
END;
";

/// What the user did about callbacks, which is forgotten with the last call of the number.
const CALLBACKS: &str = "
CREATE TABLE callback (
    number INTEGER PRIMARY KEY,
    settlement TEXT,
    settled_at INTEGER,
    snoozed_until INTEGER,
    note TEXT NOT NULL
);
CREATE TRIGGER callback_forgotten AFTER DELETE ON journal WHEN old.number IS NOT NULL BEGIN
    DELETE FROM callback WHERE number = old.number
        AND NOT EXISTS (SELECT 1 FROM journal WHERE number = old.number);
END;
";

/// The calls that the user made, and those of which the user only says so; forgotten as the journal is.
const OUTGOING: &str = "
CREATE TABLE outgoing_call (
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    talk_seconds INTEGER,
    PRIMARY KEY (number, at)
) WITHOUT ROWID;
CREATE INDEX outgoing_call_at ON outgoing_call (at);
CREATE INDEX outgoing_call_emergency ON outgoing_call (at) WHERE kind = 'emergency';
";

/// From version 3: the ids go on counting where they were.
const JOURNAL_FROM_3: &str = "
INSERT INTO sqlite_sequence (name, seq)
    SELECT 'journal', seq FROM sqlite_sequence WHERE name = 'journal_v3';
INSERT INTO journal
        (id, at, utc_offset_minutes, number, call, verdict, reason, stranger_until, label)
    SELECT id, at, utc_offset_minutes, number, call, verdict, reason,
           CASE WHEN stranger = 1 THEN 9223372036854775807 END, ''
    FROM journal_v3;
DROP TABLE journal_v3;
";

/// What the user wants of whom. `matcher` is text as people read it; `number` is the key of a rule on one
/// number, for a search by index. A limit that there is not is an empty text.
const RULES: &str = "
CREATE TABLE rule (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    matcher TEXT NOT NULL COLLATE NOCASE,
    number INTEGER,
    line TEXT NOT NULL,
    schedule TEXT NOT NULL,
    verdict TEXT NOT NULL,
    note TEXT NOT NULL,
    UNIQUE (matcher, line, schedule)
);
CREATE INDEX rule_number ON rule (number) WHERE number IS NOT NULL;
CREATE TABLE organisation (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE
);
CREATE TABLE organisation_member (
    organisation INTEGER NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    matcher TEXT NOT NULL,
    PRIMARY KEY (organisation, matcher)
) WITHOUT ROWID;
";

/// From version 3: a number or prefix and a flag become text.
const RULES_FROM_3: &str = "
INSERT INTO sqlite_sequence (name, seq)
    SELECT 'rule', seq FROM sqlite_sequence WHERE name = 'rule_v3';
INSERT INTO rule (id, matcher, number, line, schedule, verdict, note)
SELECT id,
       CASE WHEN prefix = 1 THEN '+' || number || '*'
            WHEN number < 0 THEN substr(number, 3)
            ELSE '+' || number END,
       CASE WHEN prefix = 0 THEN number END, '', '', verdict, note
FROM rule_v3;
DROP TABLE rule_v3;
";

/// The user's own reports.
const MARKS: &str = "
CREATE TABLE mark (
    number INTEGER PRIMARY KEY,
    call_centre INTEGER NOT NULL,
    category TEXT,
    remark TEXT NOT NULL,
    at INTEGER NOT NULL,
    utc_offset_minutes INTEGER NOT NULL
);
";

/// The ranges of lists, with the days between which they count, the lists whose threshold somebody chose,
/// and the packs that lists come from.
/// Apart, because stores of version 3 get them by themselves.
const PACKS: &str = "
CREATE TABLE list_range (
    list INTEGER NOT NULL REFERENCES list (id) ON DELETE CASCADE,
    prefix INTEGER NOT NULL,
    min_digits INTEGER NOT NULL,
    max_digits INTEGER NOT NULL,
    remark INTEGER NOT NULL,
    from_day INTEGER,
    until_day INTEGER,
    PRIMARY KEY (list, prefix, min_digits, max_digits)
) WITHOUT ROWID;
CREATE TABLE list_chosen_threshold (
    list INTEGER PRIMARY KEY REFERENCES list (id) ON DELETE CASCADE
);
CREATE TABLE list_pack (
    list INTEGER PRIMARY KEY REFERENCES list (id) ON DELETE CASCADE,
    pack TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    key TEXT,
    published_at INTEGER NOT NULL,
    attribution TEXT NOT NULL,
    regions TEXT NOT NULL,
    digest INTEGER
);
";

/// The tables of the lists.
pub(super) fn create_lists(transaction: &Transaction<'_>) -> Result<()> {
    [LISTS, REMARKS, PACKS].into_iter().try_for_each(|tables| transaction.execute_batch(tables))?;
    Ok(())
}

/// Creates the tables of a fresh store (`found` is 0), or brings an older one up to date. Part of the
/// transaction that opens the store, so a killed process leaves the old state.
pub(super) fn create_or_upgrade(transaction: &Transaction<'_>, found: u32) -> Result<()> {
    match found {
        0 => {
            transaction.execute_batch(SCHEMA)?;
            create_lists(transaction)?;
            transaction.execute_batch(MARKS)?;
            transaction.execute_batch(JOURNAL)?;
            transaction.execute_batch(RULES)?;
            transaction.execute_batch(CALLBACKS)?;
            transaction.execute_batch(OUTGOING)?;
            transaction.execute_batch(PEOPLE)?;
        }
        older => (older..VERSION).try_for_each(|step| upgrade_from(transaction, step, older))?,
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    Ok(())
}

fn upgrade_from(transaction: &Transaction<'_>, version: u32, found: u32) -> Result<()> {
    match version {
        // Only strangers are counted in a block, so only they need an index.
        1 => transaction.execute_batch(
            "DROP INDEX journal_number;
             CREATE INDEX journal_stranger ON journal (number, at) WHERE stranger = 1;",
        )?,
        2 => super::upgrade_v2::lists_into_blocks(transaction)?,
        3 => {
            transaction.execute_batch(MARKS)?;
            transaction.execute_batch(
                "DROP INDEX journal_at;
                 DROP INDEX journal_stranger;
                 ALTER TABLE journal RENAME TO journal_v3;",
            )?;
            transaction.execute_batch(JOURNAL)?;
            transaction.execute_batch(JOURNAL_FROM_3)?;
            transaction.execute_batch("ALTER TABLE rule RENAME TO rule_v3")?;
            transaction.execute_batch(RULES)?;
            transaction.execute_batch(RULES_FROM_3)?;
            transaction.execute_batch(CALLBACKS)?;
            transaction.execute_batch(OUTGOING)?;
            // Older ones got today's tables of lists one step before.
            if found == 3 {
                add_packs(transaction)?;
                count_remarks(transaction)?;
            }
            people_with_flags(transaction)?;
        }
        _ => {}
    }
    Ok(())
}

fn add_packs(transaction: &Transaction<'_>) -> Result<()> {
    transaction.execute_batch("ALTER TABLE list_range RENAME TO list_range_v3")?;
    transaction.execute_batch(PACKS)?;
    transaction.execute_batch(
        "INSERT INTO list_range (list, prefix, min_digits, max_digits, remark)
             SELECT list, prefix, min_digits, max_digits, remark FROM list_range_v3;
         DROP TABLE list_range_v3;
         INSERT INTO list_chosen_threshold (list) SELECT id FROM list WHERE threshold <> 1;",
    )?;
    Ok(())
}

fn count_remarks(transaction: &Transaction<'_>) -> Result<()> {
    transaction.execute_batch("ALTER TABLE list_remark RENAME TO list_remark_v3")?;
    transaction.execute_batch(REMARKS)?;
    transaction.execute_batch(
        "INSERT INTO list_remark (id, list, category, label, uses)
             SELECT id, list, category, label, 0 FROM list_remark_v3;
         DROP TABLE list_remark_v3;",
    )?;
    remarks::count_uses(transaction)
}

/// Contacts get flags, and partners conversations.
fn people_with_flags(transaction: &Transaction<'_>) -> Result<()> {
    transaction.execute_batch(
        "ALTER TABLE contact RENAME TO old_contact;
         ALTER TABLE partner RENAME TO old_partner;",
    )?;
    transaction.execute_batch(PEOPLE)?;
    transaction.execute_batch(
        "INSERT INTO contact (number, favourite) SELECT number, 0 FROM old_contact;
         INSERT INTO partner (number, dialled_at) SELECT number, dialled_at FROM old_partner;
         INSERT INTO outgoing_call (number, at, kind)
             SELECT number, dialled_at, 'dialled' FROM old_partner;
         DROP TABLE old_contact;
         DROP TABLE old_partner;",
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    fn shape(connection: &Connection) -> Vec<(String, String)> {
        let sql = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name";
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.map(rusqlite::Result::unwrap).collect()
    }

    #[test]
    fn an_upgraded_store_has_the_shape_of_a_fresh_one() {
        let mut fresh = Connection::open_in_memory().unwrap();
        let transaction = fresh.transaction().unwrap();
        create_or_upgrade(&transaction, 0).unwrap();
        transaction.commit().unwrap();

        for (version, text) in [
            (1, include_str!("schema_v1.sql")),
            (2, include_str!("schema_v2.sql")),
            (3, include_str!("schema_v3.sql")),
        ] {
            let mut old = Connection::open_in_memory().unwrap();
            old.execute_batch(text).unwrap();
            let transaction = old.transaction().unwrap();
            create_or_upgrade(&transaction, version).unwrap();
            transaction.commit().unwrap();
            assert_eq!(shape(&old), shape(&fresh), "from version {version}");
            let found: u32 =
                old.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
            assert_eq!(found, VERSION);
        }
    }
}
