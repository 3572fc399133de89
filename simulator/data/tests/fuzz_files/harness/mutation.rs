//! Changes to the bytes of a file, as bad disks, editors, spreadsheets and malice make them.

use proptest::{
	collection::vec,
	prelude::*,
	sample::{select, Index},
};

/// The longest file that mutations make of one.
const LONGEST: usize = 1 << 18;
/// How often a piece is repeated, at most.
const MOST_REPEATS: usize = 20_000;

/// Numbers at the ends of the types that readers use, and texts that are numbers to some of them.
const NUMBERS: [&str; 26] = [
	"0",
	"-0",
	"-1",
	"255",
	"256",
	"1000000",
	"2147483648",
	"4294967295",
	"4294967296",
	"9007199254740993",
	"9223372036854775807",
	"-9223372036854775808",
	"18446744073709551615",
	"18446744073709551616",
	"340282366920938463463374607431768211455",
	"340282366920938463463374607431768211456",
	"1099511627776",
	"1e308",
	"-1e308",
	"1e999",
	"5e-324",
	"0.1",
	"1.",
	"NaN",
	"inf",
	"-Infinity",
];

/// What means something to one reader or another.
const PIECES: [&[u8]; 32] = [
	b"\n",
	b"\r",
	b"\r\n",
	b"\0",
	b"\x1b[2J",
	b"\"",
	b"\"\"",
	b"'",
	b",",
	b";",
	b"\t",
	b" ",
	b":",
	b"=",
	b".",
	b"#",
	b"[",
	b"]",
	b"{",
	b"}",
	b"(",
	b"\xef\xbb\xbf",
	b"\xff\xfe",
	b"\xff",
	b"\xc2\xa0",
	b"\xe2\x80\xae",
	b"\\u0000",
	b"null",
	b"1:1",
	b"\n\n",
	b"\xff\xff\xff\xff",
	b"\x00\x00\x00\x80",
];

/// What opens a level, or goes on within it.
const NESTS: [&[u8]; 9] = [b"[", b"{", b"(", b"]", b"{\"a\":", b"a.", b"{a=", b"[[", b"\""];

/// A change. Where it happens is told as a share of the length, so that files can shrink.
#[derive(Clone, Debug)]
pub enum Mutation {
	/// One bit is the other way round.
	Flip(Index, u8),
	/// A byte is another one.
	Set(Index, u8),
	/// The file ends here.
	Cut(Index),
	/// A piece is lost.
	Lose(Index, usize),
	/// A piece is written several times.
	Repeat(Index, usize, usize),
	/// A piece is written elsewhere, too.
	Splice(Index, usize, Index),
	/// Something is put in.
	Insert(Index, &'static [u8]),
	/// A number, in decimal digits, is another one.
	Number(Index, &'static str),
	/// Something that opens a level is put in so many times.
	Nest(Index, &'static [u8], usize),
}

/// Any change.
fn mutation() -> impl Strategy<Value = Mutation> {
	let at = any::<Index>;
	prop_oneof![
		4 => (at(), 0..8_u8).prop_map(|(at, bit)| Mutation::Flip(at, bit)),
		4 => (at(), any::<u8>()).prop_map(|(at, byte)| Mutation::Set(at, byte)),
		1 => at().prop_map(Mutation::Cut),
		2 => (at(), 1..20_usize).prop_map(|(at, length)| Mutation::Lose(at, length)),
		2 => (at(), 1..60_usize, 1..4_usize).prop_map(|(at, l, n)| Mutation::Repeat(at, l, n)),
		1 => (at(), 1..60_usize, 1..MOST_REPEATS).prop_map(|(at, l, n)| Mutation::Repeat(at, l, n)),
		2 => (at(), 1..200_usize, at()).prop_map(|(from, l, to)| Mutation::Splice(from, l, to)),
		4 => (at(), select(&PIECES[..])).prop_map(|(at, piece)| Mutation::Insert(at, piece)),
		6 => (at(), select(&NUMBERS[..])).prop_map(|(at, number)| Mutation::Number(at, number)),
		1 => (at(), select(&NESTS[..]), 1..MOST_REPEATS).prop_map(|(a, n, d)| Mutation::Nest(a, n, d)),
	]
}

/// A few changes, one after the other; none in some cases.
pub fn mutations() -> impl Strategy<Value = Vec<Mutation>> {
	prop_oneof![1 => Just(Vec::new()), 12 => vec(mutation(), 1..2), 4 => vec(mutation(), 2..6)]
}

impl Mutation {
	/// Changes `file`.
	pub fn apply(&self, file: &mut Vec<u8>) {
		let place = |at: &Index, file: &[u8]| at.index(file.len() + 1);
		let piece = |at: &Index, length: &usize, file: &[u8]| {
			let start = place(at, file);
			file[start..(start + length).min(file.len())].to_vec()
		};
		match self {
			Self::Flip(at, bit) => change(file, at, |byte| byte ^ (1 << bit)),
			Self::Set(at, new) => change(file, at, |_| *new),
			Self::Cut(at) => file.truncate(place(at, file)),
			Self::Lose(at, length) => {
				let start = place(at, file);
				file.drain(start..(start + length).min(file.len()));
			}
			Self::Repeat(at, length, times) => {
				let piece = piece(at, length, file);
				insert(file, place(at, file), &piece, *times);
			}
			Self::Splice(from, length, to) => {
				let piece = piece(from, length, file);
				insert(file, place(to, file), &piece, 1);
			}
			Self::Insert(at, piece) => insert(file, place(at, file), piece, 1),
			Self::Number(at, number) => replace_number(file, at, number),
			Self::Nest(at, open, depth) => insert(file, place(at, file), open, *depth),
		}
	}
}

fn change(file: &mut [u8], at: &Index, to: impl Fn(u8) -> u8) {
	if !file.is_empty() {
		let place = at.index(file.len());
		file[place] = to(file[place]);
	}
}

fn insert(file: &mut Vec<u8>, place: usize, piece: &[u8], times: usize) {
	let room = LONGEST.saturating_sub(file.len()) / piece.len().max(1);
	let pieces = piece.repeat(times.min(room));
	file.splice(place..place, pieces);
}

/// Writes `number` where one of the numbers in `file` is.
fn replace_number(file: &mut Vec<u8>, at: &Index, number: &str) {
	let is_digit = |place: &usize| file[*place].is_ascii_digit();
	let starts_here = |place: &usize| *place == 0 || !file[place - 1].is_ascii_digit();
	let starts: Vec<usize> = (0..file.len()).filter(is_digit).filter(starts_here).collect();
	if !starts.is_empty() {
		let start = starts[at.index(starts.len())];
		let length = file[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
		file.splice(start..start + length, number.bytes());
	}
}
