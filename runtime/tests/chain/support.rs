//! States to test in.

use collab_runtime::{genesis_config_presets::get_preset, RuntimeGenesisConfig, System};
use frame_support::genesis_builder_helper::build_state;
use polkadot_sdk::*;
use serde_json::Value;

/// The state of the preset `name`.
pub fn with_preset(name: &str, test: impl FnOnce()) {
	let patch = get_preset(&name.into()).expect("the preset exists");
	with_patch(serde_json::from_slice(&patch).unwrap(), test)
}

/// The state of a patch, merged onto the default genesis as the node does.
pub fn with_patch(patch: Value, test: impl FnOnce()) {
	let mut genesis = serde_json::to_value(RuntimeGenesisConfig::default()).unwrap();
	merge(&mut genesis, patch);
	sp_io::TestExternalities::new_empty().execute_with(|| {
		build_state::<RuntimeGenesisConfig>(genesis.to_string().into_bytes()).unwrap();
		System::set_block_number(1);
		test();
	});
}

fn merge(base: &mut Value, patch: Value) {
	match (base, patch) {
		(Value::Object(base), Value::Object(patch)) => {
			for (key, value) in patch {
				merge(base.entry(key).or_insert(Value::Null), value);
			}
		}
		(base, patch) => *base = patch,
	}
}
