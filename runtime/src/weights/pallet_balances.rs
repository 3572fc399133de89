//! Weights of `pallet_balances` in this runtime, as measured. Written by `make weights`; not to be edited.
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
impl<T: frame_system::Config> pallet_balances::WeightInfo for WeightInfo<T> {
	fn transfer_allow_death() -> Weight {
		Weight::from_parts(129_503_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn transfer_keep_alive() -> Weight {
		Weight::from_parts(101_951_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_set_balance_creating() -> Weight {
		Weight::from_parts(58_720_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_set_balance_killing() -> Weight {
		Weight::from_parts(61_576_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_transfer() -> Weight {
		Weight::from_parts(135_784_000, 6196)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn transfer_all() -> Weight {
		Weight::from_parts(124_303_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_unreserve() -> Weight {
		Weight::from_parts(52_218_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// Measured for `u` from 1 to 1000.
	fn upgrade_accounts(u: u32, ) -> Weight {
		Weight::from_parts(49_372_000, 990)
			.saturating_add(Weight::from_parts(34_226_668, 0).saturating_mul(u as u64))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(u as u64)))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(u as u64)))
			.saturating_add(Weight::from_parts(0, 2603).saturating_mul(u as u64))
	}
	fn force_adjust_total_issuance() -> Weight {
		Weight::from_parts(20_608_000, 0)
	}
	fn burn_allow_death() -> Weight {
		Weight::from_parts(83_216_000, 0)
	}
	fn burn_keep_alive() -> Weight {
		Weight::from_parts(56_326_000, 0)
	}
}
