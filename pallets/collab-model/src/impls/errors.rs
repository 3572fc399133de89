//! Why core refuses something, as errors of the pallet.

use crate::Error;
use collab_model_core::{
	AuditError, ClaimError, OpenError, OtherRules, SampleError, SeedingError, SubmitError,
};
use polkadot_sdk::frame_support::defensive;

impl<T> From<SampleError> for Error<T> {
	fn from(error: SampleError) -> Self {
		match error {
			SampleError::Empty => Error::EmptySample,
			SampleError::NotIncreasing => Error::FeaturesNotIncreasing,
			SampleError::OutOfRange => Error::FeatureOutOfRange,
		}
	}
}

impl<T> From<OtherRules> for Error<T> {
	fn from(_: OtherRules) -> Self {
		defensive!("an account's standing is of other rules than its model's");
		Error::CorruptState
	}
}

impl<T> From<SubmitError> for Error<T> {
	fn from(error: SubmitError) -> Self {
		match error {
			SubmitError::PriceAboveMaximum(_) => Error::PriceAboveMaximum,
			SubmitError::OtherRules(error) => error.into(),
		}
	}
}

impl<T> From<ClaimError> for Error<T> {
	fn from(error: ClaimError) -> Self {
		match error {
			ClaimError::NotContributor => Error::NotContributor,
			ClaimError::AlreadyClaimed => Error::AlreadyClaimed,
			ClaimError::NothingLeft => Error::UnknownContribution,
			ClaimError::TooEarly => Error::TooEarly,
			ClaimError::ModelDisagrees => Error::ModelDisagrees,
			ClaimError::ModelAgrees => Error::ModelAgrees,
			ClaimError::OwnContribution => Error::OwnContribution,
			ClaimError::NoCredit => Error::NoCredit,
			ClaimError::NothingToReport => Error::NothingToReport,
			ClaimError::Corrupt => OtherRules.into(),
		}
	}
}

impl<T> From<OpenError> for Error<T> {
	fn from(error: OpenError) -> Self {
		match error {
			OpenError::SealBroken => Error::SealBroken,
			OpenError::GateNotPassed { .. } => Error::GateNotPassed,
		}
	}
}

impl<T> From<SeedingError> for Error<T> {
	fn from(error: SeedingError) -> Self {
		match error {
			SeedingError::AlreadySeeded => Error::ModelAlreadySeeded,
			SeedingError::NotDeclared => Error::ImportNotDeclared,
			SeedingError::Impossible => Error::ImpossibleCoefficient,
		}
	}
}

impl<T> From<AuditError> for Error<T> {
	fn from(error: AuditError) -> Self {
		match error {
			AuditError::UnderWay => Error::AuditUnderWay,
			AuditError::TooFewRows => Error::TooFewRows,
			AuditError::TooManyRows => Error::TooManyRows,
			AuditError::NothingSealed => Error::NothingSealed,
			AuditError::TooEarly => Error::TooEarly,
			AuditError::WrongPlace => Error::WrongPlace,
		}
	}
}
