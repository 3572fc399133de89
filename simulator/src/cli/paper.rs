//! `collab-sim paper`.

use super::many::ManyArgs;
use crate::{
	files::{pretty, write_whole},
	paper::{
		claims_json, claims_md, figures::FIGURES, figures_md, judge, timeline_csv, Learner, Part,
		Row, Study, View, LEARNERS,
	},
};
use anyhow::{bail, Context};
use clap::Args;
use serde_json::json;
use std::{fs, path::Path, process::ExitCode, time::Instant};

/// What `paper` is given.
#[derive(Args, Debug)]
pub struct PaperArgs {
	/// Figures to do again, 6 to 15, and text for section IV.E; without it, everything.
	#[arg(long, value_delimiter = ',', value_name = "6,7,..")]
	figures: Vec<Part>,
	/// Rules and learners: peer, contract, robust; without it, all.
	#[arg(long, value_delimiter = ',', value_name = "NAME,..")]
	learners: Vec<String>,
	#[command(flatten)]
	many: ManyArgs,
}

impl PaperArgs {
	/// Runs what is not stored yet, judges the claims, writes the files and prints the verdicts.
	pub fn run(self) -> anyhow::Result<ExitCode> {
		let started = Instant::now();
		let study = Study::new(&self.learners()?, &self.parts())?;
		let results = self.many.run(study.points())?;
		let views: Vec<_> = study.views(&results).collect();
		let runs = views.first().and_then(View::default_runs).context("there are no learners")?;
		let facts = self.many.facts(runs[0]);
		let rows = judge(&views);
		let claims = claims_json(&facts, &study.learners, &rows);
		let dir = &self.many.out;
		write_whole(&dir.join("claims.json"), &pretty(&claims)?)?;
		write_whole(&dir.join("claims.md"), claims_md(&facts, &study.learners, &rows).as_bytes())?;
		write_figures(&dir.join("figures"), &views)?;
		write_whole(&dir.join("figures.md"), figures_md(&FIGURES, &views).as_bytes())?;
		let seconds = started.elapsed().as_secs_f64();
		let done = results.done_now;
		let report = json!({ "claims": claims, "runs_done_now": done, "seconds": seconds });
		let mut text: String =
			lines(&study.learners, &rows).into_iter().map(|line| line + "\n").collect();
		let path = dir.join("claims.md");
		text += &format!("{done} runs in {seconds:.1} s, wrote {}\n", path.display());
		self.many.output.print(&report, &text)?;
		Ok(ExitCode::SUCCESS)
	}

	fn parts(&self) -> Vec<Part> {
		if self.figures.is_empty() {
			return (6..=15).map(Part::Figure).chain([Part::Text]).collect();
		}
		self.figures.clone()
	}

	fn learners(&self) -> anyhow::Result<Vec<Learner>> {
		let known = || LEARNERS.map(|learner| learner.id).join(", ");
		if let Some(id) = self.learners.iter().find(|id| !LEARNERS.iter().any(|l| l.id == *id)) {
			bail!("there are no rules called {id}: use {}", known());
		}
		let asked = |learner: &&Learner| {
			self.learners.is_empty() || self.learners.iter().any(|id| id == learner.id)
		};
		let learners: Vec<_> = LEARNERS.iter().filter(asked).copied().collect();
		for learner in learners.iter().filter(|learner| !learner.exists()) {
			eprintln!("skipped: {}, there is no scenario {} yet", learner.id, learner.scenario);
		}
		Ok(learners)
	}
}

fn write_figures(dir: &Path, views: &[View<'_>]) -> anyhow::Result<()> {
	fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
	let mut index = Vec::new();
	for figure in &FIGURES {
		if let Some(csv) = figure.csv(views) {
			write_whole(&dir.join(format!("{}.csv", figure.id)), csv.as_bytes())?;
			index.push(figure);
		}
	}
	write_whole(&dir.join("index.json"), &pretty(&json!(index))?)?;
	match timeline_csv(views) {
		Some(csv) => write_whole(&dir.join("timeline.csv"), csv.as_bytes()),
		None => Ok(()),
	}
}

/// One line for each claim, one column for each learner.
fn lines(learners: &[Learner], rows: &[Row]) -> Vec<String> {
	let mut header = format!("{:<5}", "claim");
	header.extend(learners.iter().map(|learner| format!(" {:<15}", learner.id)));
	let mut lines = vec![header];
	for of_claim in rows.chunk_by(|a, b| a.id == b.id) {
		let mut line = format!("{:<5}", of_claim[0].id);
		line.extend(of_claim.iter().map(|row| format!(" {:<15}", row.verdict.to_string())));
		lines.push(format!("{line} {}", of_claim[0].claim));
	}
	lines
}
