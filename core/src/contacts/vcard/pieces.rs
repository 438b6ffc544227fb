//! Cuts an address book into its cards.

/// One stretch of the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Card(Card),
    /// A card without an end.
    Unfinished {
        line: u64,
    },
    /// Text that belongs to no card.
    Outside {
        line: u64,
    },
}

/// A card from its first to its last line, without the card of an agent inside it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Card {
    /// The line where it begins.
    pub(super) line: u64,
    pub(super) text: String,
    /// The lines of its telephone numbers.
    pub(super) telephones: Vec<u64>,
}

impl Card {
    fn begin(line: u64) -> Self {
        Self { line, text: "BEGIN:VCARD\n".to_owned(), telephones: Vec::new() }
    }

    fn push(&mut self, line: u64, text: &str) {
        if name_and_value(text).is_some_and(|(name, _)| name.eq_ignore_ascii_case("TEL")) {
            self.telephones.push(line);
        }
        self.text.push_str(text);
    }
}

/// Cuts the file into cards, so that a broken one neither swallows its neighbours nor loses its line.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    // More than one only where a card holds another: version 2.1 writes the card of an agent so.
    let mut open: Vec<Card> = Vec::new();
    let mut agent_follows = false;
    for (line, full) in (1_u64..).zip(text.split_inclusive('\n')) {
        // A line that begins with a blank continues the one before, whatever it says.
        let content = full.trim_end();
        if content.eq_ignore_ascii_case("BEGIN:VCARD") {
            if !agent_follows {
                pieces.extend(open.drain(..).map(|card| Piece::Unfinished { line: card.line }));
            }
            open.push(Card::begin(line));
        } else if content.eq_ignore_ascii_case("END:VCARD") {
            pieces.push(match open.pop() {
                Some(mut card) => {
                    card.push(line, full);
                    Piece::Card(card)
                }
                None => Piece::Outside { line },
            });
        } else if let Some(card) = open.last_mut() {
            card.push(line, full);
            let agent = agent(content);
            if agent == Some(Agent::Begins) {
                open.push(Card::begin(line));
            }
            // Blank lines may stand between the agent and its card.
            agent_follows = agent == Some(Agent::Follows) || agent_follows && content.is_empty();
            continue;
        } else if !content.trim().is_empty() {
            pieces.push(Piece::Outside { line });
        }
        agent_follows = false;
    }
    pieces.extend(open.into_iter().map(|card| Piece::Unfinished { line: card.line }));
    pieces
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
    use super::*;

    fn card(line: u64, text: &str, telephones: &[u64]) -> Piece {
        Piece::Card(Card { line, text: text.to_owned(), telephones: telephones.to_vec() })
    }

    #[test]
    fn a_broken_card_costs_neither_its_neighbours_nor_its_line() {
        let text = "BEGIN:VCARD\nTEL:1\nBEGIN:VCARD\nTEL:2\nEND:VCARD\njunk\nbegin:vcard\n";
        assert_eq!(
            pieces(text),
            [
                Piece::Unfinished { line: 1 },
                card(3, "BEGIN:VCARD\nTEL:2\nEND:VCARD\n", &[4]),
                Piece::Outside { line: 6 },
                Piece::Unfinished { line: 7 },
            ]
        );
    }

    #[test]
    fn a_card_inside_a_card_is_a_card_of_its_own() {
        for agent in ["AGENT:\nBEGIN:VCARD\n", "X.Agent;X=Y:\n\nBEGIN:VCARD\n"] {
            let text =
                format!("BEGIN:VCARD\n{agent}TEL:1\nEND:VCARD\nitem1.tel;HOME:2\nEND:VCARD\n");
            let [Piece::Card(inner), Piece::Card(outer)] = &pieces(&text)[..] else { panic!() };
            assert_eq!(inner.text, "BEGIN:VCARD\nTEL:1\nEND:VCARD\n");
            assert!(outer.text.ends_with("item1.tel;HOME:2\nEND:VCARD\n"), "{}", outer.text);
            assert_eq!((outer.line, outer.telephones.len()), (1, 1));
        }
        let text = "BEGIN:VCARD\nAGENT: begin:vcard\nEND:VCARD\nTEL:2\nEND:VCARD\n";
        assert_eq!(pieces(text).len(), 2);
        let text = "BEGIN:VCARD\nAGENT:\nBEGIN:VCARD\nBEGIN:VCARD\nEND:VCARD\n";
        assert_eq!(pieces(text).len(), 3, "two unfinished cards");
    }

    #[test]
    fn a_continued_line_is_no_structure() {
        let text = "BEGIN:VCARD\nNOTE:a\n BEGIN:VCARD\n END:VCARD\n TEL:1\nTEL:2\nEND:VCARD\n";
        assert_eq!(pieces(text), [card(1, text, &[6])]);
    }
}
