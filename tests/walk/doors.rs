//! Where a deed comes from, how it is written and with which method: everything but a form of our own page is refused.

use crate::{
    Steps,
    world::{FORM, Ours, Who, World, encoded, form_of},
};
use app::routes::{DEEDS, PLAIN, ROUTES};
use domain::market::{PurchaseRequest, RequestStatus};
use reqwest::Method;

pub async fn walk(world: &World, steps: &mut Steps) {
    let session = world.session(Who::Buyer).await;
    from_elsewhere(world, steps, &session).await;
    by_get(world, steps, &session).await;
    by_other_methods(world, steps, &session).await;
    in_other_words(world, steps, &session).await;
    machines(world, steps).await;
}

/// What another site can make a browser send.
fn shapes(world: &World) -> Vec<Vec<(&'static str, String)>> {
    let ours = world.origin.clone();
    let text = str::to_owned;
    let other_port = "http://localhost:1".to_owned();
    vec![
        vec![],
        vec![("origin", text("null"))],
        vec![("origin", other_port)],
        vec![("origin", text("http://evil.localhost"))],
        vec![("origin", format!("{ours}.evil.example"))],
        vec![("origin", ours.replace("http:", "https:"))],
        vec![("sec-fetch-site", text("same-site")), ("origin", text("http://sub.localhost"))],
        vec![("sec-fetch-site", text("cross-site")), ("origin", text("https://evil.example"))],
        vec![("sec-fetch-site", text("cross-site")), ("origin", ours.clone())],
        vec![("sec-fetch-site", text("cross-site"))],
        vec![("sec-fetch-site", text("none"))],
        vec![("referer", format!("{ours}/settings"))],
    ]
}

/// Every address that a deed can be posted to.
fn unsafe_addresses() -> Vec<String> {
    // Reports change nothing; webhooks and links in letters are known by their signature.
    let by_signature = |path: &str| path.starts_with("/webhooks/") || path.starts_with("/unsubscribe/");
    let is_known_otherwise = |path: &str| path == "/reports" || by_signature(path);
    let posted = PLAIN.iter().filter(|plain| plain.method == "POST" && !is_known_otherwise(plain.path));
    let plain = posted.filter(|plain| !plain.path.contains('{')).map(|plain| plain.path.to_owned());
    DEEDS
        .iter()
        .flat_map(|deed| [format!("/api/{}", deed.name), format!("/?deed={}", deed.name)])
        .chain(plain)
        .collect()
}

async fn from_elsewhere(world: &World, steps: &mut Steps, session: &str) {
    for path in unsafe_addresses() {
        for shape in shapes(world) {
            let mut ask = world.ask(Method::POST, &path, session).header("content-type", FORM).body("request=x");
            for (name, value) in &shape {
                ask = ask.header(*name, value);
            }
            let got = ask.send().await.unwrap().status().as_u16();
            steps.one("cross-site", (got != 403).then(|| format!("POST {path} {shape:?}: {got}")));
        }
    }
    let is_in = world.page(session, "/wallet").await.status == 200;
    steps.one("cross-site", (!is_in).then(|| "another site signed somebody out".to_owned()));
}

/// A link, an image, a page opened in advance: whatever stands in the address, nothing changes.
async fn by_get(world: &World, steps: &mut Steps, session: &str) {
    let before: PurchaseRequest = world.desk.store.get(world.things.wish).await.unwrap();
    for deed in DEEDS {
        let form = encoded(&form_of(world, deed.name).unwrap_or_default());
        for (path, wanted) in [
            (format!("/api/{}?{form}", deed.name), 405),
            (format!("/?deed={}&{form}", deed.name), 200),
            (format!("/settings?deed={}&_method=POST&{form}", deed.name), 200),
        ] {
            let got = world.ask(Method::GET, &path, session).ours(&world.origin).send().await.unwrap();
            let got = got.status().as_u16();
            steps.one("get", (got != wanted).then(|| format!("GET {path}: wanted {wanted}, got {got}")));
        }
        let path = format!("/api/{}?{form}", deed.name);
        let bare = world.ask(Method::GET, &path, session).header("sec-fetch-site", "none").send().await.unwrap();
        steps.one("get", (bare.status() != 403).then(|| format!("GET {path} from a link: {}", bare.status())));
    }
    let after: PurchaseRequest = world.desk.store.get(world.things.wish).await.unwrap();
    let is_as_before = before == after && after.status != RequestStatus::Cancelled;
    steps.one("get", (!is_as_before).then(|| "a GET changed a request".to_owned()));
}

async fn by_other_methods(world: &World, steps: &mut Steps, session: &str) {
    let known = ["/", "/wallet", "/lang", "/sign-out", "/api/sign_in", "/healthz", "/reports", "/feed/x", "/nothing"];
    for path in known {
        for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "BREW"] {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            let got = world.ask(method.clone(), path, session).ours(&world.origin).send().await.unwrap().status();
            steps.one("methods", (got != 405).then(|| format!("{method} {path}: {got}")));
        }
    }
    for page in ROUTES.iter().filter(|page| !page.path.contains(':')) {
        let got = world.post(session, page.path, &[]).await.status;
        steps.one("methods", (got != 405).then(|| format!("POST {}: {got}", page.path)));
    }
    let ask = world.ask(Method::POST, "/requests?_method=DELETE", session).ours(&world.origin);
    let got =
        ask.header("x-http-method-override", "DELETE").header("content-type", FORM).send().await.unwrap().status();
    steps.one("methods", (got != 405).then(|| format!("a method in disguise: {got}")));
}

/// Bodies that are no forms, and forms that are too long.
async fn in_other_words(world: &World, steps: &mut Steps, session: &str) {
    let admin = world.session(Who::Admin).await;
    for deed in DEEDS {
        let session = if deed.may.refuses(None).is_some() { session } else { "" };
        let session =
            if matches!(deed.may, app::routes::May::Has(_) | app::routes::May::HasOneOf(_)) { &admin } else { session };
        for path in [format!("/api/{}", deed.name), format!("/?deed={}", deed.name)] {
            let post = |kind: &'static str, body: String| {
                let ask = world.ask(Method::POST, &path, session).ours(&world.origin);
                ask.header("content-type", kind).header("accept", "text/html").body(body)
            };
            for kind in ["text/plain", "application/json", "multipart/form-data; boundary=x", "text/xml", "a/b"] {
                let got = post(kind, "{\"request\":{\"$ne\":null}}".to_owned()).send().await.unwrap().status();
                // A role that not even an admin has comes first.
                let is_right = got == 415
                    || (got == 403 && matches!(deed.may, app::routes::May::Has(_) | app::routes::May::HasOneOf(_)));
                steps.one("bodies", (!is_right).then(|| format!("{kind} to {path}: {got}")));
            }
            let got = post(FORM, format!("a={}", "x".repeat(70_000))).send().await.unwrap().status();
            let is_right = got == 413
                || (got == 403 && matches!(deed.may, app::routes::May::Has(_) | app::routes::May::HasOneOf(_)));
            steps.one("bodies", (!is_right).then(|| format!("a long form to {path}: {got}")));
        }
    }
}

/// What is for machines.
async fn machines(world: &World, steps: &mut Steps) {
    for path in ["/healthz", "/readyz"] {
        let got = world.page("", path).await;
        steps.one("machines", (got.status != 200).then(|| format!("{path}: {} {}", got.status, got.text)));
    }
    let report = |kind: &'static str, body: String| {
        world.ask(Method::POST, "/reports", "").header("content-type", kind).body(body)
    };
    let one = r#"{"csp-report":{"effective-directive":"img-src","blocked-uri":"https://evil.example/?who=canary"}}"#;
    for (kind, body, wanted) in [
        ("application/csp-report", one.to_owned(), 204),
        ("application/reports+json", "[]".to_owned(), 204),
        ("application/csp-report", "not json".to_owned(), 400),
        ("text/plain", one.to_owned(), 415),
        ("application/csp-report", " ".repeat(20_000), 413),
    ] {
        let got = report(kind, body).send().await.unwrap().status();
        steps.one("machines", (got != wanted).then(|| format!("a report as {kind}: wanted {wanted}, got {got}")));
    }
    let metrics =
        world.http.get(format!("http://{}/metrics", world.metrics)).send().await.unwrap().text().await.unwrap();
    for said in [
        "amanat_browser_reports_total{directive=\"img-src\"} 1",
        "amanat_requests_total{route=\"/healthz\"",
        "amanat_refusals_total{deed=",
        "amanat_sessions_open",
        "amanat_tasks_waiting",
        "amanat_request_seconds_bucket",
    ] {
        steps.one("machines", (!metrics.contains(said)).then(|| format!("the metrics do not say {said}")));
    }
    let ids = ["usr_", "req_", "canary", "@", "sid="];
    for personal in ids {
        steps.one("machines", metrics.contains(personal).then(|| format!("the metrics speak of {personal}")));
    }
}
