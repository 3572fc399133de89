//! Weights of the calls, as measured. Written by `make weights`; not to be edited.
//!
//! DATE: 2026-11-22, STEPS: `20`, REPEAT: `10`
//! MACHINE: a shared virtual machine with two cores; expect noise of some 10 %.
//! WASM-EXECUTION: `Compiled`

#![cfg_attr(rustfmt, rustfmt_skip)]
#![expect(missing_docs, reason = "the names say it, the trait says what the components are")]

use core::marker::PhantomData;
use polkadot_sdk::{
	frame_support::{traits::Get, weights::{constants::RocksDbWeight, Weight}},
	frame_system,
};

/// Weights of the calls. `p` pages touched, `n` features beyond the first in each of them, `r`
/// entries removed.
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
	fn add_data_robust_unchanged(p: u32, n: u32, ) -> Weight;
	fn refund_robust(p: u32, n: u32, ) -> Weight;
	fn report_robust(p: u32, n: u32, ) -> Weight;
	fn seed(p: u32, s: u32, n: u32, ) -> Weight;
	fn declare_import() -> Weight;
	fn upload_averaged(p: u32, ) -> Weight;
}

/// The measured times plus the runtime's weights of database access.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn create_model() -> Weight {
		Weight::from_parts(53_707_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	/// Measured for `p` from 1 to 8.
	fn upload_coefficients(p: u32, ) -> Weight {
		Weight::from_parts(11_265_634, 0)
			.saturating_add(Weight::from_parts(19_515_276, 0).saturating_mul(p as u64))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(p as u64)))
	}
	fn open_model() -> Weight {
		Weight::from_parts(17_750_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `n` from 0 to 896.
	fn add_data(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(72_031_481, 0)
			.saturating_add(Weight::from_parts(8_867_550, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(21_306, 0).saturating_mul(n as u64))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(5))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(p as u64)))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `n` from 0 to 896.
	fn add_data_unchanged(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(79_035_466, 0)
			.saturating_add(Weight::from_parts(5_739_114, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(8_014, 0).saturating_mul(n as u64))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `n` from 0 to 896.
	fn refund(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(74_990_446, 0)
			.saturating_add(Weight::from_parts(5_677_179, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(5_139, 0).saturating_mul(n as u64))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	/// Measured for `p` from 1 to 128.
	/// Measured for `n` from 0 to 896.
	fn report(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(74_949_433, 0)
			.saturating_add(Weight::from_parts(5_685_304, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(23_418, 0).saturating_mul(n as u64))
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn pause_model() -> Weight {
		Weight::from_parts(13_382_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn resume_model() -> Weight {
		Weight::from_parts(13_288_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn transfer_ownership() -> Weight {
		Weight::from_parts(14_860_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// Measured for `r` from 1 to 128.
	fn close_model(r: u32, ) -> Weight {
		Weight::from_parts(72_922_425, 0)
			.saturating_add(Weight::from_parts(3_131_179, 0).saturating_mul(r as u64))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(r as u64)))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(r as u64)))
	}
	fn add_data_robust(p: u32, n: u32, ) -> Weight { Self::add_data(p, n) }
	fn add_data_robust_unchanged(p: u32, n: u32, ) -> Weight { Self::add_data_unchanged(p, n) }
	fn refund_robust(p: u32, n: u32, ) -> Weight { Self::refund(p, n) }
	fn report_robust(p: u32, n: u32, ) -> Weight { Self::report(p, n) }
	fn seed(p: u32, s: u32, n: u32, ) -> Weight { Self::add_data(p, n + s) }
	fn declare_import() -> Weight { Self::open_model() }
	fn upload_averaged(p: u32, ) -> Weight { Self::upload_coefficients(p) }
}

/// The same with RocksDB's weights, for tests.
impl WeightInfo for () {
	fn create_model() -> Weight {
		Weight::from_parts(53_707_000, 0)
			.saturating_add(RocksDbWeight::get().reads(3))
			.saturating_add(RocksDbWeight::get().writes(4))
	}
	fn upload_coefficients(p: u32, ) -> Weight {
		Weight::from_parts(11_265_634, 0)
			.saturating_add(Weight::from_parts(19_515_276, 0).saturating_mul(p as u64))
			.saturating_add(RocksDbWeight::get().reads(1))
			.saturating_add(RocksDbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(RocksDbWeight::get().writes(1))
			.saturating_add(RocksDbWeight::get().writes(1_u64.saturating_mul(p as u64)))
	}
	fn open_model() -> Weight {
		Weight::from_parts(17_750_000, 0)
			.saturating_add(RocksDbWeight::get().reads(2))
			.saturating_add(RocksDbWeight::get().writes(1))
	}
	fn add_data(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(72_031_481, 0)
			.saturating_add(Weight::from_parts(8_867_550, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(21_306, 0).saturating_mul(n as u64))
			.saturating_add(RocksDbWeight::get().reads(5))
			.saturating_add(RocksDbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(RocksDbWeight::get().writes(5))
			.saturating_add(RocksDbWeight::get().writes(1_u64.saturating_mul(p as u64)))
	}
	fn add_data_unchanged(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(79_035_466, 0)
			.saturating_add(Weight::from_parts(5_739_114, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(8_014, 0).saturating_mul(n as u64))
			.saturating_add(RocksDbWeight::get().reads(5))
			.saturating_add(RocksDbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(RocksDbWeight::get().writes(5))
	}
	fn refund(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(74_990_446, 0)
			.saturating_add(Weight::from_parts(5_677_179, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(5_139, 0).saturating_mul(n as u64))
			.saturating_add(RocksDbWeight::get().reads(6))
			.saturating_add(RocksDbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(RocksDbWeight::get().writes(5))
	}
	fn report(p: u32, n: u32, ) -> Weight {
		Weight::from_parts(74_949_433, 0)
			.saturating_add(Weight::from_parts(5_685_304, 0).saturating_mul(p as u64))
			.saturating_add(Weight::from_parts(23_418, 0).saturating_mul(n as u64))
			.saturating_add(RocksDbWeight::get().reads(8))
			.saturating_add(RocksDbWeight::get().reads(1_u64.saturating_mul(p as u64)))
			.saturating_add(RocksDbWeight::get().writes(6))
	}
	fn pause_model() -> Weight {
		Weight::from_parts(13_382_000, 0)
			.saturating_add(RocksDbWeight::get().reads(1))
			.saturating_add(RocksDbWeight::get().writes(1))
	}
	fn resume_model() -> Weight {
		Weight::from_parts(13_288_000, 0)
			.saturating_add(RocksDbWeight::get().reads(1))
			.saturating_add(RocksDbWeight::get().writes(1))
	}
	fn transfer_ownership() -> Weight {
		Weight::from_parts(14_860_000, 0)
			.saturating_add(RocksDbWeight::get().reads(1))
			.saturating_add(RocksDbWeight::get().writes(1))
	}
	fn close_model(r: u32, ) -> Weight {
		Weight::from_parts(72_922_425, 0)
			.saturating_add(Weight::from_parts(3_131_179, 0).saturating_mul(r as u64))
			.saturating_add(RocksDbWeight::get().reads(5))
			.saturating_add(RocksDbWeight::get().reads(1_u64.saturating_mul(r as u64)))
			.saturating_add(RocksDbWeight::get().writes(3))
			.saturating_add(RocksDbWeight::get().writes(1_u64.saturating_mul(r as u64)))
	}
	fn add_data_robust(p: u32, n: u32, ) -> Weight { Self::add_data(p, n) }
	fn add_data_robust_unchanged(p: u32, n: u32, ) -> Weight { Self::add_data_unchanged(p, n) }
	fn refund_robust(p: u32, n: u32, ) -> Weight { Self::refund(p, n) }
	fn report_robust(p: u32, n: u32, ) -> Weight { Self::report(p, n) }
	fn seed(p: u32, s: u32, n: u32, ) -> Weight { Self::add_data(p, n + s) }
	fn declare_import() -> Weight { Self::open_model() }
	fn upload_averaged(p: u32, ) -> Weight { Self::upload_coefficients(p) }
}
