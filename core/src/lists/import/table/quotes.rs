//! Quotes that never close. A parser takes all that follows one for a single field, so they are found
//! before the parser sees them.

/// How many line ends a quoted field may hold. Spreadsheets write notes and addresses of a few lines;
/// what runs on for longer is a stray quote that found some other quote to close it.
const LINE_ENDS: usize = 4;

/// What becomes of the quotes in a record.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    /// They all close.
    Close,
    /// The one here may close on the next line.
    Open(usize),
    /// The one here closes nowhere.
    Broken(usize),
}

/// Looks for the end of each quoted field in the lines of a record.
pub(super) fn quotes(bytes: &[u8], delimiter: u8) -> Quotes {
    let mut place = 0;
    loop {
        // A quote opens a field only as its first character.
        if bytes.get(place) == Some(&b'"') {
            let quote = place;
            place = match field_end(bytes, quote, delimiter) {
                End::At(end) => end,
                End::Open => return Quotes::Open(quote),
                End::Nowhere => return Quotes::Broken(quote),
            };
        }
        let rest = bytes.get(place..).unwrap_or_default();
        let Some(stop) = rest.iter().position(|&byte| byte == delimiter) else {
            return Quotes::Close;
        };
        place += stop + 1;
    }
}

enum End {
    At(usize),
    Open,
    Nowhere,
}

/// The place after the quote that closes this one.
fn field_end(bytes: &[u8], quote: usize, delimiter: u8) -> End {
    let mut place = quote + 1;
    let mut line_ends = 0;
    loop {
        match bytes.get(place) {
            None if line_ends == LINE_ENDS => return End::Nowhere,
            None => return End::Open,
            Some(b'"') if bytes.get(place + 1) == Some(&b'"') => place += 2,
            Some(b'"') => {
                let mut after = bytes.get(place + 1..).unwrap_or_default().iter();
                let next = after.find(|&&byte| byte != b' ');
                let closes = next.is_none_or(|&byte| byte == delimiter || byte == b'\n');
                // A later line's opening quote closes nothing.
                return if closes || line_ends == 0 { End::At(place + 1) } else { End::Nowhere };
            }
            Some(b'\n') => {
                line_ends += 1;
                place += 1;
            }
            Some(_) => place += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_close_on_their_line_or_a_few_lines_on() {
        for (text, expected) in [
            ("", Quotes::Close),
            ("a,b", Quotes::Close),
            ("\"a\nb\nc\",1", Quotes::Close),
            ("\"a\nb\" ,1", Quotes::Close),
            ("\"a\"\"\nb\"", Quotes::Close),
            ("a \"b,1", Quotes::Close),
            ("x,\"b,1", Quotes::Open(2)),
            ("\"b,1\nc,2", Quotes::Open(0)),
            ("\"b,1\n\"c\",2", Quotes::Broken(0)),
            ("\"b,1\nc,\"2\"", Quotes::Broken(0)),
            ("\"b,1\nc\nd\ne\nf", Quotes::Broken(0)),
            ("\"two\nlines\",\"b", Quotes::Open(12)),
        ] {
            assert_eq!(quotes(text.as_bytes(), b','), expected, "{text:?}");
        }
    }
}
