//! What admins do about the queue, and who may not.

use crate::{
    hopeless,
    post::{TestPost, a_letter},
    row,
};
use actions::{
    ActionError, Desk,
    identity::grant_role,
    tasks::{self, TaskForm},
};
use domain::{
    Days, Hours, UserId,
    event::Actor,
    identity::Role,
    machine::Word,
    tasks::{Deed, DeedKind, TaskStatus},
};
use store::LogFilter;
use testkit::{Given, TestDesk};

async fn admin(desk: &Desk) -> UserId {
    let admin = Given::person(desk, "Ada").await;
    grant_role(desk, Actor::House, admin, Role::Admin).await.unwrap();
    admin
}

async fn given_up(desk: &TestDesk) -> Deed {
    let deed = hopeless(desk).await;
    for _ in 0..5 {
        desk.run_due().await;
        desk.advance(Days(1));
    }
    assert_eq!(row(desk, deed).await.status, TaskStatus::Dead);
    deed
}

async fn logged(desk: &Desk, deed: &str) -> usize {
    let filter = LogFilter { deed: Some(deed.to_owned()), ..LogFilter::default() };
    desk.store.log_rows(&filter, 9).await.unwrap().len()
}

fn status_of(error: &ActionError) -> u16 {
    match error {
        ActionError::Refused { status, .. } => *status,
        ActionError::IllegalMove(_) => 409,
        ActionError::NotFound(_) => 404,
        other => panic!("{other}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_letter_is_shown_with_its_error_and_tried_again_once_however_often_it_is_asked() {
    let mut desk = testkit::desk().await;
    let (admin, deed) = (admin(&desk).await, given_up(&desk).await);
    let form = TaskForm { status: "dead".to_owned(), kind: "end_time_to_pay".to_owned() };
    let file = tasks::task_file(&desk, admin, &form).await.unwrap();
    assert_eq!(file.tasks.len(), 1);
    assert!(file.tasks[0].last_error.as_deref().unwrap().ends_with("does not exist"));
    assert_eq!((file.kinds[0].kind, file.kinds[0].live, file.kinds[0].dead), (DeedKind::EndTimeToPay, 0, 1));
    assert_eq!(
        file.runs.iter().map(|run| run.outcome.word()).collect::<Vec<_>>(),
        ["given_up", "failed", "failed", "failed", "failed"]
    );
    let id = file.tasks[0].id;
    for _ in 0..2 {
        tasks::retry_task(&desk, admin, id).await.unwrap();
    }
    let again = row(&desk, deed).await;
    assert_eq!((again.status, again.attempts, again.run_at), (TaskStatus::Pending, 0, desk.now()));
    assert_eq!(logged(&desk, "retry_task").await, 1);
    assert!(tasks::task_file(&desk, admin, &form).await.unwrap().tasks.is_empty());
    // What is over is not begun again.
    let (_, sent) = a_letter(&desk).await;
    desk.desk.post = Some(TestPost::at_once());
    desk.run_due().await;
    let done = row(&desk, sent).await;
    assert_eq!(status_of(&tasks::retry_task(&desk, admin, done.id).await.unwrap_err()), 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_an_admin_touches_or_sees_the_queue() {
    let desk = testkit::desk().await;
    let deed = given_up(&desk).await;
    let id = row(&desk, deed).await.id;
    let resolver = Given::person(&desk, "Rey").await;
    for role in [Role::Resolver, Role::Support, Role::Treasurer, Role::Seller] {
        grant_role(&desk, Actor::House, resolver, role).await.unwrap();
    }
    let refused = [
        tasks::retry_task(&desk, resolver, id).await.unwrap_err(),
        tasks::run_task_now(&desk, resolver, id).await.unwrap_err(),
        tasks::pause_tasks(&desk, resolver, "reconcile", "I would like to.").await.unwrap_err(),
        tasks::resume_tasks(&desk, resolver, "reconcile").await.unwrap_err(),
        tasks::task_file(&desk, resolver, &TaskForm::default()).await.map(|_| ()).unwrap_err(),
    ];
    assert_eq!(refused.map(|error| status_of(&error)), [403; 5]);
    assert_eq!(row(&desk, deed).await.status, TaskStatus::Dead);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_kind_waits_everything_else_goes_on_and_nothing_is_lost() {
    let mut desk = testkit::desk().await;
    let post = TestPost::at_once();
    desk.desk.post = Some(post.clone());
    let admin = admin(&desk).await;
    for _ in 0..2 {
        tasks::pause_tasks(&desk, admin, "send_letter", "The mail server is being moved.").await.unwrap();
    }
    let (_, letter) = a_letter(&desk).await;
    let other = hopeless(&desk).await;
    assert_eq!(desk.run_due().await, 1);
    assert_eq!((row(&desk, other).await.attempts, row(&desk, letter).await.attempts, post.count()), (1, 0, 0));
    let file = tasks::task_file(&desk, admin, &TaskForm::default()).await.unwrap();
    let paused = file.kinds.iter().find(|line| line.kind == DeedKind::SendLetter).unwrap();
    assert_eq!(paused.paused.as_ref().unwrap().reason, "The mail server is being moved.");
    assert_eq!(file.names[&admin], "Ada");
    for _ in 0..2 {
        tasks::resume_tasks(&desk, admin, "send_letter").await.unwrap();
    }
    assert_eq!((desk.run_due().await, post.count()), (1, 1));
    assert_eq!((logged(&desk, "pause_tasks").await, logged(&desk, "resume_tasks").await), (1, 1));
    assert!(actions::ledger::audit(&desk).await.unwrap().breaches().next().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kind_without_a_reason_or_a_name_is_not_paused() {
    let desk = testkit::desk().await;
    let admin = admin(&desk).await;
    let why = tasks::pause_tasks(&desk, admin, "reconcile", " ").await.unwrap_err();
    assert!(matches!(why, ActionError::Fields(errors) if errors.0.contains_key("reason")));
    let none = tasks::pause_tasks(&desk, admin, "everything", "I would like to.").await.unwrap_err();
    assert_eq!(status_of(&none), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deadline_is_not_brought_forward_and_what_waits_to_be_tried_again_is() {
    let (desk, _chain) = testkit::desk_with_chain().await;
    let admin = admin(&desk).await;
    let order = Given::accepted_order(&desk).await;
    let deadline = row(&desk, Deed::EndTimeToPay(order.payment)).await;
    assert_eq!(status_of(&tasks::run_task_now(&desk, admin, deadline.id).await.unwrap_err()), 409);
    let deed = hopeless(&desk).await;
    desk.run_due().await;
    let failed = row(&desk, deed).await;
    assert!(failed.run_at > desk.now());
    for _ in 0..2 {
        tasks::run_task_now(&desk, admin, failed.id).await.unwrap();
    }
    assert_eq!((desk.run_due().await, row(&desk, deed).await.attempts), (1, 2));
    assert_eq!(logged(&desk, "run_task_now").await, 1);
    desk.advance(Hours(1));
    desk.run_due().await;
    assert_eq!(row(&desk, Deed::EndTimeToPay(order.payment)).await.status, TaskStatus::Completed);
}
