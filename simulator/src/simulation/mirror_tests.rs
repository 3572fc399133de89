use super::*;
use crate::{dataset::load, engine::Action, ledger::Model, linear::Linear};
use collab_model_core::{Rules, Sample, Version};

/// A chain that keeps a ledger of its own, fed by nothing but the actions.
struct Mirror(Option<Ledger>);

impl Chain for Mirror {
	fn open(&mut self, setup: &Setup<'_>) -> anyhow::Result<()> {
		let balances: Vec<_> = setup.agents.iter().map(|agent| agent.start_balance).collect();
		let model = match setup.rules {
			Rules::Classic(_) => setup.model.clone(),
			Rules::Robust(rules) => {
				let num_features = setup.model.memory().num_features();
				let samples = setup.seeding.iter();
				let samples =
					samples.map(|(row, label)| (Sample::new(row, num_features).unwrap(), *label));
				Model::seeded(rules, num_features, samples)
			}
		};
		self.0 = Some(Ledger::open(0, setup.rules, model, &balances)?);
		Ok(())
	}

	fn act(&mut self, now: Seconds, action: &Action<'_>) -> anyhow::Result<()> {
		let ledger = self.0.as_mut().unwrap();
		match *action {
			Action::AddData { agent, features, label, max_deposit, deposit } => {
				let sample = Sample::new(features, 1 << 32).unwrap();
				let added = ledger.add_data(now, agent, sample, label, max_deposit)?;
				assert_eq!(added.accepted.stake.deposit, deposit);
			}
			Action::Refund { agent, contribution, payment } => {
				assert_eq!(ledger.refund(now, agent, contribution), Ok(payment));
			}
			Action::Report { agent, contribution, payment } => {
				assert_eq!(ledger.report(now, agent, contribution), Ok(payment));
			}
			Action::SealAudit { number, nonce, rows } => {
				assert_eq!(ledger.robust().unwrap().audits, number);
				let seal = ledger.seal_of(nonce, rows.iter().copied())?;
				ledger.seal_audit(now, seal, rows.len() as u32)?;
			}
			Action::ShowAudit { number, nonce, rows, outcome, count } => {
				assert_eq!(ledger.robust().unwrap().audit_number(), number);
				assert_eq!(ledger.show_audit(now, nonce, 0, rows), Ok(Some((outcome, count))));
			}
		}
		Ok(())
	}

	fn finish(&mut self, ledger: &Ledger) -> anyhow::Result<ChainReport> {
		let mine = self.0.as_ref().unwrap();
		assert_eq!(mine.books().accounts(), ledger.books().accounts());
		assert_eq!(mine.rules(), ledger.rules());
		assert_eq!(mine.bias(), ledger.bias());
		for version in [Version::Released, Version::Candidate] {
			let score = |ledger: &Ledger, feature| ledger.score(version, &[feature]);
			assert!((0..2_000).all(|feature| score(mine, feature) == score(ledger, feature)));
		}
		Ok(ChainReport { identical_to_local: Some(true), ..ChainReport::default() })
	}
}

fn run_mirrored(scenario: &str, settings: &[&str], data: &str) -> Outcome {
	let settings: Vec<String> = settings.iter().map(ToString::to_string).collect();
	let scenario = Scenario::load(scenario, &settings).unwrap();
	let data = load(&data.parse().unwrap(), Some(300)).unwrap();
	let input = Input { scenario: &scenario, data: &data, seed: 1, fit_all_data: false };
	let outcome = run(&input, &mut Mirror(None), &|_| ()).unwrap();
	assert_eq!(outcome.chain.identical_to_local, Some(true));
	outcome
}

#[test]
fn a_chain_that_performs_the_actions_comes_to_the_same() {
	run_mirrored("paper", &[], "synthetic:train=400,test=9");
}

#[test]
fn a_chain_that_seeds_audits_and_performs_the_actions_comes_to_the_same() {
	let settings = [
		"rules.gate={ samples = 0, accuracy = 0 }",
		"rules.audits={ rows = 30, wait_s = 100_000 }",
		"audits={ every_days = 3, rows = 40, kept = 90 }",
	];
	let outcome = run_mirrored("robust", &settings, "synthetic:train=2000,test=99");
	let times: Vec<_> = outcome.audits.iter().map(|audit| audit.time).collect();
	assert!(times.len() > 2 && (1..).zip(times).all(|(k, time)| time == k * 3 * 86_400));
	assert_eq!(outcome.after.rows(), 9);
}
