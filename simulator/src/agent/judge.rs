//! What an agent sees of a model that judges samples when they are submitted, and is audited.

use crate::ledger::Memory;
use collab_model_core::{AuditStage, Label, Robust, RobustState, Score, Seconds, Version};

/// The rules of such a model, what they keep of it, and its coefficients: all of it is public.
#[derive(Clone, Copy, Debug)]
pub struct Judge<'a> {
	/// The parameters.
	pub rules: &'a Robust,
	pub(super) state: &'a RobustState,
	pub(super) memory: &'a Memory,
	pub(super) now: Seconds,
}

impl Judge<'_> {
	/// Whether an audit is sealed, shown or settled.
	pub fn is_under_audit(&self) -> bool {
		self.state.audit != AuditStage::None
	}

	/// Seconds until the sealed rows of an audit may be shown; `None` if none are sealed.
	pub fn until_audit(&self) -> Option<Seconds> {
		let AuditStage::Sealed(sealed) = self.state.audit else { return None };
		Some(sealed.at.saturating_add(self.rules.audits.wait).saturating_sub(self.now))
	}

	/// How far the score of a sample may be from 0, scale 1e9, for its label to be in doubt.
	pub fn band(&self) -> Score {
		Score::from(self.rules.judgement.band).saturating_mul(1_000_000_000)
	}

	/// Whether the candidate would move a feature's coefficient towards a label if it learnt a
	/// sample with it.
	pub fn moves(&self, feature: u32, label: Label) -> bool {
		let before = self.memory.averaged(Version::Candidate).get(feature);
		let mut after = before;
		self.rules.learner.teach(&mut after, label, self.state.candidate.clock);
		before != after
	}
}
