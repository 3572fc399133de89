//! Weights of `pallet_transaction_payment` in this runtime, as measured. Written by `make weights`; not to be edited.
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
impl<T: frame_system::Config> pallet_transaction_payment::WeightInfo for WeightInfo<T> {
	fn charge_transaction_payment() -> Weight {
		Weight::from_parts(110_016_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
