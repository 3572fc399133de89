//! What holds for every input.

use collab_model_core::*;
use proptest::prelude::*;

fn coefficients() -> impl Strategy<Value = Vec<Coefficient>> {
	proptest::collection::vec(any::<i64>().prop_map(Coefficient::from_inner), 1..1024)
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
		learner: Perceptron {
			step: StepSchedule::Constant(Coefficient::from_inner(1)),
			learn_bias: false,
		},
		pricing: Pricing::Constant(1),
		refund_wait: a,
		owner_wait: a + b,
		any_wait: a + b + c,
	})
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
	fn packing_loses_nothing(features in proptest::collection::btree_set(any::<u32>(), 1..200)) {
		let features: Vec<u32> = features.into_iter().collect();
		let packed = pack(Sample::new(&features, 1 << 32).unwrap());
		prop_assert!(packed.len() <= features.len() * MAX_PACKED_BYTES_PER_FEATURE as usize);
		prop_assert_eq!(unpack(&packed), Some(features));
	}

	#[test]
	fn unpacking_garbage_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
		let _ = unpack(&bytes);
	}

	/// Any sequence of claims pays out no more than the deposit, each no more than what is left,
	/// and never nothing; so the money is conserved and every claim makes progress.
	#[test]
	fn payouts_never_exceed_the_deposit(
		rules in rules(),
		deposit in any::<u128>(),
		label in any_label(),
		claims in proptest::collection::vec(
			(0u64..200, any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), any::<u64>(), any::<u64>()),
			1..40,
		),
	) {
		let mut claimable = deposit;
		for (age, own, is_owner, already_claimed, prediction, credit, others) in claims {
			let facts = ClaimFacts { deposit, claimable, age, label, already_claimed };
			let predict = || Label::from(prediction);
			let paid = if own {
				rules.refund(&facts, predict)
			} else {
				let total_credit = credit.saturating_add(others);
				let who = Reporter { is_contributor: own, is_owner, credit, total_credit };
				rules.report(&facts, &who, predict)
			};
			if let Ok(amount) = paid {
				prop_assert!(amount > 0 && amount <= claimable);
				claimable -= amount;
			}
		}
	}
}
