//! `seed`, `declare_import` and `upload_averaged`, and the gate that they lead to.

use crate::{mock::*, *};
use collab_model_core::{
	Agreement, Averaged, AveragedCoefficient, Gate, Label, Robust, Rules, Seeding, MAX_IMPORT_CLOCK,
};
use frame_support::{assert_noop, assert_ok};
use polkadot_sdk::*;
use sp_runtime::Percent;

fn gated(samples: u32, percent: u8) -> ModelConfig {
	let gate = Gate { samples, accuracy: Percent::from_percent(percent) };
	ModelConfig { rules: Rules::Robust(Robust { gate, ..robust_rules() }), ..robust_config() }
}

fn batch(samples: &[&[u32]], labels: &[Label]) -> (SamplesOf<Test>, LabelsOf<Test>) {
	let samples: Vec<_> = samples.iter().map(|s| features(s.iter().copied())).collect();
	(samples.try_into().unwrap(), labels.to_vec().try_into().unwrap())
}

fn do_seed(samples: &[&[u32]], labels: &[Label]) -> sp_runtime::DispatchResult {
	let (samples, labels) = batch(samples, labels);
	CollabModel::seed(signed(OWNER), MODEL, samples, labels).map(|_| ()).map_err(|e| e.error)
}

fn open() -> sp_runtime::DispatchResult {
	CollabModel::open_model(signed(OWNER), MODEL)
}

fn seal(samples: &[&[u32]], labels: &[Label]) -> [u8; 32] {
	use codec::Encode;
	let (samples, labels) = batch(samples, labels);
	sp_io::hashing::blake2_256(&([0u8; 32], samples, labels).encode())
}

const UP: AveragedCoefficient = AveragedCoefficient { value: 5, lag: 10 };
const TEST_SAMPLES: [&[u32]; 2] = [&[0, 1], &[2]];
const TEST_LABELS: [Label; 2] = [Label::Positive, Label::Negative];

fn declare(seal: [u8; 32]) -> sp_runtime::DispatchResult {
	let learnt = Averaged { clock: 20, bias: AveragedCoefficient::default() };
	let import = ImportDeclaration { learnt, seal };
	CollabModel::declare_import(signed(OWNER), MODEL, import)
}

fn upload(values: &[AveragedCoefficient]) -> sp_runtime::DispatchResult {
	let values = values.to_vec().try_into().unwrap();
	CollabModel::upload_averaged(signed(OWNER), MODEL, 0, values)
}

#[test]
fn seeding_is_the_same_one_by_one_and_across_pages() {
	let samples: [&[u32]; 3] = [&[0, 511, 512], &[512, 999], &[0, 999]];
	let labels = [Label::Positive, Label::Negative, Label::Positive];
	let seeded = |pieces: usize| {
		let mut state = None;
		ExtBuilder::default().with_model(robust_config()).build_and_execute(|| {
			for (samples, labels) in samples.chunks(pieces).zip(labels.chunks(pieces)) {
				assert_ok!(do_seed(samples, labels));
			}
			assert_eq!((the_model().pages, robust_state().seeding.samples), (2, 3));
			assert_eq!(robust_state().released.clock, 4 * 600);
			state = Some(CollabModel::released_snapshot(MODEL, None).unwrap());
		});
		state
	};
	assert_eq!(seeded(1), seeded(3));
	let mut runs = seeded(3).unwrap().pages.runs;
	runs.sort_by_key(|(first, _)| *first);
	// The third sample is within the margin still: each feature was moved twice, or not at all.
	assert_eq!([runs[0].1[0].value, runs[0].1[511].value, runs[1].1[487].value], [2, 1, 0]);
}

#[test]
fn seed_says_what_it_did() {
	ExtBuilder::default().with_model(robust_config()).build_and_execute(|| {
		let same: [&[u32]; 2] = [&[1], &[1]];
		let labels = [Label::Positive; 2];
		assert_ok!(do_seed(&same, &labels));
		let (samples, labels) = batch(&same, &labels);
		// The first is a surprise to an empty model, the second is not.
		let seeding = Seeding { samples: 2, right: 1 };
		System::assert_last_event(Event::Seeded { model: MODEL, samples, labels, seeding }.into());
	});
}

#[test]
fn the_gate_asks_for_number_and_accuracy() {
	ExtBuilder::default().with_model(gated(10, 80)).build_and_execute(|| {
		assert_noop!(open(), Error::<Test>::GateNotPassed);
		let samples: [&[u32]; 9] = [&[1]; 9];
		assert_ok!(do_seed(&samples, &[Label::Positive; 9]));
		assert_noop!(open(), Error::<Test>::GateNotPassed);
		assert_ok!(do_seed(&[&[1]], &[Label::Negative]));
		assert_eq!(robust_state().seeding, Seeding { samples: 10, right: 8 });
		assert_ok!(open());
		assert_eq!(robust_state().agreement, Agreement::from_share(robust_rules().guard.start));
	});
}

#[test]
fn a_model_seeded_too_badly_stays_closed() {
	ExtBuilder::default().with_model(gated(4, 80)).build_and_execute(|| {
		let samples: [&[u32]; 4] = [&[1]; 4];
		let labels = [Label::Positive, Label::Positive, Label::Positive, Label::Negative];
		assert_ok!(do_seed(&samples, &labels));
		assert_noop!(open(), Error::<Test>::GateNotPassed);
	});
}

#[test]
fn seed_refuses_what_it_cannot_learn() {
	ExtBuilder::default().with_model(robust_config()).build_and_execute(|| {
		assert_noop!(do_seed(&[], &[]), Error::<Test>::NoSamples);
		assert_noop!(do_seed(&[&[1]], &[]), Error::<Test>::LabelsMissing);
		let labels = [Label::Positive; 2];
		assert_noop!(do_seed(&[&[1], &[2, 1]], &labels), Error::<Test>::FeaturesNotIncreasing);
		assert_noop!(do_seed(&[&[1], &[]], &labels), Error::<Test>::EmptySample);
		assert_noop!(do_seed(&[&[1], &[1_000]], &labels), Error::<Test>::FeatureOutOfRange);
		let (samples, labels) = batch(&[&[1]], &[Label::Positive]);
		assert_noop!(
			CollabModel::seed(signed(ALICE), MODEL, samples, labels),
			Error::<Test>::NotOwner
		);
		assert_ok!(open());
		assert_noop!(do_seed(&[&[1]], &[Label::Positive]), Error::<Test>::ModelAlreadyOpened);
	});
}

#[test]
fn seed_is_bounded_by_the_page_limit() {
	let config = ModelConfig { page_limit: 1, ..robust_config() };
	ExtBuilder::default().with_model(config).build_and_execute(|| {
		let labels = [Label::Positive; 2];
		assert_noop!(do_seed(&[&[1], &[600]], &labels), Error::<Test>::PageLimitReached);
	});
}

#[test]
fn rules_do_not_take_each_others_coefficients() {
	ExtBuilder::default().with_model(config()).build_and_execute(|| {
		let wrong = Error::<Test>::WrongRules;
		assert_noop!(do_seed(&[&[1]], &[Label::Positive]), wrong);
		assert_noop!(upload(&[UP]), Error::<Test>::WrongRules);
		assert_noop!(declare([0; 32]), Error::<Test>::WrongRules);
		assert_eq!(CollabModel::accuracy(MODEL), Err(Error::<Test>::WrongRules.into()));
	});
	ExtBuilder::default().with_model(robust_config()).build_and_execute(|| {
		let values = vec![whole(1)].try_into().unwrap();
		assert_noop!(
			CollabModel::upload_coefficients(signed(OWNER), MODEL, 0, values),
			Error::<Test>::WrongRules
		);
	});
}

#[test]
fn an_import_is_tested_with_the_sealed_batch() {
	ExtBuilder::default().with_model(gated(2, 100)).build_and_execute(|| {
		assert_noop!(upload(&[UP]), Error::<Test>::ImportNotDeclared);
		assert_ok!(declare(seal(&TEST_SAMPLES, &TEST_LABELS)));
		let down = AveragedCoefficient { value: -5, lag: -10 };
		assert_ok!(upload(&[UP, UP, down]));
		assert_noop!(open(), Error::<Test>::SealBroken);
		assert_ok!(do_seed(&TEST_SAMPLES, &TEST_LABELS));
		let snapshot = CollabModel::released_snapshot(MODEL, None).unwrap();
		assert_eq!(snapshot.pages.runs, [(0, vec![UP, UP, down])]);
		assert_eq!((snapshot.copy.clock, robust_state().seeding.right), (20, 2));
		assert_ok!(open());
	});
}

#[test]
fn another_batch_breaks_the_seal() {
	ExtBuilder::default().with_model(gated(1, 0)).build_and_execute(|| {
		assert_ok!(declare(seal(&TEST_SAMPLES, &TEST_LABELS)));
		assert_ok!(upload(&[UP]));
		assert_ok!(do_seed(&TEST_SAMPLES, &[Label::Positive; 2]));
		assert_noop!(open(), Error::<Test>::SealBroken);
		assert_noop!(upload(&[UP]), Error::<Test>::ModelAlreadySeeded);
		assert_noop!(declare([0; 32]), Error::<Test>::ModelAlreadySeeded);
	});
}

#[test]
fn impossible_coefficients_are_refused() {
	ExtBuilder::default().with_model(robust_config()).build_and_execute(|| {
		assert_ok!(declare([0; 32]));
		let impossible = Error::<Test>::ImpossibleCoefficient;
		let too_late = AveragedCoefficient { value: 1, lag: -127 * 20 };
		assert_noop!(upload(&[UP, too_late]), impossible);
		let beyond = AveragedCoefficient { value: i8::MIN, lag: 0 };
		assert_noop!(upload(&[beyond]), Error::<Test>::ImpossibleCoefficient);
		assert_noop!(upload(&[]), Error::<Test>::EmptyUpload);
		assert_noop!(upload(&vec![UP; 1_001]), Error::<Test>::FeatureOutOfRange);
	});
	ExtBuilder::default().with_model(robust_config()).build_and_execute(|| {
		let import = ImportDeclaration { learnt: Averaged { clock: 20, bias: UP }, seal: [0; 32] };
		let declared = CollabModel::declare_import(signed(OWNER), MODEL, import);
		// The learner of these rules has no bias.
		assert_noop!(declared, Error::<Test>::ImpossibleCoefficient);
		for clock in [0, MAX_IMPORT_CLOCK + 1] {
			let learnt = Averaged { clock, ..Averaged::default() };
			let import = ImportDeclaration { learnt, seal: [0; 32] };
			let declared = CollabModel::declare_import(signed(OWNER), MODEL, import);
			assert_noop!(declared, Error::<Test>::ImpossibleCoefficient);
		}
	});
}

#[test]
fn what_an_import_consists_of_is_told_by_events() {
	ExtBuilder::default().with_model(robust_config()).build_and_execute(|| {
		assert_ok!(declare([9; 32]));
		let learnt = Averaged { clock: 20, bias: AveragedCoefficient::default() };
		let import = ImportDeclaration { learnt, seal: [9; 32] };
		System::assert_last_event(Event::ImportDeclared { model: MODEL, import }.into());
		assert_ok!(upload(&[UP]));
		let values = vec![UP].try_into().unwrap();
		let uploaded = Event::AveragedUploaded { model: MODEL, first: 0, values };
		System::assert_last_event(uploaded.into());
	});
}

#[test]
fn a_robust_model_begins_without_a_bias() {
	ExtBuilder::default().build_and_execute(|| {
		let config = ModelConfig { bias: whole(1), ..robust_config() };
		assert_noop!(
			CollabModel::create_model(signed(OWNER), config),
			Error::<Test>::InvalidConfig
		);
	});
}

#[test]
fn the_creator_endows_the_pot_and_gets_it_back() {
	ExtBuilder::default().with_model(robust_config()).build_and_execute(|| {
		assert_eq!(free(CollabModel::pot_account(MODEL)), 1);
		assert_ok!(CollabModel::close_model(signed(OWNER), MODEL));
		assert_eq!((free(CollabModel::pot_account(MODEL)), free(OWNER)), (0, ENDOWMENT));
	});
}

#[test]
fn what_is_left_in_the_pot_does_not_go_to_the_owner() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		add(BOB, [0, 1, 2], Label::Negative);
		assert_ok!(CollabModel::close_model(signed(OWNER), MODEL));
		assert_eq!((free(HEIR), free(OWNER)), (101, ENDOWMENT - 1));
		assert_eq!(AveragedPages::<Test>::iter().count(), 0);
	});
}
