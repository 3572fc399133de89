//! Weights of `pallet_sudo` in this runtime, as measured. Written by `make weights`; not to be edited.
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
impl<T: frame_system::Config> pallet_sudo::WeightInfo for WeightInfo<T> {
	fn set_key() -> Weight {
		Weight::from_parts(31_639_000, 1517)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn sudo() -> Weight {
		Weight::from_parts(34_475_000, 1517)
			.saturating_add(T::DbWeight::get().reads(1))
	}
	fn sudo_as() -> Weight {
		Weight::from_parts(34_775_000, 1517)
			.saturating_add(T::DbWeight::get().reads(1))
	}
	fn remove_key() -> Weight {
		Weight::from_parts(29_736_000, 1517)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn check_only_sudo_account() -> Weight {
		Weight::from_parts(15_228_000, 1517)
			.saturating_add(T::DbWeight::get().reads(1))
	}
}
