//! The headers of every page, for nobody, for somebody and for who is refused.

use crate::{
    Steps,
    pages::address,
    world::{Answer, Who, World},
};
use app::routes::ROUTES;
use std::collections::BTreeSet;

pub async fn walk(world: &World, steps: &mut Steps) {
    let mut nonces = BTreeSet::new();
    for page in ROUTES {
        let path = address(world, page.path);
        for who in [Who::Nobody, Who::Buyer, Who::Admin] {
            let answer = world.page_as(who, &path).await;
            for wrong in faults(&answer, who) {
                steps.one("headers", Some(format!("{who:?} at {}: {wrong}", page.path)));
            }
            let nonce = nonce(&answer);
            let is_new = nonce.len() >= 22 && nonces.insert(nonce.clone());
            steps.one("headers", (!is_new).then(|| format!("{}: the nonce {nonce:?} is short or was used", page.path)));
        }
    }
    errors(world, steps).await;
    let out = world.post(&world.session(Who::OtherBuyer).await, "/sign-out", &[]).await;
    let is_cleared = out.status == 303 && out.header("clear-site-data").contains("storage");
    steps.one("headers", (!is_cleared).then(|| format!("sign-out leaves things behind: {:?}", out.headers)));
    let secret = world.page("", "/sign-in?code=123456").await;
    let is_kept = secret.header("referrer-policy") == "no-referrer";
    steps.one("headers", (!is_kept).then(|| "an address with a code in it is told to the next page".to_owned()));
}

fn nonce(answer: &Answer) -> String {
    let policy = answer.header("content-security-policy");
    policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap_or_default().to_owned()
}

fn faults(answer: &Answer, who: Who) -> Vec<String> {
    let mut faults = Vec::new();
    let mut wants = |name: &str, part: &str| {
        if !answer.header(name).contains(part) {
            faults.push(format!("{name} is {:?}, without {part:?}", answer.header(name)));
        }
    };
    for part in [
        "default-src 'none'",
        "'strict-dynamic' 'wasm-unsafe-eval'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "report-uri /reports",
    ] {
        wants("content-security-policy", part);
    }
    wants("x-content-type-options", "nosniff");
    wants("referrer-policy", "origin");
    wants("cross-origin-opener-policy", "same-origin");
    wants("cross-origin-resource-policy", "same-origin");
    wants("permissions-policy", "camera=()");
    wants("permissions-policy", "usb=(self)");
    wants("reporting-endpoints", "csp=\"/reports\"");
    wants("x-request-id", "rq_");
    wants("cache-control", if who.is_in() { "no-store" } else { "no-" });
    let policy = answer.header("content-security-policy");
    if ["'unsafe-inline'", "'unsafe-eval'", "http:", "*"].iter().any(|loose| policy.contains(loose)) {
        faults.push(format!("a loose policy: {policy}"));
    }
    if answer.headers.contains_key("server") || answer.headers.contains_key("x-powered-by") {
        faults.push("says what it is made of".to_owned());
    }
    if answer.status == 200 && answer.text.contains(" style=") {
        faults.push("an inline style".to_owned());
    }
    faults
}

/// A page of its own for what goes wrong, with a number that is the header's.
async fn errors(world: &World, steps: &mut Steps) {
    let buyer = world.session(Who::Buyer).await;
    let nobody = world.post("", "/requests/new?deed=publish_request", &typed()).await;
    let answers = [
        (401, nobody),
        (403, world.page(&buyer, "/admin/sellers").await),
        (404, world.page("", "/nothing/here").await),
        (405, world.post(&buyer, "/wallet", &[]).await),
        (413, world.post(&buyer, "/?deed=change_profile", &[("about".into(), "x".repeat(70_000))]).await),
    ];
    for (wanted, answer) in &answers {
        let number = answer.header("x-request-id");
        let is_page = answer.text.contains("<h1") && answer.text.contains("<main");
        let is_right = answer.status == *wanted && is_page && !number.is_empty() && answer.text.contains(number);
        steps.one("errors", (!is_right).then(|| format!("{wanted}: {} with number {number}", answer.status)));
    }
    let kept = &answers[0].1.text;
    let is_kept = kept.contains("value=\"a long text\"") && !kept.contains("hunter2hunter2");
    steps.one("errors", (!is_kept).then(|| format!("what was typed is lost: {kept}")));
    let back = world.post(&buyer, "/requests/new?kept=publish_request", &typed()).await;
    steps.one("errors", (back.status != 200).then(|| format!("no way back: {}", back.status)));
}

fn typed() -> Vec<(String, String)> {
    [("title", "a long text"), ("secret_password", "hunter2hunter2")].map(|(a, b)| (a.to_owned(), b.to_owned())).into()
}
