//! The trait of a kind of agents, and the macro that registers kinds.

use super::{Behaviour, Keys};
use crate::scenario::Invalid;
use std::fmt::Debug;

/// A kind of agents: a behaviour that is read from the keys of an agent's table.
pub(super) trait Kind: Behaviour + Clone + Debug + PartialEq + 'static {
	/// Whether its agents want the model to be good.
	const HONEST: bool = false;

	/// Takes the kind's own keys, each with its default and its range. A key that is left is refused
	/// afterwards. Which keys are taken must not depend on their values.
	fn read(keys: &mut Keys) -> Result<Self, Invalid>;
}

/// Declares [`AgentKind`](super::AgentKind) and [`Conduct`](super::Conduct) for a list of kinds,
/// each given as `file::Type`. The name of the file is the name of the kind.
macro_rules! kinds {
	($($file:ident::$Type:ident,)*) => {
		/// The name of a kind of agents.
		#[derive(Clone, Copy, Debug, serde::Deserialize, Eq, PartialEq, serde::Serialize)]
		#[serde(rename_all = "snake_case")]
		pub enum AgentKind {
			$(#[doc = concat!("The kind `", stringify!($file), "`.")] $Type,)*
		}

		impl AgentKind {
			/// All kinds.
			pub const ALL: &[Self] = &[$(Self::$Type),*];

			/// The name as it is written in scenarios and results.
			pub fn name(self) -> &'static str {
				match self {
					$(Self::$Type => stringify!($file),)*
				}
			}

			/// Whether it wants the model to be good.
			pub fn is_honest(self) -> bool {
				match self {
					$(Self::$Type => <$file::$Type as Kind>::HONEST,)*
				}
			}
		}

		/// How an agent behaves, with the values of the keys that its kind has.
		#[derive(Clone, Debug, PartialEq)]
		pub enum Conduct {
			$(#[doc = concat!("The kind `", stringify!($file), "`.")] $Type($file::$Type),)*
		}

		impl Conduct {
			/// Takes the keys that the kind has.
			fn take(kind: AgentKind, keys: &mut Keys) -> Result<Self, Invalid> {
				match kind {
					$(AgentKind::$Type => Kind::read(keys).map(Self::$Type),)*
				}
			}

			/// The behaviour at the opening of the model.
			fn behaviour(&self) -> Box<dyn Behaviour> {
				match self {
					$(Self::$Type(kind) => Box::new(kind.clone()),)*
				}
			}
		}
	};
}

pub(super) use kinds;
