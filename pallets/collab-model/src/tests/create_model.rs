use crate::{mock::*, *};
use collab_model_core::*;
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use polkadot_sdk::*;

fn assert_invalid(config: ModelConfig) {
	assert_noop!(CollabModel::create_model(signed(OWNER), config), Error::<Test>::InvalidConfig);
}

#[test]
fn creator_becomes_owner_and_pays_for_every_page() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(CollabModel::create_model(signed(OWNER), config()));
		let model = the_model();
		assert_eq!((model.owner, model.status, model.pages), (OWNER, Status::Building, 0));
		let deposit = Balances::balance_on_hold(&HoldReason::ModelCreation.into(), &OWNER);
		assert_eq!(deposit, 1_000 + 2 * 10);
		System::assert_last_event(
			Event::ModelCreated {
				model: MODEL,
				owner: OWNER,
				config: config(),
				default_rules: false,
			}
			.into(),
		);
	});
}

#[test]
fn ids_count_up() {
	ExtBuilder::default().with_model(config()).with_model(config()).build_and_execute(|| {
		assert_eq!(NextModelId::<Test>::get(), 2);
		assert_eq!(Models::<Test>::iter().count(), 2);
	});
}

#[test]
fn fails_when_the_ids_are_used_up() {
	ExtBuilder::default().build_and_execute(|| {
		NextModelId::<Test>::put(ModelId::MAX);
		assert_noop!(
			CollabModel::create_model(signed(OWNER), config()),
			Error::<Test>::NoModelIdLeft
		);
	});
}

#[test]
fn fails_without_money_for_the_deposit() {
	ExtBuilder::default().endowed([OWNER], 1_020).build_and_execute(|| {
		assert_noop!(CollabModel::create_model(signed(OWNER), config()), Error::<Test>::CannotPay);
	});
}

#[test]
fn takes_up_to_two_to_the_thirty_two_features() {
	ExtBuilder::default().build_and_execute(|| {
		let hashed = ModelConfig { num_features: 1 << 32, page_limit: 5_000, ..config() };
		assert_ok!(CollabModel::create_model(signed(OWNER), hashed));
		assert_invalid(ModelConfig { num_features: (1 << 32) + 1, ..config() });
		assert_invalid(ModelConfig { num_features: 0, ..config() });
	});
}

#[test]
fn fails_for_a_page_limit_of_nothing_or_beyond_the_features() {
	ExtBuilder::default().build_and_execute(|| {
		assert_invalid(ModelConfig { page_limit: 0, ..config() });
		assert_invalid(ModelConfig { page_limit: 1_000u32.div_ceil(PAGE_SIZE) + 1, ..config() });
	});
}

#[test]
fn fails_for_rules_out_of_range() {
	let with = |rules: Classic| ModelConfig { rules: Rules::Classic(rules), ..config() };
	let step = |step| Classic { learner: Perceptron { step, learn_bias: true }, ..rules() };
	ExtBuilder::default().build_and_execute(|| {
		assert_invalid(with(Classic { refund_wait: 21, ..rules() }));
		assert_invalid(with(Classic { owner_wait: 31, ..rules() }));
		assert_invalid(with(step(StepSchedule::Constant(whole(-1)))));
		assert_invalid(with(step(StepSchedule::InverseTime { alpha: whole(0), t0: 1 })));
		assert_invalid(with(step(StepSchedule::InverseTime { alpha: whole(1), t0: 0 })));
	});
}

#[test]
fn fails_for_what_the_runtime_does_not_allow() {
	let classic = |rules: Classic| ModelConfig { rules: Rules::Classic(rules), ..config() };
	let robust = |rules: Robust| ModelConfig { rules: Rules::Robust(rules), ..config() };
	let usual = robust_rules();
	ExtBuilder::default().build_and_execute(|| {
		// Nobody's deposit is locked for ever by a parameter.
		let longer = 100_000_001;
		assert_invalid(classic(Classic { any_wait: longer, ..rules() }));
		let judgement = Judgement { wait: longer, ..usual.judgement };
		assert_invalid(robust(Robust { judgement, ..usual }));
		let audits = AuditRules { wait: longer, ..usual.audits };
		assert_invalid(robust(Robust { audits, ..usual }));
		let audits = AuditRules { rows: 1_001, ..usual.audits };
		assert_invalid(robust(Robust { audits, ..usual }));
		assert_invalid(robust(Robust { pricing: RecordPricing::with_base(3), ..usual }));
	});
}

#[test]
fn a_model_with_two_copies_pays_for_each_page_twice() {
	ExtBuilder::default().with_model(robust_config()).build_and_execute(|| {
		let deposit = Balances::balance_on_hold(&HoldReason::ModelCreation.into(), &OWNER);
		assert_eq!(deposit, 1_000 + 2 * 2 * 10);
	});
}
