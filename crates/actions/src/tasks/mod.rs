//! The queue: what a clock or the outside brings about, done by whichever worker claims it first.

mod decide;
mod lease;
mod look;
mod perform;
mod run;
mod standing;

pub use decide::{pause_tasks, resume_tasks, retry_task, run_task_now};
pub use look::{KindLine, TaskFile, TaskForm, task_file};
pub use perform::Ran;
pub use run::{run_due, run_lane};
pub use standing::ensure_standing_tasks;
