//! What holds for every input: learner, price, packing and claims of the `classic` rules.

mod support;

use collab_model_core::*;
use proptest::{
	collection::{btree_set, vec},
	prelude::*,
};
use support::Memory;

/// Rules under which nothing costs anything.
const FREE: Classic = Classic {
	learner: Perceptron {
		step: StepSchedule::Constant(Coefficient::from_inner(1)),
		learn_bias: false,
	},
	pricing: Pricing::Constant(0),
	refund_wait: 0,
	owner_wait: 0,
	any_wait: 0,
};

fn coefficients() -> impl Strategy<Value = Vec<Coefficient>> {
	vec(any::<i64>().prop_map(Coefficient::from_inner), 1..1024)
}

fn any_label() -> impl Strategy<Value = Label> {
	any::<bool>().prop_map(Label::from)
}

fn any_step() -> impl Strategy<Value = StepSchedule> {
	prop_oneof![
		(0..=i64::MAX).prop_map(|s| StepSchedule::Constant(Coefficient::from_inner(s))),
		(1..=i64::MAX, 1..=u64::MAX).prop_map(|(alpha, t0)| StepSchedule::InverseTime {
			alpha: Coefficient::from_inner(alpha),
			t0
		}),
	]
}

fn any_pricing() -> impl Strategy<Value = Pricing> {
	prop_oneof![
		any::<u128>().prop_map(Pricing::Constant),
		any::<(u128, u128, u128)>().prop_map(|(scale, minimum, unit)| Pricing::SqrtTime {
			scale,
			minimum,
			unit
		}),
	]
}

fn rules() -> impl Strategy<Value = Classic> {
	(0u64..50, 0u64..50, 0u64..50).prop_map(|(a, b, c)| Classic {
		refund_wait: a,
		owner_wait: a + b,
		any_wait: a + b + c,
		..FREE
	})
}

#[test]
fn only_a_score_above_zero_is_positive() {
	let labels = [Score::MIN, -1, 0, 1, Score::MAX].map(label_of);
	use Label::{Negative, Positive};
	assert_eq!(labels, [Negative, Negative, Negative, Positive, Positive]);
}

#[test]
fn a_step_is_not_negative_and_begins_somewhere() {
	let constant = |step| StepSchedule::Constant(Coefficient::from_inner(step));
	assert!(constant(0).is_valid() && !constant(-1).is_valid());
	let falling =
		|alpha, t0| StepSchedule::InverseTime { alpha: Coefficient::from_inner(alpha), t0 };
	assert!(falling(1, 1).is_valid());
	assert!(!falling(0, 1).is_valid() && !falling(-1, 1).is_valid() && !falling(1, 0).is_valid());
	assert_eq!(constant(3).after(9), constant(3));
}

proptest! {
	#[test]
	fn the_order_of_features_never_matters(
		bias in any::<i64>(), mut values in coefficients(), step in any_step(), label in any_label(),
		learn_bias in any::<bool>(), seen in any::<u64>(),
	) {
		let learner = Perceptron { step, learn_bias };
		let mut forward = (Coefficient::from_inner(bias), values.clone());
		let there = learner.learn(seen, label, &mut forward.0, &mut forward.1);
		values.reverse();
		let mut backward = (Coefficient::from_inner(bias), values);
		let back = learner.learn(seen, label, &mut backward.0, &mut backward.1);
		backward.1.reverse();
		prop_assert_eq!(there, back);
		prop_assert_eq!(forward, backward);
	}

	#[test]
	fn an_update_never_moves_the_score_away_from_the_label(
		bias in any::<i64>(), values in coefficients(), step in any_step(), label in any_label(),
		learn_bias in any::<bool>(), seen in any::<u64>(),
	) {
		let learner = Perceptron { step, learn_bias };
		let (mut bias, mut values) = (Coefficient::from_inner(bias), values);
		let (before, moved) = learner.learn(seen, label, &mut bias, &mut values);
		let after = score(bias, values);
		match label {
			Label::Positive => prop_assert!(after >= before),
			Label::Negative => prop_assert!(after <= before),
		}
		prop_assert!(moved || after == before);
	}

	#[test]
	fn the_step_never_grows(step in any_step(), seen in 0..u64::MAX) {
		prop_assert!(step.is_valid());
		prop_assert!(step.step(seen) >= step.step(seen + 1));
		prop_assert!(step.step(seen) >= Coefficient::from_inner(0));
	}

	#[test]
	fn the_price_never_rises_with_time(pricing in any_pricing(), elapsed in 0..u64::MAX) {
		prop_assert!(pricing.price(elapsed) >= pricing.price(elapsed + 1));
	}

	#[test]
	fn packing_loses_nothing(features in btree_set(any::<u32>(), 1..200)) {
		let features: Vec<u32> = features.into_iter().collect();
		let packed = pack(Sample::new(&features, 1 << 32).unwrap());
		prop_assert!(packed.len() <= features.len() * MAX_PACKED_BYTES_PER_FEATURE as usize);
		prop_assert_eq!(unpack(&packed), Some(features));
	}

	#[test]
	fn unpacking_garbage_never_panics(bytes in vec(any::<u8>(), 0..64)) {
		let _ = unpack(&bytes);
	}

	/// Any sequence of claims pays out no more than the deposit, each no more than what is left,
	/// and never nothing; so the money is conserved and every claim makes progress.
	#[test]
	fn payouts_never_exceed_the_deposit(
		rules in rules(),
		deposit in any::<Balance>(),
		label in any_label(),
		total_credit in any::<u64>(),
		claims in vec((0u64..200, any::<[bool; 5]>(), any::<u64>()), 1..40),
	) {
		let mut claimable = deposit;
		let mut state = ClassicState { total_credit, ..ClassicState::default() };
		for (age, [refund, is_contributor, is_owner, already_claimed, prediction], credit) in claims {
			let kind = if refund { ClaimKind::Refund } else { ClaimKind::Report };
			let trace = ClassicTrace { deposit, label, already_claimed };
			let facts = ClaimFacts { kind, is_contributor, is_owner, age, claimable, trace };
			let (before, mut after) = (state, credit);
			match rules.claim(&mut state, &mut after, &facts, || Label::from(prediction)) {
				Ok(Payment { amount, ends, .. }) => {
					prop_assert!(amount > 0 && amount <= claimable);
					claimable -= amount;
					prop_assert_eq!(ends, claimable == 0);
					prop_assert!(refund || (after, state) == (credit, before));
				}
				Err(_) => prop_assert_eq!((after, state), (credit, before)),
			}
		}
	}

	/// The set of rules learns what its learner learns, wherever the coefficients are kept.
	#[test]
	fn a_submission_is_learnt_where_it_is_kept(
		step in any_step(), learn_bias in any::<bool>(),
		samples in vec((btree_set(0u32..9, 1..9), any_label()), 1..50),
	) {
		let learner = Perceptron { step, learn_bias };
		let rules = Classic { learner, ..FREE };
		let (mut state, mut memory) = (ClassicState::default(), Memory::default());
		let (mut bias, mut plain) = (Coefficient::default(), [Coefficient::default(); 9]);
		for (seen, (features, label)) in (0u64..).zip(samples) {
			let features: Vec<u32> = features.into_iter().collect();
			let sample = Sample::new(&features, 9).unwrap();
			let submission = Submission { sample, label, max_deposit: 0, elapsed: 0, seen };
			let accepted = rules.submit(&mut state, &mut 0, &submission, &mut memory).unwrap();
			let mut present: Vec<_> = features.iter().map(|f| plain[*f as usize]).collect();
			let learnt = learner.learn(seen, label, &mut bias, &mut present);
			features.iter().zip(present).for_each(|(f, value)| plain[*f as usize] = value);
			prop_assert_eq!((accepted.score, accepted.updated), learnt);
			prop_assert_eq!(state.bias, bias);
			prop_assert!((0u32..).zip(plain).all(|(f, v)| memory.get(Version::Released, f) == v));
		}
	}

	#[test]
	fn a_price_above_the_offer_changes_nothing(price in 1..=Balance::MAX, label in any_label()) {
		let rules = Classic { pricing: Pricing::Constant(price), ..FREE };
		let (mut state, mut credit, mut memory) = (ClassicState::default(), 0, Memory::default());
		let sample = Sample::new(&[1], 9).unwrap();
		let offer = Submission { sample, label, max_deposit: price - 1, elapsed: 0, seen: 0 };
		let refused = rules.submit(&mut state, &mut credit, &offer, &mut memory);
		prop_assert_eq!(refused, Err(PriceAboveMaximum { price }));
		prop_assert_eq!((state, credit, memory), (ClassicState::default(), 0, Memory::default()));
	}
}
