//! The policy in memory, read once: no decision reads its text.

use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Policy, Preset, policy_error, stored};
use crate::error::Result;
use crate::number::Region;
use crate::store::Reader;

/// The policy of one state of the store, shared by all threads.
#[derive(Default)]
pub(crate) struct PolicyInForce(Mutex<Option<Kept>>);

struct Kept {
    /// What the policy was read from; `None` when the user never set one.
    json: Option<String>,
    policy: Arc<InForce>,
}

/// A policy that decides calls.
pub(crate) struct InForce {
    policy: Policy,
    text: String,
}

impl InForce {
    /// The policy on one line, as the journal keeps it.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

impl Deref for InForce {
    type Target = Policy;

    fn deref(&self) -> &Policy {
        &self.policy
    }
}

impl PolicyInForce {
    /// The policy in the store, or the preset `smartphone` for these regions. It is read anew only if its
    /// text changed since, by this process or another.
    pub(crate) fn get(&self, reader: &Reader<'_>, home: &[Region]) -> Result<Arc<InForce>> {
        let json = stored(reader)?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = kept.as_ref().filter(|kept| kept.json == json) {
            return Ok(Arc::clone(&kept.policy));
        }
        let policy = match &json {
            Some(json) => Policy::from_json(json)?,
            None => Preset::Smartphone.policy(home),
        };
        let text = serde_json::to_string(&policy).map_err(policy_error(""))?;
        let policy = Arc::new(InForce { policy, text });
        *kept = Some(Kept { json, policy: Arc::clone(&policy) });
        Ok(policy)
    }
}
