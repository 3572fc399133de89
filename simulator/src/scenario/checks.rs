//! Checks of single values; each failure tells what is allowed.

use super::{error::Invalid, TOKEN};
use collab_model_core::{Balance, Coefficient};
use sp_arithmetic::Percent;

/// Units of a coefficient in 1.
const DECIMALS: f64 = 1e9;

/// More tokens than this are a slip of the pen; this many units, times many agents, still fit.
pub const MAX_TOKENS: f64 = 1e15;

/// 2^53: whole numbers below it are exact in a float.
pub const MAX_WHOLE: u64 = 1 << 53;

/// A number from `least` to `greatest`.
pub fn range(key: &str, value: f64, least: f64, greatest: f64) -> Result<f64, Invalid> {
	if (least..=greatest).contains(&value) {
		return Ok(value);
	}
	Err(invalid(key, format!("is {value}: give a number from {least} to {greatest}")))
}

/// A whole number from `least` to `greatest`, which must be below [`MAX_WHOLE`].
pub fn whole(key: &str, value: f64, least: u64, greatest: u64) -> Result<u64, Invalid> {
	if value.fract() == 0.0 && (least as f64..=greatest as f64).contains(&value) {
		return Ok(value as u64);
	}
	Err(invalid(key, format!("is {value}: give a whole number from {least} to {greatest}")))
}

/// An amount of tokens, in units; parts of a unit are cut off.
pub fn tokens(key: &str, value: f64) -> Result<Balance, Invalid> {
	range(key, value, 0.0, MAX_TOKENS)?;
	Ok((value.trunc() as Balance) * TOKEN + (value.fract() * TOKEN as f64) as Balance)
}

/// A share in whole percent.
pub fn percent(key: &str, value: f64) -> Result<Percent, Invalid> {
	Ok(Percent::from_percent(small(key, value, 0, 100)?))
}

/// A whole number from `least` to `greatest`, for a type that holds that.
pub fn small<N: TryFrom<u64>>(
	key: &str,
	value: f64,
	least: u64,
	greatest: u64,
) -> Result<N, Invalid> {
	let number = whole(key, value, least, greatest)?;
	N::try_from(number).map_err(|_| invalid(key, format!("is {value}: give a smaller number")))
}

/// A coefficient from `least` to 9e9, rounded to nine decimals.
pub fn coefficient(key: &str, value: f64, least: f64) -> Result<Coefficient, Invalid> {
	range(key, value, least, 9e9)?;
	Ok(Coefficient::from_inner((value * DECIMALS).round() as i64))
}

/// That whole numbers drawn with this mean and standard deviation reach 1 often enough to be
/// drawn again until they do.
pub fn reaches_one(key: &str, mean: f64, stdev: f64) -> Result<(), Invalid> {
	if mean + 3.0 * stdev >= 1.0 {
		return Ok(());
	}
	let problem = format!(
		"is {mean} with a standard deviation of {stdev}: whole numbers below 1 are drawn again, so \
		 give a mean of 1 or more, or a greater deviation"
	);
	Err(invalid(key, problem))
}

/// A failure.
pub fn invalid(key: &str, problem: impl Into<String>) -> Invalid {
	Invalid { key: key.to_string(), problem: problem.into() }
}
