//! What is to be run, and the runs of one learner.

use super::{experiments::DEFAULT, Experiment, Learner, Part, EXPERIMENTS};
use crate::{
	scenario::ScenarioError,
	sweep::{Point, Record, Results},
};
use std::collections::BTreeMap;

/// Every point of every experiment, for every learner.
#[derive(Clone, Debug)]
pub struct Study {
	/// The learners, without those whose scenario there is not.
	pub learners: Vec<Learner>,
	places: Vec<Place>,
	points: Vec<Point>,
}

/// What the point with the same number stands for.
#[derive(Clone, Debug)]
struct Place {
	learner: &'static str,
	experiment: &'static str,
	x: f64,
}

/// The runs of one learner.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
	/// The learner.
	pub learner: Learner,
	study: &'a Study,
	results: &'a Results,
}

impl Study {
	/// The experiments that belong to one of the parts, under these learners.
	pub fn new(learners: &[Learner], parts: &[Part]) -> Result<Self, ScenarioError> {
		let learners = learners.iter().copied().filter(Learner::exists).collect();
		let mut study = Self { learners, places: Vec::new(), points: Vec::new() };
		for learner in study.learners.clone() {
			let experiments = EXPERIMENTS.iter().filter(|experiment| experiment.is_in(parts));
			for experiment in experiments.filter(|experiment| experiment.is_for(&learner)) {
				study.add(&learner, experiment)?;
			}
		}
		Ok(study)
	}

	fn add(&mut self, learner: &Learner, experiment: &Experiment) -> Result<(), ScenarioError> {
		let set: Vec<String> =
			[learner.set, experiment.set].concat().into_iter().map(String::from).collect();
		for x in experiment.values {
			let point = Point::new(learner.scenario, &set, experiment.settings(*x))?;
			self.points.push(Point { series: experiment.series, ..point });
			self.places.push(Place { learner: learner.id, experiment: experiment.id, x: *x });
		}
		Ok(())
	}

	/// All points.
	pub fn points(&self) -> &[Point] {
		&self.points
	}

	/// The runs of each learner.
	pub fn views<'a>(&'a self, results: &'a Results) -> impl Iterator<Item = View<'a>> + 'a {
		self.learners.iter().map(move |learner| View { learner: *learner, study: self, results })
	}
}

impl<'a> View<'a> {
	/// The runs with everything at its default.
	pub fn default_runs(&self) -> Option<Vec<&'a Record>> {
		self.runs(DEFAULT, 0.0)
	}

	/// The runs of one value of an experiment, by increasing seed; `None` if there are none.
	pub fn runs(&self, experiment: &str, x: f64) -> Option<Vec<&'a Record>> {
		let mut places = self.study.places.iter().zip(&self.study.points);
		let (_, point) = places.find(|(place, _)| {
			(place.learner, place.experiment) == (self.learner.id, experiment) && place.x == x
		})?;
		let runs: Vec<_> = self.results.of(point).collect();
		(!runs.is_empty()).then_some(runs)
	}

	/// The runs of several values.
	pub fn sweep(&self, experiment: &str, xs: &[f64]) -> Option<Vec<Vec<&'a Record>>> {
		xs.iter().map(|x| self.runs(experiment, *x)).collect()
	}

	/// All runs of the learner; those of a point that several experiments share, once.
	pub fn all_runs(&self) -> impl Iterator<Item = &'a Record> + '_ {
		let places = self.study.places.iter().zip(&self.study.points);
		let mine = places.filter(|(place, _)| place.learner == self.learner.id);
		let distinct: BTreeMap<_, _> = mine.map(|(_, point)| (&point.id, point)).collect();
		distinct.into_values().flat_map(|point| self.results.of(point))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::paper::LEARNERS;

	#[test]
	fn every_experiment_has_valid_settings_under_every_learner() {
		let parts: Vec<_> = (6..=15).map(Part::Figure).chain([Part::Text]).collect();
		let study = Study::new(&LEARNERS, &parts).unwrap();
		let values = |learner: &Learner| -> usize {
			EXPERIMENTS.iter().filter(|e| e.is_for(learner)).map(|e| e.values.len()).sum()
		};
		assert_eq!(study.points().len(), LEARNERS.iter().map(values).sum::<usize>());
	}

	#[test]
	fn parts_choose_experiments() {
		let study = Study::new(&LEARNERS[..1], &[Part::Figure(14)]).unwrap();
		let mut ids: Vec<_> = study.places.iter().map(|place| place.experiment).collect();
		ids.dedup();
		assert_eq!(ids, [DEFAULT, "submission_cost"]);
	}
}
