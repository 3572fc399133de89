//! Weights of the calls.
#![allow(missing_docs)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::weights::Weight, *};

/// Weights of the calls. `p` pages touched, `n` features beyond the first in each, `v` values, `r`
/// entries removed.
pub trait WeightInfo {
	fn create_model() -> Weight;
	fn upload_coefficients(v: u32) -> Weight;
	fn open_model() -> Weight;
	fn add_data(p: u32, n: u32) -> Weight;
	fn add_data_unchanged(p: u32, n: u32) -> Weight;
	fn refund(p: u32, n: u32) -> Weight;
	fn report(p: u32, n: u32) -> Weight;
	fn pause_model() -> Weight;
	fn resume_model() -> Weight;
	fn transfer_ownership() -> Weight;
	fn close_model(r: u32) -> Weight;
}

/// Measured weights.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn create_model() -> Weight {
		Weight::from_parts(50_000_000, 0)
	}
	fn upload_coefficients(v: u32) -> Weight {
		Weight::from_parts(50_000_000 + 1_000_000 * u64::from(v), 0)
	}
	fn open_model() -> Weight {
		Weight::from_parts(50_000_000, 0)
	}
	fn add_data(p: u32, n: u32) -> Weight {
		Weight::from_parts(50_000_000 + 125_000_000 * u64::from(p) + 100_000 * u64::from(n), 0)
	}
	fn add_data_unchanged(p: u32, n: u32) -> Weight {
		Weight::from_parts(50_000_000 + 25_000_000 * u64::from(p) + 100_000 * u64::from(n), 0)
	}
	fn refund(p: u32, n: u32) -> Weight {
		Weight::from_parts(50_000_000 + 25_000_000 * u64::from(p) + 100_000 * u64::from(n), 0)
	}
	fn report(p: u32, n: u32) -> Weight {
		Weight::from_parts(50_000_000 + 25_000_000 * u64::from(p) + 100_000 * u64::from(n), 0)
	}
	fn pause_model() -> Weight {
		Weight::from_parts(50_000_000, 0)
	}
	fn resume_model() -> Weight {
		Weight::from_parts(50_000_000, 0)
	}
	fn transfer_ownership() -> Weight {
		Weight::from_parts(50_000_000, 0)
	}
	fn close_model(r: u32) -> Weight {
		Weight::from_parts(50_000_000 + 100_000_000 * u64::from(r), 0)
	}
}
