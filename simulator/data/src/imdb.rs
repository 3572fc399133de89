//! The IMDB reviews (Maas et al., ACL 2011), from whichever form of them is in a folder.
//!
//! All forms give the same rows in the same order: those of Keras' `load_data`, with the ids 1 for
//! the start of a text (in every row), 2 for words outside the vocabulary, and rank + 3 for a word.
//! Only texts that come without `imdb_word_index.json` have other ids: their words are ranked by
//! their frequency in the train part.

use std::path::{Path, PathBuf};

use super::{
	keras_order::keras_order,
	npz,
	reviews::{self, Reviews},
	svmlight,
	text::{Tokenizer, Vocabulary},
	DataError, Dataset, Encoder, Encoding, Rows, WordEncoder,
};

/// The vocabularies for which there are svmlight files.
const SVMLIGHT_WORDS: [u64; 2] = [1_000, 10_000];
const TARS: [&str; 4] =
	["aclImdb_v1-labelled.tar.zst", "aclImdb_v1.tar.gz", "aclImdb_v1.tar.zst", "aclImdb_v1.tar"];

/// A form in which the reviews are there.
#[derive(Debug, Eq, PartialEq)]
enum Source {
	/// `imdb-{train,test}-N.svm.zst`
	Svmlight(PathBuf, PathBuf, u64),
	/// `imdb.npz`
	Npz(PathBuf),
	/// `aclImdb/{train,test}/{pos,neg}/*.txt`
	Tree(PathBuf),
	/// A tar of that tree.
	Tar(PathBuf),
}

/// Loads the reviews from `folder`, by the form that is quickest to read among those that have
/// `num_words` words; when not given, by the form that has the most.
pub(super) fn load(folder: &Path, num_words: Option<u64>) -> Result<Dataset, DataError> {
	Ok(load_source(folder, num_words)?.0)
}

/// As [`load`], with how a text is encoded where there is a word index or the texts are.
pub(super) fn load_encoded(
	folder: &Path,
	num_words: Option<u64>,
) -> Result<(Dataset, Option<Encoding>), DataError> {
	let (data, ranked) = load_source(folder, num_words)?;
	let vocabulary = match ranked {
		None => read_word_index(folder)?,
		ranked => ranked,
	};
	let encoding = vocabulary.map(|vocabulary| {
		let encoder = WordEncoder::new(vocabulary, Tokenizer::KERAS, data.num_features);
		let classifications = ["Negative", "Positive"].map(String::from);
		Encoding { classifications, encoder: Encoder::Words(encoder) }
	});
	Ok((data, encoding))
}

/// The reviews, and the vocabulary if it was needed to read them.
fn load_source(
	folder: &Path,
	num_words: Option<u64>,
) -> Result<(Dataset, Option<Vocabulary>), DataError> {
	let source = choose(folder, num_words)?;
	let mut left_out = 0;
	let mut of_texts = |reviews: Reviews| -> Result<_, DataError> {
		left_out = reviews.left_out;
		let (train, test, vocabulary) = from_texts(folder, &reviews)?;
		Ok(("review texts".into(), in_keras_order((train, test)), Some(vocabulary)))
	};
	let (form, (train, test), vocabulary) = match source {
		Source::Svmlight(train, test, words) => {
			let form = format!("svmlight files of {words} words");
			(form, svmlight::read_both(&train, &test)?, None)
		}
		Source::Npz(path) => ("imdb.npz".into(), in_keras_order(npz::read(&path)?), None),
		Source::Tree(path) => of_texts(Reviews::read_tree(&path)?)?,
		Source::Tar(path) => of_texts(Reviews::read_tar(&path)?)?,
	};
	let mut data = Dataset::new(format!("IMDB ({form})"), num_words, train, test);
	if left_out > 0 {
		data.notes.push(format!(
			"{left_out} files beside the reviews are left out: reviews are called by number and stars, as \
			 in 123_9.txt"
		));
	}
	Ok((data, vocabulary))
}

fn choose(folder: &Path, num_words: Option<u64>) -> Result<Source, DataError> {
	if !folder.is_dir() {
		let cure = "give the folder that holds the IMDB reviews, as imdb:FOLDER, or use synthetic";
		return Err(DataError::Missing { path: folder.into(), cure: cure.into() });
	}
	let enough = |words: &u64| num_words.is_some_and(|asked| asked <= *words);
	let largest = SVMLIGHT_WORDS.into_iter().rev().find_map(|words| svmlight_files(folder, words));
	let chosen = SVMLIGHT_WORDS
		.into_iter()
		.filter(enough)
		.find_map(|words| svmlight_files(folder, words))
		.or_else(|| complete_source(folder));
	match (chosen, largest, num_words) {
		(Some(source), _, _) | (None, Some(source), None) => Ok(source),
		(None, Some(Source::Svmlight(_, _, words)), Some(asked)) => {
			let cure = format!("ask for at most {words} words or put imdb.npz there");
			Err(DataError::content(folder, format!("it has no files of {asked} words: {cure}")))
		}
		_ => {
			let cure = "put imdb.npz, aclImdb/, its tar or imdb-{train,test}-1000.svm.zst there";
			Err(DataError::content(folder, format!("it has no IMDB reviews: {cure}")))
		}
	}
}

fn svmlight_files(folder: &Path, words: u64) -> Option<Source> {
	let [train, test] =
		["train", "test"].map(|part| folder.join(format!("imdb-{part}-{words}.svm.zst")));
	(train.is_file() && test.is_file()).then_some(Source::Svmlight(train, test, words))
}

/// A form that has all words.
fn complete_source(folder: &Path) -> Option<Source> {
	let npz = folder.join("imdb.npz");
	if npz.is_file() {
		return Some(Source::Npz(npz));
	}
	let tree = [folder.join("aclImdb"), folder.to_path_buf()];
	if let Some(tree) = tree.into_iter().find(|tree| tree.join("train/pos").is_dir()) {
		return Some(Source::Tree(tree));
	}
	TARS.map(|name| folder.join(name)).into_iter().find(|tar| tar.is_file()).map(Source::Tar)
}

fn in_keras_order((train, test): (Rows, Rows)) -> (Rows, Rows) {
	let (train_order, test_order) = keras_order(train.len(), test.len());
	(train.reordered(&train_order), test.reordered(&test_order))
}

/// The rows of `reviews`, by the word index in `folder` or else by the words of the train part.
fn from_texts(folder: &Path, reviews: &Reviews) -> Result<(Rows, Rows, Vocabulary), DataError> {
	let vocabulary = match read_word_index(folder)? {
		Some(vocabulary) => vocabulary,
		None => Vocabulary::of_texts(&reviews.train, &Tokenizer::KERAS),
	};
	let [train, test] =
		[&reviews.train, &reviews.test].map(|reviews| reviews::rows(reviews, &vocabulary));
	Ok((train, test, vocabulary))
}

fn read_word_index(folder: &Path) -> Result<Option<Vocabulary>, DataError> {
	let path = folder.join("imdb_word_index.json");
	path.is_file().then(|| Vocabulary::read(&path)).transpose()
}

#[cfg(test)]
#[path = "imdb_tests.rs"]
mod tests;
