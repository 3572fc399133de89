//! Single steps, drawn at random: most make sense, some do not.

use super::{
	accounts::{NEARLY_EMPTY, POOR, RICH, ROOT, STRANGER},
	configs,
	step::*,
};
use crate::{mock::*, *};
use collab_model_core::{Coefficient, MAX_IMPORT_CLOCK};
use proptest::{collection::vec, prelude::*, sample::select, strategy::Union};

/// A model of a kind; now and then any, or none.
pub fn of(kind: Kind) -> BoxedStrategy<Of> {
	let kind = prop_oneof![30 => Just(kind), 2 => Just(Kind::Any), 1 => Just(Kind::Unknown)];
	(kind, 0..6u8).prop_map(|(kind, nth)| Of(kind, nth)).boxed()
}

pub fn account() -> BoxedStrategy<AccountId> {
	prop_oneof![
		10 => select(RICH.to_vec()),
		4 => Just(POOR),
		1 => Just(NEARLY_EMPTY),
		1 => Just(STRANGER),
		1 => Just(HEIR),
	]
	.boxed()
}

pub fn anybody() -> BoxedStrategy<Who> {
	account().prop_map(Who::Account).boxed()
}

fn owner() -> BoxedStrategy<Who> {
	prop_oneof![12 => Just(Who::Owner), 1 => anybody()].boxed()
}

/// Places that several samples have in common, at both ends of pages and of the range.
fn feature() -> BoxedStrategy<u32> {
	prop_oneof![
		16 => 0..12u32,
		2 => (1..12u32, 0..3u32).prop_map(|(page, place)| page * PAGE_SIZE + place),
		1 => select(vec![PAGE_SIZE - 1, 1 << 31, u32::MAX]),
	]
	.boxed()
}

pub fn features() -> BoxedStrategy<Features> {
	let few = || vec(feature(), 1..6);
	prop_oneof![
		24 => few().prop_map(Features::Few),
		1 => (1..14u32, 0..2u32).prop_map(|(pages, place)| Features::Wide { pages, place }),
		1 => vec(feature(), 0..4).prop_map(Features::Raw),
	]
	.boxed()
}

pub fn rows(count: std::ops::Range<usize>) -> BoxedStrategy<Vec<Features>> {
	vec(features(), count).boxed()
}

/// Rows all of which are samples of any model.
pub fn good_rows() -> BoxedStrategy<Vec<Features>> {
	vec(vec(feature(), 1..5).prop_map(Features::Few), 3..9).boxed()
}

pub fn label() -> BoxedStrategy<LabelBy> {
	use LabelBy::*;
	Union::new_weighted(vec![
		(6, Just(Truth)),
		(2, Just(Lie)),
		(2, Just(Served)),
		(3, Just(Against)),
	])
	.boxed()
}

pub fn add(kind: Kind) -> BoxedStrategy<Step> {
	let most = prop_oneof![
		8 => Just(Most::Anything),
		2 => Just(Most::ThePrice),
		1 => Just(Most::TooLittle),
	];
	(anybody(), of(kind), features(), label(), most)
		.prop_map(|(who, of, sample, label, most)| {
			Step::Call(who, of, Action::Add { sample, label, most })
		})
		.boxed()
}

fn which() -> BoxedStrategy<Which> {
	prop_oneof![
		8 => any::<u8>().prop_map(Which::Nth),
		2 => Just(Which::Last),
		1 => Just(Which::Unknown),
	]
	.boxed()
}

pub fn claim() -> BoxedStrategy<Step> {
	let kind = prop_oneof![2 => Just(Kind::OwesClassic), 1 => Just(Kind::OwesRobust)];
	kind.prop_flat_map(claim_of).boxed()
}

/// A claim from a model of a kind.
pub fn claim_of(kind: Kind) -> BoxedStrategy<Step> {
	let pages =
		prop_oneof![9 => Just(Pages::Told), 1 => Just(Pages::TooFew), 1 => Just(Pages::All)];
	let who = prop_oneof![3 => Just(Who::Contributor), 1 => Just(Who::Owner), 3 => anybody()];
	(any::<bool>(), who, of(kind), which(), pages)
		.prop_map(|(is_refund, who, of, which, pages)| {
			let action = match is_refund {
				true => Action::Refund { which, pages },
				false => Action::Report { which, pages },
			};
			Step::Call(who, of, action)
		})
		.boxed()
}

pub fn seed() -> BoxedStrategy<Step> {
	let fault = prop_oneof![
		16 => Just(Fault::None),
		1 => Just(Fault::Others),
		1 => Just(Fault::NoRows),
		1 => Just(Fault::NoLabels),
	];
	let label = prop_oneof![8 => Just(LabelBy::Truth), 1 => label()];
	(owner(), of(Kind::Seeding), rows(1..12), label, fault)
		.prop_map(|(who, of, rows, label, fault)| {
			Step::Call(who, of, Action::Seed { rows, label, fault })
		})
		.boxed()
}

/// Means that the limit allows, at its very end too, and some beyond.
pub fn learnt() -> BoxedStrategy<Learnt> {
	prop_oneof![8 => (-2..=2i8, -2..=2i16), 2 => Just((1, 100)), 1 => any::<(i8, i16)>()].boxed()
}

pub fn declare() -> BoxedStrategy<Action> {
	let clock = prop_oneof![
		8 => 1..100_000u64,
		1 => Just(MAX_IMPORT_CLOCK),
		1 => select(vec![0, MAX_IMPORT_CLOCK + 1, u64::MAX]),
	];
	let bias = prop_oneof![4 => Just((0, 0)), 1 => learnt()];
	(clock, bias, vec(good_rows(), 1..3), label())
		.prop_map(|(clock, bias, pieces, label)| Action::Declare { clock, bias, pieces, label })
		.boxed()
}

pub fn upload_averaged() -> BoxedStrategy<Action> {
	let values = prop_oneof![12 => vec(learnt(), 1..8), 1 => vec(learnt(), 0..1)];
	(feature(), values).prop_map(|(first, values)| Action::UploadAveraged { first, values }).boxed()
}

pub fn upload() -> BoxedStrategy<Action> {
	let value = prop_oneof![8 => -3_000_000_000..3_000_000_000i64, 1 => any::<i64>()];
	let values = vec(value.prop_map(Coefficient::from_inner), 0..8);
	(feature(), values).prop_map(|(first, values)| Action::Upload { first, values }).boxed()
}

pub fn seal() -> BoxedStrategy<Action> {
	use LabelBy::*;
	let label = select(vec![Truth, Candidate, Candidate, AgainstCandidate, AgainstCandidate]);
	let count = prop_oneof![
		12 => (0..3u8).prop_map(Count::Enough),
		1 => Just(Count::TooFew),
		1 => Just(Count::TooMany),
	];
	let rows = prop_oneof![8 => good_rows(), 1 => rows(1..4)];
	let is_true = prop::bool::weighted(0.9);
	(rows, label, count, is_true)
		.prop_map(|(rows, label, count, is_true)| Action::Seal { rows, label, count, is_true })
		.boxed()
}

pub fn show() -> BoxedStrategy<Action> {
	use Show::*;
	let wrong = select(vec![Skipping, Beyond, Tampered, OtherNonce, NoRows, NoLabels]);
	prop_oneof![
		6 => Just(Rest),
		4 => (0..20u8).prop_map(Next),
		1 => (0..30u8).prop_map(Anew),
		5 => wrong,
	]
	.prop_map(Action::Show)
	.boxed()
}

/// A call of an owner on a model of a kind.
pub fn own(kind: Kind, action: impl Strategy<Value = Action> + 'static) -> BoxedStrategy<Step> {
	(owner(), of(kind), action).prop_map(|(who, of, action)| Step::Call(who, of, action)).boxed()
}

/// A call of anybody.
pub fn others(kind: Kind, action: impl Strategy<Value = Action> + 'static) -> BoxedStrategy<Step> {
	(anybody(), of(kind), action).prop_map(|(who, of, action)| Step::Call(who, of, action)).boxed()
}

/// Somebody accepts a model: as a rule whom it was offered to.
pub fn heirs() -> BoxedStrategy<Step> {
	let who = prop_oneof![6 => Just(Who::Heir), 1 => anybody()];
	(who, of(Kind::Offered)).prop_map(|(who, of)| Step::Call(who, of, Action::Accept)).boxed()
}

/// The chain ends a model; others may not.
pub fn dissolve() -> BoxedStrategy<Step> {
	let who = prop_oneof![4 => Just(Who::Account(ROOT)), 1 => anybody()];
	(who, of(Kind::Any)).prop_map(|(who, of)| Step::Call(who, of, Action::Dissolve)).boxed()
}

pub fn create() -> BoxedStrategy<Action> {
	let config =
		prop_oneof![3 => configs::classic(), 4 => configs::robust(), 1 => configs::refused()];
	config.prop_map(|config| Action::Create(Box::new(config))).boxed()
}

/// Nothing within a second, the spacing of honest samples, idle days, and years.
pub fn wait() -> BoxedStrategy<Step> {
	let kind = || select(vec![Kind::Any, Kind::OwesClassic, Kind::OwesRobust]).prop_flat_map(of);
	prop_oneof![
		4 => (0..30u64).prop_map(Wait::Seconds),
		4 => (30..1_200u64).prop_map(Wait::Seconds),
		1 => (80_000..900_000u64).prop_map(Wait::Seconds),
		1 => (30_000_000..300_000_000u64).prop_map(Wait::Seconds),
		3 => kind().prop_map(Wait::ForRefunds),
		1 => kind().prop_map(Wait::ForAnybody),
		2 => of(Kind::Audited).prop_map(Wait::ForAudit),
	]
	.prop_map(Step::Wait)
	.boxed()
}
