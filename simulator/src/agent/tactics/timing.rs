//! When an attacker acts, and how much it sends at once.

use super::pick::{agreed, sample_rows};
use crate::{
	agent::{Keys, Offer, Plan, View},
	scenario::{checks::MAX_WHOLE, Invalid, SECONDS_PER_DAY},
};
use collab_model_core::{label_of, Seconds, Version};
use rand_chacha::ChaCha8Rng;

/// Training rows on which an attacker compares the two copies of a model.
const COMPARED_ROWS: usize = 2000;

/// Keys and memory of an attacker that acts in series of bursts.
#[derive(Clone, Debug, PartialEq)]
pub struct Tactics {
	/// Samples of one burst, all in one second.
	samples: u64,
	/// Bursts of one series, a second apart. Between series it waits as the scenario says.
	bursts: u64,
	/// Series until it stops; 0 for no end.
	series: u64,
	/// Copies of the model's answers that it sends before anything else: a good record halves the
	/// price.
	groom: u64,
	/// It acts for so long after the opening and after each audit; 0 for always.
	active: Seconds,
	/// It behaves for so long before an audit.
	quiet: Seconds,
	/// It rests while the candidate is this many points worse than what is served; 0 for never.
	stop_points: f64,
	memory: Memory,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Memory {
	bursts: u64,
	series: u64,
	/// When the last audit was over, and whether one is under way.
	audited: Seconds,
	audit: bool,
	/// The day of the last comparison of the copies, and whether it said to rest.
	compared: Option<(Seconds, bool)>,
}

/// What to do at a turn.
enum Turn {
	/// Nothing.
	Rest,
	/// To send this number of copies of the model's answers.
	Groom(usize),
	/// To send this number of harmful samples, and when the next turn is wanted.
	Act(usize, Option<Seconds>),
}

impl Tactics {
	/// Takes the keys that every such kind has.
	pub fn read(keys: &mut Keys) -> Result<Self, Invalid> {
		let days = |days: f64| (days * SECONDS_PER_DAY as f64).round() as Seconds;
		Ok(Self {
			samples: keys.whole("samples", 1, 1, 100_000)?,
			bursts: keys.whole("bursts", 1, 1, 1_000_000)?,
			series: keys.whole("series", 0, 0, MAX_WHOLE)?,
			groom: keys.whole("groom", 0, 0, 10_000)?,
			active: days(keys.number("active_days", 0.0, 0.0, 1e6)?),
			quiet: days(keys.number("quiet_days", 0.0, 0.0, 1e6)?),
			stop_points: keys.number("stop_points", 0.0, 0.0, 100.0)?,
			memory: Memory::default(),
		})
	}

	/// The plan for a turn. When it is time for harm, `harmful` is asked for a number of samples.
	pub fn plan(
		&mut self,
		view: &View<'_>,
		rng: &mut ChaCha8Rng,
		harmful: impl FnOnce(usize, &mut ChaCha8Rng) -> Vec<Offer>,
	) -> Plan {
		match self.turn(view, rng) {
			Turn::Rest => Plan::default(),
			Turn::Groom(copies) => Plan::now(agreed(view, rng, copies)),
			Turn::Act(samples, wait) => Plan { offers: harmful(samples, rng), wait },
		}
	}

	fn turn(&mut self, view: &View<'_>, rng: &mut ChaCha8Rng) -> Turn {
		self.watch_audits(view);
		if self.series > 0 && self.memory.series >= self.series {
			return Turn::Rest;
		}
		// Only a record makes samples cheaper.
		if view.judge().is_some() && view.submitted() < self.groom {
			return Turn::Groom((self.groom - view.submitted()) as usize);
		}
		if !self.is_active(view) || self.has_harmed_enough(view, rng) {
			return Turn::Rest;
		}
		Turn::Act(self.samples as usize, self.next_burst())
	}

	fn next_burst(&mut self) -> Option<Seconds> {
		self.memory.bursts += 1;
		if self.memory.bursts < self.bursts {
			return Some(1);
		}
		self.memory.bursts = 0;
		self.memory.series += 1;
		None
	}

	fn watch_audits(&mut self, view: &View<'_>) {
		let audit = view.judge().is_some_and(|judge| judge.is_under_audit());
		if self.memory.audit && !audit {
			self.memory.audited = view.now;
		}
		self.memory.audit = audit;
	}

	fn is_active(&self, view: &View<'_>) -> bool {
		let since = view.now.saturating_sub(self.memory.audited);
		let soon = view
			.judge()
			.and_then(|judge| judge.until_audit())
			.is_some_and(|left| left < self.quiet);
		(self.active == 0 || since < self.active) && !soon
	}

	fn has_harmed_enough(&mut self, view: &View<'_>, rng: &mut ChaCha8Rng) -> bool {
		if self.stop_points == 0.0 {
			return false;
		}
		let day = view.now / SECONDS_PER_DAY;
		match self.memory.compared {
			Some((compared, enough)) if compared == day => enough,
			_ => {
				let enough = points_lost(view, rng) >= self.stop_points;
				self.memory.compared = Some((day, enough));
				enough
			}
		}
	}
}

/// By how many points the candidate is worse than what is served, on some training rows.
fn points_lost(view: &View<'_>, rng: &mut ChaCha8Rng) -> f64 {
	let rows = sample_rows(view, rng, COMPARED_ROWS);
	let right = |version: Version| {
		let is_right = |row: &&usize| {
			let score = view.score(version, view.data.train.row(**row));
			label_of(score) == view.truth_of(**row)
		};
		rows.iter().filter(is_right).count() as f64
	};
	let lost = right(Version::Released) - right(Version::Candidate);
	100.0 * lost / rows.len().max(1) as f64
}
