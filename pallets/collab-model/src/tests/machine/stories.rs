//! Steps that follow one another.

use super::{
	accounts::{POOR, RICH},
	configs,
	step::*,
	strategies::{self as any, of},
};
use crate::mock::*;
use proptest::{collection::vec, prelude::*};

/// What happens one after the other.
pub type Steps = Vec<Step>;

fn by_owner(of: Of, action: Action) -> Step {
	Step::Call(Who::Owner, of, action)
}

fn created(config: crate::ModelConfig) -> Step {
	let action = Action::Create(Box::new(config));
	Step::Call(Who::Account(OWNER), Of(Kind::Any, 0), action)
}

/// A model that is made ready and opened.
pub fn new_model() -> BoxedStrategy<Steps> {
	let classic = (configs::classic(), prop::option::of(any::upload())).prop_map(|(config, up)| {
		let of = Of(Kind::Uploading, 0);
		let upload = up.map(|upload| by_owner(of, upload));
		let open = by_owner(of, Action::Open);
		[created(config)].into_iter().chain(upload).chain([open]).collect()
	});
	let seeded = (configs::robust(), vec(any::good_rows(), 0..5)).prop_map(|(config, pieces)| {
		let of = Of(Kind::Seeding, 0);
		let (label, fault) = (LabelBy::Truth, Fault::None);
		let seed = move |rows| by_owner(of, Action::Seed { rows, label, fault });
		let open = by_owner(of, Action::Open);
		[created(config)].into_iter().chain(pieces.into_iter().map(seed)).chain([open]).collect()
	});
	let missing = prop_oneof![5 => Just(0usize), 1 => Just(1)];
	let uploads = vec(any::upload_averaged(), 0..3);
	let imported = (configs::robust(), any::declare(), uploads, missing).prop_map(
		|(config, declare, uploads, missing)| {
			let of = Of(Kind::Seeding, 0);
			let pieces = match &declare {
				Action::Declare { pieces, .. } => pieces.len().saturating_sub(missing),
				_ => 0,
			};
			let (rows, label, fault) = (Vec::new(), LabelBy::Truth, Fault::None);
			let piece = by_owner(of, Action::Seed { rows, label, fault });
			let uploads = uploads.into_iter().map(|upload| by_owner(of, upload));
			let mut steps = vec![created(config), by_owner(of, declare)];
			steps.extend(uploads.chain(vec![piece; pieces]));
			steps.push(by_owner(of, Action::Open));
			steps
		},
	);
	prop_oneof![3 => classic, 4 => seeded, 1 => imported].boxed()
}

/// Samples that contradict what is served, as time passes: the candidate learns them.
pub fn lessons() -> BoxedStrategy<Steps> {
	let lesson = (any::anybody(), any::features(), 0..900u64);
	(of(Kind::Robust), vec(lesson, 1..5))
		.prop_map(|(of, lessons)| {
			let mut steps = Steps::new();
			for (who, sample, seconds) in lessons {
				let (label, most) = (LabelBy::Against, Most::Anything);
				steps.push(Step::Wait(Wait::Seconds(seconds)));
				steps.push(Step::Call(who, of, Action::Add { sample, label, most }));
			}
			steps
		})
		.boxed()
}

/// Rows are sealed, and shown in pieces, with other things in between.
pub fn audit() -> BoxedStrategy<Steps> {
	let between = prop::option::of(prop_oneof![any::add(Kind::Audited), any::claim()]);
	let settle = prop::option::of(0..12u32);
	let shows = vec((any::show(), between), 0..4);
	let waits = prop::bool::weighted(0.85);
	(of(Kind::Robust), any::seal(), shows, waits, settle)
		.prop_map(|(of, seal, shows, waits, settle)| {
			let mut steps = vec![by_owner(of, seal)];
			if waits {
				steps.push(Step::Wait(Wait::ForAudit(of)));
			}
			for (show, between) in shows {
				steps.push(by_owner(of, show));
				steps.extend(between);
			}
			steps.push(by_owner(of, Action::Show(Show::Rest)));
			steps.extend(settle.map(|pages| by_owner(of, Action::Settle { pages })));
			steps
		})
		.boxed()
}

/// A candidate of many pages is audited, and its pages are moved in steps.
pub fn moving() -> BoxedStrategy<Steps> {
	let pages = (5..14u32, 0..6u32, 0..14u32);
	let seal = (any::good_rows(), any::<bool>());
	(of(Kind::Vast), pages, seal, prop::option::of(any::add(Kind::Audited)))
		.prop_map(|(of, (pages, one, other), (mut rows, is_liked), between)| {
			let (sample, most) = (Features::Wide { pages, place: 0 }, Most::Anything);
			rows.extend(vec![sample.clone(); 9]);
			let add = Action::Add { sample, label: LabelBy::Against, most };
			let label = match is_liked {
				true => LabelBy::Candidate,
				false => LabelBy::AgainstCandidate,
			};
			let seal = Action::Seal { rows, label, count: Count::Enough(0), is_true: true };
			let (sample, label) = (Features::Few(vec![7]), LabelBy::Served);
			let later = Action::Add { sample, label, most };
			let mut steps = vec![
				Step::Wait(Wait::Seconds(600)),
				Step::Call(Who::Account(ALICE), of, add),
				// A mean over time needs time after the last lesson.
				Step::Wait(Wait::Seconds(600)),
				Step::Call(Who::Account(BOB), of, later),
				by_owner(of, seal),
				Step::Wait(Wait::ForAudit(of)),
				by_owner(of, Action::Show(Show::Rest)),
			];
			steps.extend(between);
			steps.push(by_owner(of, Action::Settle { pages: one }));
			steps.push(by_owner(of, Action::Settle { pages: other }));
			steps
		})
		.boxed()
}

/// An account that is contradicted, and agreed with as often as that: it may get a bonus.
pub fn bonus() -> BoxedStrategy<Steps> {
	let good = vec((any::features(), 0..900u64), 1..4);
	(of(Kind::Robust), any::anybody(), any::features(), good)
		.prop_map(|(of, who, bad, good)| {
			let add = |sample, label| {
				Step::Call(who, of, Action::Add { sample, label, most: Most::Anything })
			};
			let mut steps = vec![add(bad, LabelBy::Against)];
			for (sample, seconds) in good {
				steps.push(Step::Wait(Wait::Seconds(seconds)));
				steps.push(add(sample, LabelBy::Served));
			}
			steps
		})
		.boxed()
}

/// Accounts earn credit with a classic model, one lies, and others take what it deposited.
pub fn dispute() -> BoxedStrategy<Steps> {
	let reporters = vec((any::anybody(), any::<bool>()), 1..4);
	(of(Kind::Classic), any::features(), any::anybody(), reporters, 1..3usize)
		.prop_map(|(of, sample, liar, reporters, teachers)| {
			let add = |who, label| {
				let (sample, most) = (sample.clone(), Most::Anything);
				Step::Call(who, of, Action::Add { sample, label, most })
			};
			let (which, pages) = (Which::Last, Pages::Told);
			let mut steps = Steps::new();
			for (who, _) in reporters.iter().filter(|(_, earns)| *earns) {
				steps.push(add(*who, LabelBy::Served));
				steps.push(Step::Wait(Wait::ForRefunds(of)));
				steps.push(Step::Call(*who, of, Action::Refund { which, pages }));
			}
			steps.push(add(liar, LabelBy::Against));
			steps.extend(vec![add(Who::Owner, LabelBy::Against); teachers]);
			steps.push(Step::Wait(Wait::ForRefunds(of)));
			let refund = Action::Refund { which: Which::Nth(0), pages };
			steps.push(Step::Call(Who::Contributor, of, refund));
			for which in [Which::Nth(0), Which::Nth(1), Which::Last] {
				let report = Action::Report { which, pages };
				steps.extend(reporters.iter().map(|(who, _)| Step::Call(*who, of, report.clone())));
			}
			steps
		})
		.boxed()
}

/// A model ends, as far as it is its owner's to say.
pub fn end() -> BoxedStrategy<Steps> {
	(any::of(Kind::Any), any::<bool>(), any::<bool>())
		.prop_map(|(of, pause, drain)| {
			let pause = pause.then(|| by_owner(of, Action::Pause));
			let drain = drain.then_some(Step::Drain(of));
			let close = [by_owner(of, Action::Close), by_owner(of, Action::Close)];
			pause.into_iter().chain(drain).chain(close).collect()
		})
		.boxed()
}

/// A model with more pages than one call removes.
pub fn vast() -> BoxedStrategy<Steps> {
	let config = prop_oneof![configs::classic(), configs::robust()];
	(config, 130..160u32, any::<bool>())
		.prop_map(|(config, pages, drain)| {
			let vast = crate::ModelConfig { num_features: 1 << 32, page_limit: 200, ..config };
			let (of, open) = (Of(Kind::Unopened, 0), Of(Kind::Open, u8::MAX));
			let (sample, most) = (Features::Wide { pages, place: 0 }, Most::Anything);
			let add = Action::Add { sample, label: LabelBy::Against, most };
			let add = Step::Call(Who::Account(BOB), open, add);
			let mut steps = vec![created(vast), by_owner(of, Action::Open), add];
			steps.extend(drain.then_some(Step::Drain(open)));
			steps.extend([by_owner(open, Action::Close), by_owner(open, Action::Close)]);
			steps
		})
		.boxed()
}

/// More reporters than a contribution has room for.
pub fn crowd() -> BoxedStrategy<Steps> {
	Just(())
		.prop_map(|()| {
			let (make, of) = (Of(Kind::Uploading, 0), Of(Kind::Classic, u8::MAX));
			let add = |who: &AccountId, label| {
				let (sample, most) = (Features::Few(vec![1]), Most::Anything);
				Step::Call(Who::Account(*who), of, Action::Add { sample, label, most })
			};
			let (which, pages) = (Which::Nth(0), Pages::Told);
			let mut steps = vec![created(configs::stubborn()), by_owner(make, Action::Open)];
			steps.extend(RICH.iter().map(|who| add(who, LabelBy::Served)));
			steps.push(Step::Wait(Wait::ForRefunds(of)));
			let refund = Step::Call(Who::Contributor, of, Action::Refund { which, pages });
			steps.extend(vec![refund; RICH.len()]);
			steps.push(add(&CAROL, LabelBy::Against));
			steps.push(Step::Wait(Wait::ForRefunds(of)));
			let report = |who| Step::Call(Who::Account(who), of, Action::Report { which, pages });
			steps.extend([POOR, ALICE, ALICE].map(report));
			steps.extend(RICH.into_iter().filter(|who| *who != CAROL).map(report));
			steps
		})
		.boxed()
}
