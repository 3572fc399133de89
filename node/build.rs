//! Puts the commit into the version which the node prints.

use polkadot_sdk::substrate_build_script_utils::generate_cargo_keys;

fn main() {
	// Not at every commit, which would compile the whole node again: the version names the commit
	// at which the node's own sources were last built.
	for path in ["build.rs", "Cargo.toml", "src"] {
		println!("cargo:rerun-if-changed={path}");
	}
	println!("cargo:rerun-if-env-changed=SUBSTRATE_CLI_GIT_COMMIT_HASH");
	generate_cargo_keys();
}
