//! What holds under the robust rules for every input, and against the same formulas in `f64`.

use collab_model_core::*;
use proptest::prelude::*;

const FEATURES: usize = 30;

fn learner() -> impl Strategy<Value = AveragedPerceptron> {
	(0u16..40, 1i8..=127, any::<bool>(), 0u16..50).prop_map(|(margin, limit, learn_bias, least)| {
		let guard = Guard { slope: 3, least, greatest: least + 200, shift: 8, start: 52_429 };
		AveragedPerceptron { margin, limit, learn_bias, guard }
	})
}

fn stream() -> impl Strategy<Value = Vec<(Vec<usize>, Label)>> {
	let sample = proptest::collection::btree_set(0..FEATURES, 1..12)
		.prop_map(|set| set.into_iter().collect());
	let label = any::<bool>().prop_map(Label::from);
	proptest::collection::vec((sample, label), 1..150)
}

/// All coefficients of a model and its state.
#[derive(Clone)]
struct Model {
	learner: AveragedPerceptron,
	state: AveragedState,
	coefficients: [AveragedCoefficient; FEATURES],
}

impl Model {
	fn new(learner: AveragedPerceptron) -> Self {
		let agreement = learner.guard.start;
		let state = AveragedState { agreement, ..AveragedState::default() };
		Self { learner, state, coefficients: Default::default() }
	}

	fn present(&self, features: &[usize]) -> Vec<AveragedCoefficient> {
		features.iter().map(|f| self.coefficients[*f]).collect()
	}

	fn score(&self, features: &[usize]) -> Score {
		self.learner.score(&self.state, &self.present(features))
	}

	fn learn(&mut self, phase: Phase, features: &[usize], label: Label) -> Learnt {
		let mut present = self.present(features);
		let learnt = self.learner.learn(phase, &mut self.state, label, &mut present);
		features.iter().zip(present).for_each(|(f, value)| self.coefficients[*f] = value);
		learnt
	}

	fn values(&self) -> impl Iterator<Item = AveragedCoefficient> + '_ {
		self.coefficients.iter().copied().chain(self.learner.learn_bias.then_some(self.state.bias))
	}
}

/// The averaged perceptron as textbooks have it: all past states are kept and averaged.
struct NaiveTwin {
	now: Vec<f64>,
	past: Vec<Vec<f64>>,
}

impl NaiveTwin {
	fn average(&self, feature: usize) -> f64 {
		self.past.iter().map(|state| state[feature]).sum::<f64>() / self.past.len() as f64
	}
}

proptest! {
	#[test]
	fn the_lazy_average_is_the_average(learner in learner(), samples in stream()) {
		let mut model = Model::new(learner);
		// The last place is the bias.
		let mut twin = NaiveTwin { now: vec![0.0; FEATURES + 1], past: vec![] };
		for (features, label) in &samples {
			twin.past.push(twin.now.clone());
			let places = || features.iter().copied().chain(learner.learn_bias.then_some(FEATURES));
			let averaged: f64 = places().map(|f| twin.average(f)).sum();
			let exact = model.score(features) as f64 / model.state.clock as f64;
			prop_assert!((exact - averaged).abs() < 1e-6, "{exact} {averaged}");
			let learnt = model.learn(Phase::Open, features, *label);
			let side = if *label == Label::Positive { 1.0 } else { -1.0 };
			let raw: f64 = places().map(|f| twin.now[f]).sum();
			let uncertain = side * raw <= f64::from(learner.margin);
			prop_assert_eq!(learnt.updated, !learnt.skipped && uncertain);
			if learnt.updated {
				let limit = f64::from(learner.limit);
				for place in places() {
					twin.now[place] = (twin.now[place] + side).clamp(-limit, limit);
				}
			}
		}
	}

	#[test]
	fn coefficients_stay_possible(learner in learner(), samples in stream()) {
		let mut model = Model::new(learner);
		for (features, label) in &samples {
			model.learn(Phase::Open, features, *label);
			let clock = model.state.clock;
			prop_assert!(model.values().all(|value| learner.is_possible(&value, clock)));
		}
	}

	/// When nothing else moves, a verdict is that of a model that never saw the sample.
	#[test]
	fn taking_the_own_effect_out_is_not_having_learnt(
		learner in learner(), samples in stream(), ticks in 0u64..1000, band in 0u16..60,
	) {
		let judge = Judgement { band, ..Judgement::default() };
		let mut model = Model::new(learner);
		for (features, label) in &samples {
			let mut without = model.clone();
			let clock = model.state.clock;
			let displacement = model.learn(Phase::Open, features, *label).displacement;
			let mut with = model.clone();
			with.state.clock += ticks;
			without.state.clock = with.state.clock;
			let later = with.state.clock;
			let own = OwnEffect { displacement, clock };
			prop_assert_eq!(
				judge.verdict(with.score(features), later, *label, &own),
				judge.verdict(without.score(features), later, *label, &OwnEffect::default())
			);
		}
	}

	#[test]
	fn seeding_is_blind_to_the_guard(learner in learner(), samples in stream()) {
		let mut model = Model::new(learner);
		for (features, label) in &samples {
			let learnt = model.learn(Phase::Seeding, features, *label);
			prop_assert!(!learnt.skipped);
			prop_assert_eq!(model.state.agreement, learner.guard.start);
		}
	}

	#[test]
	fn the_ends_of_all_ranges_are_safe(
		learner in learner(), label in any::<bool>(), value in -127i8..=127,
	) {
		let clock = 1u64 << 54;
		let lag = 254 * (1i64 << 54);
		let mut present = vec![AveragedCoefficient { value, lag: -lag }; 1024];
		let state = AveragedState { clock, agreement: 0, bias: AveragedCoefficient { value, lag } };
		let score = learner.score(&state, &present);
		let sum = 1024 * (i128::from(clock) * i128::from(value) + i128::from(lag));
		let bias = i128::from(clock) * i128::from(value) - i128::from(lag);
		prop_assert_eq!(score, sum + if learner.learn_bias { bias } else { 0 });
		let mut moved = state;
		learner.learn(Phase::Seeding, &mut moved, Label::from(label), &mut present);
		prop_assert_eq!(moved.clock, clock + 1);
		let judged = Judgement::default().verdict(score, clock, Label::Positive, &OwnEffect {
			displacement: i32::MIN,
			clock: 0,
		});
		prop_assert!(matches!(judged, Verdict::Agree | Verdict::Undecided | Verdict::Disagree));
	}

	#[test]
	fn shares_are_the_deposit_to_the_last_unit(
		deposit in any::<Balance>(), pool in any::<Balance>(), fee in 0u8..=100, found in 0u8..=100,
		verdict in 0usize..3, own in any::<bool>(), agreed in any::<u8>(), disagreed in any::<u8>(),
		bonus_shift in 0u8..128,
	) {
		let payouts = Payouts {
			undecided_fee: sp_arithmetic::Percent::from_percent(fee),
			finder_share: sp_arithmetic::Percent::from_percent(found),
			bonus_shift,
			..Payouts::default()
		};
		let verdict = [Verdict::Agree, Verdict::Undecided, Verdict::Disagree][verdict];
		let record = Record { agreed, disagreed };
		let shares = payouts.shares(verdict, deposit, own, &record, pool);
		let sum = shares.to_contributor.checked_add(shares.to_finder)
			.and_then(|sum| sum.checked_add(shares.to_pool));
		prop_assert_eq!(sum, Some(deposit));
		prop_assert!(shares.bonus <= pool && shares.bonus <= deposit);
		prop_assert!(verdict == Verdict::Agree || shares.bonus == 0);
	}

	#[test]
	fn prices_stay_in_their_span_and_fall_with_agreement(
		base in 4u128..=1 << 100, agreed in 0u8..127, disagreed in 0u8..127,
	) {
		let pricing = RecordPricing::with_base(base);
		prop_assert!(pricing.is_valid());
		let price = |agreed, disagreed| pricing.price(&Record { agreed, disagreed });
		let price_now = price(agreed, disagreed);
		prop_assert!((base / 4..=4 * base).contains(&price_now));
		prop_assert!(price(agreed + 1, disagreed) <= price_now);
	}

	#[test]
	fn records_stay_below_their_window(verdicts in proptest::collection::vec(0usize..3, 0..600)) {
		let mut record = Record::default();
		for verdict in verdicts {
			let verdict = [Verdict::Agree, Verdict::Undecided, Verdict::Disagree][verdict];
			record = record.after(verdict, 128);
			prop_assert!(u16::from(record.agreed) + u16::from(record.disagreed) < 128);
		}
	}
}
