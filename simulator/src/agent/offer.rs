//! An agent's decision at its turn.

use crate::dataset::Rows;
use collab_model_core::{Label, Seconds};
use std::fmt;

/// An agent's decision at one of its turns. It is not asked for any more when the last row of the
/// queue is taken.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Plan {
	/// The samples that it wants to submit within this second, in order. For each of them a deposit
	/// is drawn; whether any are submitted is drawn once.
	pub offers: Vec<Offer>,
	/// Seconds until its next turn, of which there is at least one; `None` for a wait that is drawn
	/// as the scenario says.
	pub wait: Option<Seconds>,
}

/// A sample that an agent wants to submit.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Offer {
	/// Where the features come from.
	pub source: Source,
	/// The label that goes with them.
	pub label: Label,
}

/// Where the features of an offer come from, and whether it takes the next row of the queue that
/// all agents share.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Source {
	/// The next row of the queue, which is the one in view. It is taken once it is accepted, so that
	/// a second offer of it at the same turn is passed over.
	NextRow,
	/// Features of the agent's own, strictly increasing. Once they are accepted, the next row is
	/// taken although nobody submitted it.
	InsteadOfNextRow(Vec<u32>),
	/// The training row with this number, whether it is in the queue or not. The queue stays as it
	/// is, so that a row can be sent any number of times, and a run is sure to end only by the
	/// scenario's `max_days`.
	Row(usize),
	/// Features of the agent's own, strictly increasing. The queue stays as it is here too.
	Features(Vec<u32>),
}

impl Plan {
	/// Some submissions now, and the next turn when the scenario says.
	pub fn now(offers: Vec<Offer>) -> Self {
		Self { offers, wait: None }
	}
}

impl Offer {
	/// The next row with a label.
	pub fn next_row(label: Label) -> Self {
		Self { source: Source::NextRow, label }
	}
}

impl Source {
	/// The features, where `next` is the number of the next row among the training rows `rows`;
	/// `None` for a row that is not there.
	pub fn features<'a>(&'a self, rows: &'a Rows, next: usize) -> Option<&'a [u32]> {
		match self {
			Self::NextRow => (next < rows.len()).then(|| rows.row(next)),
			Self::Row(row) => (*row < rows.len()).then(|| rows.row(*row)),
			Self::InsteadOfNextRow(features) | Self::Features(features) => Some(features),
		}
	}

	/// Whether an accepted offer takes the next row of the queue.
	pub fn takes_next_row(&self) -> bool {
		matches!(self, Self::NextRow | Self::InsteadOfNextRow(_))
	}
}

impl fmt::Display for Source {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::NextRow => write!(f, "the next row"),
			Self::Row(row) => write!(f, "training row {row}"),
			Self::InsteadOfNextRow(_) | Self::Features(_) => write!(f, "an agent's own sample"),
		}
	}
}
