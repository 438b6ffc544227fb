//! The core as UniFFI sees it: mirrors of its types and one object, no logic.
uniffi::setup_scaffolding!();
