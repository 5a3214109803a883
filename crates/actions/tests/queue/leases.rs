//! A lease that runs out, and workers that do not know it yet.

use crate::{
    hopeless,
    post::{Meanwhile, TestPost, a_letter},
    row,
};
use domain::{
    Days, Seconds,
    letters::Letter,
    tasks::{Deed, LEASE, RunOutcome, ScheduledTask, TaskStatus},
};
use std::sync::Arc;
use store::Commit;

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_whose_lease_ran_out_completes_nothing_and_the_task_is_done_by_another() {
    let mut desk = testkit::desk().await;
    let clock = desk.clock.clone();
    // The post takes so long that the lease is over when it comes back.
    let slow: Meanwhile = Box::new(move || {
        clock.advance(LEASE);
        Box::pin(async {})
    });
    desk.desk.post = Some(TestPost::after(slow));
    let (letter, deed) = a_letter(&desk).await;
    assert_eq!(actions::tasks::run_due(&desk, "slow").await.unwrap(), 1);
    let left = row(&desk, deed).await;
    assert_eq!((left.status, left.locked_by.as_deref(), left.run_count), (TaskStatus::Locked, Some("slow"), 0));
    let post = TestPost::at_once();
    desk.desk.post = Some(post.clone());
    assert_eq!(actions::tasks::run_due(&desk, "quick").await.unwrap(), 1);
    assert_eq!(row(&desk, deed).await.status, TaskStatus::Completed);
    // The first hand-over was written down, so there was no second.
    assert_eq!((post.count(), desk.store.get::<Letter>(letter).await.unwrap().tries), (0, 1));
    let runs = desk.store.task_runs(None, 9).await.unwrap();
    let told: Vec<_> = runs.iter().map(|run| (run.worker.as_deref().unwrap(), run.outcome, run.attempt)).collect();
    assert_eq!(told, [("quick", RunOutcome::Done, 2), ("slow", RunOutcome::Abandoned, 1)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_was_taken_over_neither_ends_nor_puts_off_what_another_holds() {
    let desk = testkit::desk().await;
    let deed = hopeless(&desk).await;
    let stale = row(&desk, deed).await.claimed("stale", desk.now()).unwrap();
    desk.commit(Commit::new().save(&stale)).await.unwrap();
    let stale = ScheduledTask { version: stale.version + 1, ..stale };
    desk.advance(LEASE);
    let fresh = row(&desk, deed).await.claimed("fresh", desk.now()).unwrap();
    desk.commit(Commit::new().save(&fresh)).await.unwrap();
    // Even with a clock that stands still: the version is what counts.
    let then = stale.locked_at.unwrap();
    for end in [stale.finished(then), stale.repeated(then, then), stale.failed("no", then), stale.renewed(then)] {
        assert!(desk.commit(Commit::new().save(&end.unwrap())).await.unwrap_err().is_conflict());
    }
    assert_eq!(row(&desk, deed).await.locked_by.as_deref(), Some("fresh"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_takes_its_workers_with_it_is_given_up_and_says_so() {
    let desk = testkit::desk().await;
    let deed = hopeless(&desk).await;
    for _ in 0..5 {
        let doomed = row(&desk, deed).await.claimed("doomed", desk.now()).unwrap();
        desk.commit(Commit::new().save(&doomed)).await.unwrap();
        desk.advance(LEASE);
    }
    assert_eq!(desk.run_due().await, 0);
    let dead = row(&desk, deed).await;
    assert_eq!((dead.status, dead.attempts), (TaskStatus::Dead, 5));
    let runs = desk.store.task_runs(None, 9).await.unwrap();
    assert_eq!((runs.len(), runs[0].outcome), (1, RunOutcome::GivenUp));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_panics_goes_wrong_and_the_next_one_is_done() {
    let mut desk = testkit::desk().await;
    desk.desk.post = Some(TestPost::after(Box::new(|| Box::pin(async { panic!("on purpose") }))));
    let (_, deed) = a_letter(&desk).await;
    assert_eq!(actions::tasks::run_due(&desk, "one").await.unwrap(), 1);
    let failed = row(&desk, deed).await;
    assert_eq!(failed.status, TaskStatus::Failed);
    assert_eq!(failed.last_error.as_deref(), Some("broken promise: a task panicked"));
    desk.desk.post = Some(TestPost::at_once());
    desk.advance(Days(1));
    desk.run_due().await;
    assert_eq!(row(&desk, deed).await.status, TaskStatus::Completed);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rounds_of_a_watcher_fill_no_history_and_are_counted() {
    let desk = testkit::desk().await;
    actions::tasks::ensure_standing_tasks(&desk).await.unwrap();
    for _ in 0..30 {
        assert_eq!(desk.run_due().await, 1);
        desk.advance(Seconds(2));
    }
    assert_eq!(desk.store.task_runs(None, 9).await.unwrap().len(), 0);
    let sealer = row(&desk, Deed::SealJournals).await;
    assert_eq!((sealer.run_count, sealer.last_run_at.is_some()), (30, true));
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_workers_hand_over_forty_letters_once_each() {
    let mut desk = testkit::desk().await;
    let post = TestPost::at_once();
    desk.desk.post = Some(post.clone());
    for _ in 0..40 {
        a_letter(&desk).await;
    }
    let desk = Arc::new(desk);
    let workers = (0..20).map(|number| {
        let desk = desk.clone();
        tokio::spawn(async move { actions::tasks::run_due(&desk, &format!("{number}")).await.unwrap() })
    });
    let ran = futures::future::join_all(workers).await;
    assert_eq!((ran.into_iter().map(Result::unwrap).sum::<usize>(), post.count()), (40, 40));
    let runs = desk.store.task_runs(None, 99).await.unwrap();
    assert!(runs.len() == 40 && runs.iter().all(|run| run.outcome == RunOutcome::Done && run.attempt == 1));
}
