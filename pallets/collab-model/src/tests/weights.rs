use crate::{mock::*, *};
use collab_model_core::Label;
use frame_support::{dispatch::GetDispatchInfo, weights::Weight};
use polkadot_sdk::*;

fn charged_and_used(label: Label) -> (Weight, Option<Weight>) {
	let call = Call::<Test>::add_data {
		model: MODEL,
		sample: features([1, 2, 600]),
		label,
		max_deposit: 100,
	};
	let used = CollabModel::add_data(signed(ALICE), MODEL, features([1, 2, 600]), label, 100);
	(call.get_dispatch_info().call_weight, used.unwrap().actual_weight)
}

#[test]
fn add_data_is_charged_for_an_update() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let (charged, used) = charged_and_used(Label::Positive);
		// What it is charged covers models under either rules.
		assert!(used.unwrap().ref_time() <= charged.ref_time());
	});
}

#[test]
fn add_data_without_an_update_gets_the_difference_back() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let (charged, used) = charged_and_used(Label::Negative);
		assert!(used.unwrap().ref_time() < charged.ref_time());
	});
}

#[test]
fn claims_are_charged_for_the_greatest_sample_and_get_the_difference_back() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let id = add(ALICE, [1], Label::Positive);
		advance(10);
		let call = Call::<Test>::refund { model: MODEL, contribution: id };
		let charged = call.get_dispatch_info().call_weight;
		let used = CollabModel::refund(signed(ALICE), MODEL, id).unwrap().actual_weight.unwrap();
		assert!(used.ref_time() * 10 < charged.ref_time());
	});
}

#[test]
fn seeding_is_charged_for_what_it_touches() {
	ExtBuilder::default().with_model(robust_config()).build_and_execute(|| {
		let samples: SamplesOf<Test> =
			vec![features([1, 600]), features([2, 3, 700])].try_into().unwrap();
		let labels: LabelsOf<Test> = vec![Label::Positive; 2].try_into().unwrap();
		let call =
			Call::<Test>::seed { model: MODEL, samples: samples.clone(), labels: labels.clone() };
		let charged = call.get_dispatch_info().call_weight;
		let used = CollabModel::seed(signed(OWNER), MODEL, samples, labels).unwrap();
		assert_eq!(used.actual_weight, Some(charged));
	});
}

#[test]
fn pages_are_counted_once_each() {
	assert_eq!(pages_touched(&[0, 1, PAGE_SIZE - 1]), 1);
	assert_eq!(pages_touched(&[0, PAGE_SIZE, PAGE_SIZE + 1, 5 * PAGE_SIZE]), 3);
}

#[test]
fn a_robust_refund_costs_the_same_whatever_the_sample() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let long = add(ALICE, (0..1_000).filter(|f| ![3, 4, 5].contains(f)), Label::Positive);
		let short = add(ALICE, [0], Label::Positive);
		advance(10);
		let used = [long, short].map(|id| {
			CollabModel::refund(signed(ALICE), MODEL, id).unwrap().actual_weight.unwrap()
		});
		assert_eq!(used[0], used[1]);
	});
}

#[test]
fn agreement_reads_one_copy_only_and_gets_the_difference_back() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let used = |label| {
			let sample = features([0, 1, 2, 600]);
			let done = CollabModel::add_data(signed(ALICE), MODEL, sample, label, 200).unwrap();
			done.actual_weight.unwrap().ref_time()
		};
		assert!(used(Label::Positive) < used(Label::Negative));
	});
}
