//! What the store keeps by the key of one number: contact, rule, report, partner. One statement, for every
//! decision asks for all of it.

use rusqlite::{Row, Transaction};

use crate::contacts::{self, KnownContact};
use crate::error::Result;
use crate::marks::Opinion;
use crate::number::Number;
use crate::partners::Partner;
use crate::rules::RuleMatch;
use crate::verdict::Verdict;

/// What the user made of a number.
#[derive(Default)]
pub(crate) struct KnownNumber {
    /// It is in the address book.
    pub(crate) contact: Option<KnownContact>,
    /// The rule without limits on this very number.
    pub(crate) rule: Option<RuleMatch>,
    /// What the user reports about it.
    pub(crate) mark: Option<Opinion>,
    /// When the user dialled it or spoke with it.
    pub(crate) partner: Partner,
}

/// What the user made of the number.
pub(crate) fn find(transaction: &Transaction<'_>, number: Number) -> Result<KnownNumber> {
    let mut statement = transaction.prepare_cached(
        "SELECT favourite, rule.id, verdict, mark.number, call_centre, category,
                dialled_at, spoken_at, spoken_seconds
         FROM (SELECT ?1 AS number) AS asked
         LEFT JOIN contact ON contact.number = asked.number
         LEFT JOIN rule ON rule.number = asked.number AND line = '' AND schedule = ''
         LEFT JOIN mark ON mark.number = asked.number
         LEFT JOIN partner ON partner.number = asked.number",
    )?;
    let mut known = statement.query_row([number.key()], known)?;
    if let Some(contact) = &mut known.contact {
        contact.groups = contacts::groups_of(transaction, number)?;
    }
    Ok(known)
}

/// All but the groups of a contact.
fn known(row: &Row<'_>) -> rusqlite::Result<KnownNumber> {
    let favourite: Option<bool> = row.get(0)?;
    let rule: Option<i64> = row.get(1)?;
    let verdict: Option<Verdict> = row.get(2)?;
    let marked: Option<i64> = row.get(3)?;
    Ok(KnownNumber {
        contact: favourite.map(|favourite| KnownContact { favourite, groups: Vec::new() }),
        rule: rule.zip(verdict).map(|(rule, verdict)| RuleMatch { rule, verdict }),
        mark: marked.map(|_| Opinion::from_row(row, 4)).transpose()?,
        partner: Partner::from_row(row, 6)?,
    })
}
