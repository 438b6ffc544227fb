//! What was known of a caller when the call came, as the journal keeps it: a replay asks no table of
//! today.

use serde_json::{Map, Value};

use super::Attempts;
use crate::call::Verification;
use crate::caller::Caller;
use crate::error::Result;
use crate::facts::Facts;

/// The facts as JSON, but for what is learnt again from the calls before. What is as for anybody of
/// whom nothing is known is left out: of most strangers that is nearly all.
pub(super) fn text(facts: &Facts) -> Result<String> {
    let Facts { caller, verification, .. } = *facts;
    let own = Facts {
        strangers_in_block: 0,
        attempts: Attempts::default(),
        redial: None,
        ..facts.clone()
    };
    let unknown = fields(&Facts::unknown(caller, verification))?;
    let mut known = fields(&own)?;
    known.retain(|name, value| unknown.get(name) != Some(value));
    super::json(&known)
}

/// The facts that such a text tells of a call's caller.
pub(super) fn read(text: &str, caller: Caller, verification: Verification) -> Result<Facts> {
    let mut all = fields(&Facts::unknown(caller, verification))?;
    let known: Map<String, Value> = serde_json::from_str(text).map_err(unreadable)?;
    all.extend(known);
    serde_json::from_value(Value::Object(all)).map_err(unreadable)
}

fn fields(facts: &Facts) -> Result<Map<String, Value>> {
    match serde_json::to_value(facts) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Ok(Map::new()),
        Err(error) => Err(super::unwritable(error)),
    }
}

// By value, as `map_err` hands it over.
#[allow(clippy::needless_pass_by_value)]
fn unreadable(error: serde_json::Error) -> crate::error::Error {
    super::unreadable_column(0, &error).into()
}
