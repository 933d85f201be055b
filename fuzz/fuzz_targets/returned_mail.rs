//! Whatever comes back: reading it never panics, and what would be kept of it holds no address and has a bound.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|mail: &[u8]| {
    let found = samenspraak::returns::read(mail);
    assert!(!found.words.contains('@') && found.words.chars().count() <= 300);
    assert!(found.paths.len() <= 20 && found.recipients.len() <= 20 && found.message_ids.len() <= 20);
});
