use chrono::{DateTime, NaiveDate};

/// The day of a date as sources write it, in days since 1970-01-01: `2026-11-21`, with or without a
/// time; `11/21/2026`, as in the United States; or seconds or milliseconds since 1970. `None` for any
/// other.
pub(super) fn day(text: &str) -> Option<i64> {
    let text = text.trim();
    let date = match text.as_bytes() {
        [_, _, _, _, b'-', ..] => text.get(..10).and_then(|date| date.parse().ok())?,
        [_, .., _] if text.contains('/') => american(text)?,
        digits if digits.iter().all(u8::is_ascii_digit) => of_unix(text)?,
        _ => return None,
    };
    Some(date.signed_duration_since(NaiveDate::default()).num_days())
}

fn american(text: &str) -> Option<NaiveDate> {
    let date = text.split(' ').next()?;
    let mut fields = date.split('/');
    let (month, day, year) = (fields.next()?, fields.next()?, fields.next()?);
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn of_unix(digits: &str) -> Option<NaiveDate> {
    let since: i64 = digits.parse().ok()?;
    // Seconds have ten digits until the year 2286.
    let time = match digits.len() {
        9 | 10 => DateTime::from_timestamp(since, 0)?,
        12 | 13 => DateTime::from_timestamp_millis(since)?,
        _ => return None,
    };
    Some(time.date_naive())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_source_are_read() {
        for text in [
            "2026-11-21",
            "2026-11-21 14:05:00",
            "2026-11-21T00:00:00.000",
            "11/21/2026",
            "11/21/2026 08:00:00 AM",
            "1795219200",
            "1795219200000",
        ] {
            assert_eq!(day(text), Some(20_778), "{text}");
        }
        for text in ["", "-", "yesterday", "21.11.2026", "21/11/2026", "2026-13-01", "12", "é/é/é"]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
