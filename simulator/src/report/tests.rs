//! Reports of made-up results.

use super::{html, Folder};
use serde_json::json;
use std::{fs, path::Path};

const FIGURE: &str = "\
learner,experiment,measure,x,n,mean,stdev,low,high,never,median,published
peer,num_words,gap,100,3,1.500000,0.5,1.100000,1.900000,,,
peer,num_words,gap,800,3,2.500000,0.5,2.100000,2.900000,,,-0.42
robust,num_words,gap,100,3,1.000000,,,,,,
robust,num_words,gap,800,3,2.000000,,,,,,-0.42
";
const RUIN: &str = "\
learner,experiment,measure,x,n,mean,stdev,low,high,never,median,published
peer,mean_deposit,ruin_days,0.5,3,90.0,1.0,88.0,92.0,2,,
peer,mean_deposit,ruin_days,50,3,70.0,1.0,68.0,72.0,0,70.0,
peer,offer_held,ruin_days,50,3,60.0,1.0,58.0,62.0,0,60.0,
";
const TIMELINE: &str = "\
learner,experiment,x,day,measure,n,mean,low,high
peer,default,0,0.0,accuracy,3,78.0,77.0,79.0
peer,default,0,9.0,accuracy,3,79.0,78.0,80.0
peer,default,0,0.0,good,3,100.0,100.0,100.0
";
const ATTACKS: &str = "attack,rules,attacker_profit_mean\n<b>flooder</b>,classic,-1.25\n";

fn attacks() -> serde_json::Value {
	let estimate = |mean: f64| {
		let interval = json!({ "low": mean - 1.0, "high": mean + 1.0 });
		json!({ "n": 2, "mean": mean, "stdev": 0.1, "interval": interval })
	};
	let row = |rules: &str, after: f64| {
		json!({
			"attack": "<b>flooder</b>", "title": "floods", "rules": rules, "seeds": 2,
			"measures": { "accuracy_after": estimate(after), "attacker_profit": estimate(-1.25) },
			"profits": {}, "attackers_ruined": 1, "honest_ruined": 0, "cost_per_point": null,
			"settings": ["a", "b"],
		})
	};
	json!({
		"code": "0.0.1-abc", "data": "<IMDB>", "data_hash": "f00d",
		"seeds": { "first": 7, "count": 2 },
		"attacks": [row("classic", 33.3), row("robust", 85.0)],
	})
}

fn claim(id: &str, learner: &str, verdict: &str) -> serde_json::Value {
	let interval = json!({ "low": 77.5, "high": 78.5 });
	json!({
		"id": id, "claim": "a < b & \"c\"", "place": "IV", "criterion": "mean below 1",
		"published": null, "learner": learner, "verdict": verdict, "why": "it is so",
		"numbers": [{ "name": "accuracy", "mean": 78.0, "interval": interval, "unit": "percent" }],
	})
}

fn claims() -> serde_json::Value {
	json!({
		"code": "0.0.1-abc", "data": "<IMDB>", "data_hash": "f00d",
		"seeds": { "first": 5, "count": 3 },
		"learners": [
			{ "id": "peer", "scenario": "paper", "title": "classic", "set": [] },
			{ "id": "robust", "scenario": "robust", "title": "robust", "set": ["a=1"] },
		],
		"claims": [
			claim("C1", "peer", "holds"), claim("C1", "robust", "does_not_hold"),
			claim("C2", "peer", "cannot_be_told"),
			claim("C2", "robust", "not_run"),
		],
	})
}

fn point(seed: u64) -> String {
	let result = json!({ "scenario": "paper", "data": "<IMDB>", "seed": seed });
	let line = json!({
		"code": "0.0.1-abc", "data_hash": "f00d", "settings": "id1", "set": ["num_words=9"],
		"result": result,
	});
	format!("{line}\n")
}

fn write(dir: &Path, file: &str, text: &str) {
	let path = dir.join(file);
	fs::create_dir_all(path.parent().unwrap()).unwrap();
	fs::write(path, text).unwrap();
}

/// A folder with the results of `paper` and `attack`.
fn results() -> tempfile::TempDir {
	let dir = tempfile::tempdir().unwrap();
	let entry = |id: &str, title: &str, log_x: bool| json!({ "id": id, "title": title, "x_label": "words", "y_label": "points", "log_x": log_x });
	let index = json!([
		entry("fig06", "Gap & words", false),
		entry("fig13", "Ruin by deposit", true),
		entry("fig99", "Without its file", false),
	]);
	for (file, text) in [
		("claims.json", claims().to_string()),
		("figures/index.json", index.to_string()),
		("figures/fig06.csv", FIGURE.into()),
		("figures/fig13.csv", RUIN.into()),
		("figures/timeline.csv", TIMELINE.into()),
		("attacks.csv", ATTACKS.into()),
		("attacks.json", attacks().to_string()),
		("settings/id1.toml", "num_words = 9 # <few>\n".into()),
		("points.jsonl", point(5) + &point(6) + "{\"code\":"),
	] {
		write(dir.path(), file, &text);
	}
	dir
}

fn report(dir: &Path) -> String {
	html(&[Folder::read(dir).unwrap()]).unwrap()
}

fn error(dir: &Path) -> String {
	Folder::read(dir).unwrap_err().to_string()
}

fn count(html: &str, part: &str) -> usize {
	html.matches(part).count()
}

#[test]
fn every_figure_has_its_charts_and_its_numbers() {
	let html = report(results().path());
	assert_eq!(count(&html, "<figure>"), 3);
	// One for the gap, two experiments of ruin, accuracy and balance over time.
	// The attacks have one more.
	assert_eq!(count(&html, "<svg role=\"img\""), 6);
	assert!(html.contains("Figure 6 of the paper: Gap &amp; words"));
	for file in ["fig06.csv", "fig13.csv", "timeline.csv", "attacks.csv"] {
		assert_eq!(count(&html, &format!("download=\"{file}\" href=\"data:text/csv")), 1, "{file}");
	}
	assert!(html.contains("peer,num_words,gap,100,3,1.500000,0.5,1.100000,1.900000,,,%0A"));
	assert_eq!(count(&html, "published</li>"), 1);
	assert_eq!(count(&html, "A hollow marker"), 1);
}

#[test]
fn figures_are_files_of_their_own() {
	let drawings = Folder::read(results().path()).unwrap().drawings().unwrap();
	let names: Vec<_> = drawings.iter().map(|(name, _)| name.as_str()).collect();
	assert_eq!(names, ["fig06.svg", "fig13.svg", "timeline.svg"]);
	for ((name, svg), parts) in drawings.iter().zip([1 + 3, 2 + 1, 2 + 1]) {
		assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\""), "{name}");
		// Itself, its charts, and a piece of a line for each name in the legend.
		assert_eq!(count(svg, "<svg "), 1 + parts, "{name}");
		assert_eq!((count(svg, "</svg>"), count(svg, "viewBox=")), (1 + parts, 1 + parts));
	}
	assert!(drawings[0].1.contains("Figure 6 of the paper: Gap &amp; words"));
}

#[test]
fn verdicts_are_told_without_colours() {
	let html = report(results().path());
	for (symbol, words) in
		[("✓", "holds"), ("✗", "does not hold"), ("?", "cannot be told"), ("–", "not run")]
	{
		// In the overview and with the reasons.
		assert_eq!(count(&html, &format!("{symbol}</b> {words}</span>")), 2, "{words}");
	}
	assert!(html.contains("accuracy 78.0 % (77.5 to 78.5)"));
}

#[test]
fn attacks_are_told_under_each_of_the_rules() {
	let html = report(results().path());
	assert_eq!(count(&html, "<th scope=\"rowgroup\" rowspan=\"2\">"), 1);
	for cell in ["33.3 ± 1.0", "85.0 ± 1.0", "−1 ± 1"] {
		assert!(html.contains(&format!("<td class=\"number\">{cell}</td>")), "{cell}");
	}
}

#[test]
fn the_page_tells_what_the_results_were_made_with() {
	let html = report(results().path());
	for told in ["0.0.1-abc", "f00d", "3, from 5 on", "<th scope=\"row\">runs</th><td>2</td>"] {
		assert!(html.contains(told), "{told}");
	}
	assert!(html.contains("Parameters of paper, with num_words=9"));
	assert!(html.contains("<th scope=\"row\">seeds</th><td>2, from 7 on</td>"));
}

#[test]
fn texts_are_escaped_and_nothing_is_fetched() {
	let html = report(results().path());
	for text in ["a &lt; b &amp; &quot;c&quot;", "&lt;IMDB&gt;", "&lt;few&gt;", "&lt;b&gt;flooder"]
	{
		assert!(html.contains(text), "{text}");
	}
	for raw in ["<IMDB>", "<few>", "<b>flooder"] {
		assert!(!html.contains(raw), "{raw}");
	}
	for reference in ["http", "<script", "<link", "src=", "url(", "@import"] {
		assert!(!html.contains(reference), "{reference}");
	}
}

#[test]
fn a_sweep_of_one_number_is_drawn_and_others_are_told() {
	let dir = tempfile::tempdir().unwrap();
	let measures = "accuracy_after_mean,accuracy_after_low,accuracy_after_high";
	let text = format!("num_words,settings,seeds,{measures}\n10,a,2,0.5,0.4,0.6\n20,b,2,0.6,,\n");
	write(dir.path(), "summary.csv", &text);
	let drawn = report(dir.path());
	assert_eq!((count(&drawn, "<svg role"), count(&drawn, "<tr>")), (1, 3));
	write(
		dir.path(),
		"summary.csv",
		&text.replace("num_words,", "rules.kind,").replace("20,b", "x,b"),
	);
	let told = report(dir.path());
	assert_eq!((count(&told, "<svg role"), count(&told, "download=\"summary.csv\"")), (0, 1));
}

#[test]
fn without_results_it_is_told_what_to_run() {
	let dir = tempfile::tempdir().unwrap();
	let error_of = error(dir.path());
	assert!(error_of.contains("has no results: run `collab-sim paper --out "), "{error_of}");
	assert!(error(&dir.path().join("no")).contains("there is no folder"));
}

#[test]
fn damage_is_named_with_file_and_line() {
	for (file, text, place) in [
		("claims.json", "{\n\"code\": 5\n}", "claims.json, line 2 is damaged"),
		("figures/fig06.csv", &*FIGURE.replace("2.5", "x"), "fig06.csv, line 3 is damaged"),
		("figures/timeline.csv", "learner\na,b\n", "timeline.csv, line 2 is damaged"),
		("attacks.json", "{\n\"code\": 5\n}", "attacks.json, line 2 is damaged"),
		("points.jsonl", &*(point(1) + "{}\n" + &point(2)), "points.jsonl, line 2 is damaged"),
		("result.json", "{", "result.json, line 1 is damaged"),
	] {
		let dir = results();
		write(dir.path(), file, text);
		let error = error(dir.path());
		assert!(error.contains(place), "{error}");
	}
}
