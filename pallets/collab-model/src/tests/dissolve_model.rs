use crate::{mock::*, *};
use collab_model_core::Label;
use frame_support::{assert_noop, assert_ok, dispatch::Pays, traits::fungible::Inspect};
use polkadot_sdk::*;
use sp_runtime::DispatchError::BadOrigin;

fn dissolve() -> frame_support::dispatch::DispatchResult {
	CollabModel::dissolve_model(RuntimeOrigin::root(), MODEL)
}

#[test]
fn contributors_get_back_what_is_held_whatever_the_model_says() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let good = add(ALICE, [1], Label::Positive);
		let bad = add(BOB, [1], Label::Negative);
		assert_ok!(dissolve());
		System::assert_last_event(Event::ModelDissolved { model: MODEL }.into());
		CollabModel::do_try_state().expect("every invariant holds");
		// No wait, no pages, and anybody may ask.
		for id in [good, bad] {
			let paid = CollabModel::refund(signed(CAROL), MODEL, id, 0).unwrap();
			assert_eq!(paid.pays_fee, Pays::No);
		}
		assert_eq!((free(ALICE), free(BOB)), (ENDOWMENT, ENDOWMENT));
		assert_eq!(credit(ALICE), 0);
		assert_ok!(CollabModel::close_model(signed(CAROL), MODEL));
		assert_eq!(Models::<Test>::iter().count(), 0);
		assert_eq!(free(OWNER), ENDOWMENT);
	});
}

#[test]
fn a_robust_model_gives_back_what_is_locked_and_leaves_its_pot_to_the_heir() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let id = add(ALICE, [0, 1, 2], Label::Positive);
		add(BOB, [0, 1, 2], Label::Negative);
		let pot = robust_state().pot.total();
		assert!(pot > 0);
		assert_ok!(dissolve());
		assert_eq!(CollabModel::claimable(MODEL, id, ALICE), Ok(held(ALICE)));
		assert_ok!(CollabModel::refund(signed(BOB), MODEL, id, 0));
		assert_eq!(free(ALICE), ENDOWMENT);
		assert_ok!(CollabModel::close_model(signed(BOB), MODEL));
		assert_eq!(free(HEIR), pot + Balances::minimum_balance());
	});
}

#[test]
fn a_dissolved_model_does_nothing_more() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let id = add(ALICE, [1], Label::Positive);
		assert_ok!(dissolve());
		assert_noop!(dissolve(), Error::<Test>::ModelEnding);
		let sample = features([1]);
		assert_noop!(
			CollabModel::add_data(signed(ALICE), MODEL, sample, Label::Positive, 100),
			Error::<Test>::ModelNotOpen
		);
		assert_noop!(
			CollabModel::resume_model(signed(OWNER), MODEL),
			Error::<Test>::ModelNotPaused
		);
		advance(30);
		let report = || CollabModel::report(signed(BOB), MODEL, id, 1).map_err(|r| r.error);
		let refused = frame_support::storage::with_storage_layer(report);
		assert_eq!(refused, Err(Error::<Test>::NothingToReport.into()));
		assert_noop!(
			CollabModel::close_model(signed(OWNER), MODEL),
			Error::<Test>::ContributionsOpen
		);
	});
}

#[test]
fn only_the_chain_dissolves() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		assert_noop!(CollabModel::dissolve_model(signed(OWNER), MODEL), BadOrigin);
		assert_noop!(
			CollabModel::dissolve_model(RuntimeOrigin::root(), 9),
			Error::<Test>::UnknownModel
		);
	});
}
