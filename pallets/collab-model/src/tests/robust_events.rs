//! Events alone rebuild a model under robust rules and its money.

use crate::{mock::*, *};
use collab_model_core::*;
use frame_support::assert_ok;
use std::collections::BTreeMap;

#[derive(Debug, Default, PartialEq)]
struct Rebuilt {
	coefficients: BTreeMap<u32, AveragedCoefficient>,
	state: AveragedState,
	open: BTreeMap<ContributionId, (Balance, OwnEffect)>,
	pool: Balance,
	records: BTreeMap<AccountId, Record>,
}

impl Rebuilt {
	fn learn(&mut self, phase: Phase, sample: &[u32], label: Label) -> Learnt {
		let get = |f: &u32| self.coefficients.get(f).copied().unwrap_or_default();
		let mut present: Vec<_> = sample.iter().map(get).collect();
		let learnt = robust_rules().learner.learn(phase, &mut self.state, label, &mut present);
		self.coefficients.extend(sample.iter().copied().zip(present));
		learnt
	}

	fn take(&mut self, event: Event<Test>) {
		match event {
			Event::Seeded { samples, labels, .. } => {
				samples.iter().zip(labels).for_each(|(sample, label)| {
					self.learn(Phase::Seeding, sample, label);
				});
			}
			Event::ModelOpened { .. } => {
				self.state.agreement = robust_rules().learner.guard.start;
			}
			Event::DataAdded { contribution, sample, label, deposit, updated, .. } => {
				let clock = self.state.clock;
				let learnt = self.learn(Phase::Open, &sample, label);
				assert_eq!(learnt.updated, updated);
				let own = OwnEffect { displacement: learnt.displacement, clock };
				self.open.insert(contribution, (deposit, own));
			}
			Event::Settled { contribution, contributor, verdict, shares, .. } => {
				let (deposit, _) = self.open.remove(&contribution).unwrap();
				let shared = shares.to_contributor + shares.to_finder + shares.to_pool;
				assert_eq!(shared, deposit);
				self.pool = self.pool + shares.to_pool - shares.bonus;
				let record = self.records.entry(contributor).or_default();
				*record = record.after(verdict, robust_rules().pricing.window);
			}
			_ => (),
		}
	}
}

fn from_state() -> Rebuilt {
	let snapshot = CollabModel::averaged_snapshot(MODEL).unwrap();
	let values = snapshot.runs.into_iter().flat_map(|(first, values)| (first..).zip(values));
	let open = Contributions::<Test>::iter_prefix(MODEL);
	let records = Accounts::<Test>::iter_prefix(MODEL);
	Rebuilt {
		coefficients: values.filter(|(_, value)| *value != Default::default()).collect(),
		state: snapshot.state,
		open: open.map(|(id, c)| (id, (c.claimable, c.own))).collect(),
		pool: the_model().pool,
		records: records.map(|(who, account)| (who, account.record)).collect(),
	}
}

#[test]
fn replaying_them_through_core_rebuilds_model_and_money() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let good = add(ALICE, [0, 1, 700], Label::Positive);
		let bad = add(DAVE, [0, 1, 2], Label::Negative);
		let doubtful = add(ALICE, [2, 3], Label::Positive);
		advance(10);
		assert_ok!(CollabModel::refund(signed(ALICE), MODEL, good));
		assert_ok!(CollabModel::report(signed(BOB), MODEL, bad));
		assert_ok!(CollabModel::report(signed(BOB), MODEL, doubtful));
		add(ALICE, [5, 400], Label::Negative);
		let mut rebuilt = Rebuilt::default();
		for record in System::events() {
			if let RuntimeEvent::CollabModel(event) = record.event {
				rebuilt.take(event);
			}
		}
		rebuilt.coefficients.retain(|_, value| *value != Default::default());
		assert_eq!(rebuilt, from_state());
	});
}
