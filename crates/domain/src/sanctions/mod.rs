//! Whom no money is taken from and none is sent to: a list of addresses, and what looking somebody up in it said.
//!
//! Where the list comes from, and whether it is young enough, is asked elsewhere.

mod list;
mod screened;

pub use list::{ListFault, ListTrouble, SanctionsList};
pub use screened::{ListStamp, Ruling, Screened, ScreenedAs, StaffRuling};

#[cfg(test)]
mod tests;
