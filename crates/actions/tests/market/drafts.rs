use crate::world::{World, refusal, says};
use actions::market;
use domain::market::{RequestForm, Step};

async fn write(world: &World, buyer: domain::UserId) {
    for step in [Step::What, Step::Details, Step::Delivery] {
        market::save_draft(&world.desk, buyer, step, &world.wish()).await.unwrap();
    }
}

#[tokio::test]
async fn what_is_typed_is_kept_even_when_it_is_refused() {
    let world = World::new().await;
    let buyer = world.buyer().await;
    let typed = RequestForm { title: "x".repeat(300), ..RequestForm::default() };
    let refused = market::save_draft(&world.desk, buyer, Step::What, &typed).await;
    assert_eq!(refusal(refused), says(422, "category:required description:required title:too-long"));
    assert_eq!(market::draft_for(&world.desk, buyer).await.unwrap().0.title.len(), 300);
}

#[tokio::test]
async fn two_tabs_that_start_at_once_write_one_draft() {
    let world = World::new().await;
    let buyer = world.buyer().await;
    let form = world.wish();
    let (a, b) = tokio::join!(
        market::keep_draft(&world.desk, buyer, Step::What, &form),
        market::keep_draft(&world.desk, buyer, Step::Delivery, &form)
    );
    a.unwrap();
    b.unwrap();
    let (kept, _) = market::draft_for(&world.desk, buyer).await.unwrap();
    assert_eq!((kept.title, kept.delivery_email), (form.title, form.delivery_email));
}

#[tokio::test]
async fn a_draft_published_twice_is_one_request_and_the_draft_is_gone() {
    let world = World::new().await;
    let buyer = world.buyer().await;
    write(&world, buyer).await;
    let (_, version) = market::draft_for(&world.desk, buyer).await.unwrap();
    let key = world.key();
    let (first, second) = tokio::join!(
        market::publish_draft(&world.desk, buyer, version, &key),
        market::publish_draft(&world.desk, buyer, version, &key)
    );
    assert_eq!(first.unwrap(), second.unwrap());
    assert!(world.desk.store.draft_of(buyer).await.unwrap().is_none());
    let empty = market::publish_draft(&world.desk, buyer, 0, &world.key()).await;
    assert_eq!(refusal(empty), says(409, "market-no-draft"));
}

#[tokio::test]
async fn a_draft_that_changed_in_another_tab_is_not_published_unseen() {
    let world = World::new().await;
    let buyer = world.buyer().await;
    write(&world, buyer).await;
    let (_, shown) = market::draft_for(&world.desk, buyer).await.unwrap();
    market::keep_draft(&world.desk, buyer, Step::What, &RequestForm::default()).await.unwrap();
    let published = market::publish_draft(&world.desk, buyer, shown, &world.key()).await;
    assert_eq!(refusal(published), says(409, "market-draft-changed"));
}

#[tokio::test]
async fn an_unfinished_draft_is_refused_with_every_open_field() {
    let world = World::new().await;
    let buyer = world.buyer().await;
    market::save_draft(&world.desk, buyer, Step::What, &world.wish()).await.unwrap();
    let (_, version) = market::draft_for(&world.desk, buyer).await.unwrap();
    let published = market::publish_draft(&world.desk, buyer, version, &world.key()).await;
    assert_eq!(refusal(published).0, 422);
    market::discard_draft(&world.desk, buyer).await.unwrap();
    market::discard_draft(&world.desk, buyer).await.expect("done twice is done once");
}
