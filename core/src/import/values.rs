//! Several numbers in one field, as people write them who have but one to fill.

use crate::number::{self, Reading, Region};

/// The numbers of a field, or what stands in the place of one. What is dialled after the number before
/// it, and the parameters of a number, stay with that number.
pub(crate) fn values<'value>(value: &'value str, home: &[Region]) -> Vec<&'value str> {
    const SEPARATORS: [char; 3] = [',', ';', '\n'];
    if !value.contains(SEPARATORS) {
        return between_slashes(value, home);
    }
    // In a URI both characters have a meaning of their own.
    let scheme = value.split_once(':').map_or("", |(scheme, _)| scheme.trim());
    if ["tel", "sip", "sips", "callto"].iter().any(|uri| scheme.eq_ignore_ascii_case(uri)) {
        return vec![value];
    }
    let mut begins = vec![0];
    let mut place = 0;
    let mut before = "";
    for part in value.split(SEPARATORS) {
        // Two commas are a pause, so digits after them are dialled, whatever they look like.
        if place > 0 && !before.trim().is_empty() && stands_alone(part, home) {
            begins.push(place);
        }
        place += part.len() + 1;
        before = part;
    }
    let ends = begins.iter().skip(1).map(|begin| begin - 1).chain([value.len()]);
    let values = begins.iter().zip(ends).filter_map(|(&begin, end)| value.get(begin..end));
    values.flat_map(|value| between_slashes(value, home)).collect()
}

/// The numbers between slashes, if that is what they are: a slash may stand within a number, such as
/// behind its area code.
pub(crate) fn between_slashes<'value>(value: &'value str, home: &[Region]) -> Vec<&'value str> {
    let is_number = |part: &str| matches!(number::read(part, home), Reading::Subscriber { .. });
    if value.contains('/') && !is_number(value) && value.split('/').all(is_number) {
        return value.split('/').collect();
    }
    vec![value]
}

fn stands_alone(part: &str, home: &[Region]) -> bool {
    let part = part.trim();
    let extension = ["ext", "isub", "x"]
        .iter()
        .any(|name| part.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name)));
    if extension || part.contains('=') {
        return false;
    }
    match number::read(part, home) {
        Reading::Subscriber { .. } => !part.contains(['*', '#']),
        Reading::Alphanumeric { .. } => true,
        Reading::Emergency { .. }
        | Reading::Service { .. }
        | Reading::ShortCode { .. }
        | Reading::Extension { .. }
        | Reading::Unreadable { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_what_is_dialled_after_them() {
        let home = [Region::from_code("CH").unwrap()];
        let one = "061 555 01 10";
        for text in [
            "061 555 01 10",
            "tel:+41615550110;ext=12",
            "061 555 01 10,,1234#",
            "061 555 01 10,,061 555 01 11",
            "061 555 01 10;ext=12",
            "061 555 01 10, ext. 12",
            "061 555 01 10,",
            ";061 555 01 10",
            "061/555 01 10",
            "061 555 01 10/11",
            "+41 61/555 01 10",
            "061 555 01 10 / call me",
            "",
        ] {
            assert_eq!(values(text, &home), [text]);
        }
        for (text, second) in [
            ("061 555 01 10,061 555 01 11", "061 555 01 11"),
            ("061 555 01 10;061 555 01 11;ext=3", "061 555 01 11;ext=3"),
            ("061 555 01 10, call me", " call me"),
            ("061 555 01 10/061 555 01 11", "061 555 01 11"),
        ] {
            assert_eq!(values(text, &home), [one, second]);
        }
        let three = values("061 555 01 10 / 061 555 01 11; 061 555 01 12", &home);
        assert_eq!(three, ["061 555 01 10 ", " 061 555 01 11", " 061 555 01 12"]);
    }
}
