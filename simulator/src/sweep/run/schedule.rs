//! Which runs can share work.

use crate::{
	simulation::{same_all_data, same_training},
	sweep::Point,
};
use std::collections::BTreeMap;

/// A point and a seed.
pub(super) type Job<'a> = (&'a Point, u64);

/// One point of each id: the first that keeps series, or else the first.
pub(super) fn distinct(points: &[Point]) -> impl Iterator<Item = &Point> {
	let mut distinct: BTreeMap<&str, &Point> = BTreeMap::new();
	for point in points {
		let known = distinct.entry(&point.id).or_insert(point);
		if point.series && !known.series {
			*known = point;
		}
	}
	distinct.into_values()
}

/// Jobs with the same seed and the same model of all data.
pub(super) fn all_data_groups<'a>(jobs: &[Job<'a>]) -> Vec<Vec<Job<'a>>> {
	let mut by_seed: BTreeMap<_, Vec<Job<'a>>> = BTreeMap::new();
	for job in jobs {
		by_seed.entry((job.1, job.0.scenario.num_words)).or_default().push(*job);
	}
	let same = |a: &Job<'_>, b: &Job<'_>| same_all_data(&a.0.scenario, &b.0.scenario);
	by_seed.values().flat_map(|jobs| groups(jobs, same)).collect()
}

/// Jobs of such a group with the same training.
pub(super) fn training_groups<'a>(jobs: &[Job<'a>]) -> Vec<Vec<Job<'a>>> {
	groups(jobs, |a, b| same_training(&a.0.scenario, &b.0.scenario))
}

/// Puts together what is the same, in the order of the first of each.
fn groups<T: Copy>(items: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<Vec<T>> {
	let mut groups: Vec<Vec<T>> = Vec::new();
	for item in items {
		match groups.iter_mut().find(|group| same(&group[0], item)) {
			Some(group) => group.push(*item),
			None => groups.push(vec![*item]),
		}
	}
	groups
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn jobs_are_grouped_by_what_they_share() {
		let point = |setting: &str| Point::new("paper", &[setting.into()], Vec::new()).unwrap();
		let points =
			["num_words=9", "train_size=0.1", "rules.refund_wait_s=5", "name=x"].map(point);
		let jobs: Vec<Job<'_>> =
			points.iter().flat_map(|point| [1, 2].map(|seed| (point, seed))).collect();
		let groups = all_data_groups(&jobs);
		let sizes = |groups: &[Vec<Job<'_>>]| groups.iter().map(Vec::len).collect::<Vec<_>>();
		// Seed 1 with 9 and with 1000 words, and seed 2.
		assert_eq!(sizes(&groups), [1, 3, 1, 3]);
		assert_eq!(sizes(&training_groups(&groups[1])), [1, 2]);
	}
}
