use crate::world::{World, code_of};
use actions::{FormKey, identity};
use domain::{
    AddressId, UserId,
    identity::{Address, AddressForm},
};

fn form(label: &str) -> AddressForm {
    let text = |text: &str| text.to_owned();
    AddressForm {
        label: text(label),
        recipient: text("Aigul Karimova"),
        street: text("Chui 12, flat 4"),
        city: text("Bishkek"),
        postal_code: text("720000"),
        country: text("Kyrgyzstan"),
        phone: text("+996 555 123456"),
    }
}

async fn add(world: &World, user: UserId, label: &str) -> AddressId {
    let form = form(label);
    identity::add_address(&world.desk, user, &form, &FormKey::new(label, form.values())).await.unwrap()
}

async fn primaries(world: &World, user: UserId) -> Vec<AddressId> {
    let all: Vec<Address> = world.desk.store.addresses_of(user).await.unwrap();
    all.into_iter().filter(|address| address.is_primary).map(|address| address.id).collect()
}

#[tokio::test]
async fn the_first_address_is_the_primary_one_and_another_takes_over_in_one_go() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let (home, office) = (add(&world, aigul, "Home").await, add(&world, aigul, "Office").await);
    assert_eq!(primaries(&world, aigul).await, [home]);
    identity::make_primary(&world.desk, aigul, office).await.unwrap();
    identity::make_primary(&world.desk, aigul, office).await.unwrap();
    assert_eq!(primaries(&world, aigul).await, [office]);
}

#[tokio::test]
async fn two_primaries_raced_leave_one() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    add(&world, aigul, "Home").await;
    let (office, summer) = (add(&world, aigul, "Office").await, add(&world, aigul, "Summer").await);
    for _ in 0..5 {
        let (a, b) = tokio::join!(
            identity::make_primary(&world.desk, aigul, office),
            identity::make_primary(&world.desk, aigul, summer),
        );
        a.unwrap();
        b.unwrap();
        assert_eq!(primaries(&world, aigul).await.len(), 1);
    }
}

#[tokio::test]
async fn two_first_addresses_at_once_leave_one_primary() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let ids = tokio::join!(add(&world, aigul, "Home"), add(&world, aigul, "Office"));
    assert_ne!(ids.0, ids.1);
    assert_eq!(primaries(&world, aigul).await.len(), 1);
}

#[tokio::test]
async fn removing_the_primary_address_makes_the_oldest_left_primary() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let (home, office) = (add(&world, aigul, "Home").await, add(&world, aigul, "Office").await);
    identity::remove_address(&world.desk, aigul, home).await.unwrap();
    assert_eq!(primaries(&world, aigul).await, [office]);
    identity::remove_address(&world.desk, aigul, office).await.unwrap();
    assert!(primaries(&world, aigul).await.is_empty());
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_address() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let (a, b) = tokio::join!(add(&world, aigul, "Home"), add(&world, aigul, "Home"));
    assert_eq!(a, b);
    assert_eq!(add(&world, aigul, "Home").await, a);
    assert_eq!(world.desk.store.addresses_of(aigul).await.unwrap().len(), 1);
    let other = form("Elsewhere");
    let reused = identity::add_address(&world.desk, aigul, &other, &FormKey::new("Home", other.values())).await;
    assert_eq!(code_of(reused), (409, "key-used-otherwise".to_owned()));
}

#[tokio::test]
async fn another_persons_address_does_not_exist() {
    let world = World::new().await;
    let (aigul, mina) = (world.person("Aigul").await, world.person("Mina").await);
    let home = add(&world, aigul, "Home").await;
    let gone = (404, "not-found".to_owned());
    assert_eq!(code_of(identity::make_primary(&world.desk, mina, home).await), gone);
    assert_eq!(code_of(identity::remove_address(&world.desk, mina, home).await), gone);
    assert_eq!(code_of(identity::edit_address(&world.desk, mina, home, &form("Mine")).await), gone);
    let kept: Address = world.desk.store.get(home).await.unwrap();
    assert_eq!(kept.label, "Home");
}
