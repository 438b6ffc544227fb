//! Which column holds the numbers: the header tells, or else the rows below it.

use super::records::Record;
use crate::lists::import::ListFormat;
use crate::lists::import::row::is_number;
use crate::number::Region;

/// Headers seen over the number, in the order to prefer them.
const NUMBER: [&str; 27] = [
    "phone",
    "phone number",
    "number",
    "pattern",
    "company phone number",
    "caller id number",
    "phone 1 number",
    "tel",
    "tel nr",
    "telephone",
    "telephone number",
    "telefon",
    "telefonnummer",
    "rufnummer",
    "nummer",
    "numero",
    "numéro",
    "téléphone",
    "numéro de téléphone",
    "mobile",
    "mobile number",
    "mobil",
    "mobilnummer",
    "handy",
    "handynummer",
    "natel",
    "prefix",
];
/// Headers seen over a count of reports or votes.
const SCORE: [&str; 6] = ["votes", "count", "reports", "score", "anzahl", "meldungen"];
/// How many rows may stand before the header, such as a title.
const TITLES: usize = 3;

/// Headers seen over the words that describe a number.
const LABEL: [&str; 11] = [
    "name",
    "label",
    "description",
    "comment",
    "reason",
    "remark",
    "note",
    "notes",
    "bemerkung",
    "kommentar",
    "grund",
];
/// Headers seen over what the calls are about.
const CATEGORY: [&str; 4] = ["category", "rating", "subject", "type of call or messge"];
/// Headers seen over the time of a report, the latest one first.
const DAY: [&str; 9] = [
    "last seen",
    "lastactivity",
    "last activity",
    "created date",
    "issue date",
    "date of issue",
    "ticket created",
    "date",
    "violation date",
];
/// Headers seen over what is to become of a number.
const ACTION: [&str; 6] = ["action", "list", "type", "typ", "isblacklist", "is blacklist"];
/// Those under which nothing stands but what is to become of a number.
const ACTIONS_ONLY: [&str; 3] = ["action", "isblacklist", "is blacklist"];
/// Headers that only `SpamBlocker` has.
const SPAM_BLOCKER: [&str; 4] = ["isblacklist", "patternflags", "blocktype", "importance"];

/// Where the columns are.
pub(in crate::lists::import) struct Columns {
    pub(super) format: ListFormat,
    pub(super) number: usize,
    /// Others with numbers of the same caller.
    pub(super) more_numbers: Vec<usize>,
    pub(super) score: Option<usize>,
    pub(super) label: Option<usize>,
    pub(super) category: Option<usize>,
    pub(super) day: Option<usize>,
    pub(super) action: Option<usize>,
    /// A word in the column of actions that is not known is no kind of call.
    pub(super) actions_only: bool,
    /// For what a rule of `SpamBlocker` is.
    pub(super) flags: Option<usize>,
    /// How its pattern is compared.
    pub(super) pattern_flags: Option<usize>,
    /// When it holds.
    pub(super) schedule: Option<usize>,
    /// On which line.
    pub(super) sim_slot: Option<usize>,
    /// The column of numbers holds beginnings of numbers.
    pub(super) beginnings: bool,
    /// The column of numbers may hold regular expressions.
    pub(super) expressions: bool,
    /// How many of the rows stand above the data.
    pub(super) headers: usize,
}

impl Columns {
    fn without_header(number: usize) -> Self {
        Self {
            format: ListFormat::Table,
            number,
            more_numbers: Vec::new(),
            score: None,
            label: None,
            category: None,
            day: None,
            action: None,
            actions_only: false,
            flags: None,
            pattern_flags: None,
            schedule: None,
            sim_slot: None,
            beginnings: false,
            expressions: false,
            headers: 0,
        }
    }

    /// The columns of a record whose fields have names of their own. `None` when none is a number's.
    pub(in crate::lists::import) fn of_keys(keys: &Record) -> Option<Self> {
        let names = names(keys);
        let number = position(&names, &NUMBER)?;
        Some(Self::named(&names, number, 0))
    }

    /// The columns under these names.
    fn named(names: &[String], number: usize, headers: usize) -> Self {
        let header = names.get(number).map(String::as_str).unwrap_or_default();
        let has = |name: &str| names.iter().any(|header| header == name);
        let spam_blocker = SPAM_BLOCKER.iter().any(|name| has(name));
        let format = match header {
            // These names alone could be anybody's, and what is said of the agencies' lists with them.
            "company phone number" if has("violation date") => ListFormat::FtcComplaints,
            "caller id number" if has("issue date") || has("date of issue") => {
                ListFormat::FccComplaints
            }
            "pattern" if spam_blocker => ListFormat::SpamBlockerRules,
            "pattern" if has("creationtimestamp") => ListFormat::CallBlockerTable,
            _ => ListFormat::Table,
        };
        // A name that was taken for the number's is none for a label.
        let other =
            |names_known: &[&str]| position(names, names_known).filter(|&found| found != number);
        let action = other(&ACTION);
        let header_of = |column: usize| names.get(column).map(String::as_str).unwrap_or_default();
        Self {
            format,
            number,
            more_numbers: Vec::new(),
            score: other(&SCORE),
            label: other(&LABEL),
            category: other(&CATEGORY),
            day: other(&DAY),
            action,
            actions_only: action.is_some_and(|column| ACTIONS_ONLY.contains(&header_of(column))),
            flags: other(&["flags"]).filter(|_| spam_blocker),
            pattern_flags: other(&["patternflags"]).filter(|_| spam_blocker),
            schedule: other(&["schedule"]).filter(|_| spam_blocker),
            sim_slot: other(&["simslot"]).filter(|_| spam_blocker),
            beginnings: header == "prefix",
            expressions: header == "pattern",
            headers,
        }
    }
}

/// Finds the columns by the first rows. `None` when no column holds numbers.
pub(super) fn find(rows: &[&Record], home: &[Region]) -> Option<Columns> {
    let title = |row: &Record| !row.iter().any(|field| is_number(field, home));
    let titles = rows.iter().take_while(|row| title(row)).take(TITLES).count();
    // The first row is looked at even if some field of it reads as a number.
    for (place, header) in rows.iter().enumerate().take(titles.max(1)) {
        if let Some(columns) = known(header, place, rows.get(place + 1..)?, home) {
            return Some(columns);
        }
    }
    let (first, below) = rows.split_first()?;
    let number_at = |column: &usize| first.get(*column).is_some_and(|field| is_number(field, home));
    let number = judge(rows, home)
        .or_else(|| judge(below, home))
        .or_else(|| (0..first.len()).find(number_at))?;
    if number_at(&number) {
        return Some(Columns::without_header(number));
    }
    // A header that is not known: only what is written as people write numbers is taken for one, for
    // the column may hold ids, or a number within a sentence.
    let written = |row: &&Record| row.get(number).is_some_and(is_written_as_number);
    below.iter().any(written).then(|| Columns::named(&names(first), number, 1))
}

/// The columns, if this row is a header that is known.
fn known(header: &Record, place: usize, below: &[&Record], home: &[Region]) -> Option<Columns> {
    let names = names(header);
    let found = |name: &&str| names.iter().position(|header| header == name);
    let columns: Vec<usize> = NUMBER.iter().filter_map(found).collect();
    let numbers_at = |column: usize| Votes::of(below, column, home);
    // `Number` may well count the rows, with the phone number beside it.
    let filled = |&&column: &&usize| numbers_at(column).numbers > 0;
    let qualified: Vec<usize> = (0..names.len()).filter(|&at| is_phone(&names[at])).collect();
    let columns: Vec<usize> = columns.into_iter().chain(qualified.iter().copied()).collect();
    let number = *columns.iter().find(filled).or(columns.first())?;
    let found = Columns::named(&names, number, place + 1);
    if !is_phone(&names[number]) {
        return Some(found);
    }
    let more = qualified.into_iter().filter(|&at| {
        let votes = numbers_at(at);
        at != number && votes.numbers > votes.against
    });
    Some(Columns { more_numbers: more.collect(), ..found })
}

/// Whether the header is one of those that stand over several columns, each with a number of the same
/// caller: `Phone 1 - Value`, `Home Phone`, `Mobile`.
fn is_phone(name: &str) -> bool {
    const PHONES: [&str; 10] = [
        "phone",
        "number",
        "tel",
        "telephone",
        "telefon",
        "mobile",
        "mobil",
        "handy",
        "natel",
        "téléphone",
    ];
    const WHICH: [&str; 11] = [
        "home", "work", "business", "mobile", "private", "privat", "main", "primary", "other",
        "value", "number",
    ];
    let which = |word: &&str| WHICH.contains(word) || word.parse::<u8>().is_ok();
    let words: Vec<&str> = name.split(' ').collect();
    let phone = words
        .iter()
        .position(|word| PHONES.contains(word) && *word != "mobile" && *word != "number");
    match phone.or_else(|| words.iter().position(|word| PHONES.contains(word))) {
        Some(phone) => words.iter().enumerate().all(|(at, word)| at == phone || which(word)),
        None => false,
    }
}

/// The headers in one spelling: `Phone_Number` and `phone-number` are the same.
fn names(header: &Record) -> Vec<String> {
    let words = |field: &str| {
        let lower = field.to_lowercase();
        let words = lower.split(|character: char| !character.is_alphanumeric());
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    header.iter().map(words).collect()
}

fn position(headers: &[String], names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| headers.iter().position(|header| header == name))
}

/// What the rows say for a column. Of two columns full of numbers, such as a date without its dashes
/// beside a phone number, the one with plus signs and leading zeros is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Votes {
    numbers: usize,
    prefixed: usize,
    /// Not counting empty fields.
    against: usize,
}

impl Votes {
    fn of(rows: &[&Record], column: usize, home: &[Region]) -> Self {
        let mut votes = Self { numbers: 0, prefixed: 0, against: 0 };
        for field in rows.iter().filter_map(|row| row.get(column)) {
            if is_number(field, home) {
                votes.numbers += 1;
                votes.prefixed += usize::from(is_written_as_number(field));
            } else if !field.trim().is_empty() {
                votes.against += 1;
            }
        }
        votes
    }
}

/// The column in which most fields are numbers; the first of equals.
fn judge(rows: &[&Record], home: &[Region]) -> Option<usize> {
    let width = rows.iter().map(|row| row.len()).max()?;
    let votes = (0..width).map(|column| (Votes::of(rows, column, home), column));
    let won = votes.filter(|(votes, _)| votes.numbers > votes.against);
    won.max_by_key(|&(votes, column)| (votes, std::cmp::Reverse(column))).map(|(_, column)| column)
}

/// Digits with a plus sign or a zero before them, and no letter.
fn is_written_as_number(field: &str) -> bool {
    let first = field.chars().find(|character| !" '\"=(".contains(*character));
    matches!(first, Some('+' | '0')) && !field.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(rows: &[&[&str]]) -> Option<(usize, Option<usize>, usize)> {
        let home = [Region::from_code("CH").unwrap()];
        let rows: Vec<Record> = rows.iter().map(|row| Record::from(*row)).collect();
        let found = find(&rows.iter().collect::<Vec<_>>(), &home)?;
        Some((found.number, found.score, found.headers))
    }

    #[test]
    fn a_known_header_counts_whatever_its_rows_hold() {
        assert_eq!(columns(&[&["votes", "phone"], &["1", "junk"]]), Some((1, Some(0), 1)));
        assert_eq!(columns(&[&["Phone-Number"]]), Some((0, None, 1)));
        assert_eq!(columns(&[&["My list"], &["who", "Tel."]]), Some((1, None, 2)));
        let counted: [&[&str]; 2] = [&["Number", "Handy"], &["1", "079 555 01 01"]];
        assert_eq!(columns(&counted), Some((1, None, 1)));
    }

    #[test]
    fn without_a_known_header_the_rows_decide() {
        let number = "061 555 01 01";
        assert_eq!(columns(&[&["who", "Fon"], &["A", number]]), Some((1, None, 1)));
        assert_eq!(
            columns(&[&["Fon", "votes"], &["", "3"], &[number, "3"]]),
            Some((0, Some(1), 1))
        );
        assert_eq!(columns(&[&["A", number], &["B", "junk"]]), Some((1, None, 0)));
        assert_eq!(columns(&[&["A", number], &["B", "junk"], &["C", "-"]]), Some((1, None, 0)));
        assert_eq!(columns(&[&["n", "x"], &["20261121", number]]), Some((1, None, 1)));
        assert_eq!(columns(&[&["A", "B"], &["C", "D"]]), None);
        assert_eq!(columns(&[]), None);
    }
}
