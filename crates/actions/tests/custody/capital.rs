//! What the house puts into its vault: read from the chain, booked once, and by nobody but those who keep the books.

use crate::town::{CHAIN, Town, code_of};
use actions::{
    FormKey,
    custody::{CapitalForm, book_capital},
};
use domain::{
    Currency, Money, UserId, custody::PayoutStatus as S, escrow::TxHash, identity::Role, ledger::LedgerAccount,
};
use futures::future::join_all;
use payments::Signer;
use testkit::usdt;

fn form(amount: &str, tx: &TxHash) -> CapitalForm {
    let text = str::to_owned;
    let (chain, currency) = (CHAIN.to_string(), text("USDT"));
    CapitalForm { chain, currency, amount: text(amount), tx: tx.0.clone(), note: text("From the house's own account.") }
}

async fn book(town: &Town, who: UserId, form: CapitalForm, key: &str) -> String {
    code_of(book_capital(&town.desk, who, &form, &FormKey::new(key, [&*form.amount, &*form.tx])).await)
}

async fn operator(town: &Town) -> Money {
    actions::ledger::seal(&town.desk).await.unwrap();
    town.desk.store.balance(&LedgerAccount::Operator, Currency::USDT).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_house_put_in_is_booked_once_as_it_came_and_never_our_own_payout() {
    let town = Town::new().await;
    let (keeper, before) = (town.staff(Role::Treasurer).await, operator(&town).await);
    let vault = town.keys.vault().address();
    town.give_tokens(&vault, usdt(70_000));
    let head = town.chain.head().await.unwrap().number;
    let tx = town.chain.transfers(head, head, &[vault]).await.unwrap()[0].tx_hash.clone();
    assert_eq!(book(&town, keeper, form("700", &tx), "early").await, "tx:capital-not-final");
    town.anvil.mine(3);
    let person = town.person_with(1_000).await;
    assert_eq!(book(&town, person, form("700", &tx), "a person").await, "forbidden");
    assert_eq!(book(&town, keeper, form("700.01", &tx), "more").await, "amount:capital-other-amount");
    let unknown = TxHash(format!("0x{}", "9".repeat(64)));
    assert_eq!(book(&town, keeper, form("700", &unknown), "unknown").await, "tx:capital-not-there");
    let wrong = TxHash("0x12".to_owned());
    assert_eq!(book(&town, keeper, form("700", &wrong), "wrong").await, "tx:capital-not-a-hash");
    let keys = ["one form", "another form"];
    let all = join_all((0..10).map(|n| book(&town, keeper, form("700", &tx), keys[n % 2]))).await;
    assert_eq!(all.iter().filter(|code| *code == "done").count(), 5, "one form, however often it was sent: {all:?}");
    let more = operator(&town).await.minus(before).unwrap();
    assert_eq!(more, usdt(70_000 - 1_000), "the gift came out of it");
    let id = town.ask(person, "9").await.unwrap();
    assert_eq!(town.carry_through(id).await, S::Confirmed);
    let own = town.payout(id).await.newest().unwrap().hash.clone();
    assert_eq!(book(&town, keeper, form("9", &own), "own").await, "capital-own-payout");
    town.assert_books_are_right().await;
}
