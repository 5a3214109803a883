//! Secrets with names: each goes through real requests, then everything that outlives a request (the log at its most
//! talkative, every row and every byte of the database) and every page is searched for it. A new secret is one line
//! in `secrets`; where one must be seen, its line says so, with the reason.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

#[path = "../world/mod.rs"]
mod world;

use actions::{escrow, identity};
use std::{fs, path::Path};
use world::{Who, World};

const PASSWORD: &str = "canaryPasswordBlueHeron71";
const WRONG_PASSWORD: &str = "canaryWrongGuessGreyHeron72";

const KEYSTORE_PASSWORD: &str = "canaryKeystoreNightHeron73";
/// Of the mnemonic that every local chain uses; everybody knows both.
const ACCOUNT_KEY: &str =
    "xprv9yeny6n2dNUooqfQAdyqEUiDXC5HLMezYBQa2REnvFPTKvuTaUivwDa7Db8gwUCwcvZEQc7XBEvBjvwwUpQxPmxVScuQd8dAs4AYQT4BxeZ";
const VAULT_KEY: &str = "5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a";

/// Something nobody may find, and where it must be seen all the same.
struct Secret {
    what: &'static str,
    text: String,
    /// A page that shows it to its owner.
    shown_on: Option<String>,
}

fn secret(what: &'static str, text: impl Into<String>) -> Secret {
    Secret { what, text: text.into(), shown_on: None }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_is_in_no_log_no_row_no_byte_and_no_page() {
    let (_folder, settings) = keystore();
    let world = World::start_with("trace", &settings).await;
    let secrets = use_all(&world).await;
    let pages = every_page(&world).await;
    // A page that was not shown holds no secret either.
    for path in ["/admin/log", "/admin/users"] {
        let html = &pages.iter().find(|(page, _)| *page == format!("Admin {path}")).unwrap().1;
        assert!(html.contains("<table"), "{path} shows nothing to an admin");
    }
    let places = places(&world).await;
    assert!(pages.len() > 40 && places.len() > 10, "{} pages, {} places", pages.len(), places.len());
    let mut found = Vec::new();
    for Secret { what, text, shown_on } in &secrets {
        assert!(text.len() >= 6, "{what} is too short to be looked for");
        let hits = places.iter().filter(|(_, said)| holds(said, text)).map(|(place, _)| place.clone());
        found.extend(hits.map(|place| format!("{what} in {place}")));
        for (page, html) in pages.iter().filter(|(_, html)| holds(html, text)) {
            if shown_on.as_ref() != Some(page) {
                found.push(format!("{what} on {page}: {}", html.len()));
            }
        }
        if let Some(page) = shown_on {
            let html = &pages.iter().find(|(path, _)| path == page).unwrap().1;
            assert!(holds(html, text), "{what} is not where its owner looks for it: the search finds nothing");
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_short_secret_is_not_found_inside_a_longer_number() {
    assert!(holds("code: 123456.", "123456") && !holds("9123456 1234567 a123456", "123456"));
    assert!(holds("xcanaryBirdHeronx", "canaryBirdHeron"));
}

/// A keystore that the house opens at its start; its file lies elsewhere.
fn keystore() -> (tempfile::TempDir, [(&'static str, String); 2]) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("keystore.json");
    let keys = payments::Keystore::import(ACCOUNT_KEY, VAULT_KEY).unwrap();
    payments::write_keystore(&file, &keys, KEYSTORE_PASSWORD).unwrap();
    let file = file.display().to_string();
    (folder, [("AMANAT_KEYSTORE", file), ("AMANAT_KEYSTORE_PASSWORD", KEYSTORE_PASSWORD.to_owned())])
}

/// Every secret of the house, used as people use it.
async fn use_all(world: &World) -> Vec<Secret> {
    let (desk, buyer) = (&world.desk, world.things.buyer);
    let form = domain::identity::SignUpForm { name: "Maral".into(), email: "maral@pond.example".into() };
    let maral = identity::let_in(desk, &form, PASSWORD, domain::identity::Language::En).await.unwrap();
    for password in [WRONG_PASSWORD, PASSWORD] {
        let fields = [("email", "maral@pond.example"), ("secret_password", password)];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        world.deed("", "sign_in", &fields).await;
        world.post("", "/sign-in?deed=sign_in", &fields).await;
    }
    let session = world.session(Who::Buyer).await;
    world.page(&session, "/settings").await;
    let fields = [("secret_current", WRONG_PASSWORD), ("secret_password", PASSWORD)];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    world.post(&session, "/settings/passkeys?deed=set_password", &fields).await;
    identity::start_totp(desk, maral, identity::Proof { is_fresh: true, password: "" }).await.unwrap();
    let app = identity::offered_totp(desk, maral).await.unwrap().unwrap().groups.concat();
    let codes = identity::new_recovery_codes(desk, maral).await.unwrap().read(desk, maral).unwrap();
    escrow::mark_sent(desk, world.things.seller, world.things.order.request).await.unwrap();
    let code = escrow::delivery_code_for(desk, buyer, world.things.order.request).await.unwrap().unwrap();
    vec![
        secret("a password", PASSWORD),
        secret("a wrong password", WRONG_PASSWORD),
        secret("a session's id", session),
        secret("the secret of an authenticator app", app),
        secret("a recovery code", codes[0].clone()),
        secret("the keystore's password", KEYSTORE_PASSWORD),
        secret("the deposit account's private key", ACCOUNT_KEY),
        secret("the hot vault's private key", VAULT_KEY),
        secret("the house's key", fs::read_to_string(world.folder().join("secret.key")).unwrap().trim()),
        // The buyer must read it out to the seller.
        Secret {
            shown_on: Some(format!("Buyer /orders/{}", world.things.order.request)),
            ..secret("a delivery code", code)
        },
    ]
}

/// Every page that has no thing in its path, and the pages of an order, as everybody who matters sees them.
async fn every_page(world: &World) -> Vec<(String, String)> {
    let order = world.things.order.request;
    let plain = app::routes::ROUTES.iter().map(|page| page.path.to_owned()).filter(|path| !path.contains(':'));
    let things = [
        format!("/orders/{order}"),
        format!("/orders/{order}/receipt"),
        format!("/admin/users/{}", world.things.buyer),
    ];
    let paths: Vec<String> = plain.chain(things).collect();
    let mut pages = Vec::new();
    for who in [Who::Nobody, Who::Buyer, Who::Seller, Who::Admin] {
        let session = world.session(who).await;
        for path in &paths {
            let answer = world.page(&session, path).await;
            assert!(answer.status < 500, "{who:?} {path}: {}", answer.status);
            pages.push((format!("{who:?} {path}"), answer.text));
        }
    }
    pages
}

/// What outlives a request: the log, every collection, every file of the data folder but the key's own.
async fn places(world: &World) -> Vec<(String, String)> {
    let mut places = vec![("the log".to_owned(), world.log())];
    places.extend(world.desk.store.dump_all().await.unwrap());
    files(world.folder(), &mut places);
    places
}

fn files(folder: &Path, places: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let (path, kind) = (entry.path(), entry.file_type().unwrap());
        if kind.is_dir() {
            files(&path, places);
        } else if kind.is_file() && entry.file_name() != "secret.key" {
            let bytes = fs::read(&path).unwrap();
            places.push((path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
}

/// Whether a text holds a secret. Digits alone count only when no other letter or digit touches them.
fn holds(text: &str, secret: &str) -> bool {
    let touches = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let stands_alone =
        |at: usize| !touches(text[..at].chars().next_back()) && !touches(text[at + secret.len()..].chars().next());
    text.match_indices(secret).any(|(at, _)| secret.len() >= 12 || stands_alone(at))
}
