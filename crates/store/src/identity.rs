//! Reads of people, their credentials, addresses and open sessions.

use crate::{Store, StoreError, collections, sessions::Row};
use bson::{DateTime, doc};
use domain::{
    Timestamp, UserId,
    identity::{Address, MAX_ADDRESSES, MAX_PASSKEYS, Passkey, SellerApplication, User},
};
use futures::TryStreamExt;
use mongodb::options::FindOptions;
use sha2::{Digest, Sha256};

/// The key in a session's data under which the browser's own words stand.
pub const AGENT_KEY: &str = "agent";
/// The key in a session's data under which the moment of signing in stands, in milliseconds.
pub const SIGNED_IN_KEY: &str = "signed_in_at";
/// The key in a session's data under which it stands by what cookie its browser is known.
pub const DEVICE_KEY: &str = "device";
/// The key in a session's data under which the address stands that the person signed in from.
pub const IP_KEY: &str = "ip";
/// The key in a session's data under which the last visit stands, in milliseconds.
pub const SEEN_KEY: &str = "seen_at";
/// The key in a session's data under which the moment stands when the person last proved who they are, in milliseconds.
pub const PROVED_KEY: &str = "proved_at";
/// The key in a session's data under which it stands that the visit began with more than a password.
pub const TRUSTED_KEY: &str = "trusted";
/// The key in a session's data under which typed text waits while its writer proves who they are.
pub const KEPT_KEY: &str = "kept_text";

/// Of the hash of a session's id, so many bytes name it on pages.
const HANDLE_BYTES: usize = 16;

/// A browser somebody is signed in with. The session's id is a secret and never leaves the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSession {
    /// What a page may call it: a hash of the id.
    pub handle: String,
    /// The browser's own words.
    pub agent: String,
    /// When the person signed in.
    pub signed_in_at: Option<Timestamp>,
    /// When it was last used, to a few minutes.
    pub seen_at: Option<Timestamp>,
}

/// What a page may call the session with this id: the first half of the hash that its row is found by.
pub fn session_handle(id: &str) -> String {
    hex::encode(&Sha256::digest(id.as_bytes())[..HANDLE_BYTES])
}

fn handle_of(row: &Row) -> String {
    row.id.chars().take(2 * HANDLE_BYTES).collect()
}

impl Store {
    /// The person with this folded e-mail.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn user_by_email_key(&self, key: &str) -> Result<Option<User>, StoreError> {
        self.first(doc! {"email_key": key}).await
    }

    /// A person's passkeys, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn passkeys_of(&self, user: UserId) -> Result<Vec<Passkey>, StoreError> {
        self.list(doc! {"user_id": user.to_string()}, oldest_first(MAX_PASSKEYS)).await
    }

    /// The passkey that its authenticator calls by this name.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn passkey_by_credential(&self, credential_id: &str) -> Result<Option<Passkey>, StoreError> {
        self.first(doc! {"credential_id": credential_id}).await
    }

    /// A person's addresses, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn addresses_of(&self, user: UserId) -> Result<Vec<Address>, StoreError> {
        self.list(doc! {"user_id": user.to_string()}, oldest_first(MAX_ADDRESSES + 1)).await
    }

    /// The asks to become a seller that wait, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn waiting_applications(&self, limit: usize) -> Result<Vec<SellerApplication>, StoreError> {
        self.list(doc! {"status": "pending"}, oldest_first(limit)).await
    }

    /// The last ask of this person to become a seller.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn last_application_of(&self, user: UserId) -> Result<Option<SellerApplication>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"created_at": -1, "_id": -1}).limit(1).build();
        Ok(self.list(doc! {"user_id": user.to_string()}, options).await?.pop())
    }

    /// The browsers this person is signed in with.
    ///
    /// # Errors
    /// The database's, or a row that is not ours.
    pub async fn sessions_of(&self, user: UserId) -> Result<Vec<OpenSession>, StoreError> {
        self.session_rows(user).await?.iter().map(open_session).collect()
    }

    /// Ends one session of this person; false when there is none of this handle. Its next request is nobody's.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn end_session(&self, user: UserId, handle: &str) -> Result<bool, StoreError> {
        Ok(self.end_sessions_where(user, |row| handle_of(row) == handle).await? > 0)
    }

    /// Ends every session of this person but this one; says how many.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn end_other_sessions(&self, user: UserId, handle: &str) -> Result<u64, StoreError> {
        self.end_sessions_where(user, |row| handle_of(row) != handle).await
    }

    /// Ends every session of this person whose data has this value under this key, but the one of this handle; says how
    /// many.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn end_sessions_like(
        &self,
        user: UserId,
        (key, value): (&str, &str),
        handle: &str,
    ) -> Result<u64, StoreError> {
        let is_like = |row: &Row| {
            let data: serde_json::Value = serde_json::from_slice(&row.data.bytes).unwrap_or_default();
            data[key].as_str() == Some(value)
        };
        self.end_sessions_where(user, |row| is_like(row) && handle_of(row) != handle).await
    }

    async fn end_sessions_where(&self, user: UserId, ends: impl Fn(&Row) -> bool) -> Result<u64, StoreError> {
        let rows = self.session_rows(user).await?;
        let ids: Vec<&str> = rows.iter().filter(|row| ends(row)).map(|row| row.id.as_str()).collect();
        if ids.is_empty() {
            return Ok(0);
        }
        let filter = doc! {"_id": {"$in": ids}, "user_id": user.to_string()};
        Ok(self.rows::<Row>(collections::SESSIONS).delete_many(filter).await?.deleted_count)
    }

    async fn session_rows(&self, user: UserId) -> Result<Vec<Row>, StoreError> {
        let filter = doc! {"user_id": user.to_string(), "expire_at": {"$gt": DateTime::now()}};
        Ok(self.rows::<Row>(collections::SESSIONS).find(filter).await?.try_collect().await?)
    }
}

fn open_session(row: &Row) -> Result<OpenSession, StoreError> {
    let data: serde_json::Value =
        serde_json::from_slice(&row.data.bytes).map_err(|error| StoreError::Shape(error.to_string()))?;
    let moment = |key: &str| data[key].as_i64().map(Timestamp::from_millis);
    Ok(OpenSession {
        handle: handle_of(row),
        agent: data[AGENT_KEY].as_str().unwrap_or_default().to_owned(),
        signed_in_at: moment(SIGNED_IN_KEY),
        seen_at: moment(SEEN_KEY),
    })
}

fn oldest_first(limit: usize) -> FindOptions {
    FindOptions::builder()
        .sort(doc! {"created_at": 1, "_id": 1})
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .build()
}
