use crate::{mock::*, *};
use collab_model_core::*;
use polkadot_sdk::*;

const POSITIVE: Label = Label::Positive;
const NEGATIVE: Label = Label::Negative;

fn scene() -> ExtBuilder {
	ExtBuilder::default().with_model(config()).with_coefficients(&[-2, 3, 1]).opened()
}

#[test]
fn predict_gives_label_and_score() {
	scene().build_and_execute(|| {
		assert_eq!(CollabModel::predict(MODEL, features([0, 1])), Ok((POSITIVE, 1_000_000_000)));
		assert_eq!(CollabModel::predict(MODEL, features([0, 999])), Ok((NEGATIVE, -2_000_000_000)));
		assert_eq!(CollabModel::predict(MODEL, features([999])), Ok((NEGATIVE, 0)));
	});
}

#[test]
fn predict_names_what_is_wrong() {
	scene().build_and_execute(|| {
		assert_eq!(CollabModel::predict(9, features([1])), Err(Error::<Test>::UnknownModel.into()));
		assert_eq!(
			CollabModel::predict(MODEL, features([1, 0])),
			Err(Error::<Test>::FeaturesNotIncreasing.into())
		);
	});
}

#[test]
fn predict_batch_and_evaluate_take_many() {
	scene().build_and_execute(|| {
		let samples = [[1], [0], [2]].map(features).to_vec();
		let samples: SamplesOf<Test> = samples.try_into().unwrap();
		let labels = CollabModel::predict_batch(MODEL, samples.clone()).unwrap();
		let labels: Vec<_> = labels.into_iter().map(|(label, _)| label).collect();
		assert_eq!(labels, [POSITIVE, NEGATIVE, POSITIVE]);
		let truth = vec![POSITIVE, POSITIVE, POSITIVE].try_into().unwrap();
		assert_eq!(CollabModel::evaluate(MODEL, samples.clone(), truth), Ok(2));
		assert!(CollabModel::evaluate(MODEL, samples, vec![POSITIVE].try_into().unwrap()).is_err());
	});
}

#[test]
fn price_is_what_add_data_takes() {
	scene().build_and_execute(|| {
		assert_eq!(CollabModel::price(MODEL), Ok(100));
		assert_eq!(CollabModel::price(9), Err(Error::<Test>::UnknownModel.into()));
	});
}

#[test]
fn claimable_is_what_the_call_would_pay_or_its_error() {
	scene().build_and_execute(|| {
		earn_credit(BOB);
		let id = add(ALICE, [1], POSITIVE);
		let claimable = |who| CollabModel::claimable(MODEL, id, who);
		assert_eq!(claimable(ALICE), Err(Error::<Test>::OwnContribution.into()));
		advance(10);
		assert_eq!(claimable(ALICE), Ok(100));
		assert_eq!(claimable(BOB), Err(Error::<Test>::ModelAgrees.into()));
		advance(20);
		assert_eq!(claimable(DAVE), Ok(100));
		assert_eq!(
			CollabModel::claimable(MODEL, 99, DAVE),
			Err(Error::<Test>::UnknownContribution.into())
		);
	});
}

#[test]
fn model_snapshot_has_every_coefficient() {
	scene().build_and_execute(|| {
		let snapshot = CollabModel::model_snapshot(MODEL).unwrap();
		assert_eq!(snapshot.bias, whole(0));
		assert_eq!(snapshot.runs, [(0, vec![whole(-2), whole(3), whole(1)])]);
	});
}

#[test]
fn view_functions_answer_through_the_runtime() {
	use codec::{Decode, Encode};
	use frame_support::view_functions::ViewFunction;
	scene().build_and_execute(|| {
		let query = pallet::PriceViewFunction::<Test>::new(MODEL);
		let id = <pallet::PriceViewFunction<Test> as ViewFunction>::id();
		let answer = Test::execute_view_function(id, query.encode()).unwrap();
		let price = Result::<Balance, sp_runtime::DispatchError>::decode(&mut &answer[..]);
		assert_eq!(price, Ok(Ok(100)));
	});
}
