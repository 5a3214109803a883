//! What a newcomer tells us, and the person who is born from it.

use super::{EmailAddress, Language, Role, Theme, User, UserStatus, VerificationLevel, check_password};
use crate::{Currency, FieldErrors, Timestamp, UserId};

/// Fewest and most characters of a name.
pub const NAME_LENGTH: (usize, usize) = (2, 60);

/// The sign-up form as typed. The password travels beside it, never in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignUpForm {
    /// `name`: shown to others.
    pub name: String,
    /// `email`: may be empty when a passkey is the credential.
    pub email: String,
}

/// A checked form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newcomer {
    /// Shown to others.
    pub display_name: String,
    /// Where letters go, if anywhere.
    pub email: Option<EmailAddress>,
}

impl SignUpForm {
    /// Checks a sign-up by password: the e-mail is the name one signs in with.
    ///
    /// # Errors
    /// A code per field: `name`, `email`, `secret_password`.
    pub fn check_with_password(&self, password: &str) -> Result<Newcomer, FieldErrors> {
        let mut errors = FieldErrors::default();
        let display_name = person_name(&mut errors, "name", &self.name);
        let email = EmailAddress::parse(&mut errors, "email", &self.email);
        check_password(&mut errors, "secret_password", password, &display_name, Some(&self.email));
        errors.into_result()?;
        Ok(Newcomer { display_name, email })
    }

    /// Checks a sign-up by passkey alone: the e-mail may be left out.
    ///
    /// # Errors
    /// A code per field: `name`, `email`.
    pub fn check(&self) -> Result<Newcomer, FieldErrors> {
        let mut errors = FieldErrors::default();
        let display_name = person_name(&mut errors, "name", &self.name);
        let email = EmailAddress::parse_optional(&mut errors, "email", &self.email);
        errors.into_result()?;
        Ok(Newcomer { display_name, email })
    }
}

impl User {
    /// A person is born: a buyer, in the language they were reading.
    pub fn born(id: UserId, newcomer: Newcomer, language: Language, now: Timestamp) -> Self {
        let email_key = newcomer.email.as_ref().map(|email| email.key().to_owned());
        Self {
            id,
            version: 0,
            display_name: newcomer.display_name,
            email: newcomer.email.map(|email| email.typed().to_owned()),
            email_key,
            roles: vec![Role::Buyer],
            status: UserStatus::Active,
            status_reason: None,
            warning_count: 0,
            verification_level: VerificationLevel::default(),
            email_verified_at: None,
            telegram: None,
            quiet_until: None,
            language,
            theme: Theme::Auto,
            display_currency: Currency::USD,
            about: None,
            review_stars: 0,
            review_count: 0,
            completed_sales: 0,
            created_at: now,
            updated_at: now,
            legacy_id: None,
        }
    }
}

/// A person's name: visible characters on one line, nothing that turns the text around it.
pub(super) fn person_name(errors: &mut FieldErrors, field: &str, raw: &str) -> String {
    let name = errors.text(field, raw, NAME_LENGTH.0, NAME_LENGTH.1);
    if name.chars().any(is_unfit) {
        errors.add(field, "odd-characters");
    }
    name
}

/// Control characters, and the invisible ones that reorder text or pretend to be nothing. The joiners
/// (U+200C, U+200D) stay: Persian is written with them.
fn is_unfit(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(name: &str, email: &str) -> SignUpForm {
        SignUpForm { name: name.to_owned(), email: email.to_owned() }
    }

    fn codes(errors: &FieldErrors) -> Vec<(&str, &str)> {
        errors.0.iter().map(|(field, fault)| (field.as_str(), fault.code.as_str())).collect()
    }

    #[test]
    fn every_fault_is_named_at_once() {
        let errors = form("A", "nowhere").check_with_password("short").unwrap_err();
        assert_eq!(
            codes(&errors),
            [("email", "not-an-email"), ("name", "too-short"), ("secret_password", "too-short")]
        );
    }

    #[test]
    fn a_name_cannot_hide_or_turn_text() {
        for name in ["Ali\u{202E}nimda", "Ali\nBaba", "Ali\u{200B}Baba", "\u{FEFF}Ali"] {
            assert_eq!(codes(&form(name, "").check().unwrap_err()), [("name", "odd-characters")], "{name:?}");
        }
        assert!(form("می‌نا رضایی", "").check().is_ok());
        assert_eq!(codes(&form(&"x".repeat(61), "").check().unwrap_err()), [("name", "too-long")]);
    }

    #[test]
    fn a_passkey_needs_no_email_and_a_password_does() {
        assert_eq!(form("Aigul", " ").check().unwrap().email, None);
        let errors = form("Aigul", "").check_with_password("seven yaks on a bridge").unwrap_err();
        assert_eq!(codes(&errors), [("email", "required")]);
    }

    #[test]
    fn everyone_is_born_a_buyer_and_nothing_more() {
        let newcomer = form("Aigul", "Aigul@Example.org").check().unwrap();
        let user = User::born(UserId::from_bytes([1; 16]), newcomer, Language::Fa, Timestamp::from_millis(5));
        assert_eq!(user.roles, [Role::Buyer]);
        assert_eq!(user.email_key.as_deref(), Some("aigul@example.org"));
        assert!(!user.is(Role::Admin) && !user.is(Role::Seller));
    }
}
