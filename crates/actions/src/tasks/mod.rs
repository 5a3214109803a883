//! The queue: what a clock or the outside brings about, done by whichever worker claims it first.

mod perform;
mod run;

pub use perform::Ran;
pub use run::{ensure_standing_tasks, run_due, run_lane};
