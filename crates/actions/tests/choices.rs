//! What people choose to be told, and what truly leaves then.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use actions::{
    ActionError, Desk,
    letters::{self, NotTaken, Post},
    notices::{QuietForm, asked_to_stop, end_quiet_hours, set_quiet_hours, switch_notifications, told_of, unsubscribe},
};
use domain::{
    Days, Hours, PurchaseRequestId, UserId,
    identity::User,
    letters::{Letter, LetterKind, OrderStep},
    notices::{Channel, DispatchOutcome, NoticeCategory},
};
use futures::future::BoxFuture;
use std::sync::{Arc, Mutex};
use store::Commit;
use testkit::{Given, TestDesk};

/// What was handed over: what it was about, and its link.
type Handed = Vec<(LetterKind, Option<String>)>;

#[derive(Default)]
struct Mailbox {
    handed: Mutex<Handed>,
    complaint: Mutex<Option<NotTaken>>,
}

impl Post for Mailbox {
    fn take<'a>(&'a self, letter: &'a Letter, _: Option<&'a str>) -> BoxFuture<'a, Result<(), NotTaken>> {
        let complaint = self.complaint.lock().unwrap().take();
        if complaint.is_none() {
            self.handed.lock().unwrap().push((letter.kind.clone(), letter.stop.clone()));
        }
        Box::pin(async move { complaint.map_or(Ok(()), Err) })
    }
}

/// A person with a proved e-mail, and the post.
async fn sara() -> (TestDesk, User, Arc<Mailbox>) {
    let mut desk = testkit::desk().await;
    let post = Arc::new(Mailbox::default());
    desk.desk.post = Some(post.clone());
    let user: User = desk.store.get(Given::person(&desk, "Sara").await).await.unwrap();
    let user = User { email: Some("sara@example.org".to_owned()), email_verified_at: Some(desk.now()), ..user };
    (desk, user, post)
}

fn paid() -> LetterKind {
    LetterKind::Order { request: PurchaseRequestId::from_bytes([1; 16]), number: 7, step: OrderStep::Paid }
}

async fn tell(desk: &Desk, user: &User, kind: LetterKind) {
    desk.commit(letters::add(Commit::new(), desk, user, kind)).await.unwrap();
}

fn kinds(post: &Mailbox) -> Vec<LetterKind> {
    post.handed.lock().unwrap().iter().map(|(kind, _)| kind.clone()).collect()
}

async fn outcomes(desk: &Desk, person: UserId) -> Vec<DispatchOutcome> {
    let (_, tries) = told_of(desk, person).await.unwrap();
    tries.iter().rev().map(|row| row.outcome).collect()
}

/// The link of the last letter, as it stands in an address.
fn last_link(post: &Mailbox) -> String {
    let stop = post.handed.lock().unwrap().last().unwrap().1.clone().unwrap();
    stop.strip_prefix("/unsubscribe/").unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_switched_off_does_not_leave_stays_in_the_inbox_and_safety_always_leaves() {
    let (desk, sara, post) = sara().await;
    for _ in 0..2 {
        switch_notifications(&desk, sara.id, "orders.email", false).await.unwrap();
    }
    tell(&desk, &sara, paid()).await;
    tell(&desk, &sara, LetterKind::PasswordChanged).await;
    desk.run_due().await;
    assert_eq!(kinds(&post), [LetterKind::PasswordChanged]);
    assert_eq!(desk.store.unread_count(sara.id, 9).await.unwrap(), 2);
    let told = outcomes(&desk, sara.id).await;
    assert!(told.contains(&DispatchOutcome::NotWanted) && told.contains(&DispatchOutcome::Sent), "{told:?}");
    switch_notifications(&desk, sara.id, "orders.email", true).await.unwrap();
    tell(&desk, &sara, paid()).await;
    desk.run_due().await;
    assert_eq!(kinds(&post), [LetterKind::PasswordChanged, paid()]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_switches_off_what_is_about_safety_or_the_inbox() {
    let (desk, sara, _) = sara().await;
    for field in ["security.email", "account.email", "orders.inbox"] {
        let refused = switch_notifications(&desk, sara.id, field, false).await.unwrap_err();
        assert!(matches!(refused, ActionError::Refused { status: 409, code: "always-told", .. }), "{field}");
    }
    for field in ["orders", "orders.pigeon", "weather.email", ""] {
        let refused = switch_notifications(&desk, sara.id, field, false).await.unwrap_err();
        assert!(matches!(refused, ActionError::NotFound(_)), "{field}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn in_quiet_hours_a_letter_waits_for_their_end_and_safety_does_not() {
    let (desk, sara, post) = sara().await;
    // It is 11:30 in Tehran when a test begins.
    let form =
        |from: &str, until: &str| QuietForm { from: from.into(), until: until.into(), zone: "Asia/Tehran".into() };
    set_quiet_hours(&desk, sara.id, &form("11:00", "13:00")).await.unwrap();
    tell(&desk, &sara, paid()).await;
    tell(&desk, &sara, LetterKind::PasswordChanged).await;
    desk.run_due().await;
    assert_eq!(kinds(&post), [LetterKind::PasswordChanged]);
    desk.advance(Hours(1));
    desk.run_due().await;
    assert_eq!(kinds(&post).len(), 1);
    desk.advance(domain::Minutes(30));
    desk.run_due().await;
    assert_eq!(kinds(&post), [LetterKind::PasswordChanged, paid()]);
    let told = outcomes(&desk, sara.id).await;
    assert_eq!((told.iter().filter(|it| **it == DispatchOutcome::Held).count(), told.len()), (1, 3));
    end_quiet_hours(&desk, sara.id).await.unwrap();
    assert_eq!(told_of(&desk, sara.id).await.unwrap().0.quiet, None);
    let wrong = set_quiet_hours(&desk, sara.id, &QuietForm { zone: "Atlantis".into(), ..form("11:00", "13:00") }).await;
    assert!(matches!(wrong.unwrap_err(), ActionError::Fields(errors) if errors.0.contains_key("zone")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_link_in_a_letter_stops_its_kind_without_signing_in_and_looking_at_it_stops_nothing() {
    let (desk, sara, post) = sara().await;
    tell(&desk, &sara, paid()).await;
    desk.run_due().await;
    let link = last_link(&post);
    for _ in 0..3 {
        let seen = asked_to_stop(&desk, &link).await.unwrap();
        assert_eq!((seen.category, seen.is_done), (NoticeCategory::Orders, false));
    }
    for _ in 0..2 {
        unsubscribe(&desk, &link).await.unwrap();
    }
    assert!(asked_to_stop(&desk, &link).await.unwrap().is_done);
    let (chosen, _) = told_of(&desk, sara.id).await.unwrap();
    assert!(
        !chosen.wants(NoticeCategory::Orders, Channel::Email) && chosen.wants(NoticeCategory::Money, Channel::Email)
    );
    tell(&desk, &sara, paid()).await;
    desk.run_due().await;
    assert_eq!(kinds(&post).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_was_changed_is_of_another_house_is_old_or_was_taken_back_stops_nothing() {
    let (desk, sara, post) = sara().await;
    tell(&desk, &sara, paid()).await;
    desk.run_due().await;
    let link = last_link(&post);
    let other = Given::person(&desk, "Omid").await;
    let (text, seal) = link.rsplit_once('.').unwrap();
    let changed = [
        link.replace("orders", "money"),
        link.replace(&sara.id.to_string(), &other.to_string()),
        format!("{text}.{}", "0".repeat(64)),
        format!("{text}.{}", &seal[..32]),
        text.to_owned(),
        String::new(),
    ];
    let refused = async |desk: &Desk, link: &str| {
        let why = unsubscribe(desk, link).await.unwrap_err();
        assert!(matches!(why, ActionError::Refused { code: "link-no-more", .. }), "{link}: {why}");
    };
    for link in &changed {
        refused(&desk, link).await;
    }
    let elsewhere = Desk { keys: actions::Keys::from_bytes([8; 32]), ..desk.desk.clone() };
    refused(&elsewhere, &link).await;
    // Whoever switches it on again takes back every link from before.
    unsubscribe(&desk, &link).await.unwrap();
    switch_notifications(&desk, sara.id, "orders.email", true).await.unwrap();
    refused(&desk, &link).await;
    tell(&desk, &sara, paid()).await;
    desk.run_due().await;
    let fresh = last_link(&post);
    desk.advance(Days(365));
    refused(&desk, &fresh).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_try_is_written_down_with_what_the_post_complained_of() {
    let (desk, sara, post) = sara().await;
    *post.complaint.lock().unwrap() = Some(NotTaken::Later("451 busy".into()));
    tell(&desk, &sara, paid()).await;
    desk.run_due().await;
    desk.advance(Hours(1));
    *post.complaint.lock().unwrap() = Some(NotTaken::Never("550 nobody".into()));
    desk.run_due().await;
    let (_, tries) = told_of(&desk, sara.id).await.unwrap();
    let told: Vec<_> =
        tries.iter().rev().map(|row| (row.attempt, row.outcome, row.error.as_deref().unwrap())).collect();
    assert_eq!(told, [(1, DispatchOutcome::Later, "451 busy"), (2, DispatchOutcome::Refused, "550 nobody")]);
    assert!(tries.iter().all(|row| row.category == Some(NoticeCategory::Orders) && row.channel == Channel::Email));
}
