//! The order in which Keras hands out the reviews.
//!
//! Keras' file has all positive reviews first; `load_data` shuffles with NumPy's generator of
//! 2007, the Mersenne Twister, seeded with 113. The same order here makes rows comparable one by
//! one, whichever form of the data is read.

const SEED: u32 = 113;
const SIZE: usize = 624;
const MIDDLE: usize = 397;

/// The orders of `train` training rows and of `test` test rows.
pub(super) fn keras_order(train: usize, test: usize) -> (Vec<usize>, Vec<usize>) {
	let mut twister = Twister::new(SEED);
	let train = twister.permutation(train);
	let test = twister.permutation(test);
	(train, test)
}

/// MT19937 of Matsumoto and Nishimura.
struct Twister {
	state: [u32; SIZE],
	next: usize,
}

impl Twister {
	fn new(seed: u32) -> Self {
		let mut state = [seed; SIZE];
		let mut previous = seed;
		for (value, index) in state.iter_mut().skip(1).zip(1_u32..) {
			previous =
				(previous ^ (previous >> 30)).wrapping_mul(1_812_433_253).wrapping_add(index);
			*value = previous;
		}
		Self { state, next: SIZE }
	}

	fn twist(&mut self) {
		for index in 0..SIZE {
			let joined =
				(self.state[index] & 0x8000_0000) | (self.state[(index + 1) % SIZE] & 0x7fff_ffff);
			let odd = if joined & 1 == 1 { 0x9908_b0df } else { 0 };
			self.state[index] = self.state[(index + MIDDLE) % SIZE] ^ (joined >> 1) ^ odd;
		}
		self.next = 0;
	}

	fn draw(&mut self) -> u32 {
		if self.next == SIZE {
			self.twist();
		}
		let mut value = self.state[self.next];
		self.next += 1;
		value ^= value >> 11;
		value ^= (value << 7) & 0x9d2c_5680;
		value ^= (value << 15) & 0xefc6_0000;
		value ^ (value >> 18)
	}

	/// A number of 0 to `max`, by drawing as many bits as `max` has until they are in range.
	fn up_to(&mut self, max: u32) -> u32 {
		let mask = max.checked_ilog2().map_or(0, |bits| u32::MAX >> (31 - bits));
		loop {
			let value = self.draw() & mask;
			if value <= max {
				return value;
			}
		}
	}

	/// NumPy's shuffle of 0 to `length` - 1. Rows beyond 2^32, which no set has, stay in place.
	fn permutation(&mut self, length: usize) -> Vec<usize> {
		let mut order: Vec<usize> = (0..length).collect();
		for (index, max) in (0..length).zip(0_u32..).skip(1).collect::<Vec<_>>().into_iter().rev() {
			let other = usize::try_from(self.up_to(max)).unwrap_or(index);
			order.swap(index, other);
		}
		order
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn draws_what_the_reference_generator_draws() {
		// The 10,000th number for the default seed, as the C++ standard states it for `mt19937`.
		let mut twister = Twister::new(5489);
		assert_eq!((0..10_000).map(|_| twister.draw()).last(), Some(4_123_659_995));
	}

	#[test]
	fn an_order_has_each_row_once() {
		let (mut train, test) = keras_order(1000, 1);
		assert_ne!(train[..3], [0, 1, 2]);
		train.sort_unstable();
		assert_eq!((train, test), ((0..1000).collect(), vec![0]));
	}
}
