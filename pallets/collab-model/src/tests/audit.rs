//! `seal_audit`, `show_audit` and `settle_audit`.

use crate::{mock::*, *};
use collab_model_core::{
	AuditCount, AuditOutcome, AuditRules, AuditStage, Label, Lesson, Robust, RobustState, Rules,
	Version,
};
use frame_support::{assert_noop, assert_ok, dispatch::Pays};
use polkadot_sdk::*;

const ROW: [u32; 2] = [6, 7];

/// A model that the public has taught features that it did not know.
fn taught() -> ExtBuilder {
	ExtBuilder::default().with_robust_model().with_lessons(3)
}

/// Rows of which every one has features that the public has taught, with this label.
fn rows(label: Label) -> Rows {
	vec![(ROW.to_vec(), label); 25]
}

fn label() -> Label {
	CollabModel::predict(MODEL, features(ROW.iter().copied())).unwrap().0
}

fn decided() -> (AuditOutcome, AuditCount) {
	let decided = System::events().into_iter().rev().find_map(|record| match record.event {
		RuntimeEvent::CollabModel(Event::AuditDecided { outcome, count, .. }) => {
			Some((outcome, count))
		}
		_ => None,
	});
	decided.expect("an audit was decided")
}

#[docify::export]
#[test]
fn an_audit_releases_what_was_learnt() {
	taught().build_and_execute(|| {
		// The candidate knows these features, but is not served.
		assert_eq!(label(), Label::Negative);
		let rows = rows(Label::Positive);
		seal_audit(&rows);
		assert_ok!(show_audit(0, &rows));
		assert_eq!(decided(), (AuditOutcome::Released, AuditCount { worse: 0, better: 25 }));
		assert_eq!(label(), Label::Positive);
		assert_eq!(robust_state().audit, AuditStage::None);
		assert_eq!(CandidatePages::<Test>::iter().count(), 0);
	});
}

#[test]
fn an_audit_rolls_back_what_was_learnt_wrongly() {
	taught().build_and_execute(|| {
		let released = CollabModel::released_snapshot(MODEL, None);
		assert_ne!(CollabModel::candidate_snapshot(MODEL, None), released);
		let rows = rows(Label::Negative);
		seal_audit(&rows);
		assert_ok!(show_audit(0, &rows));
		assert_eq!(decided(), (AuditOutcome::RolledBack, AuditCount { worse: 25, better: 0 }));
		assert_eq!(CollabModel::released_snapshot(MODEL, None), released);
		// The clock too is that of the released copy again.
		assert_eq!(CollabModel::candidate_snapshot(MODEL, None), released);
	});
}

#[test]
fn pieces_may_be_cut_anywhere() {
	let after = |cuts: &'static [usize]| {
		let mut state = None;
		taught().build_and_execute(|| {
			let mut rows = rows(Label::Positive);
			rows[3].1 = Label::Negative;
			seal_audit(&rows);
			let ends = cuts.iter().copied().chain([rows.len()]);
			let mut first = 0;
			for end in ends {
				assert_ok!(show_audit(first, &rows[first..end]));
				first = end;
			}
			assert_eq!(decided().1, AuditCount { worse: 1, better: 24 });
			state = Some((robust_state(), CollabModel::released_snapshot(MODEL, None)));
		});
		state
	};
	let whole = after(&[]);
	assert_eq!(after(&[1, 2, 20]), whole);
	assert_eq!(after(&[24]), whole);
}

#[test]
fn a_void_audit_changes_nothing() {
	taught().build_and_execute(|| {
		let copies = || {
			[Version::Released, Version::Candidate].map(|version| match version {
				Version::Released => CollabModel::released_snapshot(MODEL, None),
				Version::Candidate => CollabModel::candidate_snapshot(MODEL, None),
			})
		};
		let (state, before) = (robust_state(), copies());
		seal_audit(&rows(Label::Positive));
		assert_ok!(show_audit(0, &rows(Label::Negative)));
		assert_eq!(decided(), (AuditOutcome::Void, AuditCount::default()));
		assert_eq!((robust_state(), copies()), (RobustState { audits: 1, ..state }, before));
		seal_audit(&rows(Label::Positive));
	});
}

#[test]
fn nothing_is_learnt_from_the_first_row_until_the_decision() {
	taught().build_and_execute(|| {
		let rows = rows(Label::Positive);
		let lesson = || {
			let sample = features([8, 9]);
			let quote = CollabModel::quote(MODEL, ALICE, sample, Label::Positive).unwrap();
			quote.judged.map(|judged| judged.lesson)
		};
		seal_audit(&rows);
		assert_eq!(lesson(), Some(Lesson::Learnt));
		assert_ok!(show_audit(0, &rows[..5]));
		assert_eq!(lesson(), Some(Lesson::Suspended));
		let candidate = CollabModel::candidate_snapshot(MODEL, None).unwrap().pages.runs;
		add(ALICE, [8, 9], Label::Positive);
		assert_eq!(CollabModel::candidate_snapshot(MODEL, None).unwrap().pages.runs, candidate);
		assert_ok!(show_audit(5, &rows[5..]));
		assert_eq!(lesson(), Some(Lesson::Learnt));
	});
}

#[test]
fn audits_are_refused_where_they_make_no_sense() {
	taught().build_and_execute(|| {
		let rows = rows(Label::Positive);
		let seal = seal_of(0, &rows);
		let seal_as = |who, count| CollabModel::seal_audit(signed(who), MODEL, seal, count);
		assert_noop!(show_audit(0, &rows), Error::<Test>::NothingSealed);
		assert_noop!(seal_as(ALICE, 25), Error::<Test>::NotOwner);
		assert_noop!(seal_as(OWNER, 24), Error::<Test>::TooFewRows);
		assert_noop!(seal_as(OWNER, 1_001), Error::<Test>::TooManyRows);
		assert_ok!(seal_as(OWNER, 25));
		assert_noop!(seal_as(OWNER, 25), Error::<Test>::AuditUnderWay);
		assert_noop!(show_audit(0, &rows), Error::<Test>::TooEarly);
		advance(5);
		assert_noop!(show_audit(0, &[]), Error::<Test>::NoSamples);
		assert_noop!(show_audit(1, &rows[1..]), Error::<Test>::WrongPlace);
		let far = vec![(vec![1_000], Label::Positive)];
		assert_noop!(show_audit(0, &far), Error::<Test>::FeatureOutOfRange);
		assert_noop!(
			CollabModel::settle_audit(signed(ALICE), MODEL, 1),
			Error::<Test>::NothingToSettle
		);
	});
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let seal = CollabModel::seal_audit(signed(OWNER), MODEL, [0; 32], 25);
		assert_noop!(seal, Error::<Test>::WrongRules);
	});
	ExtBuilder::default().with_model(robust_config()).build_and_execute(|| {
		let seal = CollabModel::seal_audit(signed(OWNER), MODEL, [0; 32], 25);
		assert_noop!(seal, Error::<Test>::ModelNotOpen);
	});
}

/// A model of hashed features, the candidate of which has more pages than an audit settles at once.
fn of_many_pages(audited: Label) -> ExtBuilder {
	let hashed = ModelConfig { num_features: 1 << 32, page_limit: 20, ..robust_config() };
	ExtBuilder::default().with_model(hashed).seeded(5).opened().with_scene(move || {
		for page in 1..=9 {
			advance(600);
			add(ALICE, [page * PAGE_SIZE], Label::Positive);
		}
		// A mean over time needs time after the last lesson.
		advance(600);
		add(ALICE, [7], Label::Positive);
		let rows = vec![(vec![PAGE_SIZE], audited); 25];
		seal_audit(&rows);
		assert_ok!(show_audit(0, &rows));
	})
}

#[test]
fn many_pages_are_settled_in_steps_by_anybody() {
	for (audited, pages) in [(Label::Positive, 10), (Label::Negative, 1)] {
		of_many_pages(audited).build_and_execute(|| {
			let accepted = audited == Label::Positive;
			assert_eq!(robust_state().audit, AuditStage::Settling { accepted });
			// What is served is decided, whatever has been moved.
			let served = || {
				let ask =
					|page| CollabModel::predict(MODEL, features([page * PAGE_SIZE])).unwrap().0;
				(1..=9).map(ask).collect::<Vec<_>>()
			};
			let snapshot = CollabModel::released_snapshot(MODEL, None).unwrap();
			assert_eq!(served(), vec![audited; 9]);
			let lesson = CollabModel::quote(MODEL, BOB, features([7]), Label::Positive).unwrap();
			assert_eq!(lesson.judged.unwrap().lesson, Lesson::Suspended);
			let part = CollabModel::settle_audit(signed(DAVE), MODEL, 2).unwrap();
			assert_eq!(part.pays_fee, Pays::No);
			assert_eq!(served(), vec![audited; 9]);
			let rest = CollabModel::settle_audit(signed(DAVE), MODEL, 100).unwrap();
			assert_eq!(rest.pays_fee, Pays::Yes);
			assert_eq!(robust_state().audit, AuditStage::None);
			assert_eq!(served(), vec![audited; 9]);
			assert_eq!(CollabModel::released_snapshot(MODEL, None), Ok(snapshot));
			assert_eq!((the_model().pages, CandidatePages::<Test>::iter().count()), (pages, 0));
		});
	}
}

#[test]
fn settling_ends_with_the_last_page_and_is_free_for_who_moves_some() {
	of_many_pages(Label::Positive).build_and_execute(|| {
		let settle =
			|pages| CollabModel::settle_audit(signed(DAVE), MODEL, pages).unwrap().pays_fee;
		assert_eq!(settle(0), Pays::Yes);
		assert_eq!(robust_state().audit, AuditStage::Settling { accepted: true });
		let left = CandidatePages::<Test>::iter().count() as u32;
		assert_eq!(settle(left), Pays::No);
		assert_eq!(robust_state().audit, AuditStage::None);
		System::assert_last_event(Event::AuditSettled { model: MODEL }.into());
	});
}

#[test]
fn pages_that_rows_bring_are_counted() {
	let rules = robust_rules();
	let audits = AuditRules { teach: true, ..rules.audits };
	let rules = Rules::Robust(Robust { audits, ..rules });
	let teaching = ModelConfig { rules, ..robust_config() };
	ExtBuilder::default().with_model(teaching).seeded(5).opened().build_and_execute(|| {
		assert_eq!(the_model().pages, 1);
		let rows = vec![(vec![600], Label::Positive); 25];
		seal_audit(&rows);
		assert_ok!(show_audit(0, &rows));
		assert_eq!((the_model().pages, AveragedPages::<Test>::iter().count()), (2, 2));
	});
}

#[test]
fn rows_without_labels_and_rows_in_too_many_pages_are_not_shown() {
	taught().build_and_execute(|| {
		seal_audit(&rows(Label::Positive));
		let show = |rows: Vec<SampleOf<Test>>, labels: usize| {
			let labels = vec![Label::Positive; labels].try_into().unwrap();
			CollabModel::show_audit(
				signed(OWNER),
				MODEL,
				NONCE,
				0,
				rows.try_into().unwrap(),
				labels,
			)
		};
		let row = features(ROW);
		assert_noop!(show(vec![row.clone(); 25], 24), Error::<Test>::LabelsMissing);
		assert_noop!(show(vec![row.clone(); 24], 25), Error::<Test>::LabelsMissing);
		let wide = features((0..1_000).map(|page| page * PAGE_SIZE));
		assert_noop!(show(vec![wide.clone(), wide], 2), Error::<Test>::TooManyPages);
		assert_ok!(show(vec![row; 24], 24));
	});
}

#[test]
fn a_model_can_be_closed_in_the_middle_of_an_audit() {
	of_many_pages(Label::Positive).build_and_execute(|| {
		advance(10);
		for id in 0..10 {
			assert_ok!(refund(ALICE, id));
		}
		assert_ok!(CollabModel::close_model(signed(OWNER), MODEL));
		assert_eq!(CandidatePages::<Test>::iter().count(), 0);
		assert_eq!(AveragedPages::<Test>::iter().count(), 0);
		assert!(!Models::<Test>::contains_key(MODEL));
	});
}
