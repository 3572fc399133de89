//! What the names in a step mean now.

use super::{
	accounts::STRANGER,
	play::Machine,
	rebuilt::Rebuilt,
	step::{Features, Kind, LabelBy, Of, Wait, Which, Who},
};
use crate::{mock::*, *};
use collab_model_core::*;

impl Kind {
	fn has(&self, model: &Rebuilt) -> bool {
		let is_robust = model.rules.robust().is_some();
		let is_open = model.status == Status::Open;
		let is_building = model.status == Status::Building;
		match self {
			Self::Any => true,
			Self::Classic => !is_robust && is_open,
			Self::Uploading => !is_robust && is_building,
			Self::Robust => is_robust && is_open,
			Self::Vast => is_robust && is_open && model.config.page_limit > 100,
			Self::Seeding => is_robust && is_building,
			Self::Open => is_open,
			Self::Unopened => is_building,
			Self::Paused => model.status == Status::Paused,
			Self::Offered => model.offered_to.is_some(),
			Self::OwesDissolved => model.status == Status::Dissolved && !model.open.is_empty(),
			Self::OwesClassic => !is_robust && !model.open.is_empty(),
			Self::OwesRobust => is_robust && !model.open.is_empty(),
			Self::Audited => {
				model.rules.robust().is_some_and(|(_, state)| state.audit != AuditStage::None)
			}
			Self::Unknown => false,
		}
	}
}

impl Rebuilt {
	/// What a copy of the model says of a sample.
	fn says(&mut self, version: Version, features: &[u32]) -> Option<Label> {
		let sample = Sample::new(features, self.config.num_features).ok()?;
		if self.rules.classic().is_some() {
			return Some(label_of(self.rules.score(sample, &mut self.memory)));
		}
		let (rules, state, memory) = self.robust();
		let sums = Coefficients::<AveragedCoefficient>::sums(memory, version, sample);
		Some(rules.learner.score(state.copy(version), sums).label())
	}
}

impl Machine<'_> {
	/// The model that is meant.
	pub fn model_id(&self, Of(kind, nth): Of) -> ModelId {
		let pick = |ids: &[ModelId]| ids.get(usize::from(nth).checked_rem(ids.len())?).copied();
		let all: Vec<_> = self.rebuilt.keys().copied().collect();
		let meant = self.rebuilt.iter().filter(|(_, model)| kind.has(model));
		let meant: Vec<_> = meant.map(|(id, _)| *id).collect();
		let no_model = NextModelId::<Test>::get().wrapping_add(nth.into());
		let others = if kind == Kind::Unknown { None } else { pick(&all) };
		pick(&meant).or(others).unwrap_or(no_model)
	}

	/// The contribution that is meant.
	pub fn contribution(&self, id: ModelId, which: Which) -> ContributionId {
		let Some(model) = self.rebuilt.get(&id) else { return 0 };
		let open = &model.open;
		let found = match which {
			Which::Nth(nth) => {
				usize::from(nth).checked_rem(open.len()).and_then(|nth| open.keys().nth(nth))
			}
			Which::Last => open.keys().next_back(),
			Which::Unknown => None,
		};
		found.copied().unwrap_or(model.submitted)
	}

	/// The account that is meant, where a contribution of the model may be what it is about.
	pub fn account(&self, id: ModelId, which: Option<ContributionId>, who: Who) -> AccountId {
		let model = self.rebuilt.get(&id);
		match who {
			Who::Account(who) => who,
			Who::Owner => model.map_or(STRANGER, |model| model.owner),
			Who::Heir => model.and_then(|model| model.offered_to).unwrap_or(STRANGER),
			Who::Contributor => {
				let kept = model.and_then(|model| model.open.get(&which?));
				kept.map_or(STRANGER, |kept| kept.contributor)
			}
		}
	}

	/// The features that are meant.
	pub fn features(&self, id: ModelId, features: &Features) -> Vec<u32> {
		let num_features = self.rebuilt.get(&id).map_or(12, |model| model.config.num_features);
		let fit = |feature: u32| u32::try_from(u64::from(feature) % num_features);
		let mut fitting: Vec<u32> = match features {
			Features::Few(few) => few.iter().copied().filter_map(|f| fit(f).ok()).collect(),
			Features::Wide { pages, place } => {
				(0..*pages).filter_map(|page| fit(page * PAGE_SIZE + place).ok()).collect()
			}
			Features::Raw(raw) => return raw.clone(),
		};
		fitting.sort_unstable();
		fitting.dedup();
		fitting
	}

	/// The label that is meant.
	pub fn label(&mut self, id: ModelId, features: &[u32], by: LabelBy) -> Label {
		let even = features.iter().filter(|feature| **feature % 2 == 0).count();
		let truth = Label::from(2 * even > features.len());
		let mut says = |version| {
			let model = self.rebuilt.get_mut(&id);
			model.and_then(|model| model.says(version, features)).unwrap_or(truth)
		};
		match by {
			LabelBy::Truth => truth,
			LabelBy::Lie => truth.flipped(),
			LabelBy::Served => says(Version::Released),
			LabelBy::Against => says(Version::Released).flipped(),
			LabelBy::Candidate => says(Version::Candidate),
			LabelBy::AgainstCandidate => says(Version::Candidate).flipped(),
		}
	}

	/// Rows with their labels.
	pub fn rows(&mut self, id: ModelId, rows: &[Features], by: LabelBy) -> Rows {
		let labelled = rows.iter().map(|features| {
			let features = self.features(id, features);
			let label = self.label(id, &features, by);
			(features, label)
		});
		labelled.collect()
	}

	/// The second until which nothing happens.
	pub fn until(&self, wait: Wait) -> Seconds {
		let model = |of| self.rebuilt.get(&self.model_id(of));
		let since_last = |of, waits: fn(&LiveRules) -> Seconds| {
			model(of).map_or(0, |model| model.last_accepted + waits(&model.rules))
		};
		let until = match wait {
			Wait::Seconds(seconds) => now() + seconds,
			Wait::ForRefunds(of) => since_last(of, |rules| match rules {
				LiveRules::Classic { rules, .. } => rules.refund_wait,
				LiveRules::Robust { rules, .. } => rules.judgement.wait,
			}),
			Wait::ForAnybody(of) => since_last(of, |rules| match rules {
				LiveRules::Classic { rules, .. } => rules.any_wait,
				LiveRules::Robust { rules, .. } => rules.judgement.wait,
			}),
			Wait::ForAudit(of) => {
				let robust = model(of).and_then(|model| model.rules.robust());
				robust.map_or(0, |(rules, state)| match state.audit {
					AuditStage::Sealed(sealed) | AuditStage::Shown { sealed, .. } => {
						sealed.at + rules.audits.wait
					}
					_ => 0,
				})
			}
		};
		until.max(now())
	}
}
