#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| callscreen_fuzz::list(b"{", bytes));
