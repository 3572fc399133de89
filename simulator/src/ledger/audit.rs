//! Audits of a model under `robust` rules, as its owner makes them.

use super::{Ledger, Memory, Rejection};
use collab_model_core::{
	first_seal, next_seal, AuditCount, AuditOutcome, AuditPiece, AuditStage, Label, Robust,
	RobustState, Sample, Seal, Seconds,
};
use sp_crypto_hashing::blake2_256;

/// A row that an audit shows, with its true label.
pub type AuditRow<'a> = (Sample<'a>, Label);

/// The number of the one model of a ledger, as far as seals know.
const MODEL: u32 = 0;

/// The hash that seals `rows` for the audit with this number of this model: 0 for its first.
pub fn audit_seal<'a>(
	nonce: &Seal,
	model: u32,
	audit: u32,
	rows: impl IntoIterator<Item = AuditRow<'a>>,
) -> Seal {
	let start = first_seal(nonce, model, audit, blake2_256);
	let rows = rows.into_iter();
	rows.fold(start, |seal, (sample, label)| next_seal(&seal, sample, label, blake2_256))
}

impl Ledger {
	/// The hash with which `rows` are sealed for the next audit.
	pub fn seal_of<'a>(
		&self,
		nonce: &Seal,
		rows: impl IntoIterator<Item = AuditRow<'a>>,
	) -> Result<Seal, Rejection> {
		let state = self.robust().ok_or(Rejection::NoAudits)?;
		Ok(audit_seal(nonce, MODEL, state.audits, rows))
	}

	/// What an audit needs of a model whose rules know audits.
	fn audited(&mut self) -> Result<(&Robust, &mut RobustState, &mut Memory), Rejection> {
		let (rules, state) = self.model.rules.robust_mut().ok_or(Rejection::NoAudits)?;
		Ok((rules, state, &mut self.model.memory))
	}

	/// Seals a number of rows at `now` for the next audit.
	pub fn seal_audit(&mut self, now: Seconds, seal: Seal, rows: u32) -> Result<(), Rejection> {
		let (rules, state, _) = self.audited()?;
		rules.seal_audit(state, seal, rows, u32::MAX, now).map_err(Rejection::Audit)
	}

	/// Shows sealed rows from the `first`-th on. With the last of them it says what came of the
	/// audit, and the candidate is released or rolled back.
	pub fn show_audit(
		&mut self,
		now: Seconds,
		nonce: &Seal,
		first: u32,
		rows: &[AuditRow<'_>],
	) -> Result<Option<(AuditOutcome, AuditCount)>, Rejection> {
		let (rules, state, memory) = self.audited()?;
		let start = first_seal(nonce, MODEL, state.audit_number(), blake2_256);
		let rows = rows.iter().copied();
		let came = rules
			.show_audit(state, AuditPiece { start, first, rows }, now, blake2_256, memory)
			.map_err(Rejection::Audit)?;
		if let AuditStage::Settling { accepted } = state.audit {
			memory.settle(accepted);
			state.audit = AuditStage::None;
		}
		Ok(came)
	}
}
