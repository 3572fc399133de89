//! Weights of the calls, as measured. Written by `make weights`; not to be edited.
//!
//! DATE: 2026-11-25, STEPS: `16`, REPEAT: `4`
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
		Weight::from_parts(216_095_000, 6196)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	/// Measured for `p` from 1 to 8.
	fn upload_coefficients(p: u32, ) -> Weight {
		Weight::from_parts(40_603_199, 3967)
			.saturating_add(Weight::from_parts(27_204_009, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(0, 6597).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(p as u64)))
	}
	fn open_model() -> Weight {
		Weight::from_parts(44_724_000, 3967)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `n` from 0 to 896.
	fn add_data(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(217_055_417, 3967)
			.saturating_add(Weight::from_parts(19_319_753, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(50_748, 0).saturating_mul(n as u64))
			.saturating_add(Weight::from_parts(0, 6597).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(5))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(p as u64)))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `n` from 0 to 896.
	fn add_data_unchanged(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(258_530_929, 3967)
			.saturating_add(Weight::from_parts(11_100_462, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(3_156, 0).saturating_mul(n as u64))
			.saturating_add(Weight::from_parts(0, 6597).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `n` from 0 to 896.
	fn refund(p: u32, _n: u32, ) -> Weight {
		Weight::from_parts(250_412_250, 11779)
			.saturating_add(Weight::from_parts(11_099_365, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(0, 6597).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `n` from 0 to 896.
	fn report(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(338_263_983, 11779)
			.saturating_add(Weight::from_parts(11_241_978, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(15_140, 0).saturating_mul(n as u64))
			.saturating_add(Weight::from_parts(0, 6597).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn pause_model() -> Weight {
		Weight::from_parts(39_504_000, 3967)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn resume_model() -> Weight {
		Weight::from_parts(39_384_000, 3967)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn offer_ownership() -> Weight {
		Weight::from_parts(39_784_000, 3967)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn accept_ownership() -> Weight {
		Weight::from_parts(215_314_000, 6196)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn forget_account() -> Weight {
		Weight::from_parts(145_002_000, 3967)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn dissolve_model() -> Weight {
		Weight::from_parts(40_096_000, 3967)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// Measured for `r` from 3 to 128.
	fn close_model(r: u32, ) -> Weight {
		Weight::from_parts(102_999_354, 15208)
			.saturating_add(Weight::from_parts(93_514_544, 0).saturating_mul(r as u64))
			.saturating_add(Weight::from_parts(0, 2603).saturating_mul(r as u64))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads(3_u64.saturating_mul(r as u64)))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes(3_u64.saturating_mul(r as u64)))
	}
	/// Measured for `r` from 2 to 128.
	fn close_model_of_pages(r: u32, ) -> Weight {
		Weight::from_parts(373_015_679, 10196)
			.saturating_add(Weight::from_parts(10_514_223, 0).saturating_mul(r as u64))
			.saturating_add(Weight::from_parts(0, 3571).saturating_mul(r as u64))
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(r as u64)))
			.saturating_add(T::DbWeight::get().writes(6))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(r as u64)))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `n` from 0 to 896.
	fn add_data_robust(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(230_789_072, 6196)
			.saturating_add(Weight::from_parts(32_557_660, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(139_143, 0).saturating_mul(n as u64))
			.saturating_add(Weight::from_parts(0, 7109).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(5))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(p as u64)))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `n` from 0 to 896.
	fn add_data_robust_agreed(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(339_378_149, 6196)
			.saturating_add(Weight::from_parts(12_438_491, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(7_394, 0).saturating_mul(n as u64))
			.saturating_add(Weight::from_parts(0, 7109).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn refund_robust() -> Weight {
		Weight::from_parts(244_148_000, 11779)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `s` from 1 to 256.
	/// Measured for `n` from 0 to 8192.
	fn seed(p: u32, s: u32, n: u32, ) -> Weight {
		Weight::from_parts(459_852_000, 3967)
			.saturating_add(Weight::from_parts(20_714_765, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(287_403, 0).saturating_mul(s as u64))
			.saturating_add(Weight::from_parts(13_400, 0).saturating_mul(n as u64))
			.saturating_add(Weight::from_parts(0, 7109).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(p as u64)))
	}
	fn declare_import() -> Weight {
		Weight::from_parts(41_187_000, 3967)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// Measured for `p` from 1 to 8.
	fn upload_averaged(p: u32, ) -> Weight {
		Weight::from_parts(44_233_292, 3967)
			.saturating_add(Weight::from_parts(39_158_755, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(0, 7109).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(p as u64)))
	}
	fn seal_audit() -> Weight {
		Weight::from_parts(44_634_000, 3967)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `s` from 1 to 256.
	/// Measured for `n` from 0 to 8192.
	fn show_audit(p: u32, s: u32, n: u32, ) -> Weight {
		Weight::from_parts(2_279_125_000, 3967)
			.saturating_add(Weight::from_parts(39_560_864, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(1_863_422, 0).saturating_mul(s as u64))
			.saturating_add(Weight::from_parts(29_634, 0).saturating_mul(n as u64))
			.saturating_add(Weight::from_parts(0, 7109).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(p as u64)))
	}
	/// Measured for `p` from 0 to 128.
	fn settle_audit(p: u32, ) -> Weight {
		Weight::from_parts(37_403_977, 8099)
			.saturating_add(Weight::from_parts(27_223_578, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(0, 7109).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(p as u64)))
	}
	fn pay_heir() -> Weight {
		Weight::from_parts(139_692_000, 6196)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
}
