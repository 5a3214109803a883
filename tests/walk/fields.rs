//! Fields that nobody may set, and fields that nobody may read.

use crate::{
    Steps,
    pages::address,
    world::{Who, World},
};
use app::routes::{May, ROUTES};
use domain::identity::User;

/// What somebody would like to be able to say.
const WISHES: [(&str, &str); 12] = [
    ("role", "admin"),
    ("roles", "admin"),
    ("roles[]", "admin"),
    ("is_admin", "true"),
    ("balance", "1000000"),
    ("isVerified", "true"),
    ("verification_level", "3"),
    ("email_verified_at", "1"),
    ("status", "active"),
    ("seller_id", "usr_01"),
    ("user_id", "usr_01"),
    ("version", "99"),
];

pub async fn walk(world: &World, steps: &mut Steps) {
    wishes_are_ignored(world, steps).await;
    pages_say_nothing_private(world, steps).await;
}

async fn wishes_are_ignored(world: &World, steps: &mut Steps) {
    let before: User = world.desk.store.get(world.id(Who::Buyer)).await.unwrap();
    let profile = [("name", "Buyer"), ("language", "en"), ("theme", "auto"), ("currency", "USDT")];
    for wish in WISHES {
        let form: Vec<_> = profile.into_iter().chain([wish]).map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
        let got = world.deed_as(Who::Buyer, "change_profile", &form).await.status;
        let after: User = world.desk.store.get(world.id(Who::Buyer)).await.unwrap();
        let as_before = after.roles == before.roles
            && after.status == before.status
            && after.verification_level == before.verification_level
            && after.email_verified_at == before.email_verified_at
            && after.id == before.id
            && after.version < 99;
        let is_right = matches!(got, 200 | 400 | 422) && as_before;
        steps.one("fields", (!is_right).then(|| format!("{wish:?}: {got}, {after:?}")));
    }
}

/// E-mail addresses and streets are their owner's; nobody reads them in passing. Administrators have pages for it.
async fn pages_say_nothing_private(world: &World, steps: &mut Steps) {
    let private = ["@canary.example", "Canarystr."];
    for page in ROUTES.iter().filter(|page| !matches!(page.may, May::Has(_) | May::HasOneOf(_))) {
        let path = address(world, page.path);
        for who in [Who::Nobody, Who::OtherBuyer, Who::OtherSeller, Who::Seller, Who::Support] {
            let text = world.page_as(who, &path).await.text;
            let own = format!("{who:?}@canary.example").to_lowercase();
            let others = text.replace(&own, "");
            let leak = private.iter().find(|word| others.contains(**word));
            steps.one("private", leak.map(|leak| format!("{who:?} reads {leak} at {}", page.path)));
        }
    }
}
