//! A seller writes a template, and nobody else does.

use super::{Shop, lamp};
use crate::world::{refusal, says};
use actions::market::{create_template, edit_template, move_template, offered, own_template};
use domain::market::{TemplateDeed, TemplateForm, TemplateStatus};

#[tokio::test(flavor = "multi_thread")]
async fn only_a_seller_writes_one_and_only_its_own_seller_changes_it() {
    let shop = Shop::open().await;
    let (desk, world) = (shop.desk(), &shop.world);
    let (buyer, other) = (world.buyer().await, world.seller("Mina").await);
    let refused = refusal(create_template(desk, buyer, &lamp(world), &world.key()).await);
    assert_eq!(refused, says(403, "market-not-a-seller"));
    for stranger in [buyer, other] {
        assert_eq!(refusal(edit_template(desk, stranger, shop.template, &lamp(world)).await).0, 404);
        assert_eq!(refusal(move_template(desk, stranger, shop.template, TemplateDeed::Delete).await).0, 404);
        assert_eq!(refusal(own_template(desk, stranger, shop.template).await.map(drop)).0, 404);
    }
    assert_eq!(shop.template().await.version, 0, "nothing of it was written");
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_are_said_per_field_and_a_category_must_be_there() {
    let shop = Shop::open().await;
    let nowhere = domain::CategoryId::from_bytes([7; 16]).to_string();
    let form = TemplateForm { category: nowhere, ..lamp(&shop.world) };
    assert_eq!(
        refusal(create_template(shop.desk(), shop.seller, &form, &shop.world.key()).await),
        says(422, "category:not-a-choice")
    );
    let refused = refusal(shop.edit(|form| TemplateForm { price: "0".to_owned(), ..form }).await);
    assert_eq!(refused, says(422, "price:more-than-zero"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_form_twice_makes_one_and_the_link_stays_when_the_words_change() {
    let shop = Shop::open().await;
    let key = shop.world.key();
    let form = lamp(&shop.world);
    let make = || create_template(shop.desk(), shop.seller, &form, &key);
    let (first, second) = tokio::join!(make(), make());
    assert_eq!(first.unwrap(), second.unwrap());
    assert_eq!(shop.desk().store.templates_of(shop.seller).await.unwrap().len(), 2);
    let before = shop.template().await;
    shop.edit(|form| form).await.unwrap();
    assert_eq!(shop.template().await.edition, before.edition, "the same words again are no new edition");
    shop.edit(|form| TemplateForm { title: "Another lamp".to_owned(), ..form }).await.unwrap();
    let after = shop.template().await;
    assert_eq!((after.slug, after.edition), (before.slug, before.edition + 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_away_is_gone_from_lists_and_links_and_does_not_come_back() {
    let shop = Shop::open().await;
    let (desk, slug) = (shop.desk(), shop.template().await.slug);
    assert_eq!(offered(desk, &slug).await.unwrap().seller.id, shop.seller);
    for _ in 0..2 {
        move_template(desk, shop.seller, shop.template, TemplateDeed::Delete).await.unwrap();
    }
    assert_eq!(shop.template().await.status, TemplateStatus::Deleted);
    assert_eq!(refusal(offered(desk, &slug).await).0, 404);
    assert!(desk.store.templates_of(shop.seller).await.unwrap().is_empty());
    let back = move_template(desk, shop.seller, shop.template, TemplateDeed::Resume).await;
    assert_eq!(refusal(back), says(409, "deleted resume"));
    assert_eq!(refusal(shop.edit(|form| form).await), says(409, "deleted edit"));
    shop.books_are_right().await;
}
