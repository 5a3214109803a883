use crate::world::World;
use actions::market;
use domain::{
    Minutes, UserId,
    market::{BrowseFilter, BrowseForm, RequestForm},
};

async fn titles(world: &World, form: BrowseForm) -> Vec<String> {
    let filter = form.read(&world.desk.store.categories().await.unwrap());
    world.desk.store.browse(&filter).await.unwrap().rows.into_iter().map(|card| card.title).collect()
}

async fn post(world: &World, buyer: UserId, change: impl FnOnce(&mut RequestForm)) {
    let mut form = world.wish();
    change(&mut form);
    world.desk.advance(Minutes(1));
    world.post(buyer, form).await;
}

#[tokio::test]
async fn private_and_closed_requests_are_on_nobodys_list_but_theirs() {
    let world = World::new().await;
    let (buyer, asked, other) = (world.buyer().await, world.seller("Ali").await, world.seller("Sara").await);
    let form = RequestForm { visibility: "private".into(), preferred_sellers: asked.to_string(), ..world.wish() };
    world.post(buyer, form).await;
    let gone = world.post(buyer, world.wish()).await;
    market::cancel_request(&world.desk, buyer, gone).await.unwrap();
    assert!(titles(&world, BrowseForm::default()).await.is_empty());
    let everything = BrowseForm::default().read(&[]);
    for (who, n) in [(asked, 1), (buyer, 1), (other, 0)] {
        assert_eq!(world.desk.store.asked_of(who, &everything).await.unwrap().len(), n);
    }
}

#[tokio::test]
async fn every_filter_narrows_and_every_order_sorts() {
    let world = World::new().await;
    let buyer = world.buyer().await;
    post(&world, buyer, |form| form.title = "Old lamp".into()).await;
    post(&world, buyer, |form| {
        form.title = "چراغ قديمی".into();
        form.urgency = "urgent".into();
        form.budget_max = "5".into();
    })
    .await;
    post(&world, buyer, |form| {
        form.title = "New lamp".into();
        form.product_type = "service".into();
        form.budget_min = "30".into();
        form.budget_max = "90".into();
    })
    .await;
    let ask = |change: fn(&mut BrowseForm)| {
        let mut form = BrowseForm::default();
        change(&mut form);
        titles(&world, form)
    };
    assert_eq!(ask(|_| {}).await, ["New lamp", "چراغ قديمی", "Old lamp"]);
    assert_eq!(ask(|form| form.text = "LAMP old".into()).await, ["Old lamp"]);
    assert_eq!(ask(|form| form.text = "قدیمي".into()).await, ["چراغ قديمی"]);
    assert_eq!(ask(|form| form.urgency = "urgent".into()).await, ["چراغ قديمی"]);
    assert_eq!(ask(|form| form.kind = "service".into()).await, ["New lamp"]);
    assert_eq!(ask(|form| form.min = "21".into()).await, ["New lamp"]);
    assert_eq!(ask(|form| form.max = "29".into()).await.len(), 2);
    assert!(ask(|form| form.currency = "EUR".into()).await.is_empty());
    assert_eq!(ask(|form| form.sort = "budget_high".into()).await[0], "New lamp");
    assert_eq!(ask(|form| form.sort = "budget_low".into()).await[0], "چراغ قديمی");
    assert_eq!(ask(|form| form.sort = "urgent".into()).await[0], "چراغ قديمی");
    assert_eq!(ask(|form| form.category = "home".into()).await.len(), 3, "a branch finds its leaves");
    assert!(ask(|form| form.category = "services".into()).await.is_empty());
    assert_eq!(ask(|form| (form.text, form.kind) = ("lamp".into(), "service".into())).await, ["New lamp"]);
}

#[tokio::test]
async fn a_long_list_comes_in_pages_and_is_counted_exactly_up_to_a_thousand() {
    let world = World::new().await;
    let buyer = world.buyer().await;
    let categories = world.desk.store.categories().await.unwrap();
    let texts = store::SeedTexts { titles: &["Lamp", "Chair"], descriptions: &["Something good"] };
    world.desk.store.seed_requests(1_030, buyer, &categories, &texts, world.desk.now()).await.unwrap();
    let page = |number: &str| BrowseForm { page: number.into(), ..BrowseForm::default() }.read(&categories);
    let first = world.desk.store.browse(&page("1")).await.unwrap();
    assert_eq!((first.count.n, first.count.and_more, first.page_count), (1_000, true, BrowseFilter::MAX_PAGE));
    let second = world.desk.store.browse(&page("2")).await.unwrap();
    assert_eq!((first.rows.len(), second.rows.len()), (24, 24));
    assert!(first.rows.last().unwrap().created_at >= second.rows[0].created_at);
    let chairs = BrowseForm { text: "chair".into(), page: "99".into(), ..BrowseForm::default() }.read(&categories);
    let last = world.desk.store.browse(&chairs).await.unwrap();
    assert_eq!((last.count.and_more, last.page), (false, last.page_count), "a page after the last is the last");
}
