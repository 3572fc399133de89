//! What the calls do. Files are named for why their code runs; none calls back into one that calls
//! it.

#![deny(
	clippy::arithmetic_side_effects,
	clippy::as_conversions,
	clippy::expect_used,
	clippy::float_arithmetic,
	clippy::indexing_slicing,
	clippy::panic,
	clippy::unwrap_used
)]

mod audits;
mod claims;
mod errors;
mod lifecycle;
mod ownership;
mod pages;
mod pot;
mod seeding;
mod storage_deposits;
mod store;
mod submissions;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
mod uploads;
mod utilities;
mod views;
mod work;

pub use lifecycle::MAX_REMOVED_PER_CALL;
pub use pages::{pages_of_run, pages_touched, pages_touched_by_all};
pub use work::MAX_SETTLED_PAGES;
pub(crate) use work::{
	add_data_weight, assert_calls_fit_into_blocks, claim_weight, close_weight, seed_weight,
	show_audit_weight,
};
