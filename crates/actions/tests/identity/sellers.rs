use crate::world::{World, code_of};
use actions::{ActionError, FormKey, identity};
use domain::{
    SellerApplicationId, UserId,
    identity::{ApplicationForm, ApplicationStatus, Role, SellerApplication, User},
};

async fn ask(world: &World, user: UserId, key: &str) -> Result<SellerApplicationId, ActionError> {
    let form = ApplicationForm { sells: "Carpets".into(), words: "Handmade in Osh since 1998.".into() };
    let key = FormKey::new(key, [form.sells.as_str(), form.words.as_str()]);
    identity::apply_as_seller(&world.desk, user, &form, &key).await
}

async fn is_seller(world: &World, user: UserId) -> bool {
    world.desk.store.get::<User>(user).await.unwrap().is(Role::Seller)
}

#[tokio::test]
async fn nobody_but_an_admin_decides() {
    let world = World::new().await;
    let (aigul, mina) = (world.person("Aigul").await, world.person("Mina").await);
    let id = ask(&world, aigul, "k").await.unwrap();
    let no = (403, "forbidden".to_owned());
    for stranger in [aigul, mina] {
        assert_eq!(code_of(identity::approve_seller(&world.desk, stranger, id).await), no);
        assert_eq!(code_of(identity::refuse_seller(&world.desk, stranger, id, "because").await), no);
        assert_eq!(code_of(identity::waiting_sellers(&world.desk, stranger).await), no);
    }
    assert!(!is_seller(&world, aigul).await);
}

#[tokio::test]
async fn two_approvals_at_once_make_one_seller() {
    let world = World::new().await;
    let (admin, aigul) = (world.admin().await, world.person("Aigul").await);
    let id = ask(&world, aigul, "k").await.unwrap();
    let approve = || identity::approve_seller(&world.desk, admin, id);
    let (a, b, c) = tokio::join!(approve(), approve(), approve());
    a.unwrap();
    b.unwrap();
    c.unwrap();
    let user: User = world.desk.store.get(aigul).await.unwrap();
    assert_eq!(user.roles, [Role::Buyer, Role::Seller]);
    assert_eq!(
        code_of(identity::refuse_seller(&world.desk, admin, id, "too late").await),
        (409, "approved".to_owned())
    );
    assert_eq!(code_of(ask(&world, aigul, "k2").await), (409, "already-seller".to_owned()));
}

#[tokio::test]
async fn approving_and_refusing_at_once_ends_one_way() {
    let world = World::new().await;
    let (admin, aigul) = (world.admin().await, world.person("Aigul").await);
    let id = ask(&world, aigul, "k").await.unwrap();
    let (yes, no) = tokio::join!(
        identity::approve_seller(&world.desk, admin, id),
        identity::refuse_seller(&world.desk, admin, id, "not yet"),
    );
    assert_eq!(usize::from(yes.is_ok()) + usize::from(no.is_ok()), 1);
    let status = world.desk.store.get::<SellerApplication>(id).await.unwrap().status;
    assert_eq!(is_seller(&world, aigul).await, status == ApplicationStatus::Approved);
}

#[tokio::test]
async fn a_refused_person_reads_why_and_may_ask_again() {
    let world = World::new().await;
    let (admin, aigul) = (world.admin().await, world.person("Aigul").await);
    let id = ask(&world, aigul, "k").await.unwrap();
    assert_eq!(
        code_of(identity::refuse_seller(&world.desk, admin, id, " ").await),
        (422, "reason:required".to_owned())
    );
    identity::refuse_seller(&world.desk, admin, id, "Show us a carpet.").await.unwrap();
    let last = world.desk.store.last_application_of(aigul).await.unwrap().unwrap();
    assert_eq!(last.reason.as_deref(), Some("Show us a carpet."));
    assert_eq!(code_of(identity::approve_seller(&world.desk, admin, id).await), (409, "refused".to_owned()));
    assert_ne!(ask(&world, aigul, "k2").await.unwrap(), id);
}

#[tokio::test]
async fn one_ask_waits_at_a_time_and_a_form_sent_twice_is_one_ask() {
    let world = World::new().await;
    let (admin, aigul) = (world.admin().await, world.person("Aigul").await);
    let (a, b) = tokio::join!(ask(&world, aigul, "k"), ask(&world, aigul, "k"));
    assert_eq!(a.unwrap(), b.unwrap());
    assert_eq!(code_of(ask(&world, aigul, "other").await), (409, "application-waiting".to_owned()));
    assert_eq!(identity::waiting_sellers(&world.desk, admin).await.unwrap().len(), 1);
}
