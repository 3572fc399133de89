//! A reader for one kind of pickle: a NumPy array of Python lists of numbers.
//!
//! It knows the opcodes that such an array needs and three names of NumPy. It builds numbers and
//! lists, and never imports, calls or runs what the file names; anything else is an error.

use std::{collections::HashMap, rc::Rc};

/// What was expected where.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct PickleError {
	/// Bytes from the start of the pickle.
	pub(super) offset: usize,
	/// What should be there.
	pub(super) expected: String,
}

/// What the names that an array of lists needs look like.
const NAMES: [&str; 5] = [
	"numpy.core.multiarray _reconstruct",
	"numpy._core.multiarray _reconstruct",
	"numpy ndarray",
	"numpy dtype",
	"_codecs encode",
];

/// The lists of the array that `pickle` holds.
pub(super) fn read_lists(pickle: &[u8]) -> Result<Vec<Vec<u32>>, PickleError> {
	let mut machine = Machine { bytes: pickle, ..Default::default() };
	machine.run().map_err(|expected| PickleError { offset: machine.opcode_at, expected })
}

enum Value {
	Number(i64),
	Text(Rc<str>),
	/// A list of numbers; also a list that is still empty.
	Numbers(Vec<u32>),
	Lists(Vec<Vec<u32>>),
	Tuple(Vec<Value>),
	/// None, a truth value, a name, or what calling a name would give.
	Opaque,
}

#[derive(Default)]
struct Machine<'a> {
	bytes: &'a [u8],
	position: usize,
	opcode_at: usize,
	stack: Vec<Value>,
	marks: Vec<usize>,
	/// Only texts are ever asked for again in an array of lists that are all different.
	texts: HashMap<u32, Rc<str>>,
	memo_len: u32,
}

type Expected<T> = Result<T, String>;

impl<'a> Machine<'a> {
	fn run(&mut self) -> Expected<Vec<Vec<u32>>> {
		loop {
			self.opcode_at = self.position;
			match self.byte()? {
				b'.' => return self.result(),
				opcode => self.step(opcode)?,
			}
		}
	}

	fn result(&mut self) -> Expected<Vec<Vec<u32>>> {
		match self.stack.pop() {
			Some(Value::Lists(lists)) if self.stack.is_empty() => Ok(lists),
			_ => Err("an array of lists of numbers as the only content".into()),
		}
	}

	fn step(&mut self, opcode: u8) -> Expected<()> {
		match opcode {
			b'K' | b'M' | b'J' | 0x8a => self.push_number(opcode),
			b'(' => {
				self.marks.push(self.stack.len());
				Ok(())
			}
			b']' => self.push(Value::Numbers(Vec::new())),
			b'e' => {
				let items = self.since_mark()?;
				self.append(items)
			}
			b'a' => {
				let item = self.pop()?;
				self.append(vec![item])
			}
			b'N' | 0x88 | 0x89 => self.push(Value::Opaque),
			b')' | 0x85..=0x87 | b't' => self.push_tuple(opcode),
			b'X' | 0x8c | b'C' | b'B' | b'U' => self.push_text(opcode),
			b'c' | 0x93 => self.push_name(opcode),
			b'q' | b'r' | 0x94 => self.memoize(opcode),
			b'h' | b'j' => self.recall(opcode),
			b'R' => {
				self.pop()?;
				self.pop()?;
				self.push(Value::Opaque)
			}
			b'b' => self.build(),
			0x80 => match self.byte()? {
				0..=5 => Ok(()),
				_ => Err("protocol 5 or less".into()),
			},
			0x95 => self.take(8).map(drop),
			other => Err(format!("an opcode of an array of lists, not 0x{other:02x}")),
		}
	}

	fn push(&mut self, value: Value) -> Expected<()> {
		self.stack.push(value);
		Ok(())
	}

	fn pop(&mut self) -> Expected<Value> {
		let floor = self.marks.last().copied().unwrap_or(0);
		if self.stack.len() <= floor {
			return Err("a value on the stack".into());
		}
		self.stack.pop().ok_or_else(|| "a value on the stack".into())
	}

	fn since_mark(&mut self) -> Expected<Vec<Value>> {
		let mark = self.marks.pop().ok_or("a mark")?;
		Ok(self.stack.split_off(mark.min(self.stack.len())))
	}

	fn push_number(&mut self, opcode: u8) -> Expected<()> {
		let number = match opcode {
			b'K' => self.byte()?.into(),
			b'M' => u16::from_le_bytes(self.array()?).into(),
			b'J' => i32::from_le_bytes(self.array()?).into(),
			_ => self.long()?,
		};
		self.push(Value::Number(number))
	}

	fn long(&mut self) -> Expected<i64> {
		let length = self.byte()?.into();
		let digits = self.take(length)?;
		let sign = if digits.last().is_some_and(|last| last & 0x80 != 0) { 0xff } else { 0 };
		let mut bytes = [sign; 8];
		bytes.get_mut(..length).ok_or("a number of at most 8 bytes")?.copy_from_slice(digits);
		Ok(i64::from_le_bytes(bytes))
	}

	/// Appends `items`, which are all numbers or all lists of numbers, to the list on the stack.
	fn append(&mut self, items: Vec<Value>) -> Expected<()> {
		for item in items {
			match (item, self.stack.last_mut()) {
				(Value::Number(number), Some(Value::Numbers(list))) => {
					list.push(u32::try_from(number).map_err(|_| "a number of 0 to 4294967295")?);
				}
				(Value::Numbers(row), Some(Value::Lists(lists))) => lists.push(row),
				(Value::Numbers(row), Some(top @ Value::Numbers(_))) => match top {
					Value::Numbers(list) if list.is_empty() => *top = Value::Lists(vec![row]),
					_ => return Err("a list of numbers only or of lists only".into()),
				},
				_ => return Err("a number or a list of numbers, and a list to put it in".into()),
			}
		}
		Ok(())
	}

	fn push_tuple(&mut self, opcode: u8) -> Expected<()> {
		let mut items = match opcode {
			b't' => self.since_mark()?,
			b')' => Vec::new(),
			_ => {
				let mut items = Vec::new();
				for _ in 0x84..opcode {
					items.push(self.pop()?);
				}
				items.reverse();
				items
			}
		};
		// No tuple in a tuple is of use, and a deep nest of them could exhaust the stack.
		for item in &mut items {
			if let Value::Tuple(_) = item {
				*item = Value::Opaque;
			}
		}
		self.push(Value::Tuple(items))
	}

	fn push_text(&mut self, opcode: u8) -> Expected<()> {
		let length = match opcode {
			b'X' | b'B' => u32::from_le_bytes(self.array()?),
			_ => self.byte()?.into(),
		};
		let bytes = self.take(usize::try_from(length).map_err(|_| "a shorter text")?)?;
		let text = std::str::from_utf8(bytes).map_err(|_| "text in UTF-8")?;
		self.push(Value::Text(text.into()))
	}

	/// Accepts the names in [`NAMES`] only, and does nothing with them.
	fn push_name(&mut self, opcode: u8) -> Expected<()> {
		let name = if opcode == b'c' {
			let (module, name) = (self.line()?, self.line()?);
			format!("{module} {name}")
		} else {
			match (self.pop()?, self.pop()?) {
				(Value::Text(name), Value::Text(module)) => format!("{module} {name}"),
				_ => return Err("a module and a name".into()),
			}
		};
		if !NAMES.contains(&name.as_str()) {
			return Err(format!("a name that NumPy needs for an array, not `{name}`"));
		}
		self.push(Value::Opaque)
	}

	fn memoize(&mut self, opcode: u8) -> Expected<()> {
		let key = match opcode {
			b'q' => self.byte()?.into(),
			b'r' => u32::from_le_bytes(self.array()?),
			_ => self.memo_len,
		};
		self.memo_len = self.memo_len.saturating_add(1);
		match self.stack.last().ok_or("a value on the stack")? {
			Value::Text(text) => drop(self.texts.insert(key, Rc::clone(text))),
			_ => drop(self.texts.remove(&key)),
		}
		Ok(())
	}

	fn recall(&mut self, opcode: u8) -> Expected<()> {
		let key = match opcode {
			b'h' => self.byte()?.into(),
			_ => u32::from_le_bytes(self.array()?),
		};
		let text = self.texts.get(&key).ok_or("a list of its own, not one used before")?;
		self.push(Value::Text(Rc::clone(text)))
	}

	/// Sets the state of an array, whose last part is its list, or of its type, which has none.
	fn build(&mut self) -> Expected<()> {
		let Value::Tuple(mut state) = self.pop()? else { return Err("a state".into()) };
		let Value::Opaque = self.pop()? else { return Err("an array or its type".into()) };
		self.push(match state.pop() {
			Some(Value::Lists(lists)) => Value::Lists(lists),
			Some(Value::Numbers(none)) if none.is_empty() => Value::Lists(Vec::new()),
			_ => Value::Opaque,
		})
	}

	fn take(&mut self, length: usize) -> Expected<&'a [u8]> {
		let end = self.position.checked_add(length).ok_or("a shorter value")?;
		let bytes =
			self.bytes.get(self.position..end).ok_or("more bytes: the file is cut short")?;
		self.position = end;
		Ok(bytes)
	}

	fn byte(&mut self) -> Expected<u8> {
		self.array().map(|[byte]| byte)
	}

	fn array<const N: usize>(&mut self) -> Expected<[u8; N]> {
		self.take(N)?.try_into().map_err(|_| "more bytes: the file is cut short".into())
	}

	fn line(&mut self) -> Expected<&'a str> {
		let rest = &self.bytes[self.position..];
		let length = rest.iter().position(|byte| *byte == b'\n').ok_or("the end of a line")?;
		self.position += length + 1;
		std::str::from_utf8(&rest[..length]).map_err(|_| "a name in UTF-8".into())
	}
}

#[cfg(test)]
#[path = "pickle_tests.rs"]
mod tests;
