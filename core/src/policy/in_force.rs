//! The policy in memory, read once: no decision reads its text.

use std::sync::{Arc, Mutex, PoisonError};

use super::{Policy, Preset, stored};
use crate::error::Result;
use crate::number::Region;
use crate::store::Reader;

/// The policy of one state of the store, shared by all threads.
#[derive(Default)]
pub(crate) struct PolicyInForce(Mutex<Option<Kept>>);

struct Kept {
    /// What the policy was read from; `None` when the user never set one.
    json: Option<String>,
    policy: Arc<Policy>,
}

impl PolicyInForce {
    /// The policy in the store, or the preset `smartphone` for these regions. It is read anew only if its
    /// text changed since, by this process or another.
    pub(crate) fn get(&self, reader: &Reader<'_>, home: &[Region]) -> Result<Arc<Policy>> {
        let json = stored(reader)?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = kept.as_ref().filter(|kept| kept.json == json) {
            return Ok(Arc::clone(&kept.policy));
        }
        let policy = Arc::new(match &json {
            Some(json) => Policy::from_json(json)?,
            None => Preset::Smartphone.policy(home),
        });
        *kept = Some(Kept { json, policy: Arc::clone(&policy) });
        Ok(policy)
    }
}
