//! A state machine of the pallet: random sequences of all calls, by many accounts on many models.
//!
//! After each call every invariant is checked, and from time to time everything that events tell is
//! replayed through core and compared with what is stored. Steps name what they are about by what
//! it is at that moment ([`step`]), so that a sequence that fails shrinks to a short one.
//!
//! `make fuzz` plays a million calls; `FUZZ_CALLS` and `FUZZ_SEED` choose how many, and which.

mod accounts;
mod audited;
mod calls;
mod checks;
mod compare;
mod configs;
mod foretold;
mod memory;
mod papers;
mod play;
mod rebuilt;
mod resolve;
mod sequences;
mod step;
mod stories;
mod strategies;
mod tally;

pub use rebuilt::Rebuilt;

use crate::{mock::Test, Call, Error};
use play::play;
use polkadot_sdk::frame_support::traits::GetCallName;
use proptest::test_runner::{Config, RngSeed, TestError, TestRunner};
use scale_info::{TypeDef, TypeInfo};
use std::{cell::RefCell, collections::BTreeSet, time::Instant};
use tally::{Tally, OK};

/// Sequences of the short run.
const SEQUENCES: u32 = 56;

/// Errors that no sequence can reach.
const UNREACHABLE: [&str; 2] = [
	// Says that the storage is corrupt, which is a bug.
	"CorruptState",
	// The samples of a sequence are too short: `tests::weights` has long ones.
	"TooManyPages",
];

/// Plays a number of sequences; one that fails is shrunk and told.
fn run(sequences: u32, seed: u64, tally: &RefCell<Tally>) -> Result<(), String> {
	let config = Config {
		cases: sequences,
		failure_persistence: None,
		max_shrink_iters: 50_000,
		max_shrink_time: 120_000,
		rng_seed: RngSeed::Fixed(seed),
		..Config::default()
	};
	let ran =
		TestRunner::new(config).run(&sequences::sequence(), |sequence| play(&sequence, tally));
	match ran {
		Ok(()) => Ok(()),
		Err(TestError::Fail(why, sequence)) => {
			Err(format!("seed {seed}: {why}\n{}", sequences::told(&sequence)))
		}
		Err(TestError::Abort(why)) => Err(format!("seed {seed}: {why}")),
	}
}

/// The names of all errors of the pallet.
fn errors() -> BTreeSet<String> {
	let TypeDef::Variant(errors) = Error::<Test>::type_info().type_def else { return [].into() };
	errors.variants.into_iter().map(|variant| variant.name.to_string()).collect()
}

#[test]
fn every_call_succeeds_and_every_error_is_met() {
	let tally = RefCell::default();
	run(SEQUENCES, 0, &tally).unwrap_or_else(|failure| panic!("{failure}"));
	let tally = tally.into_inner();
	println!("{tally}");
	for call in Call::<Test>::get_call_names() {
		assert!(tally.has(call, OK), "{call} never succeeded");
	}
	for error in errors() {
		let can_be_met = !UNREACHABLE.contains(&error.as_str());
		assert_eq!(tally.has_any(&error), can_be_met, "{error}");
	}
	for outcome in ["audit Released", "audit RolledBack", "audit Void", "bonus", "model removed"] {
		assert!(tally.has_seen(outcome), "{outcome} never happened");
	}
}

/// Does nothing unless `FUZZ_CALLS` is set. `FUZZ_SEED` is where seeds begin.
#[test]
fn as_many_calls_as_are_asked_for() {
	let number = |name| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
	let Some(calls) = number("FUZZ_CALLS") else { return };
	let mut seed = number("FUZZ_SEED").unwrap_or(1);
	let (tally, start) = (RefCell::<Tally>::default(), Instant::now());
	let mut played = Ok(());
	// The table is told ten times on the way, for whoever does not wait for the end.
	for tenth in 1..=10 {
		while played.is_ok() && tally.borrow().calls < calls * tenth / 10 {
			played = run(SEQUENCES, seed, &tally);
			seed += 1;
		}
		println!("seeds below {seed}, {:?}\n{}", start.elapsed(), tally.borrow());
	}
	played.unwrap_or_else(|failure| panic!("{failure}"));
}
