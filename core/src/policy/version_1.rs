//! Policies as version 1 wrote them: fewer steps, with fewer settings.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::steps::{
    CallCentreStep, ContactStep, ConversationPartnerStep, EmergencyStep, ExpectedCallStep,
    ForeignStep, NoNumberStep, NotGenuineStep, RangeCampaignStep, StrangerStep,
};
use super::{Policy, nullable};
use crate::verdict::Verdict;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PolicyV1 {
    #[serde(rename = "version")]
    _version: u32,
    name: String,
    emergency: EmergencyStep,
    contact: OnlyVerdict,
    #[serde(deserialize_with = "nullable")]
    conversation_partner: Option<PartnerV1>,
    #[serde(deserialize_with = "nullable")]
    call_centre: Option<CallCentreStep>,
    #[serde(deserialize_with = "nullable")]
    not_genuine: Option<OnlyVerdict>,
    #[serde(deserialize_with = "nullable")]
    no_number: Option<NoNumberStep>,
    #[serde(deserialize_with = "nullable")]
    range_campaign: Option<RangeCampaignStep>,
    #[serde(deserialize_with = "nullable")]
    foreign: Option<ForeignV1>,
    stranger: OnlyVerdict,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OnlyVerdict {
    verdict: Verdict,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartnerV1 {
    verdict: Verdict,
    days: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ForeignV1 {
    verdict: Verdict,
    unspoken_language: Verdict,
    spoken_languages: Vec<String>,
}

impl From<PolicyV1> for Policy {
    /// What version 1 did not know is off, but for the call that a user says to expect.
    fn from(old: PolicyV1) -> Self {
        Self {
            version: Self::VERSION,
            name: old.name,
            emergency: old.emergency,
            expected_call: Some(ExpectedCallStep { verdict: Verdict::Allow }),
            contact: ContactStep { verdict: old.contact.verdict, busy: None },
            conversation_partner: old.conversation_partner.map(|step| ConversationPartnerStep {
                verdict: step.verdict,
                dialled_days: step.days,
                spoken: None,
            }),
            call_centre: old.call_centre,
            not_genuine: old.not_genuine.map(|step| NotGenuineStep {
                verification_failed: Some(step.verdict),
                own_number: Some(step.verdict),
                // A number is not rejected for being invalid alone: numbering plans grow.
                impossible: Some(step.verdict.min(Verdict::Voicemail)),
                look_alike: None,
            }),
            no_number: old.no_number,
            range_campaign: old.range_campaign,
            persistent_stranger: None,
            repeat_caller: None,
            foreign: old.foreign.map(|step| ForeignStep {
                countries: BTreeMap::new(),
                verdict: Some(step.verdict),
                unspoken_language: Some(step.unspoken_language),
                spoken_languages: step.spoken_languages,
            }),
            stranger: StrangerStep { verdict: old.stranger.verdict, opening_hours: None },
        }
    }
}
