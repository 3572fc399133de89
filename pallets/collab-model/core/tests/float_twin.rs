//! The learners against the same formulas in `f64`.

mod support;

use collab_model_core::*;
use proptest::prelude::*;
use sp_arithmetic::traits::Zero;
use support::Memory;

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

fn numbers(features: &[usize]) -> Vec<u32> {
	features.iter().map(|feature| *feature as u32).collect()
}

/// The averaged perceptron as textbooks have it: the values of every second are added up.
struct TextbookTwin {
	now: Vec<f64>,
	/// For each coefficient, the sum of its values over all seconds so far.
	summed: Vec<f64>,
	seconds: f64,
}

impl TextbookTwin {
	fn pass(&mut self, seconds: u64) {
		self.seconds += seconds as f64;
		for (summed, now) in self.summed.iter_mut().zip(&self.now) {
			*summed += now * seconds as f64;
		}
	}

	fn average(&self, place: usize) -> f64 {
		self.summed[place] / self.seconds
	}

	/// Moves the coefficients of a sample, as far as the limit and, where there is one, the leash
	/// allow.
	fn learn(
		&mut self,
		learner: &AveragedPerceptron,
		places: &[usize],
		side: f64,
		is_leashed: bool,
	) {
		let limit = f64::from(learner.limit);
		for place in places {
			let (now, average) = (self.now[*place], self.average(*place));
			let ahead = side * (now - average);
			let leash = f64::from(learner.leash) + average.abs() / f64::from(learner.leash_share);
			// Times the seconds, the difference is a multiple of 1 in `leash_share`.
			let is_held = is_leashed && (ahead - leash) * self.seconds > 1e-3;
			if !is_held {
				self.now[*place] = (now + side).clamp(-limit, limit);
			}
		}
	}
}

fn averaged_learner() -> impl Strategy<Value = AveragedPerceptron> {
	(0u16..40, 1i8..=127, any::<bool>(), 1u32..=1_000, 1u8..5, 1u8..5, 0u16..20).prop_map(
		|(margin, limit, learn_bias, tick, leash, leash_share, sample_leash)| AveragedPerceptron {
			margin,
			limit,
			learn_bias,
			tick,
			leash,
			leash_share,
			sample_leash,
		},
	)
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

	/// The two sums that are kept for each coefficient give the average over all seconds, of the
	/// copy that learns as of the one that judges.
	#[test]
	fn the_lazy_average_is_the_average_over_seconds(
		learner in averaged_learner(),
		band in 0u16..20,
		seeding in stream(),
		samples in stream(),
		waits in proptest::collection::vec(0u64..1_500, 200),
	) {
		let usual = Robust::with_base(1_000);
		let judgement = Judgement { band, ..usual.judgement };
		let gate = Gate { samples: 0, accuracy: sp_arithmetic::Percent::zero() };
		let rules = Robust { learner, judgement, gate, ..usual };
		let (mut state, mut memory) = (rules.initial_state(), Memory::default());
		// The last place is the bias.
		let zero = vec![0.0; FEATURES + 1];
		let mut twin = TextbookTwin { now: zero.clone(), summed: zero, seconds: 0.0 };
		let places = |features: &[usize]| -> Vec<usize> {
			features.iter().copied().chain(learner.learn_bias.then_some(FEATURES)).collect()
		};
		let side = |label| if label == Label::Positive { 1.0 } else { -1.0 };
		twin.pass(learner.tick.into());
		for (features, positive) in &seeding {
			let (label, numbers) = (Label::from(*positive), numbers(features));
			let sample = Sample::new(&numbers, FEATURES as u64).unwrap();
			if rules.seed(&mut state, sample, label, &mut memory) {
				twin.learn(&learner, &places(features), side(label), false);
			}
			twin.pass(learner.tick.into());
		}
		rules.open(&mut state).unwrap();
		let released: Vec<f64> = (0..=FEATURES).map(|place| twin.average(place)).collect();
		let (mut record, close) = (Record::default(), |a: f64, b: f64| (a - b).abs() < 1e-6);
		for ((features, positive), elapsed) in samples.iter().zip(waits) {
			let (label, numbers) = (Label::from(*positive), numbers(features));
			let sample = Sample::new(&numbers, FEATURES as u64).unwrap();
			let submission =
				Submission { sample, label, max_deposit: Balance::MAX, elapsed, seen: 0 };
			let accepted = rules.submit(&mut state, &mut record, &submission, &mut memory).unwrap();
			twin.pass(elapsed.min(learner.tick.into()));
			let places = places(features);
			let judged: f64 = places.iter().map(|place| released[*place]).sum();
			prop_assert!(close(accepted.score as f64 / 1e9, judged));
			if accepted.updated {
				let raw: f64 = places.iter().map(|place| twin.now[*place]).sum();
				prop_assert!(side(label) * raw <= f64::from(learner.margin));
				twin.learn(&learner, &places, side(label), true);
			}
			let clock = state.candidate.clock;
			prop_assert_eq!(clock as f64, twin.seconds);
			for place in 0..FEATURES {
				let lazy = memory.get(Version::Candidate, place as u32);
				prop_assert_eq!(f64::from(lazy.value), twin.now[place]);
				prop_assert!(close(lazy.mean(clock).to_float(), twin.average(place)));
			}
			let bias = state.candidate.bias;
			prop_assert!(close(bias.mean(clock).to_float(), twin.average(FEATURES)));
		}
	}
}
