//! The page.

use super::{facts, markup::escape, run, summary, Folder, ReportError};
use crate::sweep::CODE;

const STYLE: &str = include_str!("style.css");

/// All of the folders in one page.
pub fn html(folders: &[Folder]) -> Result<String, ReportError> {
	let mut body = String::new();
	for folder in folders {
		body += &section(folder, folders.len() > 1)?;
	}
	Ok(format!(
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
		 <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
		 <title>Report of collab-sim</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
		 <header><h1>A shared model under simulation</h1>\n\
		 <p>Report of collab-sim {}. Bands, and what follows a ±, are 95 % intervals of the mean.</p></header>\n\
		 <main>\n{body}</main>\n</body>\n</html>\n",
		escape(CODE)
	))
}

fn section(folder: &Folder, named: bool) -> Result<String, ReportError> {
	let mut html = String::new();
	let mut add = |title: &str, part: &str| {
		if !part.is_empty() {
			html += &format!("<section><h2>{}</h2>\n{part}</section>\n", escape(title));
		}
	};
	if let Some(claims) = &folder.claims {
		add("Claims of Ding & Hu (2022)", &claims.overview());
	}
	let figures: Result<String, _> = folder.figures.iter().map(|figure| figure.html()).collect();
	add("Figures", &figures?);
	if let Some(attacks) = &folder.attacks {
		add("Attacks", &attacks.html()?);
	}
	if let Some(table) = &folder.summary {
		add("Sweep", &summary::html(table)?);
	}
	if let Some(saved) = &folder.run {
		add("Run", &run::html(saved)?);
	}
	if let Some(claims) = &folder.claims {
		add("The claims one by one", &claims.reasons());
	}
	add("Made with", &facts::html(folder.claims.as_ref(), folder.records.as_ref()));
	let heading = match named {
		true => format!("<h2 class=\"folder\">{}</h2>\n", escape(&folder.name)),
		false => String::new(),
	};
	Ok(format!("<article>{heading}{html}</article>\n"))
}
