//! Rules for a community that wants its model to be good while others try to spoil it.
//!
//! A *released* copy of the model predicts and judges; a *candidate* learns, and is released by an
//! *audit* on rows that were sealed before. The learner is an averaged margin perceptron whose
//! clock counts seconds, whose coefficients stay near their averages, and which learns only from
//! what costs its sender. The verdict on a sample is given when it is submitted, and is final. The
//! price follows from the contributor's own record. What wrong and doubtful samples lose goes to a
//! *pot*, which pays bonuses to later good ones within limits of time.

mod audit;
mod gate;
mod guard;
mod judgement;
mod learner;
mod pot;
mod record;
mod seeding;
mod showing;
mod state;

pub use audit::{
	first_seal, next_seal, AuditCount, AuditError, AuditOutcome, AuditPiece, AuditRules,
	AuditStage, Seal, Sealed, LEAST_AUDIT_ROWS,
};
pub use gate::{Gate, Seeding};
pub use guard::{Agreement, Guard};
pub use judgement::{Judgement, Verdict};
pub use learner::{Averaged, AveragedCoefficient, AveragedPerceptron, AveragedScore, Sums};
pub use pot::{Payouts, Pot};
pub use record::{Record, RecordPricing};
pub use seeding::{ImportDeclaration, OpenError, SeedingError, MAX_IMPORT_CLOCK};
pub use state::{Import, RobustState};

use super::{
	Accepted, ClaimError, ClaimFacts, ClaimKind, Judged, Limits, Payee, Payment, PriceAboveMaximum,
	RuleSet, Submission,
};
use crate::{Balance, Coefficients, Label, Sample, Score, Seconds, Version};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Parameters of the `robust` rules.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct Robust {
	/// How the model learns.
	pub learner: AveragedPerceptron,
	/// Which samples it does not learn because they are outliers.
	pub guard: Guard,
	/// What a submission costs an account.
	pub pricing: RecordPricing,
	/// How samples are judged, and when deposits come back.
	pub judgement: Judgement,
	/// How bonuses are paid from what others have lost.
	pub payouts: Payouts,
	/// What a model must have shown before it opens.
	pub gate: Gate,
	/// What releases the candidate.
	pub audits: AuditRules,
}

/// Whether a sample was learnt, or the first reason why not, in the order of the checks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub enum Lesson {
	/// It was learnt, as far as the leashes of its coefficients allow.
	Learnt,
	/// An audit is being shown or settled.
	Suspended,
	/// The released model agrees with it: it costs nothing, so it teaches nothing.
	Agreed,
	/// The guard held it back: the released model contradicts it by too much.
	Outlier,
	/// The candidate gives it the same label already, by more than the margin.
	Sure,
	/// The candidate's present score is too far ahead of its average already.
	Leashed,
}

impl Robust {
	/// All defaults, with this base price.
	pub fn with_base(base: Balance) -> Self {
		Self {
			learner: AveragedPerceptron::default(),
			guard: Guard::default(),
			pricing: RecordPricing::with_base(base),
			judgement: Judgement::default(),
			payouts: Payouts::default(),
			gate: Gate::default(),
			audits: AuditRules::default(),
		}
	}

	/// The averaged score that the served model gives to a sample.
	pub fn averaged_score(
		&self,
		state: &RobustState,
		sample: Sample<'_>,
		coefficients: &mut impl Coefficients<AveragedCoefficient>,
	) -> AveragedScore {
		let sums = coefficients.sums(state.served(), sample);
		self.learner.score(&state.released, sums)
	}

	/// Whether the candidate may learn a judged sample.
	fn lesson(
		&self,
		state: &RobustState,
		verdict: Verdict,
		score: AveragedScore,
		submission: &Submission<'_>,
		coefficients: &mut impl Coefficients<AveragedCoefficient>,
	) -> Lesson {
		if verdict == Verdict::Agree {
			return Lesson::Agreed;
		}
		if !state.may_learn() {
			return Lesson::Suspended;
		}
		let label = submission.label;
		let ramp = i64::from(self.guard.ramp(self.learner.margin, state.agreement));
		if score.towards(label).is_below(ramp.saturating_neg()) {
			return Lesson::Outlier;
		}
		self.what_it_learns(
			&state.candidate,
			Version::Candidate,
			submission.sample,
			label,
			coefficients,
		)
	}

	/// Whether a copy has something to learn from a sample, and is not too far ahead to do so.
	fn what_it_learns(
		&self,
		copy: &Averaged,
		version: Version,
		sample: Sample<'_>,
		label: Label,
		coefficients: &mut impl Coefficients<AveragedCoefficient>,
	) -> Lesson {
		let sums = self.learner.with_bias(copy, coefficients.sums(version, sample));
		if !self.learner.is_within_margin(label, &sums) {
			return Lesson::Sure;
		}
		if !self.learner.is_on_sample_leash(label, &sums, copy.clock) {
			return Lesson::Leashed;
		}
		Lesson::Learnt
	}

	/// Moves a copy towards a label, as far as the leashes of its coefficients allow.
	fn learn(
		&self,
		copy: &mut Averaged,
		version: Version,
		sample: Sample<'_>,
		label: Label,
		coefficients: &mut impl Coefficients<AveragedCoefficient>,
	) {
		let clock = copy.clock;
		coefficients.update(version, sample, |coefficient| {
			self.learner.teach(coefficient, label, clock);
		});
		if self.learner.learn_bias {
			self.learner.teach(&mut copy.bias, label, clock);
		}
	}
}

impl RuleSet for Robust {
	type Value = AveragedCoefficient;
	type State = RobustState;
	type Standing = Record;
	type Trace = ();

	fn is_valid(&self, limits: &Limits) -> bool {
		self.learner.is_valid()
			&& self.guard.is_valid()
			&& self.pricing.is_valid(limits.min_base)
			&& self.judgement.is_valid()
			&& self.payouts.is_valid()
			&& self.gate.is_valid()
			&& self.audits.is_valid(limits.max_audit_rows)
			&& self.judgement.wait <= limits.max_wait
			&& self.audits.wait <= limits.max_wait
	}

	fn price(&self, record: &Record, _elapsed: Seconds) -> Balance {
		self.pricing.price(record)
	}

	fn score(
		&self,
		state: &RobustState,
		sample: Sample<'_>,
		coefficients: &mut impl Coefficients<AveragedCoefficient>,
	) -> Score {
		self.averaged_score(state, sample, coefficients).scaled()
	}

	fn submit(
		&self,
		state: &mut RobustState,
		record: &mut Record,
		submission: &Submission<'_>,
		coefficients: &mut impl Coefficients<AveragedCoefficient>,
	) -> Result<Accepted, PriceAboveMaximum> {
		let deposit = self.price(record, submission.elapsed);
		if deposit > submission.max_deposit {
			return Err(PriceAboveMaximum { price: deposit });
		}
		// Time passes first: it is what the clock, the pool and the counter move by, and no number
		// of samples within a second moves them.
		let tick = self.learner.tick;
		let step = submission.elapsed.min(tick.into());
		self.payouts.pass_time(&mut state.pot, self.pricing.base, step, tick);
		state.candidate.clock = state.candidate.clock.saturating_add(step);

		// The verdict is that of the released model, which no public sample changes.
		let score = self.averaged_score(state, submission.sample, coefficients);
		let verdict = self.judgement.verdict(score, submission.label);
		// The guard looks at the counter before this sample.
		let lesson = self.lesson(state, verdict, score, submission, coefficients);
		if lesson == Lesson::Learnt {
			let Submission { sample, label, .. } = *submission;
			self.learn(&mut state.candidate, Version::Candidate, sample, label, coefficients);
		}
		let agreed = score.towards(submission.label).is_above(0);
		state.agreement = self.guard.observe(state.agreement, agreed, step, tick);

		// A bonus asks for the record with this verdict in it.
		*record = record.after(verdict, self.pricing.window);
		let keep = self.judgement.keep;
		let stake = self.payouts.divide(&mut state.pot, verdict, deposit, keep, record);
		Ok(Accepted {
			stake,
			score: score.scaled(),
			updated: lesson == Lesson::Learnt,
			judged: Some(Judged { verdict, lesson }),
		})
	}

	fn claim(
		&self,
		_state: &mut RobustState,
		_record: &mut Record,
		facts: &ClaimFacts<()>,
		_predict: impl FnOnce() -> Label,
	) -> Result<Payment, ClaimError> {
		if facts.kind == ClaimKind::Report {
			return Err(ClaimError::NothingToReport);
		}
		if facts.claimable == 0 {
			return Err(ClaimError::NothingLeft);
		}
		if facts.age < self.judgement.wait {
			return Err(ClaimError::TooEarly);
		}
		Ok(Payment {
			amount: facts.claimable,
			to: Payee::Contributor,
			ends: true,
			// Nobody pays for clearing up after others.
			free_of_fee: !facts.is_contributor,
		})
	}
}

#[cfg(test)]
mod tests;
