//! Fees follow the load of the chain, but where genesis says that they do not.

use crate::support::with_preset;
use collab_runtime::{configs::RuntimeBlockWeights, Runtime, System, TransactionPayment};
use frame_support::{dispatch::DispatchClass, traits::Hooks, weights::Weight};
use frame_system::limits::BlockWeights;
use pallet_transaction_payment::{Multiplier, NextFeeMultiplier};
use polkadot_sdk::*;
use sp_runtime::{traits::One, FixedPointNumber};

/// Blocks of an hour.
const HOUR: u32 = 3_600;

fn full() -> Weight {
	let weights: BlockWeights = RuntimeBlockWeights::get();
	weights.get(DispatchClass::Normal).max_total.unwrap()
}

/// The multiplier after `blocks` blocks filled to `weight`.
fn after(blocks: u32, weight: Weight) -> Multiplier {
	for _ in 0..blocks {
		System::set_block_consumed_resources(weight, 0);
		TransactionPayment::on_finalize(System::block_number());
	}
	NextFeeMultiplier::<Runtime>::get()
}

#[test]
fn full_blocks_raise_the_fee_and_empty_ones_lower_it() {
	with_preset("local_testnet", || {
		let hour = after(HOUR, full());
		let doubled = Multiplier::saturating_from_rational(19, 10)..Multiplier::from_u32(2);
		assert!(doubled.contains(&hour), "{hour:?}");
		assert!(after(HOUR, Weight::zero()) < hour);
		assert_eq!(after(4 * HOUR, Weight::zero()), Multiplier::one(), "and never below the work");
	});
}

#[test]
fn a_day_of_full_blocks_reaches_the_greatest_fee() {
	with_preset("local_testnet", || {
		assert_eq!(after(24 * HOUR, full()), Multiplier::from_u32(10_000));
	});
}

#[test]
fn fees_of_simulations_stay() {
	for preset in ["development", "simulation"] {
		with_preset(preset, || assert_eq!(after(HOUR, full()), Multiplier::one()));
	}
}
