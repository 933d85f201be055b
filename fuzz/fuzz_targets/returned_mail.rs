//! Mail that comes back.
#![no_main]

#[path = "../../tests/it/hostile_input.rs"]
#[expect(dead_code, reason = "each target asks one of its questions")]
mod hostile_input;
#[path = "../../tests/it/letter.rs"]
mod letter;

libfuzzer_sys::fuzz_target!(|mail: &[u8]| hostile_input::reads_any_mail(mail));
