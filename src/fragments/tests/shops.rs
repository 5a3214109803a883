//! What a seller sells again and again: on the seller's page, which is kept, and on its own, which is not.

use super::world::{World, see};
use domain::{event::Actor, identity::Role};

#[tokio::test]
async fn a_new_template_shows_at_once_on_its_sellers_page_and_its_own_page_is_not_kept() {
    let world = World::new().await;
    let person = format!("/people/{}", world.buyer);
    actions::identity::grant_role(&world.desk, Actor::House, world.buyer, Role::Seller).await.unwrap();
    for title in ["A brass lamp", "A second lamp"] {
        see(&world.house, &person).await;
        world.sell(title).await;
        assert!(see(&world.house, &person).await.contains(title));
    }
    let kept = world.house.fragments.bytes();
    let slug = world.desk.store.templates_of(world.buyer).await.unwrap().remove(0).slug;
    assert!(see(&world.house, &format!("/t/{slug}")).await.contains("name=\"key\""));
    assert_eq!(world.house.fragments.bytes(), kept, "a page with a form of a deed was kept");
}
