//! What a decision about a dispute does to the standing of a seller: a warning that is counted, or a lock.

use super::{User, UserStatus};
use crate::{Change, Timestamp, words};

words! {
    /// What the house decided about a seller.
    pub enum SellerMeasure {
        /// Warned; the next one weighs more.
        Warn = "warn_seller",
        /// Kept out. Money may still come in; nothing goes out.
        Ban = "ban_seller",
    }
}

impl User {
    /// Whether a decision about an order can do this to them: nobody who works for the house is kept out by the way. That
    /// is an admin's own deed, so that no resolver decides who runs the house.
    pub fn can_be_measured(&self, measure: SellerMeasure) -> bool {
        match measure {
            SellerMeasure::Warn => true,
            SellerMeasure::Ban => !self.is_staff(),
        }
    }

    /// The seller as a decision leaves them; nothing new for who is locked or left already, or can not be measured so.
    pub fn measured(&self, measure: SellerMeasure, reason: &str, now: Timestamp) -> Change<Self> {
        match (measure, self.status) {
            _ if !self.can_be_measured(measure) => Change::AlreadyMade,
            (SellerMeasure::Warn, UserStatus::Active | UserStatus::Locked) => {
                Change::Made(Self { warning_count: self.warning_count + 1, updated_at: now, ..self.clone() })
            }
            (SellerMeasure::Warn, UserStatus::Closed) => Change::AlreadyMade,
            (SellerMeasure::Ban, _) => self.locked(reason, now),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        UserId,
        identity::{Language, Role, SignUpForm},
        machine::Word,
    };

    const NOW: Timestamp = Timestamp::from_millis(1);

    #[test]
    fn warnings_are_counted_and_a_ban_is_a_lock_with_its_reason() {
        let newcomer = SignUpForm { name: "Ali".into(), email: String::new() }.check().unwrap();
        let seller = User::born(UserId::from_bytes([1; 16]), newcomer, Language::En, NOW);
        let Change::Made(warned) = seller.measured(SellerMeasure::Warn, "late", NOW) else { panic!("a warning") };
        let Change::Made(again) = warned.measured(SellerMeasure::Warn, "late", NOW) else { panic!("another one") };
        assert_eq!((again.warning_count, again.status), (2, UserStatus::Active));
        let Change::Made(out) = again.measured(SellerMeasure::Ban, "fraud", NOW) else { panic!("a ban") };
        assert_eq!((out.status, out.status_reason.as_deref()), (UserStatus::Locked, Some("fraud")));
        assert_eq!(out.measured(SellerMeasure::Ban, "fraud", NOW), Change::AlreadyMade);
        let left = User { status: UserStatus::Closed, ..seller };
        assert_eq!(left.measured(SellerMeasure::Warn, "late", NOW), Change::AlreadyMade);
    }

    #[test]
    fn nobody_who_works_for_the_house_is_kept_out_by_a_decision_and_everybody_can_be_warned() {
        let newcomer = SignUpForm { name: "Ali".into(), email: String::new() }.check().unwrap();
        let seller = User::born(UserId::from_bytes([1; 16]), newcomer, Language::En, NOW);
        for role in Role::ALL {
            let user = User { roles: vec![Role::Seller, *role], ..seller.clone() };
            let is_kept_in = user.measured(SellerMeasure::Ban, "fraud", NOW) == Change::AlreadyMade;
            assert_eq!(is_kept_in, role.is_of_the_house(), "{role}");
            assert!(matches!(user.measured(SellerMeasure::Warn, "late", NOW), Change::Made(_)), "{role}");
        }
    }
}
