use crate::{mock::*, *};
use collab_model_core::{AveragedCoefficient, Label};
use frame_support::{assert_noop, dispatch::GetDispatchInfo, weights::Weight};
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
fn a_classic_sample_costs_an_update_only_where_it_moves_something() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let used = |label| {
			let sample = features([0, 1, 2, 600]);
			let done = CollabModel::add_data(signed(ALICE), MODEL, sample, label, 100).unwrap();
			done.actual_weight.unwrap()
		};
		type Weights = <Test as Config>::WeightInfo;
		assert_eq!(used(Label::Negative), Weights::add_data_unchanged(2, 2));
		assert_eq!(used(Label::Positive), Weights::add_data(2, 2));
	});
}

/// What a refund by `who` is charged at first and in the end, given `pages`.
fn refund_given(who: AccountId, id: ContributionId, pages: u32) -> (u64, u64) {
	let call = Call::<Test>::refund { model: MODEL, contribution: id, pages };
	let charged = call.get_dispatch_info().call_weight;
	let used = match CollabModel::refund(signed(who), MODEL, id, pages) {
		Ok(done) => done.actual_weight,
		Err(refused) => refused.post_info.actual_weight,
	};
	(charged.ref_time(), used.unwrap().ref_time())
}

#[test]
fn a_claim_is_charged_for_the_pages_that_it_is_given() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let id = add(ALICE, [1, 600], Label::Positive);
		advance(10);
		assert_eq!(CollabModel::claim_pages(MODEL, id), Ok(2));
		let (charged, used) = refund_given(ALICE, id, 2);
		assert!(used <= charged && charged <= 2 * used, "charged {charged}, used {used}");
	});
}

#[test]
fn a_claim_reads_no_page_that_it_is_not_given() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let id = add(ALICE, [1, 600], Label::Positive);
		advance(10);
		let refused = CollabModel::refund(signed(ALICE), MODEL, id, 1).unwrap_err();
		assert_eq!(refused.error, Error::<Test>::TooFewPages.into());
	});
}

#[test]
fn a_refused_claim_pays_for_what_it_has_read() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let id = add(ALICE, [1, 600], Label::Positive);
		let unread = CollabModel::refund(signed(ALICE), MODEL, id, 2).unwrap_err();
		assert_eq!(unread.error, Error::<Test>::TooEarly.into());
		add(BOB, [1, 600], Label::Negative);
		advance(10);
		let read = CollabModel::refund(signed(ALICE), MODEL, id, 2).unwrap_err();
		assert_eq!(read.error, Error::<Test>::ModelDisagrees.into());
		let [unread, read] = [unread, read].map(|it| it.post_info.actual_weight.unwrap());
		let most = Call::<Test>::refund { model: MODEL, contribution: id, pages: 1_000 };
		let most = most.get_dispatch_info().call_weight.ref_time();
		assert!(unread.ref_time() < read.ref_time() && 10 * read.ref_time() < most);
	});
}

#[test]
fn seeding_is_charged_as_if_no_two_samples_shared_a_page() {
	ExtBuilder::default().with_model(robust_config()).build_and_execute(|| {
		let samples: SamplesOf<Test> =
			vec![features([1]), features([600, 700])].try_into().unwrap();
		let labels: LabelsOf<Test> = vec![Label::Positive; 2].try_into().unwrap();
		let call =
			Call::<Test>::seed { model: MODEL, samples: samples.clone(), labels: labels.clone() };
		let charged = call.get_dispatch_info().call_weight;
		let used = CollabModel::seed(signed(OWNER), MODEL, samples, labels).unwrap();
		assert_eq!(used.actual_weight, Some(charged));
		let again: SamplesOf<Test> = vec![features([1]), features([1, 2])].try_into().unwrap();
		let labels: LabelsOf<Test> = vec![Label::Positive; 2].try_into().unwrap();
		let used = CollabModel::seed(signed(OWNER), MODEL, again, labels).unwrap();
		assert!(used.actual_weight.unwrap().ref_time() < charged.ref_time());
	});
}

#[test]
fn samples_that_reach_too_many_pages_together_are_refused() {
	ExtBuilder::default().with_model(robust_config()).build_and_execute(|| {
		let pages = |count: u32| features((0..count).map(|page| page * PAGE_SIZE));
		let seed = |samples: [SampleOf<Test>; 2]| {
			let samples = samples.to_vec().try_into().unwrap();
			let labels = vec![Label::Positive; 2].try_into().unwrap();
			CollabModel::seed(signed(OWNER), MODEL, samples, labels)
		};
		assert_noop!(seed([pages(1_000), pages(25)]), Error::<Test>::TooManyPages);
		let within = seed([pages(1_000), pages(24)]).unwrap_err();
		assert_eq!(within.error, Error::<Test>::FeatureOutOfRange.into());
	});
}

#[test]
fn a_submission_is_charged_the_most_that_it_may_cost() {
	type Weights = <Test as Config>::WeightInfo;
	for pages in [1, 2, 40, 1_000] {
		let sample = features((0..pages).map(|page| page * PAGE_SIZE));
		let (label, max_deposit) = (Label::Positive, 100);
		let call = Call::<Test>::add_data { model: MODEL, sample, label, max_deposit };
		let charged = call.get_dispatch_info().call_weight;
		for most in [
			Weights::add_data(pages, 0),
			Weights::add_data_unchanged(pages, 0),
			Weights::add_data_robust(pages, 0),
			Weights::add_data_robust_agreed(pages, 0),
		] {
			assert!(most.all_lte(charged), "{pages} pages");
		}
	}
}

#[test]
fn a_claim_is_charged_for_as_many_features_as_its_pages_hold() {
	type Weights = <Test as Config>::WeightInfo;
	let charged = |pages| {
		let call = Call::<Test>::refund { model: MODEL, contribution: 0, pages };
		call.get_dispatch_info().call_weight
	};
	assert!(Weights::refund(1, PAGE_SIZE - 1).all_lte(charged(1)));
	// No sample has more features, or reaches more pages, than it may have features.
	assert!(Weights::refund(3, 1_021).all_lte(charged(3)));
	assert_eq!(charged(1_024), charged(5_000));
	assert!(Weights::refund_robust().all_lte(charged(0)));
}

#[test]
fn an_upload_is_charged_as_if_it_began_in_the_middle_of_a_page() {
	type Weights = <Test as Config>::WeightInfo;
	for (count, pages) in [(1, 1), (2, 2), (512, 2), (513, 3), (1_024, 3)] {
		let first = PAGE_SIZE - 1;
		let values = vec![whole(1); count].try_into().unwrap();
		let linear = Call::<Test>::upload_coefficients { model: MODEL, first, values };
		let values = vec![AveragedCoefficient::default(); count].try_into().unwrap();
		let averaged = Call::<Test>::upload_averaged { model: MODEL, first, values };
		let [linear, averaged] =
			[linear, averaged].map(|call| call.get_dispatch_info().call_weight);
		assert!(Weights::upload_coefficients(pages).all_lte(linear), "{count} values");
		assert!(Weights::upload_averaged(pages).all_lte(averaged), "{count} values");
	}
}

#[test]
fn an_audit_is_charged_as_if_rows_shared_no_page_and_settled_it() {
	type Weights = <Test as Config>::WeightInfo;
	let samples: SamplesOf<Test> = vec![features([1, 2, 600]); 3].try_into().unwrap();
	let labels: LabelsOf<Test> = vec![Label::Positive; 3].try_into().unwrap();
	let call = Call::<Test>::show_audit { model: MODEL, nonce: NONCE, first: 0, samples, labels };
	let settled = Weights::settle_audit(MAX_SETTLED_PAGES);
	let most = Weights::show_audit(6, 3, 9).saturating_add(settled);
	assert!(most.all_lte(call.get_dispatch_info().call_weight));
}

#[test]
fn a_piece_of_an_audit_costs_what_its_rows_are() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let rows = vec![(vec![1, 2, 600], Label::Positive); 25];
		seal_audit(&rows);
		let used = |first, rows| show_audit(first, rows).unwrap().actual_weight.unwrap();
		type Weights = <Test as Config>::WeightInfo;
		assert_eq!(used(0, &rows[..3]), Weights::show_audit(2, 3, 9));
		// The candidate has no page to be moved.
		let last = Weights::show_audit(2, 22, 66).saturating_add(Weights::settle_audit(0));
		assert_eq!(used(3, &rows[3..]), last);
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
		let used = [long, short].map(|id| refund(ALICE, id).unwrap().actual_weight.unwrap());
		assert_eq!(used[0], used[1]);
	});
}

#[test]
fn agreement_is_charged_as_what_reads_one_copy_only() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let used = |label| {
			let sample = features([0, 1, 2, 600]);
			let done = CollabModel::add_data(signed(ALICE), MODEL, sample, label, 200).unwrap();
			done.actual_weight.unwrap()
		};
		type Weights = <Test as Config>::WeightInfo;
		assert_eq!(used(Label::Positive), Weights::add_data_robust_agreed(2, 2));
		assert_eq!(used(Label::Negative), Weights::add_data_robust(2, 2));
	});
}
