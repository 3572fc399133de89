use crate::{mock::*, *};
use collab_model_core::*;
use frame_support::assert_ok;
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
fn snapshots_of_many_pages_come_in_parts() {
	let pages = 1_024 + 3;
	let great = ModelConfig { num_features: 1 << 32, page_limit: 2_000, ..robust_config() };
	ExtBuilder::default().with_model(great).build_and_execute(|| {
		for first in (0..pages).step_by(500) {
			let wide: Vec<_> =
				(first..pages.min(first + 500)).map(|page| page * PAGE_SIZE).collect();
			super::super::mock::seed(&[&wide], collab_model_core::Label::Positive);
		}
		assert_ok!(CollabModel::open_model(signed(OWNER), MODEL));
		// Pages of the candidate's own, known and new ones.
		add(ALICE, [0, 5 * PAGE_SIZE, 1_900 * PAGE_SIZE], collab_model_core::Label::Negative);
		let all = |version| {
			let (mut found, mut after) = (std::collections::BTreeSet::new(), None);
			loop {
				let part = CollabModel::averaged_snapshot_of(MODEL, version, after).unwrap().pages;
				assert!(part.runs.len() <= 1_024);
				for (first, _) in part.runs {
					assert!(found.insert(first / PAGE_SIZE), "a page came twice");
				}
				let Some(last) = part.after else { break found };
				after = Some(last);
			}
		};
		let known: std::collections::BTreeSet<u32> = (0..pages).collect();
		assert_eq!(all(Version::Released), known);
		let learnt = known.into_iter().chain([1_900]).collect();
		assert_eq!(all(Version::Candidate), learnt);
	});
}

#[test]
fn model_snapshot_has_every_coefficient() {
	scene().build_and_execute(|| {
		let snapshot = CollabModel::model_snapshot(MODEL, None).unwrap();
		assert_eq!(snapshot.bias, whole(0));
		assert_eq!(snapshot.pages.runs, [(0, vec![whole(-2), whole(3), whole(1)])]);
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

#[test]
fn the_price_falls_with_the_time_since_the_last_sample() {
	let pricing = Pricing::SqrtTime { scale: 3_600, minimum: 0, unit: 1 };
	let rules = Rules::Classic(Classic { pricing, ..rules() });
	let falling = ModelConfig { rules, ..config() };
	ExtBuilder::default().with_model(falling).opened().build_and_execute(|| {
		let prices = [0, 4, 5].map(|seconds| {
			advance(seconds);
			CollabModel::price(MODEL).unwrap()
		});
		assert_eq!(prices, [3_600, 1_800, 1_200]);
		CollabModel::add_data(signed(ALICE), MODEL, features([1]), POSITIVE, 1_200).unwrap();
		assert_eq!(CollabModel::price(MODEL), Ok(3_600));
	});
}
