//! Receipts as files: who may have one, that the command and the page say of it what is true, and where it was changed.

use crate::{
    Steps,
    table::{is_right, must},
    world::{ALL, Answer, Who, World},
};
use app::routes::{May, Whose};
use serde_json::Value;
use std::process::Command;

const KEY: &str = "/.well-known/amanat-receipt-key.json";

pub async fn walk(world: &World, steps: &mut Steps) {
    let path = format!("/orders/{}/receipt.json", world.things.order.request);
    for who in ALL {
        let got = world.page_as(who, &path).await.status;
        let must = must(May::SignedIn, Whose::PartyOrHouse, who);
        let found = || format!("{who:?} at {path} must {must:?}, got {got}");
        steps.one("receipts", (!is_right(must, got)).then(found));
    }
    let got = world.page_as(Who::Buyer, "/orders/req_1/receipt.json").await.status;
    steps.one("receipts", (got != 404).then(|| format!("what is no id: {got}")));
    let receipt = world.page_as(Who::Buyer, &path).await;
    let is_kept = receipt.header("cache-control") != "no-store";
    steps.one("receipts", is_kept.then(|| "a receipt is kept on the way".to_owned()));
    let key = world.page("", KEY).await.text;
    let key: Value = serde_json::from_str(&key).unwrap();
    by_command(steps, &receipt.text, key["key"].as_str().unwrap());
    by_page(world, steps, &receipt.text).await;
}

/// A receipt in which one digit is another.
fn changed(receipt: &str) -> String {
    let changed = receipt.replacen("\"funded\":{\"amount\":\"12.50\"", "\"funded\":{\"amount\":\"13.50\"", 1);
    assert_ne!(changed, receipt, "{receipt}");
    changed
}

/// Somewhere without settings, without a database: only the file is there.
fn by_command(steps: &mut Steps, receipt: &str, key: &str) {
    let other = "ab".repeat(32);
    for (text, key, wanted, says) in [
        (receipt.to_owned(), Some(key), 0, "valid: receipt R-"),
        (receipt.to_owned(), None, 0, "Whose key that is, only the file says."),
        (receipt.to_owned(), Some(other.as_str()), 1, "NO  It is signed with another key: signature.key"),
        (changed(receipt), Some(key), 1, "NO  This was changed: money.funded.amount\n"),
        (changed(receipt), None, 1, "NO  This does not add up: money.funded\n"),
        ("a letter".to_owned(), None, 1, "NO  This is not written as we write them: 1:1"),
        (receipt.to_owned(), Some("none"), 1, ""),
    ] {
        let place = tempfile::tempdir().unwrap();
        std::fs::write(place.path().join("receipt.json"), &text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_amanat"));
        command.env_clear().current_dir(place.path()).args(["verify", "receipt.json"]);
        let answer = command.args(key.map(|key| format!("--key={key}"))).output().unwrap();
        let said = String::from_utf8_lossy(&answer.stdout);
        let is_right = answer.status.code() == Some(wanted) && said.contains(says);
        steps
            .one("receipts", (!is_right).then(|| format!("{:?}, wanted {wanted} and {says:?}: {said}", answer.status)));
        let left = std::fs::read_dir(place.path()).unwrap().count();
        steps.one("receipts", (left != 1).then(|| "the command left something behind".to_owned()));
    }
}

async fn by_page(world: &World, steps: &mut Steps, receipt: &str) {
    let paste = async |text: &str| -> Answer {
        world.post("", "/verify?deed=verify_receipt", &[("receipt".to_owned(), text.to_owned())]).await
    };
    for (text, wanted, says) in [
        (receipt.to_owned(), 200, "data-verdict=\"valid\""),
        (changed(receipt), 422, ">money.funded.amount</code>"),
        ("<script>alert(1)</script>".to_owned(), 422, "data-verdict=\"changed\""),
        (String::new(), 422, "verify_receipt-receipt-error"),
    ] {
        let answer = paste(&text).await;
        let is_right = answer.status == wanted && answer.text.contains(says) && !answer.text.contains("<script>alert");
        let found = || format!("{text:.30} pasted: wanted {wanted} and {says}, got {}", answer.status);
        steps.one("receipts", (!is_right).then(found));
    }
}
