//! Letters: written with their cause, handed over once, tried again when the post is busy, given up when it refuses.
#![allow(clippy::unwrap_used, reason = "tests")]

use actions::{
    Desk,
    letters::{self, NotTaken, Post},
};
use domain::{
    Hours, LetterId, Minutes, Seconds,
    identity::User,
    letters::{Letter, LetterKind},
    tasks::{Deed, Lane, TaskStatus},
};
use futures::future::BoxFuture;
use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};
use store::Commit;
use testkit::Given;

/// A post that answers as it was told, then takes everything; it notes what it was handed.
#[derive(Default)]
struct Told {
    answers: Mutex<VecDeque<NotTaken>>,
    handed: Mutex<Vec<LetterId>>,
    is_away: AtomicBool,
}

impl Post for Told {
    fn take<'a>(&'a self, letter: &'a Letter, _code: Option<&'a str>) -> BoxFuture<'a, Result<(), NotTaken>> {
        if self.is_away.load(Ordering::SeqCst) {
            return Box::pin(async { Err(NotTaken::Later("nobody there".into())) });
        }
        self.handed.lock().unwrap().push(letter.id);
        let answer = self.answers.lock().unwrap().pop_front();
        Box::pin(async move { answer.map_or(Ok(()), Err) })
    }
}

async fn sara(desk: &Desk) -> User {
    let user: User = desk.store.get(Given::person(desk, "Sara").await).await.unwrap();
    User { email: Some("sara@example.org".to_owned()), ..user }
}

async fn a_letter(desk: &Desk) -> LetterId {
    let user = sara(desk).await;
    desk.commit(letters::add(Commit::new(), desk, &user, LetterKind::PasswordChanged)).await.unwrap();
    waiting(desk).await[0]
}

async fn waiting(desk: &Desk) -> Vec<LetterId> {
    let due = desk.store.due_tasks(Lane::Post, desk.now(), 50).await.unwrap();
    let ids = due.iter().filter_map(|task| match task.deed {
        Deed::SendLetter(id) => Some(id),
        _ => None,
    });
    ids.collect()
}

async fn letter(desk: &Desk, id: LetterId) -> Letter {
    desk.store.get(id).await.unwrap()
}

#[tokio::test]
async fn no_letter_without_its_change() {
    let desk = testkit::desk().await;
    let user = sara(&desk).await;
    let stale = User { version: 99, ..user.clone() };
    let commit = letters::add(Commit::new().save(&stale), &desk, &user, LetterKind::TotpAdded);
    assert!(desk.commit(commit).await.unwrap_err().is_conflict());
    assert_eq!(waiting(&desk).await, []);
}

#[tokio::test]
async fn without_a_post_a_letter_waits_and_is_not_lost() {
    let desk = testkit::desk().await;
    let id = a_letter(&desk).await;
    desk.run_due().await;
    assert!(letter(&desk, id).await.waits());
    desk.advance(Hours(1));
    assert_eq!(waiting(&desk).await, [id]);
}

#[tokio::test]
async fn a_busy_post_is_asked_again_and_then_never_more() {
    let mut desk = testkit::desk().await;
    let post = Arc::new(Told { answers: Mutex::new([NotTaken::Later("451".into())].into()), ..Told::default() });
    desk.desk.post = Some(post.clone());
    let id = a_letter(&desk).await;
    desk.run_due().await;
    assert_eq!(letter(&desk, id).await.error.as_deref(), Some("451"));
    for _ in 0..3 {
        desk.advance(Hours(1));
        desk.run_due().await;
    }
    let sent = letter(&desk, id).await;
    assert!((sent.tries, sent.error.clone(), sent.sent_at.is_some()) == (2, None, true), "{sent:?}");
    assert_eq!(*post.handed.lock().unwrap(), [id, id]);
}

#[tokio::test]
async fn a_refused_letter_is_given_up_and_says_why() {
    let mut desk = testkit::desk().await;
    let post = Arc::new(Told { answers: Mutex::new([NotTaken::Never("550".into())].into()), ..Told::default() });
    desk.desk.post = Some(post.clone());
    let id = a_letter(&desk).await;
    desk.run_due().await;
    desk.advance(Hours(30));
    desk.run_due().await;
    let kept = letter(&desk, id).await;
    assert!(kept.given_up_at.is_some() && kept.error.as_deref() == Some("550"), "{kept:?}");
    assert_eq!(post.handed.lock().unwrap().len(), 1);
    let task = desk.store.task_of(&Deed::SendLetter(id).key()).await.unwrap().unwrap();
    assert_eq!(task.status, TaskStatus::Completed);
}

#[tokio::test]
async fn two_workers_hand_a_letter_over_once() {
    let mut desk = testkit::desk().await;
    let post = Arc::new(Told::default());
    desk.desk.post = Some(post.clone());
    let mut twin = desk.twin();
    twin.post = Some(post.clone());
    let _ = a_letter(&desk).await;
    let (one, other) = tokio::join!(actions::tasks::run_due(&desk, "one"), actions::tasks::run_due(&twin, "other"));
    assert_eq!(one.unwrap() + other.unwrap(), 1);
    assert_eq!(post.handed.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn what_moves_money_never_waits_for_the_post() {
    let desk = testkit::desk().await;
    let id = a_letter(&desk).await;
    actions::tasks::run_lane(&desk, "one", Lane::House).await.unwrap();
    assert_eq!(letter(&desk, id).await.tries, 0);
    let due = desk.store.due_tasks(Lane::House, desk.now(), 50).await.unwrap();
    assert!(due.iter().all(|task| task.deed != Deed::SendLetter(id)), "{due:?}");
}

#[tokio::test]
async fn a_code_that_opens_nothing_any_more_is_never_handed_over() {
    let mut desk = testkit::desk().await;
    let post = Arc::new(Told { is_away: AtomicBool::new(true), ..Told::default() });
    desk.desk.post = Some(post.clone());
    let user = sara(&desk).await;
    let kind = LetterKind::SignUpCode { of: desk.new_id(), round: 1 };
    desk.commit(letters::add(Commit::new(), &desk, &user, kind)).await.unwrap();
    let id = waiting(&desk).await[0];
    desk.run_due().await;
    desk.advance(Minutes(10));
    post.is_away.store(false, Ordering::SeqCst);
    desk.run_due().await;
    assert!(letter(&desk, id).await.given_up_at.is_some());
    assert_eq!(*post.handed.lock().unwrap(), []);
}

#[tokio::test]
async fn a_post_that_was_away_for_a_moment_is_asked_again_in_seconds() {
    let mut desk = testkit::desk().await;
    let post = Arc::new(Told { answers: Mutex::new([NotTaken::Later("451".into())].into()), ..Told::default() });
    desk.desk.post = Some(post.clone());
    let id = a_letter(&desk).await;
    desk.run_due().await;
    desk.advance(Seconds(5));
    desk.run_due().await;
    assert!(letter(&desk, id).await.sent_at.is_some());
}

#[tokio::test]
async fn a_post_that_is_away_for_three_days_loses_nothing_and_sends_nothing_twice() {
    let mut desk = testkit::desk().await;
    let post = Arc::new(Told { is_away: AtomicBool::new(true), ..Told::default() });
    desk.desk.post = Some(post.clone());
    let user = sara(&desk).await;
    for kind in [LetterKind::TotpAdded, LetterKind::PasswordChanged, LetterKind::RecoveryUsed] {
        desk.commit(letters::add(Commit::new(), &desk, &user, kind)).await.unwrap();
    }
    let mut written = waiting(&desk).await;
    for _ in 0..36 {
        desk.run_due().await;
        desk.advance(Hours(2));
    }
    post.is_away.store(false, Ordering::SeqCst);
    for _ in 0..3 {
        desk.run_due().await;
        desk.advance(Hours(1));
    }
    let mut handed = post.handed.lock().unwrap().clone();
    handed.sort();
    written.sort();
    assert_eq!((handed.len(), &handed), (3, &written));
    for id in written {
        let sent = letter(&desk, id).await;
        assert!(sent.sent_at.is_some() && sent.error.is_none() && sent.tries == 37, "{sent:?}");
    }
}
