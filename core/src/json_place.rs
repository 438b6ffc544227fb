//! Where in a JSON text something stands, for the words of an error: the parser tells line and column.

use serde_json::Error;

use crate::error::parser_words;

/// What is wrong, in the parser's words, behind the field that it is wrong with:
/// `contact.busy.times.windows[0]: expected …`.
pub(crate) fn words(json: &str, error: &Error) -> String {
    let words = parser_words(error);
    let mut fields = Fields::before(json, offset(json, error));
    if words.starts_with("missing field") {
        fields.forget_key();
    }
    match fields.path() {
        path if path.is_empty() => words,
        path => format!("{path}: {words}"),
    }
}

/// The line of a field such as `range_campaign.strangers`, from 1; of a field around it where it is not
/// there.
pub(crate) fn line_of(json: &str, field: &str) -> usize {
    let name = format!("\"{}\"", field.rsplit('.').next().unwrap_or_default());
    let places = json.match_indices(&name).map(|(place, name)| place + name.len());
    let mut found = places.filter(|&end| Fields::before(json, end).path() == field);
    let before = found.next().and_then(|end| json.get(..end));
    match (before, field.rsplit_once('.')) {
        (Some(before), _) => before.matches('\n').count() + 1,
        (None, Some((around, _))) => line_of(json, around),
        (None, None) => 1,
    }
}

/// Just before what the error is about.
fn offset(json: &str, error: &Error) -> usize {
    let lines = json.split_inclusive('\n').take(error.line().saturating_sub(1));
    (lines.map(str::len).sum::<usize>() + error.column()).saturating_sub(1)
}

enum Frame<'json> {
    /// An object, and the name of the field in it; empty before the first.
    Object(&'json str),
    /// An array, and which of its items.
    Array(usize),
}

/// The objects and arrays around a place, the outermost first.
struct Fields<'json>(Vec<Frame<'json>>);

impl<'json> Fields<'json> {
    fn before(json: &'json str, end: usize) -> Self {
        let mut fields = Self(Vec::new());
        let (mut text, mut is_escaped, mut is_key) = (None, false, false);
        for (place, byte) in json.bytes().enumerate().take(end) {
            if let Some(begin) = text {
                match byte {
                    _ if is_escaped => is_escaped = false,
                    b'\\' => is_escaped = true,
                    b'"' => {
                        text = None;
                        if let Some(Frame::Object(key)) = fields.0.last_mut().filter(|_| is_key) {
                            *key = json.get(begin..place).unwrap_or_default();
                        }
                    }
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => text = Some(place + 1),
                b'{' => fields.0.push(Frame::Object("")),
                b'[' => fields.0.push(Frame::Array(0)),
                b'}' | b']' => drop(fields.0.pop()),
                b',' => {
                    if let Some(Frame::Array(item)) = fields.0.last_mut() {
                        *item += 1;
                    }
                }
                _ => {}
            }
            match byte {
                b'{' => is_key = true,
                b',' => is_key = matches!(fields.0.last(), Some(Frame::Object(_))),
                b':' | b'[' | b'}' | b']' => is_key = false,
                _ => {}
            }
        }
        // In the middle of a name: it is the name that is wrong.
        if text.is_some() && is_key {
            fields.forget_key();
        }
        fields
    }

    fn forget_key(&mut self) {
        if let Some(Frame::Object(key)) = self.0.last_mut() {
            *key = "";
        }
    }

    /// As far as it is made of names: others may be a number.
    fn path(&self) -> String {
        let mut path = String::new();
        for frame in &self.0 {
            match frame {
                Frame::Object(key) if is_name(key) && path.is_empty() => path.push_str(key),
                Frame::Object(key) if is_name(key) => path = format!("{path}.{key}"),
                Frame::Object(_) => break,
                Frame::Array(item) => path = format!("{path}[{item}]"),
            }
        }
        path
    }
}

fn is_name(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}
