//! Properties of streams of public samples.

use crate::{model::*, strategies::*};
use collab_model_core::*;
use proptest::{collection::vec, prelude::*};

proptest! {
	/// Deposits less refunds lie in the pot or are locked, to the unit.
	#[test]
	fn money_is_conserved(rules in rules(), seeding in seeding(), steps in stream()) {
		let mut model = Model::open(rules, &seeding);
		for step in &steps {
			model.act(step);
			prop_assert_eq!(model.state.pot.total() + model.locked(), model.paid_in());
		}
	}

	#[test]
	fn a_deposit_is_divided_to_the_unit(
		rules in rules(), seeding in seeding(), steps in stream(),
	) {
		let mut model = Model::open(rules, &seeding);
		steps.iter().for_each(|step| model.act(step));
		for taken in &model.taken {
			let Stake { deposit, forfeited, bonus } = taken.accepted.stake;
			match taken.accepted.judged.unwrap().verdict {
				Verdict::Agree => prop_assert!(forfeited == 0 && bonus <= 2 * deposit),
				Verdict::Undecided => prop_assert!(forfeited <= deposit && bonus == 0),
				Verdict::Disagree => prop_assert!(forfeited == deposit && bonus == 0),
			}
		}
	}

	/// `|w| <= W` and `|c * w - u| <= W * c` for both copies.
	#[test]
	fn coefficients_stay_possible(rules in rules(), seeding in seeding(), steps in stream()) {
		let mut model = Model::open(rules, &seeding);
		for step in &steps {
			model.act(step);
			for (version, copy) in [
				(Version::Released, model.state.released),
				(Version::Candidate, model.state.candidate),
			] {
				let possible = |value| rules.learner.is_possible(value, copy.clock);
				prop_assert!(model.values(version).iter().all(possible));
			}
		}
	}

	#[test]
	fn a_bias_is_learnt_only_where_there_is_one(
		rules in rules(), seeding in seeding(), steps in stream(),
	) {
		let learner = AveragedPerceptron { learn_bias: false, ..rules.learner };
		let mut model = Model::open(Robust { learner, ..rules }, &seeding);
		steps.iter().for_each(|step| model.act(step));
		let nothing = AveragedCoefficient::default();
		prop_assert_eq!([model.state.released.bias, model.state.candidate.bias], [nothing; 2]);
	}

	#[test]
	fn nothing_is_learnt_from_agreement(
		rules in rules(), seeding in seeding(), steps in stream(),
	) {
		let mut model = Model::open(rules, &seeding);
		for step in &steps {
			let before = model.clone();
			model.act(step);
			let Step::Submit { .. } = step else { continue };
			let accepted = model.taken.last().unwrap().accepted;
			let agrees = accepted.judged.unwrap().verdict == Verdict::Agree;
			if agrees {
				prop_assert!(!accepted.updated);
				prop_assert_eq!(model.values(Version::Candidate), before.values(Version::Candidate));
			}
			prop_assert_eq!(model.values(Version::Released), before.values(Version::Released));
			prop_assert_eq!(model.state.released, before.state.released);
		}
	}

	/// Within a second no clock moves, nothing flows from the pool to the fund or the heir, and the
	/// accuracy counter does not rise.
	#[test]
	fn a_burst_buys_no_time(
		rules in rules(), seeding in seeding(), steps in stream(), burst in vec(submission(), 1..60),
	) {
		let mut model = Model::open(rules, &seeding);
		steps.iter().for_each(|step| model.act(step));
		// The first of the burst takes the time that has passed.
		model.submit(0, 0, &(vec![0], Label::Positive));
		for step in &burst {
			let Step::Submit { who, row, .. } = step else { continue };
			let before = model.state;
			let Stake { forfeited, bonus, .. } = model.submit(0, *who, row).stake;
			let after = model.state;
			prop_assert_eq!(after.candidate.clock, before.candidate.clock);
			prop_assert_eq!(after.released, before.released);
			prop_assert!(after.agreement <= before.agreement);
			prop_assert_eq!(after.pot.heir, before.pot.heir);
			prop_assert!(after.pot.fund <= before.pot.fund);
			prop_assert!(after.pot.pool <= before.pot.pool + forfeited);
			prop_assert_eq!(after.pot.total() + bonus, before.pot.total() + forfeited);
		}
	}

	/// A sample moves the clock by the seconds since the last one, at most by a tick.
	#[test]
	fn the_clock_counts_seconds(rules in rules(), seeding in seeding(), steps in stream()) {
		let mut model = Model::open(rules, &seeding);
		for step in &steps {
			let (before, last) = (model.state.candidate.clock, model.taken.last().map_or(0, |t| t.at));
			model.act(step);
			let moved = match step {
				Step::Submit { .. } => (model.now - last).min(rules.learner.tick.into()),
				Step::Refused { .. } | Step::Refund { .. } => 0,
				Step::Audit { .. } => continue,
			};
			prop_assert_eq!(model.state.candidate.clock, before + moved);
		}
	}

	/// What a sample costs and what becomes of its deposit is settled when it is taken: the claim
	/// pays as much after any further samples and audits.
	#[test]
	fn a_verdict_is_final(
		rules in rules(), seeding in seeding(), before in stream(), after in stream(),
	) {
		let mut model = Model::open(rules, &seeding);
		before.iter().for_each(|step| model.act(step));
		let taken = model.taken.clone();
		after.iter().for_each(|step| model.act(step));
		model.now += rules.judgement.wait;
		for (index, earlier) in taken.iter().enumerate() {
			let locked = earlier.accepted.stake.locked();
			prop_assert_eq!(model.taken[index].accepted, earlier.accepted);
			let paid = model.taken[index].paid.or_else(|| model.refund(index).ok());
			prop_assert_eq!(paid.unwrap_or_default(), locked);
			let again = model.refund(index);
			prop_assert_eq!(again, Err(ClaimError::NothingLeft));
		}
	}

	/// Between two audits nobody's samples move what the model says, so all are judged as if each
	/// were the first.
	#[test]
	fn samples_are_judged_by_the_release_alone(
		rules in rules(), seeding in seeding(), steps in vec(submission(), 1..100),
	) {
		let mut model = Model::open(rules, &seeding);
		let opened = model.clone();
		for step in &steps {
			let Step::Submit { row, .. } = step else { continue };
			model.act(step);
			let alone = opened.clone().submit(0, 0, row);
			let accepted = model.taken.last().unwrap().accepted;
			let verdicts = [accepted, alone].map(|a| (a.score, a.judged.unwrap().verdict));
			prop_assert_eq!(verdicts[0], verdicts[1]);
		}
	}

	/// A price is within its span, and moved by the account's own verdicts only.
	#[test]
	fn others_do_not_move_a_price(rules in rules(), seeding in seeding(), steps in stream()) {
		let mut model = Model::open(rules, &seeding);
		let RecordPricing { base, span_down, span_up, .. } = rules.pricing;
		let span = base / Balance::from(span_down)..=base * Balance::from(span_up);
		for step in &steps {
			let before = model.records;
			model.act(step);
			for (who, record) in model.records.iter().enumerate() {
				let own = matches!(step, Step::Submit { who: sender, .. } if *sender == who);
				prop_assert!(own || *record == before[who]);
				prop_assert!(span.contains(&rules.price(record, 0)));
				let verdicts = u16::from(record.agreed) + u16::from(record.disagreed);
				prop_assert!(verdicts < u16::from(rules.pricing.window));
			}
		}
	}
}
