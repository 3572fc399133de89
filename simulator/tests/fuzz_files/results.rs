//! What runs have left in a folder: as a sweep goes on from it, and as a report shows it.

use collab_sim::{
	dataset::load,
	engine::Local,
	report::{html, Folder},
	result::{RunFacts, SavedRun},
	scenario::Scenario,
	simulation::{self, Input},
	sweep::{Record, ShortSeries, Store, CODE},
};
use proptest::{collection::vec, prelude::*};
use serde_json::{json, Value};

use super::{
	harness::{alone, assert_refused, Format},
	write,
};

/// The files of a folder.
pub fn formats() -> Vec<Format> {
	let run = saved_run();
	let saved = serde_json::to_vec_pretty(&run).unwrap();
	let line = record_line(run);
	let stored = vec(1..=3_usize, 1..3)
		.prop_map(move |times| times.iter().map(|_| line.clone()).collect::<Vec<_>>().concat());
	vec![
		Format::new("points.jsonl", stored.clone(), store_reader()),
		Format::new("report, points.jsonl", stored, report_reader("points.jsonl")),
		Format::new("report, result.json", Just(saved), report_reader("result.json")),
		Format::new("report, claims.json", claims(), report_reader("claims.json")),
		Format::new("report, attacks.json", attacks(), report_reader("attacks.json")),
		Format::new("report, index.json", index(), report_reader("figures/index.json")),
		Format::new("report, figure", figure(), report_reader("figures/fig06.csv")),
		Format::new("report, timeline", timeline(), report_reader("figures/timeline.csv")),
		Format::new("report, summary.csv", summary(), report_reader("summary.csv")),
	]
}

/// A small run.
fn saved_run() -> SavedRun {
	let scenario = Scenario::load("demo", &["num_words=50".into()]).unwrap();
	let data = load(&"synthetic:train=200,test=9".parse().unwrap(), Some(50)).unwrap();
	let input = Input { scenario: &scenario, data: &data, seed: 1, fit_all_data: true };
	let outcome = simulation::run(&input, &mut Local, &|_| ()).unwrap();
	let (scenario, data) = (&scenario, &data);
	let facts = RunFacts { engine: "local", scenario, data, seed: 1, wall_seconds: 0.25 };
	let mut run = SavedRun::new(&facts, &outcome);
	run.accuracy_series.truncate(9);
	run.balance_series.truncate(9);
	run
}

fn record_line(run: SavedRun) -> Vec<u8> {
	let record = Record {
		code: CODE.into(),
		data_hash: "abc".into(),
		settings: "id1".into(),
		set: vec!["num_words=50".into()],
		series: Some(ShortSeries::of(&run)),
		result: run.result,
	};
	serde_json::to_string(&record).unwrap().into_bytes().into_iter().chain([b'\n']).collect()
}

fn claims() -> impl Strategy<Value = Vec<u8>> {
	(-1e3..1e3_f64).prop_map(|mean| {
		let interval = json!({ "low": mean - 1.0, "high": mean + 1.0 });
		let claim = |id: &str, verdict: &str| {
			json!({
				"id": id, "claim": "a < b", "place": "IV", "criterion": "mean below 1",
				"published": null, "learner": "peer", "verdict": verdict, "why": "it is so",
				"numbers": [
					{ "name": "accuracy", "mean": mean, "interval": interval, "unit": "percent" },
				],
			})
		};
		let text = json!({
			"code": "0.0.1-abc", "data": "d", "data_hash": "f00d",
			"seeds": { "first": 5, "count": 3 },
			"learners": [{ "id": "peer", "scenario": "paper", "title": "classic", "set": [] }],
			"claims": [claim("C1", "holds"), claim("C1", "not_run"), claim("C2", "cannot_be_told")],
		});
		text.to_string().into_bytes()
	})
}

fn attacks() -> impl Strategy<Value = Vec<u8>> {
	(0.0..100.0_f64, -1e4..1e4_f64).prop_map(|(after, profit)| {
		let estimate = |mean: f64| -> Value {
			let interval = json!({ "low": mean - 1.0, "high": mean + 1.0 });
			json!({ "n": 2, "mean": mean, "stdev": 0.1, "interval": interval })
		};
		let row = |rules: &str| {
			json!({
				"attack": "flooder", "title": "floods", "rules": rules, "seeds": 2,
				"measures": {
					"accuracy_after": estimate(after), "attacker_profit_percent": estimate(profit),
				},
				"profits": { "bad": estimate(profit) }, "attackers_ruined": 1, "honest_ruined": 0,
				"cost_per_point": profit, "settings": ["a", "b"],
			})
		};
		let text = json!({
			"code": "0.0.1-abc", "data": "d", "data_hash": "f00d",
			"seeds": { "first": 7, "count": 2 }, "attacks": [row("classic"), row("robust")],
		});
		text.to_string().into_bytes()
	})
}

fn index() -> impl Strategy<Value = Vec<u8>> {
	any::<bool>().prop_map(|log_x| {
		let entry = |id: &str| {
			json!({
				"id": id, "title": "Gap", "x_label": "words", "y_label": "points", "log_x": log_x,
			})
		};
		json!([entry("fig06"), entry("fig07")]).to_string().into_bytes()
	})
}

fn figure() -> impl Strategy<Value = Vec<u8>> {
	let row = (1..1_000_u32, -50.0..50.0_f64, any::<bool>());
	vec(row, 0..9).prop_map(|rows| {
		let head = "learner,experiment,measure,x,n,mean,stdev,low,high,never,median,published\n";
		let line = |(x, mean, published): (u32, f64, bool)| {
			let published = if published { "-0.42" } else { "" };
			let (low, high) = (mean - 0.4, mean + 0.4);
			format!("peer,num_words,gap,{x},3,{mean},0.5,{low},{high},1,,{published}\n")
		};
		[head.to_string()].into_iter().chain(rows.into_iter().map(line)).collect::<String>().into()
	})
}

fn timeline() -> impl Strategy<Value = Vec<u8>> {
	vec((0.0..200.0_f64, 0.0..100.0_f64), 0..9).prop_map(|rows| {
		let head = "learner,experiment,x,day,measure,n,mean,low,high\n".to_string();
		let line = |(day, mean)| format!("peer,default,0,{day},accuracy,3,{mean},1.5,99\n");
		[head].into_iter().chain(rows.into_iter().map(line)).collect::<String>().into()
	})
}

fn summary() -> impl Strategy<Value = Vec<u8>> {
	vec((1..999_u32, 0.0..1.0_f64), 0..9).prop_map(|rows| {
		let measures = "accuracy_after_mean,accuracy_after_low,accuracy_after_high";
		let head = format!("num_words,settings,seeds,{measures}\n");
		let line = |(words, mean)| format!("{words},a,2,{mean},0.4,0.6\n");
		[head].into_iter().chain(rows.into_iter().map(line)).collect::<String>().into()
	})
}

fn store_reader() -> impl Fn(&[u8]) -> Result<(), String> {
	let folder = tempfile::tempdir().unwrap();
	move |file| {
		write(folder.path(), "points.jsonl", file);
		Store::open(folder.path()).map(drop).map_err(|error| error.to_string())
	}
}

/// Reads a folder in which the file `name` is what is given, and makes a page of it.
fn report_reader(name: &'static str) -> impl Fn(&[u8]) -> Result<(), String> {
	let folder = tempfile::tempdir().unwrap();
	move |file| {
		let dir = folder.path();
		let figures = "learner,experiment,measure,x,n,mean,stdev,low,high,never,median,published\n";
		write(dir, "figures/fig06.csv", figures.as_bytes());
		let entry = json!([
			{ "id": "fig06", "title": "Gap", "x_label": "w", "y_label": "p", "log_x": true },
		]);
		write(dir, "figures/index.json", entry.to_string().as_bytes());
		write(dir, "summary.csv", b"num_words,settings\n1,a\n");
		write(dir, "settings/id1.toml", b"num_words = 9\n");
		write(dir, name, file);
		let folder = Folder::read(dir).map_err(|error| error.to_string())?;
		let names = folder.drawings().map_err(|error| error.to_string())?;
		assert!(names.iter().all(|(name, _)| !name.contains(['/', '\\'])));
		html(&[folder]).map(drop).map_err(|error| error.to_string())
	}
}

#[test]
fn brackets_in_brackets_end_somewhere() {
	let _alone = alone();
	for name in ["result.json", "claims.json", "attacks.json", "figures/index.json"] {
		let format = Format::new(name, Just(Vec::new()), report_reader(name));
		assert_refused(&format, "[".repeat(10_000).as_bytes(), "is damaged");
	}
	let store = Format::new("points.jsonl", Just(Vec::new()), store_reader());
	let line = "[".repeat(10_000) + "\n";
	assert_refused(&store, line.as_bytes(), "line 1 is damaged");
}

#[test]
fn a_figure_is_not_written_outside_its_folder() {
	let _alone = alone();
	let entry = json!([
		{ "id": "../../x", "title": "Gap", "x_label": "w", "y_label": "p", "log_x": true },
	]);
	let format = Format::new("index", Just(Vec::new()), report_reader("figures/index.json"));
	assert_refused(&format, entry.to_string().as_bytes(), "`../../x` is no name of a figure");
}

#[test]
fn what_would_take_long_to_draw_is_refused() {
	let _alone = alone();
	let lines = |experiment: fn(usize) -> usize, learner: fn(usize) -> usize| -> String {
		let head = "learner,experiment,measure,x,n,mean,stdev,low,high,never,median,published\n";
		let line = |i| format!("l{},e{},gap,1,3,1,,,,,,\n", learner(i), experiment(i));
		[head.to_string()].into_iter().chain((0..5_000).map(line)).collect()
	};
	let format = Format::new("figure", Just(Vec::new()), report_reader("figures/fig06.csv"));
	for text in [lines(|i| i, |_| 1), lines(|_| 1, |i| i)] {
		assert_refused(&format, text.as_bytes(), "5000 charts or lines");
	}
	let far = lines(|_| 1, |_| 1).replacen(",1,3,1,", ",1e300,3,1,", 1);
	assert_refused(&format, far.as_bytes(), "1e300 is no result");
}

#[test]
fn a_table_of_many_columns_is_shown_in_time() {
	let _alone = alone();
	let columns: Vec<_> = (0..20_000).map(|i| format!("c{i}_mean")).collect();
	let text = format!("num_words,settings,{}\n", columns.join(","));
	assert_eq!(report_reader("summary.csv")(text.as_bytes()), Ok(()));
}
