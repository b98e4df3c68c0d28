//! What holds for any input.
//!
//! The property tests, the fuzz targets and the kept corpus try the same two claims, so whatever one
//! of them finds, the others can be shown.

pub mod answer;
pub mod emulator_request;
mod message;
