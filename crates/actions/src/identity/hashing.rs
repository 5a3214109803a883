//! Passwords become Argon2id hashes here, off the async threads and a few at a time.

use crate::ActionError;
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use domain::identity::{Sealed, fold_password};
use std::sync::LazyLock;
use tokio::{sync::Semaphore, task::spawn_blocking};

/// Memory per hash, KiB. Source: OWASP's floor for Argon2id with two passes and one lane.
const MEMORY_KIB: u32 = 19 * 1024;

/// Hashes at once: a crowd at the door waits instead of eating the memory.
static SEATS: Semaphore = Semaphore::const_new(4);

/// What is verified when nobody of that name exists: the same work, never true.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now(&uuid::Uuid::new_v4().to_string()).unwrap_or_default());

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, 2, 1, None).expect("the parameters are in Argon2's range");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash_now(password: &str) -> Option<String> {
    argon2().hash_password(password.as_bytes()).ok().map(|hash| hash.to_string())
}

/// The hash to keep, with a salt of its own.
pub(super) async fn hash(password: &str) -> Result<Sealed, ActionError> {
    let password = fold_password(password);
    let hash = seated(move || hash_now(&password)).await?;
    hash.map(Sealed::new).ok_or_else(|| ActionError::Broken("argon2 refused a password of allowed length".to_owned()))
}

/// Says whether this is the password. With no hash it does the same work and says no.
pub(super) async fn is_right(password: &str, hash: Option<&Sealed>) -> Result<bool, ActionError> {
    let password = fold_password(password);
    // Made before the first one is needed, or the first stranger would wait longer than anybody.
    LazyLock::force(&NOBODY);
    let known = hash.map(|hash| hash.expose().to_owned());
    seated(move || {
        let is_somebody = known.is_some();
        let text = known.unwrap_or_else(|| NOBODY.clone());
        let matches =
            PasswordHash::new(&text).is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok());
        is_somebody && matches
    })
    .await
}

async fn seated<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ActionError> {
    let _seat = SEATS.acquire().await.map_err(|error| ActionError::Broken(error.to_string()))?;
    spawn_blocking(work).await.map_err(|error| ActionError::Broken(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_password_itself_opens_and_nobody_opens_nothing() {
        let hash = hash("seven yaks on a bridge").await.unwrap();
        assert!(hash.expose().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash.expose());
        assert!(is_right("seven yaks on a bridge", Some(&hash)).await.unwrap());
        assert!(!is_right("seven yaks on a bridge ", Some(&hash)).await.unwrap());
        assert!(!is_right("seven yaks on a bridge", None).await.unwrap());
        assert!(is_right("seven yaks on a ｂridge", Some(&hash)).await.unwrap(), "a full-width letter is the letter");
    }
}
