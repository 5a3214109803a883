//! News by the bot: when they are wanted, once, however long Telegram is away.

use crate::town::{Did, SARA, Town, paid};
use actions::{
    letters::NotTaken,
    notices::{QuietForm, set_quiet_hours, switch_notifications, told_of},
    telegram::{link_of, unlink},
};
use domain::{
    Hours, Minutes, Seconds, UserId,
    custody::{GlassNews, GlassTold},
    letters::{Letter, LetterKind},
    notices::{Channel, DispatchOutcome},
    tasks::Deed,
    telegram::LinkStatus,
};
use store::Commit;

async fn outcomes(town: &Town, person: UserId) -> Vec<DispatchOutcome> {
    let (_, tries) = told_of(&town.desk, person).await.unwrap();
    tries.iter().rev().filter(|row| row.channel == Channel::Telegram).map(|row| row.outcome).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_linked_is_told_once_and_nobody_else_is() {
    let (town, sara) = Town::with_sara().await;
    let omid = town.person("Omid").await;
    town.tell(sara, paid()).await;
    town.tell(omid, paid()).await;
    let other = town.desk.twin();
    let (one, two) = tokio::join!(actions::tasks::run_due(&town.desk, "one"), actions::tasks::run_due(&other, "two"));
    one.unwrap();
    two.unwrap();
    town.desk.run_due().await;
    assert_eq!(
        town.ear.did().into_iter().filter(|did| matches!(did, Did::Told(..))).collect::<Vec<_>>(),
        [Did::Told(SARA, paid())]
    );
    assert_eq!(outcomes(&town, sara).await, [DispatchOutcome::Sent]);
    assert_eq!(outcomes(&town, omid).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_matrix_and_the_quiet_hours_are_kept_and_safety_is_told_always() {
    let (town, sara) = Town::with_sara().await;
    // It is 11:30 in Tehran when a test begins.
    let form = QuietForm { from: "11:00".into(), until: "13:00".into(), zone: "Asia/Tehran".into() };
    set_quiet_hours(&town.desk, sara, &form).await.unwrap();
    town.tell(sara, paid()).await;
    town.tell(sara, LetterKind::PasswordChanged).await;
    let (news, reason, until) = (GlassNews::Opened, "No signer is at hand.".to_owned(), town.desk.now() + Hours(1));
    let alarm = LetterKind::BreakGlass(GlassTold { news, who: Some("Nadia".into()), reason, until, paid: None });
    town.tell(sara, alarm.clone()).await;
    town.desk.run_due().await;
    assert_eq!((town.ear.told(&paid()), town.ear.told(&LetterKind::PasswordChanged)), (0, 1));
    assert_eq!(town.ear.told(&alarm), 1, "an alarm of the house waits for no hour");
    town.desk.advance(Minutes(90));
    town.desk.run_due().await;
    assert_eq!(town.ear.told(&paid()), 1);
    switch_notifications(&town.desk, sara, "orders.telegram", false).await.unwrap();
    town.tell(sara, paid()).await;
    town.desk.run_due().await;
    assert_eq!(town.ear.told(&paid()), 1);
    // What may not be chosen has no button that stops it.
    assert_eq!(*town.ear.stops.lock().unwrap(), [None, None, Some("mute:orders:0".to_owned())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_is_away_for_three_days_loses_nothing_and_tells_nothing_twice() {
    let (town, sara) = Town::with_sara().await;
    let kinds = [LetterKind::TotpAdded, LetterKind::PasswordChanged, LetterKind::RecoveryUsed, paid()];
    for kind in kinds.clone() {
        town.tell(sara, kind).await;
    }
    for _ in 0..36 {
        town.ear.complaints.lock().unwrap().extend((0..4).map(|_| NotTaken::Later("no such host".into())));
        town.desk.run_due().await;
        town.desk.advance(Hours(2));
    }
    assert!(town.ear.did().iter().all(|did| !matches!(did, Did::Told(..))));
    town.ear.complaints.lock().unwrap().clear();
    for _ in 0..3 {
        town.desk.run_due().await;
        town.desk.advance(Hours(1));
    }
    for kind in &kinds {
        assert_eq!(town.ear.told(kind), 1, "{kind:?}");
    }
    let told = outcomes(&town, sara).await;
    assert_eq!(told.iter().filter(|it| **it == DispatchOutcome::Sent).count(), kinds.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_is_waited_for_as_long_as_telegram_asks() {
    let (town, sara) = Town::with_sara().await;
    town.tell(sara, paid()).await;
    town.ear.complaints.lock().unwrap().push_back(NotTaken::After(Seconds(600), "429".into()));
    town.desk.run_due().await;
    town.desk.advance(Seconds(599));
    town.desk.run_due().await;
    assert_eq!(town.ear.told(&paid()), 0);
    town.desk.advance(Seconds(1));
    town.desk.run_due().await;
    assert_eq!(town.ear.told(&paid()), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_have_arrived_is_not_told_again() {
    let (town, sara) = Town::with_sara().await;
    town.tell(sara, paid()).await;
    town.ear.complaints.lock().unwrap().push_back(NotTaken::Unclear("no answer".into()));
    for _ in 0..3 {
        town.desk.run_due().await;
        town.desk.advance(Hours(1));
    }
    assert_eq!((town.ear.told(&paid()), outcomes(&town, sara).await), (0, vec![DispatchOutcome::Unclear]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_dies_while_it_tells_tells_nothing_twice() {
    let (town, sara) = Town::with_sara().await;
    town.tell(sara, paid()).await;
    let due = town.desk.store.due_tasks(domain::tasks::Lane::Bot, town.desk.now(), 9).await.unwrap();
    let Deed::SendTelegram(id) = due[0].deed else { panic!("{due:?}") };
    let letter: Letter = town.desk.store.get(id).await.unwrap();
    // It was killed between handing over and writing down.
    town.desk.commit(Commit::new().save(&letter.tried(town.desk.now()))).await.unwrap();
    town.desk.run_due().await;
    assert_eq!((town.ear.told(&paid()), outcomes(&town, sara).await), (0, vec![DispatchOutcome::Unclear]));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_stopped_the_bot_is_left_alone() {
    let (town, sara) = Town::with_sara().await;
    let stopped = || NotTaken::Stopped("403 Forbidden: bot was blocked by the user".into());
    town.ear.complaints.lock().unwrap().push_back(stopped());
    town.tell(sara, paid()).await;
    town.desk.run_due().await;
    assert_eq!(link_of(&town.desk, sara).await.unwrap().unwrap().status, LinkStatus::Blocked);
    town.tell(sara, paid()).await;
    town.desk.run_due().await;
    assert_eq!(outcomes(&town, sara).await, [DispatchOutcome::Refused, DispatchOutcome::NotWanted]);
}

#[tokio::test(flavor = "multi_thread")]
async fn news_of_one_person_never_reach_who_has_their_telegram_now() {
    let (town, sara) = Town::with_sara().await;
    town.ear.complaints.lock().unwrap().push_back(NotTaken::Later("away".into()));
    town.tell(sara, paid()).await;
    town.desk.run_due().await;
    unlink(&town.desk, sara).await.unwrap();
    let omid = town.person("Omid").await;
    town.link(omid, SARA).await;
    town.desk.advance(Hours(1));
    town.desk.run_due().await;
    assert_eq!(town.ear.told(&paid()), 0);
}
