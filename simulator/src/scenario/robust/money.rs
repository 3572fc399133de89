//! What a submission costs, what comes back of it, and what becomes of the rest.

use super::Group;
use crate::scenario::{
	checks::{invalid, range, tokens, MAX_TOKENS, MAX_WHOLE},
	Invalid, TOKEN,
};
use collab_model_core::{Balance, Judgement, Payouts, RecordPricing};
use serde::Deserialize;

/// What a newcomer pays unless the scenario says otherwise.
const BASE: Balance = 10 * TOKEN;
/// The least base price in tokens: a million units, enough for any span.
const LEAST_BASE: f64 = 1e-6;

/// The table `rules.pricing`.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawPricing {
	/// In tokens.
	base: Option<f64>,
	prior: Option<f64>,
	penalty: Option<f64>,
	span_down: Option<f64>,
	span_up: Option<f64>,
	window: Option<f64>,
}

/// The table `rules.judgement`.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawJudgement {
	band: Option<f64>,
	/// In percent.
	keep: Option<f64>,
	wait_s: Option<f64>,
}

/// The table `rules.payouts`.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawPayouts {
	contradiction: Option<f64>,
	fund_shift: Option<f64>,
	pool_shift: Option<f64>,
	flow: Option<f64>,
	volume: Option<f64>,
	floor: Option<f64>,
	life_s: Option<f64>,
}

impl RawPricing {
	/// Checks every value. `submission_cost`, in tokens, goes before the base price.
	pub fn check(self, submission_cost: Option<f64>) -> Result<RecordPricing, Invalid> {
		let (group, of) = (Group("rules.pricing"), RecordPricing::with_base(BASE));
		let (key, given) = match submission_cost {
			Some(cost) => ("submission_cost", Some(cost)),
			None => ("rules.pricing.base", self.base),
		};
		let base = match given {
			Some(base) => tokens(key, range(key, base, LEAST_BASE, MAX_TOKENS)?)?,
			None => BASE,
		};
		Ok(RecordPricing {
			base,
			prior: group.byte("prior", self.prior, of.prior, 1)?,
			penalty: group.byte("penalty", self.penalty, of.penalty, 0)?,
			span_down: group.byte("span_down", self.span_down, of.span_down, 1)?,
			span_up: group.byte("span_up", self.span_up, of.span_up, 1)?,
			window: group.byte("window", self.window, of.window, 2)?,
		})
	}
}

impl RawJudgement {
	/// Checks every value.
	pub fn check(self) -> Result<Judgement, Invalid> {
		let (group, of) = (Group("rules.judgement"), Judgement::default());
		Ok(Judgement {
			band: group.two_bytes("band", self.band, of.band)?,
			keep: group.share("keep", self.keep, of.keep)?,
			wait: group.number("wait_s", self.wait_s, of.wait, 0, MAX_WHOLE)?,
		})
	}
}

impl RawPayouts {
	/// Checks every value.
	pub fn check(self) -> Result<Payouts, Invalid> {
		let (group, of) = (Group("rules.payouts"), Payouts::default());
		let payouts = Payouts {
			contradiction: group.byte("contradiction", self.contradiction, of.contradiction, 0)?,
			fund_shift: group.number("fund_shift", self.fund_shift, of.fund_shift, 0, 16)?,
			pool_shift: group.number("pool_shift", self.pool_shift, of.pool_shift, 0, 16)?,
			flow: group.byte("flow", self.flow, of.flow, 1)?,
			volume: group.byte("volume", self.volume, of.volume, 1)?,
			floor: group.two_bytes("floor", self.floor, of.floor)?,
			life: group.number("life_s", self.life_s, of.life, 1, u32::MAX.into())?,
		};
		if payouts.volume < payouts.contradiction {
			return Err(invalid(&group.key("volume"), "is below contradiction: raise it"));
		}
		Ok(payouts)
	}
}
