//! Tries the claim `tests::answer` with inputs that grow out of `corpus/answer/`.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| tests::answer::holds_for_input(input));
