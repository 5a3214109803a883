//! The six digits that prove a delivery: derived from the house's key, the order and the issue, never stored.

use crate::{
    Days, DeliveryIssueId, Minutes, PurchaseRequestId, Timestamp, digits, escrow::EscrowError,
    market::DeliveryCodeIssue,
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Wrong tries before the lock.
pub const MAX_WRONG_TRIES: u32 = 5;
/// How long the lock holds.
pub const LOCK: Minutes = Minutes(15);
/// How long an issue is good for.
pub const VALID: Days = Days(7);

/// The digits of one issue of one order.
pub fn delivery_code(key: &[u8; 32], request: PurchaseRequestId, issue: DeliveryIssueId) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(&request.to_bytes());
    mac.update(&issue.to_bytes());
    let hash: [u8; 32] = mac.finalize().into_bytes().into();
    let [a, b, c, d, e, f, g, h, ..] = hash;
    // 2^64 is so much larger than a million that no code is noticeably likelier than another.
    format!("{:06}", u64::from_be_bytes([a, b, c, d, e, f, g, h]) % 1_000_000)
}

/// What a try at the code came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeTry {
    /// Right; the issue is used up.
    Right(DeliveryCodeIssue),
    /// Wrong; must be written down before it is said.
    Wrong {
        /// The issue with the try counted, perhaps locked.
        issue: DeliveryCodeIssue,
        /// Tries before the lock; 0 when this one locked it.
        tries_left: u32,
    },
}

impl DeliveryCodeIssue {
    /// A fresh issue; it kills the one before.
    pub fn fresh(issue_id: DeliveryIssueId, now: Timestamp) -> Self {
        Self { issue_id, generated_at: now, expires_at: now + VALID, used_at: None, wrong_tries: 0, locked_until: None }
    }

    /// True while a try is refused unread.
    pub fn is_locked(&self, now: Timestamp) -> bool {
        self.locked_until.is_some_and(|until| now < until)
    }

    /// Compares what was typed with the code. Persian digits and spaces are read as what they mean.
    ///
    /// # Errors
    /// [`EscrowError::CodeLocked`], [`EscrowError::CodeExpired`], [`EscrowError::CodeUsed`]; then nothing was compared.
    pub fn try_code(&self, typed: &str, code: &str, now: Timestamp) -> Result<CodeTry, EscrowError> {
        if let Some(until) = self.locked_until.filter(|_| self.is_locked(now)) {
            return Err(EscrowError::CodeLocked(until));
        }
        if self.used_at.is_some() {
            return Err(EscrowError::CodeUsed);
        }
        if now >= self.expires_at {
            return Err(EscrowError::CodeExpired);
        }
        if is_same(&digits::code(typed), code) {
            return Ok(CodeTry::Right(Self { used_at: Some(now), ..self.clone() }));
        }
        Ok(self.wrong(now))
    }

    fn wrong(&self, now: Timestamp) -> CodeTry {
        let wrong_tries = self.wrong_tries + 1;
        if wrong_tries >= MAX_WRONG_TRIES {
            let issue = Self { wrong_tries: 0, locked_until: Some(now + LOCK), ..self.clone() };
            return CodeTry::Wrong { issue, tries_left: 0 };
        }
        let issue = Self { wrong_tries, locked_until: None, ..self.clone() };
        CodeTry::Wrong { issue, tries_left: MAX_WRONG_TRIES - wrong_tries }
    }
}

/// Takes the same time wherever the first difference is.
fn is_same(typed: &str, code: &str) -> bool {
    typed.len() == code.len() && typed.bytes().zip(code.bytes()).fold(0, |wrong, (a, b)| wrong | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_763_000_000_000);

    fn issue() -> DeliveryCodeIssue {
        DeliveryCodeIssue::fresh(DeliveryIssueId::from_bytes([3; 16]), NOW)
    }

    #[test]
    fn the_code_is_six_digits_of_order_issue_and_key() {
        let (request, issue) = (PurchaseRequestId::from_bytes([1; 16]), DeliveryIssueId::from_bytes([2; 16]));
        let code = delivery_code(&[7; 32], request, issue);
        assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()), "{code}");
        assert_eq!(code, delivery_code(&[7; 32], request, issue));
        assert_ne!(code, delivery_code(&[8; 32], request, issue));
        assert_ne!(code, delivery_code(&[7; 32], request, DeliveryIssueId::from_bytes([4; 16])));
    }

    #[test]
    fn persian_digits_and_spaces_are_read() {
        assert!(matches!(issue().try_code(" ۱۲۳ ۴۵۶ ", "123456", NOW), Ok(CodeTry::Right(_))));
        assert!(matches!(issue().try_code("123-456", "123456", NOW), Ok(CodeTry::Right(_))));
    }

    #[test]
    fn five_wrong_tries_lock_it_for_fifteen_minutes_and_then_it_works_again() {
        let mut present = issue();
        for left in [4, 3, 2, 1, 0] {
            let Ok(CodeTry::Wrong { issue, tries_left }) = present.try_code("000000", "123456", NOW) else {
                panic!("not counted as wrong");
            };
            assert_eq!(tries_left, left);
            present = issue;
        }
        assert_eq!(present.try_code("123456", "123456", NOW), Err(EscrowError::CodeLocked(NOW + LOCK)));
        assert!(matches!(present.try_code("123456", "123456", NOW + LOCK), Ok(CodeTry::Right(_))));
        let Ok(CodeTry::Wrong { tries_left, .. }) = present.try_code("1", "123456", NOW + LOCK) else {
            panic!("not counted as wrong");
        };
        assert_eq!(tries_left, 4);
    }

    #[test]
    fn an_old_or_used_code_is_refused_unread() {
        assert_eq!(issue().try_code("123456", "123456", NOW + VALID), Err(EscrowError::CodeExpired));
        let Ok(CodeTry::Right(used)) = issue().try_code("123456", "123456", NOW) else { panic!("refused") };
        assert_eq!(used.try_code("123456", "123456", NOW), Err(EscrowError::CodeUsed));
    }
}
