//! Weights of `frame_system_extensions` in this runtime, as measured. Written by `make weights`; not to be edited.
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
impl<T: frame_system::Config> frame_system::ExtensionsWeightInfo for WeightInfo<T> {
	fn check_genesis() -> Weight {
		Weight::from_parts(6_292_000, 0)
	}
	fn check_mortality_mortal_transaction() -> Weight {
		Weight::from_parts(11_792_000, 0)
	}
	fn check_mortality_immortal_transaction() -> Weight {
		Weight::from_parts(11_692_000, 0)
	}
	fn check_non_zero_sender() -> Weight {
		Weight::from_parts(1_713_000, 0)
	}
	fn check_nonce() -> Weight {
		Weight::from_parts(22_492_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn check_spec_version() -> Weight {
		Weight::from_parts(1_263_000, 0)
	}
	fn check_tx_version() -> Weight {
		Weight::from_parts(1_262_000, 0)
	}
	fn check_weight() -> Weight {
		Weight::from_parts(12_674_000, 0)
	}
	fn weight_reclaim() -> Weight {
		Weight::from_parts(7_353_000, 0)
	}
}
