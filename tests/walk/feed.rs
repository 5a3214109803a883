//! The open ear: who may listen, and that it closes when they may not any more.

use crate::{
    Steps,
    world::{ALL, Who, World},
};
use domain::identity::UserStatus;
use reqwest::Method;
use std::time::Duration;

/// Who waits longer than this waits for ever: it says nothing about how quick it is.
const FOR_EVER: Duration = Duration::from_mins(2);

pub async fn walk(world: &World, steps: &mut Steps) {
    let path = format!("/feed/{}", world.things.order.request);
    for path in [path.clone(), format!("/feed/{}", world.things.chat())] {
        for who in ALL {
            let session = world.session(who).await;
            let got = world.ask(Method::GET, &path, &session).send().await.unwrap().status();
            let wanted = if matches!(who, Who::Buyer | Who::Seller) { 200 } else { 404 };
            steps.one("feed", (got != wanted).then(|| format!("{who:?} at {path}: wanted {wanted}, got {got}")));
        }
    }
    let session = world.session(Who::Seller).await;
    let open = world.ask(Method::GET, &path, &session).send().await.unwrap();
    world.post(&session, "/sign-out", &[]).await;
    steps.one("feed", (!closes(open).await).then(|| "signed out, and still listening".to_owned()));

    let session = world.session(Who::Seller).await;
    let open = world.ask(Method::GET, &path, &session).send().await.unwrap();
    let status = |status| move |user: &mut domain::identity::User| user.status = status;
    crate::world::change(&world.desk, world.id(Who::Seller), status(UserStatus::Locked)).await;
    steps.one("feed", (!closes(open).await).then(|| "locked, and still listening".to_owned()));
    crate::world::change(&world.desk, world.id(Who::Seller), status(UserStatus::Active)).await;
}

async fn closes(mut open: reqwest::Response) -> bool {
    let end = async { while let Ok(Some(_)) = open.chunk().await {} };
    tokio::time::timeout(FOR_EVER, end).await.is_ok()
}
