use crate::world::{World, refusal, says};
use actions::market;
use domain::{
    identity::Role,
    market::{Category, CategoryForm},
};

fn form(slug: &str, parent: &str) -> CategoryForm {
    let (slug, parent) = (slug.to_owned(), parent.to_owned());
    CategoryForm { name: "چراغ".into(), name_en: "Lamps".into(), slug, parent, ..CategoryForm::default() }
}

#[tokio::test]
async fn only_an_admin_grows_the_tree_and_a_slug_is_taken_once() {
    let world = World::new().await;
    let (buyer, admin) = (world.buyer().await, world.person("Nadia", &[Role::Admin]).await);
    let refused = market::create_category(&world.desk, buyer, &form("lamps", "")).await;
    assert_eq!(refusal(refused), says(403, "forbidden"));
    market::create_category(&world.desk, admin, &form("lamps", "")).await.unwrap();
    let twice = market::create_category(&world.desk, admin, &form("lamps", "")).await;
    assert_eq!(refusal(twice), says(409, "market-slug-taken"));
}

#[tokio::test]
async fn a_category_with_live_requests_or_branches_stays() {
    let world = World::new().await;
    let (buyer, admin) = (world.buyer().await, world.person("Nadia", &[Role::Admin]).await);
    let furniture: Category = world.get(world.lamps).await;
    let home = furniture.parent_id.unwrap();
    let request = world.post(buyer, world.wish()).await;
    for id in [furniture.id, home] {
        let deleted = market::delete_category(&world.desk, admin, id).await;
        assert_eq!(refusal(deleted), says(409, "market-category-in-use"));
    }
    market::cancel_request(&world.desk, buyer, request).await.unwrap();
    market::delete_category(&world.desk, admin, furniture.id).await.unwrap();
    let posted = market::post_request(&world.desk, buyer, &world.wish(), &world.key()).await;
    assert_eq!(refusal(posted), says(422, "category:not-a-choice"));
}

#[tokio::test]
async fn a_category_never_hangs_on_its_own_branch() {
    let world = World::new().await;
    let admin = world.person("Nadia", &[Role::Admin]).await;
    let root = market::create_category(&world.desk, admin, &form("lamps", "")).await.unwrap();
    let leaf = market::create_category(&world.desk, admin, &form("led", &root.to_string())).await.unwrap();
    let moved = market::move_category(&world.desk, admin, root, Some(leaf)).await;
    assert_eq!(refusal(moved), says(409, "market-category-cycle"));
    market::move_category(&world.desk, admin, leaf, None).await.unwrap();
}

#[tokio::test]
async fn the_starting_tree_is_planted_once() {
    let world = World::new().await;
    let before = world.desk.store.categories().await.unwrap();
    market::plant_starting_tree(&world.desk).await.unwrap();
    assert_eq!(world.desk.store.categories().await.unwrap(), before);
}
