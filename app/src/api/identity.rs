//! Server functions of identity: who is asking, one action, one answer.

mod act;
mod addresses;
mod door;
#[cfg(feature = "ssr")]
mod known_device;
mod mailed;
mod passkeys;
mod profile;
mod second_way;
mod sellers;
mod step_up;
mod telegram;
#[cfg(feature = "ssr")]
mod visit;
mod ways_in;

pub use act::*;
pub use addresses::*;
pub use door::*;
#[cfg(feature = "ssr")]
pub use known_device::this_device;
pub use mailed::*;
pub use passkeys::*;
pub use profile::*;
pub use second_way::*;
pub use sellers::*;
pub use step_up::*;
pub use telegram::*;
#[cfg(feature = "ssr")]
pub use visit::{agent, half_in, shown_codes, this_session};
pub use ways_in::*;
