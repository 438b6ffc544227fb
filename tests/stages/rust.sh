#!/usr/bin/env bash
# Format, lints and all Rust tests. The bindings generator is left out: nothing of ours is in it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# UniFFI copies exported docs into Kotlin and Swift comments as they are, so a comment sign in
# them ends (or, as comments nest there, never ends) the comment.
no_comment_signs_in_docs() {
    ! grep -rnE '(//[/!]|#!?\[doc).*(\*/|/\*)' --include='*.rs' bindings/ffi/src
}

need_rust
cargo fmt --version >/dev/null 2>&1 || missing "rustfmt: rustup component add rustfmt"
cargo clippy --version >/dev/null 2>&1 || missing "clippy: rustup component add clippy"

# A failed property test would note its seed beside its source: nothing is written into the clone.
export PROPTEST_DISABLE_FAILURE_PERSISTENCE=1

cd "$REPO"
check "format" cargo fmt --all --check
check "no comment signs in exported docs" no_comment_signs_in_docs
check "lints" cargo clippy --workspace --exclude uniffi-bindgen --all-targets --locked -- -D warnings
tests "Rust tests" counted_by_cargo cargo test --workspace --exclude uniffi-bindgen --locked --no-fail-fast
