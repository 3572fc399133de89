//! Scenarios, single settings and sweeps.

use collab_sim::{
	scenario::{Scenario, EMBEDDED},
	sweep::SweepFile,
};
use proptest::{collection::btree_set, prelude::*, sample::select};

use super::{
	harness::{alone, assert_refused, Format},
	write,
};

/// Levels that are more than any reader goes down.
const DEEP: usize = 50_000;

/// Scenarios, single settings and sweeps.
pub fn formats() -> Vec<Format> {
	let texts = EMBEDDED.map(|(_, text)| text.as_bytes().to_vec()).to_vec();
	vec![
		Format::new("scenario", select(texts), scenario_reader()),
		Format::new("setting", setting(), read_setting),
		Format::new("sweep", sweep(), sweep_reader()),
	]
}

fn setting() -> impl Strategy<Value = Vec<u8>> {
	let settings = [
		"num_words=500",
		"train_size=0.1",
		"agents.*.start_balance=5000",
		"agents.good.mean_deposit=5.5",
		"rules.pricing={ sqrt_time = { scale = 60, minimum = 1 } }",
		"rules.step={ constant = 1 }",
		"name='x'",
	];
	select(settings.map(|setting| setting.as_bytes().to_vec()).to_vec())
}

fn sweep() -> impl Strategy<Value = Vec<u8>> {
	let words = || btree_set(4..2_000_u32, 1..4);
	let sizes = || btree_set(1..90_u32, 1..3);
	(words(), sizes(), any::<bool>()).prop_map(|(words, sizes, together)| {
		let list = |numbers: Vec<String>| numbers.join(", ");
		let words = list(words.iter().map(u32::to_string).collect());
		let sizes = sizes.iter().map(|size| f64::from(*size) / 100.0);
		let axis = match together {
			true => format!(
				"keys = [\"train_size\", \"agents.*.start_balance\"]\nvalues = [{}]",
				list(sizes.map(|size| format!("[{size}, 7]")).collect())
			),
			false => format!(
				"key = \"train_size\"\nvalues = [{}]",
				list(sizes.map(|size| size.to_string()).collect())
			),
		};
		let text = format!(
			"scenario = \"paper\" # of these\nset = [\"agents.good.stdev_deposit=0\"]\n\n[[axes]]\n\
			 key = \"num_words\"\nvalues = [{words}]\n\n[[axes]]\n{axis}\n"
		);
		text.into_bytes()
	})
}

fn scenario_reader() -> impl Fn(&[u8]) -> Result<(), String> {
	let folder = tempfile::tempdir().unwrap();
	move |file| {
		write(folder.path(), "scenario.toml", file);
		let path = folder.path().join("scenario.toml").display().to_string();
		let scenario = Scenario::load(&path, &[]).map_err(|error| error.to_string())?;
		let saved = scenario.settings.to_string();
		assert!(Scenario::parse("saved", &saved, &[]).is_ok(), "{saved}");
		Ok(())
	}
}

fn read_setting(file: &[u8]) -> Result<(), String> {
	let setting = String::from_utf8_lossy(file).into_owned();
	Scenario::load("paper", &[setting]).map(drop).map_err(|error| error.to_string())
}

fn sweep_reader() -> impl Fn(&[u8]) -> Result<(), String> {
	let folder = tempfile::tempdir().unwrap();
	move |file| {
		write(folder.path(), "sweep.toml", file);
		let path = folder.path().join("sweep.toml");
		let sweep = SweepFile::load(&path, &[]).map_err(|error| error.to_string())?;
		sweep.points().map(drop).map_err(|error| error.to_string())
	}
}

#[test]
fn levels_in_levels_end_somewhere() {
	let _alone = alone();
	let dotted = "a.".repeat(DEEP) + "a";
	let scenario = Format::new("scenario.toml", Just(Vec::new()), scenario_reader());
	let sweep = Format::new("sweep.toml", Just(Vec::new()), sweep_reader());
	let deep = [
		format!("x = {}", "[".repeat(DEEP)),
		format!("x = {}", "{a=".repeat(DEEP)),
		format!("{dotted} = 1"),
		format!("[{dotted}]\nb = 1"),
		format!("[[{dotted}]]\nb = 1"),
		format!("x = {{ {dotted} = 1 }}"),
	];
	for text in deep {
		assert_refused(&scenario, text.as_bytes(), "scenario");
		assert_refused(&sweep, text.as_bytes(), "sweep");
	}
	let axis =
		|key: &str| format!("scenario = 'paper'\naxes = [{{ key = '{key}', values = [1] }}]");
	assert_refused(&sweep, axis(&dotted).as_bytes(), "more parts than any setting");
	let setting = Format::new("setting", Just(Vec::new()), read_setting);
	assert_refused(&setting, format!("{dotted}=1").as_bytes(), "more parts than any setting");
	assert_refused(
		&setting,
		format!("num_words={}", "[".repeat(DEEP)).as_bytes(),
		"--set num_words",
	);
}

#[test]
fn an_axis_of_many_values_is_counted_before_they_are_compared() {
	let _alone = alone();
	let values: Vec<_> = (0..150_000).map(|value| value.to_string()).collect();
	let text = format!(
		"scenario = 'paper'\naxes = [{{ key = 'num_words', values = [{}] }}]",
		values.join(",")
	);
	let sweep = Format::new("sweep.toml", Just(Vec::new()), sweep_reader());
	assert_refused(&sweep, text.as_bytes(), "150000 points");
}
