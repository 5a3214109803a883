//! Evidence and files of messages over HTTP: who lays and sends them, who has them, and what the pages show of them.

use crate::{
    Steps,
    multipart::{KIND, form},
    world::{ALL, Answer, Ours, Who, World},
};
use domain::{
    AttachmentId,
    disputes::{Dispute, Evidence},
};
use reqwest::Method;

pub async fn walk(world: &World, steps: &mut Steps) {
    evidence(world, steps).await;
    complaints(world, steps).await;
    messages(world, steps).await;
}

async fn post(world: &World, who: Who, path: &str, words: &[(&str, &str)], files: &[(&str, &[u8])]) -> Answer {
    let session = world.session(who).await;
    let ask = world.ask(Method::POST, path, &session).ours(&world.origin).header("content-type", KIND);
    world.answer(ask.header("accept", "text/html").body(form(words, files))).await
}

async fn laid(world: &World) -> Vec<Evidence> {
    world.desk.store.evidence_of(world.things.dispute).await.unwrap()
}

async fn evidence(world: &World, steps: &mut Steps) {
    let path = format!("/attach/{}?deed=lay_evidence", world.things.dispute);
    for who in ALL {
        let key = format!("evidence-{who:?}");
        let words = [("key", &*key), ("evidence", "The lid is missing.")];
        let answer = post(world, who, &path, &words, &[("parcel.txt", b"A parcel, open.")]).await;
        let wanted = match who {
            Who::Nobody | Who::Locked => 401,
            Who::Buyer | Who::Seller => 303,
            _ => 404,
        };
        let wrong = answer.status != wanted;
        steps.one("shown", wrong.then(|| format!("{who:?} lays evidence: {}, not {wanted}", answer.status)));
    }
    let laid = laid(world).await;
    steps.one("shown", (laid.len() != 2).then(|| format!("{} pieces lie there, two were laid", laid.len())));
    given(world, steps, laid[0].files[0].id, |who| {
        matches!(who, Who::Buyer | Who::Seller | Who::Resolver | Who::Admin)
    })
    .await;
    for who in [Who::Buyer, Who::Seller, Who::Resolver, Who::Support] {
        let page = world.page_as(who, &format!("/disputes/{}", world.things.dispute)).await.text;
        for hash in laid.iter().flat_map(Evidence::hashes) {
            steps.one("shown", (!page.contains(&hash)).then(|| format!("{who:?} does not read {hash}")));
        }
        let links = page.contains(&format!("/files/{}", laid[0].files[0].id));
        let wrong = links == (who == Who::Support);
        steps.one("shown", wrong.then(|| format!("{who:?} has a link to the file: {links}")));
    }
    let answer = post(world, Who::Buyer, &path, &[("key", "none"), ("evidence", " ")], &[("", b"")]).await;
    let is_right = answer.status == 422 && answer.text.contains("Write something or choose a file");
    steps.one("shown", (!is_right).then(|| format!("nothing at all: {} {:.2000}", answer.status, answer.text)));
}

/// Only the two sides of an order complain of it.
async fn complaints(world: &World, steps: &mut Steps) {
    let order = world.things.order.request;
    let path = format!("/attach/{order}?deed=open_dispute");
    for who in ALL.into_iter().filter(|who| !matches!(who, Who::Buyer | Who::Seller)) {
        let words = [("key", "complaint"), ("category", "other"), ("reason", "It is late"), ("asks", "refund")];
        let answer = post(world, who, &path, &words, &[("a.txt", b"a")]).await;
        let wanted = if who.is_in() { 403 } else { 401 };
        steps.one("shown", (answer.status != wanted).then(|| format!("{who:?} complains: {}", answer.status)));
    }
    // What is typed badly comes back with its words.
    let words = [
        ("key", "bad"),
        ("category", "other"),
        ("reason", "x"),
        ("description", "A week late, or more."),
        ("asks", "refund"),
    ];
    let answer = post(world, Who::Buyer, &path, &words, &[("a.txt", b"a")]).await;
    let is_right = answer.status == 422 && answer.text.contains("A week late, or more.");
    steps.one("shown", (!is_right).then(|| format!("a bad complaint: {}", answer.status)));
    let open: Vec<Dispute> = world.desk.store.disputes_of(order).await.unwrap();
    steps.one("shown", (!open.is_empty()).then(|| "a dispute was opened".to_owned()));
}

async fn messages(world: &World, steps: &mut Steps) {
    let chat = world.things.chat();
    let path = format!("/attach/{chat}?deed=send_files");
    for who in ALL {
        let key = format!("files-{who:?}");
        let answer = post(world, who, &path, &[("key", &key)], &[("drawing.txt", b"From above.")]).await;
        let wanted = match who {
            Who::Nobody | Who::Locked => 401,
            Who::Buyer | Who::Seller => 303,
            _ => 403,
        };
        steps.one("shown", (answer.status != wanted).then(|| format!("{who:?} sends files: {}", answer.status)));
    }
    let all = world.desk.store.messages_after(chat, 0, 1_000).await.unwrap();
    let said: Vec<_> = all.iter().filter(|message| !message.files.is_empty()).collect();
    steps.one("shown", (said.len() != 2).then(|| format!("{} messages show a file", said.len())));
    let file = said[0].files[0].id;
    given(world, steps, file, |who| matches!(who, Who::Buyer | Who::Seller)).await;
    let page = world.page_as(Who::Seller, &format!("/chats/{chat}")).await.text;
    let shows = page.contains(&format!("/files/{file}")) && page.contains("drawing.txt");
    steps.one("shown", (!shows).then(|| "the conversation does not show the file".to_owned()));
    for path in
        [format!("/attach/{chat}?deed=lay_evidence"), format!("/attach/{chat}?deed=nothing"), format!("/attach/{chat}")]
    {
        let status = post(world, Who::Buyer, &path, &[], &[("a.txt", b"a")]).await.status;
        steps.one("shown", (status != 404).then(|| format!("{path}: {status}")));
    }
    // What was said stays as it was said: no other form adds to it.
    let path = format!("/attach/{}", said[0].id);
    let status = post(world, Who::Buyer, &path, &[], &[("a.txt", b"a")]).await.status;
    steps.one("shown", (status != 403).then(|| format!("{path}: {status}")));
}

async fn given(world: &World, steps: &mut Steps, file: AttachmentId, sees: impl Fn(Who) -> bool) {
    let path = format!("/files/{file}");
    for who in ALL {
        let status = world.page_as(who, &path).await.status;
        let wanted = match who {
            Who::Nobody | Who::Locked => 401,
            who if sees(who) => 200,
            _ => 404,
        };
        steps.one("shown", (status != wanted).then(|| format!("{who:?} at {path}: {status}, not {wanted}")));
    }
}
