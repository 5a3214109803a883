//! What needs whoever keeps the money: what waits for their own device, for the deposit account's, for an instruction to be
//! made, and for a vault to be filled; and nothing of it for anybody else.

use crate::{device_room::Hardware, signers_room::keeper, vault_room::Vault};
use actions::{
    Desk,
    custody::{make_instruction, revoke_signer},
    ledger::seal,
    needs::needs_of,
    settings::{SettingForm, change_setting},
};
use domain::{
    Minutes, UserId,
    custody::InstructionStatus,
    identity::Role,
    machine::Word,
    needs::{About, Need},
    settings::SettingKey,
};
use testkit::{TestDesk, usdt};

async fn asked(desk: &Desk, who: UserId) -> Vec<&'static str> {
    needs_of(desk, who).await.unwrap().iter().map(|need| need.asked.word()).collect()
}

async fn first(desk: &Desk, who: UserId) -> Need {
    needs_of(desk, who).await.unwrap().remove(0)
}

async fn set(desk: &TestDesk, admin: UserId, key: SettingKey, value: &str) {
    let (key, value, reason) = (key.to_string(), value.to_owned(), "So it shall be.".to_owned());
    change_setting(desk, admin, &SettingForm { key, value, seen: "0".to_owned(), reason }).await.unwrap();
    desk.advance(Minutes(24 * 60));
}

#[tokio::test]
async fn a_large_payout_asks_for_an_instruction_and_that_asks_whoever_has_a_signer_and_has_not_signed() {
    let vault = Vault::new().await;
    let (mut one, two) = (vault.holder(1).await, vault.holder(2).await);
    let (desk, unarmed) = (&vault.town.desk, vault.town.staff(Role::Treasurer).await);
    let resolver = vault.town.staff(Role::Resolver).await;
    let admin = vault.town.staff(Role::Admin).await;
    set(desk, admin, SettingKey::TwoSignersAbove, "1500").await;
    let payout = vault.ask("2000").await;
    for who in [one.keeper.id, two.keeper.id, unarmed, admin] {
        assert_eq!(asked(desk, who).await, ["have_signed"], "a click would be refused");
        assert_eq!(first(desk, who).await.about, About::Payout(payout));
    }
    let id = make_instruction(desk, unarmed, payout).await.unwrap();
    for who in [one.keeper.id, two.keeper.id] {
        let need = first(desk, who).await;
        assert_eq!((need.asked.word(), need.about), ("sign_instruction", About::Instruction(id)));
        assert_eq!(need.until, Some(vault.instruction(id).await.expires_at));
        assert_eq!(need.title.as_deref(), Some("2000.00 USDT on Local"));
    }
    for who in [unarmed, admin, resolver, vault.person] {
        assert_eq!(asked(desk, who).await, [""; 0], "they have no device");
    }
    assert_eq!(vault.sign(&mut one, id).await.unwrap(), InstructionStatus::Open);
    assert_eq!(asked(desk, one.keeper.id).await, [""; 0], "they have signed");
    assert_eq!(asked(desk, two.keeper.id).await, ["sign_instruction"]);
    let signer = desk.store.active_signers().await.unwrap().into_iter().find(|it| it.user_id == two.keeper.id).unwrap();
    revoke_signer(desk, admin, signer.id, "lost on a train").await.unwrap();
    assert_eq!(asked(desk, two.keeper.id).await, [""; 0], "what their device signs counts no more");
    desk.advance(Minutes(24 * 60));
    assert_eq!(asked(desk, two.keeper.id).await, ["have_signed"], "nobody signed in time");
}

#[tokio::test]
async fn a_device_that_does_not_count_yet_and_money_to_oneself_ask_for_no_signature() {
    let vault = Vault::new().await;
    let (one, late) = (vault.holder(1).await, vault.holder(2).await);
    let desk = &vault.town.desk;
    let payout = vault.ask("2000").await;
    let id = make_instruction(desk, one.keeper.id, payout).await.unwrap();
    assert_eq!(first(desk, one.keeper.id).await.about, About::Instruction(id));
    assert_eq!(asked(desk, late.keeper.id).await, [""; 0], "it counts tomorrow");
    actions::identity::grant_role(desk, domain::event::Actor::House, vault.person, Role::Treasurer).await.unwrap();
    assert_eq!(asked(desk, vault.person).await, [""; 0], "it is their own money");
}

#[tokio::test(flavor = "multi_thread")]
async fn sweeps_that_wait_for_a_device_are_one_line_and_one_alone_leads_to_its_own_page() {
    let room = Hardware::new().await;
    let desk = &room.town.desk;
    let treasurer = keeper(desk, Role::Treasurer, 7).await.id;
    let (resolver, nobody) = (room.town.staff(Role::Resolver).await, room.town.person_with(0).await);
    let (one, _) = room.planned(25_000).await;
    for who in [room.admin.id, treasurer] {
        let need = first(desk, who).await;
        assert_eq!((need.asked.word(), need.about, need.count), ("sign_sweep", About::Sweep(one), 1));
        assert_eq!(need.sum, Some(usdt(25_000)));
    }
    room.planned(30_000).await;
    let need = first(desk, treasurer).await;
    assert_eq!((need.about, need.count, need.sum), (About::Vaults, 2, None));
    assert_eq!(asked(desk, treasurer).await, ["sign_sweep"]);
    for who in [resolver, nobody] {
        assert_eq!(asked(desk, who).await, [""; 0]);
    }
}

#[tokio::test]
async fn a_vault_outside_its_bounds_is_a_need_without_a_clock_that_stands_below_those_that_have_one() {
    let vault = Vault::new().await;
    let holder = vault.holder(1).await;
    let (desk, admin) = (&vault.town.desk, vault.town.staff(Role::Admin).await);
    seal(desk).await.unwrap();
    assert_eq!(asked(desk, admin).await, [""; 0], "until somebody says how much");
    set(desk, admin, SettingKey::VaultMin, "11001").await;
    let need = first(desk, holder.keeper.id).await;
    assert_eq!((need.asked.word(), need.about, need.until), ("fill_vault", About::Vaults, None));
    assert_eq!((need.title.as_deref(), need.sum), (Some("Local"), Some(usdt(1_100_000))));
    set(desk, admin, SettingKey::VaultMax, "10999").await;
    vault.ask("2000").await;
    assert_eq!(asked(desk, admin).await, ["have_signed", "ease_vault"]);
}
