//! Whole sequences of steps.

use super::{
	step::*,
	stories::{audit, bonus, crowd, dispute, end, lessons, moving, new_model, vast, Steps},
	strategies::{self as any, of},
};
use collab_model_core::Balance;
use proptest::{collection::vec, prelude::*};

/// The most steps of a sequence.
const LONGEST: usize = 120;

fn one(step: impl Strategy<Value = Step> + 'static) -> BoxedStrategy<Steps> {
	step.prop_map(|step| vec![step]).boxed()
}

fn money() -> BoxedStrategy<Step> {
	let gift = (any::anybody(), of(Kind::Robust), 1..60 as Balance);
	let spend = (any::anybody(), 0..400 as Balance);
	prop_oneof![
		gift.prop_map(|(who, of, amount)| Step::Gift(who, of, amount)),
		spend.prop_map(|(who, left)| Step::Spend(who, left)),
	]
	.boxed()
}

fn chunk() -> BoxedStrategy<Steps> {
	let single = prop_oneof![
		8 => any::add(Kind::Classic),
		8 => any::add(Kind::Robust),
		12 => any::claim(),
		8 => any::wait(),
		3 => any::others(Kind::Any, any::create()),
		2 => any::own(Kind::Uploading, any::upload()),
		2 => any::own(Kind::Unopened, Just(Action::Open)),
		2 => any::own(Kind::Open, Just(Action::Pause)),
		3 => any::own(Kind::Paused, Just(Action::Resume)),
		2 => any::own(Kind::Any, prop::option::weighted(0.8, any::account())
			.prop_map(|to| Action::Offer { to })),
		2 => any::heirs(),
		2 => any::others(Kind::Any, Just(Action::Forget)),
		1 => any::dissolve(),
		2 => any::claim_of(Kind::OwesDissolved),
		1 => any::own(Kind::Any, Just(Action::Close)),
		3 => any::seed(),
		2 => any::own(Kind::Seeding, any::declare()),
		2 => any::own(Kind::Seeding, any::upload_averaged()),
		2 => any::own(Kind::Robust, any::seal()),
		3 => any::own(Kind::Audited, any::show()),
		2 => any::others(Kind::Audited, (0..12u32).prop_map(|pages| Action::Settle { pages })),
		2 => any::others(Kind::Robust, Just(Action::PayHeir)),
		1 => money(),
	];
	prop_oneof![
		80 => one(single),
		8 => lessons(),
		10 => audit(),
		6 => dispute(),
		4 => moving(),
		4 => bonus(),
		2 => end(),
		3 => new_model(),
	]
	.boxed()
}

/// Models to begin with, then anything; now and then what needs many steps of its own.
pub fn sequence() -> BoxedStrategy<Sequence> {
	let existential = (prop_oneof![3 => Just(1), 1 => Just(50)], 0..3 as Balance);
	let ids_left = prop_oneof![8 => Just(u32::MAX), 1 => 1..4u32];
	let special = prop_oneof![
		12 => Just(Steps::new()),
		1 => vast(),
		1 => crowd(),
	];
	let begin = vec(new_model(), 2..4).prop_map(|models| models.concat());
	(existential, ids_left, special, begin, vec(chunk(), 10..80))
		.prop_map(|((existential, byte_deposit), ids_left, special, begin, chunks)| {
			let mut steps = [special, begin, chunks.concat()].concat();
			steps.truncate(LONGEST);
			Sequence { existential, byte_deposit, ids_left, steps }
		})
		.boxed()
}

/// A sequence for the reader of a failure, a line for each step.
pub fn told(sequence: &Sequence) -> String {
	let Sequence { existential, byte_deposit, ids_left, steps } = sequence;
	let mut told =
		format!("existential deposit {existential}, {byte_deposit} a byte, {ids_left} ids left\n");
	for (number, step) in steps.iter().enumerate() {
		told.push_str(&format!("{number:>3} {step:?}\n"));
	}
	told
}
