#![no_main]

use std::io::Cursor;

use callscreen_core::packs::{Pack, PackError, PackKey};

const KEY: &str = "RWQg08qDnOECwlct9fp3Dgh28hrfITpuPeL9/cKq1eBp6zUT47B2/+rg";
/// Signed with that key.
const SIGNED: &[u8] = include_bytes!("../seeds/pack/full-1.pack");

// As if everything in it could be trusted: no signature keeps the fuzzer out.
fn read(bytes: &[u8]) -> Result<(), PackError> {
    let mut pack = Pack::open(Cursor::new(bytes))?;
    let mut changes = pack.changes()?;
    while changes.next()?.is_some() {}
    Ok(())
}

// Content that was signed, and the bytes as its signature: the comments may differ, nothing else.
fn verify(bytes: &[u8]) -> Result<(), PackError> {
    let content =
        usize::try_from(Pack::open(Cursor::new(SIGNED))?.body_bytes()).unwrap_or_default();
    let (content, signature) = SIGNED.split_at(content);
    let mut pack = Pack::open(Cursor::new([content, bytes].concat()))?;
    pack.verify(&PackKey::parse(KEY)?)?;
    let signed = |signature| -> Vec<&str> { str::lines(signature).skip(1).collect() };
    let [right, found] = [signature, bytes].map(|text| std::str::from_utf8(text).map(signed));
    assert_eq!(right, found, "something else than the signature was taken for it");
    Ok(())
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = read(bytes);
    let _ = verify(bytes);
});
