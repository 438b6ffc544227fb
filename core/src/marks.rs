//! The user's own reports: numbers marked as a call centre, or as fine.
//!
//! A mark and a rule on the same number are both the user's word, and the latest counts: a mark is
//! asked before the rule, and a rule made later takes the mark away.

use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use crate::call::Moment;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::journal;
use crate::lists::Category;
use crate::number::{self, Number, Region};
use crate::store::{Reader, Writer};

/// What the user reports about a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "opinion", rename_all = "snake_case")]
pub enum Opinion {
    /// A call centre: its calls are rejected.
    CallCentre {
        /// What the calls are about, if the user says so.
        category: Option<Category>,
    },
    /// Nothing is wrong with it: its calls are allowed, whatever lists say.
    Fine,
}

impl Opinion {
    fn columns(self) -> (bool, Option<&'static str>) {
        match self {
            Self::CallCentre { category } => (true, category.map(Category::code)),
            Self::Fine => (false, None),
        }
    }

    /// From the columns `call_centre` and `category` that begin at `first`.
    pub(crate) fn from_row(row: &Row<'_>, first: usize) -> rusqlite::Result<Self> {
        let category: Option<String> = row.get(first + 1)?;
        let category = category.as_deref().and_then(Category::from_code);
        Ok(if row.get(first)? { Self::CallCentre { category } } else { Self::Fine })
    }
}

/// A number that the user reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The number.
    pub number: Number,
    /// What the user reports.
    #[serde(flatten)]
    pub opinion: Opinion,
    /// The user's own words, or empty.
    pub remark: String,
    /// When it was reported.
    pub at: Moment,
}

/// What an export of own reports holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MarkExport {
    /// The numbers that are fine, in place of the call centres: for a list that vouches. They are
    /// never in one file, for whoever imports a list takes all of it for one or the other.
    pub fine: bool,
    /// The remarks too. They are the user's own words and may name people.
    pub remarks: bool,
}

/// The number that a user means to report. Emergency numbers always get through, and nobody can be
/// met again at what is no number.
pub(crate) fn number_of(raw: &str, home: &[Region]) -> Result<Number> {
    number_of_caller(Caller::from_reading(number::read(raw, home)))
}

/// The number of a caller that a user means to report.
pub(crate) fn number_of_caller(caller: Caller) -> Result<Number> {
    let reason = match caller {
        Caller::Emergency { .. } => "an emergency number always gets through",
        Caller::Alphanumeric { .. } => "a name is no number to meet again",
        Caller::Unreadable => "it is no phone number",
        _ => match caller.number() {
            Some(number) => return Ok(number),
            None => "the call showed no number",
        },
    };
    Err(Error::NotMarkable { reason })
}

/// Marks a number, in place of an earlier mark on it.
pub(crate) fn put(writer: &mut Writer<'_>, mark: &Mark) -> Result<()> {
    let (call_centre, category) = mark.opinion.columns();
    writer
        .prepare_cached(
            "INSERT INTO mark (number, call_centre, category, remark, at, utc_offset_minutes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (number) DO UPDATE SET
                 call_centre = excluded.call_centre, category = excluded.category,
                 remark = excluded.remark, at = excluded.at,
                 utc_offset_minutes = excluded.utc_offset_minutes",
        )?
        .execute(params![
            mark.number.key(),
            call_centre,
            category,
            mark.remark,
            mark.at.unix_ms,
            mark.at.utc_offset_minutes,
        ])?;
    match mark.opinion {
        Opinion::Fine => journal::became_known(writer, mark.number),
        Opinion::CallCentre { .. } => Ok(()),
    }
}

/// Takes every mark back.
pub(crate) fn clear(writer: &mut Writer<'_>) -> Result<()> {
    writer.execute("DELETE FROM mark", ())?;
    Ok(())
}

/// When the user reported the number.
pub(crate) fn at_ms(writer: &Writer<'_>, number: Number) -> Result<Option<i64>> {
    let mut statement = writer.prepare_cached("SELECT at FROM mark WHERE number = ?1")?;
    Ok(statement.query_row([number.key()], |row| row.get(0)).optional()?)
}

/// Takes the mark on a number back. `false` when there is none.
pub(crate) fn remove(writer: &mut Writer<'_>, number: Number) -> Result<bool> {
    Ok(writer.execute("DELETE FROM mark WHERE number = ?1", [number.key()])? > 0)
}

/// Every mark, oldest first.
pub(crate) fn all(reader: &Reader<'_>) -> Result<Vec<Mark>> {
    let mut statement = reader.prepare_cached(
        "SELECT number, call_centre, category, remark, at, utc_offset_minutes FROM mark
         ORDER BY at, number",
    )?;
    let mut rows = statement.query(())?;
    let mut marks = Vec::new();
    while let Some(row) = rows.next()? {
        if let Some(number) = Number::from_key(row.get(0)?) {
            let at = Moment { unix_ms: row.get(4)?, utc_offset_minutes: row.get(5)? };
            let opinion = Opinion::from_row(row, 1)?;
            marks.push(Mark { number, opinion, remark: row.get(3)?, at });
        }
    }
    Ok(marks)
}

/// The marks as CSV for a community list, such as an import of ours reads again. Short numbers stay at
/// home: they mean somebody else in the next country.
pub(crate) fn csv(marks: &[Mark], what: MarkExport) -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    let mut write = |fields: [&str; 4]| {
        let shown = if what.remarks { 4 } else { 3 };
        // Nothing fails that is written to memory.
        let _ = table.write_record(fields.iter().take(shown));
    };
    write(["number", "category", "date", "remark"]);
    for Mark { number, opinion, remark, at } in marks {
        let Number::E164(number) = number else { continue };
        if (*opinion == Opinion::Fine) == what.fine {
            let day = at.to_datetime().map(|time| time.format("%F").to_string());
            let category = opinion.columns().1.unwrap_or_default();
            write([&number.expose(), category, &day.unwrap_or_default(), remark]);
        }
    }
    String::from_utf8(table.into_inner().unwrap_or_default()).unwrap_or_default()
}
