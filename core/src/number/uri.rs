//! The URI around a number: percent encoding and the context of RFC 3966.

/// Longer URIs hold no number worth reading.
const CAPACITY: usize = 256;

/// Room for the decoded text, on the stack of the reader.
pub(super) type Buffer = [u8; CAPACITY];

/// The text without a URI scheme and without what it asks for behind a `?`. Escapes such as `%2B` are
/// decoded in a URI, and where they stand for nothing but a plus and separators; any other `%` is a
/// wildcard of some block list. `None` when the result is no UTF-8 or too long.
pub(super) fn content<'a>(raw: &'a str, buffer: &'a mut Buffer) -> Option<&'a str> {
    let uri = raw.split_once(':').filter(|(scheme, _)| {
        let scheme = scheme.trim();
        ["tel", "sip", "sips", "sms", "smsto", "callto"]
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known))
    });
    // RFC 5724: the body of a message, and other fields.
    let text = uri.map_or(raw, |(_, rest)| rest.split('?').next().unwrap_or(rest));
    let is_escaped = || uri.is_some() || text.starts_with('%') || has_separators_only(text);
    if !text.contains('%') || !is_escaped() {
        return Some(text);
    }
    let mut rest = text.as_bytes();
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

/// Whether every `%` is the escape of a plus or of a character that stands between digits.
fn has_separators_only(text: &str) -> bool {
    text.split('%').skip(1).all(|escape| {
        let code = escape.get(..2).unwrap_or_default();
        ["20", "28", "29", "2B", "2D", "2E", "2F"].iter().any(|it| it.eq_ignore_ascii_case(code))
    })
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// The value of `;phone-context=` when it is a number: the part of an international number that the
/// written digits leave out. A domain as context says nothing about the digits.
pub(super) fn phone_context(text: &str) -> Option<&str> {
    // Searching bytes is much quicker than splitting, and few numbers have a parameter.
    if !text.as_bytes().contains(&b';') {
        return None;
    }
    text.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        (name.trim().eq_ignore_ascii_case("phone-context") && value.trim_start().starts_with('+'))
            .then_some(value)
    })
}

/// Whether a SIP URI stands where the number was withheld (RFC 3323, 4.1.1.3; RFC 3325, 8), alone or
/// in angle brackets behind a name.
pub fn is_anonymous(raw: &str) -> bool {
    const HOST: &str = "anonymous.invalid";
    let uri = raw.rsplit_once('<').map_or(raw, |(_, uri)| uri);
    let host = uri.split_once('@').map(|(_, rest)| rest.split(['>', ';', ':']).next());
    host.flatten().is_some_and(|host| host.trim().eq_ignore_ascii_case(HOST))
}
