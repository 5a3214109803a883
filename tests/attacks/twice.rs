//! Every form twice at once with one key, as an impatient hand or a broken network sends it: one effect. `AMANAT_CLICKS`
//! says how often instead of twice.

use crate::world::{FORM, Ours, Who, World, encoded, form_of};
use app::routes::{DEEDS, May, Whose};
use futures::future::join_all;
use reqwest::Method;
use std::collections::HashSet;

/// In an order in which each finds what it needs: what ends a thing comes after what needs it.
const LAST: [&str; 9] = [
    "accept_offer",
    "withdraw_offer",
    "cancel_request",
    "mark_sent",
    "mark_arrived",
    "renew_delivery_code",
    "give_refund",
    "cancel_order",
    "refuse_seller",
];

/// What may be done again and leaves the thing in the same state: other words, another code, a wrong try.
const REPEATED: [&str; 6] = ["edit", "edit_offer", "edit_request", "renew_code", "renew_delivery_code", "wrong_code"];

#[tokio::test(flavor = "multi_thread")]
async fn every_form_sent_twice_at_once_has_one_effect() {
    let world = World::start().await;
    let rank = |name: &str| LAST.iter().position(|last| *last == name).map_or(0, |at| at + 1);
    let mut deeds: Vec<_> = DEEDS.iter().collect();
    deeds.sort_by_key(|deed| rank(deed.name));
    let (mut tried, mut wrong) = (0, Vec::new());
    for deed in deeds {
        let who = match (deed.may, deed.whose) {
            (May::Has(domain::identity::Role::Seller), _) | (_, Whose::Seller) => Who::Seller,
            (May::Has(_) | May::HasOneOf(_), _) => Who::Admin,
            (_, Whose::Oneself) => Who::OtherSeller,
            _ => Who::Buyer,
        };
        let who = if deed.name == "make_offer" { Who::OtherSeller } else { who };
        let form = encoded(&form_of(&world, deed.name).unwrap_or_default());
        let session = world.session(who).await;
        let post = || {
            let ask = world.ask(Method::POST, &format!("/api/{}", deed.name), &session).ours(&world.origin);
            ask.header("content-type", FORM).body(form.clone()).send()
        };
        let answers = join_all((0..clicks()).map(|_| post())).await;
        let statuses: Vec<u16> = answers.into_iter().map(|answer| answer.unwrap().status().as_u16()).collect();
        tried += statuses.len();
        if statuses.iter().any(|status| *status >= 500) {
            wrong.push(format!("{} by {who:?}: {statuses:?}", deed.name));
        }
        if let Some(row) = told_twice(&world).await {
            wrong.push(format!("{} by {who:?}: {statuses:?}, and {row} happened twice", deed.name));
        }
    }
    assert_eq!(world.desk.store.addresses_of(world.id(Who::OtherSeller)).await.unwrap().len(), 1, "add_address");
    println!("race forms: {tried} tries, {} at once", clicks());
    assert!(wrong.is_empty(), "{} had more than one effect:\n{}", wrong.len(), wrong.join("\n"));
    assert!(actions::ledger::audit(&world.desk).await.unwrap().is_clean());
}

fn clicks() -> usize {
    std::env::var("AMANAT_CLICKS").map_or(2, |text| text.parse().expect("a number"))
}

/// What stands twice in the history of a thing: the same move of the same noun, from and to the same states.
async fn told_twice(world: &World) -> Option<String> {
    let things = &world.things;
    for request in [things.wish, things.quiet, things.order.request, things.unpaid.request] {
        let mut seen = HashSet::new();
        for row in world.desk.store.history(request).await.unwrap().into_iter().filter(|row| row.outcome.is_none()) {
            let told = format!("{:?} {} {:?} {}", row.subject, row.deed, row.from, row.to);
            if !REPEATED.contains(&row.deed.as_str()) && !seen.insert(told.clone()) {
                return Some(told);
            }
        }
    }
    None
}
