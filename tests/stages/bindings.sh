# shellcheck shell=bash
# The library for this machine and the Kotlin sources for it. Sourced by the stages.

# make_library: leaves
#   $WORK       a folder of this run's own, deleted at its end
#   $LIBRARY    the folder with libcallscreen.so
make_library() {
    need_rust
    WORK=$(mktemp -d "$CARGO_TARGET_DIR/callscreen.XXXXXX")
    trap 'rm -rf "$WORK"' EXIT
    LIBRARY=$WORK/lib
    mkdir "$LIBRARY"
    need "building the library" build_library
}

# make_bindings kotlin: make_library, and leaves
#   $BINDINGS   the folder with the generated sources
make_bindings() {
    make_library
    BINDINGS=$WORK/bindings
    mkdir "$BINDINGS"
    need "generating the $1 bindings" generate_bindings "$1"
}

# The copy stays as it is when another run builds into the same target folder.
build_library() {
    cargo build -p callscreen-ffi --locked &&
        cp "$CARGO_TARGET_DIR/debug/$(library_name)" "$LIBRARY/"
}

library_name() { if [[ $(uname) == Darwin ]]; then echo libcallscreen.dylib; else echo libcallscreen.so; fi; }

# In the dev profile: the generator takes minutes longer to build in release. Unformatted: a
# formatter that is on one machine but not on the other would change the result.
generate_bindings() {
    cargo run -p uniffi-bindgen --locked -- generate "$LIBRARY/$(library_name)" \
        --language "$1" --out-dir "$BINDINGS" --no-format --config bindings/uniffi-bindgen/bindgen.toml
}
