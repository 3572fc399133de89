use super::*;
use crate::ledger::{LinearCoefficients, Model};
use collab_model_core::{Classic, Coefficient, Perceptron, Pricing, Rules, Sample, StepSchedule};
use proptest::{collection, prelude::*};

const AGENTS: usize = 3;

const RULES: Classic = Classic {
	learner: Perceptron {
		step: StepSchedule::Constant(Coefficient::from_u32(1)),
		learn_bias: true,
	},
	pricing: Pricing::Constant(7),
	refund_wait: 10,
	owner_wait: 60,
	any_wait: 60,
};

/// Asks the ledger for every contribution, however often in vain.
fn claim_all(ledger: &mut Ledger, now: Seconds, who: usize, youngest: Seconds) -> Vec<Claim> {
	let mut claims = Vec::new();
	for contribution in 0..ledger.books().contributions().len() as ContributionId {
		let Some(found) = ledger.books().contribution(contribution) else { continue };
		let (contributor, age) = (found.contributor, now - found.added);
		let is_refund = contributor == who && age < RULES.any_wait;
		if age < youngest {
			continue;
		}
		let paid = if is_refund {
			ledger.refund(now, who, contribution)
		} else {
			ledger.report(now, who, contribution)
		};
		let claim = |payment| Claim { contribution, contributor, is_refund, payment };
		claims.extend(paid.ok().map(claim));
	}
	claims
}

proptest! {
	/// Whoever claims when, and whether or not all rows are submitted and none too young is left.
	#[test]
	fn nothing_is_missed_by_looking_less(
		turns in collection::vec(
			(
				0..9u64,
				0..AGENTS,
				collection::btree_set(0..6u32, 1..4),
				any::<bool>(),
				0..4usize,
			),
			1..200,
		),
		submitted in 0..200usize,
	) {
		let model = Model::uploaded(RULES, LinearCoefficients::zero(6));
		let mut ledger = Ledger::open(0, Rules::Classic(RULES), model, &[1_000; AGENTS]).unwrap();
		let mut open = OpenContributions::new(RULES, AGENTS);
		let mut now = 0;
		for (turn, (wait, who, features, label, act)) in turns.into_iter().enumerate() {
			now += wait;
			if act > 0 && turn < submitted {
				let features: Vec<u32> = features.into_iter().collect();
				let sample = Sample::new(&features, 6).unwrap();
				if let Ok(added) = ledger.add_data(now, who, sample, label.into(), 7) {
					open.push(&ledger, &added);
				}
			}
			let only_free = turn >= submitted;
			let youngest = if only_free { RULES.any_wait } else { RULES.refund_wait };
			let expected = claim_all(&mut ledger.clone(), now, who, youngest);
			let mut claims = Vec::new();
			open.claim(&mut ledger, now, who, only_free, |claim| {
				claims.push(claim);
				Ok(())
			})
			.unwrap();
			prop_assert_eq!(claims, expected);
		}
	}
}
