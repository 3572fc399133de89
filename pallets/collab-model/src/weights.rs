//! Weights of the calls, as measured. Written by `make weights`; not to be edited.
//!
//! DATE: 2026-11-22, STEPS: `20`, REPEAT: `10`
//! MACHINE: a shared virtual machine with two cores; expect noise of some 10 %.
//! WASM-EXECUTION: `Compiled`
//!
//! Not measured yet, but estimated from the measured ones and rounded up: `add_data_robust`,
//! `add_data_robust_agreed`, `refund_robust`, `seed` by page, and the four calls of audits and heir.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![expect(missing_docs, reason = "the names say it, the trait says what the components are")]

use core::marker::PhantomData;
use polkadot_sdk::{
	frame_support::{traits::Get, weights::Weight},
	frame_system,
};

/// Weights of the calls. `p` pages touched, `n` features beyond the first in each of them, `r`
/// entries removed, `s` samples. Those with `robust` in their names are of calls to models under
/// these rules.
pub trait WeightInfo {
	fn create_model() -> Weight;
	fn upload_coefficients(p: u32, ) -> Weight;
	fn open_model() -> Weight;
	fn add_data(p: u32, n: u32, ) -> Weight;
	fn add_data_unchanged(p: u32, n: u32, ) -> Weight;
	fn refund(p: u32, n: u32, ) -> Weight;
	fn report(p: u32, n: u32, ) -> Weight;
	fn pause_model() -> Weight;
	fn resume_model() -> Weight;
	fn transfer_ownership() -> Weight;
	fn close_model(r: u32, ) -> Weight;
	fn add_data_robust(p: u32, n: u32, ) -> Weight;
	fn add_data_robust_agreed(p: u32, n: u32, ) -> Weight;
	fn refund_robust() -> Weight;
	fn seed(p: u32, s: u32, n: u32, ) -> Weight;
	fn declare_import() -> Weight;
	fn upload_averaged(p: u32, ) -> Weight;
	fn seal_audit() -> Weight;
	fn show_audit(p: u32, s: u32, n: u32, ) -> Weight;
	fn settle_audit(p: u32, ) -> Weight;
	fn pay_heir() -> Weight;
}

/// The measured times plus the runtime's weights of database access.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn create_model() -> Weight {
		Weight::from_parts(93_977_000, 0)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	/// Measured for `p` from 1 to 8.
	fn upload_coefficients(p: u32, ) -> Weight {
		Weight::from_parts(10_910_453, 0)
			.saturating_add(Weight::from_parts(22_750_622, 0).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(p as u64)))
	}
	fn open_model() -> Weight {
		Weight::from_parts(17_915_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `n` from 0 to 896.
	fn add_data(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(61_038_158, 0)
			.saturating_add(Weight::from_parts(15_911_139, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(23_805, 0).saturating_mul(n as u64))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(5))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(p as u64)))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `n` from 0 to 896.
	fn add_data_unchanged(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(76_542_678, 0)
			.saturating_add(Weight::from_parts(9_859_635, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(9_013, 0).saturating_mul(n as u64))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `n` from 0 to 896.
	fn refund(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(65_445_289, 0)
			.saturating_add(Weight::from_parts(9_815_247, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(12_694, 0).saturating_mul(n as u64))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `n` from 0 to 896.
	fn report(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(91_115_429, 0)
			.saturating_add(Weight::from_parts(9_933_938, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(5_299, 0).saturating_mul(n as u64))
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn pause_model() -> Weight {
		Weight::from_parts(13_637_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn resume_model() -> Weight {
		Weight::from_parts(13_528_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn transfer_ownership() -> Weight {
		Weight::from_parts(13_533_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// Measured for `r` from 1 to 128.
	fn close_model(r: u32, ) -> Weight {
		Weight::from_parts(129_320_198, 0)
			.saturating_add(Weight::from_parts(2_991_638, 0).saturating_mul(r as u64))
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(r as u64)))
			.saturating_add(T::DbWeight::get().writes(5))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(r as u64)))
	}
	fn add_data_robust(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(130_000_000, 0)
			.saturating_add(Weight::from_parts(36_000_000, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(60_000, 0).saturating_mul(n as u64))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(6))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(p as u64)))
	}
	fn add_data_robust_agreed(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(130_000_000, 0)
			.saturating_add(Weight::from_parts(13_000_000, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(24_000, 0).saturating_mul(n as u64))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn refund_robust() -> Weight {
		Weight::from_parts(80_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `s` from 1 to 256.
	/// Measured for `n` from 0 to 8192.
	fn seed(p: u32, s: u32, n: u32, ) -> Weight {
		Weight::from_parts(267_820_000, 0)
			.saturating_add(Weight::from_parts(22_000_000, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(390_157, 0).saturating_mul(s as u64))
			.saturating_add(Weight::from_parts(189, 0).saturating_mul(n as u64))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(p as u64)))
	}
	fn declare_import() -> Weight {
		Weight::from_parts(14_196_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// Measured for `p` from 1 to 8.
	fn upload_averaged(p: u32, ) -> Weight {
		Weight::from_parts(11_230_626, 0)
			.saturating_add(Weight::from_parts(32_399_791, 0).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(p as u64)))
	}
	fn seal_audit() -> Weight {
		Weight::from_parts(16_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn show_audit(p: u32, s: u32, n: u32, ) -> Weight {
		Weight::from_parts(60_000_000, 0)
			.saturating_add(Weight::from_parts(60_000_000, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(5_000_000, 0).saturating_mul(s as u64))
			.saturating_add(Weight::from_parts(120_000, 0).saturating_mul(n as u64))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(p as u64)))
	}
	fn settle_audit(p: u32, ) -> Weight {
		Weight::from_parts(30_000_000, 0)
			.saturating_add(Weight::from_parts(20_000_000, 0).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(p as u64)))
	}
	fn pay_heir() -> Weight {
		Weight::from_parts(60_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
}
