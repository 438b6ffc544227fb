//! What a reason in the journal shows about the facts of its call.

use crate::facts::Facts;
use crate::journal::JournalEntry;
use crate::lists::{ListWeight, Listing};
use crate::marks::Opinion;
use crate::partners::Conversation;
use crate::rules::RuleMatch;
use crate::verdict::{Reason, Step};

/// The facts of today less what was not there yet at that moment: whom the user dialled later, what was
/// expected later.
pub(super) fn no_later_than(facts: &mut Facts, at_ms: i64) {
    facts.emergency_call_at_ms = facts.emergency_call_at_ms.filter(|&then| then <= at_ms);
    facts.dialled_at_ms = facts.dialled_at_ms.filter(|&then| then <= at_ms);
    // A conversation begins with the call in which it was.
    facts.spoken = facts.spoken.filter(|spoken| spoken.at_ms < at_ms);
    // Until when something was expected is known, but not since when.
    facts.expected_until_ms = None;
    facts.anybody_expected_until_ms = None;
    facts.paused_until_ms = None;
}

/// The facts as the entry shows that they were, whatever has changed since.
pub(super) fn as_shown_by(facts: &mut Facts, entry: &JournalEntry) {
    no_later_than(facts, entry.at.unix_ms);
    steps_passed(facts, entry.reason.step());
    step_that_decided(facts, entry);
}

/// A step that is never off passed if one below it decided.
fn steps_passed(facts: &mut Facts, decided: Option<Step>) {
    let Some(decided) = decided else { return };
    let passed = |step| decided > step;
    if passed(Step::Emergency) {
        facts.emergency_call_at_ms = None;
    }
    if passed(Step::OwnBlock) {
        facts.own_number = None;
        facts.mark = None;
    }
    if passed(Step::Contact) {
        facts.contact = None;
    }
    if passed(Step::OwnPattern) {
        facts.own_pattern = None;
    }
}

fn step_that_decided(facts: &mut Facts, entry: &JournalEntry) {
    let at_ms = entry.at.unix_ms;
    let until_after = Some(at_ms.saturating_add(1));
    let rule = |rule| Some(RuleMatch { rule, verdict: entry.verdict });
    match &entry.reason {
        Reason::AfterEmergencyCall => {
            facts.emergency_call_at_ms = facts.emergency_call_at_ms.or(Some(at_ms));
        }
        Reason::OwnAllow { rule: id } | Reason::OwnBlock { rule: id } => {
            facts.own_number = rule(*id);
            facts.mark = None;
        }
        Reason::MarkedFine => facts.mark = Some(Opinion::Fine),
        Reason::MarkedCallCentre { category } => {
            facts.mark = Some(Opinion::CallCentre { category: *category });
        }
        Reason::ExpectedCall { anybody: false } => facts.expected_until_ms = until_after,
        Reason::ExpectedCall { anybody: true } => facts.anybody_expected_until_ms = until_after,
        Reason::Contact | Reason::BusyContact => {
            facts.contact.get_or_insert_default();
        }
        Reason::OwnPattern { rule: id } => facts.own_pattern = rule(*id),
        Reason::ConversationPartner => facts.dialled_at_ms = facts.dialled_at_ms.or(Some(at_ms)),
        Reason::SpokenWith => {
            let spoken = Conversation { at_ms, seconds: u32::MAX };
            facts.spoken = facts.spoken.or(Some(spoken));
        }
        Reason::ListedCallCentre { list } => {
            let counts = |listing: &&Listing| listing.list == *list && listing.reaches_threshold();
            if !facts.listings.iter().any(|listing| counts(&listing)) {
                facts.listings.push(Listing {
                    list: list.clone(),
                    score: None,
                    threshold: 1,
                    weight: ListWeight::Block,
                    category: None,
                    label: String::new(),
                    valid_from_ms: None,
                });
            }
        }
        Reason::Paused => facts.paused_until_ms = until_after,
        // What these say is in the call itself, or is learnt again from the calls before.
        Reason::EmergencyNumber
        | Reason::ReservedForSales { .. }
        | Reason::VerificationFailed
        | Reason::OwnNumber
        | Reason::LookAlike { .. }
        | Reason::ImpossibleNumber
        | Reason::Withheld
        | Reason::UnknownNumber
        | Reason::Payphone
        | Reason::Unavailable
        | Reason::RangeCampaign { .. }
        | Reason::PersistentStranger { .. }
        | Reason::RepeatCaller { .. }
        | Reason::CountryRule { .. }
        | Reason::UnspokenLanguage { .. }
        | Reason::Foreign { .. }
        | Reason::Stranger
        | Reason::OpeningHours
        | Reason::OutOfHours
        | Reason::Fault => {}
    }
}
