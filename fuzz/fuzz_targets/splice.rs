//! What people are called.
#![no_main]

#[path = "../../tests/it/hostile_input.rs"]
#[expect(dead_code, reason = "each target asks one of its questions")]
mod hostile_input;
#[path = "../../tests/it/letter.rs"]
mod letter;

libfuzzer_sys::fuzz_target!(|texts: (String, String)| {
    let (to, name) = texts;
    hostile_input::writes_to_anybody(to, name);
});
