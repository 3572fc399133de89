//! What the `robust` rules keep of a model.

use super::{Agreement, AuditStage, Averaged, Pot, Seal, Seeding};
use crate::Version;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// What the rules keep of a model, beside its coefficients.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct RobustState {
	/// The copy that predicts and judges.
	pub released: Averaged,
	/// The copy that learns.
	pub candidate: Averaged,
	/// The accuracy counter.
	pub agreement: Agreement,
	/// The money of the model.
	pub pot: Pot,
	/// What the model was seeded with, or tested with after an import.
	pub seeding: Seeding,
	/// The seals of an import, if the coefficients do not come from seeding.
	pub import: Option<Import>,
	/// The stage of the present audit.
	pub audit: AuditStage,
	/// Audits that were sealed so far; the number of the next.
	pub audits: u32,
}

/// Coefficients that were learnt elsewhere.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct Import {
	/// The seal that was declared for the samples that test them.
	pub declared: Seal,
	/// The seal of the samples shown so far.
	pub shown: Seal,
}

impl RobustState {
	/// Clock and bias of one copy.
	pub fn copy(&self, version: Version) -> &Averaged {
		match version {
			Version::Released => &self.released,
			Version::Candidate => &self.candidate,
		}
	}

	/// Clock and bias of one copy, to be changed.
	pub(super) fn copy_mut(&mut self, version: Version) -> &mut Averaged {
		match version {
			Version::Released => &mut self.released,
			Version::Candidate => &mut self.candidate,
		}
	}

	/// The number of the present audit, or else of the last one: 0 for the first.
	pub fn audit_number(&self) -> u32 {
		self.audits.saturating_sub(1)
	}

	/// Whether samples may teach: not while an audit is being shown or settled.
	pub fn may_learn(&self) -> bool {
		matches!(self.audit, AuditStage::None | AuditStage::Sealed(_))
	}

	/// Whether the pages of a rejected candidate are still being forgotten.
	pub fn is_rolling_back(&self) -> bool {
		self.audit == AuditStage::Settling { accepted: false }
	}

	/// Where the coefficients of the served model are. While the pages of an accepted candidate are
	/// still being moved, they are found as the candidate's.
	pub fn served(&self) -> Version {
		match self.audit {
			AuditStage::Settling { accepted: true } => Version::Candidate,
			_ => Version::Released,
		}
	}
}
