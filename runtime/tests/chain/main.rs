//! The runtime as a chain has it: its genesis, validators, fees and pauses.

#![expect(clippy::unwrap_used, reason = "a failure in a helper is a failed test")]

mod fees;
mod pausing;
mod presets;
mod support;
mod upgrade;
mod validators;
