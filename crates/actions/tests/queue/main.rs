//! The queue under everything that goes wrong with it: workers that are slow, die, or have another time.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod clocks;
mod deciding;
mod killed;
mod leases;
mod post;

use actions::Desk;
use domain::tasks::{Deed, ScheduledTask};
use store::Commit;

/// The row under the deed's key, as it is now.
async fn row(desk: &Desk, deed: Deed) -> ScheduledTask {
    desk.store.task_of(&deed.key()).await.unwrap().unwrap()
}

/// A task whose subject was lost: it goes wrong each time.
async fn hopeless(desk: &Desk) -> Deed {
    let deed = Deed::EndTimeToPay(desk.new_id());
    desk.commit(Commit::new().task(&ScheduledTask::at(desk.new_id(), deed, desk.now(), desk.now()))).await.unwrap();
    deed
}
