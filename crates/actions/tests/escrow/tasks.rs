use crate::{assert_books_are_right, story};
use actions::{Desk, tasks};
use domain::{
    Days, Minutes, PaymentId, Seconds,
    tasks::{Deed, ScheduledTask, TaskStatus},
};
use futures::future::join_all;
use store::Commit;
use testkit::{Given, desk_with_chain};

async fn task(desk: &Desk, deed: Deed) -> ScheduledTask {
    desk.store.task_of(&deed.key()).await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_workers_run_a_task_once() {
    let (desk, _chain) = desk_with_chain().await;
    let order = Given::accepted_order(&desk).await;
    desk.advance(Minutes(60));
    let desks: Vec<Desk> = (0..10).map(|_| desk.twin()).collect();
    let ran = join_all(desks.iter().map(|desk| tasks::run_due(desk, "one of ten"))).await;
    assert_eq!(ran.into_iter().map(Result::unwrap).sum::<usize>(), 1);
    assert_eq!(task(&desk, Deed::EndTimeToPay(order.payment)).await.status, TaskStatus::Completed);
    assert_eq!(story(&desk, order.request).await, "cancelled cancelled cancelled");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_dies_leaves_a_lease_that_another_takes_over() {
    let (desk, _chain) = desk_with_chain().await;
    let order = Given::accepted_order(&desk).await;
    desk.advance(Minutes(60));
    let deed = Deed::EndTimeToPay(order.payment);
    let held = task(&desk, deed).await.claimed("the dead one", desk.now()).unwrap();
    desk.commit(Commit::new().save(&held)).await.unwrap();
    assert_eq!(desk.run_due().await, 0);
    desk.advance(Seconds(15));
    assert_eq!(desk.run_due().await, 1);
    assert_eq!(story(&desk, order.request).await, "cancelled cancelled cancelled");
}

/// A worker killed between the deed's commit and the task's: the task is run again from the start.
#[tokio::test(flavor = "multi_thread")]
async fn every_deed_of_the_clock_may_be_run_twice() {
    let (desk, chain) = desk_with_chain().await;
    let unpaid = Given::accepted_order(&desk).await;
    let unsent = Given::funded_order(&desk, &chain).await;
    let sent = Given::sent_order(&desk, &chain).await;
    let deeds = [
        (Minutes(60), Deed::EndTimeToPay(unpaid.payment)),
        (Minutes(3 * 24 * 60), Deed::PromisedTimeCame(sent.request)),
        (Minutes(3 * 24 * 60), Deed::EndTimeToSend(unsent.request)),
        (Minutes(14 * 24 * 60), Deed::EndInspection(sent.request)),
    ];
    for (later, deed) in deeds {
        desk.advance(later);
        desk.run_due().await;
        let done = task(&desk, deed).await;
        assert_eq!(done.status, TaskStatus::Completed, "{deed:?}");
        let undone = ScheduledTask { status: TaskStatus::Pending, completed_at: None, ..done };
        desk.commit(Commit::new().save(&undone)).await.unwrap();
        assert_eq!(desk.run_due().await, 1, "{deed:?}");
    }
    assert_eq!(story(&desk, unpaid.request).await, "cancelled cancelled cancelled");
    assert_eq!(story(&desk, unsent.request).await, "cancelled refunded refunded");
    assert_eq!(story(&desk, sent.request).await, "seller_paid completed released");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_cannot_be_done_is_given_up_and_the_audit_says_so() {
    let (desk, _chain) = desk_with_chain().await;
    let lost: PaymentId = desk.new_id();
    let deed = Deed::EndTimeToPay(lost);
    let row = ScheduledTask::at(desk.new_id(), deed, desk.now(), desk.now());
    desk.commit(Commit::new().task(&row)).await.unwrap();
    for _ in 0..5 {
        assert_eq!(desk.run_due().await, 1);
        desk.advance(Days(1));
    }
    assert_eq!(desk.run_due().await, 0);
    let dead = task(&desk, deed).await;
    assert_eq!((dead.status, dead.attempts), (TaskStatus::Dead, 5));
    let report = actions::ledger::audit(&desk).await.unwrap();
    assert!(report.breaches().any(|breach| breach.check == "deadlines"), "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn standing_tasks_are_there_once_and_come_again() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    for _ in 0..3 {
        tasks::ensure_standing_tasks(&desk).await.unwrap();
    }
    // The chain of the settings cannot be reached here: its watcher goes wrong and is tried again.
    assert_eq!(tasks::run_due(&desk, "one").await.unwrap(), 2);
    assert_eq!(desk.store.unsealed::<domain::ledger::Journal>(10).await.unwrap().len(), 0);
    let watcher = task(&desk, Deed::WatchChain(31_337)).await;
    assert_eq!((watcher.status, watcher.last_error.as_deref()), (TaskStatus::Failed, Some("outside")));
    assert_eq!(task(&desk, Deed::SealJournals).await.status, TaskStatus::Pending);
    desk.advance(Seconds(2));
    assert_eq!(tasks::run_due(&desk, "one").await.unwrap(), 2);
    assert_eq!(story(&desk, order.request).await, "delivery confirmed funded");
    assert_books_are_right(&desk).await;
}
