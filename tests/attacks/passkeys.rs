//! Passkey answers that were tampered with, each in one way. None opens the door; the honest one does.

use crate::world::{Authenticator, FORM, Ours, World};
use reqwest::Method;
use serde_json::{Value, json};

/// One way to cheat: with the device, with the question it is shown, with the answer it gave.
struct Cheat {
    name: &'static str,
    device: fn(&mut Authenticator),
    question: fn(&mut Value),
    answer: fn(&mut Value),
}

const HONEST: Cheat = Cheat { name: "honest", device: |_| {}, question: |_| {}, answer: |_| {} };

const fn device(name: &'static str, device: fn(&mut Authenticator)) -> Cheat {
    Cheat { name, device, ..HONEST }
}

const fn question(name: &'static str, question: fn(&mut Value)) -> Cheat {
    Cheat { name, question, ..HONEST }
}

const fn answer(name: &'static str, answer: fn(&mut Value)) -> Cheat {
    Cheat { name, answer, ..HONEST }
}

const CHEATS: [Cheat; 30] = [
    device("another origin", |key| key.origin = "https://evil.example".to_owned()),
    device("a sub-domain", |key| key.origin = key.origin.replace("localhost", "evil.localhost")),
    device("another port", |key| key.origin = "http://localhost:1".to_owned()),
    device("another scheme", |key| key.origin = key.origin.replace("http:", "https:")),
    device("no origin", |key| key.origin = String::new()),
    device("a null origin", |key| key.origin = "null".to_owned()),
    device("the origin with a tail", |key| key.origin.push_str(".evil.example")),
    device("another relying party", |key| key.rp = "evil.example".to_owned()),
    device("a parent relying party", |key| key.rp = "host".to_owned()),
    device("no relying party", |key| key.rp = String::new()),
    device("nobody was verified", |key| key.verifies = false),
    device("inside a strange frame", |key| key.crosses_origin = true),
    device("the counter back", |key| key.counter = 1),
    device("suddenly copied", |key| key.is_synced = true),
    question("another challenge", |it| it["challenge"] = json!("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")),
    question("no challenge", |it| it["challenge"] = json!("")),
    question("half a challenge", |it| it["challenge"] = json!(it["challenge"].as_str().unwrap()[..8].to_owned())),
    question("a challenge that is no text", |it| it["challenge"] = json!(null)),
    answer("no signature", |it| it["response"]["signature"] = json!("")),
    answer("another signature", |it| it["response"]["signature"] = it["response"]["authenticatorData"].clone()),
    answer("another device's name", |it| (it["id"], it["rawId"]) = (json!("AAAA"), json!("AAAA"))),
    answer("two names", |it| it["rawId"] = json!("AAAA")),
    answer("another kind", |it| it["type"] = json!("password")),
    answer("another person's handle", |it| it["response"]["userHandle"] = json!("AAAAAAAAAAAAAAAAAAAAAA")),
    answer("a changed flag", |it| change(it, "authenticatorData", 44)),
    answer("a changed counter", |it| change(it, "authenticatorData", 47)),
    answer("a changed client", |it| change(it, "clientDataJSON", 12)),
    answer("no device data", |it| it["response"]["authenticatorData"] = json!("")),
    answer("no client", |it| it["response"]["clientDataJSON"] = json!("")),
    answer("no response", |it| it["response"] = json!({})),
];

/// Another letter at this place of a part.
fn change(answer: &mut Value, part: &str, at: usize) {
    let mut text = answer["response"][part].as_str().unwrap().to_owned();
    let other = if text.as_bytes()[at] == b'A' { "B" } else { "A" };
    text.replace_range(at..=at, other);
    answer["response"][part] = json!(text);
}

/// A browser at the door.
struct Browser<'world> {
    world: &'world World,
    session: String,
}

impl Browser<'_> {
    async fn call(&mut self, deed: &str, form: &[(&str, &str)]) -> (u16, Value) {
        let ask = self.world.ask(Method::POST, &format!("/api/{deed}"), &self.session).ours(&self.world.origin);
        let body = serde_urlencoded::to_string(form).unwrap();
        let answer =
            ask.header("content-type", FORM).header("accept", "application/json").body(body).send().await.unwrap();
        let cookie =
            answer.headers().get_all("set-cookie").iter().find_map(|it| it.to_str().ok()?.strip_prefix("sid="));
        if let Some(cookie) = cookie {
            self.session = cookie.split(';').next().unwrap().to_owned();
        }
        (answer.status().as_u16(), answer.json().await.unwrap_or_default())
    }

    async fn is_in(&self) -> bool {
        self.world.page(&self.session, "/wallet").await.status == 200
    }

    async fn sign_up(&mut self, key: &mut Authenticator) {
        let (status, asked) = self.call("start_passkey_sign_up", &[("name", "Aigul")]).await;
        assert_eq!(status, 200, "{asked}");
        let answer = key.create(asked["options"].as_str().unwrap());
        let form = [("ceremony", asked["ceremony"].as_str().unwrap()), ("answer", &answer)];
        let (status, said) = self.call("finish_passkey_sign_up", &form).await;
        assert_eq!(status, 200, "{said}");
    }

    /// Asked and answered; what the door says.
    async fn sign_in(&mut self, key: &mut Authenticator, cheat: &Cheat) -> u16 {
        let (_, asked) = self.call("start_passkey_sign_in", &[]).await;
        let mut options: Value = serde_json::from_str(asked["options"].as_str().unwrap()).unwrap();
        (cheat.question)(&mut options);
        let mut answer: Value = serde_json::from_str(&key.get(&options.to_string())).unwrap();
        (cheat.answer)(&mut answer);
        let form = [("ceremony", asked["ceremony"].as_str().unwrap()), ("answer", &answer.to_string())];
        self.call("finish_passkey_sign_in", &form).await.0
    }
}

fn device_of(world: &World) -> Authenticator {
    let mut key = Authenticator::new(7);
    key.origin.clone_from(&world.origin);
    key.counter = 5;
    key
}

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_that_was_tampered_with_opens_the_door() {
    let world = World::start().await;
    let browser = || Browser { world: &world, session: String::new() };
    let mut own = device_of(&world);
    browser().sign_up(&mut own).await;
    let (mut counter, mut wrong) = (6, Vec::new());
    for cheat in &CHEATS {
        own.counter = counter;
        let (origin, rp) = (own.origin.clone(), own.rp.clone());
        (cheat.device)(&mut own);
        let mut browser = browser();
        let status = browser.sign_in(&mut own, cheat).await;
        if !(400..500).contains(&status) || browser.is_in().await {
            wrong.push(format!("{}: {status}", cheat.name));
        }
        (own.origin, own.rp, own.verifies) = (origin, rp, true);
        (own.crosses_origin, own.is_synced) = (false, false);
        counter += 1;
    }
    own.counter = counter + 1;
    let mut honest = browser();
    assert_eq!(honest.sign_in(&mut own, &HONEST).await, 200, "the honest one");
    assert!(honest.is_in().await);
    println!("passkey answers tampered with: {}", CHEATS.len());
    assert!(wrong.is_empty(), "{} opened the door or broke it:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_belongs_to_one_question_of_one_browser_and_is_worth_one_entrance() {
    let world = World::start().await;
    let browser = || Browser { world: &world, session: String::new() };
    let mut key = device_of(&world);
    browser().sign_up(&mut key).await;
    let (mut mine, mut theirs) = (browser(), browser());
    let (_, asked) = mine.call("start_passkey_sign_in", &[]).await;
    let (_, other) = theirs.call("start_passkey_sign_in", &[]).await;
    key.counter = 9;
    let answer = key.get(asked["options"].as_str().unwrap());
    let ceremony = asked["ceremony"].as_str().unwrap();
    let form = [("ceremony", ceremony), ("answer", answer.as_str())];
    assert_eq!(theirs.call("finish_passkey_sign_in", &form).await.0, 401, "in another browser");
    let to_other = [("ceremony", other["ceremony"].as_str().unwrap()), ("answer", answer.as_str())];
    assert_eq!(theirs.call("finish_passkey_sign_in", &to_other).await.0, 401, "to another question");
    assert!(!theirs.is_in().await);
    assert_eq!(mine.call("finish_passkey_sign_up", &form).await.0 / 100, 4, "for another purpose");
    // A question that was answered wrongly is used up; asked again, it is worth one entrance.
    let (_, asked) = mine.call("start_passkey_sign_in", &[]).await;
    key.counter = 10;
    let answer = key.get(asked["options"].as_str().unwrap());
    let form = [("ceremony", asked["ceremony"].as_str().unwrap()), ("answer", answer.as_str())];
    let before = mine.session.clone();
    assert_eq!(mine.call("finish_passkey_sign_in", &form).await.0, 200);
    assert_ne!(mine.session, before, "the session's id changes at the door");
    assert!(mine.is_in().await && !Browser { world: &world, session: before }.is_in().await);
    assert_eq!(mine.call("finish_passkey_sign_in", &form).await.0, 401, "a second time");
}
