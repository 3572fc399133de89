//! The runtime's interface, generated from its metadata.
//!
//! `artifacts/collab_metadata.scale` is written by a test of the runtime:
//! `UPDATE_METADATA=1 cargo test --release --workspace --test metadata`.

#[subxt::subxt(
	runtime_metadata_path = "artifacts/collab_metadata.scale",
	substitute_type(
		path = "collab_model_core::rules::kinds::Rules",
		with = "::subxt::utils::Static<::collab_model_core::Rules>"
	),
	substitute_type(
		path = "collab_model_core::rules::live::LiveRules",
		with = "::subxt::utils::Static<::collab_model_core::LiveRules>"
	),
	substitute_type(
		path = "collab_model_core::rules::live::Standing",
		with = "::subxt::utils::Static<::collab_model_core::Standing>"
	),
	substitute_type(
		path = "collab_model_core::sample::Label",
		with = "::subxt::utils::Static<::collab_model_core::Label>"
	),
	substitute_type(
		path = "sp_arithmetic::fixed_point::FixedI64",
		with = "::subxt::utils::Static<::collab_model_core::Coefficient>"
	)
)]
mod collab {}

pub use collab::*;
