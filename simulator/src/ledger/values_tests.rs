use super::*;
use proptest::{collection, prelude::*};

fn averaged() -> impl Strategy<Value = AveragedCoefficient> {
	let lag = prop_oneof![-9..9i64, any::<i64>()];
	(any::<i8>(), lag).prop_map(|(value, lag)| AveragedCoefficient { value, lag })
}

fn linear() -> impl Strategy<Value = Coefficient> {
	prop_oneof![-9..9i64, any::<i64>()].prop_map(Coefficient::from_inner)
}

/// Sums and numbers are those of a plain map, in stores of both kinds.
fn check<V: Short<Sums: PartialEq + std::fmt::Debug> + std::fmt::Debug>(
	numbers: &BTreeMap<u32, V>,
	features: &[u32],
) {
	for num_features in [12, 1 << 32] {
		let mut values = Values::zero(num_features);
		numbers.iter().for_each(|(feature, value)| values.set(*feature, *value));
		let mut expected = V::Sums::default();
		for feature in features {
			numbers.get(feature).copied().unwrap_or_default().add_to(&mut expected);
		}
		assert_eq!(values.sums(features), expected);
		let not_zero = numbers.iter().filter(|(_, value)| **value != V::default());
		assert!(values.non_zero().eq(not_zero.map(|(feature, value)| (*feature, *value))));
	}
}

proptest! {
	#[test]
	fn sums_are_exact_in_every_store(
		linear in collection::btree_map(0..12u32, linear(), 0..12),
		averaged in collection::btree_map(0..12u32, averaged(), 0..12),
		features in collection::btree_set(0..12u32, 1..12),
	) {
		let features: Vec<u32> = features.into_iter().collect();
		check(&linear, &features);
		check(&averaged, &features);
	}
}

#[test]
fn features_beyond_the_model_count_as_zero_and_are_not_kept() {
	for num_features in [4, 1 << 31] {
		let mut values = Values::zero(num_features);
		assert_eq!(values.sums(&[3, 1 << 31]), 0);
		values.update(&[3, 1 << 31], |value| *value = Coefficient::from_inner(7));
		assert_eq!(values.sums(&[3, 1 << 31]), 7);
		assert!(values.non_zero().map(|(feature, _)| feature).eq([3]));
	}
}
