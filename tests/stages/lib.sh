# shellcheck shell=bash
# Helpers of the stages. Sourced by tests/run and by every stage, never run.

REPO=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
CACHE=${CALLSCREEN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/callscreen}
mkdir -p "$CACHE"
# A path with `..` or a link in it would not be the same path inside of a Debian root.
CACHE=$(cd "$CACHE" && pwd -P)
# One for each clone: cargo goes by time stamps and would take another clone's results for ours.
: "${CARGO_TARGET_DIR:=$CACHE/target-$(cksum <<<"$REPO" | cut -d ' ' -f 1)}"
mkdir -p "$CARGO_TARGET_DIR"
CARGO_TARGET_DIR=$(cd "$CARGO_TARGET_DIR" && pwd -P)
export CARGO_TARGET_DIR
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never}
# tests/run hands a file to its stages; a stage that is started by hand counts for nobody.
RESULTS=${CALLSCREEN_RESULTS:-/dev/null}

# --- Counting -----------------------------------------------------------------

say() { printf '%s\n' "$*"; }

# count passed|failed N
count() { if (($2 > 0)); then say "$1 $2" >>"$RESULTS"; fi; }

# The one line for a stage that cannot run; ends the stage.
missing() {
    say "cannot run: $*"
    count failed 1
    exit 1
}

# check NAME COMMAND...: one test that passes if the command does. Never ends the stage.
check() {
    local name=$1 start=$SECONDS
    shift
    say "-- $name"
    if "$@"; then
        count passed 1
        say "ok $name ($((SECONDS - start)) s)"
    else
        count failed 1
        say "FAILED $name ($((SECONDS - start)) s)"
    fi
}

# need NAME COMMAND...: what the rest of the stage is built on. Counts only when it fails.
need() {
    local name=$1 start=$SECONDS
    shift
    say "-- $name"
    if ! "$@"; then
        count failed 1
        say "FAILED $name ($((SECONDS - start)) s)"
        exit 1
    fi
    say "   done ($((SECONDS - start)) s)"
}

# tests NAME COUNTER COMMAND...: the output is shown and given to COUNTER, which prints
# "PASSED FAILED". A command that fails without a failed test (it did not compile) counts as one.
tests() {
    local name=$1 counter=$2 start=$SECONDS log status=0 passed failed
    shift 2
    say "-- $name"
    log=$(mktemp)
    "$@" 2>&1 | tee "$log" || status=1
    read -r passed failed < <("$counter" "$log")
    rm -f "$log"
    if ((failed == 0 && (status != 0 || passed == 0))); then
        failed=1
    fi
    count passed "$passed"
    count failed "$failed"
    say "   $passed passed, $failed failed ($((SECONDS - start)) s)"
}

# `test result: ok. 3 passed; 0 failed; 0 ignored; ...`, one line for each test program.
counted_by_cargo() {
    awk '/^test result: / {
             for (i = 2; i <= NF; i++) {
                 if ($i ~ /^passed/) passed += $(i - 1)
                 if ($i ~ /^failed/) failed += $(i - 1)
             }
         }
         END { print passed + 0, failed + 0 }' "$1"
}

# `Tests run: 3, Failures: 0, Errors: 0, Skipped: 0`: surefire prints one line for each class
# (with `-- in` or a time) and one for the sum of the module. Only the sums count.
counted_by_surefire() {
    awk '/Tests run: [0-9]+, Failures: [0-9]+, Errors: [0-9]+/ && !/ Time elapsed: / {
             sub(/.*Tests run: /, ""); gsub(/[^0-9]+/, " "); split($0, n, " ")
             failed += n[2] + n[3]; passed += n[1] - n[2] - n[3] - n[4]
         }
         END { print passed + 0, failed + 0 }' "$1"
}

# `ok NAME` and `FAILED NAME`, as the Swift checks print them.
counted_by_name() {
    awk '/^ok / { passed++ } /^FAILED / { failed++ } END { print passed + 0, failed + 0 }' "$1"
}

# --- The machine --------------------------------------------------------------

have() { command -v "$1" >/dev/null 2>&1; }

can_be_root() { [[ $EUID == 0 ]] || sudo -n true 2>/dev/null; }

as_root() { if [[ $EUID == 0 ]]; then "$@"; else sudo -n -E "$@"; fi; }

# install_packages PACKAGE...: from the machine's own distribution; fails where that is not possible.
install_packages() {
    have apt-get && can_be_root || return 1
    # Two runs at once: the second waits for the first one's package manager.
    local apt=(apt-get -q -y -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3)
    say "   apt-get install $*"
    as_root env DEBIAN_FRONTEND=noninteractive "${apt[@]}" install --no-install-recommends "$@" >/dev/null 2>&1 ||
        { as_root "${apt[@]}" update >/dev/null 2>&1 &&
            as_root env DEBIAN_FRONTEND=noninteractive "${apt[@]}" install --no-install-recommends "$@"; }
}

# need_tool COMMAND PACKAGE...: there, or installed, or the end of the stage.
need_tool() {
    local tool=$1
    shift
    have "$tool" && return
    install_packages "$@" || true
    have "$tool" || missing "$tool (package $*)"
}

need_rust() {
    have cargo || missing "cargo: install Rust $(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$REPO/Cargo.toml") or newer"
}

# --- Debian roots ---------------------------------------------------------------
# A folder with a small Debian of another release, for compilers that this machine's own
# distribution does not have. Nothing on the machine itself is changed by it.

# The mirror this machine is configured for, if it is a Debian; else nothing, and debootstrap
# takes the one it has built in.
debian_mirror() {
    have apt-get || return 0
    # shellcheck disable=SC2016 # apt's own placeholders
    apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
        awk -F'|' '$1 == "Debian" && $2 == "Debian" { print $3; exit }'
}

# need_debian_root NAME SUITE PACKAGE...: leaves its path in $DEBIAN_ROOT and keeps a shared lock
# on it until the stage ends, so that no other run replaces it under our feet.
need_debian_root() {
    DEBIAN_ROOT=$CACHE/$1
    local recipe="$2: ${*:3}" lock
    can_be_root || missing "root (or sudo without a password) to set up $1 from Debian $2"
    have unshare || missing "unshare (package util-linux)"
    exec {lock}>"$DEBIAN_ROOT.lock"
    while :; do
        await_lock -s "$lock"
        debian_root_is_ready "$recipe" && return
        await_lock -x "$lock"
        # The lock was free for a moment: another run may have done it.
        debian_root_is_ready "$recipe" && continue
        need_tool debootstrap debootstrap debian-archive-keyring
        need "setting up $1 (Debian $2) in the cache folder" make_debian_root "$recipe" "${@:2}"
    done
}

# await_lock -s|-x DESCRIPTOR
await_lock() {
    flock -n "$@" && return
    say "   waiting for another run, which is setting up or using $(basename "$DEBIAN_ROOT")"
    flock "$@"
}

debian_root_is_ready() { [[ $(cat "$DEBIAN_ROOT/.callscreen-ready" 2>/dev/null) == "$1" ]]; }

# Built under another name, marked last, then renamed: what has the name is complete.
make_debian_root() {
    local recipe=$1 suite=$2 partial=$DEBIAN_ROOT.partial log=$DEBIAN_ROOT.log
    shift 2
    remove_tree "$partial" && remove_tree "$DEBIAN_ROOT" || return 1
    if ! { bootstrap_debian "$suite" "$partial" && install_in_debian "$partial" "$@"; } >"$log" 2>&1; then
        tail -n 5 "$log"
        say "   (all of it: $log)"
        return 1
    fi
    as_root tee "$partial/.callscreen-ready" <<<"$recipe" >/dev/null &&
        as_root mv "$partial" "$DEBIAN_ROOT"
}

# Mounts live in private namespaces only, but if one should be there nevertheless: stay out of it.
remove_tree() { [[ ! -e $1 ]] || as_root rm -rf --one-file-system "$1"; }

bootstrap_debian() {
    local suite=$1 root=$2 mirror script=$1
    # An older debootstrap does not know newer suites; they are all made the way of sid.
    [[ -e /usr/share/debootstrap/scripts/$suite ]] || script=sid
    # The machine's own mirror may hold its own release only: then the built-in one.
    for mirror in $(debian_mirror) ""; do
        as_root unshare --mount debootstrap --variant=minbase "$suite" "$root" "$mirror" "$script" && return
        remove_tree "$root"
    done
    return 1
}

install_in_debian() {
    local root=$1
    shift
    # Nobody reads manuals in there, and a folder that can be made again need not be synced.
    printf '%s\n' force-unsafe-io path-exclude=/usr/share/{doc,man,locale}/'*' |
        as_root tee "$root/etc/dpkg/dpkg.cfg.d/callscreen" >/dev/null || return 1
    # shellcheck disable=SC2016 # expanded by the inner shell
    as_root unshare --mount bash -euc '
        root=$1; shift
        mount --rbind /proc "$root/proc"
        mount --rbind /dev "$root/dev"
        export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
        chroot "$root" apt-get -q -y -o Acquire::Retries=3 install --no-install-recommends "$@"
        chroot "$root" apt-get clean
        rm -rf "$root"/var/lib/apt/lists/*
    ' _ "$root" "$@"
}

# in_debian_root FOLDER... -- COMMAND...: runs the command in $DEBIAN_ROOT as the calling user, in
# the current folder. The given folders are visible there at their own paths and can be written
# to; the clone too, and all the rest, but those cannot. The mounts belong to the process and
# vanish with it, however it ends, so nothing has to be unmounted.
in_debian_root() {
    local folders=()
    while [[ $1 != -- ]]; do
        folders+=("$1")
        shift
    done
    shift
    # /proc: swiftc finds its own library through /proc/self/exe.
    # shellcheck disable=SC2016 # expanded by the inner shell
    as_root unshare --mount bash -euc '
        root=$1 repo=$2 user=$3 here=$4 folders=("${@:6:$5}"); shift $((5 + $5))
        make_mount_points() { for folder in "$repo" "${folders[@]}"; do mkdir -p "$root$folder"; done; }
        make_mount_points
        mount --bind "$root" "$root"
        mount -o remount,bind,ro "$root"
        mount --rbind /proc "$root/proc"
        mount --rbind /dev "$root/dev"
        mount -t tmpfs tmpfs "$root/tmp"
        make_mount_points # again: some may be in /tmp
        mount --bind -o ro "$repo" "$root$repo"
        for folder in "${folders[@]}"; do mount --bind "$folder" "$root$folder"; done
        exec chroot --userspec="$user" "$root" env -i PATH=/usr/bin:/bin HOME=/tmp LC_ALL=C.UTF-8 \
            bash -euc '\''cd "$1"; shift; exec "$@"'\'' _ "$here" "$@"
    ' _ "$DEBIAN_ROOT" "$REPO" "$(id -u):$(id -g)" "$PWD" "${#folders[@]}" "${folders[@]}" "$@"
}
