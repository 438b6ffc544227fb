//! Quotes that never close. A parser takes all that follows one for a single field, so such a line is
//! set apart before the parser sees it.

use std::ops::Range;

/// How many line ends a quoted field may hold. Spreadsheets write notes and addresses of a few lines;
/// what runs on for longer is a stray quote that found some other quote to close it.
const LINE_ENDS: usize = 4;

/// A stretch of the table whose quotes all close, and the line after it if one of its does not.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// The bytes that are sound.
    pub(super) sound: Range<usize>,
    /// Where the unclosed quote stands.
    pub(super) unclosed: Option<usize>,
}

/// Cuts the table at every quote that does not close. Reading goes on with the line after it.
pub(super) fn stretches(text: &str, from: usize, delimiter: u8) -> Vec<Stretch> {
    let bytes = text.as_bytes();
    let mut stretches = Vec::new();
    let mut begin = from;
    let mut place = from;
    while place < bytes.len() {
        match record_end(bytes, place, delimiter) {
            Ok(end) => place = end,
            Err(quote) => {
                stretches.push(Stretch { sound: begin..place, unclosed: Some(quote) });
                let rest = bytes.get(quote..).unwrap_or_default();
                let line_end = rest.iter().position(|&byte| is_line_end(byte));
                place = quote + line_end.map_or(rest.len(), |end| end + 1);
                begin = place;
            }
        }
    }
    stretches.push(Stretch { sound: begin..bytes.len(), unclosed: None });
    stretches
}

/// The end of the record that begins here, or where its unclosed quote stands.
fn record_end(bytes: &[u8], mut place: usize, delimiter: u8) -> Result<usize, usize> {
    loop {
        // A quote opens a field only as its first character.
        if bytes.get(place) == Some(&b'"') {
            place = field_end(bytes, place, delimiter).ok_or(place)?;
        }
        let rest = bytes.get(place..).unwrap_or_default();
        let stops = |byte: &u8| *byte == delimiter || is_line_end(*byte);
        let Some(stop) = rest.iter().position(stops) else { return Ok(bytes.len()) };
        place += stop + 1;
        if rest.get(stop).is_some_and(|&byte| is_line_end(byte)) {
            return Ok(place);
        }
    }
}

/// The place after the quote that closes this one.
fn field_end(bytes: &[u8], quote: usize, delimiter: u8) -> Option<usize> {
    let mut place = quote + 1;
    let mut line_ends = 0;
    loop {
        match bytes.get(place)? {
            b'"' if bytes.get(place + 1) == Some(&b'"') => place += 2,
            b'"' => {
                let mut after = bytes.get(place + 1..).unwrap_or_default().iter();
                let next = after.find(|&&byte| byte != b' ');
                let closes = next.is_none_or(|&byte| byte == delimiter || is_line_end(byte));
                // A later line's opening quote closes nothing.
                return (closes || line_ends == 0).then_some(place + 1);
            }
            b'\n' if line_ends == LINE_ENDS => return None,
            b'\n' => {
                line_ends += 1;
                place += 1;
            }
            _ => place += 1,
        }
    }
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unclosed(text: &str) -> Vec<usize> {
        stretches(text, 0, b',').iter().filter_map(|stretch| stretch.unclosed).collect()
    }

    #[test]
    fn quoted_fields_of_a_few_lines_are_sound() {
        for text in
            ["", "a,b\n", "\"a\nb\nc\",1\n", "\"a\r\nb\" ,1\r\n", "\"a\"\"\nb\"", "a \"b,1\nc"]
        {
            assert_eq!(unclosed(text), [0; 0], "{text:?}");
        }
    }

    #[test]
    fn a_stray_quote_costs_its_line_only() {
        for text in [
            "a\n\"b,1\nc,2\n",
            "a\n\"b,1\n\"c\",2\n",
            "a\n\"b,1\nc,\"2\"\n",
            "a\n\"b,1\nc\nd\ne\nf\ng\",2\n",
        ] {
            let found = stretches(text, 0, b',');
            assert_eq!(found[0], Stretch { sound: 0..2, unclosed: Some(2) }, "{text:?}");
            assert_eq!(found[1].sound.start, 7, "{text:?}");
        }
        assert_eq!(unclosed("\"a\n\"b\n\"c"), [0, 3, 6]);
        assert_eq!(unclosed("\"two\nlines\",\"b\nc\n"), [12], "the line where it opens");
    }
}
