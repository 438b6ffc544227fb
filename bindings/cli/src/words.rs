//! Plain words for what the core gives as data and has no text for.

use callscreen_core::call::Verification;
use callscreen_core::caller::Caller;
use callscreen_core::facts::Facts;
use callscreen_core::lists::{ListWeight, Listing};
use callscreen_core::rules::RuleMatch;
use callscreen_core::verdict::Step;

use crate::output::count;

/// Every step of the ladder, in its order, with the question it asks.
pub(crate) const LADDER: [(Step, &str); 12] = [
    (Step::Emergency, "an emergency service, or soon after an emergency call?"),
    (Step::OwnAllow, "a number you allow?"),
    (Step::OwnBlock, "a number you block?"),
    (Step::Contact, "in your address book?"),
    (Step::OwnPattern, "a number that begins like one of your rules?"),
    (Step::ConversationPartner, "somebody you dialled lately?"),
    (Step::CallCentre, "a known call centre, or a range for sales calls?"),
    (Step::NotGenuine, "a number that cannot be genuine?"),
    (Step::NoNumber, "no number at all?"),
    (Step::RangeCampaign, "one of several strangers from one block of numbers?"),
    (Step::Foreign, "from abroad?"),
    (Step::Stranger, "anybody else"),
];

/// The number shown, or what stands in its place.
pub(crate) fn caller(caller: &Caller) -> String {
    match caller {
        Caller::Subscriber { number } => number.expose(),
        Caller::Emergency { number } | Caller::Short { number } => number.expose(),
        Caller::Alphanumeric => "a name".to_owned(),
        Caller::Withheld => "withheld".to_owned(),
        Caller::Unknown => "unknown".to_owned(),
        Caller::Payphone => "payphone".to_owned(),
        Caller::Unavailable => "unavailable".to_owned(),
        Caller::Unreadable => "unreadable".to_owned(),
    }
}

/// The facts of a decision, each with its name. `time` puts milliseconds since 1970 into words.
pub(crate) fn facts(facts: &Facts, time: impl Fn(i64) -> String) -> Vec<(&'static str, String)> {
    let when = |ms: Option<i64>| ms.map_or_else(|| "never".to_owned(), &time);
    let mut named = vec![("caller", caller(&facts.caller))];
    if let Some(region) = facts.region {
        let place = if facts.foreign { "abroad" } else { "at home" };
        named.push(("region", format!("{region}, {place}")));
    }
    named.extend([
        ("verification", verification(facts.verification).to_owned()),
        ("possible number", yes_no(facts.possible)),
        ("emergency call", when(facts.emergency_call_at_ms)),
    ]);
    if facts.caller.number().is_some() {
        named.extend([
            ("contact", yes_no(facts.contact)),
            ("rule on the number", own_rule(facts.own_number)),
            ("rule on a prefix", own_rule(facts.own_pattern)),
            ("dialled", when(facts.dialled_at_ms)),
            ("lists", listings(&facts.listings)),
            (
                "reserved for sales",
                facts.reserved_for_sales.map_or_else(|| yes_no(false), |region| region.to_string()),
            ),
        ]);
        // The policy may not ask, and somebody known is no stranger.
        if facts.strangers_in_block > 0 {
            let strangers = facts.strangers_in_block;
            named.push(("strangers in its block", format!("{strangers}, itself included")));
        }
    }
    named
}

fn verification(verification: Verification) -> &'static str {
    match verification {
        Verification::NotVerified => "not verified",
        Verification::Passed => "passed",
        Verification::Failed => "failed",
    }
}

fn own_rule(found: Option<RuleMatch>) -> String {
    match found {
        Some(own) => format!("rule {}: {}", own.rule, own.verdict.code()),
        None => "none".to_owned(),
    }
}

fn listings(listings: &[Listing]) -> String {
    if listings.is_empty() {
        return "none".to_owned();
    }
    listings.iter().map(listing).collect::<Vec<_>>().join("\n")
}

fn listing(listing: &Listing) -> String {
    let mut words = match listing.score {
        Some(score) => {
            let reports = count(score.into(), "report", "reports");
            format!("{}: {reports}, {} needed", listing.list, listing.threshold)
        }
        None => format!("{}: in one of its ranges", listing.list),
    };
    match listing.weight {
        ListWeight::Block => {}
        ListWeight::Warn => words.push_str(" (warns only)"),
        ListWeight::Allow => words.push_str(" (vouches for it)"),
    }
    if let Some(category) = listing.category {
        words.push_str("; ");
        words.push_str(category.code());
    }
    if !listing.label.is_empty() {
        words.push_str("; ");
        words.push_str(&listing.label);
    }
    words
}

fn yes_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}
