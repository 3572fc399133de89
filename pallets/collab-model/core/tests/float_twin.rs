//! The learner against the same formulas in `f64`.

use collab_model_core::{label_of, Coefficient, Label, Perceptron, StepSchedule};
use proptest::prelude::*;
use sp_arithmetic::traits::Zero;

const FEATURES: usize = 50;

struct FloatTwin {
	coefficients: [f64; FEATURES],
	bias: f64,
}

impl FloatTwin {
	fn score(&self, features: &[usize]) -> f64 {
		self.bias + features.iter().map(|&f| self.coefficients[f]).sum::<f64>()
	}

	fn learn(&mut self, step: f64, label: Label, features: &[usize], learn_bias: bool) {
		let signed = if label == Label::Positive { step } else { -step };
		features.iter().for_each(|&f| self.coefficients[f] += signed);
		if learn_bias {
			self.bias += signed;
		}
	}
}

fn stream() -> impl Strategy<Value = Vec<(Vec<usize>, bool)>> {
	let sample = proptest::collection::btree_set(0..FEATURES, 1..20)
		.prop_map(|set| set.into_iter().collect());
	proptest::collection::vec((sample, any::<bool>()), 1..200)
}

fn schedule() -> impl Strategy<Value = StepSchedule> {
	prop_oneof![
		(1i64..10_000_000_000).prop_map(|s| StepSchedule::Constant(Coefficient::from_inner(s))),
		(1i64..1_000_000_000, 1u64..100_000).prop_map(|(alpha, t0)| StepSchedule::InverseTime {
			alpha: Coefficient::from_inner(alpha),
			t0
		}),
	]
}

fn step_in_f64(schedule: &StepSchedule, seen: u64) -> f64 {
	match schedule {
		StepSchedule::Constant(step) => step.to_float(),
		StepSchedule::InverseTime { alpha, t0 } => 1.0 / (alpha.to_float() * (t0 + seen) as f64),
	}
}

proptest! {
	/// After n updates a coefficient differs by at most n units of the ninth decimal (one for each
	/// step that was rounded down), plus what f64 itself loses (its 2^-52 of the value, each time).
	#[test]
	fn coefficients_follow_the_twin(
		samples in stream(),
		step in schedule(),
		learn_bias in any::<bool>(),
	) {
		let learner = Perceptron { step, learn_bias };
		let mut coefficients = [Coefficient::from_inner(0); FEATURES];
		let mut bias = Coefficient::from_inner(0);
		let mut twin = FloatTwin { coefficients: [0.0; FEATURES], bias: 0.0 };
		for (seen, (features, positive)) in samples.iter().enumerate() {
			let label = Label::from(*positive);
			let mut present: Vec<_> = features.iter().map(|&f| coefficients[f]).collect();
			let (score, moved) = learner.learn(seen as u64, label, &mut bias, &mut present);
			features.iter().zip(present).for_each(|(&f, value)| coefficients[f] = value);
			prop_assert_eq!(moved, label_of(score) != label && !step.step(seen as u64).is_zero());
			// The decision is the integer's: near zero the twin may round to the other side.
			if label_of(score) != label {
				twin.learn(step_in_f64(&step, seen as u64), label, features, learn_bias);
			}
			let largest = twin.coefficients.iter().fold(twin.bias.abs(), |m, c| m.max(c.abs()));
			let bound = (seen + 1) as f64 * (1e-9 + largest * f64::EPSILON * 2.0);
			for (c, t) in coefficients.iter().zip(twin.coefficients) {
				prop_assert!((c.to_float() - t).abs() <= bound, "{c:?} {t} {bound}");
			}
			prop_assert!((bias.to_float() - twin.bias).abs() <= bound);
			let all: Vec<usize> = (0..FEATURES).collect();
			let exact = collab_model_core::score(bias, coefficients) as f64 / 1e9;
			prop_assert!((exact - twin.score(&all)).abs() <= bound * (FEATURES + 1) as f64);
		}
	}
}
