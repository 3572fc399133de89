//! The call that an action is.

use super::{
	papers::split,
	play::Machine,
	step::{Action, Count, Fault, Learnt, Most, Pages, Show},
};
use crate::{mock::*, *};
use collab_model_core::*;

/// A coefficient with this mean in hundredths of the limit.
fn learnt((value, mean): Learnt, limit: i8, clock: Seconds) -> AveragedCoefficient {
	let clock = i128::from(clock);
	let summed = i128::from(limit) * clock * i128::from(mean) / 100;
	let lag = clock * i128::from(value) - summed;
	AveragedCoefficient { value, lag: i64::try_from(lag).unwrap_or(i64::MAX) }
}

impl Machine<'_> {
	fn robust_of(&self, id: ModelId) -> Option<(Robust, RobustState)> {
		let (rules, state) = self.rebuilt.get(&id)?.rules.robust()?;
		Some((*rules, *state))
	}

	/// The call of an account on a model, where a contribution may be what it is about.
	pub fn call(
		&mut self,
		who: AccountId,
		model: ModelId,
		contribution: ContributionId,
		action: &Action,
	) -> Call<Test> {
		let pages = |pages: &Pages| {
			let told = CollabModel::claim_pages(model, contribution).unwrap_or_default();
			match pages {
				Pages::Told => told,
				Pages::TooFew => told.saturating_sub(1),
				Pages::All => u32::MAX,
			}
		};
		match action {
			Action::Create(config) => Call::create_model { config: **config },
			Action::Upload { first, values } => Call::upload_coefficients {
				model,
				first: *first,
				values: UploadOf::<Test>::truncate_from(values.clone()),
			},
			Action::Open => Call::open_model { model },
			Action::Add { sample, label, most } => {
				let sample = self.features(model, sample);
				let label = self.label(model, &sample, *label);
				let price = CollabModel::price_for(model, who).unwrap_or_default();
				let max_deposit = match most {
					Most::Anything => Balance::MAX,
					Most::ThePrice => price,
					Most::TooLittle => price.saturating_sub(1),
				};
				let sample = SampleOf::<Test>::truncate_from(sample);
				Call::add_data { model, sample, label, max_deposit }
			}
			Action::Refund { pages: given, .. } => {
				Call::refund { model, contribution, pages: pages(given) }
			}
			Action::Report { pages: given, .. } => {
				Call::report { model, contribution, pages: pages(given) }
			}
			Action::Pause => Call::pause_model { model },
			Action::Resume => Call::resume_model { model },
			Action::Offer { to } => Call::offer_ownership { model, to: *to },
			Action::Accept => Call::accept_ownership { model },
			Action::Forget => Call::forget_account { model },
			Action::Dissolve => Call::dissolve_model { model },
			Action::Close => Call::close_model { model },
			Action::Seed { rows, label, fault } => {
				let mut rows = self.rows(model, rows, *label);
				let import = self.robust_of(model).and_then(|(_, state)| state.import);
				match (fault, import) {
					(Fault::None, Some(import)) => {
						rows = self.papers.next_of_import(&import).unwrap_or(rows);
					}
					(Fault::NoRows, _) => rows.clear(),
					_ => {}
				}
				let (samples, mut labels) = split(&rows);
				if *fault == Fault::NoLabels {
					labels.clear();
				}
				Call::seed { model, samples, labels }
			}
			Action::Declare { clock, bias, pieces, label } => {
				let limit = self.robust_of(model).map_or(1, |(rules, _)| rules.learner.limit);
				let pieces = pieces.iter().map(|rows| self.rows(model, rows, *label)).collect();
				let bias = learnt(*bias, limit, *clock);
				let learnt = Averaged { clock: *clock, bias };
				let import = ImportDeclaration { learnt, seal: self.papers.seal_import(pieces) };
				Call::declare_import { model, import }
			}
			Action::UploadAveraged { first, values } => {
				let (limit, clock) = self
					.robust_of(model)
					.map_or((1, 1), |(rules, state)| (rules.learner.limit, state.released.clock));
				let values = values.iter().map(|value| learnt(*value, limit, clock)).collect();
				let values = AveragedUploadOf::<Test>::truncate_from(values);
				Call::upload_averaged { model, first: *first, values }
			}
			Action::Seal { rows, label, count, is_true } => {
				let (least, audit) = self
					.robust_of(model)
					.map_or((25, 0), |(rules, state)| (rules.audits.rows, state.audits));
				let count = match count {
					Count::Enough(more) => least + u32::from(*more),
					Count::TooFew => least - 1,
					Count::TooMany => CollabModel::limits().max_audit_rows + 1,
				};
				let rows = self.rows(model, rows, *label);
				let rows = rows.into_iter().cycle().take(count as usize).collect();
				let seal = self.papers.seal_audit(model, audit, rows, *is_true);
				Call::seal_audit { model, seal, rows: count }
			}
			Action::Show(show) => self.show(model, *show),
			Action::Settle { pages } => Call::settle_audit { model, pages: *pages },
			Action::PayHeir => Call::pay_heir { model },
		}
	}

	fn show(&self, model: ModelId, show: Show) -> Call<Test> {
		let stage = self.robust_of(model).map_or(AuditStage::None, |(_, state)| state.audit);
		let (seal, shown) = match stage {
			AuditStage::Sealed(sealed) => (sealed.seal, 0),
			AuditStage::Shown { sealed, rows, .. } => (sealed.seal, rows),
			_ => (Seal::default(), 0),
		};
		let all = self.papers.audit(&seal);
		let mut rows: Rows = all.iter().skip(shown as usize).cloned().collect();
		let (mut first, mut nonce) = (shown, NONCE);
		match show {
			Show::Next(count) => rows.truncate(usize::from(count.max(1))),
			Show::Anew(count) => {
				(first, rows) = (0, all.into_iter().take(usize::from(count)).collect());
			}
			Show::Skipping => {
				first += 1;
				rows = rows.into_iter().skip(1).collect();
			}
			Show::Beyond => rows.push((vec![0], Label::Positive)),
			Show::Tampered => {
				if let Some((_, label)) = rows.last_mut() {
					*label = label.flipped();
				}
			}
			Show::OtherNonce => nonce[0] ^= 1,
			Show::NoRows => rows.clear(),
			Show::Rest | Show::NoLabels => {}
		}
		let (samples, mut labels) = split(&rows);
		if show == Show::NoLabels {
			labels.clear();
		}
		Call::show_audit { model, nonce, first, samples, labels }
	}
}
