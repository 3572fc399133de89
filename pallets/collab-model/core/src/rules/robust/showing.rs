//! The steps of an audit: seal, show, settle.

use super::{
	next_seal, AuditCount, AuditError, AuditOutcome, AuditPiece, AuditStage, AveragedCoefficient,
	Lesson, Robust, RobustState, Seal, Sealed,
};
use crate::{Coefficients, Label, Sample, Seconds, Version};

impl Robust {
	/// Seals `rows` rows for the next audit, at most `max_rows`.
	pub fn seal_audit(
		&self,
		state: &mut RobustState,
		seal: Seal,
		rows: u32,
		max_rows: u32,
		now: Seconds,
	) -> Result<(), AuditError> {
		if state.audit != AuditStage::None {
			return Err(AuditError::UnderWay);
		}
		if rows < self.audits.rows {
			return Err(AuditError::TooFewRows);
		}
		if rows > max_rows {
			return Err(AuditError::TooManyRows);
		}
		state.audit = AuditStage::Sealed(Sealed { seal, rows, at: now });
		state.audits = state.audits.saturating_add(1);
		Ok(())
	}

	/// Shows a piece of the audit. With the last row the audit is decided, and its outcome is
	/// returned.
	pub fn show_audit<'a>(
		&self,
		state: &mut RobustState,
		piece: AuditPiece<impl ExactSizeIterator<Item = (Sample<'a>, Label)>>,
		now: Seconds,
		hash: impl Fn(&[u8]) -> Seal,
		coefficients: &mut impl Coefficients<AveragedCoefficient>,
	) -> Result<Option<(AuditOutcome, AuditCount)>, AuditError> {
		let AuditPiece { start, first, rows } = piece;
		let (sealed, mut shown, mut seal, mut count) = match state.audit {
			AuditStage::None | AuditStage::Settling { .. } => {
				return Err(AuditError::NothingSealed)
			}
			// What was taught cannot be forgotten, and nobody is tested on what they were told.
			AuditStage::Shown { sealed, rows, seal, count } if first > 0 || self.audits.teach => {
				(sealed, rows, seal, count)
			}
			AuditStage::Sealed(sealed) | AuditStage::Shown { sealed, .. } => {
				(sealed, 0, start, AuditCount::default())
			}
		};
		if now < sealed.at.saturating_add(self.audits.wait) {
			return Err(AuditError::TooEarly);
		}
		let more = u32::try_from(rows.len()).unwrap_or(u32::MAX);
		let end = shown.saturating_add(more);
		if more == 0 || first != shown || end > sealed.rows {
			return Err(AuditError::WrongPlace);
		}
		for (sample, label) in rows {
			seal = next_seal(&seal, sample, label, &hash);
			self.try_row(state, sample, label, &mut count, coefficients);
			if self.audits.teach {
				self.teach_row(state, sample, label, coefficients);
			}
		}
		shown = end;
		if shown < sealed.rows {
			state.audit = AuditStage::Shown { sealed, rows: shown, seal, count };
			return Ok(None);
		}
		if seal != sealed.seal {
			state.audit = AuditStage::None;
			return Ok(Some((AuditOutcome::Void, AuditCount::default())));
		}
		Ok(Some((self.decide_audit(state, &count), count)))
	}

	/// Tries one row on both copies.
	pub fn try_row(
		&self,
		state: &RobustState,
		sample: Sample<'_>,
		label: Label,
		count: &mut AuditCount,
		coefficients: &mut impl Coefficients<AveragedCoefficient>,
	) {
		let released = coefficients.sums(Version::Released, sample);
		let candidate = coefficients.sums(Version::Candidate, sample);
		let released = self.learner.score(&state.released, released);
		count.count(label, released, self.learner.score(&state.candidate, candidate));
	}

	/// Teaches both copies one row, as a public sample teaches the candidate: within the margin and
	/// on the leashes, so that an owner cannot turn a model round with a few rows. Neither the guard
	/// nor the verdict matters. It moves both clocks by one tick.
	pub fn teach_row(
		&self,
		state: &mut RobustState,
		sample: Sample<'_>,
		label: Label,
		coefficients: &mut impl Coefficients<AveragedCoefficient>,
	) {
		// The candidate first: what it has in common with the released copy becomes its own before
		// that changes, also where it learns nothing.
		for version in [Version::Candidate, Version::Released] {
			let copy = state.copy_mut(version);
			match self.what_it_learns(copy, version, sample, label, coefficients) {
				Lesson::Learnt => self.learn(copy, version, sample, label, coefficients),
				_ => coefficients.update(version, sample, |_| {}),
			}
			copy.clock = copy.clock.saturating_add(self.learner.tick.into());
		}
	}

	/// Releases the candidate or rolls it back. Clocks and biases follow at once; coefficients when
	/// their pages are moved, until which nothing is learnt ([`AuditStage::Settling`]).
	pub fn decide_audit(&self, state: &mut RobustState, count: &AuditCount) -> AuditOutcome {
		let accepted = self.audits.accepts(count);
		state.audit = AuditStage::Settling { accepted };
		if accepted {
			state.released = state.candidate;
			AuditOutcome::Released
		} else {
			state.candidate = state.released;
			AuditOutcome::RolledBack
		}
	}
}
