//! The second way to say who one is: a code from an authenticator app, and the ten codes for the day everything else
//! is lost. What is kept opens nothing by itself: the app's secret is sealed, the codes are hashes.

use super::{Role, Sealed, User};
use crate::{Hours, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// How many recovery codes a set has.
pub const RECOVERY_CODES: usize = 10;
/// After a recovery nothing leaves and no way in changes for so long.
pub const QUIET: Hours = Hours(24);
/// The letters of a recovery code (Crockford's: none that look alike), sixteen of them: 80 bits.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How long a recovery code is, without its hyphens.
pub const RECOVERY_CODE_LENGTH: usize = 16;

/// The authenticator app of a person. One per person; its id is the person's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthenticatorApp {
    /// Whose.
    #[serde(rename = "_id")]
    pub id: UserId,
    /// Compare-and-set counter: of two answers with one code, one wins.
    pub version: u64,
    /// The secret it shares with the app, encrypted.
    pub secret: Sealed,
    /// When the person proved to have it in the app; none while it is only offered.
    pub confirmed_at: Option<Timestamp>,
    /// The step of time of the last code that was used: it and older ones open nothing any more.
    pub last_step: u64,
    /// Birth.
    pub created_at: Timestamp,
}

/// The recovery codes a person has left, hashed. One set per person; its id is the person's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryCodes {
    /// Whose.
    #[serde(rename = "_id")]
    pub id: UserId,
    /// Compare-and-set counter: of two uses of one code, one wins.
    pub version: u64,
    /// Keyed hashes, hex.
    pub hashes: Vec<Sealed>,
    /// When the set was made.
    pub made_at: Timestamp,
}

impl RecoveryCodes {
    /// The set without this one; `None` when it is not in it.
    pub fn without(&self, hash: &str) -> Option<Self> {
        let hashes: Vec<Sealed> = self.hashes.iter().filter(|kept| kept.expose() != hash).cloned().collect();
        (hashes.len() < self.hashes.len()).then(|| Self { hashes, ..self.clone() })
    }
}

/// A recovery code of ten random bytes: `K7M2-9QXD-…`.
pub fn recovery_code(bytes: [u8; 10]) -> String {
    let bits = bytes.iter().fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
    let letter = |at: usize| char::from(LETTERS[(bits >> (5 * (RECOVERY_CODE_LENGTH - 1 - at)) & 31) as usize]);
    let letters: Vec<char> = (0..RECOVERY_CODE_LENGTH).map(letter).collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// A recovery code as typed: case, spaces and hyphens do not matter, and O is 0, I and L are 1.
pub fn fold_recovery_code(typed: &str) -> String {
    let letters = crate::digits::code(typed).to_uppercase();
    letters
        .chars()
        .map(|c| match c {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

impl User {
    /// True for a while after a recovery: nothing leaves, and no way in changes.
    pub fn is_quiet(&self, now: Timestamp) -> bool {
        self.quiet_until.is_some_and(|until| now < until)
    }

    /// The person after a recovery, now.
    #[must_use]
    pub fn quieted(self, now: Timestamp) -> Self {
        Self { quiet_until: Some(now + QUIET), updated_at: now, ..self }
    }

    /// When the recovery was that this person is quiet after.
    pub fn recovered_at(&self) -> Option<Timestamp> {
        self.quiet_until.map(|until| until + Hours(-QUIET.0))
    }

    /// True for people who work for the house: a password alone opens only what is their own.
    pub fn is_staff(&self) -> bool {
        self.roles.iter().any(|role| role.is_of_the_house())
    }
}

impl Role {
    /// True for the roles whose power reaches beyond what is one's own.
    pub const fn is_of_the_house(self) -> bool {
        match self {
            Self::Resolver | Self::Support | Self::Treasurer | Self::Admin => true,
            Self::Buyer | Self::Seller => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recovery_code_is_eighty_bits_in_letters_that_do_not_look_alike() {
        assert_eq!(recovery_code([0; 10]), "0000-0000-0000-0000");
        assert_eq!(recovery_code([255; 10]), "ZZZZ-ZZZZ-ZZZZ-ZZZZ");
        assert_ne!(recovery_code([1, 0, 0, 0, 0, 0, 0, 0, 0, 0]), recovery_code([0, 1, 0, 0, 0, 0, 0, 0, 0, 0]));
    }

    #[test]
    fn a_code_read_from_paper_is_the_code_however_it_is_typed() {
        for typed in ["k7m2-9qxd-1v0a-ssss", " K7M2 9QXD LVOA SSSS ", "k7m29qxdiv۰assss"] {
            assert_eq!(fold_recovery_code(typed), "K7M29QXD1V0ASSSS", "{typed}");
        }
    }

    #[test]
    fn a_code_is_taken_out_of_its_set_once() {
        let hashes = vec![Sealed::new("a"), Sealed::new("b")];
        let set =
            RecoveryCodes { id: UserId::from_bytes([1; 16]), version: 3, hashes, made_at: Timestamp::from_millis(1) };
        let left = set.without("a").unwrap();
        assert_eq!(left.hashes, [Sealed::new("b")]);
        assert_eq!(left.without("a"), None);
    }
}
