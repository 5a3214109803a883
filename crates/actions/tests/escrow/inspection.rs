//! Before silence counts as a yes the buyer is warned, at half, at nine tenths and a day before the end, each once.

use crate::{assert_books_are_right, story};
use actions::{Desk, escrow};
use domain::{
    Days, Hours, Minutes,
    escrow::InspectionWarning,
    identity::User,
    letters::LetterKind,
    machine::Word,
    tasks::{Deed, ScheduledTask, TaskStatus},
};
use futures::future::join_all;
use store::Commit;
use testkit::{Given, OrderIds, PretendChain, TestDesk, desk_with_chain, usdt};

const MAIL: &str = "aigul@example.org";

/// An order that has arrived, of a buyer with an e-mail.
async fn arrived(desk: &TestDesk, chain: &PretendChain) -> OrderIds {
    let order = Given::sent_order(desk, chain).await;
    let user: User = desk.store.get(order.buyer).await.unwrap();
    let email = Some(MAIL.to_owned());
    let proved = User { email_key: email.clone(), email, email_verified_at: Some(desk.now()), ..user };
    desk.commit(Commit::new().save(&proved)).await.unwrap();
    escrow::mark_arrived(desk, order.seller, order.request).await.unwrap();
    order
}

async fn warnings(desk: &Desk) -> usize {
    let letters = desk.store.letters(Some(MAIL), 99).await.unwrap();
    letters.iter().filter(|letter| matches!(letter.kind, LetterKind::ReleaseNear { .. })).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_who_is_silent_is_warned_three_times_and_then_the_seller_is_paid() {
    let (desk, chain) = desk_with_chain().await;
    let order = arrived(&desk, &chain).await;
    // The window is fourteen days.
    for (later, so_far) in [(167, 0), (1, 1), (134, 1), (1, 2), (8, 2), (1, 3), (23, 3)] {
        desk.advance(Hours(later));
        desk.run_due().await;
        assert_eq!(
            (warnings(&desk).await, story(&desk, order.request).await),
            (so_far, "confirming confirmed funded".to_owned())
        );
    }
    desk.advance(Hours(1));
    desk.run_due().await;
    assert_eq!(
        (warnings(&desk).await, story(&desk, order.request).await),
        (3, "seller_paid completed released".to_owned())
    );
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_workers_and_a_killed_one_warn_once() {
    let (desk, chain) = desk_with_chain().await;
    let order = arrived(&desk, &chain).await;
    desk.advance(Days(7));
    let warn = || escrow::warn_inspection(&desk, order.request, InspectionWarning::Half);
    for warned in join_all((0..20).map(|_| warn())).await {
        warned.unwrap();
    }
    assert_eq!(warnings(&desk).await, 1);
    // Killed between the warning and the end of its task: the task comes again.
    desk.run_due().await;
    let task: ScheduledTask =
        desk.store.task_of(&Deed::WarnInspection(order.request, InspectionWarning::Half).key()).await.unwrap().unwrap();
    assert_eq!(task.status, TaskStatus::Completed);
    let undone = ScheduledTask { status: TaskStatus::Pending, completed_at: None, ..task };
    desk.commit(Commit::new().save(&undone)).await.unwrap();
    desk.run_due().await;
    assert_eq!(warnings(&desk).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_warned_of_what_is_over() {
    let (desk, chain) = desk_with_chain().await;
    let order = arrived(&desk, &chain).await;
    escrow::give_refund(&desk, order.seller, order.request).await.unwrap();
    desk.advance(Days(20));
    desk.run_due().await;
    assert_eq!(warnings(&desk).await, 0);
    for warning in InspectionWarning::ALL {
        escrow::warn_inspection(&desk, order.request, *warning).await.unwrap();
    }
    assert_eq!(warnings(&desk).await, 0);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_stood_still_is_warned_of_by_the_time_it_has_then() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    let tx = chain.pay(&address, usdt(1_250));
    crate::watching::final_look(&desk, &chain).await;
    escrow::mark_sent(&desk, order.seller, order.request).await.unwrap();
    let user: User = desk.store.get(order.buyer).await.unwrap();
    let email = Some(MAIL.to_owned());
    let proved = User { email_key: email.clone(), email, email_verified_at: Some(desk.now()), ..user };
    desk.commit(Commit::new().save(&proved)).await.unwrap();
    escrow::mark_arrived(&desk, order.seller, order.request).await.unwrap();
    desk.advance(Days(6));
    chain.forget(&tx);
    desk.advance(Minutes(1));
    crate::watching::look(&desk, &chain).await;
    desk.advance(Days(5));
    actions::tasks::run_due(&desk, "worker").await.unwrap();
    assert_eq!(warnings(&desk).await, 0, "it stands still");
    chain.recall();
    desk.advance(Minutes(1));
    crate::watching::look(&desk, &chain).await;
    desk.advance(Hours(12));
    desk.run_due().await;
    assert_eq!(warnings(&desk).await, 0, "half of the time is not over yet");
    desk.advance(Hours(13));
    desk.run_due().await;
    assert_eq!(warnings(&desk).await, 1);
}
