//! What holds under the `robust` rules for every stream of samples and audits, whatever the
//! parameters.

#![expect(clippy::unwrap_used, reason = "a failure in a helper is a failed test")]

mod audits;
mod model;
mod ranges;
mod strategies;
mod streams;
#[path = "../support/mod.rs"]
mod support;
