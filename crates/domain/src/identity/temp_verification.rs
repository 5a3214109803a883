//! `TempVerification`: an e-mail that somebody says they read, until the code that was mailed there comes back. The
//! code itself is derived from the record and the house's key and stands nowhere.

use super::{EmailAddress, Language, Sealed};
use crate::{Minutes, Seconds, TempVerificationId, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// How long a mailed code opens something.
pub const CODE_LIVES: Minutes = Minutes(10);
/// Wrong codes before the code is worth nothing.
pub const CODE_TRIES: u32 = 5;
/// The least time between two letters of one record.
pub const RESEND_AFTER: Seconds = Seconds(60);
/// How long a record is kept after its last letter, so that a late reader may ask for another code.
const KEPT: Minutes = Minutes(60);

/// What a right code brings about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verifies {
    /// A person is born, with a password.
    SignUp {
        /// Shown to others.
        display_name: String,
        /// Of the password, Argon2id.
        password_hash: Sealed,
        /// The language they were reading.
        language: Language,
    },
    /// The e-mail is this person's from then on.
    Email {
        /// Whose.
        user: UserId,
    },
    /// Another password, for whoever has this e-mail, if anybody has.
    Password,
}

/// Why a code does not count, whatever it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeIsDead {
    /// It was mailed too long ago.
    Late,
    /// Too many wrong ones were typed.
    Spent,
}

/// One e-mail to be verified. Swept by the TTL index at `expire_at`; refused after `code_until` whether swept or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TempVerification {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: TempVerificationId,
    /// Compare-and-set counter.
    pub version: u64,
    /// What it is for.
    pub verifies: Verifies,
    /// As typed: where the letters go.
    pub email: String,
    /// Folded.
    pub email_key: String,
    /// Which code counts: each letter has its own.
    pub round: u32,
    /// Wrong codes typed in this round.
    pub wrong_tries: u32,
    /// When the last letter was written.
    pub mailed_at: Timestamp,
    /// The code of this round counts before this.
    pub code_until: Timestamp,
    /// Whose it became: the same code again, a moment later, is the same answer.
    pub done_for: Option<UserId>,
    /// Birth.
    pub created_at: Timestamp,
    /// When it is swept.
    pub expire_at: Timestamp,
}

impl TempVerification {
    /// A fresh one, whose first letter is written with it.
    pub fn born(id: TempVerificationId, verifies: Verifies, email: &EmailAddress, now: Timestamp) -> Self {
        Self {
            id,
            version: 0,
            verifies,
            email: email.typed().to_owned(),
            email_key: email.key().to_owned(),
            round: 1,
            wrong_tries: 0,
            mailed_at: now,
            code_until: now + CODE_LIVES,
            done_for: None,
            created_at: now,
            expire_at: now + KEPT,
        }
    }

    /// Another code for the same e-mail: the one before is worth nothing.
    ///
    /// # Errors
    /// The seconds to wait, when the last letter was written a moment ago.
    pub fn mailed_again(&self, now: Timestamp) -> Result<Self, Seconds> {
        let free_at = self.mailed_at + RESEND_AFTER;
        if now < free_at {
            return Err(Seconds((free_at.millis_since(now) + 999) / 1000));
        }
        Ok(Self {
            round: self.round + 1,
            wrong_tries: 0,
            mailed_at: now,
            code_until: now + CODE_LIVES,
            expire_at: now + KEPT,
            ..self.clone()
        })
    }

    /// Whether a code of this round may still be right.
    ///
    /// # Errors
    /// Why not.
    pub fn is_open(&self, now: Timestamp) -> Result<(), CodeIsDead> {
        if now >= self.code_until {
            Err(CodeIsDead::Late)
        } else if self.wrong_tries >= CODE_TRIES {
            Err(CodeIsDead::Spent)
        } else {
            Ok(())
        }
    }

    /// One more wrong code.
    #[must_use]
    pub fn missed(&self) -> Self {
        Self { wrong_tries: self.wrong_tries + 1, ..self.clone() }
    }

    /// Done, for this person. The hash of a password that was set is not kept twice.
    #[must_use]
    pub fn done(&self, user: UserId) -> Self {
        let verifies = match &self.verifies {
            Verifies::SignUp { display_name, language, .. } => Verifies::SignUp {
                display_name: display_name.clone(),
                password_hash: Sealed::new(""),
                language: *language,
            },
            other => other.clone(),
        };
        Self { done_for: Some(user), verifies, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FieldErrors;

    const START: Timestamp = Timestamp::from_millis(1_763_000_000_000);

    fn one() -> TempVerification {
        let email = EmailAddress::parse(&mut FieldErrors::default(), "email", "Sara@Example.org").unwrap();
        let verifies = Verifies::Password;
        TempVerification::born(TempVerificationId::from_bytes([1; 16]), verifies, &email, START)
    }

    #[test]
    fn a_code_counts_for_ten_minutes_and_not_a_millisecond_longer() {
        let until = START + Minutes(10);
        assert_eq!(one().is_open(Timestamp::from_millis(until.millis() - 1)), Ok(()));
        assert_eq!(one().is_open(until), Err(CodeIsDead::Late));
    }

    #[test]
    fn the_fifth_wrong_code_is_the_last() {
        let four = one().missed().missed().missed().missed();
        assert_eq!(four.is_open(START), Ok(()));
        assert_eq!(four.missed().is_open(START), Err(CodeIsDead::Spent));
    }

    #[test]
    fn another_code_comes_after_a_minute_and_the_old_one_is_none() {
        assert_eq!(one().mailed_again(START + Seconds(59)), Err(Seconds(1)));
        let later = START + Seconds(60);
        let again = one().missed().mailed_again(later).unwrap();
        assert_eq!((again.round, again.wrong_tries), (2, 0));
        assert_eq!(again.is_open(later + Minutes(9)), Ok(()));
    }

    #[test]
    fn a_hash_that_became_a_credential_is_not_kept_twice() {
        let verifies = Verifies::SignUp {
            display_name: "Sara".to_owned(),
            password_hash: Sealed::new("$argon2id$"),
            language: Language::En,
        };
        let done = TempVerification { verifies, ..one() }.done(UserId::from_bytes([1; 16]));
        assert!(!serde_json::to_string(&done).unwrap().contains("argon2id"));
    }
}
