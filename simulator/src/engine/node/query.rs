//! Asking a model on a chain, without changing anything.

use super::api::runtime_types::bounded_collections::bounded_vec::BoundedVec;
use super::{
	api,
	client::{view, AtBlock, Client},
	snapshot::{self, Runs},
};
use crate::ledger::LinearCoefficients;
use anyhow::{Context, Result};
use codec::Decode;
use collab_model_core::{Coefficient, Label, Score};
use tokio::runtime::Runtime;

/// A model on a running chain, at the block that was last when it was looked up.
pub struct ChainModel {
	at: AtBlock,
	runtime: Runtime,
	id: u32,
	num_features: u64,
	step: Option<Coefficient>,
}

impl ChainModel {
	/// Connects to the node at `url` and looks up model `id`.
	pub fn connect(url: &str, id: u32) -> Result<Self> {
		let runtime = super::network_runtime()?;
		let (at, model) = runtime.block_on(async {
			let at = Client::connect(url).await?.latest().await?;
			let entry = at.storage().entry(api::storage().collab_model().models())?;
			let model = entry.try_fetch((id,)).await?.map(|model| model.decode()).transpose()?;
			let model = model.with_context(|| {
				format!("the chain has no model {id}: give the --model-id of one that exists")
			})?;
			anyhow::Ok((at, model))
		})?;
		let step = model.rules.0.next_step(model.submitted);
		Ok(Self { at, runtime, id, num_features: model.num_features, step })
	}

	/// The step of the next update, if it is one number.
	pub fn step(&self) -> Option<Coefficient> {
		self.step
	}

	/// All coefficients, as `model_snapshot` tells them.
	pub fn coefficients(&self) -> Result<LinearCoefficients> {
		let part = |after| api::view_functions().collab_model().model_snapshot(self.id, after);
		let (bias, runs): (Coefficient, Runs<Coefficient>) =
			self.runtime.block_on(snapshot::whole(&self.at, part))?;
		let mut coefficients = LinearCoefficients::zero(self.num_features);
		coefficients.set_bias(bias);
		for (first, values) in runs {
			for (feature, value) in (first..=u32::MAX).zip(values) {
				if value != Coefficient::from_inner(0) {
					coefficients.set(feature, value);
				}
			}
		}
		Ok(coefficients)
	}

	/// The label and the score that the chain gives to a sample.
	pub fn predict(&self, features: &[u32]) -> Result<(Label, Score)> {
		let query =
			api::view_functions().collab_model().predict(self.id, BoundedVec(features.to_vec()));
		let answer = self.runtime.block_on(view(&self.at, query));
		let answer = answer.context("the chain does not answer for this sample")?;
		<(Label, Score)>::decode(&mut &answer[..]).context("cannot read the chain's answer")
	}
}
