//! Weights of `frame_system` in this runtime, as measured. Written by `make weights`; not to be edited.
//!
//! DATE: 2026-11-25, STEPS: `10`, REPEAT: `10`
//! MACHINE: a shared virtual machine with two cores; expect noise of some 10 %.
//! WASM-EXECUTION: `Compiled`

#![cfg_attr(rustfmt, rustfmt_skip)]

use core::marker::PhantomData;
use polkadot_sdk::{
	frame_support::{traits::Get, weights::Weight},
	*,
};

/// The measured times plus the runtime's weights of database access.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> frame_system::WeightInfo for WeightInfo<T> {
	/// Measured for `b` from 0 to 3932160.
	fn remark(b: u32, ) -> Weight {
		Weight::from_parts(63_188_985, 0)
			.saturating_add(Weight::from_parts(686, 0).saturating_mul(b as u64))
	}
	/// Measured for `b` from 0 to 3932160.
	fn remark_with_event(b: u32, ) -> Weight {
		Weight::from_parts(95_213_278, 0)
			.saturating_add(Weight::from_parts(2_815, 0).saturating_mul(b as u64))
	}
	fn set_heap_pages() -> Weight {
		Weight::from_parts(15_719_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_code() -> Weight {
		Weight::from_parts(263_518_567_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// Measured for `i` from 0 to 1000.
	fn set_storage(i: u32, ) -> Weight {
		Weight::from_parts(8_876_000, 0)
			.saturating_add(Weight::from_parts(1_808_453, 0).saturating_mul(i as u64))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(i as u64)))
	}
	/// Measured for `i` from 0 to 1000.
	fn kill_storage(i: u32, ) -> Weight {
		Weight::from_parts(8_947_000, 0)
			.saturating_add(Weight::from_parts(1_312_233, 0).saturating_mul(i as u64))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(i as u64)))
	}
	/// Measured for `p` from 0 to 1000.
	fn kill_prefix(p: u32, ) -> Weight {
		Weight::from_parts(14_227_000, 41)
			.saturating_add(Weight::from_parts(2_604_349, 0).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(p as u64)))
			.saturating_add(Weight::from_parts(0, 70).saturating_mul(p as u64))
	}
	fn authorize_upgrade() -> Weight {
		Weight::from_parts(41_428_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn apply_authorized_upgrade() -> Weight {
		Weight::from_parts(290_450_076_000, 1518)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(2))
	}
}
