#![no_main]

// NoPhoneSpam, Asterisk and Fossify, whichever the first byte says.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let begin: &[u8] = match first % 3 {
        0 => b"+41615550101: a\n",
        1 => b"/blacklist/0615550101 : a\n",
        _ => b"0615550101,0615550102",
    };
    callscreen_fuzz::list(begin, rest);
});
