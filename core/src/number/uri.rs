//! The URI around a number: percent encoding and the context of RFC 3966.

/// Longer URIs hold no number worth reading.
const CAPACITY: usize = 256;

/// Room for the decoded text, on the stack of the reader.
pub(super) type Buffer = [u8; CAPACITY];

/// The text with `%2B` and the like decoded, if it is a URI or starts with an escape. A `%` anywhere
/// else is a wildcard of some block list and stays. `None` when the result is no UTF-8 or too long.
pub(super) fn decoded<'a>(raw: &'a str, buffer: &'a mut Buffer) -> Option<&'a str> {
    let scheme = raw.split_once(':').is_some_and(|(scheme, _)| {
        ["tel", "sip", "sips", "sms", "smsto", "callto"]
            .iter()
            .any(|known| scheme.trim().eq_ignore_ascii_case(known))
    });
    if !raw.contains('%') || !(scheme || raw.starts_with('%')) {
        return Some(raw);
    }
    let mut rest = raw.as_bytes();
    let mut written = 0;
    while let Some((&first, after)) = rest.split_first() {
        let (byte, following) = match (first, after) {
            (b'%', &[high, low, ref following @ ..]) => match (hex(high), hex(low)) {
                (Some(high), Some(low)) => (high << 4 | low, following),
                _ => (first, after),
            },
            _ => (first, after),
        };
        *buffer.get_mut(written)? = byte;
        written += 1;
        rest = following;
    }
    std::str::from_utf8(buffer.get(..written)?).ok()
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// The value of `;phone-context=` when it is a number: the part of an international number that the
/// written digits leave out. A domain as context says nothing about the digits.
pub(super) fn phone_context(text: &str) -> Option<&str> {
    text.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        (name.trim().eq_ignore_ascii_case("phone-context") && value.trim_start().starts_with('+'))
            .then_some(value)
    })
}
