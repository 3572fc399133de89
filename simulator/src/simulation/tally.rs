//! What agents did, in numbers.

use collab_model_core::{Accepted, Balance, Judged, Lesson, Seconds, Verdict};

/// What an agent did.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct AgentTally {
	/// Submissions that were accepted.
	pub submissions: u64,
	/// Claims on its own contributions before the last wait.
	pub refunds: u64,
	/// Claims on others' contributions, or under `classic` on any after the last wait.
	pub reports: u64,
	/// What the model found of its contributions, under `robust`.
	pub verdicts: Verdicts,
	/// What became of them as lessons, under `robust`.
	pub lessons: Lessons,
	/// What its contributions forfeited, under `robust`.
	pub forfeited: Balance,
	/// What its contributions earned from the pot, under `robust`.
	pub bonus: Balance,
	/// The most that was locked for its contributions at the end of a turn.
	pub most_held: Balance,
	/// When its free balance first was below 1 % of that at the start.
	pub ruined: Option<Seconds>,
	/// When all that it had, held or free, first was.
	pub lost_all: Option<Seconds>,
}

/// How many verdicts fell out how.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, serde::Deserialize, serde::Serialize)]
pub struct Verdicts {
	/// `Agree`.
	pub agree: u64,
	/// `Undecided`.
	pub undecided: u64,
	/// `Disagree`.
	pub disagree: u64,
}

/// How many samples were learnt, and how many were not for which reason.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, serde::Deserialize, serde::Serialize)]
pub struct Lessons {
	/// Learnt, as far as the leashes of the coefficients allowed.
	pub learnt: u64,
	/// An audit was being shown.
	pub suspended: u64,
	/// The released model agreed: the sample cost nothing.
	pub agreed: u64,
	/// The guard held the sample back.
	pub outlier: u64,
	/// The candidate was sure of the sample.
	pub sure: u64,
	/// The candidate's present score was too far ahead of its average.
	pub leashed: u64,
}

impl AgentTally {
	/// Counts an accepted submission.
	pub(super) fn count(&mut self, accepted: &Accepted) {
		self.submissions += 1;
		self.forfeited = self.forfeited.saturating_add(accepted.stake.forfeited);
		self.bonus = self.bonus.saturating_add(accepted.stake.bonus);
		if let Some(Judged { verdict, lesson }) = accepted.judged {
			*self.verdicts.of(verdict) += 1;
			*self.lessons.of(lesson) += 1;
		}
	}
}

impl Verdicts {
	fn of(&mut self, verdict: Verdict) -> &mut u64 {
		match verdict {
			Verdict::Agree => &mut self.agree,
			Verdict::Undecided => &mut self.undecided,
			Verdict::Disagree => &mut self.disagree,
		}
	}
}

impl Lessons {
	fn of(&mut self, lesson: Lesson) -> &mut u64 {
		match lesson {
			Lesson::Learnt => &mut self.learnt,
			Lesson::Suspended => &mut self.suspended,
			Lesson::Agreed => &mut self.agreed,
			Lesson::Outlier => &mut self.outlier,
			Lesson::Sure => &mut self.sure,
			Lesson::Leashed => &mut self.leashed,
		}
	}
}
