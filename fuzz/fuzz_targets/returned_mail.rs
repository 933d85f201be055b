//! Whatever comes back: reading it never panics, and what would be kept of it holds no address and has a bound.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|mail: &[u8]| {
    let found = samenspraak::returns::read(mail);
    // What a person wrote is kept longer than what a server says.
    let longest = if found.kind == samenspraak::returns::Kind::Other { 2_000 } else { 300 };
    assert!(!found.words.contains('@') && found.words.chars().count() <= longest);
    assert!(found.paths.len() <= 20 && found.recipients.len() <= 20 && found.message_ids.len() <= 20);
});
