//! Server functions of identity: who is asking, one action, one answer.

mod addresses;
mod door;
mod passkeys;
mod profile;
mod sellers;
#[cfg(feature = "ssr")]
mod visit;
mod ways_in;

pub use addresses::*;
pub use door::*;
pub use passkeys::*;
pub use profile::*;
pub use sellers::*;
#[cfg(feature = "ssr")]
pub use visit::{agent, this_session};
pub use ways_in::*;
