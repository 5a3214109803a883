//! Becoming a seller: asked for with a few words, decided by an admin. Once decided it stays decided.

use super::{Role, User};
use crate::{Change, FieldErrors, SellerApplicationId, Timestamp, UserId, machine::Refused, words};
use serde::{Deserialize, Serialize};

words! {
    /// Where an application stands.
    pub enum ApplicationStatus {
        /// Nobody has looked yet.
        Pending = "pending",
        /// The person is a seller.
        Approved = "approved",
        /// The person is told why not, and may ask again.
        Refused = "refused",
    }
}

words! {
    /// What an admin may do with an application.
    pub enum ApplicationDeed {
        /// Let them sell.
        Approve = "approve",
        /// Say no, with a reason.
        Refuse = "refuse",
    }
}

impl ApplicationStatus {
    /// Every pair of state and deed. Deciding the same thing twice is deciding once.
    ///
    /// # Errors
    /// [`Refused`] when it was decided otherwise.
    pub fn next(self, deed: ApplicationDeed) -> Result<Change<Self>, Refused> {
        use {ApplicationDeed as Deed, ApplicationStatus as Is};
        match (self, deed) {
            (Is::Pending, Deed::Approve) => Ok(Change::Made(Is::Approved)),
            (Is::Pending, Deed::Refuse) => Ok(Change::Made(Is::Refused)),
            (Is::Approved, Deed::Approve) | (Is::Refused, Deed::Refuse) => Ok(Change::AlreadyMade),
            (Is::Approved, Deed::Refuse) | (Is::Refused, Deed::Approve) => {
                Err(Refused { noun: "seller_application".into(), from: self.to_string(), deed: deed.to_string() })
            }
        }
    }
}

/// A person's ask to become a seller. At most one per person waits at a time; a unique index holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SellerApplication {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: SellerApplicationId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Who asks.
    pub user_id: UserId,
    /// What they want to sell. 3..=200 characters.
    pub sells: String,
    /// A few words about themselves. 20..=1000 characters.
    pub words: String,
    /// Where it stands.
    pub status: ApplicationStatus,
    /// Why it was refused, in the admin's words.
    pub reason: Option<String>,
    /// Who decided.
    pub decided_by: Option<UserId>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// Birth.
    pub created_at: Timestamp,
}

/// The form as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct ApplicationForm {
    pub sells: String,
    pub words: String,
}

impl ApplicationForm {
    /// Checks both texts: what they sell, and the words.
    ///
    /// # Errors
    /// A code per field: `sells`, `words`.
    pub fn check(&self) -> Result<(String, String), FieldErrors> {
        let mut errors = FieldErrors::default();
        let sells = errors.text("sells", &self.sells, 3, 200);
        let words = errors.text("words", &self.words, 20, 1000);
        errors.into_result()?;
        Ok((sells, words))
    }
}

/// The reason of a refusal: the person reads it.
///
/// # Errors
/// A code for `reason`.
pub fn check_reason(raw: &str) -> Result<String, FieldErrors> {
    let mut errors = FieldErrors::default();
    let reason = errors.text("reason", raw, 3, 500);
    errors.into_result()?;
    Ok(reason)
}

impl SellerApplication {
    /// A fresh ask of this person.
    pub fn new(id: SellerApplicationId, user_id: UserId, (sells, words): (String, String), now: Timestamp) -> Self {
        Self {
            id,
            version: 0,
            user_id,
            sells,
            words,
            status: ApplicationStatus::Pending,
            reason: None,
            decided_by: None,
            decided_at: None,
            created_at: now,
        }
    }

    /// The admin decides.
    ///
    /// # Errors
    /// [`Refused`] when it was decided otherwise before.
    pub fn decide(
        &self,
        deed: ApplicationDeed,
        reason: Option<String>,
        by: UserId,
        now: Timestamp,
    ) -> Result<Change<Self>, Refused> {
        let Change::Made(status) = self.status.next(deed)? else {
            return Ok(Change::AlreadyMade);
        };
        Ok(Change::Made(Self { status, reason, decided_by: Some(by), decided_at: Some(now), ..self.clone() }))
    }
}

impl User {
    /// The person with one more role.
    pub fn granted(&self, role: Role, now: Timestamp) -> Change<Self> {
        if self.roles.contains(&role) {
            return Change::AlreadyMade;
        }
        let mut user = Self { updated_at: now, ..self.clone() };
        user.roles.push(role);
        Change::Made(user)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::Word;

    #[test]
    fn every_state_and_every_deed_has_one_answer() {
        use {ApplicationDeed as Deed, ApplicationStatus as Is};
        let expected = [
            (Is::Pending, Deed::Approve, Some(Change::Made(Is::Approved))),
            (Is::Pending, Deed::Refuse, Some(Change::Made(Is::Refused))),
            (Is::Approved, Deed::Approve, Some(Change::AlreadyMade)),
            (Is::Approved, Deed::Refuse, None),
            (Is::Refused, Deed::Approve, None),
            (Is::Refused, Deed::Refuse, Some(Change::AlreadyMade)),
        ];
        assert_eq!(expected.len(), Is::ALL.len() * Deed::ALL.len());
        for (from, deed, answer) in expected {
            assert_eq!(from.next(deed).ok(), answer, "{from} {deed}");
        }
    }

    #[test]
    fn a_few_words_means_a_few() {
        let errors = ApplicationForm { sells: "x".into(), words: "please".into() }.check().unwrap_err();
        assert_eq!(errors.0.len(), 2);
        assert!(check_reason(" ").is_err());
    }

    #[test]
    fn a_role_is_granted_once() {
        let newcomer = super::super::SignUpForm { name: "Ali".into(), email: String::new() }.check().unwrap();
        let now = Timestamp::from_millis(1);
        let user = User::born(UserId::from_bytes([1; 16]), newcomer, super::super::Language::En, now);
        let Change::Made(seller) = user.granted(Role::Seller, now) else { panic!("a new role is a change") };
        assert!(seller.is(Role::Seller) && seller.is(Role::Buyer));
        assert_eq!(seller.granted(Role::Seller, now), Change::AlreadyMade);
    }
}
