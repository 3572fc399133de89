//! A name for the contents of a data set.

use collab_model_core::Label;
use sha2::{Digest, Sha256};

use super::{Dataset, Rows};

impl Dataset {
	/// The SHA-256 hash of all features and labels, in hexadecimal digits. It is the same for the
	/// same rows, whatever form they came in.
	pub fn fingerprint(&self) -> String {
		let mut hash = Sha256::new();
		hash.update(self.num_features.to_le_bytes());
		for rows in [&self.train, &self.test] {
			add(&mut hash, rows);
		}
		hex::encode(hash.finalize())
	}
}

fn add(hash: &mut Sha256, rows: &Rows) {
	hash.update((rows.len() as u64).to_le_bytes());
	let mut bytes = Vec::new();
	for (features, label) in rows.iter() {
		bytes.clear();
		bytes.push(u8::from(label == Label::Positive));
		bytes.extend((features.len() as u64).to_le_bytes());
		bytes.extend(features.iter().flat_map(|feature| feature.to_le_bytes()));
		hash.update(&bytes);
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn data(rows: &[(&[u32], bool)]) -> Dataset {
		let mut train = Rows::new();
		rows.iter().for_each(|(row, label)| train.push(row, Label::from(*label)).unwrap());
		Dataset {
			name: "mini".into(),
			num_features: 9,
			train,
			test: Rows::new(),
			notes: Vec::new(),
		}
	}

	#[test]
	fn only_the_contents_count() {
		let one = data(&[(&[1, 2], true), (&[3], false)]);
		let renamed = Dataset { name: "other".into(), ..one.clone() };
		assert_eq!(one.fingerprint(), renamed.fingerprint());
		assert_eq!(one.fingerprint().len(), 64);
		let turned = Dataset { train: Rows::new(), test: one.train.clone(), ..one.clone() };
		for other in [
			data(&[(&[1, 2], true), (&[3], true)]),
			data(&[(&[1], true), (&[2, 3], false)]),
			data(&[(&[1, 2], true)]),
			turned,
			Dataset { num_features: 10, ..one.clone() },
		] {
			assert_ne!(one.fingerprint(), other.fingerprint());
		}
	}
}
