//! Single settings from the command line.

use super::{raw, ScenarioError};
use toml::{Table, Value};

/// Parts of a key, at most. A scenario has no settings as deep as this.
const MAX_PARTS: usize = 16;

/// Applies `key=value`; the result has known keys of the right types, or the error says why not.
pub(super) fn apply(settings: &mut Table, setting: &str) -> Result<(), ScenarioError> {
	let failed =
		|problem: String| ScenarioError::Override { setting: setting.to_string(), problem };
	let (key, value) = setting
		.split_once('=')
		.ok_or_else(|| failed("give key=value, for instance train_size=0.1".into()))?;
	let path: Vec<&str> = key.trim().split('.').collect();
	if path.len() > MAX_PARTS {
		return Err(failed("the key has more parts than any setting: correct it".into()));
	}
	set(settings, &path, &parse_value(value.trim())).map_err(failed)?;
	raw::check_keys(settings).map_err(|e| failed(e.message().to_string()))
}

/// TOML, or else text.
fn parse_value(text: &str) -> Value {
	let parsed = toml::from_str::<Table>(&format!("value = {text}"));
	// A text with a line break could set more than one key.
	let single = parsed.ok().filter(|table| table.len() == 1);
	match single.and_then(|mut table| table.remove("value")) {
		Some(value) => value,
		None => Value::String(text.to_string()),
	}
}

fn set(table: &mut Table, path: &[&str], value: &Value) -> Result<(), String> {
	match path {
		[] | [""] => Err("the key is empty".into()),
		[key] => {
			table.insert(key.to_string(), value.clone());
			Ok(())
		}
		[key, rest @ ..] => match table.get_mut(*key) {
			Some(Value::Table(inner)) => set(inner, rest, value),
			Some(Value::Array(list)) => set_in_list(list, key, rest, value),
			Some(_) => Err(format!("{key} has no keys of its own")),
			None => {
				let mut inner = Table::new();
				set(&mut inner, rest, value)?;
				table.insert(key.to_string(), Value::Table(inner));
				Ok(())
			}
		},
	}
}

fn set_in_list(list: &mut [Value], key: &str, path: &[&str], value: &Value) -> Result<(), String> {
	let [name, rest @ ..] = path else { return Err(format!("{key} is a list: give a name")) };
	let name_of = |item: &Value| item.get("name").and_then(Value::as_str).map(String::from);
	let names: Vec<String> = list.iter().filter_map(name_of).collect();
	if *name != "*" && !names.iter().any(|known| known == name) {
		return Err(format!("there is none named {name} in {key}: use {} or *", names.join(", ")));
	}
	for item in
		list.iter_mut().filter(|item| *name == "*" || name_of(item).as_deref() == Some(*name))
	{
		if let Value::Table(table) = item {
			set(table, rest, value)?;
		}
	}
	Ok(())
}
