//! Compression and archives.

use std::io::{Cursor, Write};

use flate2::write::GzEncoder;
use zip::{write::SimpleFileOptions, ZipWriter};

/// `bytes` in gzip.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
	let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
	encoder.write_all(bytes).unwrap();
	encoder.finish().unwrap()
}

/// `bytes` in Zstandard.
pub fn zstd(bytes: &[u8]) -> Vec<u8> {
	zstd::encode_all(bytes, 3).unwrap()
}

/// A zip archive of these members.
pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
	let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
	for (name, bytes) in members {
		archive.start_file(*name, SimpleFileOptions::default()).unwrap();
		archive.write_all(bytes).unwrap();
	}
	archive.finish().unwrap().into_inner()
}

/// A tar of these files.
pub fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
	let mut builder = tar::Builder::new(Vec::new());
	for (name, bytes) in files {
		let mut header = tar::Header::new_gnu();
		header.set_size(bytes.len().try_into().unwrap());
		builder.append_data(&mut header, name, *bytes).unwrap();
	}
	builder.into_inner().unwrap()
}
