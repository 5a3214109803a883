//! A passkey without a device: answers the house's questions as a browser would, or wrongly in one way.

use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Where the people of these tests open the house.
pub const ORIGIN: &str = "http://localhost:3000";

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const MAY_BE_COPIED: u8 = 0x08;
const IS_COPIED: u8 = 0x10;
const HAS_KEY: u8 = 0x40;

pub struct Authenticator {
    key: SigningKey,
    id: Vec<u8>,
    handle: Value,
    pub counter: u32,
    pub is_synced: bool,
    pub verifies: bool,
    pub origin: String,
    pub rp: String,
    pub crosses_origin: bool,
}

impl Authenticator {
    pub fn new(seed: u8) -> Self {
        Self {
            key: SigningKey::from_slice(&[seed; 32]).unwrap(),
            id: vec![seed; 32],
            handle: Value::Null,
            counter: 0,
            is_synced: false,
            verifies: true,
            origin: ORIGIN.to_owned(),
            rp: "localhost".to_owned(),
            crosses_origin: false,
        }
    }

    /// What `navigator.credentials.create` would bring back.
    pub fn create(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
        self.handle = options["user"]["id"].clone();
        let client = self.client_data("webauthn.create", &options["challenge"]);
        let data = self.data(HAS_KEY, &self.attested());
        let mut attestation = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        attestation.push(u8::try_from(data.len()).unwrap());
        attestation.extend(data);
        json!({
            "id": base64url(&self.id), "rawId": base64url(&self.id), "type": "public-key",
            "response": {"attestationObject": base64url(&attestation), "clientDataJSON": base64url(client.as_bytes())},
            "clientExtensionResults": {},
        })
        .to_string()
    }

    /// What `navigator.credentials.get` would bring back.
    pub fn get(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        assert_eq!(options["userVerification"], "required");
        let client = self.client_data("webauthn.get", &options["challenge"]);
        let data = self.data(0, &[]);
        let signed = [data.as_slice(), Sha256::digest(client.as_bytes()).as_slice()].concat();
        let signature: Signature = self.key.sign(&signed);
        json!({
            "id": base64url(&self.id), "rawId": base64url(&self.id), "type": "public-key",
            "response": {
                "authenticatorData": base64url(&data), "clientDataJSON": base64url(client.as_bytes()),
                "signature": base64url(signature.to_der().as_bytes()), "userHandle": self.handle,
            },
            "clientExtensionResults": {},
        })
        .to_string()
    }

    /// Pretends to be another person's key.
    pub fn takes_handle_of(&mut self, other: &Self) {
        self.handle = other.handle.clone();
    }

    fn client_data(&self, kind: &str, challenge: &Value) -> String {
        json!({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": self.crosses_origin})
            .to_string()
    }

    fn data(&self, extra: u8, tail: &[u8]) -> Vec<u8> {
        let synced = if self.is_synced { MAY_BE_COPIED | IS_COPIED } else { 0 };
        let verified = if self.verifies { VERIFIED } else { 0 };
        let mut data = Sha256::digest(self.rp.as_bytes()).to_vec();
        data.push(PRESENT | verified | synced | extra);
        data.extend(self.counter.to_be_bytes());
        data.extend(tail);
        data
    }

    /// No make, the id, the public key as COSE.
    fn attested(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = (&point.as_bytes()[1..33], &point.as_bytes()[33..65]);
        let mut tail = vec![0; 16];
        tail.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        tail.extend(&self.id);
        tail.extend(b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20");
        tail.extend(x);
        tail.extend(b"\x22\x58\x20");
        tail.extend(y);
        tail
    }
}

fn base64url(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let sextets = |chunk: &[u8]| {
        let bits = chunk.iter().chain([&0, &0]).take(3).fold(0u32, |bits, byte| bits << 8 | u32::from(*byte));
        (0..=chunk.len()).map(|i| char::from(ALPHABET[(bits >> (18 - 6 * i) & 63) as usize])).collect::<String>()
    };
    bytes.chunks(3).map(sextets).collect()
}
