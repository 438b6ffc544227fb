//! How the texts of a schedule look, for docs/policy.schema.json.

use schemars::JsonSchema;

/// `mon-fri 08:00-18:00`.
#[derive(JsonSchema)]
#[schemars(inline)]
pub(crate) struct Window(
    #[schemars(regex(
        pattern = r"^(mon|tue|wed|thu|fri|sat|sun)([,-](mon|tue|wed|thu|fri|sat|sun))* ([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"
    ))]
    #[allow(dead_code, reason = "only its schema is asked for")]
    String,
);

/// `08:00-18:00`.
#[derive(JsonSchema)]
#[schemars(inline)]
pub(crate) struct Hours(
    #[schemars(regex(
        pattern = r"^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"
    ))]
    #[allow(dead_code, reason = "only its schema is asked for")]
    String,
);

/// `2026-12-24` or `12-25`.
#[derive(JsonSchema)]
#[schemars(inline)]
pub(crate) struct Holiday(
    #[schemars(regex(pattern = r"^([0-9]{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"))]
    #[allow(dead_code, reason = "only its schema is asked for")]
    String,
);
