//! Pickles written by hand, in the order of bytes that NumPy uses.

use super::*;

const HEAD: &[u8] = b"\x80\x03cnumpy.core.multiarray\n_reconstruct\nq\x00cnumpy\nndarray\nq\x01K\x00\x85q\x02C\x01bq\x03\x87q\x04Rq\x05(K\x01K\x02\x85cnumpy\ndtype\nX\x02\x00\x00\x00O8\x89\x88\x87R(K\x03X\x01\x00\x00\x00|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK?tb\x89";

fn array(list: &[u8]) -> Vec<u8> {
	[HEAD, list, b"tb."].concat()
}

fn expected(pickle: &[u8]) -> String {
	read_lists(pickle).unwrap_err().expected
}

#[test]
fn reads_an_array_of_lists() {
	let list = b"]q\x0d(](K\x0aM\xb0\x01J\x01\x00\x01\x00e]e](K\x07ea";
	assert_eq!(read_lists(&array(list)), Ok(vec![vec![10, 432, 65537], vec![], vec![7]]));
}

#[test]
fn reads_frames_short_texts_and_long_numbers() {
	let pickle = [
		&b"\x80\x04\x95\0\0\0\0\0\0\0\0\x8c\x05numpy\x94\x8c\x05dtype\x94\x93)R"[..],
		b"(h\x00j\x01\0\0\0](](\x8a\x02\x00\x01\x8a\x01\x05eetb.",
	];
	assert_eq!(read_lists(&pickle.concat()), Ok(vec![vec![256, 5]]));
}

#[test]
fn refuses_names_that_could_run_something() {
	assert_eq!(
		expected(b"\x80\x03cos\nsystem\nX\x02\x00\x00\x00ls\x85R."),
		"a name that NumPy needs for an array, not `os system`"
	);
}

#[test]
fn names_an_unknown_opcode_and_its_place() {
	assert_eq!(
		read_lists(b"\x80\x03}."),
		Err(PickleError { offset: 2, expected: "an opcode of an array of lists, not 0x7d".into() })
	);
}

#[test]
fn refuses_what_is_no_list_of_numbers() {
	assert!(expected(&array(b"](](J\xff\xff\xff\xffee")).contains("0 to 4294967295"));
	assert!(expected(&array(b"](](Nee")).contains("a number or a list"));
	assert!(expected(&array(b"](](K\x01]ee")).contains("numbers only"));
	assert!(expected(&array(b"](](K\x01eh\x05e")).contains("a list of its own"));
	assert!(expected(b"\x80\x03K\x01.").contains("an array of lists"));
	assert!(expected(b"\x80\x09.").contains("protocol 5"));
}

#[test]
fn every_cut_is_an_error_and_never_a_panic() {
	let whole = array(b"](](K\x0aM\xb0\x01e]e");
	for length in 0..whole.len() {
		assert!(read_lists(&whole[..length]).is_err(), "{length}");
	}
}

#[test]
fn a_deep_nest_of_tuples_is_an_error() {
	let pickle = [&b"\x80\x03)"[..], &[0x85; 1_000_000], b"."].concat();
	assert!(expected(&pickle).contains("an array of lists"));
}
