//! The audits: what the rules ask of them, and how often the owner of the simulated model makes
//! them.

use super::Group;
use crate::scenario::{
	checks::{invalid, range, whole, MAX_WHOLE},
	AuditPlan, Invalid, SECONDS_PER_DAY,
};
use collab_model_core::{AuditRules, Seconds, LEAST_AUDIT_ROWS};
use serde::Deserialize;

/// No data set has this number of test rows.
const MAX_ROWS: u64 = u32::MAX as u64;

/// The table `rules.audits`.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawAuditRules {
	rows: Option<f64>,
	wait_s: Option<f64>,
	/// How many times more rows must be better than worse.
	ratio: Option<f64>,
	/// In standard errors.
	confidence: Option<f64>,
	teach: Option<bool>,
}

/// The table `audits` of a scenario.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawAudits {
	every_days: f64,
	rows: f64,
	kept: f64,
}

impl Default for RawAudits {
	fn default() -> Self {
		Self { every_days: 28.0, rows: 500.0, kept: 2_500.0 }
	}
}

impl RawAuditRules {
	/// Checks every value.
	pub fn check(self) -> Result<AuditRules, Invalid> {
		let (group, of) = (Group("rules.audits"), AuditRules::default());
		let tenths = |leaf: &str, given: Option<f64>, default: u8, least: f64| {
			given.map_or(Ok(default), |value| tenths(&group.key(leaf), value, least))
		};
		Ok(AuditRules {
			rows: group.number("rows", self.rows, of.rows, LEAST_AUDIT_ROWS.into(), MAX_ROWS)?,
			wait: group.number("wait_s", self.wait_s, of.wait, 0, MAX_WHOLE)?,
			ratio: tenths("ratio", self.ratio, of.ratio, 1.0)?,
			confidence: tenths("confidence", self.confidence, of.confidence, 0.0)?,
			teach: self.teach.unwrap_or(of.teach),
		})
	}
}

/// A number with one decimal, in tenths.
fn tenths(key: &str, value: f64, least: f64) -> Result<u8, Invalid> {
	let tenths = range(key, value, least, 25.5)? * 10.0;
	if (tenths - tenths.round()).abs() > 1e-9 {
		return Err(invalid(key, format!("is {value}: give a number with one decimal")));
	}
	// At most 255.
	Ok(tenths.round() as u8)
}

impl RawAudits {
	/// Checks every value, for models whose rules ask for this. `None` where no rows are kept for
	/// audits.
	pub fn check(self, rules: Option<&AuditRules>) -> Result<Option<AuditPlan>, Invalid> {
		let Some(AuditRules { rows: least, wait, .. }) = rules.copied() else {
			let problem = "is for robust rules only, under which a candidate learns: leave it out";
			return Err(invalid("audits", problem));
		};
		let days = range("audits.every_days", self.every_days, 1e-4, 1e6)?;
		let every = (days * SECONDS_PER_DAY as f64).round() as Seconds;
		let rows = whole("audits.rows", self.rows, 1, MAX_ROWS)?;
		let kept = whole("audits.kept", self.kept, 0, MAX_ROWS)?;
		if kept == 0 {
			return Ok(None);
		}
		if rows < least.into() {
			let problem = format!(
				"is {rows}, fewer than the rules ask for: raise it to {least}, or lower \
				 rules.audits.rows"
			);
			return Err(invalid("audits.rows", problem));
		}
		if rows > kept {
			let problem = format!("is {kept}, fewer than an audit shows: raise it to {rows}");
			return Err(invalid("audits.kept", problem));
		}
		if wait > every {
			let problem = format!(
				"is {wait}, longer than from one audit to the next: lower it to {every}, or raise \
				 audits.every_days"
			);
			return Err(invalid("rules.audits.wait_s", problem));
		}
		// Both are below 2^32.
		Ok(Some(AuditPlan { every, wait, rows: rows as usize, kept: kept as usize }))
	}
}
