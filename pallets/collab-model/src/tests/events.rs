//! Events alone rebuild models and ledgers.

use super::machine::Rebuilt;
use crate::{mock::*, *};
use collab_model_core::*;
use frame_support::assert_ok;

/// A model as its events tell it, and how many of them were taken.
struct Replay {
	rebuilt: Rebuilt,
	taken: usize,
}

impl Replay {
	/// A model as it is created.
	fn new(config: ModelConfig) -> Self {
		Self { rebuilt: Rebuilt::new(OWNER, config), taken: 0 }
	}

	/// Takes the events of the present second: they do not repeat it.
	fn catch_up(&mut self) {
		let events = System::events();
		for record in events.iter().skip(self.taken) {
			match &record.event {
				RuntimeEvent::CollabModel(Event::ModelCreated { .. }) => {}
				RuntimeEvent::CollabModel(event) => self.rebuilt.take(event, now()).unwrap(),
				_ => {}
			}
		}
		self.taken = events.len();
	}
}

#[test]
fn replaying_them_through_core_rebuilds_a_classic_model() {
	ExtBuilder::default()
		.with_model(config())
		.with_coefficients(&[1, -1, 2])
		.opened()
		.build_and_execute(|| {
			let mut replay = Replay::new(config());
			replay.catch_up();
			for who in [BOB, CAROL] {
				let id = add(who, [900 + u32::try_from(who).unwrap()], Label::Negative);
				replay.catch_up();
				advance(10);
				assert_ok!(refund(who, id));
				replay.catch_up();
			}
			let good = add(ALICE, [2, 5, 700], Label::Positive);
			let bad = add(DAVE, [0, 2, 400], Label::Negative);
			let open = add(ALICE, [1, 400], Label::Positive);
			replay.catch_up();
			advance(10);
			assert_ok!(refund(ALICE, good));
			add(BOB, [0, 2, 400], Label::Positive);
			add(BOB, [0, 2, 400], Label::Positive);
			assert_ok!(report(BOB, bad));
			replay.catch_up();
			assert!(Contributions::<Test>::contains_key(MODEL, open));
			replay.rebuilt.compare(MODEL).unwrap();
		});
}

#[test]
fn replaying_them_rebuilds_a_robust_model_and_its_money() {
	replay_robust(false);
}

#[test]
fn replaying_them_rebuilds_a_model_that_audits_teach() {
	replay_robust(true);
}

fn replay_robust(teach: bool) {
	let usual = robust_rules();
	let rules = Robust { audits: AuditRules { teach, ..usual.audits }, ..usual };
	let mut replay = Replay::new(ModelConfig { rules: Rules::Robust(rules), ..robust_config() });
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		replay.catch_up();
		Models::<Test>::mutate(MODEL, |model| {
			let model = model.as_mut().unwrap();
			model.rules = model.rules.with_rules(Rules::Robust(rules)).unwrap();
		});
		for turn in 0..60u32 {
			advance(u64::from(turn * 37 % 700));
			let label = Label::from(turn % 3 == 0);
			add(ALICE + AccountId::from(turn % 3), [turn % 6, 6 + turn % 11, 600], label);
			replay.catch_up();
			if turn % 20 == 19 {
				let rows = vec![(vec![turn % 6, 600], label); 30];
				let seal = seal_of(robust_state().audits, &rows);
				assert_ok!(CollabModel::seal_audit(signed(OWNER), MODEL, seal, 30));
				replay.catch_up();
				advance(5);
				assert_ok!(show_audit(0, &rows[..12]));
				assert_ok!(show_audit(12, &rows[12..]));
			}
			replay.catch_up();
		}
		advance(10);
		for (id, contribution) in Contributions::<Test>::iter_prefix(MODEL).take(9) {
			assert_ok!(refund(contribution.contributor, id));
		}
		assert_ok!(CollabModel::pay_heir(signed(DAVE), MODEL));
		replay.catch_up();
		replay.rebuilt.compare(MODEL).unwrap();
	});
}
