//! What came of the calls, counted.

use crate::{mock::*, *};
use collab_model_core::*;
use polkadot_sdk::sp_runtime::DispatchError;
use std::{collections::BTreeMap, fmt};

/// Outcomes of each call, and what happened by those that succeeded.
#[derive(Default)]
pub struct Tally {
	pub calls: u64,
	outcomes: BTreeMap<&'static str, BTreeMap<String, u64>>,
	happened: BTreeMap<String, u64>,
}

/// What a call is said to have come to when it succeeded.
pub const OK: &str = "ok";

impl Tally {
	/// Counts a call.
	pub fn count(&mut self, call: &'static str, outcome: Result<(), DispatchError>) {
		let outcome = match outcome {
			Ok(()) => OK.into(),
			Err(DispatchError::Module(error)) => error.message.unwrap_or("?").into(),
			Err(other) => format!("{other:?}"),
		};
		self.calls += 1;
		*self.outcomes.entry(call).or_default().entry(outcome).or_default() += 1;
	}

	/// Counts what calls do that do not always do the same.
	pub fn see(&mut self, event: &Event<Test>) {
		let mut seen = |what: String| *self.happened.entry(what).or_default() += 1;
		match event {
			Event::AuditDecided { outcome, .. } => seen(format!("audit {outcome:?}")),
			Event::ModelClosed { .. } => seen("model closed".into()),
			Event::ModelRemoved { .. } => seen("model removed".into()),
			Event::HeirPaid { amount: 1.., .. } => seen("heir paid more than 0".into()),
			Event::DataAdded { stake, updated, judged, .. } => {
				match judged {
					Some(Judged { verdict, lesson }) => {
						seen(format!("verdict {verdict:?}"));
						seen(format!("lesson {lesson:?}"));
					}
					None => seen(format!("classic updated: {updated}")),
				}
				if stake.bonus > 0 {
					seen("bonus".into());
				}
			}
			_ => {}
		}
	}

	/// Whether something happened.
	pub fn has_seen(&self, what: &str) -> bool {
		self.happened.contains_key(what)
	}

	/// Whether a call came to this.
	pub fn has(&self, call: &str, outcome: &str) -> bool {
		self.outcomes.get(call).is_some_and(|outcomes| outcomes.contains_key(outcome))
	}

	/// Whether any call came to this.
	pub fn has_any(&self, outcome: &str) -> bool {
		self.outcomes.values().any(|outcomes| outcomes.contains_key(outcome))
	}
}

impl fmt::Display for Tally {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		writeln!(f, "{:<20} {:>9} {:>9}  errors", "call", "calls", OK)?;
		for (call, outcomes) in &self.outcomes {
			let all: u64 = outcomes.values().sum();
			let ok = outcomes.get(OK).copied().unwrap_or_default();
			let errors = outcomes.iter().filter(|(outcome, _)| *outcome != OK);
			let errors: Vec<_> = errors.map(|(error, count)| format!("{error} {count}")).collect();
			writeln!(f, "{call:<20} {all:>9} {ok:>9}  {}", errors.join(", "))?;
		}
		let happened = self.happened.iter().map(|(what, count)| format!("{what} {count}"));
		writeln!(f, "{} calls; {}", self.calls, happened.collect::<Vec<_>>().join(", "))
	}
}
