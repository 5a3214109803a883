//! Machines whose clocks differ: the database's is the one that counts.

use crate::{
    post::{TestPost, a_letter},
    row,
};
use actions::{Clock, Desk, SharedClock, SystemClock, TurnedClock, tasks};
use domain::{Hours, Minutes, Timestamp, tasks::TaskStatus};
use std::sync::Arc;
use store::Commit;

/// A desk of a machine that is so many hours off, put right as every process is when it starts.
async fn off_by(desk: &Desk, hours: i64) -> Desk {
    let machine = SystemClock.now().millis() + hours * 3_600_000;
    let clock = SharedClock::over(Arc::new(TurnedClock::at(Timestamp::from_millis(machine))));
    clock.put_right(&desk.store).await.unwrap();
    Desk { clock: Arc::new(clock), ..desk.clone() }
}

#[tokio::test(flavor = "multi_thread")]
async fn machines_that_are_hours_apart_have_one_time() {
    let desk = testkit::desk().await;
    let (early, late) = (off_by(&desk, -30).await, off_by(&desk, 30).await);
    assert!(early.now().millis_since(late.now()).abs() < Minutes(1).0 * 60_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_that_is_ahead_takes_no_lease_that_lasts_and_runs_nothing_early() {
    let desk = testkit::desk().await;
    let (slow, fast) = (off_by(&desk, 0).await, off_by(&desk, 5).await);
    let post = TestPost::at_once();
    let fast = Desk { post: Some(post.clone()), ..fast };
    let (_, held) = a_letter(&slow).await;
    let claimed = row(&slow, held).await.claimed("slow", slow.now()).unwrap();
    slow.commit(Commit::new().save(&claimed)).await.unwrap();
    let (_, later) = a_letter(&slow).await;
    let waiting = row(&slow, later).await;
    let at = slow.now() + Hours(1);
    slow.commit(Commit::new().save(&domain::tasks::ScheduledTask { run_at: at, ..waiting })).await.unwrap();
    assert_eq!((tasks::run_due(&fast, "fast").await.unwrap(), post.count()), (0, 0));
    assert_eq!(row(&slow, held).await.locked_by.as_deref(), Some("slow"));
    assert_eq!(row(&slow, later).await.status, TaskStatus::Pending);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_being_put_right_such_a_machine_would_do_both() {
    let desk = testkit::desk().await;
    let slow = off_by(&desk, 0).await;
    let machine = Timestamp::from_millis(SystemClock.now().millis() + 5 * 3_600_000);
    let wrong = Desk { clock: Arc::new(TurnedClock::at(machine)), post: Some(TestPost::at_once()), ..desk.clone() };
    let (_, held) = a_letter(&slow).await;
    let claimed = row(&slow, held).await.claimed("slow", slow.now()).unwrap();
    slow.commit(Commit::new().save(&claimed)).await.unwrap();
    assert_eq!(tasks::run_due(&wrong, "wrong").await.unwrap(), 1);
}
