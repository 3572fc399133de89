//! Svmlight files, and specs.

use collab_data::DataSpec;
use proptest::{
	collection::{btree_set, vec},
	prelude::*,
	sample::select,
};

use super::{
	harness::{alone, assert_refused, Format},
	load,
	packed::{gzip, zstd},
	write,
};

/// Files plain and compressed, and specs.
pub fn formats() -> Vec<Format> {
	let packed = |name, pack: fn(&[u8]) -> Vec<u8>| {
		Format::new(name, file().prop_map(move |file| pack(&file)), reader(name, "", None))
	};
	vec![
		Format::new("a.svm", file(), reader("a.svm", "", None)),
		Format::new(
			"a.svm, counts",
			file(),
			reader("a.svm", ",above=0.5,values=presence", Some(9)),
		),
		packed("a.svm.gz", gzip),
		packed("a.svm.zst", zstd),
		Format::new("spec", spec(), read_spec),
	]
}

/// A file with both classes.
fn file() -> impl Strategy<Value = Vec<u8>> {
	let feature = prop_oneof![4 => 0..50_u32, 1 => any::<u32>()];
	let row = (any::<bool>(), btree_set(feature, 1..8), select(&["", " # note", "\n\n", "\r"][..]));
	let negative = select(&["0", "-1", "-1.0"][..]);
	(negative, vec(row, 0..20)).prop_map(|(negative, rows)| {
		let mut text = format!("{negative} 1:1\n+1 2:1 3:1.0\n");
		for (positive, features, end) in rows {
			text += if positive { "1" } else { negative };
			features.iter().for_each(|feature| text += &format!(" {feature}:1"));
			text += &format!("{end}\n");
		}
		text.into_bytes()
	})
}

fn reader(
	name: &'static str,
	options: &'static str,
	num_words: Option<u64>,
) -> impl Fn(&[u8]) -> Result<(), String> {
	let folder = tempfile::tempdir().unwrap();
	move |file| {
		write(folder.path(), name, file);
		let path = folder.path().join(name).display().to_string();
		load(&format!("svmlight:{path},{path}{options}"), num_words)
	}
}

fn spec() -> impl Strategy<Value = Vec<u8>> {
	let specs = [
		"synthetic:train=10,test=5,words=99,seed=7",
		"imdb:a/b",
		"svmlight:a.gz,b.zst",
		"svmlight:a,b,positive=2,values=presence,words=no",
		"text:a.csv,label=y,text=z,words=99,tokens=spaces,ngrams=1-2,test=0.25",
		"text:a.csv,label=y,encoder=murmur3,seeds=position,above=-1.5",
		"csv:a.tsv,b.tsv,label=y,positive=1,positive=2,negative=3,header=no",
		"csv:a,quotes=no,decimal=comma",
		"csv:a,above=median,seed=2,separator=semicolon,drop=c,bins=3,binning=uniform,categories=9",
	];
	select(specs.map(|spec| spec.as_bytes().to_vec()).to_vec())
}

fn read_spec(text: &[u8]) -> Result<(), String> {
	let text = String::from_utf8_lossy(text);
	let spec: DataSpec = text.parse().map_err(|error| format!("{error}"))?;
	assert_eq!(spec.to_string().parse(), Ok(spec), "{text}");
	Ok(())
}

#[test]
fn a_small_file_that_unpacks_to_a_huge_one_is_refused() {
	let _alone = alone();
	let text = b"\n".repeat(48 << 20);
	for (name, packed) in [("a.svm.gz", gzip(&text)), ("a.svm.zst", zstd(&text))] {
		let format = Format::new(name, Just(Vec::new()), reader(name, "", None));
		assert_refused(&format, &packed, "unpack it");
	}
}

#[test]
fn the_greatest_feature_needs_no_more_room_than_another() {
	let _alone = alone();
	let format = Format::new("a.svm", Just(Vec::new()), reader("a.svm", "", None));
	assert_refused(&format, b"1 4294967296:1\n", "index of 0 to 4294967295");
	assert_eq!(reader("a.svm", "", None)(b"1 4294967295:1\n0 0:1\n"), Ok(()));
}
