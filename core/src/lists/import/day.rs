//! Days as sources write them.

use chrono::{DateTime, NaiveDate};

use crate::number::Region;

/// What comes first in a date such as 03/04/2026.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// As nearly everywhere.
    DayFirst,
    /// As in the United States.
    MonthFirst,
}

impl Order {
    /// The order of the region that a list is from.
    pub(super) fn in_region(region: Option<Region>) -> Self {
        match region {
            Some(region) if region.code() == "US" => Self::MonthFirst,
            _ => Self::DayFirst,
        }
    }
}

/// The day of a date, in days since 1970-01-01: year, month and day between dashes, slashes or dots or
/// as eight digits; day, month and year, or month and day, between the same, the year with four digits
/// or two; seconds or milliseconds since 1970. A time may follow. Dots are never American, and where one
/// field is above 12 the other is the month. `None` for any other.
pub(super) fn day(text: &str, order: Order) -> Option<i64> {
    let text = text.trim();
    let date = text.split([' ', 'T', 't', ',']).next().unwrap_or_default();
    let separator = date.find(['-', '/', '.']).and_then(|place| date.get(place..=place));
    let date = match separator {
        Some(separator) => of_fields(date.split(separator), separator, order)?,
        None if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            of_digits(text)?
        }
        None => return None,
    };
    Some(date.signed_duration_since(NaiveDate::default()).num_days())
}

fn of_fields<'text>(
    mut fields: impl Iterator<Item = &'text str>,
    separator: &str,
    order: Order,
) -> Option<NaiveDate> {
    let (first, second, third) = (fields.next()?, fields.next()?, fields.next()?);
    let none_follows = fields.next().is_none();
    let number = |field: &str| {
        let digits =
            (1..=4).contains(&field.len()) && field.bytes().all(|byte| byte.is_ascii_digit());
        field.parse::<u32>().ok().filter(|_| digits && none_follows)
    };
    let values = (number(first)?, number(second)?, number(third)?);
    if first.len() == 4 {
        let (year, month, day) = values;
        return NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day);
    }
    let (first, second, year) = values;
    let year = match third.len() {
        // Nobody lists the calls of another century.
        2 => 2000 + year,
        4 => year,
        _ => return None,
    };
    let month_first = match order {
        _ if separator == "." => false,
        Order::MonthFirst => first <= 12,
        Order::DayFirst => second > 12,
    };
    let (day, month) = if month_first { (second, first) } else { (first, second) };
    NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)
}

fn of_digits(digits: &str) -> Option<NaiveDate> {
    let since: i64 = digits.parse().ok()?;
    // Seconds have ten digits until the year 2286.
    let time = match digits.len() {
        8 => return NaiveDate::parse_from_str(digits, "%Y%m%d").ok(),
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
            "2026-11-21T00:00:00+01:00",
            "2026/11/21",
            "20261121",
            "21.11.2026",
            "21.11.26",
            "21.11.2026 14:05",
            "21.11.2026, 14:05",
            "21/11/2026",
            "21-11-2026",
            "21/11/26",
            "11/21/2026",
            "11/21/2026 08:00:00 AM",
            "1795219200",
            "1795219200000",
        ] {
            for order in [Order::DayFirst, Order::MonthFirst] {
                assert_eq!(day(text, order), Some(20_778), "{text}");
            }
        }
        for text in [
            "",
            "-",
            "//",
            "yesterday",
            "11.21.2026",
            "2026-13-01",
            "31/31/2026",
            "21.11.126",
            "21.11",
            "21.11.2026.1",
            "+1.11.2026",
            "12",
            "20261321",
            "é/é/é",
        ] {
            assert_eq!(day(text, Order::DayFirst), None, "{text}");
        }
    }

    #[test]
    fn where_a_date_can_be_read_in_two_ways_the_region_decides() {
        let days = |text| [Order::DayFirst, Order::MonthFirst].map(|order| day(text, order));
        let [third_of_april, fourth_of_march] =
            ["2020-04-03", "2020-03-04"].map(|text| day(text, Order::DayFirst));
        assert_eq!(days("03/04/2020"), [third_of_april, fourth_of_march]);
        assert_eq!(days("3-4-20"), [third_of_april, fourth_of_march]);
        assert_eq!(days("03.04.2020"), [third_of_april; 2]);
        let region = |code| Order::in_region(Region::from_code(code));
        assert_eq!(["US", "GB"].map(region), [Order::MonthFirst, Order::DayFirst]);
        assert_eq!(Order::in_region(None), Order::DayFirst);
    }
}
