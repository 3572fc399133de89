//! Gives the code that results depend on a name, so that results of different code are not mixed.

use std::{env, fs, io, path::Path};

/// Parts of the sources that do not act on the numbers of a run.
const LEFT_OUT: [&str; 9] =
	["attack", "cli", "drawing.rs", "export", "node", "paper", "replay", "report", "main.rs"];

fn main() -> io::Result<()> {
	let mut hash = 0xcbf2_9ce4_8422_2325;
	for path in ["src", "data/src", "../pallets/collab-model/core/src", "../Cargo.lock"] {
		println!("cargo:rerun-if-changed={path}");
		add(&mut hash, Path::new(path))?;
	}
	println!("cargo:rerun-if-changed=build.rs");
	let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
	println!("cargo:rustc-env=COLLAB_SIM_CODE={version}-{hash:016x}");
	Ok(())
}

/// Adds names and contents in the order of names, with the 64-bit FNV-1a hash.
fn add(hash: &mut u64, path: &Path) -> io::Result<()> {
	let name = path.file_name().unwrap_or_default();
	if LEFT_OUT.iter().any(|left_out| name == *left_out) {
		return Ok(());
	}
	let mut contents = name.as_encoded_bytes().to_vec();
	if path.is_dir() {
		let entries: io::Result<Vec<_>> = fs::read_dir(path)?.collect();
		let mut paths: Vec<_> = entries?.iter().map(fs::DirEntry::path).collect();
		paths.sort();
		paths.iter().try_for_each(|path| add(hash, path))?;
	} else {
		contents.extend(fs::read(path)?);
	}
	for byte in contents {
		*hash = (*hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
	}
	Ok(())
}
