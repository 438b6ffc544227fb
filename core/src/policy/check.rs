//! What the types of the policy cannot say.

use std::ops::RangeInclusive;

use super::Policy;
use crate::error::{Error, Result};
use crate::number::language_codes;
use crate::verdict::Verdict;

/// How far a step may look back: from a day to ten years.
const DAYS: RangeInclusive<u32> = 1..=3650;

impl Policy {
    /// Whether the values make sense: numbers lie within bounds, a block is a power of ten, and a
    /// language is a code.
    pub(crate) fn check(&self) -> Result<()> {
        for (field, value, bounds) in self.bounded() {
            if value.is_some_and(|value| !bounds.contains(&value)) {
                return wrong(field, &words(&bounds));
            }
        }
        let expected = self.expected_call.as_ref();
        if expected.is_some_and(|step| step.verdict == Verdict::Reject) {
            return wrong("expected_call.verdict", "allow or voicemail");
        }
        let campaign = self.range_campaign.as_ref();
        if campaign.is_some_and(|step| ![10, 100, 1_000, 10_000].contains(&step.block_size)) {
            return wrong("range_campaign.block_size", "10, 100, 1000 or 10000");
        }
        let genuine = self.not_genuine.as_ref();
        if genuine.is_some_and(|step| step.impossible == Some(Verdict::Reject)) {
            let expected = "allow, voicemail or null: numbering plans grow";
            return wrong("not_genuine.impossible", expected);
        }
        let repeat = self.repeat_caller.as_ref();
        if repeat.is_some_and(|step| step.min_seconds >= step.max_minutes * 60) {
            let expected = "less than max_minutes";
            return wrong("repeat_caller.min_seconds", expected);
        }
        let persistent = self.persistent_stranger.as_ref();
        if persistent.is_some_and(|step| step.on_days > step.days) {
            return wrong("persistent_stranger.on_days", "no more than days");
        }
        let foreign = self.foreign.as_ref();
        if foreign.is_some_and(|step| !step.spoken_languages.iter().all(|code| is_language(code))) {
            let expected = "languages that a country speaks, by ISO 639: two letters where there \
                            are such (en, not eng), else three (gsw)";
            return wrong("foreign.spoken_languages", expected);
        }
        Ok(())
    }

    /// Every number of the policy that has bounds.
    fn bounded(&self) -> [(&'static str, Option<u32>, RangeInclusive<u32>); 12] {
        let partner = self.conversation_partner.as_ref();
        let spoken = partner.and_then(|step| step.spoken.as_ref());
        let look_alike = self.not_genuine.as_ref().and_then(|step| step.look_alike.as_ref());
        let campaign = self.range_campaign.as_ref();
        let persistent = self.persistent_stranger.as_ref();
        let repeat = self.repeat_caller.as_ref();
        [
            // At least an hour: this step is never off.
            ("emergency.window_hours", Some(self.emergency.window_hours), 1..=720),
            ("conversation_partner.dialled_days", partner.map(|step| step.dialled_days), DAYS),
            ("conversation_partner.spoken.days", spoken.map(|step| step.days), DAYS),
            ("conversation_partner.spoken.seconds", spoken.map(|step| step.seconds), 1..=3600),
            ("not_genuine.look_alike.last_digits", look_alike.map(|step| step.last_digits), 1..=6),
            // One stranger is no campaign.
            ("range_campaign.strangers", campaign.map(|step| step.strangers), 2..=u32::MAX),
            ("range_campaign.days", campaign.map(|step| step.days), DAYS),
            ("persistent_stranger.calls", persistent.map(|step| step.calls), 2..=100),
            ("persistent_stranger.on_days", persistent.map(|step| step.on_days), 1..=31),
            ("persistent_stranger.days", persistent.map(|step| step.days), DAYS),
            ("repeat_caller.min_seconds", repeat.map(|step| step.min_seconds), 1..=3600),
            ("repeat_caller.max_minutes", repeat.map(|step| step.max_minutes), 1..=1440),
        ]
    }
}

fn words(bounds: &RangeInclusive<u32>) -> String {
    match (bounds.start(), bounds.end()) {
        (start, &u32::MAX) => format!("at least {start}"),
        (start, end) => format!("{start} to {end}"),
    }
}

fn wrong(field: &'static str, expected: &str) -> Result<()> {
    Err(Error::PolicyValue { line: None, field, expected: expected.to_owned() })
}

fn is_language(code: &str) -> bool {
    language_codes().any(|known| known == code)
}
