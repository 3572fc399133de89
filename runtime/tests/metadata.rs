//! The simulator's copy of the metadata is that of this runtime.

// These features add runtime APIs, and so change the metadata.
#![cfg(not(any(feature = "runtime-benchmarks", feature = "try-runtime")))]

use collab_runtime::Runtime;
use std::{env, fs, path::PathBuf};

/// The version that carries view functions, as the simulator needs it.
const METADATA_VERSION: u32 = 16;

const UPDATE: &str = "UPDATE_METADATA";

fn artifact() -> PathBuf {
	PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../simulator/artifacts/collab_metadata.scale")
}

#[test]
fn stored_metadata_is_current() {
	let current = Runtime::metadata_at_version(METADATA_VERSION)
		.expect("the runtime serves this version of metadata");
	let path = artifact();
	if env::var_os(UPDATE).is_some() {
		fs::create_dir_all(path.parent().unwrap()).unwrap();
		fs::write(&path, &*current).unwrap();
	}
	// Compared without `assert_eq`, which would print hundreds of kilobytes.
	assert!(
		fs::read(&path).ok().as_deref() == Some(&*current),
		"{} is absent or out of date: run `{UPDATE}=1 cargo test --release -p collab-runtime \
		 --test metadata`, then commit the file",
		path.display()
	);
}
