//! An agent that lives on bonuses.

use super::{tactics::agreed, Behaviour, Keys, Kind, Plan, View};
use crate::scenario::{checks::MAX_WHOLE, Invalid};
use collab_model_core::{Record, Robust, Seconds, Verdict};
use rand_chacha::ChaCha8Rng;

/// Copies the model's answers where it is sure of them, and contradicts it just as often as an account
/// must that is to be paid bonuses. It submits only while a bonus is worth more than its share of a
/// contradiction.
#[derive(Clone, Debug, PartialEq)]
pub struct CarefulCopier {
	/// Samples of one turn.
	samples: u64,
	/// Seconds of silence that it waits for: shortly before others are expected, the fund is full.
	quiet: Seconds,
}

impl Kind for CarefulCopier {
	fn read(keys: &mut Keys) -> Result<Self, Invalid> {
		Ok(Self {
			samples: keys.whole("samples", 1, 1, 10_000)?,
			quiet: keys.whole("quiet_s", 0, 0, MAX_WHOLE)?,
		})
	}
}

impl CarefulCopier {
	/// Whether it contradicts, for one sample after the other, while they pay.
	fn contradictions(&self, view: &View<'_>, rules: &Robust) -> Vec<bool> {
		let mut record = view.ledger.books().accounts()[view.who].record();
		let (payouts, mut fund) = (&rules.payouts, view.pot().fund);
		let mut planned = Vec::new();
		for _ in 0..self.samples {
			let deposit = rules.pricing.price(&record);
			let bonus = (fund >> payouts.fund_shift).min(deposit);
			if bonus.saturating_mul(payouts.contradiction.into()) < deposit {
				break;
			}
			let contradicts = needs_contradiction(&record, payouts.contradiction);
			let verdict = if contradicts { Verdict::Disagree } else { Verdict::Agree };
			record = record.after(verdict, rules.pricing.window);
			if !contradicts && payouts.is_entitled(&record) {
				fund = fund.saturating_sub(bonus);
			}
			planned.push(contradicts);
		}
		planned
	}
}

/// Whether one more agreement would leave a record with too few contradictions for a bonus.
fn needs_contradiction(record: &Record, contradiction: u8) -> bool {
	let [agreed, disagreed] = [record.agreed, record.disagreed].map(u32::from);
	disagreed * u32::from(contradiction) <= agreed
}

impl Behaviour for CarefulCopier {
	fn act(&mut self, view: &View<'_>, rng: &mut ChaCha8Rng) -> Plan {
		if view.quiet() < self.quiet {
			// A second later at the earliest: somebody else may come first once more.
			return Plan { offers: Vec::new(), wait: Some(self.quiet - view.quiet()) };
		}
		let contradictions = match view.judge() {
			Some(judge) => self.contradictions(view, judge.rules),
			// Without bonuses there is nothing to contradict for.
			None => vec![false; self.samples as usize],
		};
		let mut offers = agreed(view, rng, contradictions.len());
		for (offer, contradicts) in offers.iter_mut().zip(contradictions) {
			if contradicts {
				offer.label = offer.label.flipped();
			}
		}
		Plan { offers, wait: None }
	}
}
