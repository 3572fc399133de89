//! A single row as a user writes it.

use crate::encoder::EncodeError;

/// The parts of `row`, written `column=value,..`. A part or a value can stand in quotation marks, as
/// in a CSV file: `Name="Roe, A"` or `"Name=Roe, A"`.
pub fn parts(row: &str) -> Result<Vec<String>, EncodeError> {
	let (mut parts, mut part) = (Vec::new(), String::new());
	let (mut quoted, mut may_open) = (false, true);
	let mut letters = row.trim_end_matches(['\n', '\r']).chars().peekable();
	while let Some(letter) = letters.next() {
		match letter {
			'"' if quoted && letters.peek() == Some(&'"') => part.extend(letters.next()),
			'"' if quoted => quoted = false,
			'"' if may_open => quoted = true,
			',' if !quoted => {
				parts.push(std::mem::take(&mut part));
				may_open = true;
				continue;
			}
			'\n' if !quoted => {
				return Err(EncodeError("the row has more than one line: give one row".into()))
			}
			_ => part.push(letter),
		}
		may_open = !quoted && (letter == '=' || (may_open && letter == ' '));
	}
	if quoted {
		return Err(EncodeError("a quotation mark is not closed: close it".into()));
	}
	parts.push(part);
	Ok(parts.into_iter().map(|part| part.trim().to_string()).filter(|p| !p.is_empty()).collect())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn values_can_hold_commas_and_marks_in_quotes() {
		for (row, expected) in [
			("a=1, b=2", &["a=1", "b=2"][..]),
			("Name=\"Roe, A\",Sex=f", &["Name=Roe, A", "Sex=f"]),
			("\"Name=Roe, A\", Sex=f\n", &["Name=Roe, A", "Sex=f"]),
			("a=\"5\"\" disk\",b=5\" disk", &["a=5\" disk", "b=5\" disk"]),
			("a=\"\",b=\"x\ny\"", &["a=", "b=x\ny"]),
			("", &[]),
		] {
			assert_eq!(parts(row).unwrap(), expected, "{row}");
		}
		assert!(parts("a=\"x").unwrap_err().to_string().contains("not closed"));
		assert!(parts("a=1\nb=2").unwrap_err().to_string().contains("one row"));
	}
}
