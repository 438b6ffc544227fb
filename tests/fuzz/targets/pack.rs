#![no_main]

use std::io::Cursor;

use callscreen_core::packs::{Pack, PackError, PackKey};

// As if everything in it could be trusted: no signature keeps the fuzzer out.
fn read(bytes: &[u8]) -> Result<(), PackError> {
    let mut pack = Pack::open(Cursor::new(bytes))?;
    let key = PackKey::parse("RWQg08qDnOECwlct9fp3Dgh28hrfITpuPeL9/cKq1eBp6zUT47B2/+rg")?;
    let _ = pack.verify(&key);
    let mut changes = pack.changes()?;
    while changes.next()?.is_some() {}
    Ok(())
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = read(bytes);
});
