//! Audits, rebuilt from events.

use super::rebuilt::Rebuilt;
use crate::{mock::*, *};
use collab_model_core::*;
use proptest::{prelude::*, test_runner::TestCaseResult};

/// Events do not tell the nonce of an audit: the seal of the rows shown so far cannot be rebuilt
/// until all are.
pub fn without_seal(rules: LiveRules) -> LiveRules {
	let mut rules = rules;
	if let Some((_, state)) = rules.robust_mut() {
		if let AuditStage::Shown { seal, .. } = &mut state.audit {
			*seal = Seal::default();
		}
	}
	rules
}

impl Rebuilt {
	/// What happens by an event of an audit.
	pub fn audit(&mut self, event: &Event<Test>, at: Seconds) -> TestCaseResult {
		let num_features = self.config.num_features;
		let (rules, state, memory) = self.robust();
		match event {
			Event::AuditSealed { audit, seal, rows, .. } => {
				let most = CollabModel::limits().max_audit_rows;
				prop_assert_eq!(rules.seal_audit(state, *seal, *rows, most, at), Ok(()));
				prop_assert_eq!(state.audit_number(), *audit);
			}
			Event::AuditShown { audit, first, samples, labels, .. } => {
				prop_assert_eq!(state.audit_number(), *audit);
				let (sealed, shown, mut count) = match state.audit {
					AuditStage::Sealed(sealed) => (sealed, 0, AuditCount::default()),
					AuditStage::Shown { sealed, .. } if *first == 0 => {
						prop_assert!(!rules.audits.teach, "begun anew after teaching");
						(sealed, 0, AuditCount::default())
					}
					AuditStage::Shown { sealed, rows, count, .. } => (sealed, rows, count),
					stage => return Err(TestCaseError::fail(format!("shown while {stage:?}"))),
				};
				prop_assert_eq!(*first, shown);
				prop_assert!(at >= sealed.at + rules.audits.wait, "shown too early");
				for (sample, label) in samples.iter().zip(labels) {
					let sample = Sample::new(sample, num_features).expect("a sample");
					rules.try_row(state, sample, *label, &mut count, memory);
					if rules.audits.teach {
						rules.teach_row(state, sample, *label, memory);
					}
				}
				let rows = shown + samples.len() as u32;
				state.audit = AuditStage::Shown { sealed, rows, seal: Seal::default(), count };
			}
			Event::AuditDecided { outcome, count, .. } => {
				let AuditStage::Shown { sealed, rows, count: counted, .. } = state.audit else {
					return Err(TestCaseError::fail("decided before rows were shown"));
				};
				prop_assert_eq!(sealed.rows, rows);
				if *outcome == AuditOutcome::Void {
					prop_assert_eq!(count, &AuditCount::default());
					state.audit = AuditStage::None;
				} else {
					prop_assert_eq!(count, &counted);
					prop_assert_eq!(rules.decide_audit(state, count), *outcome);
					memory.decide(*outcome == AuditOutcome::Released);
				}
			}
			Event::AuditSettled { .. } => state.audit = AuditStage::None,
			other => return Err(TestCaseError::fail(format!("what is {other:?}?"))),
		}
		Ok(())
	}
}
