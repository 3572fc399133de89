//! One model and its money in memory: what the pallet does, without a chain.
//!
//! Every score, price, verdict and payout comes from `collab-model-core`; this module only keeps
//! the numbers. A call that is refused changes nothing.

mod averaged;
mod books;
mod classic;
mod coefficients;
mod model;
mod robust;
mod types;

pub use averaged::AveragedCoefficients;
pub use books::Books;
pub use classic::ClassicLedger;
pub use coefficients::Coefficients;
pub use model::{Model, Seeded};
pub use robust::RobustLedger;
pub use types::{
	Account, Added, Contribution, ContributionId, OpenError, Rejection, Settled, TooMuchMoney,
};

use crate::linear::Linear;
use collab_model_core::{Balance, Label, Rules, Sample, Score, Seconds};

/// A model under the rules that it was opened with.
#[derive(Clone, Debug)]
pub enum Ledger {
	/// Under the `classic` rules.
	Classic(ClassicLedger),
	/// Under the `robust` rules.
	Robust(RobustLedger),
}

impl Ledger {
	/// Opens `model` at second `now` with one account for each of `balances`. Nobody has the
	/// owner's early claim of the `classic` rules.
	pub fn open(
		now: Seconds,
		rules: Rules,
		model: Model,
		balances: &[Balance],
	) -> Result<Self, OpenError> {
		match (rules, model) {
			(Rules::Classic(rules), Model::Linear(model)) => {
				Ok(Self::Classic(ClassicLedger::open(now, rules, model, balances, None)?))
			}
			(Rules::Robust(rules), Model::Averaged(model)) => {
				Ok(Self::Robust(RobustLedger::open(now, rules, model, balances)?))
			}
			_ => Err(OpenError::OtherRules),
		}
	}

	/// From now on the deposit is what is offered, not only the price: a reading of the paper which
	/// no chain follows.
	pub fn hold_offers(&mut self) {
		match self {
			Self::Classic(ledger) => ledger.hold_offers(),
			Self::Robust(ledger) => ledger.hold_offers(),
		}
	}

	/// Submits a sample. The deposit is the price of the moment, at most `max_deposit`; or all of
	/// that.
	pub fn add_data(
		&mut self,
		now: Seconds,
		who: usize,
		sample: Sample<'_>,
		label: Label,
		max_deposit: Balance,
	) -> Result<Added, Rejection> {
		match self {
			Self::Classic(ledger) => ledger.add_data(now, who, sample, label, max_deposit),
			Self::Robust(ledger) => ledger.add_data(now, who, sample, label, max_deposit),
		}
	}

	/// Accounts and contributions.
	pub fn books(&self) -> &Books {
		match self {
			Self::Classic(ledger) => ledger.books(),
			Self::Robust(ledger) => ledger.books(),
		}
	}

	/// Checks that no money was made or lost, and that the credits add up. Says what is wrong.
	pub fn check_conserved(&self) -> Result<(), String> {
		match self {
			Self::Classic(ledger) => ledger.check_conserved(),
			Self::Robust(ledger) => ledger.check_conserved(),
		}
	}
}

impl Linear for Ledger {
	fn bias(&self) -> Score {
		match self {
			Self::Classic(ledger) => Linear::bias(ledger.model()),
			Self::Robust(ledger) => ledger.model().bias(),
		}
	}

	fn value(&self, feature: u32) -> Score {
		match self {
			Self::Classic(ledger) => ledger.model().value(feature),
			Self::Robust(ledger) => ledger.model().value(feature),
		}
	}
}
