//! Random numbers that depend on nothing but the seed of the run.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// The generator of one stream of a run. Each agent and each shuffle has a stream of its own, so
/// that what one draws does not change what another does.
pub fn stream(seed: u64, name: &str) -> ChaCha8Rng {
	let mut rng = ChaCha8Rng::seed_from_u64(seed);
	rng.set_stream(fnv1a(name.as_bytes()));
	rng
}

/// The 64-bit FNV-1a hash, which unlike the standard library's stays the same for ever.
fn fnv1a(bytes: &[u8]) -> u64 {
	bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
		(hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use rand::Rng;

	#[test]
	fn the_hash_is_fnv1a() {
		assert_eq!(fnv1a(b""), 0xcbf29ce484222325);
		assert_eq!(fnv1a(b"foobar"), 0x85944171f73967e8);
	}

	#[test]
	fn a_stream_depends_on_seed_and_name_only() {
		let draw = |seed, name| stream(seed, name).random::<u64>();
		assert_eq!(draw(1, "good"), draw(1, "good"));
		assert_ne!(draw(1, "good"), draw(2, "good"));
		assert_ne!(draw(1, "good"), draw(1, "bad"));
	}
}
