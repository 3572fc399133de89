//! How fees follow the load of the chain, and whether they do.

pub use pallet::*;

use frame_support::parameter_types;
use pallet_transaction_payment::{Multiplier, MultiplierUpdate, TargetedFeeAdjustment};
use polkadot_sdk::*;
use sp_runtime::{
	traits::{Convert, One},
	Perquintill,
};

/// Keeps what is decided about fees at genesis.
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use core::marker::PhantomData;
	use frame_support::pallet_prelude::*;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: polkadot_sdk::frame_system::Config {}

	/// Whether fees stay the same however full blocks are. A simulation needs that, to subtract
	/// what was paid; on a chain with real users it would make filling all blocks cheap.
	#[pallet::storage]
	pub type Fixed<T> = StorageValue<_, bool, ValueQuery>;

	/// What is decided at genesis.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Whether fees stay the same.
		pub fixed: bool,
		#[serde(skip)]
		#[doc(hidden)]
		pub _config: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			if self.fixed {
				Fixed::<T>::put(true);
			}
		}
	}
}

parameter_types! {
	/// Share of the room for ordinary transactions at which fees stay as they are.
	pub TargetFullness: Perquintill = Perquintill::from_percent(25);
	/// How fast fees move: full blocks double them in an hour, empty ones halve them in three.
	pub Variability: Multiplier = Multiplier::from_rational(1, 4_000);
	/// Fees never fall below what the work costs.
	pub LeastMultiplier: Multiplier = Multiplier::one();
	/// At this height a second of full blocks costs 3,750 tokens, and a claim still only ten.
	pub GreatestMultiplier: Multiplier = Multiplier::from_u32(10_000);
}

type Moving<T> =
	TargetedFeeAdjustment<T, TargetFullness, Variability, LeastMultiplier, GreatestMultiplier>;

/// What a fee is multiplied with: 1 where it is fixed, else a number that follows the load.
pub struct FeeMultiplier<T>(core::marker::PhantomData<T>);

impl<T: Config> Convert<Multiplier, Multiplier> for FeeMultiplier<T> {
	fn convert(previous: Multiplier) -> Multiplier {
		if Fixed::<T>::get() {
			Multiplier::one()
		} else {
			Moving::<T>::convert(previous)
		}
	}
}

impl<T: Config> MultiplierUpdate for FeeMultiplier<T> {
	fn min() -> Multiplier {
		LeastMultiplier::get()
	}

	fn max() -> Multiplier {
		GreatestMultiplier::get()
	}

	fn target() -> Perquintill {
		TargetFullness::get()
	}

	fn variability() -> Multiplier {
		Variability::get()
	}
}
