//! Properties of audits.

use crate::{model::*, strategies::*};
use collab_model_core::*;
use proptest::{collection::vec, prelude::*};

/// A model that has learnt something since it was opened, perhaps.
fn busy_model() -> impl Strategy<Value = Model> {
	(rules(), seeding(), stream()).prop_map(|(rules, seeding, steps)| {
		let mut model = Model::open(rules, &seeding);
		steps.iter().for_each(|step| model.act(step));
		model
	})
}

/// The same, whose audits do not teach their rows.
fn untaught_model() -> impl Strategy<Value = Model> {
	busy_model().prop_map(|mut model| {
		model.rules.audits.teach = false;
		model
	})
}

/// Everything that an audit may change.
fn facts(model: &Model) -> (RobustState, [Vec<AveragedCoefficient>; 2]) {
	(model.state, [Version::Released, Version::Candidate].map(|version| model.values(version)))
}

proptest! {
	/// The pieces in which rows are shown do not matter, nor, where they do not teach, what was
	/// shown before beginning anew.
	#[test]
	fn any_cut_of_the_rows_comes_to_the_same(
		model in busy_model(), rows in audit_rows(), cuts in vec(1usize..40, 0..6),
		shown_before in 1usize..25,
	) {
		let (mut at_once, mut in_pieces) = (model.clone(), model);
		at_once.seal(&rows, seal_of(&rows));
		in_pieces.seal(&rows, seal_of(&rows));
		let decided = at_once.show(0, &rows);
		prop_assert!(decided.is_some_and(|(outcome, _)| outcome != AuditOutcome::Void));

		if !in_pieces.rules.audits.teach {
			prop_assert_eq!(in_pieces.show(0, &rows[..shown_before]), None);
		}
		let mut ends: Vec<_> = cuts.into_iter().map(|cut| cut.min(rows.len() - 1)).collect();
		ends.sort_unstable();
		ends.dedup();
		let mut first = 0;
		for end in ends {
			prop_assert_eq!(in_pieces.show(first as u32, &rows[first..end]), None);
			first = end;
		}
		prop_assert_eq!(in_pieces.show(first as u32, &rows[first..]), decided);
		at_once.settle();
		in_pieces.settle();
		prop_assert_eq!(facts(&at_once), facts(&in_pieces));
	}

	/// Rows that teach do so one by one, whatever comes of the audit.
	#[test]
	fn a_void_audit_changes_nothing_but_by_what_its_rows_teach(
		model in busy_model(), rows in audit_rows(),
	) {
		let mut audited = model.clone();
		audited.rules.audits.teach = true;
		audited.seal(&rows, Seal::default());
		let void = (AuditOutcome::Void, AuditCount::default());
		prop_assert_eq!(audited.show(0, &rows), Some(void));
		let learner = &model.rules.learner;
		let ticks = rows.len() as u64 * u64::from(learner.tick);
		let RobustState { released, candidate, .. } = audited.state;
		prop_assert_eq!(released.clock, model.state.released.clock + ticks);
		prop_assert_eq!(candidate.clock, model.state.candidate.clock + ticks);
		let audits = model.state.audits + 1;
		let rest = RobustState { released, candidate, audits, ..model.state };
		prop_assert_eq!(audited.state, rest);
		for (version, copy) in [(Version::Released, released), (Version::Candidate, candidate)] {
			prop_assert!(learner.is_possible(&copy.bias, copy.clock));
			let values = audited.values(version);
			prop_assert!(values.iter().all(|value| learner.is_possible(value, copy.clock)));
		}
	}

	/// Where nothing was learnt since the release, rows teach both copies the same.
	#[test]
	fn rows_leave_equal_copies_equal(model in busy_model(), rows in audit_rows()) {
		let mut model = model;
		model.rules.audits.teach = true;
		model.audit(&rows);
		let settled = model.clone();
		model.seal(&rows, Seal::default());
		model.show(0, &rows);
		prop_assert_eq!(model.state.released, model.state.candidate);
		prop_assert_eq!(model.values(Version::Released), model.values(Version::Candidate));
		prop_assert!(model.state.released.clock > settled.state.released.clock);
	}

	#[test]
	fn a_void_audit_changes_nothing(
		model in untaught_model(), rows in audit_rows(), at in any::<prop::sample::Index>(),
	) {
		let mut audited = model.clone();
		let mut shown = rows.clone();
		let (_, label) = &mut shown[at.index(rows.len())];
		*label = label.flipped();
		audited.seal(&rows, seal_of(&rows));
		let void = (AuditOutcome::Void, AuditCount::default());
		prop_assert_eq!(audited.show(0, &shown), Some(void));
		audited.settle();
		let mut before = facts(&model);
		before.0.audits += 1;
		prop_assert_eq!(facts(&audited), before);
	}

	/// After an audit both copies are one: the candidate where it is released, else the released
	/// model as it was. Money, records and the accuracy counter stay.
	#[test]
	fn an_audit_leaves_one_model(model in untaught_model(), rows in audit_rows()) {
		let mut audited = model.clone();
		let source = match audited.audit(&rows) {
			AuditOutcome::Released => (Version::Candidate, model.state.candidate),
			AuditOutcome::RolledBack => (Version::Released, model.state.released),
			AuditOutcome::Void => return Err(TestCaseError::fail("the seal is right")),
		};
		let values = model.values(source.0);
		prop_assert_eq!(audited.values(Version::Released), values.clone());
		prop_assert_eq!(audited.values(Version::Candidate), values);
		let audits = model.state.audits + 1;
		let (released, candidate) = (source.1, source.1);
		prop_assert_eq!(audited.state, RobustState { released, candidate, audits, ..model.state });
		prop_assert_eq!(audited.records, model.records);
	}

	/// The decision is the one that the counts give, and the counts are what two evaluations give.
	#[test]
	fn an_audit_counts_the_rows_that_one_copy_alone_gets_right(
		model in untaught_model(), rows in audit_rows(),
	) {
		let mut audited = model.clone();
		let released = |model: &mut Model, (features, label): &Row| {
			let Model { rules, state, memory, .. } = model;
			rules.averaged_score(state, sample(features), memory).label() == *label
		};
		let mut promoted = model.clone();
		promoted.state.audit = AuditStage::Settling { accepted: true };
		promoted.settle();
		promoted.state.released = promoted.state.candidate;
		let pairs: Vec<_> = rows
			.iter()
			.map(|row| (released(&mut model.clone(), row), released(&mut promoted, row)))
			.collect();
		let count = |pair| pairs.iter().filter(|p| **p == pair).count() as u32;
		let expected = AuditCount { worse: count((true, false)), better: count((false, true)) };
		audited.seal(&rows, seal_of(&rows));
		let outcome = match model.rules.audits.accepts(&expected) {
			true => AuditOutcome::Released,
			false => AuditOutcome::RolledBack,
		};
		prop_assert_eq!(audited.show(0, &rows), Some((outcome, expected)));
	}

	/// The served model does not flicker: as soon as an audit is decided it says what it says when
	/// all coefficients have been moved.
	#[test]
	fn moving_coefficients_changes_no_prediction(
		mut model in busy_model(), rows in audit_rows(), asked in vec(row(), 1..20),
	) {
		let scores = |model: &mut Model| {
			let Model { rules, state, memory, .. } = model;
			let score = |(features, _): &Row| rules.score(state, sample(features), memory);
			asked.iter().map(score).collect::<Vec<_>>()
		};
		model.seal(&rows, seal_of(&rows));
		model.show(0, &rows);
		let decided = scores(&mut model);
		model.settle();
		prop_assert_eq!(decided, scores(&mut model));
	}

	/// From the first row shown until the coefficients are moved, samples are judged and paid for as
	/// always and teach nothing.
	#[test]
	fn nothing_is_learnt_during_an_audit(
		mut model in busy_model(), rows in audit_rows(), samples in vec(submission(), 1..20),
		shown in 1usize..25,
	) {
		model.seal(&rows, seal_of(&rows));
		model.show(0, &rows[..shown]);
		let before = facts(&model).1;
		for step in &samples {
			model.act(step);
			let judged = model.taken.last().unwrap().accepted.judged.unwrap();
			let agreed = judged.verdict == Verdict::Agree;
			let lesson = if agreed { Lesson::Agreed } else { Lesson::Suspended };
			prop_assert_eq!(judged.lesson, lesson);
		}
		prop_assert_eq!(facts(&model).1, before);
		prop_assert_eq!(model.state.pot.total() + model.locked(), model.paid_in());
	}

	/// Rows only wait for their audit: samples that come between seal and showing are learnt.
	#[test]
	fn a_seal_stops_no_learning(
		model in busy_model(), rows in audit_rows(), samples in vec(submission(), 1..20),
	) {
		let (mut sealed, mut free) = (model.clone(), model);
		sealed.rules.audits.wait = 0;
		sealed.seal(&rows, seal_of(&rows));
		for step in &samples {
			sealed.act(step);
			free.act(step);
		}
		prop_assert_eq!(&sealed.taken, &free.taken);
		prop_assert_eq!(facts(&sealed).1, facts(&free).1);
	}
}
