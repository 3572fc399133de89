//! The parameters of a recorded run.

use crate::replay::{numbers::Whole, recording::Recording};
use collab_model_core::{
	AuditRules, AveragedPerceptron, Balance, Gate, Guard, Judgement, Payouts, RecordPricing, Robust,
};
use serde_json::{Map, Value};
use sp_arithmetic::Percent;
use std::str::FromStr;

/// Values by the names that the format gives to parameters.
struct Parameters(Map<String, Value>);

impl Parameters {
	fn value(&self, name: &str) -> Result<&Value, String> {
		self.0.get(name).ok_or_else(|| format!("parameters.{name}: it is missing"))
	}

	fn get<T: FromStr>(&self, name: &str) -> Result<T, String> {
		let number: Result<Whole<T>, _> = serde_json::from_value(self.value(name)?.clone());
		number.map(|number| number.0).map_err(|e| format!("parameters.{name}: {e}"))
	}

	fn flag(&self, name: &str) -> Result<bool, String> {
		let value = self.value(name)?;
		value.as_bool().ok_or_else(|| format!("parameters.{name}: {value} is not true or false"))
	}

	fn percent(&self, name: &str) -> Result<Percent, String> {
		match self.get::<u8>(name)? {
			share @ 0..=100 => Ok(Percent::from_percent(share)),
			share => Err(format!("parameters.{name}: {share} is above 100")),
		}
	}
}

/// The rules of a run. What a run has no parameters for is not asked for: the gate, and how an
/// audit is sealed.
pub fn rules(recording: &Recording) -> Result<Robust, String> {
	let it = Parameters(recording.part("parameters")?);
	let rules = Robust {
		learner: learner(&it)?,
		guard: Guard {
			slope: it.get("slope")?,
			least: it.get("least")?,
			greatest: it.get("greatest")?,
			shift: it.get("shift")?,
			start: it.get("start")?,
		},
		pricing: pricing(&it)?,
		judgement: Judgement {
			band: it.get("band")?,
			keep: it.percent("keep")?,
			wait: it.get("wait")?,
		},
		payouts: Payouts {
			contradiction: it.get("contradiction")?,
			fund_shift: it.get("fundShift")?,
			pool_shift: it.get("poolShift")?,
			flow: it.get("flow")?,
			volume: it.get("volume")?,
			floor: it.get("floor")?,
			life: it.get("life")?,
		},
		gate: Gate { samples: 0, accuracy: Percent::zero() },
		audits: AuditRules {
			ratio: it.get("ratio")?,
			confidence: it.get("confidence")?,
			// The rows of recorded audits teach nothing.
			teach: false,
			..AuditRules::default()
		},
	};
	check(&rules).map(|()| rules)
}

fn learner(it: &Parameters) -> Result<AveragedPerceptron, String> {
	Ok(AveragedPerceptron {
		margin: it.get("margin")?,
		limit: it.get("limit")?,
		learn_bias: it.flag("learnBias")?,
		tick: it.get("tick")?,
		leash: it.get("leash")?,
		leash_share: it.get("leashShare")?,
		sample_leash: it.get("sampleLeash")?,
	})
}

fn pricing(it: &Parameters) -> Result<RecordPricing, String> {
	Ok(RecordPricing {
		base: it.get::<Balance>("base")?,
		prior: it.get("prior")?,
		penalty: it.get("penalty")?,
		span_down: it.get("spanDown")?,
		span_up: it.get("spanUp")?,
		window: it.get("window")?,
	})
}

/// Says which parameters are out of their ranges.
fn check(rules: &Robust) -> Result<(), String> {
	let parts = [
		(rules.learner.is_valid(), "limit, tick, leash or leashShare"),
		(rules.guard.is_valid(), "least, greatest or shift"),
		(rules.pricing.is_valid(0), "base, prior, spanDown, spanUp or window"),
		(rules.payouts.is_valid(), "fundShift, poolShift, flow, volume, contradiction or life"),
		(rules.audits.is_valid(u32::MAX), "ratio"),
	];
	match parts.into_iter().find(|(is_valid, _)| !is_valid) {
		Some((_, names)) => Err(format!("parameters: {names} is out of its range")),
		None => Ok(()),
	}
}
