//! Server functions of identity: who is asking, one action, one answer.

mod addresses;
mod door;
mod mailed;
mod passkeys;
mod profile;
mod second_way;
mod sellers;
mod step_up;
#[cfg(feature = "ssr")]
mod visit;
mod ways_in;

pub use addresses::*;
pub use door::*;
pub use mailed::*;
pub use passkeys::*;
pub use profile::*;
pub use second_way::*;
pub use sellers::*;
pub use step_up::*;
#[cfg(feature = "ssr")]
pub use visit::{agent, half_in, shown_codes, this_session};
pub use ways_in::*;
