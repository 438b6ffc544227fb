//! The user's own numbers. Nobody else shows them, but for those who want to look familiar.

use crate::error::Result;
use crate::number::{E164, Number};
use crate::store::{Reader, Writer};

/// How many of the last digits may differ for two numbers to look alike.
const LAST_DIGITS: u32 = 6;

/// Adds one; `false` if it was there.
pub(crate) fn insert(writer: &mut Writer<'_>, number: Number) -> Result<bool> {
    let mut statement =
        writer.prepare_cached("INSERT OR IGNORE INTO own_number (number) VALUES (?1)")?;
    Ok(statement.execute([number.key()])? == 1)
}

/// Forgets them.
pub(crate) fn clear(writer: &mut Writer<'_>) -> Result<()> {
    writer.execute("DELETE FROM own_number", ())?;
    Ok(())
}

/// Every one of them.
pub(crate) fn all(reader: &Reader<'_>) -> Result<Vec<Number>> {
    let mut statement = reader.prepare_cached("SELECT number FROM own_number ORDER BY number")?;
    let keys = statement.query_map((), |row| row.get(0))?;
    let keys: Vec<i64> = keys.collect::<rusqlite::Result<_>>()?;
    Ok(keys.into_iter().filter_map(Number::from_key).collect())
}

/// How many of the last digits differ from the nearest of them; `None` when too many do.
pub(crate) fn unlike(reader: &Reader<'_>, number: E164) -> Result<Option<u32>> {
    // Those that can be near, whatever the user's others are.
    let size = 10_u64.pow(LAST_DIGITS);
    let low = number.digits() / size * size;
    let [low, high] = [low, low + (size - 1)].map(|key| i64::try_from(key).unwrap_or(i64::MAX));
    let mut statement =
        reader.prepare_cached("SELECT number FROM own_number WHERE number BETWEEN ?1 AND ?2")?;
    let own = statement.query_map([low, high], |row| row.get::<_, i64>(0))?;
    let mut nearest = None;
    for key in own {
        let digits = last_digits(number.digits(), key?.unsigned_abs());
        nearest = Some(nearest.map_or(digits, |before: u32| before.min(digits)));
    }
    Ok(nearest)
}

/// How many of the last digits differ: up to the first that does, from the left.
fn last_digits(mut one: u64, mut other: u64) -> u32 {
    let mut digits = 0;
    while one != other {
        one /= 10;
        other /= 10;
        digits += 1;
    }
    digits
}
