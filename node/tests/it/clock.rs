//! The timestamps a development chain chooses.

use collab_node::dev::clock::Clock;

const EPOCH: u64 = 1_704_067_200_000;

#[test]
fn checked_time_is_the_start_of_its_slot() {
	assert_eq!(Clock::new(1_000).checked(EPOCH + 1_999, EPOCH), Ok(EPOCH + 1_000));
}

#[test]
fn time_in_the_slot_of_the_latest_block_is_refused() {
	assert!(Clock::new(1_000).checked(EPOCH + 999, EPOCH).is_err());
}

#[test]
fn refusal_names_the_earliest_time() {
	let refusal = Clock::new(1_000).checked(5, EPOCH).unwrap_err().to_string();
	assert!(refusal.contains("give 1704067201000 or later"), "{refusal}");
}

#[test]
fn chosen_time_is_next() {
	let mut clock = Clock::new(1_000);
	clock.set(EPOCH);
	assert_eq!(clock.next(0), EPOCH);
}

#[test]
fn slots_follow_each_other_after_a_chosen_time() {
	let mut clock = Clock::new(1_000);
	clock.set(EPOCH);
	assert_eq!(clock.next(EPOCH), EPOCH + 1_000);
	assert_eq!(clock.next(EPOCH + 1_000), EPOCH + 2_000);
}

#[test]
fn wall_clock_is_followed_until_a_time_is_chosen() {
	assert!(Clock::new(1_000).next(EPOCH) > EPOCH + 1_000);
}

#[test]
fn time_in_another_unit_is_refused() {
	let clock = Clock::new(1_000);
	for wanted in [EPOCH * 1_000, EPOCH * 1_000_000, u64::MAX] {
		let refusal = clock.checked(wanted, EPOCH).unwrap_err().to_string();
		assert!(refusal.contains("give milliseconds since 1970"), "{refusal}");
	}
	assert!(clock.checked(253_402_300_799_999, EPOCH).is_ok());
}
