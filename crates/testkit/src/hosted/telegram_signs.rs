//! What Telegram signs about its users, as its own pages would bring it.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// What a Mini App of this person brings, said at that second.
pub fn telegram_mini_app(token: &str, person: i64, at: i64) -> String {
    let user = format!(r#"{{"id":{person},"first_name":"Sara"}}"#);
    let key = signed(b"WebAppData", token);
    let hash = hex::encode(signed(&key, &format!("auth_date={at}\nuser={user}")));
    let escaped = [("{", "%7B"), ("}", "%7D"), ("\"", "%22"), (":", "%3A"), (",", "%2C")];
    let user = escaped.iter().fold(user, |user, (sign, escape)| user.replace(sign, escape));
    format!("user={user}&auth_date={at}&hash={hash}")
}

/// What the login widget brings.
pub fn telegram_widget(token: &str, person: i64, at: i64) -> String {
    let said = format!("auth_date={at}\nfirst_name=Sara\nid={person}");
    let hash = hex::encode(signed(&Sha256::digest(token), &said));
    format!("id={person}&first_name=Sara&auth_date={at}&hash={hash}")
}

fn signed(key: &[u8], text: &str) -> Vec<u8> {
    let mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.chain_update(text).finalize().into_bytes().to_vec()
}
