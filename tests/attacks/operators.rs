//! Database operators instead of text. A field is text: what looks like an operator is refused or kept as the very
//! characters it is, and never selects, sorts or changes anything.

use crate::world::{FORM, Ours, Who, World, form_of};
use app::routes::{DEEDS, May, ROUTES};
use reqwest::Method;

/// As they are written instead of a value.
const VALUES: [&str; 14] = [
    "{\"$ne\":null}",
    "{\"$gt\":\"\"}",
    "{\"$regex\":\".*\"}",
    "{\"$where\":\"sleep(5000)\"}",
    "{ $ne: 1 }",
    "[$ne]=1",
    "';return true;var a='",
    "' || '1'=='1",
    "true, $where: '1 == 1'",
    "$where",
    "{\"$in\":[\"admin\"]}",
    "{\"$set\":{\"roles\":[\"admin\"]}}",
    "\u{0}",
    "req_$ne",
];

/// As they hang on a field's name.
const NAMES: [&str; 6] = ["[$ne]", "[$gt]", "[$regex]", "[$exists]", ".$ne", "[]"];

/// Fields that some deed has; a deed is sent all of its own and these.
const FIELDS: [&str; 14] = [
    "email",
    "secret_password",
    "name",
    "next",
    "which",
    "request",
    "offer",
    "key",
    "reason",
    "code",
    "title",
    "about",
    "ceremony",
    "answer",
];

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_is_text_in_every_field_of_every_deed() {
    let world = World::start().await;
    let people = world.desk.store.get::<domain::identity::User>(world.id(Who::Buyer)).await.unwrap();
    let (mut tried, mut wrong) = (0, Vec::new());
    for deed in DEEDS {
        let who = who_may(deed.may);
        let session = world.session(who).await;
        for body in bodies(&world, deed.name) {
            let ask = world.ask(Method::POST, &format!("/api/{}", deed.name), &session).ours(&world.origin);
            let got = ask.header("content-type", FORM).body(body.clone()).send().await.unwrap();
            tried += 1;
            let status = got.status().as_u16();
            let session_made = got.headers().contains_key("set-cookie") && deed.may == May::Anyone && status == 200;
            // What was done was done with literal text; a failure of ours would be an operator that got through.
            if status >= 500 || session_made && deed.name.starts_with("sign_in") {
                wrong.push(format!("{} {body}: {status}", deed.name));
            }
        }
    }
    for page in ROUTES {
        for value in VALUES {
            let path =
                format!("{}?text={}&page={}&id[$ne]=1", page.path.replace(":id", "req_x"), query(value), query(value));
            let status = world.page_as(Who::Buyer, &path).await.status;
            tried += 1;
            if status >= 500 {
                wrong.push(format!("GET {path}: {status}"));
            }
        }
    }
    let after: domain::identity::User = world.desk.store.get(world.id(Who::Buyer)).await.unwrap();
    assert_eq!(people.roles, after.roles);
    println!("operators tried: {tried}");
    assert!(wrong.is_empty(), "{} got through:\n{}", wrong.len(), wrong.join("\n"));
}

fn who_may(may: May) -> Who {
    match may {
        May::Anyone | May::Operator => Who::Nobody,
        May::SignedIn => Who::OtherBuyer,
        May::Has(domain::identity::Role::Seller) => Who::OtherSeller,
        May::Has(_) | May::HasOneOf(_) => Who::Admin,
    }
}

/// Each field in turn: every value, and every way to hang an operator on its name.
fn bodies(world: &World, deed: &str) -> Vec<String> {
    let own = form_of(world, deed).unwrap_or_else(|| FIELDS.map(|name| (name.to_owned(), "x".to_owned())).to_vec());
    let mut bodies = Vec::new();
    for at in 0..own.len() {
        for value in VALUES {
            let mut form = own.clone();
            form[at].1 = value.to_owned();
            bodies.push(serde_urlencoded::to_string(&form).unwrap());
        }
        for tail in NAMES {
            let mut form = own.clone();
            form[at].0.push_str(tail);
            bodies.push(serde_urlencoded::to_string(&form).unwrap());
        }
    }
    bodies
}

fn query(value: &str) -> String {
    serde_urlencoded::to_string([("v", value)]).unwrap().split_off(2)
}
