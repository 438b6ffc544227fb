use phonenumber::{Metadata, Type};
use serde::{Deserialize, Serialize};

use super::library::{ask, metadata, parsed};
use super::{E164, country_calling_code};

/// What kind of line a number is, as its numbering plan tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberType {
    /// A mobile phone.
    Mobile,
    /// A fixed line.
    FixedLine,
    /// One of the two; North America's numbers do not tell which.
    FixedLineOrMobile,
    /// The caller pays extra, and the owner earns.
    Premium,
    /// The owner pays for the call.
    TollFree,
    /// Both pay.
    SharedCost,
    /// A telephone on the internet, where the plan has numbers for it.
    Voip,
    /// A number that follows a person from line to line.
    Personal,
    /// A pager.
    Pager,
    /// One number for all branches of a company.
    Uan,
    /// A mailbox.
    Voicemail,
    /// Nothing certain is known; says nothing against the caller.
    Unknown,
}

/// The order in which libphonenumber asks, for patterns overlap.
const BEFORE_LINES: [(Type, NumberType); 8] = [
    (Type::PremiumRate, NumberType::Premium),
    (Type::TollFree, NumberType::TollFree),
    (Type::SharedCost, NumberType::SharedCost),
    (Type::Voip, NumberType::Voip),
    (Type::PersonalNumber, NumberType::Personal),
    (Type::Pager, NumberType::Pager),
    (Type::Uan, NumberType::Uan),
    (Type::Voicemail, NumberType::Voicemail),
];

/// The type of a number. Not for the way of a call: the first question takes tens of milliseconds.
///
/// The crate's own `number_type` forgets leading zeros and takes a pattern that covers the first
/// digits only for a match, so the patterns are asked here, for all digits.
pub fn number_type(number: E164) -> NumberType {
    ask(move || {
        parsed(number)?;
        let code = country_calling_code(number)?;
        let national = number.digits().to_string().split_off(code.to_string().len());
        Some(type_in(metadata(number)?, &national))
    })
    .unwrap_or(NumberType::Unknown)
}

fn type_in(metadata: &Metadata, national: &str) -> NumberType {
    let is = |kind| {
        metadata.descriptors().get(kind).is_some_and(|numbers| {
            let covered = numbers.national_number().find(national).map(|found| found.range());
            numbers.is_match(national) && covered == Some(0..national.len())
        })
    };
    if let Some((_, found)) = BEFORE_LINES.into_iter().find(|&(kind, _)| is(kind)) {
        return found;
    }
    match (is(Type::FixedLine), is(Type::Mobile)) {
        (true, true) => NumberType::FixedLineOrMobile,
        (true, false) => NumberType::FixedLine,
        (false, true) => NumberType::Mobile,
        (false, false) => NumberType::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn type_of(text: &str) -> NumberType {
        number_type(E164::from_e164(text).unwrap())
    }

    #[test]
    fn types_of_every_kind() {
        for (text, expected) in [
            ("+41791234567", NumberType::Mobile),
            ("+41446681800", NumberType::FixedLine),
            ("+12025550143", NumberType::FixedLineOrMobile),
            ("+41900123456", NumberType::Premium),
            ("+41800123456", NumberType::TollFree),
            ("+41840123456", NumberType::SharedCost),
            ("+41878123456", NumberType::Personal),
            ("+41740123456", NumberType::Pager),
            ("+41581234567", NumberType::Uan),
            ("+41860123456789", NumberType::Voicemail),
            ("+3225551234", NumberType::FixedLine),
            ("+80012345678", NumberType::TollFree),
        ] {
            assert_eq!(type_of(text), expected, "{text}");
        }
    }

    #[test]
    fn zeros_at_the_start_are_part_of_the_number() {
        assert_eq!(type_of("+390612345678"), NumberType::FixedLine);
        assert_eq!(type_of("+2250123456789"), NumberType::Mobile);
    }

    #[test]
    fn unknown_rather_than_wrong() {
        // The crate reads +7 8… as another number, and takes an Israeli number with digits to spare
        // for a fixed line.
        for text in ["+78001234567", "+97233142764978", "+999123456789", "+4144668180"] {
            assert_eq!(type_of(text), NumberType::Unknown, "{text}");
        }
    }
}
