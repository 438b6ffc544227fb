//! Ready-made policies, for the people of docs/policy.md.

use std::collections::BTreeMap;

use super::steps::{
    CallCentreStep, ContactStep, ConversationPartnerStep, EmergencyStep, ExpectedCallStep,
    ForeignStep, NoNumberStep, NotGenuineStep, OpeningHours, PersistentStrangerStep,
    RangeCampaignStep, RepeatCallerStep, Spoken, StrangerStep,
};
use super::{Policy, Preset};
use crate::number::{self, Region};
use crate::schedule::Schedule;
use crate::verdict::Verdict::{Allow, Reject, Voicemail};

impl Preset {
    /// The policy for somebody at home in these regions, whose languages they are taken to speak.
    pub fn policy(self, home: &[Region]) -> Policy {
        let smartphone = smartphone(languages_of(home));
        match self {
            Self::Smartphone => smartphone,
            Self::FrontDesk => front_desk(smartphone),
            Self::Reachable => reachable(smartphone),
        }
    }
}

/// The languages of the home regions, each once, in their order.
fn languages_of(home: &[Region]) -> Vec<String> {
    let mut languages = Vec::new();
    for spoken in home.iter().flat_map(|&region| number::languages(region)) {
        if !languages.iter().any(|language| language == spoken.language) {
            languages.push(spoken.language.to_owned());
        }
    }
    languages
}

fn smartphone(spoken_languages: Vec<String>) -> Policy {
    Policy {
        version: Policy::VERSION,
        name: Preset::Smartphone.name().to_owned(),
        // Rescuers call back within two days, from any number.
        emergency: EmergencyStep { window_hours: 48 },
        expected_call: Some(ExpectedCallStep { verdict: Allow }),
        contact: ContactStep { verdict: Allow, busy: None },
        conversation_partner: Some(ConversationPartnerStep {
            verdict: Allow,
            dialled_days: 30,
            // Longer than it takes to get rid of a call centre.
            spoken: Some(Spoken { days: 30, seconds: 60 }),
        }),
        call_centre: Some(CallCentreStep { verdict: Reject, reserved_ranges: true }),
        not_genuine: Some(NotGenuineStep {
            verification_failed: Some(Voicemail),
            own_number: Some(Voicemail),
            impossible: Some(Voicemail),
            look_alike: None,
        }),
        no_number: Some(NoNumberStep {
            withheld: Voicemail,
            unknown: Voicemail,
            payphone: Voicemail,
            unavailable: Voicemail,
        }),
        // Robots that try out whole number ranges get nowhere.
        range_campaign: Some(RangeCampaignStep {
            verdict: Reject,
            strangers: 3,
            block_size: 100,
            days: 7,
        }),
        persistent_stranger: None,
        repeat_caller: None,
        foreign: Some(ForeignStep {
            countries: BTreeMap::new(),
            verdict: Some(Voicemail),
            unspoken_language: Some(Voicemail),
            spoken_languages,
        }),
        stranger: StrangerStep { verdict: Voicemail, opening_hours: None },
    }
}

fn front_desk(smartphone: Policy) -> Policy {
    Policy {
        name: Preset::FrontDesk.name().to_owned(),
        conversation_partner: Some(ConversationPartnerStep {
            verdict: Allow,
            // An offer is answered within a quarter of a year.
            dialled_days: 90,
            spoken: Some(Spoken { days: 90, seconds: 60 }),
        }),
        // Who will not say who they are had their chances with the voicemail.
        persistent_stranger: Some(PersistentStrangerStep {
            verdict: Reject,
            calls: 4,
            on_days: 2,
            days: 14,
        }),
        ..smartphone
    }
}

fn reachable(smartphone: Policy) -> Policy {
    let weekdays = "mon-fri 08:00-18:00".parse().ok();
    let times = Schedule { windows: weekdays.into_iter().collect(), ..Schedule::default() };
    Policy {
        name: Preset::Reachable.name().to_owned(),
        conversation_partner: Some(ConversationPartnerStep {
            verdict: Allow,
            dialled_days: 180,
            spoken: Some(Spoken { days: 180, seconds: 60 }),
        }),
        // The people of one customer share a block too: they may leave a message.
        range_campaign: Some(RangeCampaignStep {
            verdict: Voicemail,
            strangers: 5,
            block_size: 100,
            days: 7,
        }),
        // Out of hours, who rings again has a reason.
        repeat_caller: Some(RepeatCallerStep { verdict: Allow, min_seconds: 30, max_minutes: 15 }),
        foreign: smartphone.foreign.map(|step| ForeignStep { verdict: None, ..step }),
        stranger: StrangerStep {
            verdict: Voicemail,
            opening_hours: Some(OpeningHours { times, verdict: Allow }),
        },
        ..smartphone
    }
}
