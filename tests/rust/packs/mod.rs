//! Packs: what is built comes back, and nothing else gets in.

mod altered;
mod built_in;
mod refused;
mod round_trip;
mod support;
mod vectors;
