//! `add_data` under the classic rules.

use crate::{mock::*, Trace, *};
use collab_model_core::Balance;
use collab_model_core::{
	unpack, Classic, Coefficient, Label, Perceptron, Pricing, Rules, Stake, StepSchedule,
};
use frame_support::{assert_noop, assert_ok};
use polkadot_sdk::*;

fn submit(sample: &[u32], max_deposit: Balance) -> sp_runtime::DispatchResult {
	let sample = features(sample.iter().copied());
	CollabModel::add_data(signed(ALICE), MODEL, sample, Label::Positive, max_deposit)
		.map(drop)
		.map_err(|e| e.error)
}

#[test]
fn a_wrong_prediction_moves_the_present_coefficients() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		assert_ok!(submit(&[1, 300], 100));
		assert_eq!([0, 1, 2, 300].map(coefficient), [whole(0), whole(1), whole(0), whole(1)]);
		assert_eq!(classic_state().bias, whole(0));
		add(BOB, [1], Label::Negative);
		assert_eq!(coefficient(1), whole(0));
	});
}

#[test]
fn a_right_prediction_moves_nothing() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		add(ALICE, [1, 2], Label::Negative);
		assert_eq!(the_model().pages, 0);
		assert_eq!(the_model().submitted, 1);
	});
}

#[test]
fn the_bias_is_learnt_when_the_rules_say_so() {
	let learner = Perceptron { learn_bias: true, ..rules().learner };
	let rules = Rules::Classic(Classic { learner, ..rules() });
	ExtBuilder::default().with_model(ModelConfig { rules, ..config() }).opened().build_and_execute(
		|| {
			add(ALICE, [1], Label::Positive);
			assert_eq!(classic_state().bias, whole(1));
		},
	);
}

#[test]
fn the_step_falls_with_the_samples_accepted() {
	let step = StepSchedule::InverseTime { alpha: whole(1), t0: 1 };
	let learner = Perceptron { step, learn_bias: false };
	let rules = Rules::Classic(Classic { learner, ..rules() });
	ExtBuilder::default().with_model(ModelConfig { rules, ..config() }).opened().build_and_execute(
		|| {
			add(ALICE, [1], Label::Positive);
			add(ALICE, [2], Label::Negative);
			add(ALICE, [3], Label::Positive);
			assert_eq!(coefficient(1), whole(1));
			assert_eq!(coefficient(3), Coefficient::from_inner(333_333_333));
		},
	);
}

#[test]
fn the_price_is_held_and_recorded() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let id = add(ALICE, [1, 300], Label::Positive);
		assert_eq!((held(ALICE), free(ALICE)), (100, ENDOWMENT - 100));
		let stored = Contributions::<Test>::get(MODEL, id).unwrap();
		assert_eq!((stored.claimable, stored.submitted_at), (100, START));
		let Trace::Classic { label, deposit, sample, .. } = stored.trace else { panic!("{id}") };
		assert_eq!((label, deposit), (Label::Positive, 100));
		assert_eq!(unpack(&sample), Some(vec![1, 300]));
		System::assert_last_event(
			Event::DataAdded {
				model: MODEL,
				contribution: id,
				contributor: ALICE,
				sample: features([1, 300]),
				label: Label::Positive,
				stake: Stake { deposit: 100, ..Stake::default() },
				score: 0,
				updated: true,
				judged: None,
			}
			.into(),
		);
	});
}

#[test]
fn the_price_falls_with_time() {
	let pricing = Pricing::SqrtTime { scale: 3600, minimum: 0, unit: 1 };
	let rules = Rules::Classic(Classic { pricing, ..rules() });
	ExtBuilder::default().with_model(ModelConfig { rules, ..config() }).opened().build_and_execute(
		|| {
			advance(4);
			add(ALICE, [1], Label::Positive);
			assert_eq!(held(ALICE), 1800);
			add(BOB, [1], Label::Positive);
			assert_eq!(held(BOB), 3600);
		},
	);
}

#[test]
fn without_a_price_nothing_is_held_or_recorded() {
	let rules = Rules::Classic(Classic { pricing: Pricing::Constant(0), ..rules() });
	ExtBuilder::default().with_model(ModelConfig { rules, ..config() }).opened().build_and_execute(
		|| {
			add(ALICE, [1], Label::Positive);
			assert_eq!(coefficient(1), whole(1));
			assert_eq!((held(ALICE), the_model().open_contributions), (0, 0));
		},
	);
}

#[test]
fn a_failed_call_changes_nothing() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		assert_noop!(submit(&[], 100), Error::<Test>::EmptySample);
		assert_noop!(submit(&[2, 1], 100), Error::<Test>::FeaturesNotIncreasing);
		assert_noop!(submit(&[1, 1], 100), Error::<Test>::FeaturesNotIncreasing);
		assert_noop!(submit(&[1, 1000], 100), Error::<Test>::FeatureOutOfRange);
		assert_noop!(submit(&[1], 99), Error::<Test>::PriceAboveMaximum);
	});
}

#[test]
fn fails_for_an_unknown_model() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(submit(&[1], 100), Error::<Test>::UnknownModel);
	});
}

#[test]
fn fails_before_opening() {
	ExtBuilder::default().with_model(config()).build_and_execute(|| {
		assert_noop!(submit(&[1], 100), Error::<Test>::ModelNotOpen);
	});
}

#[test]
fn fails_without_money_and_then_learns_nothing() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let poor = 77;
		let call =
			|| CollabModel::add_data(signed(poor), MODEL, features([1]), Label::Positive, 100);
		let result = frame_support::storage::with_storage_layer(call);
		assert_eq!(result.unwrap_err().error, Error::<Test>::CannotPay.into());
		assert_eq!(coefficient(1), whole(0));
	});
}

#[test]
fn an_account_keeps_the_existential_deposit_free() {
	ExtBuilder::default().endowed([OWNER, ALICE], 1_100).build_and_execute(|| {
		assert_ok!(CollabModel::create_model(signed(OWNER), config()));
		assert_ok!(CollabModel::open_model(signed(OWNER), MODEL));
		for _ in 0..10 {
			add(ALICE, [1], Label::Positive);
		}
		assert_eq!(free(ALICE), 100);
		let result = frame_support::storage::with_storage_layer(|| submit(&[1], 100));
		assert_eq!(result, Err(Error::<Test>::CannotPay.into()));
	});
}

#[test]
fn hashed_features_touch_only_their_pages() {
	let hashed = ModelConfig { num_features: 1 << 32, page_limit: 2, ..config() };
	ExtBuilder::default().with_model(hashed).opened().build_and_execute(|| {
		assert_ok!(submit(&[7, u32::MAX], 100));
		assert_eq!(the_model().pages, 2);
		assert_eq!(coefficient(u32::MAX), whole(1));
	});
}

#[test]
fn of_a_page_that_the_model_has_no_room_for_nothing_is_learnt() {
	let hashed = ModelConfig { num_features: 1 << 32, page_limit: 2, ..config() };
	ExtBuilder::default().with_model(hashed).opened().build_and_execute(|| {
		assert_ok!(submit(&[7], 100));
		// The second page is the last one: what comes first in the sample gets it.
		assert_ok!(submit(&[8, 1 << 20, u32::MAX], 100));
		assert_eq!(the_model().pages, 2);
		assert_eq!([8, 1 << 20, u32::MAX].map(coefficient), [whole(1), whole(1), whole(0)]);
		// Nobody is kept from teaching what there is room for.
		assert_ok!(submit(&[9, 1 << 30], 100));
		assert_eq!([9, 1 << 30].map(coefficient), [whole(1), whole(0)]);
	});
}

#[test]
fn models_do_not_touch_each_other() {
	ExtBuilder::default().with_open_model().with_model(config()).build_and_execute(|| {
		assert_ok!(CollabModel::open_model(signed(OWNER), 1));
		add(ALICE, [1], Label::Positive);
		assert_eq!(CollabModel::predict(0, features([1])), Ok((Label::Positive, 1_000_000_000)));
		assert_eq!(CollabModel::predict(1, features([1])), Ok((Label::Negative, 0)));
		assert_eq!(Models::<Test>::get(1).unwrap().submitted, 0);
	});
}
