//! Numbers of a trace: those that fit 64 bits are written as JSON numbers, wider ones as decimal
//! strings. Either is read.

use collab_model_core::{Balance, Coefficient, Label};
use serde::{de::Error, Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use std::{any::type_name, str::FromStr};

/// The digits of a whole number of any width: a JSON number or a decimal string.
fn digits<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
	match Value::deserialize(deserializer)? {
		Value::Number(number) => Ok(number.to_string()),
		Value::String(text) => Ok(text),
		other => Err(D::Error::custom(format!("{other} is neither a number nor a string"))),
	}
}

/// A whole number.
pub fn whole<'de, D: Deserializer<'de>, T: FromStr>(deserializer: D) -> Result<T, D::Error> {
	let text = digits(deserializer)?;
	text.parse().map_err(|_| {
		D::Error::custom(format!("{text:?} is no whole number of type {}", type_name::<T>()))
	})
}

/// A whole number that fits 64 bits.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(transparent)]
pub struct Whole<T>(pub T);

impl<'de, T: FromStr> Deserialize<'de> for Whole<T> {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		whole(deserializer).map(Self)
	}
}

/// A whole number that may be wider.
#[derive(Clone, Copy, Debug)]
pub struct Wide(pub i128);

impl<'de> Deserialize<'de> for Wide {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		whole(deserializer).map(Self)
	}
}

impl Serialize for Wide {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(&self.0)
	}
}

/// An amount of money.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Money(pub Balance);

impl<'de> Deserialize<'de> for Money {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = digits(deserializer)?;
		text.parse().map(Self).map_err(|_| {
			D::Error::custom(format!(
				"{text:?} is no amount: use a whole number from 0 to 2^128 - 1"
			))
		})
	}
}

impl Serialize for Money {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(&self.0)
	}
}

/// A number of the model, times 1e9.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Fixed(pub Coefficient);

impl<'de> Deserialize<'de> for Fixed {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = digits(deserializer)?;
		text.parse().map(|inner| Self(Coefficient::from_inner(inner))).map_err(|_| {
			D::Error::custom(format!("{text:?} is no coefficient: use a whole number of 64 bits"))
		})
	}
}

impl Serialize for Fixed {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(&self.0.into_inner())
	}
}

/// A feature.
#[derive(Clone, Copy, Debug)]
pub struct Feature(pub u32);

impl<'de> Deserialize<'de> for Feature {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = digits(deserializer)?;
		text.parse().map(Self).map_err(|_| {
			D::Error::custom(format!(
				"{text:?} is no feature: use a whole number from 0 to 2^32 - 1"
			))
		})
	}
}

/// A list of features.
pub fn features<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u32>, D::Error> {
	let features = Vec::<Feature>::deserialize(deserializer)?;
	Ok(features.into_iter().map(|feature| feature.0).collect())
}

/// A label as a number.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Class(pub bool);

impl Class {
	/// The label of this number.
	pub fn label(self) -> Label {
		Label::from(self.0)
	}
}

impl<'de> Deserialize<'de> for Class {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		match digits(deserializer)?.as_str() {
			"0" => Ok(Self(false)),
			"1" => Ok(Self(true)),
			other => Err(D::Error::custom(format!("label {other} is neither 0 nor 1"))),
		}
	}
}
