//! Where a person stands with the house: let in or kept out, how well known, with which roles. Only admins change it.

use super::{Role, User, UserStatus, VerificationLevel};
use crate::{Change, Timestamp};

impl User {
    /// Kept out, with a reason. Money may still come in; nothing goes out.
    pub fn locked(&self, reason: &str, now: Timestamp) -> Change<Self> {
        match self.status {
            UserStatus::Locked | UserStatus::Closed => Change::AlreadyMade,
            UserStatus::Active => Change::Made(Self {
                status: UserStatus::Locked,
                status_reason: Some(reason.to_owned()),
                updated_at: now,
                ..self.clone()
            }),
        }
    }

    /// Let in again.
    pub fn unlocked(&self, now: Timestamp) -> Change<Self> {
        match self.status {
            UserStatus::Active | UserStatus::Closed => Change::AlreadyMade,
            UserStatus::Locked => {
                Change::Made(Self { status: UserStatus::Active, status_reason: None, updated_at: now, ..self.clone() })
            }
        }
    }

    /// Known so well.
    pub fn known_to(&self, level: VerificationLevel, now: Timestamp) -> Change<Self> {
        if self.verification_level == level {
            return Change::AlreadyMade;
        }
        Change::Made(Self { verification_level: level, updated_at: now, ..self.clone() })
    }

    /// The person with one role less. Everybody may buy: that role stays.
    pub fn revoked(&self, role: Role, now: Timestamp) -> Change<Self> {
        if role == Role::Buyer || !self.roles.contains(&role) {
            return Change::AlreadyMade;
        }
        let mut user = Self { updated_at: now, ..self.clone() };
        user.roles.retain(|kept| *kept != role);
        Change::Made(user)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        UserId,
        identity::{Language, SignUpForm},
    };

    const NOW: Timestamp = Timestamp::from_millis(1);

    fn somebody() -> User {
        let newcomer = SignUpForm { name: "Ali".into(), email: String::new() }.check().unwrap();
        User::born(UserId::from_bytes([1; 16]), newcomer, Language::En, NOW)
    }

    #[test]
    fn a_lock_is_done_once_and_who_left_is_neither_locked_nor_let_in() {
        let Change::Made(locked) = somebody().locked("fraud", NOW) else { panic!("the first lock is a change") };
        assert_eq!(locked.status_reason.as_deref(), Some("fraud"));
        assert_eq!(locked.locked("again", NOW), Change::AlreadyMade);
        let Change::Made(open) = locked.unlocked(NOW) else { panic!("a lock can be opened") };
        assert_eq!((open.status, open.status_reason), (UserStatus::Active, None));
        let closed = User { status: UserStatus::Closed, ..somebody() };
        assert_eq!(closed.locked("fraud", NOW), Change::AlreadyMade);
        assert_eq!(closed.unlocked(NOW), Change::AlreadyMade);
    }

    #[test]
    fn everybody_stays_a_buyer() {
        let Change::Made(seller) = somebody().granted(Role::Seller, NOW) else { panic!("a new role is a change") };
        let Change::Made(buyer) = seller.revoked(Role::Seller, NOW) else { panic!("it can be taken back") };
        assert_eq!(buyer.roles, [Role::Buyer]);
        assert_eq!(buyer.revoked(Role::Buyer, NOW), Change::AlreadyMade);
    }
}
