//! What a sequence is made of. Steps name models, accounts and rows by what they are when the step
//! is played: any part of a sequence can be left out, and the rest still makes sense.

use crate::{mock::AccountId, ModelConfig};
use collab_model_core::{Balance, Coefficient, Seconds};

/// The conditions that a sequence is played under, and its steps.
#[derive(Clone, Debug)]
pub struct Sequence {
	/// The existential deposit.
	pub existential: Balance,
	/// What a byte of storage costs.
	pub byte_deposit: Balance,
	/// How many ids of models are left.
	pub ids_left: u32,
	/// What happens.
	pub steps: Vec<Step>,
}

/// One thing that happens.
#[derive(Clone, Debug)]
pub enum Step {
	/// Time passes: the next block.
	Wait(Wait),
	/// An account calls the pallet.
	Call(Who, Of, Action),
	/// All that is left to claim from a model is claimed, after the last wait.
	Drain(Of),
	/// An account sends money to the account of a pot.
	Gift(Who, Of, Balance),
	/// An account keeps this much and sends away the rest of its free money.
	Spend(Who, Balance),
}

/// How long nothing happens.
#[derive(Clone, Copy, Debug)]
pub enum Wait {
	Seconds(Seconds),
	/// Until the last contribution of a model can be refunded.
	ForRefunds(Of),
	/// Until anybody may claim it.
	ForAnybody(Of),
	/// Until sealed rows may be shown.
	ForAudit(Of),
}

/// An account.
#[derive(Clone, Copy, Debug)]
pub enum Who {
	/// The owner of the model that the step is about.
	Owner,
	/// The account that it is offered to.
	Heir,
	/// The contributor of the contribution that the step is about.
	Contributor,
	/// This one.
	Account(AccountId),
}

/// A model: the n-th of its kind, or the n-th of all where there is none of the kind.
#[derive(Clone, Copy, Debug)]
pub struct Of(pub Kind, pub u8);

/// Kinds of models.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
	Any,
	/// Classic, and open.
	Classic,
	/// Classic, and not open yet.
	Uploading,
	/// Robust, and open.
	Robust,
	/// Robust, and not open yet.
	Seeding,
	/// Robust, open, and with room for many pages.
	Vast,
	/// Of any rules.
	Open,
	Unopened,
	Paused,
	/// Offered to somebody.
	Offered,
	/// Dissolved, with something to claim.
	OwesDissolved,
	/// Classic, with something to claim.
	OwesClassic,
	/// Robust, with something to claim.
	OwesRobust,
	/// With an audit under way.
	Audited,
	/// There is no such model.
	Unknown,
}

/// A call with what it is given.
#[derive(Clone, Debug)]
pub enum Action {
	Create(Box<ModelConfig>),
	Upload { first: u32, values: Vec<Coefficient> },
	Open,
	Add { sample: Features, label: LabelBy, most: Most },
	Refund { which: Which, pages: Pages },
	Report { which: Which, pages: Pages },
	Pause,
	Resume,
	Offer { to: Option<AccountId> },
	Accept,
	Forget,
	Dissolve,
	Close,
	Seed { rows: Vec<Features>, label: LabelBy, fault: Fault },
	Declare { clock: Seconds, bias: Learnt, pieces: Vec<Vec<Features>>, label: LabelBy },
	UploadAveraged { first: u32, values: Vec<Learnt> },
	Seal { rows: Vec<Features>, label: LabelBy, count: Count, is_true: bool },
	Show(Show),
	Settle { pages: u32 },
	PayHeir,
}

/// Features of a sample.
#[derive(Clone, Debug)]
pub enum Features {
	/// Brought into the model's range, and sorted.
	Few(Vec<u32>),
	/// One at this place in each of the first pages.
	Wide { pages: u32, place: u32 },
	/// As they are: perhaps no sample of the model.
	Raw(Vec<u32>),
}

/// The label that somebody gives to a sample.
#[derive(Clone, Copy, Debug)]
pub enum LabelBy {
	/// What samples of the machine really are: positive if most features are even.
	Truth,
	Lie,
	/// What the model predicts.
	Served,
	Against,
	/// What the candidate would predict.
	Candidate,
	AgainstCandidate,
}

/// The most that a contributor is ready to pay.
#[derive(Clone, Copy, Debug)]
pub enum Most {
	Anything,
	ThePrice,
	/// One less than the price.
	TooLittle,
}

/// A contribution.
#[derive(Clone, Copy, Debug)]
pub enum Which {
	/// The n-th that is open.
	Nth(u8),
	Last,
	/// There is no such contribution.
	Unknown,
}

/// The pages that a claim is given.
#[derive(Clone, Copy, Debug)]
pub enum Pages {
	/// What the view tells.
	Told,
	TooFew,
	All,
}

/// What is wrong with rows that an owner gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
	/// Nothing: those that were sealed, if there are any.
	None,
	/// They are not those that were sealed.
	Others,
	NoRows,
	NoLabels,
}

/// A coefficient that was learnt elsewhere: its value, and its mean in hundredths of the learner's
/// limit.
pub type Learnt = (i8, i16);

/// How many rows are sealed.
#[derive(Clone, Copy, Debug)]
pub enum Count {
	/// This many more than the model asks for.
	Enough(u8),
	TooFew,
	TooMany,
}

/// Which of the sealed rows are shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Show {
	/// All that are left, as far as they fit into one call.
	Rest,
	/// This many of those that are left, and at least one.
	Next(u8),
	/// This many, from the beginning.
	Anew(u8),
	/// The rest but for the next one.
	Skipping,
	/// More than were sealed.
	Beyond,
	/// The rest, with one label turned.
	Tampered,
	/// The rest, by another nonce.
	OtherNonce,
	NoRows,
	NoLabels,
}
