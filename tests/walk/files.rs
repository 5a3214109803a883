//! Files over HTTP: who may bring and have them, how they are given out, what is refused, and that nothing of it stays.

use crate::{
    Steps,
    multipart::{KIND, form},
    world::{ALL, Answer, Ours, Who, World},
};
use domain::attachments::{Attachment, AttachmentHome};
use reqwest::Method;

pub async fn walk(world: &World, steps: &mut Steps) {
    brought(world, steps).await;
    given(world, steps).await;
    refused(world, steps).await;
}

fn home(world: &World) -> AttachmentHome {
    AttachmentHome::Offer(world.things.offer)
}

async fn there(world: &World) -> Vec<Attachment> {
    world.desk.store.attachments_of(&home(world).text()).await.unwrap()
}

async fn post(world: &World, who: Who, files: &[(&str, &[u8])]) -> Answer {
    let session = world.session(who).await;
    let ask = world.ask(Method::POST, &format!("/attach/{}", home(world).text()), &session).ours(&world.origin);
    let ask = ask.header("content-type", KIND);
    world.answer(ask.header("accept", "text/html").body(form(&[], files))).await
}

async fn brought(world: &World, steps: &mut Steps) {
    for who in ALL {
        let answer = post(world, who, &[("drawing.txt", b"A kettle, from above.")]).await;
        let wanted = match who {
            Who::Nobody | Who::Locked => 401,
            Who::Seller => 303,
            Who::Buyer | Who::Resolver => 403,
            Who::OtherBuyer | Who::OtherSeller | Who::Support | Who::Treasurer | Who::Admin => 404,
        };
        steps.one(
            "files",
            (answer.status != wanted).then(|| format!("{who:?} brings: {}, not {wanted}", answer.status)),
        );
    }
    let session = world.session(Who::Seller).await;
    let ask = world.ask(Method::POST, &format!("/attach/{}", home(world).text()), &session);
    let ask = ask.header("sec-fetch-site", "cross-site").header("origin", "https://evil.example");
    let ask = ask.header("content-type", KIND);
    let got = ask.body(form(&[], &[("a.txt", b"a")])).send().await.unwrap().status();
    steps.one("files", (got != 403).then(|| format!("another site brings: {got}")));
    let count = there(world).await.len();
    steps.one("files", (count != 1).then(|| format!("{count} files lie there, one was brought")));
}

async fn given(world: &World, steps: &mut Steps) {
    let file = there(world).await.remove(0);
    let path = format!("/files/{}", file.id);
    for who in ALL {
        let answer = world.page_as(who, &path).await;
        let wanted = match who {
            Who::Nobody | Who::Locked => 401,
            Who::Buyer | Who::Seller | Who::Resolver => 200,
            Who::OtherBuyer | Who::OtherSeller | Who::Support | Who::Treasurer | Who::Admin => 404,
        };
        steps.one("files", (answer.status != wanted).then(|| format!("{who:?} at {path}: {}", answer.status)));
        let shows = answer.text.contains("from above");
        steps.one("files", (shows != (wanted == 200)).then(|| format!("{who:?} reads it: {shows}")));
    }
    let answer = world.page_as(Who::Buyer, &path).await;
    for (name, wanted) in [
        ("content-type", "text/plain; charset=utf-8"),
        ("x-content-type-options", "nosniff"),
        ("content-disposition", "attachment; filename=\"drawing.txt\""),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cache-control", "no-store"),
    ] {
        let got = answer.header(name);
        steps.one("files", (!got.starts_with(wanted)).then(|| format!("{name}: {got}")));
    }
    for path in ["/files/att_1".to_owned(), format!("/files/{}", world.things.review)] {
        let got = world.page_as(Who::Buyer, &path).await.status;
        steps.one("files", (got != 404).then(|| format!("{path}: {got}")));
    }
}

async fn refused(world: &World, steps: &mut Steps) {
    let before = there(world).await.len();
    let large = vec![b'a'; 10 * 1024 * 1024 + 1];
    let rows = || async {
        let since = world.desk.now() - domain::Days(1);
        world.desk.store.attachments_since(world.things.seller, since, 99).await.unwrap()
    };
    let rows_before = rows().await;
    let many: Vec<(&str, &[u8])> = (0..11).map(|_| ("one.txt", &b"one"[..])).collect();
    let good = ("good.txt", &b"good"[..]);
    for (files, status, says) in [
        (vec![good, ("bad.png", b"<svg onload=alert(1)>".as_slice())], 422, "of a kind that is not taken"),
        (vec![good, ("bad.png", b"\x89PNG\r\n\x1a\nnothing")], 422, "cannot be read"),
        (vec![good, ("large.txt", &large)], 413, "larger than 10 MB"),
        (vec![("", b"")], 422, "Choose at least one file"),
        (many, 409, "more than ten files"),
    ] {
        let answer = post(world, Who::Seller, &files).await;
        let is_right = answer.status == status && answer.text.contains(says);
        let names: Vec<_> = files.iter().map(|(name, _)| *name).collect();
        steps.one("files", (!is_right).then(|| format!("{names:?}: {} {:.2000}", answer.status, answer.text)));
        let left = (there(world).await.len(), rows().await);
        steps.one(
            "files",
            (left != (before, rows_before)).then(|| format!("{names:?} left something behind: {left:?}")),
        );
    }
}
