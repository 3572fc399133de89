//! Events alone rebuild a model under robust rules and its money.

use crate::{mock::*, *};
use collab_model_core::*;
use frame_support::assert_ok;
use std::collections::BTreeMap;

#[derive(Debug, PartialEq)]
struct Rebuilt {
	released: Copied,
	candidate: Copied,
	state: RobustState,
	last_accepted: Seconds,
	open: BTreeMap<ContributionId, Balance>,
	records: BTreeMap<AccountId, Record>,
	rules: Robust,
}

type Copied = BTreeMap<u32, AveragedCoefficient>;

impl Coefficients<AveragedCoefficient> for Rebuilt {
	fn sums(&mut self, version: Version, sample: Sample<'_>) -> Sums {
		let copy = self.copy(version);
		let mut sums = Sums::default();
		let values = sample.features().iter().filter_map(|feature| copy.get(feature));
		values.for_each(|value| value.add_to(&mut sums));
		sums
	}

	fn update(
		&mut self,
		version: Version,
		sample: Sample<'_>,
		mut change: impl FnMut(&mut AveragedCoefficient),
	) {
		let copy = self.copy(version);
		sample.features().iter().for_each(|feature| change(copy.entry(*feature).or_default()));
	}
}

impl Rebuilt {
	fn copy(&mut self, version: Version) -> &mut Copied {
		match version {
			Version::Released => &mut self.released,
			Version::Candidate => &mut self.candidate,
		}
	}

	/// A model as it is created.
	fn new(rules: Robust) -> Self {
		Self {
			rules,
			released: Copied::new(),
			candidate: Copied::new(),
			state: rules.initial_state(),
			last_accepted: 0,
			open: BTreeMap::new(),
			records: BTreeMap::new(),
		}
	}

	/// `at` is the second of the block: events do not repeat it.
	fn take(&mut self, event: Event<Test>, at: Seconds) {
		let (rules, mut state) = (self.rules, self.state);
		match event {
			Event::Seeded { samples, labels, .. } => {
				for (sample, label) in samples.iter().zip(labels) {
					rules.seed(&mut state, Sample::new(sample, 1_000).unwrap(), label, self);
				}
			}
			Event::ModelOpened { .. } => {
				rules.open(&mut state).unwrap();
				self.candidate = self.released.clone();
				self.last_accepted = at;
			}
			Event::DataAdded {
				contribution, contributor, sample, label, stake, judged, ..
			} => {
				let submission = Submission {
					sample: Sample::new(&sample, 1_000).unwrap(),
					label,
					max_deposit: Balance::MAX,
					elapsed: at - self.last_accepted,
					seen: contribution,
				};
				let mut record = self.records.get(&contributor).copied().unwrap_or_default();
				let accepted = rules.submit(&mut state, &mut record, &submission, self).unwrap();
				assert_eq!((accepted.stake, accepted.judged), (stake, judged));
				self.records.insert(contributor, record);
				self.open.insert(contribution, stake.locked());
				self.last_accepted = at;
			}
			Event::Refunded { contribution, amount, .. } => {
				assert_eq!(self.open.remove(&contribution), Some(amount));
			}
			Event::AuditSealed { seal, rows, .. } => {
				rules.seal_audit(&mut state, seal, rows, 1_000, at).unwrap();
			}
			Event::AuditShown { samples, labels, .. } if rules.audits.teach => {
				for (sample, label) in samples.iter().zip(labels) {
					let sample = Sample::new(sample, 1_000).unwrap();
					rules.teach_row(&mut state, sample, label, self);
				}
			}
			Event::AuditDecided { outcome, count, .. } => match outcome {
				AuditOutcome::Void => state.audit = AuditStage::None,
				_ => assert_eq!(rules.decide_audit(&mut state, &count), outcome),
			},
			Event::AuditSettled { .. } => {
				match state.audit {
					AuditStage::Settling { accepted: true } => {
						self.released = self.candidate.clone()
					}
					_ => self.candidate = self.released.clone(),
				}
				state.audit = AuditStage::None;
			}
			Event::HeirPaid { .. } => state.pot.heir = 0,
			_ => (),
		}
		self.state = state;
	}
}

fn values_of(snapshot: AveragedSnapshot) -> Copied {
	let values = snapshot.runs.into_iter().flat_map(|(first, values)| (first..).zip(values));
	values.filter(|(_, value)| *value != AveragedCoefficient::default()).collect()
}

fn from_state() -> Rebuilt {
	let (rules, _) = the_model().rules.robust().map(|(rules, state)| (*rules, *state)).unwrap();
	let open = Contributions::<Test>::iter_prefix(MODEL);
	Rebuilt {
		rules,
		released: values_of(CollabModel::released_snapshot(MODEL).unwrap()),
		candidate: values_of(CollabModel::candidate_snapshot(MODEL).unwrap()),
		state: robust_state(),
		last_accepted: the_model().last_accepted,
		open: open.map(|(id, c)| (id, c.claimable)).collect(),
		records: Accounts::<Test>::iter_key_prefix(MODEL).map(|who| (who, record(who))).collect(),
	}
}

#[test]
fn replaying_them_through_core_rebuilds_model_and_money() {
	replay(false);
}

#[test]
fn replaying_them_rebuilds_a_model_that_audits_teach() {
	replay(true);
}

fn replay(teach: bool) {
	let usual = robust_rules();
	let rules = Robust { audits: AuditRules { teach, ..usual.audits }, ..usual };
	let mut rebuilt = Rebuilt::new(rules);
	let mut seen = 0;
	let mut catch_up = move |rebuilt: &mut Rebuilt| {
		let events: Vec<_> = System::events().into_iter().skip(seen).collect();
		seen += events.len();
		for record in events {
			if let RuntimeEvent::CollabModel(event) = record.event {
				rebuilt.take(event, now());
			}
		}
	};
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		catch_up(&mut rebuilt);
		Models::<Test>::mutate(MODEL, |model| {
			let (_, state) = model.as_ref().unwrap().rules.robust().unwrap();
			let state = *state;
			model.as_mut().unwrap().rules = LiveRules::Robust { rules, state };
		});
		for turn in 0..60u32 {
			advance(u64::from(turn * 37 % 700));
			catch_up(&mut rebuilt);
			let label = Label::from(turn % 3 == 0);
			add(ALICE + AccountId::from(turn % 3), [turn % 6, 6 + turn % 11, 600], label);
			catch_up(&mut rebuilt);
			if turn % 20 == 19 {
				let rows = vec![(vec![turn % 6, 600], label); 30];
				seal_audit(&rows);
				catch_up(&mut rebuilt);
				assert_ok!(show_audit(0, &rows[..12]));
				assert_ok!(show_audit(12, &rows[12..]));
			}
			catch_up(&mut rebuilt);
		}
		advance(10);
		for (id, contribution) in Contributions::<Test>::iter_prefix(MODEL).take(9) {
			assert_ok!(refund(contribution.contributor, id));
		}
		assert_ok!(CollabModel::pay_heir(signed(DAVE), MODEL));
		catch_up(&mut rebuilt);
		rebuilt.open.retain(|_, locked| *locked > 0);
		rebuilt.records.retain(|who, _| Accounts::<Test>::contains_key(MODEL, who));
		rebuilt.released.retain(|_, value| *value != AveragedCoefficient::default());
		rebuilt.candidate.retain(|_, value| *value != AveragedCoefficient::default());
		assert_eq!(rebuilt, from_state());
	});
}
