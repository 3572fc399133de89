//! Compiles the runtime to WebAssembly next to the native library.

#[cfg(all(feature = "std", not(feature = "metadata-hash")))]
fn main() {
	substrate_wasm_builder::WasmBuilder::build_using_defaults();
}

/// The hash is what offline signers check. It needs the runtime compiled twice, hence the feature.
#[cfg(all(feature = "std", feature = "metadata-hash"))]
fn main() {
	substrate_wasm_builder::WasmBuilder::init_with_defaults()
		.enable_metadata_hash("UNIT", 12)
		.build();
}

/// Inside the WebAssembly build itself there is nothing left to build.
#[cfg(not(feature = "std"))]
fn main() {}
