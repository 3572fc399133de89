//! What nodes survive: being killed, stopped, filled up, started late, and given the wrong time.
//!
//! The tests that take long are ignored by `cargo test`; `make faults` runs them all, one after the
//! other.

mod clock;
mod disk;
mod doubled;
mod joined_late;
mod killed;
mod load;
mod stopped;
