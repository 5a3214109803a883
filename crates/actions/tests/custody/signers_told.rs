//! Nobody registers, revokes or chooses a device unseen: everybody who keeps the money is told of it, and nobody else.

use crate::{
    device_room::Hardware,
    signers_room::{Keeper, Room},
    town::code_of,
};
use actions::{
    Desk,
    custody::{revoke_signer, tell_signer_counts},
};
use domain::{
    Minutes, TrezorAccountId, UserId,
    identity::Role,
    letters::{LetterKind, SignerNews, SignerTold},
    notices::NoticeCategory,
};
use payments::Keystore;
use store::NoticeFilter;

/// What this person was told of signers, oldest first.
async fn told(desk: &Desk, who: UserId) -> Vec<SignerTold> {
    let unread = NoticeFilter { is_read: false, ..NoticeFilter::default() };
    let items = desk.store.notifications(who, &unread, 50).await.unwrap();
    let of_signers = items.into_iter().rev().filter_map(|item| match item.kind {
        LetterKind::Signer(told) => {
            assert!(item.category == NoticeCategory::Account && item.category.is_about_safety(), "nobody mutes it");
            Some(told)
        }
        _ => None,
    });
    of_signers.collect()
}

fn in_a_word(told: &SignerTold) -> &'static str {
    match told.news {
        SignerNews::Proved { .. } => "proved",
        SignerNews::Counts => "counts",
        SignerNews::Revoked { .. } => "revoked",
        SignerNews::Receives => "receives",
    }
}

async fn words(desk: &Desk, who: UserId) -> Vec<&'static str> {
    told(desk, who).await.iter().map(in_a_word).collect()
}

/// One more device of theirs, in a house that has one: it counts after a day.
async fn second(room: &mut Room, first: &mut Keeper) -> TrezorAccountId {
    room.registered(first).await;
    room.desk.advance(Minutes(1));
    room.device = Keystore::generate().unwrap();
    room.registered(first).await
}

#[tokio::test]
async fn whoever_keeps_the_money_hears_of_a_device_when_it_is_proved_when_it_counts_and_when_it_ends() {
    let mut room = Room::new().await;
    let mut holder = room.keeper(Role::Treasurer, 1).await;
    let (admin, other) = (room.keeper(Role::Admin, 2).await.id, room.keeper(Role::Resolver, 3).await.id);
    let id = second(&mut room, &mut holder).await;
    let desk = &room.desk;
    for keeper in [admin, holder.id] {
        assert_eq!(words(desk, keeper).await, ["proved", "proved"], "who did it is told too");
    }
    let last = told(desk, admin).await.pop().unwrap();
    let counts_from = room.signer(id).await.counts_from.unwrap();
    assert_eq!((last.signer, last.news), (id, SignerNews::Proved { counts_from }));
    assert_eq!((last.label.as_str(), last.holder.as_str(), last.by.as_str()), ("Safe 5", "Nadia", "Nadia"));
    desk.run_due().await;
    assert_eq!(words(desk, admin).await.len(), 2, "its day is not over");
    desk.advance(Minutes(24 * 60));
    desk.run_due().await;
    // A clock that died and looks again has nothing to say.
    tell_signer_counts(desk, id).await.unwrap();
    assert_eq!(words(desk, admin).await, ["proved", "proved", "counts"]);
    for _ in 0..2 {
        let _ = revoke_signer(desk, admin, id, "lost on a train").await;
    }
    assert_eq!(words(desk, holder.id).await, ["proved", "proved", "counts", "revoked"]);
    let last = told(desk, holder.id).await.pop().unwrap();
    assert_eq!(last.news, SignerNews::Revoked { why: "lost on a train".to_owned() });
    assert_eq!(told(desk, other).await, []);
}

#[tokio::test]
async fn what_was_revoked_within_its_day_is_never_said_to_count_and_what_nobody_proved_is_not_told() {
    let mut room = Room::new().await;
    let mut holder = room.keeper(Role::Treasurer, 1).await;
    let admin = room.keeper(Role::Admin, 2).await;
    let id = second(&mut room, &mut holder).await;
    revoke_signer(&room.desk, admin.id, id, "nobody knows it").await.unwrap();
    room.desk.advance(Minutes(24 * 60));
    room.desk.run_due().await;
    assert_eq!(words(&room.desk, admin.id).await, ["proved", "proved", "revoked"]);
    let asked = room.begin(&holder, &Keystore::generate().unwrap().xpub().unwrap()).await.unwrap();
    revoke_signer(&room.desk, admin.id, asked, "typed wrong").await.unwrap();
    assert_eq!(words(&room.desk, admin.id).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deposit_account_chosen_anew_is_told_once_and_a_refused_choice_not() {
    let mut room = Hardware::undecided().await;
    let treasurer = crate::signers_room::keeper(&room.town.desk, Role::Treasurer, 7).await.id;
    room.choose().await.unwrap();
    room.choose().await.unwrap();
    assert_eq!(words(&room.town.desk, treasurer).await, ["receives"]);
    let last = told(&room.town.desk, treasurer).await.pop().unwrap();
    assert_eq!((last.signer, last.by.as_str()), (room.signer, "Nadia"));
    revoke_signer(&room.town.desk, treasurer, room.signer, "its holder leaves").await.unwrap();
    assert_eq!(code_of(room.choose().await), "signer-does-not-count");
    assert_eq!(words(&room.town.desk, room.admin.id).await, ["proved", "receives", "revoked"]);
}
