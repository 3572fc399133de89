//! Weights of the calls, as measured. Written by `make weights`; not to be edited.
//!
//! DATE: 2026-11-25, STEPS: `20`, REPEAT: `5`
//! MACHINE: a shared virtual machine with two cores; expect noise of some 10 %.
//! WASM-EXECUTION: `Compiled`

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
	fn offer_ownership() -> Weight;
	fn accept_ownership() -> Weight;
	fn forget_account() -> Weight;
	fn dissolve_model() -> Weight;
	fn close_model(r: u32, ) -> Weight;
	fn close_model_of_pages(r: u32, ) -> Weight;
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
		Weight::from_parts(215_414_000, 6196)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	/// Measured for `p` from 1 to 8.
	fn upload_coefficients(p: u32, ) -> Weight {
		Weight::from_parts(43_638_612, 3934)
			.saturating_add(Weight::from_parts(27_554_599, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(0, 6597).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(p as u64)))
	}
	fn open_model() -> Weight {
		Weight::from_parts(47_579_000, 3934)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `n` from 0 to 896.
	fn add_data(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(65_846_441, 3934)
			.saturating_add(Weight::from_parts(20_796_667, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(80_259, 0).saturating_mul(n as u64))
			.saturating_add(Weight::from_parts(0, 6597).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(5))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(p as u64)))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `n` from 0 to 896.
	fn add_data_unchanged(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(191_477_769, 3934)
			.saturating_add(Weight::from_parts(11_508_296, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(51_636, 0).saturating_mul(n as u64))
			.saturating_add(Weight::from_parts(0, 6597).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `n` from 0 to 896.
	fn refund(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(53_404_622, 10739)
			.saturating_add(Weight::from_parts(13_393_246, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(84_990, 0).saturating_mul(n as u64))
			.saturating_add(Weight::from_parts(0, 6597).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `n` from 0 to 896.
	fn report(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(185_388_288, 10739)
			.saturating_add(Weight::from_parts(11_802_110, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(42_283, 0).saturating_mul(n as u64))
			.saturating_add(Weight::from_parts(0, 6597).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn pause_model() -> Weight {
		Weight::from_parts(41_007_000, 3934)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn resume_model() -> Weight {
		Weight::from_parts(41_047_000, 3934)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn offer_ownership() -> Weight {
		Weight::from_parts(40_796_000, 3934)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn accept_ownership() -> Weight {
		Weight::from_parts(200000000, 6196)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn forget_account() -> Weight {
		Weight::from_parts(150000000, 6196)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn dissolve_model() -> Weight {
		Weight::from_parts(45000000, 3934)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// Measured for `r` from 2 to 128.
	fn close_model(r: u32, ) -> Weight {
		Weight::from_parts(284_202_537, 8310)
			.saturating_add(Weight::from_parts(10_732_604, 0).saturating_mul(r as u64))
			.saturating_add(Weight::from_parts(0, 3561).saturating_mul(r as u64))
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(r as u64)))
			.saturating_add(T::DbWeight::get().writes(5))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(r as u64)))
	}
	/// Measured for `r` from 2 to 128.
	fn close_model_of_pages(r: u32, ) -> Weight {
		Weight::from_parts(284_202_537, 8310)
			.saturating_add(Weight::from_parts(10_732_604, 0).saturating_mul(r as u64))
			.saturating_add(Weight::from_parts(0, 3561).saturating_mul(r as u64))
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(r as u64)))
			.saturating_add(T::DbWeight::get().writes(5))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(r as u64)))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `n` from 0 to 896.
	fn add_data_robust(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(127_167_695, 6196)
			.saturating_add(Weight::from_parts(32_978_103, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(88_151, 0).saturating_mul(n as u64))
			.saturating_add(Weight::from_parts(0, 7109).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(p as u64)))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `n` from 0 to 896.
	fn add_data_robust_agreed(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(197_114_798, 6196)
			.saturating_add(Weight::from_parts(13_000_144, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(100_609, 0).saturating_mul(n as u64))
			.saturating_add(Weight::from_parts(0, 7109).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn refund_robust() -> Weight {
		Weight::from_parts(178_154_000, 10739)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `s` from 1 to 256.
	/// Measured for `n` from 0 to 8192.
	fn seed(p: u32, s: u32, n: u32, ) -> Weight {
		Weight::from_parts(458_911_000, 3934)
			.saturating_add(Weight::from_parts(21_342_175, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(536_087, 0).saturating_mul(s as u64))
			.saturating_add(Weight::from_parts(2_909, 0).saturating_mul(n as u64))
			.saturating_add(Weight::from_parts(0, 7109).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(p as u64)))
	}
	fn declare_import() -> Weight {
		Weight::from_parts(44_233_000, 3934)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// Measured for `p` from 1 to 8.
	fn upload_averaged(p: u32, ) -> Weight {
		Weight::from_parts(48_293_519, 3934)
			.saturating_add(Weight::from_parts(39_876_795, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(0, 7109).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(p as u64)))
	}
	fn seal_audit() -> Weight {
		Weight::from_parts(48_160_000, 3934)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `s` from 1 to 256.
	/// Measured for `n` from 0 to 8192.
	fn show_audit(p: u32, s: u32, n: u32, ) -> Weight {
		Weight::from_parts(2_408_315_797, 3934)
			.saturating_add(Weight::from_parts(35_451_299, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(4_369_333, 0).saturating_mul(s as u64))
			.saturating_add(Weight::from_parts(82_129, 0).saturating_mul(n as u64))
			.saturating_add(Weight::from_parts(0, 7109).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(p as u64)))
	}
	/// Measured for `p` from 0 to 128.
	fn settle_audit(p: u32, ) -> Weight {
		Weight::from_parts(48_957_564, 8099)
			.saturating_add(Weight::from_parts(27_780_302, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(0, 7109).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(p as u64)))
	}
	fn pay_heir() -> Weight {
		Weight::from_parts(142_097_000, 6196)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
}
