//! Events alone rebuild the model and the ledger.

use crate::{mock::*, *};
use collab_model_core::*;
use frame_support::assert_ok;
use std::collections::BTreeMap;

#[derive(Debug, Default, PartialEq)]
struct Rebuilt {
	coefficients: BTreeMap<u32, Coefficient>,
	bias: Coefficient,
	claimable: BTreeMap<ContributionId, Balance>,
	credit: BTreeMap<AccountId, u64>,
}

fn learn(rebuilt: &mut Rebuilt, seen: u64, sample: &[u32], label: Label, score: Score) {
	let mut present: Vec<_> =
		sample.iter().map(|f| rebuilt.coefficients.get(f).copied().unwrap_or_default()).collect();
	let before = rules().learner.learn(seen, label, &mut rebuilt.bias, &mut present).0;
	assert_eq!(before, score);
	rebuilt.coefficients.extend(sample.iter().copied().zip(present));
}

fn rebuild() -> Rebuilt {
	let mut rebuilt = Rebuilt::default();
	for record in System::events() {
		let RuntimeEvent::CollabModel(event) = record.event else { continue };
		match event {
			Event::ModelCreated { config, .. } => rebuilt.bias = config.bias,
			Event::CoefficientsUploaded { first, values, .. } => {
				rebuilt.coefficients.extend((first..).zip(values))
			}
			Event::DataAdded { contribution, sample, label, stake, score, .. } => {
				learn(&mut rebuilt, contribution, &sample, label, score);
				rebuilt.claimable.insert(contribution, stake.locked());
			}
			Event::Refunded { contribution, contributor, amount, .. } => {
				*rebuilt.claimable.get_mut(&contribution).unwrap() -= amount;
				*rebuilt.credit.entry(contributor).or_default() += 1;
			}
			Event::Reported { contribution, amount, .. } => {
				*rebuilt.claimable.get_mut(&contribution).unwrap() -= amount;
			}
			_ => (),
		}
	}
	rebuilt.claimable.retain(|_, left| *left > 0);
	rebuilt.coefficients.retain(|_, value| value.into_inner() != 0);
	rebuilt
}

fn from_state() -> Rebuilt {
	let snapshot = CollabModel::model_snapshot(MODEL).unwrap();
	let values = snapshot.runs.into_iter().flat_map(|(first, values)| (first..).zip(values));
	Rebuilt {
		coefficients: values.filter(|(_, value)| value.into_inner() != 0).collect(),
		bias: snapshot.bias,
		claimable: Contributions::<Test>::iter_prefix(MODEL)
			.map(|(i, c)| (i, c.claimable))
			.collect(),
		credit: Accounts::<Test>::iter_key_prefix(MODEL)
			.map(|who| (who, credit(who)))
			.filter(|(_, credit)| *credit > 0)
			.collect(),
	}
}

#[test]
fn replaying_them_through_core_rebuilds_model_and_ledger() {
	ExtBuilder::default()
		.with_model(config())
		.with_coefficients(&[1, -1, 2])
		.opened()
		.build_and_execute(|| {
			earn_credit(BOB);
			earn_credit(CAROL);
			let good = add(ALICE, [2, 5, 700], Label::Positive);
			let bad = add(DAVE, [0, 2, 400], Label::Negative);
			let open = add(ALICE, [1, 400], Label::Positive);
			advance(10);
			assert_ok!(refund(ALICE, good));
			add(BOB, [0, 2, 400], Label::Positive);
			add(BOB, [0, 2, 400], Label::Positive);
			assert_ok!(report(BOB, bad));
			assert!(Contributions::<Test>::contains_key(MODEL, open));
			assert_eq!(rebuild(), from_state());
		});
}
