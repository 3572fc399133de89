//! The forms of the IMDB reviews.

use proptest::{
	collection::{btree_set, vec},
	prelude::*,
};
use std::fs;

use super::{
	harness::{alone, assert_refused, Format},
	load,
	packed::{gzip, tar, zip, zstd},
	write,
};

/// A head of a pickle as NumPy writes it.
const HEAD: &[u8] = b"\x80\x03cnumpy.core.multiarray\n_reconstruct\nq\x00cnumpy\nndarray\nq\x01K\
	\x00\x85q\x02C\x01bq\x03\x87q\x04Rq\x05(K\x01K\x02\x85cnumpy\ndtype\nX\x02\x00\x00\x00O8\x89\
	\x88\x87R(K\x03X\x01\x00\x00\x00|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK?tb\x89";

/// Archives, the arrays in them, texts and the word index.
pub fn formats() -> Vec<Format> {
	let archive = || texts_array().prop_map(|texts| npz(&texts, &labels_array()));
	let tarred = |pack: fn(&[u8]) -> Vec<u8>| reviews_tar().prop_map(move |tar| pack(&tar));
	let as_is = |bytes: &[u8]| bytes.to_vec();
	vec![
		Format::new("imdb.npz", archive(), reader("imdb.npz", as_is)),
		Format::new(
			"imdb.npz, x_train",
			texts_array(),
			reader("imdb.npz", |texts| npz(texts, &labels_array())),
		),
		Format::new(
			"imdb.npz, y_train",
			Just(labels_array()),
			reader("imdb.npz", |labels| npz(&three_texts(), labels)),
		),
		Format::new("aclImdb tar", reviews_tar(), reader("aclImdb_v1.tar", as_is)),
		Format::new("aclImdb tar.gz", tarred(gzip), reader("aclImdb_v1.tar.gz", as_is)),
		Format::new("aclImdb tar.zst", tarred(zstd), reader("aclImdb_v1.tar.zst", as_is)),
		Format::new("aclImdb text", text(), tree_reader("aclImdb/train/pos/7_9.txt")),
		Format::new("word index", word_index(), tree_reader("imdb_word_index.json")),
	]
}

/// A NumPy file with one dimension.
fn array(kind: &str, length: &str, data: &[u8]) -> Vec<u8> {
	let text =
		format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': ({length},), }}   \n");
	let length = u16::try_from(text.len()).unwrap().to_le_bytes();
	[b"\x93NUMPY\x01\x00", &length[..], text.as_bytes(), data].concat()
}

/// Three texts as lists of ranks.
fn texts_array() -> impl Strategy<Value = Vec<u8>> {
	vec(vec(any::<u16>(), 0..12), 3).prop_map(|texts| array("|O", "3", &pickle(&texts)))
}

fn three_texts() -> Vec<u8> {
	array("|O", "3", &pickle(&[vec![1, 2], vec![], vec![3]]))
}

fn pickle(texts: &[Vec<u16>]) -> Vec<u8> {
	let list = |text: &Vec<u16>| {
		let ranks = text.iter().flat_map(|rank| [&b"M"[..], &rank.to_le_bytes()].concat());
		[&b"]("[..], &ranks.collect::<Vec<_>>(), b"e"].concat()
	};
	[HEAD, b"](", &texts.iter().flat_map(list).collect::<Vec<_>>(), b"etb."].concat()
}

fn labels_array() -> Vec<u8> {
	let labels = [1_u64, 0, 1].iter().flat_map(|label| label.to_le_bytes());
	array("<i8", "3", &labels.collect::<Vec<_>>())
}

/// An archive whose parts are the same.
fn npz(texts: &[u8], labels: &[u8]) -> Vec<u8> {
	zip(&[
		("x_train.npy", texts),
		("y_train.npy", labels),
		("x_test.npy", texts),
		("y_test.npy", labels),
	])
}

fn text() -> impl Strategy<Value = Vec<u8>> {
	"([a-zA-Z']{1,9}(<br />|[ .,!?\t])){0,20}\\PC{0,5}".prop_map(String::into_bytes)
}

fn reviews_tar() -> impl Strategy<Value = Vec<u8>> {
	vec(text(), 5).prop_map(|texts| {
		let names = ["train/pos/0_9", "train/neg/0_1", "test/pos/0_8", "test/neg/0_2", "train/x"];
		let names = names.map(|name| format!("aclImdb/{name}.txt"));
		let files: Vec<_> =
			names.iter().map(String::as_str).zip(texts.iter().map(|t| &t[..])).collect();
		tar(&files)
	})
}

fn word_index() -> impl Strategy<Value = Vec<u8>> {
	btree_set("[a-z']{1,9}", 0..20).prop_map(|words| {
		let ranks = words.iter().zip(1_u32..).map(|(word, rank)| format!("\"{word}\": {rank}"));
		format!("{{{}}}", ranks.collect::<Vec<_>>().join(", ")).into_bytes()
	})
}

/// Reads a folder with one file, `pack` of what is given.
fn reader(
	name: &'static str,
	pack: impl Fn(&[u8]) -> Vec<u8> + 'static,
) -> impl Fn(&[u8]) -> Result<(), String> {
	let folder = tempfile::tempdir().unwrap();
	move |file| {
		write(folder.path(), name, &pack(file));
		load(&format!("imdb:{}", folder.path().display()), None)
	}
}

/// Reads a tree of texts in which the file `name` is what is given.
fn tree_reader(name: &'static str) -> impl Fn(&[u8]) -> Result<(), String> {
	let folder = tempfile::tempdir().unwrap();
	for place in ["train/pos/0_9", "train/neg/0_1", "test/pos/0_8", "test/neg/0_2"] {
		write(folder.path(), &format!("aclImdb/{place}.txt"), b"some words");
	}
	move |file| {
		write(folder.path(), name, file);
		load(&format!("imdb:{}", folder.path().display()), Some(30))
	}
}

#[test]
fn a_member_that_unpacks_to_a_huge_array_is_refused() {
	let _alone = alone();
	let format = Format::new("imdb.npz", Just(Vec::new()), reader("imdb.npz", |b| b.to_vec()));
	let huge = array("<i8", "6291456", &vec![0; 48 << 20]);
	assert_refused(&format, &npz(&three_texts(), &huge), "unpack it");
}

#[test]
fn a_header_that_promises_too_much_is_refused() {
	let _alone = alone();
	let format = Format::new("imdb.npz", Just(Vec::new()), reader("imdb.npz", |b| b.to_vec()));
	let rows = (1_u64 << 40).to_string();
	let promised = array("|O", &rows, &pickle(&[vec![1]]));
	assert_refused(&format, &npz(&promised, &labels_array()), "1099511627776 values, not 1");
	let promised = array("<i8", &rows, &[0; 24]);
	assert_refused(&format, &npz(&three_texts(), &promised), "1099511627776 values, not 3");
}

#[test]
fn a_file_with_a_hole_that_is_larger_than_any_review_is_refused() {
	let _alone = alone();
	let mut header = tar::Header::new_gnu();
	header.set_path("aclImdb/train/pos/0_9.txt").unwrap();
	header.set_entry_type(tar::EntryType::GNUSparse);
	header.set_size(0);
	let gnu = header.as_gnu_mut().unwrap();
	gnu.realsize.copy_from_slice(b"777777777777");
	gnu.sparse[0].offset.copy_from_slice(b"777777777777");
	gnu.sparse[0].numbytes.copy_from_slice(b"000000000000");
	header.set_cksum();
	let mut file = header.as_bytes().to_vec();
	file.resize(file.len() + 1024, 0);
	let name = "aclImdb_v1.tar";
	let format = Format::new(name, Just(Vec::new()), reader(name, |b| b.to_vec()));
	assert_refused(&format, &file, "unpack it");
}

#[test]
fn reviews_are_read_from_folders_without_links_that_lead_astray() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	write(folder.path(), "aclImdb/train/pos/0_9.txt", b"fine");
	fs::create_dir_all(folder.path().join("aclImdb/train/neg/0_1.txt")).unwrap();
	let refusal = load(&format!("imdb:{}", folder.path().display()), None).unwrap_err();
	assert!(refusal.contains("0_1.txt"), "{refusal}");
}
