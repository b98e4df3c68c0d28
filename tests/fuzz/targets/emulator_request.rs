//! Tries the claim `tests::emulator_request` with inputs that grow out of `corpus/emulator_request/`.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| tests::emulator_request::holds_for_input(input));
