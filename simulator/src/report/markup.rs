//! Pieces of HTML.

use std::fmt::Write;

/// A text in which nothing is taken for HTML, inside and outside of attributes.
pub fn escape(text: &str) -> String {
	let mut escaped = String::with_capacity(text.len());
	for c in text.chars() {
		match c {
			'&' => escaped.push_str("&amp;"),
			'<' => escaped.push_str("&lt;"),
			'>' => escaped.push_str("&gt;"),
			'"' => escaped.push_str("&quot;"),
			'\'' => escaped.push_str("&#39;"),
			c => escaped.push(c),
		}
	}
	escaped
}

/// A cell of a table; one with a number is set right.
pub fn cell(text: &str) -> String {
	let number = text.split(" ± ").all(|part| part.parse::<f64>().is_ok());
	let class = if number { " class=\"number\"" } else { "" };
	format!("<td{class}>{}</td>", escape(&minus(text)))
}

/// A table of names and texts.
pub fn pairs(pairs: &[(String, String)]) -> String {
	let row = |(name, text): &(String, String)| {
		format!("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", escape(name), escape(text))
	};
	let rows: String = pairs.iter().map(row).collect();
	format!("<div class=\"scroll\" tabindex=\"0\"><table class=\"facts\"><tbody>{rows}</tbody></table></div>\n")
}

/// Something that is shown on demand, and always in print.
pub fn details(summary: &str, html: &str) -> String {
	format!("<details><summary>{}</summary>\n{html}</details>\n", escape(summary))
}

/// A number as it is printed: with a minus that is one.
pub fn minus(text: &str) -> String {
	let mut printed = String::with_capacity(text.len());
	let mut before = ' ';
	for (index, c) in text.char_indices() {
		let is_sign = c == '-' && (before == ' ' || before == '(');
		let is_number =
			text[index + c.len_utf8()..].starts_with(|next: char| next.is_ascii_digit());
		printed.push(if is_sign && is_number { '−' } else { c });
		before = c;
	}
	printed
}

/// A drawing as a part of the page, with these attributes. The name of the format is left out: in
/// HTML it goes without saying.
pub fn inline_svg(svg: &str, attributes: &str) -> String {
	let svg = svg.replacen(" xmlns=\"http://www.w3.org/2000/svg\"", "", 1);
	svg.replacen("<svg ", &format!("<svg {attributes} "), 1)
}

/// A drawing as a part of the page, described for those who do not see it.
pub fn told_svg(svg: &str, told: &str) -> String {
	inline_svg(svg, &format!("role=\"img\" aria-label=\"{}\"", escape(told)))
}

/// A text as it is.
pub fn preformatted(text: &str) -> String {
	format!("<pre class=\"scroll\" tabindex=\"0\">{}</pre>\n", escape(text))
}

/// A link that saves `text` as a file.
pub fn download(file: &str, text: &str) -> String {
	let name = escape(file);
	format!(
		"<a class=\"download\" download=\"{name}\" href=\"data:text/csv;charset=utf-8,{}\">\
		 numbers: {name}</a>\n",
		percent_encoded(text)
	)
}

/// As in RFC 3986; what may stand in the data of a `data:` address stays.
fn percent_encoded(text: &str) -> String {
	let mut encoded = String::with_capacity(text.len() + text.len() / 8);
	for byte in text.bytes() {
		match byte {
			b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b',' => {
				encoded.push(char::from(byte));
			}
			byte => {
				// Writing to a text cannot fail.
				let _ = write!(encoded, "%{byte:02X}");
			}
		}
	}
	encoded
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn nothing_in_a_text_is_html() {
		assert_eq!(escape("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
		assert_eq!(cell("<1>"), "<td>&lt;1&gt;</td>");
		assert_eq!(cell("-1.5 ± 2"), "<td class=\"number\">−1.5 ± 2</td>");
	}

	#[test]
	fn signs_of_numbers_are_minuses() {
		let printed = minus("a-b -0.42 points (-1 to 2), 3-4, x -y, C10-a");
		assert_eq!(printed, "a-b −0.42 points (−1 to 2), 3-4, x -y, C10-a");
		assert_eq!(minus("-5"), "−5");
	}

	#[test]
	fn a_file_is_in_its_link() {
		let link = download("a.csv", "x,y\n1,\"é\"\n");
		assert!(link.contains("download=\"a.csv\""), "{link}");
		assert!(link.contains("utf-8,x,y%0A1,%22%C3%A9%22%0A\""), "{link}");
	}
}
