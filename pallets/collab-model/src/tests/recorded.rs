//! What the tests of recorded runs share.

use serde_json::{json, Value};
use std::path::Path;

/// Numbers as strings, whether they were written as one or the other.
pub fn normal(value: &Value) -> Value {
	match value {
		Value::Number(n) => json!(n.to_string()),
		Value::Array(all) => all.iter().map(normal).collect(),
		Value::Object(all) => all.iter().map(|(k, v)| (k.clone(), normal(v))).collect(),
		other => other.clone(),
	}
}

/// Replays every recorded run of a folder beside the repository, if it is there. `replay` returns
/// the number of actions.
pub fn replay_all(folder: &str, replay: fn(&Path) -> usize) {
	let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
	let folder = shared.join(folder);
	let Ok(files) = std::fs::read_dir(&folder) else {
		eprintln!("skipped: no recorded runs at {}", folder.display());
		return;
	};
	let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
	paths.retain(|path| path.extension().is_some_and(|e| e == "json"));
	let actions: usize = paths.iter().map(|path| replay(path)).sum();
	println!("{actions} actions in {} files, 0 differences", paths.len());
}
