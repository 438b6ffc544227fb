//! Cuts an address book into its cards, of which it keeps what is of use here: a card may hold a
//! picture of megabytes.

use std::collections::VecDeque;

use crate::error::Result;
use crate::import::{Line, Text};

/// One stretch of the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Card(Card),
    /// A card without an end. What stands in it whole is kept.
    Unfinished(Card),
    /// Text that belongs to no card.
    Outside {
        line: u64,
    },
}

/// The properties that are kept.
const KEPT: [&str; 4] = ["VERSION", "FN", "TEL", "CATEGORIES"];
/// A card is passed on in parts of this size.
const PART: usize = 1 << 16;
/// Cards lie no deeper in each other than this: an agent of an agent is rare already.
const MOST_OPEN: usize = 8;

/// A card without the card of an agent inside it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Card {
    /// The line where it begins.
    pub(super) line: u64,
    /// Its first and its last line, and what is kept between them.
    pub(super) text: String,
    /// The lines of its telephone numbers.
    pub(super) telephones: Vec<u64>,
    /// What was there before the property that is being read; `None` if that is not kept.
    before: Option<(usize, usize)>,
    /// The next line continues the property, whatever it says.
    soft_break: bool,
}

impl Card {
    fn begin(line: u64) -> Self {
        Self { line, text: "BEGIN:VCARD\n".to_owned(), ..Self::default() }
    }

    /// Takes a line that begins a property.
    fn push(&mut self, line: u64, text: &str) {
        let name = name_and_value(text).map_or("", |(name, _)| name);
        self.before = KEPT
            .iter()
            .any(|kept| name.eq_ignore_ascii_case(kept))
            .then_some((self.text.len(), self.telephones.len()));
        if name.eq_ignore_ascii_case("TEL") {
            self.telephones.push(line);
        }
        let quoted = text
            .split(':')
            .next()
            .is_some_and(|head| head.to_ascii_uppercase().contains("QUOTED-PRINTABLE"));
        self.soft_break = quoted && text.ends_with('=');
        self.keep(text);
    }

    /// Takes a line that continues a property.
    fn go_on(&mut self, text: &str) {
        self.soft_break &= text.ends_with('=');
        self.keep(text);
        // A property of that length is neither a name nor a number.
        if let Some((text, telephones)) =
            self.before.take_if(|(before, _)| self.text.len() - *before > PART)
        {
            self.text.truncate(text);
            self.telephones.truncate(telephones);
        }
    }

    fn keep(&mut self, text: &str) {
        if self.before.is_some() {
            self.text.push_str(text);
            self.text.push('\n');
        }
    }

    /// Closes the card. A property that was cut off is dropped: half a number is another number.
    fn ended(mut self, cut_off: bool) -> Self {
        if let Some((text, telephones)) = self.before.take().filter(|_| cut_off || self.soft_break)
        {
            self.text.truncate(text);
            self.telephones.truncate(telephones);
        }
        self.soft_break = false;
        self.text.push_str("END:VCARD\n");
        self
    }

    /// What there is of the card so far; the rest is a card of its own.
    fn part(&mut self, line: u64) -> Self {
        let rest = Self { line: self.line, ..Self::begin(line) };
        std::mem::replace(self, rest).ended(false)
    }
}

/// Cuts a file into cards, so that a broken one neither swallows its neighbours nor loses its line.
pub(super) struct Pieces<'file> {
    text: Text<'file>,
    line: Vec<u8>,
    /// More than one only where a card holds another: version 2.1 writes the card of an agent so.
    open: Vec<Card>,
    agent_follows: bool,
    ready: VecDeque<Piece>,
    /// The last line had no end.
    cut_off: bool,
}

impl<'file> Pieces<'file> {
    pub(super) fn of(text: Text<'file>) -> Self {
        Self {
            text,
            line: Vec::new(),
            open: Vec::new(),
            agent_follows: false,
            ready: VecDeque::new(),
            cut_off: false,
        }
    }

    /// An error that names the file.
    pub(super) fn expected(&self, what: &str) -> crate::Error {
        self.text.expected_at(Some(1), what)
    }

    /// The next piece; `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<Piece>> {
        while self.ready.is_empty() {
            let line = self.text.line_number();
            let mut bytes = std::mem::take(&mut self.line);
            let Some(found) = self.text.line(&mut bytes)? else {
                // The innermost was being read.
                if let Some(card) = self.open.pop() {
                    self.abandon();
                    self.ready.push_back(Piece::Unfinished(card.ended(self.cut_off)));
                }
                return Ok(self.ready.pop_front());
            };
            self.cut_off = matches!(found, Line::Last);
            // A line too long to be kept is a picture.
            let content = str::from_utf8(&bytes).unwrap_or_default();
            self.take(line, content);
            self.line = bytes;
        }
        Ok(self.ready.pop_front())
    }

    /// Nothing follows in the cards that are open.
    fn abandon(&mut self) {
        self.ready.extend(self.open.drain(..).map(|card| Piece::Unfinished(card.ended(false))));
    }

    fn take(&mut self, line: u64, full: &str) {
        // A line that begins with a blank continues the one before, whatever it says.
        let content = full.trim_end();
        if content.eq_ignore_ascii_case("BEGIN:VCARD") {
            if !self.agent_follows || self.open.len() >= MOST_OPEN {
                self.abandon();
            }
            self.open.push(Card::begin(line));
        } else if content.eq_ignore_ascii_case("END:VCARD") {
            self.ready.push_back(match self.open.pop() {
                Some(card) => Piece::Card(card.ended(false)),
                None => Piece::Outside { line },
            });
        } else if let Some(card) = self.open.last_mut() {
            if card.soft_break || full.starts_with([' ', '\t']) {
                card.go_on(full);
            } else {
                if card.text.len() > PART {
                    self.ready.push_back(Piece::Card(card.part(line)));
                }
                card.push(line, full);
            }
            let agent = agent(content).filter(|_| self.open.len() < MOST_OPEN);
            if agent == Some(Agent::Begins) {
                self.open.push(Card::begin(line));
            }
            // Blank lines may stand between the agent and its card.
            self.agent_follows =
                agent == Some(Agent::Follows) || self.agent_follows && content.is_empty();
            return;
        } else if !content.trim().is_empty() {
            self.ready.push_back(Piece::Outside { line });
        }
        self.agent_follows = false;
    }
}

/// Where the card of an agent begins.
#[derive(PartialEq, Eq)]
enum Agent {
    /// On this line.
    Begins,
    /// On the next one.
    Follows,
}

fn agent(line: &str) -> Option<Agent> {
    let (name, value) = name_and_value(line)?;
    match value.trim() {
        _ if !name.eq_ignore_ascii_case("AGENT") => None,
        "" => Some(Agent::Follows),
        value => value.eq_ignore_ascii_case("BEGIN:VCARD").then_some(Agent::Begins),
    }
}

/// The name of the property on this line, without its group, and its value. `None` for a line that
/// begins no property.
fn name_and_value(line: &str) -> Option<(&str, &str)> {
    let (head, value) = line.split_once([';', ':'])?;
    let (_, name) = head.rsplit_once('.').unwrap_or(("", head));
    let value = if line.as_bytes().get(head.len()) == Some(&b';') {
        value.split_once(':').map_or("", |(_, value)| value)
    } else {
        value
    };
    (!head.starts_with([' ', '\t'])).then_some((name, value))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::import::{Progress, Source};

    fn pieces(text: &str) -> Vec<Piece> {
        let source =
            Source::of(text.as_bytes(), Path::new("cards"), Progress::unwatched()).unwrap();
        let mut pieces = Pieces::of(Text::new(source));
        std::iter::from_fn(|| pieces.next().unwrap()).collect()
    }

    fn card(line: u64, text: &str, telephones: &[u64]) -> Card {
        let text = format!("BEGIN:VCARD\n{text}END:VCARD\n");
        Card { line, text, telephones: telephones.to_vec(), ..Card::default() }
    }

    #[test]
    fn a_broken_card_costs_neither_its_neighbours_nor_its_line() {
        let text = "BEGIN:VCARD\nTEL:1\nBEGIN:VCARD\nTEL:2\nEND:VCARD\njunk\nbegin:vcard\n";
        assert_eq!(
            pieces(text),
            [
                Piece::Unfinished(card(1, "TEL:1\n", &[2])),
                Piece::Card(card(3, "TEL:2\n", &[4])),
                Piece::Outside { line: 6 },
                Piece::Unfinished(card(7, "", &[])),
            ]
        );
    }

    #[test]
    fn of_a_card_that_was_cut_off_the_whole_lines_are_kept() {
        for (text, kept) in [
            ("TEL:1\nTEL:2", card(1, "TEL:1\n", &[2])),
            ("TEL:1\nTEL:2\n", card(1, "TEL:1\nTEL:2\n", &[2, 3])),
            ("TEL:1\nTEL:2\n 3", card(1, "TEL:1\n", &[2])),
            ("TEL:1\nTEL;ENCODING=QUOTED-PRINTABLE:2=\n", card(1, "TEL:1\n", &[2])),
            ("TEL:1\nNOTE:2", card(1, "TEL:1\n", &[2])),
        ] {
            let text = format!("BEGIN:VCARD\n{text}");
            assert_eq!(pieces(&text), [Piece::Unfinished(kept)], "{text}");
        }
    }

    #[test]
    fn a_card_inside_a_card_is_a_card_of_its_own() {
        for agent in ["AGENT:\nBEGIN:VCARD\n", "X.Agent;X=Y:\n\nBEGIN:VCARD\n"] {
            let text =
                format!("BEGIN:VCARD\n{agent}TEL:1\nEND:VCARD\nitem1.tel;HOME:2\nEND:VCARD\n");
            let [Piece::Card(inner), Piece::Card(outer)] = &pieces(&text)[..] else { panic!() };
            assert!(inner.text.ends_with("\nTEL:1\nEND:VCARD\n"), "{}", inner.text);
            assert!(outer.text.ends_with("\nitem1.tel;HOME:2\nEND:VCARD\n"), "{}", outer.text);
            assert_eq!((outer.line, outer.telephones.len()), (1, 1));
        }
        let text = "BEGIN:VCARD\nAGENT: begin:vcard\nEND:VCARD\nTEL:2\nEND:VCARD\n";
        assert_eq!(pieces(text).len(), 2);
        let text = "BEGIN:VCARD\nAGENT:\nBEGIN:VCARD\nBEGIN:VCARD\nEND:VCARD\n";
        assert_eq!(pieces(text).len(), 3, "two unfinished cards");
    }

    #[test]
    fn a_continued_line_is_no_structure() {
        let text = "BEGIN:VCARD\nNOTE:a\n BEGIN:VCARD\n END:VCARD\n TEL:1\nTEL:2\n  3\nEND:VCARD\n";
        assert_eq!(pieces(text), [Piece::Card(card(1, "TEL:2\n  3\n", &[6]))]);
        let text =
            "BEGIN:VCARD\nNOTE;ENCODING=QUOTED-PRINTABLE:a=\nTEL:1=\nTEL:2\nTEL:3\nEND:VCARD\n";
        assert_eq!(pieces(text), [Piece::Card(card(1, "TEL:3\n", &[5]))]);
    }

    #[test]
    fn a_picture_is_not_kept_and_a_large_card_is_read_in_parts() {
        let picture = format!("PHOTO:{}\n {}\n", "x".repeat(1 << 17), "y".repeat(1 << 17));
        let text = format!("BEGIN:VCARD\n{picture}TEL:1\nEND:VCARD\n");
        assert_eq!(pieces(&text), [Piece::Card(card(1, "TEL:1\n", &[4]))]);
        let text = format!("BEGIN:VCARD\n{}END:VCARD\n", "TEL:1\n".repeat(30_000));
        let parts = pieces(&text);
        let telephones = |piece: &Piece| match piece {
            Piece::Card(card) => card.telephones.len(),
            _ => 0,
        };
        assert_eq!((parts.len(), parts.iter().map(telephones).sum::<usize>()), (3, 30_000));
    }
}
