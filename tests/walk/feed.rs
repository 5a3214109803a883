//! The open ear: who may listen, and that it closes when they may not any more.

use crate::{
    Steps,
    world::{ALL, Who, World},
};
use domain::{chat::Chat, identity::UserStatus};
use reqwest::{Method, Response};
use serde_json::Value;
use std::time::Duration;

/// Who waits longer than this waits for ever: it says nothing about how quick it is.
const FOR_EVER: Duration = Duration::from_mins(2);

pub async fn walk(world: &World, steps: &mut Steps) {
    let path = format!("/feed/{}", world.things.order.request);
    for path in [path.clone(), format!("/feed/{}", world.things.chat())] {
        for who in ALL {
            let session = world.session(who).await;
            let got = world.ask(Method::GET, &path, &session).send().await.unwrap().status();
            let wanted = wanted(who, &[Who::Buyer, Who::Seller]);
            steps.one("feed", (got != wanted).then(|| format!("{who:?} at {path}: wanted {wanted}, got {got}")));
        }
    }
    counts(world, steps).await;
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

/// Whose business it is hears; a stranger's browser is told to ask no more; for everybody else there is nothing.
fn wanted(who: Who, whose: &[Who]) -> u16 {
    match who {
        Who::Nobody | Who::Locked => 204,
        who if whose.contains(&who) => 200,
        _ => 404,
    }
}

/// What waits for the buyer is told to the buyer alone, and follows what happens.
async fn counts(world: &World, steps: &mut Steps) {
    let path = format!("/feed/{}", world.id(Who::Buyer));
    for who in ALL {
        let session = world.session(who).await;
        let got = world.ask(Method::GET, &path, &session).send().await.unwrap().status();
        let wanted = wanted(who, &[Who::Buyer]);
        steps.one("feed", (got != wanted).then(|| format!("{who:?} at the buyer's own: wanted {wanted}, got {got}")));
    }
    let (buyer, seller) = (world.session(Who::Buyer).await, world.session(Who::Seller).await);
    let mut open = world.ask(Method::GET, &path, &buyer).send().await.unwrap();
    let before = until(&mut open, |_| true).await;
    let chat = world.things.chat().to_string();
    let said = [("key", "counted"), ("chat", chat.as_str()), ("text", "It is on its way.")];
    world.deed(&seller, "send_message", &owned(&said)).await;
    let one_more = before["chats"]["count"].as_u64().unwrap() + 1;
    until(&mut open, |told| told["chats"]["count"] == one_more).await;
    let last = world.desk.store.get::<Chat>(world.things.chat()).await.unwrap().last_seq.to_string();
    world.deed(&buyer, "mark_chat_read", &owned(&[("chat", chat.as_str()), ("seen", last.as_str())])).await;
    until(&mut open, |told| told["chats"]["count"].as_u64() < Some(one_more)).await;
    world.deed(&buyer, "read_notifications", &owned(&[("category", "")])).await;
    let now = until(&mut open, |told| told["notices"]["count"] == 0).await;
    // What is told is what a page says that is asked for now.
    let page = world.page(&buyer, "/settings").await.text;
    for name in ["chats", "notices"] {
        let (label, count) = (now[name]["label"].as_str().unwrap(), &now[name]["count"]);
        let link = format!(r#"aria-label="{label}" data-count="{name}" data-number="{count}""#);
        steps.one("feed", (!page.contains(&link)).then(|| format!("the header says otherwise than {link}")));
    }
}

fn owned(form: &[(&str, &str)]) -> Vec<(String, String)> {
    form.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// The next counts that are told and are so.
async fn until(open: &mut Response, is_so: impl Fn(&Value) -> bool) -> Value {
    let told = async {
        loop {
            // A piece of news is sent as one piece.
            let chunk = open.chunk().await.unwrap().expect("the feed ended");
            let text = String::from_utf8_lossy(&chunk);
            let counts = text.strip_prefix("event: counts\ndata: ").map(|json| serde_json::from_str(json).unwrap());
            if let Some(counts) = counts.filter(&is_so) {
                return counts;
            }
        }
    };
    tokio::time::timeout(FOR_EVER, told).await.expect("it is never told")
}

async fn closes(mut open: Response) -> bool {
    let end = async { while let Ok(Some(_)) = open.chunk().await {} };
    tokio::time::timeout(FOR_EVER, end).await.is_ok()
}
